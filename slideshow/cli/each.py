"""`make --each`: a film for each row of a table, told as they come."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from slideshow.cli import console
from slideshow.errors import printable
from slideshow.events import Event, Noticed, PhotoLeftOut, Report
from slideshow.pipeline.options import flag

if TYPE_CHECKING:
    from slideshow.batch.row_report import RowEnded


def make_each(
    folder: Path,
    table: Path,
    out: Path | None,
    options: Any,
    report: Report,
    *,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """How many rows have failed."""
    from slideshow.batch.each import REPORT, film_each
    from slideshow.batch.row_report import fields, table_of

    out = out or Path(f"{folder.resolve().name or 'album'}-films")

    def row_ended(row: "RowEnded") -> None:
        problem = f"line {row.line}: {row.problem} {row.hint}".rstrip()
        if as_json or (row.state == "failed" and not dry_run):
            console.tell_result("row", problem, fields(row), as_json=as_json)

    rows = film_each(
        folder, table, out, options, flag, dry_run=dry_run, row_ended=row_ended, report=_of_films(report)
    )
    made = sum(row.state == "made" for row in rows)
    failed = sum(row.state == "failed" for row in rows)
    if dry_run and not as_json:
        console.tell("\n".join(table_of(rows)))
    elif not quiet and not dry_run:
        text = f"{made} of {len(rows)} films are in {printable(out)}; {REPORT} tells of each."
        console.tell_result(
            "each",
            text,
            {"folder": printable(out), "made": made, "failed": failed},
            as_json=as_json,
        )
    return failed


def _of_films(report: Report) -> Report:
    """The same report, which tells of each photo once."""
    told: set[str] = set()

    def tell(event: Event) -> None:
        if isinstance(event, PhotoLeftOut | Noticed):
            if repr(event) in told:
                return
            told.add(repr(event))
        report(event)

    return tell
