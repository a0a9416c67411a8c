from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.media.mp4 import read
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.render.encoder import QUALITIES, arguments, level, time_scale
from slideshow.system import ffmpeg


@pytest.mark.parametrize(
    ("size", "fps", "expected"),
    [
        (Size(1080, 1920), 30, 40),
        (Size(1080, 1920), 60, 42),
        (Size(720, 1280), 30, 31),
        (Size(2160, 3840), 30, 51),
        (Size(2160, 3840), 60, 52),
        (Size(270, 480), 30, 30),
    ],
    ids=str,
)
def test_the_level_is_the_lowest_that_holds_the_film(size: Size, fps: int, expected: int) -> None:
    assert level(size, Fraction(fps)) == expected


@pytest.mark.parametrize("fps", [Fraction(30), Fraction(24), Fraction(30000, 1001), Fraction(2997, 100)])
def test_a_frame_lasts_a_whole_number_of_ticks(fps: Fraction) -> None:
    assert (time_scale(fps) / fps).denominator == 1
    assert time_scale(fps) >= 10_000


@pytest.mark.parametrize("quality", QUALITIES)
def test_every_quality_is_high_profile_with_short_closed_groups(quality: str, tmp_path: Path) -> None:
    size = Size(270, 480)
    frame, out = Frame(size), tmp_path / "part.mp4"
    with ffmpeg.feeding(arguments(size, Fraction(30), quality, out)) as pipe:
        for number in range(130):
            frame.y[:] = 16 + number
            frame.u[:] = frame.v[:] = 128
            ffmpeg.write(pipe, frame.buffer.data)
    (track,) = read(out).of_kind("video")
    assert track.picture is not None
    assert track.picture.avc is not None
    assert track.picture.avc.profile == 100
    assert track.samples.count == 130
    assert track.samples.longest_gop <= 60
    assert track.samples.open_gop_count == 0
