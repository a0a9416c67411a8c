"""`batch --photos` and `batch --each`: a folder of albums becomes a folder of folders."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slideshow.cli import console
from slideshow.cli.each import make_each
from slideshow.cli.photos import tell_sent
from slideshow.errors import InputError, printable
from slideshow.events import Event, Report
from slideshow.pipeline.options import flag

if TYPE_CHECKING:
    from slideshow.batch.discovery import AlbumFolder
    from slideshow.batch.events import AlbumEnded

# Fills a folder for an album, telling what happens; how much of it has failed.
_Fill = Callable[["AlbumFolder", Path, Report], int]


def photos_of_albums(
    root: str, out: Path, place: str, options: Any, report: Report, *, as_json: bool, quiet: bool
) -> int:
    """Writes each album's photos for a place; how many albums have failed."""
    from slideshow.pipeline.photos import write_photos
    from slideshow.pipeline.read_options import photo_options_of

    asked = photo_options_of({**options, "place": place}, flag)  # type: ignore[typeddict-item]

    def fill(album: "AlbumFolder", own: Path, told: Report) -> int:
        assert isinstance(album.path, Path)
        sent = write_photos(album.path, own, asked, report=told)
        if not quiet:
            tell_sent(sent, asked, as_json=as_json, album=printable(album.place))
        return 0

    return _fill_all(root, out, options, fill, report, as_json=as_json)


def films_for_each(
    root: str, out: Path, table: Path, options: Any, report: Report, *, as_json: bool, quiet: bool
) -> int:
    """Makes a film of each album for each row of the table; how many have failed."""

    def fill(album: "AlbumFolder", own: Path, told: Report) -> int:
        assert isinstance(album.path, Path)
        return make_each(album.path, table, own, options, told, dry_run=False, as_json=as_json, quiet=quiet)

    return _fill_all(root, out, options, fill, report, as_json=as_json)


def _fill_all(root: str, out: Path, options: Any, fill: _Fill, report: Report, *, as_json: bool) -> int:
    from slideshow.batch.album_folders import fill_folders
    from slideshow.batch.progress import fields
    from slideshow.batch.storage.address import place_of

    place = place_of(root)
    if not isinstance(place, Path):
        raise InputError(f"{root}: --photos and --each read folders here.", "Give the path of a folder.")
    bad: list[int] = []

    def ended(ending: "AlbumEnded") -> None:
        bad.append(1)
        text = f"{printable(ending.album.place)}: failed. {ending.problem} {ending.hint}".rstrip()
        console.tell_result("album", text, fields(ending), as_json=as_json)

    def filled(album: "AlbumFolder", own: Path) -> None:
        bad.append(fill(album, own, _of_album(report, album, as_json=as_json)))

    wanted = {"clips": options.get("clips", True), "follow_links": options.get("follow_links", False)}
    fill_folders(place, out, filled, ended, report, **wanted)
    return sum(bad)


def _of_album(report: Report, album: "AlbumFolder", *, as_json: bool) -> Report:
    """The report of one of many: in JSON each event names its album."""
    if not as_json:
        return report

    def tell(event: Event) -> None:
        console.tell_json({"album": printable(album.place), **console.told(event)})

    return tell
