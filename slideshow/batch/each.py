"""An album and a table of people → a film for each: what is the same in all of them is filmed once."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from slideshow.batch.film_names import SUFFIX, allowed_name, key
from slideshow.batch.row_report import RowEnded, write_report
from slideshow.documents.people_file import Person, people
from slideshow.errors import InputError, SlideshowError, printable
from slideshow.events import Report, ignore
from slideshow.inspect import inspect
from slideshow.model.album import Album
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.options import Spelling
from slideshow.pipeline.planning import Planned, plan_folder, scene_of, with_shifts
from slideshow.pipeline.read_options import make_options_of
from slideshow.pipeline.shared_album import SharedAlbum
from slideshow.plan import Scene
from slideshow.render import SegmentCache, Variants
from slideshow.scan import scan_listed
from slideshow.system import ffmpeg
from slideshow.system.working_folder import working_folder

REPORT = "report.json"
# Rows that are filmed side by side, while the films of those before them are finished.
_AT_ONCE = 4

RowTold = Callable[[RowEnded], None]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row and the film that it asks for."""

    line: int
    path: Path
    asked: MakeOptions
    own: SharedAlbum
    film: Planned

    def ended(self, **more: Any) -> RowEnded:
        title, goal = self.film.storyboard.heading or "", self.asked.destination.target.name
        return RowEnded(self.line, self.path, title=title, target=goal, **more)


# Plans the film of a row, by its place in the table, or says why there is none.
_Plan = Callable[[int], _Row | RowEnded]


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
    scene = scene_of(folder, brief, None, usual.recursive, report)
    variants = Variants(SegmentCache()) if usual.cached else None
    shared = SharedAlbum(scene, variants=variants)

    def plan(index: int) -> _Row | RowEnded:
        said = ignore if dry_run else report
        return _planned_row(folder, everyone[index], files[index], options, spelled, shared, said)

    count = len(everyone)
    rows = _only_planned(plan, count) if dry_run else _made(folder, plan, count, shared, report)
    ended: list[RowEnded] = []
    last = time.monotonic()
    for row in rows:
        now = time.monotonic()
        ended.append(replace(row, elapsed_seconds=now - last))
        last = now
        row_ended(ended[-1])
    if not dry_run:
        write_report(out / REPORT, ended)
    return tuple(ended)


def file_names(everyone: Sequence[Person]) -> list[str]:
    """A name for each film that every system takes, no two alike even where case does not count."""
    digits = max(2, len(str(len(everyone))))
    used: set[str] = set()
    names = []
    for number, person in enumerate(everyone, start=1):
        words = person.file.removesuffix(SUFFIX) or person.options.get("title", "")
        # A line feed in a title is none in a name.
        stem = allowed_name(" ".join(words.split())) if words.strip() else f"film {number:0{digits}d}"
        name, count = stem + SUFFIX, 2
        while key(name) in used:
            name, count = f"{stem} {count}{SUFFIX}", count + 1
        used.add(key(name))
        names.append(name)
    return names


def _planned_row(
    folder: Path,
    person: Person,
    path: Path,
    options: Mapping[str, Any],
    spelled: Spelling,
    shared: SharedAlbum,
    report: Report,
) -> _Row | RowEnded:
    goal = ""
    try:
        asked = make_options_of({**options, **person.options, "kit": True}, spelled)  # type: ignore[typeddict-item]
        goal = asked.destination.target.name
        own = replace(shared, scene=_scene(shared.scene, person), message=person.message)
        film = plan_folder(folder, asked.brief, scene=own.scene, fresh=asked.fresh, report=report)
        return _Row(person.line, path, asked, own, film)
    except SlideshowError as error:
        title = person.options.get("title", options.get("title") or "")
        return RowEnded(person.line, path, "failed", title, goal, problem=error.problem, hint=error.hint)


def _only_planned(plan: _Plan, count: int) -> Iterator[RowEnded]:
    for row in map(plan, range(count)):
        if isinstance(row, RowEnded):
            yield row
        else:
            yield row.ended(state="planned", seconds=float(row.film.timeline.duration_seconds))


def _made(folder: Path, plan: _Plan, count: int, shared: SharedAlbum, report: Report) -> Iterator[RowEnded]:
    """Makes the films, a few at a time: while these are finished, what is of the next alone is filmed."""
    # The first by itself: it tells what the others have in common with it.
    groups = [range(1), *(range(start, min(start + _AT_ONCE, count)) for start in range(1, count, _AT_ONCE))]
    with working_folder() as work, ffmpeg.grouped() as processes, ThreadPoolExecutor(1, "ahead") as pool:

        def film_ahead(rows: Sequence[_Row | RowEnded]) -> Future[None] | None:
            films = [(one.asked.film_settings, one.film.timeline) for one in rows if isinstance(one, _Row)]
            return (
                pool.submit(copy_context().run, shared.variants.film, films, work)
                if shared.variants
                else None
            )

        try:
            coming, ahead = [*map(plan, groups[0])], None
            for after in (*groups[1:], range(0)):
                rows, coming = coming, [*map(plan, after)]
                if ahead:
                    ahead.result()
                    ahead = film_ahead(coming)
                for row in rows:
                    yield row if isinstance(row, RowEnded) else _film(folder, row, report)
                ahead = ahead or film_ahead(coming)
        except BaseException:
            processes.stop()
            raise


def _film(folder: Path, row: _Row, report: Report) -> RowEnded:
    try:
        made = make(folder, row.path, row.asked, shared=row.own, film=row.film, report=report)
    except SlideshowError as error:
        return row.ended(state="failed", problem=error.problem, hint=error.hint)
    return replace(
        row.ended(state="made", seconds=made.duration_seconds, size_bytes=made.size_bytes), path=made.path
    )


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
