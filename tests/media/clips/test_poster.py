"""Single pictures of clips: the right one, in the right colours, the right way up."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from slideshow.media.clips.poster import poster, samples
from slideshow.media.clips.probe import probe
from slideshow.media.clips.reader import reading
from slideshow.model.clip import Clip
from slideshow.model.geometry import Size
from slideshow.system.ffmpeg import run
from tests.media.clips.films import H264, HEIGHT, WIDTH, clip, number_in, rewritten


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="module")
def plain(folder: Path) -> Clip:
    """Twenty seconds at 30 pictures a second with a key picture each second."""
    return probe(clip(folder / "plain.mp4", 600, 30, coding=(*H264, "-g", "30"))).clip


@pytest.mark.parametrize("seconds, number", [(0, 0), (1.5, 45), (19.99, 599), (100, 599)])
def test_a_poster_is_the_picture_at_its_time(plain: Clip, seconds: float, number: int) -> None:
    image = poster(plain, seconds)
    assert (image.mode, image.size) == ("RGB", (WIDTH, HEIGHT))
    assert number_in(np.asarray(image.convert("L"))) == number


def test_a_poster_keeps_within_a_side(plain: Clip) -> None:
    assert poster(plain, 1.0, 100).size == (100, 58)
    assert poster(plain, 1.0, 1000).size == (WIDTH, HEIGHT)


def test_a_poster_of_an_odd_size_is_of_that_size(folder: Path) -> None:
    film = probe(clip(folder / "odd.mp4", 10, 30, "-vf", "setsar=225/192")).clip
    assert film.size == Size(225, HEIGHT)
    assert poster(film, 0.0).size == (225, HEIGHT)


def test_a_poster_stands_upright(plain: Clip, folder: Path) -> None:
    film = probe(rewritten(plain.path, folder / "turned.mp4", before=("-display_rotation:v", "-90"))).clip
    image = poster(film, 2.0)
    assert image.size == (HEIGHT, WIDTH)
    # Turned back by hand, its number can be read.
    assert number_in(np.asarray(image.convert("L").rotate(90, expand=True))) == 60


@pytest.mark.parametrize("colour", ["red", "green", "blue", "white", "black", "0xc08060"])
def test_a_poster_has_the_colours_of_the_clip(colour: str, folder: Path) -> None:
    path = folder / f"{colour}.mp4"
    drawn = f"color={colour}:s=64x64:r=30:d=0.3,format=gbrp,scale=out_color_matrix=bt709:out_range=tv"
    tags = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709")
    run(["-f", "lavfi", "-i", drawn, "-pix_fmt", "yuv420p", *tags, "-c:v", "libx264", "-qp", "0", str(path)])
    named = {
        "red": (255, 0, 0),
        "green": (0, 128, 0),
        "blue": (0, 0, 255),
        "white": (255,) * 3,
        "black": (0,) * 3,
    }
    wanted = named.get(colour, (0xC0, 0x80, 0x60))
    assert abs(np.asarray(poster(probe(path).clip, 0.0)).astype(int) - wanted).max() <= 3


def test_samples_are_what_is_seen_at_their_times(plain: Clip) -> None:
    times = [0.25 + 0.5 * index for index in range(12)]
    seen = list(samples(plain, times, 96))
    assert [round(seconds, 2) for seconds, _ in seen] == times
    for time, picture in seen:
        assert picture.shape == (56, 96, 3)
        # Pictures that none is made from may be passed over.
        assert 0 <= round(time * 30 + 0.01) - number_in(picture[..., 1]) <= 4


def test_samples_at_uneven_times_come_too(plain: Clip) -> None:
    seen = list(samples(plain, [1.0, 1.3, 2.9], 96))
    assert [round(seconds, 1) for seconds, _ in seen] == [1.0, 1.3, 2.9]


def test_samples_far_apart_are_key_pictures_with_their_own_times(plain: Clip) -> None:
    seen = list(samples(plain, [0.5, 5.5, 12.0, 19.9], 96))
    assert [round(seconds, 3) for seconds, _ in seen] == [0, 5, 12, 19]
    assert [number_in(picture[..., 1]) for _, picture in seen] == [0, 150, 360, 570]


def test_a_poster_shows_what_the_film_shows(plain: Clip) -> None:
    image = np.asarray(poster(plain, 3.0)).astype(float)
    with reading(plain, Fraction(3), Fraction(30), plain.size.whole, plain.size) as frames:
        luma = frames.read(0)[0].astype(float)
    again = image @ [0.2126, 0.7152, 0.0722] * 219 / 255 + 16
    assert abs(again - luma).max() < 2
