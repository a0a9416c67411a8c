"""Clips without an index show the right pictures, however far apart their key pictures are."""

from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.media.clips.poster import samples
from slideshow.media.clips.probe import probe
from slideshow.media.clips.reader import reading
from slideshow.model.geometry import Size
from tests.media.clips.films import H264, HEIGHT, WIDTH, clip, number_in

RATE, COUNT = 25, 400
SIZE = Size(WIDTH, HEIGHT)


def streamed(folder: Path, between: int) -> Path:
    """A transport stream of 16 s with that many pictures from one key picture to the next."""
    keys = ("-g", str(between), "-keyint_min", str(between), "-sc_threshold", "0", "-bf", "0", "-crf", "20")
    return clip(folder / "clip.mts", COUNT, RATE, coding=(*H264, *keys, "-f", "mpegts"))


@pytest.mark.parametrize("between", [10_000, 250, 100, 12], ids=["one key", "10 s", "4 s", "half a second"])
@pytest.mark.parametrize("start", [0, 2, 5, 11, 15])
def test_a_stream_shows_what_is_there_at_a_time(between: int, start: int, tmp_path: Path) -> None:
    header = probe(streamed(tmp_path, between))
    with reading(header.clip, Fraction(start), Fraction(RATE), header.clip.size.whole, SIZE) as frames:
        seen = [number_in(frames.read(number)[0]) for number in range(5)]
    wanted = [min(COUNT - 1, start * RATE + number) for number in range(5)]
    assert seen == wanted


def test_a_stream_with_one_key_picture_is_looked_through(tmp_path: Path) -> None:
    header = probe(streamed(tmp_path, 10_000))
    found = [time for time, _ in samples(header.clip, [1.0, 1.5, 2.0, 6.0, 6.5], 96)]
    assert len(found) >= 5
