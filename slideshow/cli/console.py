"""Events -> what a person or a machine sees: a progress bar, plain lines, JSON lines, or nothing.

Progress, notices and errors go to standard error; the finished film's line, or all of the JSON, to
standard output.
"""

import dataclasses
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TextIO

from slideshow.cli import stdio
from slideshow.errors import ExitCode, SlideshowError, printable
from slideshow.events import (
    Advanced,
    Event,
    Finished,
    MusicLaid,
    Noticed,
    PhotoLeftOut,
    Report,
    Started,
    Written,
    ignore,
)
from slideshow.model.measures import clock, exact_clock

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_STAGES = {
    "gallery": "Making the gallery",
    "scan": "Finding the photos",
    "inspect": "Looking at the photos",
    "render": "Filming",
    "package": "Checking the film",
    "photos": "Making the pictures",
    "originals": "Copying the photos",
    "upload": "Uploading the copies",
    "check": "Asking for the link as a stranger would",
}
_PLAIN_STEPS = 4
# What moves, colours or reverses in a terminal: all but tabs and ends of lines.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# So many names of photos left out for one reason are told; JSON and the plan tell all.
_MOST_NAMES = 6


@contextmanager
def reporting(*, as_json: bool, quiet: bool) -> Iterator[Report]:
    """A `report` for the way the person wants to be told."""
    if as_json:
        yield _tell_json
    elif quiet:
        yield ignore
    elif sys.stderr.isatty():
        with _bar() as report:
            yield _Gathered(report).tell
    else:
        yield _Gathered(_Plain().tell).tell


def tell_error(error: SlideshowError, *, as_json: bool) -> None:
    """What went wrong and what to do, in a line."""
    value = {"event": "error", "problem": error.problem, "hint": error.hint, "exit_code": error.exit_code}
    _tell_end(str(error), value, as_json)


def tell_interrupted(*, as_json: bool) -> None:
    value: dict[str, object] = {"event": "interrupted", "exit_code": ExitCode.INTERRUPTED}
    _tell_end("Interrupted. Nothing was left behind.", value, as_json)


def _tell_end(text: str, value: dict[str, object], as_json: bool) -> None:
    """Tells why it ends, where anybody can be told: the exit code says it in any case."""
    try:
        if as_json:
            _print_json(value)
        else:
            _print(text, sys.stderr)
    except OSError:
        stdio.leave_standard_output()


def one_line(text: str) -> str:
    """What an event says: names of strangers' files are in it, and no such name begins a line of ours."""
    return " ".join(text.splitlines())


def tell_table(lines: Mapping[str, str], *, as_json: bool) -> None:
    """Names and what they stand for, a line each."""
    width = max(map(len, lines), default=0)
    for name, words in lines.items():
        if as_json:
            _print_json({"name": name, "description": words})
        else:
            _print(f"{name:{width}}  {words}", sys.stdout)


def tell_code(address: str, terminal: os.terminal_size) -> bool:
    """A QR code on standard output, black on white; False when the terminal is too small for it.

    A terminal without colours is taken to be dark.
    """
    from rich.console import Console
    from rich.text import Text

    from slideshow.cli.terminal_qr import can_show_half_blocks, code_lines

    blocks = can_show_half_blocks(sys.stdout.encoding)
    screen = Console(file=sys.stdout, width=terminal.columns)
    is_plain = screen.color_system is None or screen.no_color
    lines = code_lines(address, half_blocks=blocks, inverted=is_plain)
    if len(lines[0]) > terminal.columns or len(lines) >= terminal.lines:
        return False
    for line in lines:
        screen.print(Text(line, "" if is_plain else "#000000 on #ffffff"), no_wrap=True, crop=False)
    return True


def tell_json(value: Mapping[str, object]) -> None:
    """An object on a line of its own."""
    _print_json(dict(value))


def tell_result(kind: str, text: str, fields: Mapping[str, object], *, as_json: bool) -> None:
    """What came out: a line for people, or an object of that kind."""
    if as_json:
        _print_json({"event": kind, **fields})
    else:
        tell(text)


def tell(text: str) -> None:
    """A line of what was asked for."""
    _print(text, sys.stdout)


def tell_aside(text: str) -> None:
    """A line on the way, on standard error."""
    _print(text, sys.stderr)


def _text_of(event: Event) -> str:
    """The event as a line for people; empty for those that only move a bar."""
    match event:
        case PhotoLeftOut(path, reason, hint):
            return f"{printable(path)}: {reason} It was left out{f'. {hint}' if hint else '.'}".replace(
                ".. ", ". "
            )
        case Noticed(text):
            return one_line(text)
        case MusicLaid():
            return _music_of(event)
        case Finished():
            return summary(event)
        case Written(path, slides, seconds):
            return f"{printable(path)}: {slides} slides, {exact_clock(seconds)}"
    return ""


def _music_of(music: MusicLaid) -> str:
    if not music.beats:
        return ""
    start = f" from {clock(music.start_seconds)}" if music.start_seconds >= 0.5 else ""
    joins = len(music.joins_off_beat_ms)
    on_beat = f"{music.joins_on_beat} of {joins} cuts on a beat"
    return f"{one_line(music.name)}{start}: {music.beats_per_minute:.0f} BPM, {on_beat}."


def summary(film: Finished) -> str:
    """The last lines: the proof that it fits, and `film_line`."""
    return f"{film.proof}\n{film_line(film)}" if film.proof else film_line(film)


def film_line(film: Finished, place: PurePath | None = None) -> str:
    """Path, length, size, photos used and left out, seconds. `place` is where it was brought to since."""
    left_out = f", {film.photos_left_out} left out" if film.photos_left_out else ""
    counts = ((film.photos_used, "photo"), (film.clips_used, "clip"))
    photos = " and ".join(f"{count} {name}{'s' if count != 1 else ''}" for count, name in counts if count)
    return (
        f"{printable(place or film.path)}: {exact_clock(film.duration_seconds)}, {film.width}×{film.height}, "
        f"{film.size_bytes / 1e6:.1f} MB, {photos}{left_out}, made in {film.elapsed_seconds:.1f} s"
    )


class _Gathered:
    """Hands events on; photos that were not chosen come together, a line for each reason."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._waiting: dict[str, list[str]] = {}

    def tell(self, event: Event) -> None:
        if isinstance(event, PhotoLeftOut) and event.by_choice:
            self._waiting.setdefault(event.reason, []).append(printable(Path(event.path.name)))
            return
        waiting, self._waiting = self._waiting, {}
        for reason, names in waiting.items():
            more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
            self._report(Noticed(f"Left out, {reason}: {', '.join(names[:_MOST_NAMES])}{more}."))
        self._report(event)


class _Plain:
    """Lines for a pipe or a log: one a stage, and a few on the way through the long one."""

    def __init__(self) -> None:
        self._stage = ""
        self._total: int | None = None
        self._told = 0

    def tell(self, event: Event) -> None:
        match event:
            case Started(stage, total):
                self._stage, self._total, self._told = stage, total, 0
                _print(f"{_STAGES.get(stage, stage)} ...", sys.stderr)
            case Advanced(_, done):
                if self._stage == "render" and self._total:
                    step = done * _PLAIN_STEPS // self._total
                    if self._told < step < _PLAIN_STEPS:
                        self._told = step
                        _print(f"{100 * step // _PLAIN_STEPS} %", sys.stderr)
            case Finished() | Written():
                tell(_text_of(event))
            case _:
                _print(_text_of(event), sys.stderr)


@contextmanager
def _bar() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
    finished: list[Finished | Written] = []
    with progress:
        task: list[TaskID] = []

        def report(event: Event) -> None:
            _move(progress, task, event)
            if isinstance(event, Finished | Written):
                finished.append(event)
            elif text := _text_of(event):
                progress.console.print(for_terminal(text), markup=False, highlight=False, soft_wrap=True)

        yield report
    # Below the bar that has just gone, on the other stream.
    for film in finished:
        tell(_text_of(film))


def _move(progress: "Progress", task: "list[TaskID]", event: Event) -> None:
    match event:
        case Started(stage, total):
            for old in task:
                progress.remove_task(old)
            task[:] = [progress.add_task(_STAGES.get(stage, stage), total=total)]
        case Advanced(_, done) if task:
            progress.update(task[0], completed=done)
        case _:
            pass


def told(event: Event) -> dict[str, object]:
    """The event for machines."""
    names = {"PhotoLeftOut": "left_out"}
    kind = type(event).__name__
    fields = {
        name: printable(value) if isinstance(value, Path) else value
        for name, value in dataclasses.asdict(event).items()
    }
    return {"event": names.get(kind, kind.lower()), **fields}


def _tell_json(event: Event) -> None:
    _print_json(told(event))


def _print_json(value: dict[str, object]) -> None:
    _print(json.dumps(value, ensure_ascii=True), sys.stdout)


def for_terminal(text: str) -> str:
    """The text without what would command a terminal."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def _print(text: str, stream: TextIO) -> None:
    # A terminal in an old encoding shows what it can rather than failing the film.
    # What an album's files say may be meant for the terminal.
    text = for_terminal(text)
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding, "replace") + "\n")
    stream.flush()
