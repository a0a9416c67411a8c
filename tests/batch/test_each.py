"""One album and a table of people: a film for each, and what is the same in all of them filmed once."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from slideshow.batch import each
from slideshow.batch.each import file_names, film_each
from slideshow.batch.row_report import RowEnded, table_of
from slideshow.documents.people_file import people
from slideshow.errors import InputError
from slideshow.pipeline import sound_track
from slideshow.pipeline.planning import plan_folder
from slideshow.render import SegmentCache, rendering
from slideshow.render.workers import film_with_workers
from tests.photos import album, save

SMALL: dict[str, Any] = {"size": "128x224", "quality": "draft", "offline": True, "per_photo": 3, "jobs": 1}


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 3)


def table(folder: Path, text: str) -> Path:
    file = folder / "people.csv"
    file.write_text(text, "utf-8")
    return file


def filmed(trip: Path, text: str, **options: Any) -> tuple[RowEnded, ...]:
    dry_run = options.pop("dry_run", False)
    return film_each(
        trip,
        table(trip.parent, text),
        trip.parent / "films",
        {**SMALL, **options},
        str,
        dry_run=dry_run,
        row_ended=lambda row: None,
    )


def test_each_row_makes_a_film_with_its_kit_and_a_report_tells_of_all(trip: Path) -> None:
    rows = filmed(trip, "title,message\nFor Anna,Dear Anna\nFor Bo,\n")
    folder = trip.parent / "films"
    assert [row.state for row in rows] == ["made", "made"]
    for name in ("For Anna", "For Bo"):
        beside = {path.name for path in folder.iterdir() if path.name.startswith(name)}
        assert beside == {
            f"{name}.mp4",
            f"{name}-cover.jpg",
            f"{name}-message.txt",
            f"{name}-share.json",
        }
    assert (folder / "For Anna-message.txt").read_text().startswith("Dear Anna\n")
    assert (folder / "For Bo-message.txt").read_text().startswith("For Bo: ")
    report = json.loads((folder / "report.json").read_text())
    assert report["made"] == 2
    assert [row["title"] for row in report["rows"]] == ["For Anna", "For Bo"]


def test_what_is_the_same_is_filmed_once(trip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(SegmentCache, "keep", _telling(SegmentCache.keep, kept))
    heard: list[str] = []
    monkeypatch.setattr(sound_track, "_make", _telling(sound_track._make, heard))
    filmed(trip, "title,end\nFor Anna,Love\nFor Bo,Kisses\nFor Cy,Love\n", music="calm")
    assert len(heard) == 1, "all three sound alike"
    shared = 1
    assert len(kept) == len(set(kept)) == shared + 3 + 2, "three titles, two end cards, and the rest once"


def test_films_that_differ_in_words_are_drawn_side_by_side_and_are_the_same_films(
    trip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "title,end\nFor Anna,Love\nFor Bo,Kisses\nFor Cy,Love\n"
    files = [trip.parent / "films" / f"{name}.mp4" for name in ("For Anna", "For Bo", "For Cy")]
    filmed(trip, text, cached=False)
    apart = [file.read_bytes() for file in files]
    asked_of_workers: list[str] = []
    monkeypatch.setattr(rendering, "film_with_workers", _telling(film_with_workers, asked_of_workers))
    filmed(trip, text)
    assert [file.read_bytes() for file in files] == apart
    assert len(asked_of_workers) == 1, "the first film alone needs processes that decode its photos"


def test_a_photo_that_no_film_has_shown_yet_is_left_to_workers(
    trip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(trip.parent, "cy.jpg", seed=78)
    asked_of_workers: list[str] = []
    monkeypatch.setattr(rendering, "film_with_workers", _telling(film_with_workers, asked_of_workers))
    rows = filmed(trip, "title,photo\nA,\nB,\nC,cy.jpg\n")
    assert [row.state for row in rows] == ["made"] * 3
    assert len(asked_of_workers) == 2


def _telling(real: Callable[..., Any], told: list[str]) -> Callable[..., Any]:
    def telling(*given: Any, **named: Any) -> Any:
        told.append(str(given[1]))
        return real(*given, **named)

    return telling


def test_a_bad_row_stops_no_other(trip: Path) -> None:
    rows = filmed(trip, "title,target\nA,nowhere\nB,tiktok-dm\n")
    assert [row.state for row in rows] == ["failed", "made"]
    assert "nowhere" in rows[0].problem
    assert not (trip.parent / "films" / "A.mp4").exists()


def test_a_dry_run_plans_and_writes_nothing(trip: Path) -> None:
    rows = filmed(trip, "title;music\nA;calm\nB;calmest.mp3\n", dry_run=True)
    assert [row.state for row in rows] == ["planned", "failed"]
    assert rows[0].seconds > 1
    assert not (trip.parent / "films").exists()
    lines = list(table_of(rows))
    assert lines[0].split() == ["line", "file", "title", "for", "length"]
    assert "calmest.mp3" in lines[2]


def test_captions_and_a_photo_are_a_persons_own(trip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(trip.parent, "anna.jpg", seed=77)
    plans = []
    real = plan_folder

    def telling(*given: Any, **named: Any) -> Any:
        plans.append(real(*given, **named))
        return plans[-1]

    monkeypatch.setattr(each, "plan_folder", telling)
    text = "title,photo,caption.IMG_1.jpg\nA,anna.jpg,Your favourite\nB,,\nC,lost.jpg,\n"
    rows = filmed(trip, text, dry_run=True)
    assert [row.state for row in rows] == ["planned", "planned", "failed"]
    own, others = plans
    assert own.storyboard.shots[-1].photos[0].path.name == "anna.jpg"
    assert "Your favourite" in [shot.caption for shot in own.storyboard.shots]
    shown = [photo.path.name for shot in others.storyboard.shots for photo in shot.photos]
    assert "anna.jpg" not in shown
    assert "Your favourite" not in [shot.caption for shot in others.storyboard.shots]


def test_an_unknown_column_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='Did you mean "title"'):
        people(table(tmp_path, "titel,end\nA,B\n"))


@pytest.mark.parametrize("text", ["", "title\n", "title,title\nA,B\n", "\n\n", "title\0\nA\n"])
def test_a_table_without_films_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        people(table(tmp_path, text))


def test_names_are_safe_on_every_system_and_never_alike(tmp_path: Path) -> None:
    text = 'title,file\nA/B: "C"?,\nx,con\nanna,\nAnna,\n../../etc,\n"two\nlines",\n,\n'.replace(
        '"C"', '""C""'
    ).replace('A/B: ""C""?', '"A/B: ""C""?"')
    names = file_names(people(table(tmp_path, text)))
    assert names[:4] == ["A-B- -C--.mp4", "con film.mp4", "anna.mp4", "Anna 2.mp4"]
    assert names[5] == "two lines.mp4"
    assert not [name for name in names if set(name) & set('/\\:*?"<>|\n') or name.startswith(".")]


def test_films_are_not_written_among_the_photos(trip: Path) -> None:
    with pytest.raises(InputError, match="among the photos"):
        film_each(trip, table(trip.parent, "title\nA\n"), trip / "films", SMALL, str, row_ended=print)


def test_the_command_ends_with_a_failure_where_a_row_has_failed(trip: Path) -> None:
    file = table(trip.parent, "title,target\nA,nowhere\n")
    words = ["make", str(trip), "--each", str(file), "--dry-run", "--json", "-o", str(trip.parent / "films")]
    done = subprocess.run([sys.executable, "-m", "slideshow", *words], capture_output=True, check=False)
    assert done.returncode == 1
    last = json.loads(done.stdout.splitlines()[-1])
    assert (last["event"], last["state"]) == ("row", "failed")
