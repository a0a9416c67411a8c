"""What has come of the rows of a table of people → a table to read, and JSON for machines."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from slideshow.errors import printable
from slideshow.system.atomic_write import replacing

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


def write_report(file: Path, ended: Sequence[RowEnded]) -> None:
    """Writes what has come of all rows, as JSON."""
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
