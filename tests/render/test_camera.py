"""The camera places what it films to a hundredth of a pixel, in the finished film too."""

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from slideshow.effects.layouts import LAYOUTS
from slideshow.model.album import Photo
from slideshow.model.frame import Frame
from slideshow.model.geometry import Rect, Size
from slideshow.model.span import FrameSpan
from slideshow.model.template import Look
from slideshow.model.timeline import EffectRef, Slide, Timeline
from slideshow.render import render
from slideshow.render.camera import Card, Layer
from slideshow.render.projector import window
from slideshow.system import ffmpeg

PAPER, INK = 40.0, 180.0
DOT_SIGMA = 3.0
REACH = 13
FRAMES = 45


def dots(size: Size, spacing: int = 120) -> tuple[NDArray[np.uint8], list[tuple[float, float]]]:
    """Grey paper with soft round dots, and their centres as edge coordinates, off the pixel grid."""
    picture = np.full((size.height, size.width), PAPER, np.float64)
    centres = []
    for row, y in enumerate(range(spacing // 2, size.height - spacing // 3, spacing)):
        for column, x in enumerate(range(spacing // 2, size.width - spacing // 3, spacing)):
            centre = (x + 0.37 * (column % 3), y + 0.21 * (row % 5))
            picture += _dot(size, centre)
            centres.append(centre)
    return np.rint(picture).astype(np.uint8), centres


def grainy(picture: NDArray[np.uint8], centres: list[tuple[float, float]]) -> NDArray[np.uint8]:
    """The picture with grain between its dots, as photos have: smooth paper an encoder leaves behind."""
    rng = np.random.default_rng(7)
    grain = cv2.GaussianBlur(rng.normal(0.0, 1.0, picture.shape), (0, 0), 1.2)
    for x, y in centres:
        cv2.circle(grain, (round(x), round(y)), 2 * REACH, 0.0, -1)
    grained: NDArray[np.uint8] = np.clip(picture + grain * (25.0 / grain.std()), 0, 255).astype(np.uint8)
    return grained


def _dot(size: Size, centre: tuple[float, float]) -> NDArray[np.float64]:
    across = np.exp(-((np.arange(size.width) + 0.5 - centre[0]) ** 2) / (2 * DOT_SIGMA**2))
    down = np.exp(-((np.arange(size.height) + 0.5 - centre[1]) ** 2) / (2 * DOT_SIGMA**2))
    return np.asarray(INK * np.outer(down, across))


def centroid(picture: NDArray[np.uint8], near: tuple[float, float]) -> tuple[float, float]:
    """Centre of the dot near a place, as edge coordinates."""
    left, top = round(near[0]) - REACH, round(near[1]) - REACH
    part = picture[top : top + 2 * REACH, left : left + 2 * REACH].astype(np.float64)
    # Paper alone weighs nothing; what the encoder left on it should not either.
    part = np.clip(part - np.median(part[:2]) - 3.0, 0.0, None)
    places = np.arange(2 * REACH) + 0.5
    return (
        left + float((part.sum(0) * places).sum() / part.sum()),
        top + float((part.sum(1) * places).sum() / part.sum()),
    )


def errors(
    frames: list[NDArray[np.uint8]], windows: list[Rect], centres: list[tuple[float, float]]
) -> NDArray[np.float64]:
    """(frames, dots, 2): where each dot was found less where the windows put it; nan at the borders."""
    found = np.full((len(frames), len(centres), 2), np.nan)
    for number, (frame, view) in enumerate(zip(frames, windows, strict=True)):
        height, width = frame.shape
        scale = view.width / width
        for index, centre in enumerate(centres):
            x, y = (centre[0] - view.x) / scale, (centre[1] - view.y) / scale
            if REACH + 2 < x < width - REACH - 2 and REACH + 2 < y < height - REACH - 2:
                got = centroid(frame, (x, y))
                found[number, index] = got[0] - x, got[1] - y
    return found


def drift(
    found: NDArray[np.float64], windows: list[Rect], centres: list[tuple[float, float]]
) -> NDArray[np.float64]:
    """(frames, 2, 2): how far the pattern as a whole is off at the window's first and last corner, in pixels.

    The encoder moves each dot a little on its own, as it does any detail. The camera's path is what all
    of them do together: a shift and a scale, fitted in each frame.
    """
    places = np.array(centres)
    corners = np.empty((len(found), 2, 2))
    for number, (off, view) in enumerate(zip(found, windows, strict=True)):
        for axis, (origin, length) in enumerate(((view.x, view.width), (view.y, view.height))):
            seen = ~np.isnan(off[:, axis])
            slope, shift = np.polyfit(places[seen, axis], off[seen, axis], 1)
            corners[number, :, axis] = slope * np.array([origin, origin + length]) + shift
    return corners


def rms(values: NDArray[np.float64]) -> float:
    return float(np.sqrt(np.nanmean(values**2)))


@pytest.mark.parametrize(
    "end", [Rect(40.0, 90.0, 621.0, 1104.0), Rect(17.3, 11.1, 650.3, 1156.0888)], ids=["zoom", "zoom slowly"]
)
def test_dots_stay_on_the_path_of_the_window(end: Rect) -> None:
    canvas = Size(540, 960)
    card_size = Size(700, 1240)
    picture, centres = dots(card_size)
    chroma = np.full((card_size.height // 2, card_size.width // 2), 128, np.uint8)
    card = Card(card_size, Layer((picture, chroma, chroma)))
    start = Rect(0.0, 0.0, 697.5, 1240.0)
    windows = [start.toward(end, step / 40) for step in range(41)]
    frames = []
    for view in windows:
        frame = Frame(canvas)
        card.shoot(view, frame)
        frames.append(frame.y)
    found = errors(frames, windows, centres)
    assert np.nanmax(np.abs(found)) < 0.06
    assert rms(found) < 0.015
    assert rms(np.diff(found, axis=0)) < 0.012


def test_the_whole_card_in_its_own_size_is_unchanged() -> None:
    rng = np.random.default_rng(1)
    y = rng.integers(16, 236, (64, 48), np.uint8)
    u, v = rng.integers(16, 241, (2, 32, 24), np.uint8)
    frame = Frame(Size(48, 64))
    Card(Size(48, 64), Layer((y, u, v))).shoot(Rect(0.0, 0.0, 48.0, 64.0), frame)
    assert np.array_equal(frame.y, y)
    assert np.array_equal(frame.u, u)
    assert np.array_equal(frame.v, v)


def test_a_layer_over_a_coarse_one_meets_it_without_a_seam() -> None:
    # One even slope over the whole card; its middle once more in a layer of full resolution.
    size = Size(640, 1136)
    slope = np.add.outer(np.arange(1136) * 0.1, np.arange(640) * 0.05) + 20
    part = Rect(64.0, 300.0, 512.0, 400.0)
    fine = np.rint(slope[300:700, 64:576]).astype(np.uint8)
    coarse = np.rint(slope.reshape(142, 8, 80, 8).mean(axis=(1, 3))).astype(np.uint8)

    def layer(y: NDArray[np.uint8], at: Rect) -> Layer:
        chroma = np.full((y.shape[0] // 2, y.shape[1] // 2), 128, np.uint8)
        return Layer((y, chroma, chroma), at)

    card = Card(size, layer(fine, part), layer(coarse, size.whole))
    frame = Frame(Size(540, 960))
    for step in range(12):
        view = size.whole.toward(Rect(7.3, 20.1, 594.0, 1056.0), step / 11)
        view = Rect(view.x, view.y, view.height * 9 / 16, view.height)
        card.shoot(view, frame)
        scale = view.height / 960
        expected = np.add.outer(
            ((np.arange(960) + 0.5) * scale + view.y - 0.5) * 0.1,
            ((np.arange(540) + 0.5) * scale + view.x - 0.5) * 0.05,
        )
        # Away from the card's own border, where a coarse pixel has no neighbour to lean on.
        inner = np.s_[12:-12, 12:-12]
        assert np.abs(frame.y[inner] - (expected + 20)[inner]).max() < 1.6


def test_chroma_stays_with_luma() -> None:
    # A step in the middle of the card is found at the same place in all planes.
    y = np.full((480, 320), 60, np.uint8)
    u = np.full((240, 160), 200, np.uint8)
    v = np.full((240, 160), 90, np.uint8)
    y[:, 160:] = 120
    u[:, 80:], v[:, 80:] = 100, 200
    frame = Frame(Size(240, 360))
    Card(Size(320, 480), Layer((y, u, v))).shoot(Rect(10.0, 20.0, 288.0, 432.0), frame)
    luma, chroma = frame.y[100].astype(float), frame.v[50].astype(float)
    luma_edge = float(np.interp(90.0, luma[100:150], np.arange(100, 150) + 0.5))
    # A chroma sample lies on the left of its two columns.
    chroma_edge = float(np.interp(145.0, chroma[50:75], 2.0 * np.arange(50, 75) + 0.5))
    # The card's own step lies half a column further left in chroma: between its samples at 158.5 and 160.5.
    assert luma_edge - chroma_edge == pytest.approx(0.5 / 1.2, abs=0.1)


@pytest.mark.slow
def test_a_point_of_a_photo_keeps_to_the_planned_path_in_the_decoded_film(tmp_path: Path) -> None:
    size, canvas = Size(1500, 2666), Size(1080, 1920)
    picture, centres = dots(size, spacing=90)
    path = tmp_path / "dots.png"
    Image.fromarray(grainy(picture, centres)).save(path, compress_level=1)
    photo = Photo(path, "PNG", size, 1, None, "0")
    slide = Slide(
        (photo,),
        FrameSpan(0, FRAMES),
        EffectRef.of("fill", room=0.09),
        EffectRef.of("zoom_in", focus_x=0.33, focus_y=0.67),
    )
    timeline = Timeline(Fraction(30), canvas, (slide,), (), (), Look())
    (part,) = render(timeline, "best", tmp_path)

    arrangement = LAYOUTS["fill"]([size], canvas, room=0.09)
    crop, card = arrangement.placements[0].crop, arrangement.card
    on_card = [
        ((x - crop.x) * card.width / crop.width, (y - crop.y) * card.height / crop.height) for x, y in centres
    ]
    raw, _ = ffmpeg.run(["-i", str(part), "-f", "rawvideo", "-pix_fmt", "gray", "-"])
    frames = list(np.frombuffer(raw, np.uint8).reshape(-1, canvas.height, canvas.width))
    assert len(frames) == FRAMES
    windows = [window(slide, card, canvas, number) for number in range(FRAMES)]
    corners = drift(errors(frames, windows, on_card), windows, on_card)
    assert np.abs(corners).max() < 0.1
    assert rms(np.diff(corners, axis=0)) <= 0.02
