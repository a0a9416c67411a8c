"""Photos that are taken away or changed while their film is made: it is begun again without them."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

from slideshow.errors import InputError, PhotoError
from slideshow.events import Event, PhotoLeftOut
from slideshow.model.album import Album, LeftOut
from slideshow.model.brief import Brief
from slideshow.model.clip import Clip
from slideshow.model.geometry import Size
from slideshow.pipeline.lost_photos import without_lost_photos
from slideshow.pipeline.planning import Planned, plan_folder
from tests.films import make_film
from tests.photos import album

BRIEF = Brief(canvas=Size(128, 224), length_seconds=5.0, keep_all=True)
NAMES = ["IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planned]:
    """An album and its film, for all tests that change neither."""
    folder = album(tmp_path_factory.mktemp("albums") / "trip", 4, (120, 160))
    return folder, plan_folder(folder, BRIEF)


@pytest.fixture
def trip(tmp_path: Path) -> tuple[Path, Planned]:
    """An album that may be changed, and its film."""
    folder = album(tmp_path / "trip", 4, (120, 160))
    return folder, plan_folder(folder, BRIEF)


def without(film: Planned, folder: Path, lost: Path) -> tuple[Planned, list[tuple[str, str]]]:
    """The film begun again after a photo could not be decoded, and what was told of whom."""
    events: list[Event] = []
    error = PhotoError(lost, "the file ends early", "Export it again.")
    again = without_lost_photos(film, folder, error, False, events.append)
    told = [one for one in events if isinstance(one, PhotoLeftOut)]
    assert all(one.hint and not one.by_choice for one in told)
    return again, [(one.path.name, one.reason) for one in told]


def seen(film: Planned) -> list[str]:
    return sorted({photo.path.name for slide in film.timeline.slides for photo in slide.photos})


def names(of: Sequence[LeftOut]) -> list[str]:
    return [one.path.name for one in of]


def test_an_album_without_some_keeps_the_order_of_the_others_and_every_reason(
    store: tuple[Path, Planned],
) -> None:
    folder, film = store
    earlier = LeftOut(folder / "x.jpg", "cannot be read (it is empty).")
    whole = replace(film.scene.album, left_out=(earlier,), audio=(folder / "song.mp3",))
    gone = [LeftOut(folder / NAMES[2], "went away."), LeftOut(folder / NAMES[0], "changed.", "Start again.")]
    rest = whole.without(*gone)
    assert [photo.path.name for photo in rest.photos] == [NAMES[1], NAMES[3]]
    assert rest.left_out == (earlier, *gone)
    assert (rest.folder, rest.audio) == (whole.folder, whole.audio)
    assert [photo.path.name for photo in whole.photos] == NAMES
    assert whole.without() == whole
    assert Album(folder, ()).without(*gone).photos == ()


def test_the_photo_that_failed_is_told_and_is_in_the_film_no_more(store: tuple[Path, Planned]) -> None:
    folder, film = store
    again, told = without(film, folder, folder / NAMES[1])
    assert told == [(NAMES[1], "cannot be read (the file ends early).")]
    assert seen(film) == NAMES
    assert seen(again) == [NAMES[0], NAMES[2], NAMES[3]]
    assert names(again.left_out) == [NAMES[1]]


def test_all_that_were_taken_away_are_found_at_once(trip: tuple[Path, Planned]) -> None:
    folder, film = trip
    for name in NAMES[:2]:
        (folder / name).unlink()
    shutil.copy(folder / NAMES[3], folder / NAMES[2])
    again, told = without(film, folder, folder / NAMES[1])
    assert sorted(told) == [
        (NAMES[0], "cannot be read (there is nothing at its place)."),
        (NAMES[1], "cannot be read (the file ends early)."),
        (NAMES[2], "cannot be read (it has changed since the album was read)."),
    ]
    assert seen(again) == [NAMES[3]]


def test_an_album_that_is_gone_is_said(trip: tuple[Path, Planned]) -> None:
    folder, film = trip
    shutil.rmtree(folder)
    with pytest.raises(InputError, match="its photos are gone or were changed"):
        without(film, folder, folder / NAMES[0])


def test_what_a_person_decided_stays_decided(trip: tuple[Path, Planned]) -> None:
    folder, _ = trip
    slides = [f'[[slide]]\nphotos = ["{name}"]\ncaption = "{name}!"\n' for name in reversed(NAMES)]
    (folder / "slideshow.toml").write_text("\n".join(slides))
    again, _ = without(plan_folder(folder, BRIEF), folder, folder / NAMES[2])
    assert [shot.caption for shot in again.storyboard.shots] == [f"{NAMES[at]}!" for at in (3, 1, 0)]


def test_the_film_beside_a_photo_is_that_photo_s(store: tuple[Path, Planned]) -> None:
    folder, film = store
    clip = Clip(folder / "IMG_1.mov", Fraction(2), Fraction(30), Size(120, 160), Size(120, 160))
    photos = tuple(
        replace(photo, clip=clip) if photo.path.name == NAMES[1] else photo
        for photo in film.scene.album.photos
    )
    scene = replace(film.scene, album=replace(film.scene.album, photos=photos))
    again, told = without(replace(film, scene=scene), folder, clip.path)
    assert [name for name, _ in told] == [NAMES[1]]
    assert NAMES[1] not in seen(again)


def test_a_film_is_not_begun_again_for_a_photo_that_it_does_not_have(
    trip: tuple[Path, Planned], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = trip
    calls: list[int] = []

    def fail(*_: object, **__: object) -> None:
        calls.append(1)
        if len(calls) > 3:
            pytest.fail("it is begun again and again")
        raise PhotoError(folder / "another.jpg", "the file ends early")

    monkeypatch.setattr(import_module("slideshow.pipeline.make"), "film_takes", fail)
    with pytest.raises(PhotoError, match=r"another\.jpg"):
        make_film(folder, folder.parent / "trip.mp4", BRIEF, jobs=1)
    assert calls == [1]
    assert [path.name for path in folder.parent.iterdir()] == ["trip"]
