"""Photos are glimpsed at at once, and looked at as a whole as they are needed."""

import threading
from pathlib import Path

import pytest

from slideshow.errors import PhotoError
from slideshow.inspect import FirstLooks, inspect
from slideshow.inspect.cache import FactsCache
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.scan import scan
from tests.media.test_embedded_thumbnails import exif_with, photo, red_and_blue
from tests.photos import album


@pytest.fixture(autouse=True)
def nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_what_is_seen_is_what_inspecting_sees(tmp_path: Path) -> None:
    found = scan(album(tmp_path / "trip", 4, (120, 160)))
    looks = FirstLooks()
    done = threading.Event()
    assert looks.glimpses(found) == {}
    assert not looks.is_done
    looks.begin((), done.set)
    assert done.wait(60)
    assert looks.is_done
    seen = looks.seen(found)
    looks.close()
    assert seen == inspect(found)
    again = FirstLooks()
    assert again.glimpses(found) == seen[1]
    assert again.is_done
    again.close()


class Order(FactsCache):
    """Remembers in which order photos were looked at."""

    def __init__(self) -> None:
        super().__init__("order")
        self.digests: list[str] = []

    def keep(self, digest: str, facts: Facts, thumbnail: bytes) -> None:
        self.digests.append(digest)
        super().keep(digest, facts, thumbnail)


def test_photos_that_are_needed_first_are_looked_at_first(tmp_path: Path) -> None:
    found = scan(album(tmp_path / "trip", 9, (120, 160)))
    order = Order()
    looks = FirstLooks(cache=order)
    looks.glimpses(found)
    done = threading.Event()
    looks.begin(found.photos[:-5:-1], done.set)
    looks.need(found.photos[-1])
    assert order.digests
    assert done.wait(60)
    looks.close()
    first = {photo.digest for photo in found.photos[-4:]}
    # So many are looked at at a time, that the last of them may be overtaken.
    assert len(first & {*order.digests[:5]}) >= 3
    assert len(order.digests) == 9


def test_who_waits_for_a_photo_is_let_go_at_the_end(tmp_path: Path) -> None:
    found = scan(album(tmp_path / "trip", 3, (120, 160)))
    looks = FirstLooks()
    looks.glimpses(found)
    waiting = threading.Thread(target=looks.need, args=(found.photos[2],))
    waiting.start()
    looks.close()
    waiting.join(60)
    assert not waiting.is_alive()


def test_a_file_that_is_gone_is_told_to_who_needs_it(tmp_path: Path) -> None:
    found = scan(album(tmp_path / "trip", 3, (120, 160)))
    looks = FirstLooks()
    looks.glimpses(found)
    found.photos[1].path.unlink()
    done = threading.Event()
    looks.begin((), done.set)
    with pytest.raises(PhotoError, match="IMG_1"):
        looks.need(found.photos[1])
    assert done.wait(60)
    rest, facts = looks.seen(found)
    looks.close()
    assert [one.path.name for one in rest.photos] == ["IMG_0.jpg", "IMG_2.jpg"]
    assert len(facts) == 2


def test_a_glimpse_tells_colours_and_where_to_look(tmp_path: Path) -> None:
    path = tmp_path / "trip" / "IMG.jpg"
    path.parent.mkdir()
    red_and_blue(600, 400).save(path, exif=exif_with(red_and_blue(160, 107), 1))
    found = scan(path.parent)
    looks = FirstLooks()
    (facts,) = looks.glimpses(found).values()
    looks.close()
    assert facts.colours != Facts().colours
    assert len(facts.layout) == 48
    assert facts.sharpness == Facts().sharpness
    assert photo(path, Size(600, 400)).path == found.photos[0].path
