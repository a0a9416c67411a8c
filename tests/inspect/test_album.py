"""Photos are looked at once, and none that cannot be decoded reaches the film."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slideshow.events import Advanced, Event, PhotoLeftOut
from slideshow.inspect import album as looking
from slideshow.inspect.album import inspect, thumbnail
from slideshow.inspect.cache import FactsCache
from slideshow.inspect.photo_facts import PhotoFacts, look_at
from slideshow.media import proxies
from slideshow.media.pictures import decode
from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.scan import scan
from slideshow.system.sandbox import Sandbox
from tests.photos import album, save
from tests.system import failing_decoders


@pytest.fixture
def cache(tmp_path: Path) -> FactsCache:
    return FactsCache("none", tmp_path / "cache")


def test_every_photo_has_facts_and_they_are_the_same_again(tmp_path: Path, cache: FactsCache) -> None:
    found = scan(album(tmp_path / "trip", 5))
    _, facts = inspect(found, cache=cache)
    assert set(facts) == {photo.digest for photo in found.photos}
    assert inspect(found, cache=FactsCache("none", tmp_path / "other"))[1] == facts


def test_a_photo_is_decoded_once(tmp_path: Path, cache: FactsCache, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = album(tmp_path / "trip", 3)
    (folder / "copy.jpg").write_bytes((folder / "IMG_1.jpg").read_bytes())
    found = scan(folder)
    decoded: list[Path] = []

    class Counting(Sandbox[Photo, PhotoFacts]):
        def __call__(self, asked: Photo) -> PhotoFacts:
            decoded.append(asked.path)
            return super().__call__(asked)

    monkeypatch.setattr(looking, "Sandbox", Counting)
    _, first = inspect(found, cache=cache)
    assert len(decoded) == 3
    _, second = inspect(found, cache=cache)
    thumbnail(found.photos[0], cache=cache)
    assert len(decoded) == 3
    assert first == second


def test_a_photo_that_cannot_be_decoded_is_left_out_with_its_copies(
    tmp_path: Path, cache: FactsCache
) -> None:
    folder = album(tmp_path / "trip", 2)
    # A PNG whose frame is whole and whose compressed pixels are not.
    path = save(folder, "noise.png", picture=Image.effect_noise((300, 400), 60))
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 400] = bytes(400)
    path.write_bytes(data)
    (folder / "noise copy.png").write_bytes(data)
    events: list[Event] = []
    left, facts = inspect(scan(folder), events.append, cache)
    assert len(left.photos) == len(facts) == 2
    assert {one.path.name for one in left.left_out} == {"noise.png", "noise copy.png"}
    assert sum(isinstance(event, PhotoLeftOut) for event in events) == 2
    assert [event.done for event in events if isinstance(event, Advanced)] == [1, 2, 3]


@pytest.mark.parametrize("damage", [b"", b"\xff\xd8\xff\xe0 not a picture"])
def test_a_thumbnail_shows_the_photo_even_when_the_kept_one_is_damaged(
    tmp_path: Path, cache: FactsCache, damage: bytes | None
) -> None:
    folder = tmp_path / "trip"
    folder.mkdir()
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    picture = Image.new("RGB", (1200, 800), (20, 60, 200))
    picture.paste((220, 40, 40), (0, 0, 600, 800))
    picture.save(folder / "1.jpg", exif=exif, quality=95)
    (photo,) = scan(folder).photos
    inspect(scan(folder), cache=cache)
    for kept in [None, damage]:
        if kept is not None:
            (file,) = (tmp_path / "cache").rglob("*.jpg")
            file.write_bytes(kept)
        shown = thumbnail(photo, cache=cache)
        assert shown.size == Size(800, 1200)
        pixels = shown.sample(photo.size.whole, Size(40, 60)).astype(int)
        # Upright, what was left is above.
        assert np.abs(pixels[5:25].mean(axis=(0, 1)) - (220, 40, 40)).max() < 8
        assert np.abs(pixels[35:55].mean(axis=(0, 1)) - (20, 60, 200)).max() < 8


def test_what_nobody_thought_of_costs_one_photo(
    tmp_path: Path, cache: FactsCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "seen", failing_decoders.misled)
    folder = album(tmp_path / "trip", 2)
    save(folder, "stumbles.jpg", (64, 48))
    left, facts = inspect(scan(folder), cache=cache)
    assert len(left.photos) == len(facts) == 2
    assert [(one.path.name, one.reason) for one in left.left_out] == [
        ("stumbles.jpg", "cannot be read (looking at it ended in a ZeroDivisionError).")
    ]


def test_what_takes_long_to_decode_is_decoded_once_for_looking_and_filming(
    tmp_path: Path, cache: FactsCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    folder = tmp_path / "trip"
    folder.mkdir()
    save(folder, "IMG_1.png", seed=1)
    save(folder, "IMG_2.jpg", seed=2)
    found = scan(folder)
    _, facts = inspect(found, cache=cache)
    png = next(photo for photo in found.photos if photo.format == "PNG")
    plain = decode(png).sample(png.size.whole, Size(300, 400))
    monkeypatch.setattr(proxies, "decode", lambda *given, **options: pytest.fail("decoded again"))
    assert np.array_equal(proxies.decode_once(png).sample(png.size.whole, Size(300, 400)), plain)
    assert facts[png.digest] == look_at(png).facts


def test_of_an_album_too_large_for_copies_none_are_kept(
    tmp_path: Path, cache: FactsCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(proxies, "MOST_BYTES", 2_000_000)
    folder = tmp_path / "trip"
    folder.mkdir()
    for number in range(2):
        save(folder, f"IMG_{number}.png", seed=number)
    inspect(scan(folder), cache=cache)
    assert not list((tmp_path / "own").rglob("*.raw"))
