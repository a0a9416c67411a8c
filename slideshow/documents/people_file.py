"""A table of people → for each the options and texts of a film of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from slideshow.documents import csv_files, toml_files
from slideshow.errors import InputError, printable

# Columns that are options of films, by their names in Python; "file", "photo" and "message" are our own.
OPTIONS = ("title", "end", "album_link", "music", "target")
_OWN = ("message", "photo", "file")
_CAPTION = "caption."


@dataclass(frozen=True, slots=True)
class Person:
    """A row: `options` of the film, `captions` of photos by their names, a `photo` more, the `file`'s name
    as it was written, the `message` of its kit. What is empty is as for the others."""

    line: int
    options: Mapping[str, str]
    captions: Mapping[str, str]
    message: str = ""
    photo: Path | None = None
    file: str = ""


def people(path: Path) -> tuple[Person, ...]:
    """Each row of the table. Raises InputError, also for a column that is not known."""
    name = printable(path)
    columns, rows = csv_files.rows(path)
    known = [*OPTIONS, *_OWN]
    for column in columns:
        if column and column not in known and not column.startswith(_CAPTION):
            meant = toml_files.nearest(column, [*known, "caption.NAME"])
            raise InputError(f'{name}:1: the column "{column}" is unknown.', meant)
    if not rows:
        raise InputError(f"{name}: has no rows.", "A row makes a film.")
    return tuple(_person(row, path.parent) for row in rows)


def _person(row: csv_files.Row, folder: Path) -> Person:
    cells = row.cells
    return Person(
        row.line,
        {column: cells[column] for column in OPTIONS if column in cells},
        {
            column.removeprefix(_CAPTION): text
            for column, text in cells.items()
            if column.startswith(_CAPTION)
        },
        message=cells.get("message", ""),
        photo=folder / cells["photo"] if "photo" in cells else None,
        file=cells.get("file", ""),
    )
