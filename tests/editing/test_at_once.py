"""A film opened at once is a first guess, then the film it would have been, but for what was changed."""

import threading
from pathlib import Path

import pytest
from PIL import Image

import slideshow
from slideshow.editing.film import EditedFilm
from slideshow.editing.journal import folder_of
from slideshow.errors import InputError, PhotoError
from slideshow.events import Advanced, Event
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.pipeline.planning import plan_folder
from tests.photos import album, save, scene

BRIEF = Brief(canvas=Size(216, 384), length_seconds=20.0)


@pytest.fixture(autouse=True)
def nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    """Photos that are lit on one side, two of them nearly the same, which no header tells."""
    folder = album(tmp_path / "trip", 5, (120, 160))
    save(folder, "IMG_5.jpg", (120, 160), taken="2026:04:03 09:04:01", seed=4)
    picture = Image.new("RGB", (400, 200), (40, 60, 90))
    picture.paste(scene(60, 60).point(lambda level: 255 - level // 4), (320, 20))
    save(folder, "IMG_6.jpg", taken="2026:04:03 09:06:00", picture=picture)
    return folder


class Held:
    """Looks at one photo and holds then, until it is let go."""

    def __init__(self) -> None:
        self._may_go = threading.Event()

    def __call__(self, event: Event) -> None:
        if isinstance(event, Advanced) and event.stage == "inspect":
            self._may_go.wait(60)

    def go(self) -> None:
        self._may_go.set()


def guess(trip: Path, held: Held) -> EditedFilm:
    return EditedFilm(trip, BRIEF, at_once=True, report=held)


def test_a_guess_becomes_the_film_that_is_made(trip: Path) -> None:
    held = Held()
    came = threading.Event()
    with EditedFilm(trip, BRIEF, at_once=True, report=held, changed=came.set) as film:
        first = film.timeline
        revision = film.revision
        assert not film.is_whole
        assert not film.wait(0)
        assert film.slides
        held.go()
        assert film.wait()
        assert came.wait(60)
        assert film.revision != revision
        assert film.history == ("Opened",)
        assert film.timeline == plan_folder(trip, BRIEF).timeline != first
    with EditedFilm(trip, BRIEF, at_once=True) as film:
        assert film.is_whole
        assert film.timeline == plan_folder(trip, BRIEF).timeline


def test_python_opens_a_film_at_once_and_saves_and_makes_the_whole_one(trip: Path, tmp_path: Path) -> None:
    with slideshow.open(trip, at_once=True, size="216x384", length=12) as film:
        film.frame(0, 90)
        film.save()
        assert film.is_whole
        film.make(tmp_path / "edited.mp4", jobs=1)
    slideshow.make(trip, tmp_path / "made.mp4", size="216x384", length=12, fresh=True, jobs=1)
    assert (tmp_path / "edited.mp4").read_bytes() == (tmp_path / "made.mp4").read_bytes()


def test_what_was_changed_in_a_guess_stays_and_the_rest_is_made_better(trip: Path) -> None:
    held = Held()
    with guess(trip, held) as film:
        film.caption(2, "Hello")
        film.take_out("IMG_0")
        film.window(1, (0.1, 0.1, 0.5, 0.5))
        film.undo()
        chosen = [slide.photos for slide in film.slides]
        times = [slide.span for slide in film.slides]
        held.go()
        film.wait()
        assert [slide.photos for slide in film.slides] == chosen
        assert [slide.span for slide in film.slides] == times
        assert "Hello" in [slide.shot.caption for slide in film.slides]
        assert film.history == ("Opened", "First guess", "Caption of IMG_1", "Took out IMG_0")
        assert len(film.undone) == 1
        # The bright thing at the side is in view, which no header told of.
        side = next(slide for slide in film.slides if slide.name == "IMG_6")
        assert side.shot.focus is not None
        assert side.shot.focus[0].x > 0.6
        film.redo()
        assert film.slides[0].shot.windows is not None
        film.undo(10)
        assert film.timeline == plan_folder(trip, BRIEF).timeline


def test_steps_on_a_guess_are_kept_when_the_program_ends(trip: Path) -> None:
    held = Held()
    with guess(trip, held) as film:
        film.caption(2, "Hello")
        chosen = [slide.photos for slide in film.slides]
        held.go()
        ended = film.session.draft
    assert ended.shots
    with EditedFilm(trip) as film:
        assert [slide.photos for slide in film.slides] == chosen
        assert film.slides[1].shot.caption == "Hello"
        assert film.history[:2] == ("Opened", "First guess")
        film.undo(10)
        assert film.timeline == plan_folder(trip, BRIEF).timeline


def test_a_photo_that_cannot_be_read_is_seen_to_be_one(trip: Path) -> None:
    broken = trip / "IMG_2.png"
    save(trip, broken.name, (120, 160))
    content = bytearray(broken.read_bytes())
    # In the middle of the pixels, so that no header tells.
    content[len(content) // 2 : len(content) // 2 + 400] = bytes(400)
    broken.write_bytes(content)
    held = Held()
    with guess(trip, held) as film:
        slide = next(slide for slide in film.slides if broken in slide.photos)
        film.caption("IMG_0", "Hello")
        held.go()
        with pytest.raises(PhotoError, match="IMG_2"):
            film.frame(slide.span.start + len(slide.span) // 2)
        film.wait()
        assert broken not in [path for slide in film.slides for path in slide.photos]
        assert broken in [one.path for one in film.left_out]
        for slide in film.slides:
            film.frame(slide.span.start, 90)


def test_an_album_without_a_photo_to_be_read_ends_the_guess(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    path = save(folder, "IMG_0.png", (120, 160))
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 400] = bytes(400)
    path.write_bytes(content)
    with (
        EditedFilm(folder, BRIEF, at_once=True) as film,
        pytest.raises(InputError, match="no photos that can"),
    ):
        film.wait()


def test_a_film_that_changed_meanwhile_is_not_changed_by_mistake(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        seen = film.revision
        with film.session.held(seen):
            film.caption(1, "Hello")
        with pytest.raises(InputError, match="changed meanwhile"), film.session.held(seen):
            film.take_out(1)
        assert film.history == ("Opened", f"Caption of {film.slides[0].name}")


def test_a_photo_that_cannot_be_read_costs_the_kept_steps_nothing(trip: Path) -> None:
    path = save(trip, "IMG_7.png", (120, 160))
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 400] = bytes(400)
    path.write_bytes(content)
    with EditedFilm(trip, BRIEF) as film:
        film.caption(2, "Hello")
        chosen = film.session.draft
    kept = (folder_of(trip) / "steps.jsonl").read_bytes()
    with EditedFilm(trip, at_once=True) as film:
        film.wait()
        assert film.session.draft == chosen
        assert film.history[-1].startswith("Caption")
    assert (folder_of(trip) / "steps.jsonl").read_bytes() == kept
