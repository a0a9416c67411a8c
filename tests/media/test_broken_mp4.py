import contextlib
import random
from pathlib import Path

import pytest

from slideshow.media.mp4 import Movie, MovieError, read


def outcome(path: Path) -> object:
    """The movie, or the error that we promise. Anything else is raised, and fails the test."""
    with contextlib.suppress(MovieError):
        return read(path)
    return MovieError


@pytest.mark.parametrize("seed", range(4))
def test_a_film_with_wrong_bytes_is_a_movie_or_a_movie_error(film: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    good = film.read_bytes()
    header = good.rindex(b"mdat")
    path = tmp_path / "broken.mp4"
    outcomes = set()
    for _ in range(150):
        data = bytearray(good)
        for _ in range(dice.choice([1, 1, 2, 8])):
            data[dice.randrange(header)] = dice.choice([0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)])
        path.write_bytes(data)
        outcomes.add(type(outcome(path)))
    assert Movie in outcomes  # most bytes do not matter to us


def test_a_film_with_wrong_numbers_is_a_movie_or_a_movie_error(film: Path, tmp_path: Path) -> None:
    dice = random.Random(7)
    good = film.read_bytes()
    header = good.rindex(b"mdat")
    path = tmp_path / "broken.mp4"
    outcomes = []
    for _ in range(400):
        data = bytearray(good)
        at = dice.randrange(header - 4)
        data[at : at + 4] = dice.choice([b"\0\0\0\0", b"\0\0\0\1", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff"])
        path.write_bytes(data)
        outcomes.append(outcome(path))
    assert MovieError in outcomes


def test_a_film_cut_off_anywhere_is_a_movie_error(film: Path, tmp_path: Path) -> None:
    dice = random.Random(11)
    good = film.read_bytes()
    path = tmp_path / "cut.mp4"
    for length in [0, 1, 7, 8, 9, len(good) - 1, *(dice.randrange(len(good)) for _ in range(200))]:
        path.write_bytes(good[:length])
        assert outcome(path) is MovieError, length


def test_noise_is_a_movie_error(tmp_path: Path) -> None:
    dice = random.Random(13)
    path = tmp_path / "noise.mp4"
    for _ in range(200):
        noise = dice.randbytes(dice.randrange(2000))
        path.write_bytes(dice.choice([noise, b"\0\0\0\x08ftyp" + noise, b"\0\0\0\0moov" + noise]))
        assert outcome(path) is MovieError
