"""An album and a table of people → a film for each: what is the same in all of them is filmed once."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from slideshow.batch.film_names import SUFFIX, allowed, key
from slideshow.documents.people_file import Person, people
from slideshow.errors import InputError, SlideshowError, printable
from slideshow.events import Finished, Report, ignore
from slideshow.inspect import inspect
from slideshow.model.album import Album
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.options import Spelling
from slideshow.pipeline.planning import Planned, planned, scene_of, with_shifts
from slideshow.pipeline.read_options import make_options_of
from slideshow.pipeline.shared_album import SharedAlbum
from slideshow.plan import Scene
from slideshow.scan import scan_listed
from slideshow.system.atomic_write import replacing

REPORT = "report.json"
State = Literal["made", "planned", "failed"]


@dataclass(frozen=True, slots=True)
class RowEnded:
    """What has come of a row. `seconds` is the film's length, `problem` why there is none."""

    line: int
    path: Path
    state: State
    title: str = ""
    target: str = ""
    seconds: float = 0.0
    size_bytes: int = 0
    elapsed_seconds: float = 0.0
    problem: str = ""
    hint: str = ""


RowTold = Callable[[RowEnded], None]


def film_each(
    folder: Path,
    table: Path,
    out: Path,
    options: Mapping[str, Any],
    spelled: Spelling,
    *,
    dry_run: bool = False,
    row_ended: RowTold,
    report: Report = ignore,
) -> tuple[RowEnded, ...]:
    """A film for each row of the table, in the folder `out`, each with its kit, and a report of all.

    `options` hold for all rows, a row's own come first. A row that fails is told and stops no other. A
    `dry_run` only plans. Raises InputError for what no film could be made of.
    """
    everyone = people(table)
    usual = make_options_of({**options, "kit": True}, spelled)  # type: ignore[typeddict-item]
    files = [out / name for name in file_names(everyone)]
    if not dry_run:
        _prepare(folder, out)
    brief = with_shifts(folder, usual.brief, usual.fresh)
    shared_scene = scene_of(folder, brief, None, usual.recursive, report)
    ended: list[RowEnded] = []
    shared = SharedAlbum(shared_scene)
    for person, path in zip(everyone, files, strict=True):
        row = _row(folder, person, path, options, spelled, shared, dry_run=dry_run, report=report)
        ended.append(row)
        row_ended(row)
    if not dry_run:
        _write(out / REPORT, ended)
    return tuple(ended)


def file_names(everyone: Sequence[Person]) -> list[str]:
    """A name for each film that every system takes, no two alike even where case does not count."""
    digits = max(2, len(str(len(everyone))))
    used: set[str] = set()
    names = []
    for number, person in enumerate(everyone, start=1):
        words = person.file.removesuffix(SUFFIX) or person.options.get("title", "")
        # A line feed in a title is none in a name.
        stem = allowed(" ".join(words.split())) if words.strip() else f"film {number:0{digits}d}"
        name, count = stem + SUFFIX, 2
        while key(name) in used:
            name, count = f"{stem} {count}{SUFFIX}", count + 1
        used.add(key(name))
        names.append(name)
    return names


def _row(
    folder: Path,
    person: Person,
    path: Path,
    options: Mapping[str, Any],
    spelled: Spelling,
    shared: SharedAlbum,
    *,
    dry_run: bool,
    report: Report,
) -> RowEnded:
    started = time.monotonic()
    title, goal = person.options.get("title", options.get("title") or ""), ""
    try:
        asked = make_options_of({**options, **person.options, "kit": True}, spelled)  # type: ignore[typeddict-item]
        goal = asked.destination.target.name
        own = replace(shared, scene=_scene(shared.scene, person), message=person.message)
        if dry_run:
            film = planned(folder, asked.brief, scene=own.scene, fresh=asked.fresh)
            return _planned(person, path, film, goal)
        made = _made(folder, path, asked, own, report)
    except SlideshowError as error:
        return RowEnded(
            person.line,
            path,
            "failed",
            title,
            goal,
            elapsed_seconds=time.monotonic() - started,
            problem=error.problem,
            hint=error.hint,
        )
    return RowEnded(
        person.line,
        made.path,
        "made",
        title,
        goal,
        made.duration_seconds,
        made.size_bytes,
        time.monotonic() - started,
    )


def _planned(person: Person, path: Path, film: Planned, goal: str) -> RowEnded:
    seconds = float(film.timeline.duration_seconds)
    return RowEnded(person.line, path, "planned", film.storyboard.heading or "", goal, seconds)


def _made(folder: Path, path: Path, asked: MakeOptions, own: SharedAlbum, report: Report) -> Finished:
    return make(folder, path, asked, shared=own, report=report)


def _scene(scene: Scene, person: Person) -> Scene:
    """The album with the row's captions, and its photo at the end. Raises InputError."""
    names = {photo.path.name for photo in scene.album.photos}
    for name in person.captions:
        if name not in names:
            raise InputError(f"caption.{name}: the album has no such photo.", "Write its name as it is.")
    photos = tuple(
        replace(photo, description=person.captions.get(photo.path.name, photo.description))
        for photo in scene.album.photos
    )
    scene = replace(scene, album=replace(scene.album, photos=photos))
    if person.photo is None:
        return scene
    found = scan_listed([person.photo], ignore)
    album, facts = inspect(Album(found.folder, found.photos))
    if not album.photos:
        reason = album.left_out[0].reason if album.left_out else "cannot be read."
        raise InputError(f"{printable(person.photo)}: {reason}", "Name another photo.")
    return replace(scene, facts={**scene.facts, **facts}, closing_photo=album.photos[0])


def _prepare(folder: Path, out: Path) -> None:
    """Raises InputError where the films would lie among the photos."""
    inside, place = folder.resolve(), out.resolve()
    if place == inside or place.is_relative_to(inside):
        raise InputError(
            f"{printable(out)}: films are not written among the photos.", "Choose another folder with -o."
        )
    if not out.parent.is_dir():
        raise InputError(f"{printable(out.parent)}/: there is no such folder.", "Create it.")
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{printable(out)}: cannot be a folder ({error.strerror or error}).", "Choose another with -o."
        ) from error


def _write(file: Path, ended: Sequence[RowEnded]) -> None:
    content = {"made": sum(row.state == "made" for row in ended), "rows": [*map(fields, ended)]}
    with replacing(file) as part:
        part.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def fields(row: RowEnded) -> dict[str, object]:
    """What has come of a row, for machines."""
    return {
        "line": row.line,
        "path": printable(row.path),
        "state": row.state,
        "title": row.title,
        "target": row.target,
        "duration_seconds": round(row.seconds, 3),
        "size_bytes": row.size_bytes,
        "elapsed_seconds": round(row.elapsed_seconds, 2),
        "problem": row.problem,
        "hint": row.hint,
    }


def table_of(ended: Sequence[RowEnded]) -> Iterator[str]:
    """The rows as lines of columns that stand under each other."""
    cells = [("line", "file", "title", "for", "length", "")]
    for row in ended:
        length = f"{row.seconds:.1f} s" if row.seconds else ""
        words = f"{row.problem} {row.hint}".strip()
        title = " ".join(row.title.split())
        cells.append((str(row.line), printable(Path(row.path.name)), title, row.target, length, words))
    widths = [max(len(one[column]) for one in cells) for column in range(5)]
    for one in cells:
        yield "  ".join(text.ljust(width) for text, width in zip(one, (*widths, 0), strict=True)).rstrip()
