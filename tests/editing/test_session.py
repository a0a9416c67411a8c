"""What a person has changed is kept: when the program ends, files are damaged, photos go, two edit it."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from slideshow.documents import storyboard_file
from slideshow.editing.film import EditedFilm
from slideshow.editing.journal import folder_of
from slideshow.errors import InputError
from slideshow.events import Report
from slideshow.inspect import inspect
from slideshow.model.album import Album
from slideshow.model.brief import Brief
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.pipeline import planning
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.planning import plan_folder
from tests.package.films import sound
from tests.photos import album

BRIEF = Brief(canvas=Size(216, 384))


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 5, (60, 80))


def steps_file(trip: Path) -> Path:
    return folder_of(trip) / "steps.jsonl"


def test_a_film_is_as_it_was_left(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        film.take_out(2)
        film.caption(1, "Us")
        film.rotate(3, 90)
        film.window(2, (0.1, 0.1, 0.5, 0.5))
        film.pin(1)
        film.undo()
        left = film.session.draft
    with EditedFilm(trip) as film:
        assert film.session.draft == left
        assert len(film.history) == 5
        assert film.redo() is not None
        assert film.slides[0].shot.pinned


def test_another_who_opens_it_is_told(trip: Path) -> None:
    with EditedFilm(trip, BRIEF), pytest.raises(InputError, match="elsewhere already"):
        EditedFilm(trip, BRIEF)
    with EditedFilm(trip, BRIEF) as film:
        assert film.slides


def test_a_step_that_was_cut_off_costs_no_other(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        film.caption(1, "one")
        kept = film.session.draft
        film.caption(1, "two")
    file = steps_file(trip)
    file.write_bytes(file.read_bytes()[:-40])
    with EditedFilm(trip) as film:
        assert film.session.draft == kept
        film.caption(2, "three")
    with EditedFilm(trip) as film:
        assert [slide.shot.caption for slide in film.slides[:2]] == ["one", "three"]


def test_killed_while_it_edits_it_loses_no_step_that_was_made(trip: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom slideshow.editing.film import EditedFilm\n"
        f"film = EditedFilm(Path({str(trip)!r}))\n"
        "for number in range(1, 4):\n    film.caption(number, f'text {number}')\n"
        "print('made', flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, env=os.environ, check=False)
    assert b"made" in run.stdout, run.stderr
    with EditedFilm(trip) as film:
        assert [slide.shot.caption for slide in film.slides[:3]] == ["text 1", "text 2", "text 3"]


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xfe\x00", b'{"at": "x"}\n', b'{"words": 1, "draft": {}}\n[]\n']
)
def test_a_damaged_journal_is_begun_anew(trip: Path, damage: bytes) -> None:
    file = steps_file(trip)
    file.parent.mkdir(parents=True)
    file.write_bytes(damage)
    with EditedFilm(trip, BRIEF) as film:
        assert len(film.slides) == 5


def test_where_the_cache_cannot_be_written_steps_are_made_and_saved_all_the_same(
    trip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EditedFilm(trip, BRIEF) as film:
        # A folder in the file's place: like a full disk, it takes nothing.
        steps_file(trip).unlink()
        steps_file(trip).mkdir()
        film.caption(1, "kept in memory")
        assert not film.session.is_kept
        film.save()
        steps_file(trip).rmdir()
        film.caption(2, "and then on the disk")
        assert film.session.is_kept
    with EditedFilm(trip) as film:
        assert [slide.shot.caption for slide in film.slides[:2]] == ["kept in memory", "and then on the disk"]


def test_a_photo_that_goes_leaves_the_film_and_nothing_else(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        film.caption(1, "Us")
        gone = film.slides[2].photos[0]
        gone.unlink()
        assert film.drop_missing() == (gone,)
        assert gone not in [path for slide in film.slides for path in slide.photos]
        assert film.slides[0].shot.caption == "Us"
    with EditedFilm(trip) as film:
        assert len(film.slides) == 4
        assert film.slides[0].shot.caption == "Us"


def test_saving_gives_a_file_that_makes_the_same_film(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        film.take_out(4)
        film.rotate(2, 270)
        film.window(3, (0.1, 0.2, 0.6, 0.6), (0.3, 0.2, 0.4, 0.4))
        film.motion(1, "zoom_in", 0.2)
        film.pin(1)
        film.never(film.left_out[0].path)
        film.save()
        edited = film.session.film
    again = plan_folder(trip, BRIEF)
    assert again.timeline == edited.timeline
    assert again.storyboard.never == edited.storyboard.never
    assert again.storyboard.shots[0].pinned


def test_a_file_that_another_program_changed_is_not_written_over(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        file = film.save()
        file.write_text(file.read_text().replace('title = "Trip"', 'title = "By hand"'))
        film.caption(1, "Us")
        with pytest.raises(InputError, match="changed by another program"):
            film.save()
        film.save(overwrite=True)


def test_what_a_person_wrote_into_the_file_counts_when_it_is_opened_again(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        file = film.save()
        film.caption(1, "Us")
    file.write_text(file.read_text().replace('title = "Trip"', 'title = "By hand"'))
    with EditedFilm(trip) as film:
        assert film.session.film.storyboard.heading == "By hand"
        film.undo()
        assert film.slides[0].shot.caption == "Us"


def test_only_saving_writes_into_the_folder(trip: Path) -> None:
    before = sorted(path.name for path in trip.iterdir())
    with EditedFilm(trip, BRIEF) as film:
        film.take_out(1)
        film.frame(3, 108)
    assert sorted(path.name for path in trip.iterdir()) == before


def test_the_journal_writes_a_slide_once(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        for number in range(20):
            film.caption(1, f"text {number}")
    lines = [json.loads(line) for line in steps_file(trip).read_text().split("\n") if line]
    assert all(len(line["parts"]) == 1 for line in lines[2:])
    assert storyboard_file.NAME not in [path.name for path in trip.iterdir()]


@pytest.mark.parametrize("music", [(), ("calm",)], ids=["without music", "with music"])
def test_a_film_that_nobody_changed_is_the_same_to_the_byte(
    trip: Path, tmp_path: Path, music: tuple[str, ...]
) -> None:
    brief = replace(BRIEF, music=music, title="A trip")
    plain, edited = tmp_path / "plain" / "trip.mp4", tmp_path / "edited" / "trip.mp4"
    for out in (plain, edited):
        out.parent.mkdir()
    make(trip, plain, MakeOptions(brief, quality="draft"))
    with EditedFilm(trip, brief) as film:
        assert film.timeline == plan_folder(trip, brief).timeline
        film.caption(2, "Us")
        film.undo()
        film.make(edited, quality="draft")
    assert edited.read_bytes() == plain.read_bytes()


def test_changing_a_slide_leaves_the_light_and_the_ending_of_the_others(trip: Path) -> None:
    with EditedFilm(trip, replace(BRIEF, music=("calm",))) as film:
        before = film.timeline
        assert before.fade is not None
        film.caption(2, "Us")
        film.layout(2, "fill")
        after = film.timeline
    assert after.fade == before.fade
    assert [slide.span for slide in after.slides] == [slide.span for slide in before.slides]
    assert [slide for index, slide in enumerate(after.slides) if index != 1] == [
        slide for index, slide in enumerate(before.slides) if index != 1
    ]


def test_a_photo_that_we_turned_and_a_person_turned_back_stays_so(
    trip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sideways(found: Album, report: Report) -> tuple[Album, dict[str, Facts]]:
        found, facts = inspect(found, report)
        photos = tuple(photo.turned_to(90) for photo in found.photos)
        return replace(found, photos=photos), {name: one.turned(90) for name, one in facts.items()}

    monkeypatch.setattr(planning, "inspect", sideways)
    with EditedFilm(trip, BRIEF) as film:
        assert {slide.shot.photos[0].turned_degrees for slide in film.slides} == {90}
        film.rotate(2, 0)
        film.rotate(3, 180)
        film.save()
        edited = film.session.film
        film.by_itself(2)
        assert film.slides[1].shot.photos[0].turned_degrees == 90
    again = plan_folder(trip, BRIEF)
    assert [shot.photos[0].turned_degrees for shot in again.storyboard.shots] == [90, 0, 180, 90, 90]
    assert again.timeline == edited.timeline


def test_taking_the_music_away_keeps_a_song_in_the_folder_away_too(trip: Path) -> None:
    sound(trip / "song.m4a", 20.0)
    with EditedFilm(trip, BRIEF) as film:
        assert film.session.film.song is not None
        film.music()
        assert film.session.film.song is None
        film.save()
    assert plan_folder(trip, BRIEF).song is None


def test_a_photo_that_gets_another_name_after_saving_keeps_its_slide(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        film.caption(2, "Us")
        film.never(film.slides[3].photos[0])
        never = film.session.draft.storyboard.never[0]
        film.save()
        film.save()
        called = film.slides[1].photos[0]
    called.rename(trip / "us.jpg")
    never.rename(trip / "no.jpg")
    again = plan_folder(trip, BRIEF).storyboard
    assert [shot.caption for shot in again.shots if shot.photos[0].path == trip / "us.jpg"] == ["Us"]
    assert again.never == (trip / "no.jpg",)
