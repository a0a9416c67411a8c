"""Animated pictures on their cards: each picture for its time, over and over."""

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slideshow.errors import PhotoError
from slideshow.media.clips.delays import delays_of
from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.model.template import Grade
from slideshow.render.colour import ycbcr
from slideshow.render.players import animation_player
from slideshow.render.players.animation_player import Looping
from slideshow.scan import scan
from tests.live_photos import numbered
from tests.media.clips.films import number_in

SIZE = Size(96, 64)
FPS = Fraction(30)
MILLISECONDS = [100, 200, 40, 0, 330, 70]
SECONDS = [0.1, 0.2, 0.04, 0.1, 0.33, 0.07]
SUFFIXES = ["gif", "webp", "png", "avif"]


def animated(path: Path, pictures: list[Image.Image], delays: list[int] = MILLISECONDS) -> Path:
    quality = {"lossless": True} if path.suffix == ".webp" else {"quality": 95}
    pictures[0].save(
        path, save_all=True, append_images=pictures[1:], duration=delays, loop=0, disposal=2, **quality
    )
    return path


def counting(count: int = 6) -> list[Image.Image]:
    return [Image.fromarray(picture) for picture in numbered(count, (SIZE.width, SIZE.height))]


def photo_in(folder: Path, *, clips: bool = True) -> Photo:
    (photo,) = scan(folder, clips=clips).photos
    return photo


def frames(photo: Photo, background: tuple[int, int, int] = (0, 0, 0)) -> Looping:
    return Looping(photo, Fraction(0), FPS, photo.size.whole, SIZE, Grade(), background)


def numbers(shown: Looping, wanted: range) -> list[int]:
    found = [number_in(shown.read(number)[0]) for number in wanted]
    shown.close()
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_picture_is_shown_for_its_time_and_then_it_begins_again(suffix: str, tmp_path: Path) -> None:
    path = animated(tmp_path / f"a.{suffix}", counting())
    photo = photo_in(tmp_path)
    assert [float(one) for one in delays_of(path, photo.format)] == pytest.approx(SECONDS)
    assert photo.moves and photo.clip and float(photo.clip.seconds) == pytest.approx(sum(SECONDS))
    ends = list(accumulate(round(1000 * one) for one in SECONDS))
    wanted = [bisect_right(ends, number * 1000 / 30 % ends[-1]) for number in range(80)]
    assert numbers(frames(photo), range(80)) == wanted


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_whoever_begins_in_the_middle_shows_the_same(suffix: str, tmp_path: Path) -> None:
    animated(tmp_path / f"a.{suffix}", counting())
    photo = photo_in(tmp_path)
    whole = frames(photo)
    planes = [[plane.copy() for plane in whole.read(number)] for number in range(60)]
    part = frames(photo)
    for number in range(17, 60):
        assert all(map(np.array_equal, part.read(number), planes[number]))


def test_pictures_that_find_no_room_are_decoded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    animated(tmp_path / "a.webp", counting())
    photo = photo_in(tmp_path)
    wanted = numbers(frames(photo), range(70))
    monkeypatch.setattr(animation_player, "_ROOM_BYTES", 2 * SIZE.width * SIZE.height * 3 // 2)
    assert numbers(frames(photo), range(70)) == wanted


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_one_picture_is_a_still(suffix: str, tmp_path: Path) -> None:
    counting(1)[0].save(tmp_path / f"a.{suffix}")
    assert photo_in(tmp_path).clip is None


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_without_clips_it_is_its_first_picture(suffix: str, tmp_path: Path) -> None:
    animated(tmp_path / f"a.{suffix}", counting())
    assert photo_in(tmp_path, clips=False).clip is None


@pytest.mark.parametrize("suffix", ["gif", "webp", "png", "avif"])
def test_what_is_transparent_shows_the_background(suffix: str, tmp_path: Path) -> None:
    pictures = []
    for index in range(4):
        picture = Image.new("RGBA", (SIZE.width, SIZE.height), (0, 0, 0, 0))
        picture.paste((200, 30, 30, 255), (index * 16, 8, index * 16 + 24, 56))
        # Without anything that is half transparent, WebP's writers leave transparency out.
        picture.paste((200, 30, 30, 128), (index * 16, 50, index * 16 + 24, 56))
        pictures.append(picture)
    animated(tmp_path / f"a.{suffix}", pictures, [100] * 4)
    shown = frames(photo_in(tmp_path), (20, 90, 160))
    for number in (0, 4, 7, 10, 13):
        luma, first, second = shown.read(number)
        # The corner, which nothing is ever painted into.
        corner = int(luma[60, 90]), int(first[30, 45]), int(second[30, 45])
        assert np.abs(np.subtract(corner, ycbcr((20, 90, 160)))).max() <= 3
        assert abs(int(luma[32, (number * 10 // 30 % 4) * 16 + 12]) - ycbcr((200, 30, 30))[0]) <= 4
    shown.close()


def test_a_picture_for_viewers_without_animations_is_not_part_of_it(tmp_path: Path) -> None:
    first = Image.new("RGB", (SIZE.width, SIZE.height), "red")
    first.save(
        tmp_path / "a.png", save_all=True, append_images=counting(3), duration=100, loop=0, default_image=True
    )
    photo = photo_in(tmp_path)
    assert photo.clip and photo.clip.seconds == Fraction(3, 10)
    assert numbers(frames(photo), range(0, 18, 3)) == [0, 1, 2, 0, 1, 2]


def test_a_damaged_one_plays_as_far_as_it_goes(tmp_path: Path) -> None:
    path = animated(tmp_path / "a.gif", counting(), [100] * 6)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    photo = photo_in(tmp_path)
    assert photo.clip
    found = numbers(frames(photo), range(0, 15, 3))
    last = max(found)
    assert 1 <= last <= 4
    assert found[: last + 1] == list(range(last + 1))
    assert numbers(frames(photo), range(12, 13)) == [found[4]]


def test_one_that_has_changed_since_is_not_shown(tmp_path: Path) -> None:
    animated(tmp_path / "a.gif", counting())
    photo = photo_in(tmp_path)
    animated(tmp_path / "a.gif", counting(4), [100] * 4)
    with pytest.raises(PhotoError, match="changed"):
        frames(photo).read(0)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
@pytest.mark.parametrize("seed", range(3))
def test_any_bytes_may_be_given(format: str, seed: int, tmp_path: Path) -> None:
    source = animated(tmp_path / f"a.{format.lower()}", counting())
    rng = np.random.default_rng(seed)
    content = bytearray(source.read_bytes())
    for place in rng.integers(0, min(400, len(content)), 30):
        content[place] = rng.integers(0, 256)
    (tmp_path / "b").write_bytes(content)
    assert all(0 < one <= 60 for one in delays_of(tmp_path / "b", format))
