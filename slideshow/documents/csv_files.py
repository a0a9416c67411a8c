"""A table that a person exported → its rows by column: separated by commas, semicolons or tabs, in UTF-8."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slideshow.documents import toml_files
from slideshow.errors import InputError, printable

_SEPARATORS = ",;\t"
_MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is where it begins in the file, counted from 1; `cells` are the texts by column, none empty."""

    line: int
    cells: dict[str, str]


def rows(path: Path) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The names of the columns, and the rows that hold something. Raises InputError."""
    name = printable(path)
    text = toml_files.read(path, InputError)
    if "\0" in text:
        raise InputError(f"{name}: is no table.", "Export it as CSV.")
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = tuple(cell.strip() for cell in next(reader, []))
        if not any(columns):
            raise InputError(f"{name}: has no columns.", "Its first line names them.")
        twice = [one for one in columns if one and columns.count(one) > 1]
        if twice:
            raise InputError(f'{name}:1: the column "{twice[0]}" is there twice.')
        found = tuple(_rows(reader, columns, name))
    except csv.Error as error:
        raise InputError(f"{name}: is no table ({error}).", "Export it as CSV.") from error
    return columns, found


def _rows(reader: Iterator[list[str]], columns: tuple[str, ...], name: str) -> Iterator[Row]:
    for number, cells in enumerate(reader):
        # What stands in quotes may go over several lines.
        line = getattr(reader, "line_num", number + 2)
        if number >= _MOST_ROWS:
            raise InputError(f"{name}: has more than {_MOST_ROWS} rows.")
        held = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
        if held:
            yield Row(line, held)
