"""A clip's frames: which picture is seen when, wherever reading begins, and the way up."""

import threading
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from slideshow.errors import PhotoError
from slideshow.media.clips.probe import probe
from slideshow.media.clips.reader import reading
from slideshow.model.clip import Clip
from slideshow.model.geometry import Rect, Size
from slideshow.system.ffmpeg import run
from tests.media.clips.films import H264, HEIGHT, WIDTH, clip, number_in, rewritten

FPS = Fraction(30)
SMALL = Size(96, 56)
RATES = [
    Fraction(24),
    Fraction(25),
    Fraction(30000, 1001),
    Fraction(30),
    Fraction(60),
    Fraction(120),
    Fraction(240),
]


def filmed(
    film: Clip, start: Fraction, numbers: range, size: Size = SMALL, crop: Rect | None = None
) -> list[bytes]:
    """The bytes of the frames at some numbers, read from the first of them on."""
    with reading(film, start, FPS, crop or film.size.whole, size, numbers.start) as frames:
        return [b"".join(plane.tobytes() for plane in frames.read(number)) for number in numbers]


def numbers_in(frames: list[bytes], size: Size = SMALL) -> list[int]:
    area = size.width * size.height
    return [number_in(np.frombuffer(one[:area], np.uint8).reshape(size.height, size.width)) for one in frames]


@pytest.fixture(scope="module", params=RATES, ids=lambda rate: f"{float(rate):g} fps")
def at_rate(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """Two seconds of numbered pictures with B-frames, in open groups that begin now and then."""
    rate: Fraction = request.param
    path = tmp_path_factory.mktemp("clips") / "a.mp4"
    coding = (*H264, "-bf", "3", "-g", str(round(rate * 2 / 3)), "-x264-params", "open-gop=1:scenecut=0")
    return probe(clip(path, round(rate * 2), rate, coding=coding)).clip


def test_each_frame_shows_the_last_picture_before_it(at_rate: Clip) -> None:
    start = Fraction(1, 2)
    late = min(Fraction(4, 1000), 1 / (4 * at_rate.frame_rate))
    seen = numbers_in(filmed(at_rate, start, range(40)))
    assert seen == [int((start + number / FPS + late) * at_rate.frame_rate) for number in range(40)]


def test_high_rates_are_picked_evenly(at_rate: Clip) -> None:
    seen = numbers_in(filmed(at_rate, Fraction(0), range(50)))
    steps = {after - before for before, after in pairwise(seen)}
    assert len(steps) == (2 if at_rate.frame_rate in (24, 25) else 1)


def test_a_frame_is_the_same_wherever_reading_began(at_rate: Clip) -> None:
    start = Fraction(1, 7)
    whole = filmed(at_rate, start, range(70))
    for first in (1, 24, 37, 52, 63):
        assert filmed(at_rate, start, range(first, 70)) == whole[first:]


def test_before_the_first_picture_it_is_seen_and_behind_the_last_that(at_rate: Clip) -> None:
    last = round(at_rate.frame_rate * 2) - 1
    seen = numbers_in(filmed(at_rate, Fraction(-1), range(120)))
    assert set(seen[:30]) == {0}
    assert len(set(seen[90:])) == 1
    assert (last - seen[-1]) * FPS <= at_rate.frame_rate
    assert numbers_in(filmed(at_rate, Fraction(10), range(3))) == seen[-3:]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="module")
def plain(folder: Path) -> Path:
    """Three seconds with a key picture each second."""
    return clip(folder / "plain.mp4", 90, 30, coding=(*H264, "-g", "30", "-movflags", "+faststart"))


def test_numbers_may_be_skipped_but_not_turned_back(plain: Path) -> None:
    film = probe(plain).clip
    with reading(film, Fraction(0), FPS, film.size.whole, SMALL) as frames:
        seen = [number_in(frames.read(number)[0]) for number in (0, 0, 7, 30, 31)]
        assert seen == [0, 0, 7, 30, 31]
        with pytest.raises(ValueError):
            frames.read(30)


def test_pictures_at_varying_times_are_shown_at_theirs(folder: Path) -> None:
    # Every third picture is missing from its place: it comes half a frame late.
    times = ("-vf", "settb=1/600,setpts='20*N+10*eq(mod(N,3),2)'", "-fps_mode", "passthrough")
    film = probe(clip(folder / "vfr.mp4", 60, 30, *times)).clip
    seen = numbers_in(filmed(film, Fraction(0), range(45)))
    assert seen == [number - (number % 3 == 2) for number in range(45)]
    assert filmed(film, Fraction(0), range(37, 45)) == filmed(film, Fraction(0), range(45))[37:]


@pytest.mark.parametrize(
    "name, coding",
    [
        ("a.webm", ("-c:v", "libvpx-vp9", "-cpu-used", "8", "-pix_fmt", "yuv420p", "-g", "20")),
        ("a.mkv", ("-c:v", "libx265", "-x265-params", "log-level=error:keyint=20", "-pix_fmt", "yuv420p")),
        ("a.avi", ("-c:v", "mpeg4", "-bf", "2", "-g", "20", "-q:v", "3")),
        ("b.avi", ("-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3")),
        ("a.ts", ("-c:v", "mpeg2video", "-bf", "2", "-g", "15", "-q:v", "3")),
    ],
    ids=["vp9", "hevc", "mpeg4", "mjpeg", "ts"],
)
def test_other_codecs_and_containers_too(name: str, coding: tuple[str, ...], folder: Path) -> None:
    film = probe(clip(folder / name, 60, 30, coding=coding)).clip
    whole = filmed(film, Fraction(1, 2), range(40))
    seen = numbers_in(whole)
    # An AVI with B-frames does not tell when they are shown: all may be a picture late.
    assert seen[0] in ((14, 15) if name == "a.avi" else (15,))
    assert seen == [seen[0] + number for number in range(40)]
    assert filmed(film, Fraction(1, 2), range(33, 40)) == whole[33:]


def test_pictures_that_lean_on_those_before_a_key_picture_are_the_same_too(folder: Path) -> None:
    x265 = "log-level=error:keyint=20:min-keyint=20:bframes=8:open-gop=1"
    coding = ("-c:v", "libx265", "-x265-params", x265, "-pix_fmt", "yuv420p")
    film = probe(clip(folder / "open.mp4", 70, 30, coding=coding)).clip
    whole = filmed(film, Fraction(0), range(66))
    assert numbers_in(whole) == list(range(66))
    for first in range(52, 63):
        assert filmed(film, Fraction(0), range(first, first + 3)) == whole[first : first + 3]


def test_a_clip_inside_another_file_is_read_at_its_place(plain: Path, folder: Path) -> None:
    photo = folder / "motion, 50%: photo.jpg"
    photo.write_bytes(bytes(5000) + plain.read_bytes() + b"maker's own data")
    film = probe(photo, offset=5000, length=plain.stat().st_size).clip
    assert filmed(film, Fraction(2), range(9)) == filmed(probe(plain).clip, Fraction(2), range(9))


def test_a_clip_that_loops_begins_anew(plain: Path) -> None:
    film = replace(probe(plain).clip, loops=True, seconds=Fraction(1))
    whole = filmed(film, Fraction(0), range(75))
    assert numbers_in(whole) == [number % 30 for number in range(75)]
    assert filmed(film, Fraction(0), range(37, 75)) == whole[37:]


def upright(film: Clip) -> bytes:
    """The first picture as ffmpeg turns it by itself."""
    first = ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"]
    return run(["-i", str(film.path), *first])[0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_clips_stand_upright(turn: int, mirrored: bool, plain: Path, folder: Path) -> None:
    before = ("-display_rotation:v", str(-turn), *(("-display_hflip",) if mirrored else ()))
    film = probe(rewritten(plain, folder / f"{turn}{mirrored}.mp4", before=before)).clip
    luma = filmed(film, Fraction(0), range(1), film.size)[0][: WIDTH * HEIGHT]
    # ffmpeg's grey is of full range, a frame of the film is not.
    wanted = np.frombuffer(upright(film), np.uint8) * (219 / 255) + 16
    assert abs(np.frombuffer(luma, np.uint8) - wanted).max() < 6


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_crop_is_in_pixels_of_the_upright_film(turn: int, plain: Path, folder: Path) -> None:
    film = probe(
        rewritten(plain, folder / f"crop{turn}.mp4", before=("-display_rotation:v", str(-turn)))
    ).clip
    whole = filmed(film, Fraction(0), range(1), film.size)[0]
    width, height = film.size.width, film.size.height
    part = filmed(film, Fraction(0), range(1), Size(40, 32), Rect(20.0, 10.0, 40.0, 32.0))[0]
    luma = np.frombuffer(whole, np.uint8)[: width * height].reshape(height, width)[10:42, 20:60]
    assert np.array_equal(np.frombuffer(part, np.uint8)[: 40 * 32].reshape(32, 40), luma)


def test_pixels_that_are_not_square_are_shown_square(folder: Path) -> None:
    film = probe(clip(folder / "sar.mp4", 10, 30, "-vf", "setsar=4/3")).clip
    wide = Size(WIDTH * 4 // 3, HEIGHT)
    assert film.size == wide
    frame = filmed(film, Fraction(0), range(6), wide)
    assert numbers_in(frame, wide) == [0, 1, 2, 3, 4, 5]


def test_damage_in_the_middle_holds_the_picture_and_passes(plain: Path, folder: Path) -> None:
    content = bytearray(plain.read_bytes())
    begin = content.index(b"mdat") + 4
    # Somewhere in the first second.
    at = begin + (len(content) - begin) // 6
    content[at : at + 400] = bytes(400)
    hurt = folder / "hurt.mp4"
    hurt.write_bytes(content)
    film = probe(hurt).clip
    seen = numbers_in(filmed(film, Fraction(0), range(90)))
    assert seen[60:] == list(range(60, 90))


def test_the_last_picture_before_a_cut_is_held(plain: Path, folder: Path) -> None:
    content = plain.read_bytes()
    cut = folder / "cut.mp4"
    cut.write_bytes(content[: len(content) * 3 // 5])
    film = probe(cut).clip
    seen = numbers_in(filmed(film, Fraction(0), range(90)))
    last = int(film.seconds * 30) - 3
    assert seen[:last] == list(range(last))
    assert last - 1 <= seen[-1] < 80
    assert numbers_in(filmed(film, Fraction(0), range(80, 90))) == seen[80:]


def test_a_clip_that_cannot_be_decoded_at_all_is_an_error(plain: Path, folder: Path) -> None:
    content = bytearray(plain.read_bytes())
    begin = content.index(b"mdat") + 4
    content[begin:] = bytes(len(content) - begin)
    zeros = folder / "zeros.mp4"
    film = probe(plain).clip
    zeros.write_bytes(content)
    with pytest.raises(PhotoError, match="no picture in it can be decoded"):
        filmed(replace(film, path=zeros), Fraction(0), range(2))


def test_half_pictures_are_made_whole(folder: Path) -> None:
    # A white bar that runs to the right, filmed in fields: in one picture every other line is farther.
    bar = "color=black:s=192x96:r=60:d=1[a];color=white:s=24x96:r=60:d=1[b];[a][b]overlay=x=n*4"
    fields = "tinterlace=interleave_top,setfield=tff"
    coding = ("-pix_fmt", "yuv420p", "-c:v", "libx264", "-flags", "+ildct+ilme", "-x264-params", "tff=1")
    path = folder / "interlaced.mp4"
    run(["-f", "lavfi", "-i", f"{bar},{fields}", *coding, str(path)])
    film = probe(path).clip
    assert film.is_interlaced

    def teeth(one: Clip) -> float:
        """How much each line differs from both its neighbours, in the same direction."""
        luma = np.frombuffer(filmed(one, Fraction(0), range(12, 13), one.size)[0], np.uint8)[: 192 * 96]
        rows = luma.reshape(96, 192).astype(float)
        return float(np.maximum(0, (rows[1:-1] - rows[:-2]) * (rows[1:-1] - rows[2:])).mean())

    assert teeth(film) < teeth(replace(film, is_interlaced=False)) / 20


def test_a_decoder_that_does_not_answer_is_an_error(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = ["-f", "lavfi", "-i", "color=r=1:s=64x64,realtime=speed=0.0001"]
    monkeypatch.setattr("slideshow.media.clips.reader.source", lambda clip: slow)
    monkeypatch.setattr("slideshow.media.clips.reader._PATIENCE_SECONDS", 0.1)
    with pytest.raises(PhotoError, match="its decoder does not answer"):
        filmed(probe(plain).clip, Fraction(5), range(1))


def test_reading_may_be_left_at_any_time(plain: Path) -> None:
    film = probe(plain).clip
    before = set(threading.enumerate())
    with reading(film, Fraction(0), FPS, film.size.whole, Size(1080, 640)) as frames:
        frames.read(0)
    with reading(film, Fraction(0), FPS, film.size.whole, SMALL):
        pass
    # What ffmpeg says at its end is heard by a thread that ends behind it.
    for thread in set(threading.enumerate()) - before:
        thread.join(30)
    assert set(threading.enumerate()) <= before
