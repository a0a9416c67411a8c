"""The colours of clips: what other matrices, ranges and high dynamic range become in the film.

The references are reckoned here on their own, in floats, from the formulas of the standards.
"""

import math
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.media.clips.colours import shown, tables
from slideshow.media.clips.probe import probe
from slideshow.media.clips.reader import reading
from slideshow.model.clip import Clip, Transfer
from slideshow.model.geometry import Rect, Size
from slideshow.system.ffmpeg import run
from slideshow.system.working_folder import drop_left_work
from tests.media.clips.films import rewritten

PATCH = 32
HDR: tuple[Transfer, ...] = ("hlg", "pq")
Levels = NDArray[np.float64]
# KR and KB of the matrices.
BT601, BT709, BT2020 = (0.299, 0.114), (0.2126, 0.0722), (0.2627, 0.0593)


def ycbcr(rgb: Levels, weights: tuple[float, float], *, bits: int = 8, full: bool = False) -> Levels:
    """Signals of 0 to 1 as codes (BT.709-6, section 4; BT.2100-2, table 9)."""
    red, blue = weights
    y = rgb @ [red, 1 - red - blue, blue]
    cb, cr = (rgb[..., 2] - y) / (2 - 2 * blue), (rgb[..., 0] - y) / (2 - 2 * red)
    unit = 2 ** (bits - 8)
    if full:
        most = 2**bits - 1
        return np.stack([y * most, cb * most + 128 * unit, cr * most + 128 * unit], axis=-1)
    return np.stack([(219 * y + 16) * unit, (224 * cb + 128) * unit, (224 * cr + 128) * unit], axis=-1)


def patches(path: Path, codes: Levels, pixels: str, coding: list[str]) -> Clip:
    """A clip of flat patches side by side, of these codes."""
    depth = np.uint16 if "10" in pixels else np.uint8
    row = np.repeat(
        np.minimum(np.rint(codes), 255 if depth is np.uint8 else 1023).astype(depth), PATCH, axis=0
    )
    planes = [np.repeat(row[None, :, 0], PATCH, axis=0)]
    planes += [np.repeat(row[None, ::2, index], PATCH // 2, axis=0) for index in (1, 2)]
    picture = b"".join(plane.tobytes() for plane in planes)
    raw = ["-f", "rawvideo", "-pix_fmt", pixels, "-s", f"{len(row)}x{PATCH}", "-r", "30", "-i", "pipe:0"]
    run([*raw, "-y", *coding, str(path)], stdin=picture * 6)
    return probe(path).clip


def read_patches(film: Clip) -> Levels:
    """The codes in the middle of each patch, as the film has them."""
    with reading(film, Fraction(0), Fraction(30), film.size.whole, film.size) as frames:
        y, u, v = frames.read(2)
    half = PATCH // 2
    return np.stack(
        [y[half, half::PATCH], u[half // 2, half // 2 :: half], v[half // 2, half // 2 :: half]], axis=-1
    ).astype(float)


SDR = np.array(
    [
        *([level] * 3 for level in (0.0, 0.18, 0.5, 0.75, 1.0)),
        *([1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]),
        *([0.78, 0.58, 0.48], [0.35, 0.22, 0.16]),
    ],
    float,
)
LOSSLESS = ["-c:v", "libx264", "-qp", "0"]


@pytest.mark.parametrize("full", [False, True], ids=["limited", "full"])
@pytest.mark.parametrize(
    "name, weights",
    [("smpte170m", BT601), ("bt470bg", BT601), ("bt709", BT709)],
    ids=lambda value: str(value),
)
def test_other_matrices_and_ranges_are_brought_to_the_film(
    name: str, weights: tuple[float, float], full: bool, tmp_path: Path
) -> None:
    shades = "full" if full else "limited"
    told = ["-vf", f"setparams=range={shades}:colorspace={name}:color_primaries=bt709:color_trc=bt709"]
    film = patches(
        tmp_path / "a.mp4",
        ycbcr(SDR, weights, full=full),
        "yuvj420p" if full else "yuv420p",
        [*LOSSLESS, *told],
    )
    assert (film.matrix, film.is_full_range) == (name, full)
    assert abs(read_patches(film) - ycbcr(SDR, BT709)).max() <= 2


def test_a_clip_of_motion_jpegs_has_their_colours(tmp_path: Path) -> None:
    coding = ["-c:v", "mjpeg", "-q:v", "1", "-huffman", "optimal"]
    film = patches(tmp_path / "a.avi", ycbcr(SDR, BT601, full=True), "yuvj420p", coding)
    assert abs(read_patches(film) - ycbcr(SDR, BT709)).max() <= 3


# HLG and PQ, as they stand in BT.2100-2, tables 5 and 4.
def hlg_light(signal: Levels) -> Levels:
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.array([one**2 / 3 if one <= 0.5 else (math.exp((one - c) / a) + b) / 12 for one in signal])
    return np.asarray(1000 * float(scene @ [0.2627, 0.6780, 0.0593]) ** 0.2 * scene)


def pq_light(signal: Levels | float) -> Levels:
    power = np.asarray(signal, float) ** (1 / 78.84375)
    return np.asarray(
        10000 * (np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125)
    )


def pq_signal(light: Levels | float) -> Levels:
    power = (np.asarray(light, float) / 10000) ** 0.1593017578125
    return np.asarray(((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375)


def reference(light_2020: Levels) -> Levels:
    """The BT.709 signal of a colour that BT.709 has: BT.2390's curve to 190 cd/m2 on the largest channel."""
    to_709 = np.array(
        [[1.660491, -0.587641, -0.072850], [-0.124550, 1.132900, -0.008349], [-0.018151, -0.100579, 1.118730]]
    )
    light = to_709 @ light_2020
    largest = max(light.max(), 1e-6)
    most = float(pq_signal(190.0) / pq_signal(1000.0))
    level = min(float(pq_signal(largest) / pq_signal(1000.0)), 1.0)
    knee = 1.5 * most - 0.5
    if level > knee:
        t = (level - knee) / (1 - knee)
        level = (
            (2 * t**3 - 3 * t**2 + 1) * knee
            + (t**3 - 2 * t**2 + t) * (1 - knee)
            + (-2 * t**3 + 3 * t**2) * most
        )
    bent = float(pq_light(level * float(pq_signal(1000.0))))
    return np.asarray(np.clip(light * bent / largest / 190, 0, 1) ** (1 / 2.4))


GREYS = np.array([[level] * 3 for level in np.linspace(0, 1, 21)])
# 18 % grey, white, and skin as bright as it is in BT.2408: light, medium, dark. In HLG.
REAL = np.array(
    [[0.38] * 3, [0.75] * 3, [0.62, 0.55, 0.52], [0.54, 0.46, 0.42], [0.40, 0.33, 0.29], [0.45, 0.50, 0.60]]
)
PRIMARIES = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1]], float)


def hdr(path: Path, signal: Levels, transfer: str) -> Clip:
    x265 = "log-level=error:lossless=1:range=limited:colorprim=bt2020:colormatrix=bt2020nc"
    coding = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", f"{x265}:transfer={transfer}"]
    return patches(path, ycbcr(signal, BT2020, bits=10), "yuv420p10le", coding)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


def test_hlg_is_shown_as_the_standards_have_it(folder: Path) -> None:
    signal = np.concatenate([GREYS, REAL])
    film = hdr(folder / "hlg.mp4", signal, "arib-std-b67")
    assert film.transfer == "hlg"
    wanted = np.array([reference(hlg_light(one)) for one in signal])
    assert abs(read_patches(film) - ycbcr(wanted, BT709)).max() <= 2


def test_pq_is_shown_as_the_standards_have_it(folder: Path) -> None:
    signal = np.concatenate([GREYS, [pq_signal(hlg_light(one)) for one in REAL]])
    film = hdr(folder / "pq.mp4", signal, "smpte2084")
    assert film.transfer == "pq"
    wanted = np.array([reference(pq_light(one)) for one in signal])
    assert abs(read_patches(film) - ycbcr(wanted, BT709)).max() <= 3


def test_white_grey_and_black_lie_where_those_of_photos_do() -> None:
    levels: dict[Transfer, tuple[float, float]] = {
        "hlg": (0.75, 0.38),
        "pq": (float(pq_signal(203.0)), float(pq_signal(26.0))),
    }
    for transfer, (white, grey) in levels.items():
        lights = shown(np.array([[white] * 3, [grey] * 3, [0.0] * 3]), transfer, "bt2020")
        assert 0.9 <= lights[0, 0] <= 0.95
        assert 0.40 <= lights[1, 0] <= 0.46
        assert lights[2, 0] < 0.002


def hue(rgb: NDArray[np.floating[Any]]) -> float:
    """The hue angle of linear BT.709 light in CIELAB, in degrees."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(to_xyz @ rgb / (to_xyz @ np.ones(3)))
    return math.degrees(math.atan2(y - z, 2.5 * (x - y)))


@pytest.mark.parametrize("brighter", [1.0, 1.5, 2.0, 4.0])
def test_skin_keeps_its_hue_however_bright_it_is(brighter: float) -> None:
    light = hlg_light(np.array([0.62, 0.55, 0.52])) * brighter
    after = shown(pq_signal(light), "pq", "bt2020") ** 2.4
    before = (
        np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]]) @ light
    )
    assert abs(hue(after) - hue(before)) < 1


@pytest.mark.parametrize("transfer", HDR)
def test_colours_that_the_film_has_not_are_drawn_in_softly(transfer: Transfer) -> None:
    # From grey to each primary of BT.2020: ever more colourful, never clipped to the same.
    for primary in PRIMARIES:
        way = np.linspace(0.0, 1.0, 50)[:, None]
        signal = 0.5 * (1 - way) + 0.5 * primary * way
        seen = shown(signal, transfer, "bt2020")
        assert ((seen >= 0) & (seen <= 1)).all()
        spread = np.ptp(seen, axis=-1) / seen.max(axis=-1)
        assert (np.diff(spread) > 0).all()


def test_brightness_never_turns_back() -> None:
    for transfer in HDR:
        ramp = shown(np.repeat(np.linspace(0, 1, 400)[:, None], 3, axis=1), transfer, "bt2020")
        assert (np.diff(ramp[:, 0]) >= -1e-9).all()
        assert ramp[-1, 0] == pytest.approx(1.0, abs=1e-3)


WIDTH, HEIGHT = 80, 48


@pytest.fixture(scope="module")
def sloped(folder: Path) -> Path:
    """Chroma that rises evenly to the right (U) and downwards (V), sited on the left as H.264's is."""
    across = 2 * np.arange(WIDTH // 2) + 0.5
    down = 2 * np.arange(HEIGHT // 2) + 1.0
    u = np.broadcast_to(40 + 2 * across, (HEIGHT // 2, WIDTH // 2))
    v = np.broadcast_to((60 + 3 * down)[:, None], u.shape)
    picture = (
        bytes([120]) * (WIDTH * HEIGHT)
        + np.rint(u).astype(np.uint8).tobytes()
        + np.rint(v).astype(np.uint8).tobytes()
    )
    path = folder / "sloped.mp4"
    told = ["-vf", "setparams=range=limited:colorspace=bt709:color_primaries=bt709:color_trc=bt709"]
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{WIDTH}x{HEIGHT}", "-r", "30", "-i", "pipe:0"]
    run([*raw, *LOSSLESS, *told, str(path)], stdin=picture * 6)
    return path


@pytest.mark.parametrize("scale", [0.5, 1, 1.5])
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_colour_lies_on_its_place(
    turn: int, mirrored: bool, scale: float, sloped: Path, folder: Path
) -> None:
    before = ("-display_rotation:v", str(-turn), *(("-display_hflip",) if mirrored else ()))
    film = probe(rewritten(sloped, folder / f"{turn}{mirrored}.mp4", before=before)).clip
    size = Size(int(film.size.width * scale), int(film.size.height * scale))
    with reading(film, Fraction(0), Fraction(30), film.size.whole, size) as frames:
        _, u, v = (plane.astype(float) for plane in frames.read(1))
    # Where each sample lies in the upright film, then in the stored picture.
    right, below = np.meshgrid(
        (2 * np.arange(size.width // 2) + 0.5) / size.width,
        (2 * np.arange(size.height // 2) + 1.0) / size.height,
    )
    across, down = {
        0: (right, below),
        90: (below, 1 - right),
        180: (1 - right, 1 - below),
        270: (1 - below, right),
    }[film.turn_degrees]
    if film.is_mirrored:
        across = 1 - across
    inside = (slice(4, -4), slice(4, -4))
    apart = [
        (u - (40 + 2 * across * WIDTH))[inside].mean() / 2,
        (v - (60 + 3 * down * HEIGHT))[inside].mean() / 3,
    ]
    # In pixels. Where nothing is scaled, a turned picture's colour stays on its old side.
    assert np.abs(apart).max() < (0.3 if scale != 1 else 0.01 if not turn and not mirrored else 1.01)


def test_a_grade_is_laid_over_the_clip(sloped: Path) -> None:
    from PIL.ImageFilter import Color3DLUT

    film = probe(sloped).clip
    negative = Color3DLUT.generate(5, lambda red, green, blue: (1 - red, 1 - green, 1 - blue))
    part = Rect(20.0, 4.0, 40.0, 40.0)
    with reading(film, Fraction(0), Fraction(30), part, Size(40, 40)) as frames:
        plain = [plane.astype(float) for plane in frames.read(1)]
    with reading(film, Fraction(0), Fraction(30), part, Size(40, 40), grade=negative) as frames:
        graded = [plane.astype(float) for plane in frames.read(1)]
    assert abs(graded[0] - (251 - plain[0])).max() <= 2
    for before, after in zip(plain[1:], graded[1:], strict=True):
        assert abs(after - (256 - before)).max() <= 2


@pytest.mark.skipif(os.name != "posix", reason="only locks of Unix tell who still works")
def test_the_tables_of_a_clip_stay_for_as_long_as_it_plays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    clip = Clip(tmp_path / "a.mov", Fraction(4), Fraction(30), Size(64, 64), Size(64, 64), transfer="hlg")
    with tables(clip) as (table,):
        text = table.read_bytes()
        os.utime(table.parent, (1e9, 1e9))
        drop_left_work()
        assert table.read_bytes() == text
    assert not table.parent.exists()
