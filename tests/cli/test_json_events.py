"""docs/json-events.md lists every event that a command can write, with all its fields; and no other."""

import ast
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import slideshow.cli
from slideshow import events
from slideshow.batch import events as batch_events
from slideshow.batch.discovery import AlbumFolder
from slideshow.batch.events import AlbumBegun, AlbumEnded, AlbumSaid, AlbumsFound, BatchEvent, Watching
from slideshow.batch.progress import BatchProgress
from slideshow.cli import batch_console, console
from slideshow.errors import InputError
from slideshow.events import (
    Advanced,
    Event,
    Finished,
    MusicLaid,
    Noticed,
    Offered,
    PhotoLeftOut,
    Started,
    Withdrawn,
    Written,
)
from slideshow.maintenance import doctor
from slideshow.share import target_check
from tests.cli.json_reference import EVENTS, FIELDS, PAGE, undocumented

FILM = Path("trip.mp4")
FINISHED = Finished(FILM, 9.5, 1000, 1080, 1920, 5, 1, 3.2, "tiktok-dm", True, "fits", 2)
ROME = AlbumFolder(Path("albums/Rome"), Path("Rome"), 3)
SAMPLES: tuple[Event, ...] = (
    Started("render", 300),
    Started("package"),
    Advanced("render", 20),
    PhotoLeftOut(Path("IMG_1.jpg"), "blurred", by_choice=True),
    Noticed("A word."),
    MusicLaid("song.mp3", 1.5, 120.0, 0.9, (0.5, 1.0), (-3.0,), 1),
    Written(Path("slideshow.toml"), 5, 9.5),
    FINISHED,
    Offered(FILM, "http://192.168.1.2:8000/key/", ("10.0.0.2",), "", 10.0),
    Withdrawn(FILM, "saved"),
)
BATCH_SAMPLES: tuple[BatchEvent, ...] = (
    AlbumsFound((ROME,), 2),
    AlbumBegun(ROME),
    *(AlbumSaid(ROME, event) for event in SAMPLES),
    AlbumEnded(ROME, FILM, "made", FINISHED, elapsed_seconds=3.0),
    AlbumEnded(ROME, FILM, "failed", problem="No photo can be read.", hint="Export them again."),
    Watching(Path("albums")),
    Noticed("A word."),
)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_event_of_a_film_is_listed_with_all_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert {type(event) for event in SAMPLES} == set(get_args(events.Event))
    with console.reporting(as_json=True, quiet=False) as report:
        for event in SAMPLES:
            report(event)
    for event, line in zip(SAMPLES, lines(capsys), strict=True):
        assert not undocumented(line)
        assert list(EVENTS[line["event"]]) == [field.name for field in dataclasses.fields(event)]


def test_every_event_of_a_batch_is_listed_with_all_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert {type(event) for event in BATCH_SAMPLES} == set(get_args(batch_events.BatchEvent))
    progress = BatchProgress()
    with batch_console.reporting(progress, as_json=True, quiet=False) as tell:
        for event in BATCH_SAMPLES:
            tell(event)
    batch_console.tell_summary(progress, 3.0, as_json=True, quiet=False)
    told = lines(capsys)
    assert not [fault for line in told for fault in undocumented(line)]
    for kind in ("albums", "begun", "album", "watching", "summary"):
        fields = {key for line in told if line["event"] == kind for key in line} - {"event"}
        assert fields == set(EVENTS[kind])


def test_how_a_command_ends_badly_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    console.tell_error(InputError("trip: is no folder.", "Give one."), as_json=True)
    console.tell_interrupted(as_json=True)
    error, interrupted = lines(capsys)
    assert set(error) == {"event", *EVENTS["error"]}
    assert set(interrupted) == {"event", *EVENTS["interrupted"]}
    assert not undocumented(error) + undocumented(interrupted)


def test_findings_have_the_fields_that_are_listed() -> None:
    assert list(EVENTS["rule"]) == [field.name for field in dataclasses.fields(target_check.Finding)]
    assert list(EVENTS["finding"]) == [field.name for field in dataclasses.fields(doctor.Finding)]


def written_kinds() -> Iterator[str]:
    """The kinds that stand in the code of the command line: `{"event": "rule"}`, `tell_result("link")`."""
    for path in Path(slideshow.cli.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Dict(keys=keys, values=values):
                    pairs = zip(keys, values, strict=True)
                    found = [value for key, value in pairs if ast.unparse(key or value) == "'event'"]
                case ast.Call(func=ast.Attribute(attr="tell_result") | ast.Name(id="tell_result")):
                    found = node.args[:1]
                case _:
                    continue
            for one in found:
                # What is not written out is the name of an event's class: the tests above have those.
                if isinstance(one, ast.Constant):
                    yield str(one.value)


def test_the_page_lists_the_events_that_there_are_and_no_others() -> None:
    kinds = set(written_kinds())
    assert {"rule", "link", "copied", "summary", "error"} <= kinds
    assert set(EVENTS) == kinds | {str(console.told(event)["event"]) for event in SAMPLES}


def stages() -> Iterator[str]:
    """The names of the stages that the code begins."""
    for path in Path(slideshow.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Started"), args=[ast.Constant(value=str(name)), *_]):
                    yield name


def test_every_stage_is_named() -> None:
    found = {*stages(), "render"}
    assert {"scan", "inspect", "package"} <= found
    said = PAGE.read_text("utf-8").split("### `started`")[1].split("| field |")[0]
    assert not {name for name in found if f"`{name}`" not in said}


def test_lists_are_those_of_the_commands_that_list() -> None:
    assert set(FIELDS) - set(EVENTS) == {
        f"slideshow {name}" for name in ("templates", "transitions", "targets", "config", "cache")
    }


def test_a_field_that_is_not_listed_is_noticed() -> None:
    assert not undocumented({"event": "started", "stage": "scan", "total": None})
    assert undocumented({"event": "started", "stage": "scan", "more": 1})
    assert undocumented({"event": "started", "stage": 1, "total": None})
    assert undocumented({"event": "begins"})
    assert undocumented({"name": "x"}, "make")
