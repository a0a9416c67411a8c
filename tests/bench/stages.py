"""Where the time of a film goes, stage by stage, in CPU seconds.

    python -m tests.bench.stages PHOTOS [--template default] [--photos 24] [--music SONG]

Makes the film of all photos in one process, with the program's functions wrapped from outside: what a stage
calls of another is counted there. ffmpeg's time is taken when each of its processes ends. Prints a Markdown
table: seconds, milliseconds a frame, and the share of all. Asserts nothing. Not on Windows.
"""

import argparse
import os
import subprocess
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

from slideshow.effects.transitions import TRANSITIONS
from slideshow.media import pictures
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.template import Look
from slideshow.model.timeline import Slide
from slideshow.pipeline import planning
from slideshow.pipeline.make_options import MakeOptions
from slideshow.render import projector, segment_renderer
from slideshow.render.camera import Card
from slideshow.render.captions import captions
from slideshow.render.prints import Decode
from slideshow.system import ffmpeg
from slideshow.system.processes import end_server
from tests.bench.speed import large_photos

Function = Callable[..., Any]
# Its `sound_track` is called there.
make, crew = (import_module(f"slideshow.pipeline.{name}") for name in ("make", "crew"))


class Clock:
    """CPU seconds by stage. A thread's are counted once: for the innermost stage it is in.

    While a `whole` stage runs, nothing else does: all that is spent then is its own.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._thread = threading.local()
        self._adding = threading.Lock()
        self._in_whole = False

    def add(self, stage: str, seconds: float) -> None:
        if not self._in_whole:
            with self._adding:
                self.seconds[stage] += seconds

    def timed(self, name: str, function: Function) -> Function:
        def call(*arguments: Any, **named: Any) -> Any:
            outer = getattr(self._thread, "inside", 0.0)
            self._thread.inside = 0.0
            started = time.thread_time()
            try:
                return function(*arguments, **named)
            finally:
                spent = time.thread_time() - started
                self.add(name, spent - self._thread.inside)
                self._thread.inside = outer + spent

        return call

    def whole(self, name: str, function: Function) -> Function:
        def call(*arguments: Any, **named: Any) -> Any:
            started, self._in_whole = all_seconds(), True
            try:
                return function(*arguments, **named)
            finally:
                self._in_whole = False
                self.add(name, all_seconds() - started)

        return call


def all_seconds() -> float:
    """Of this process with all its threads, and of those it started that have ended."""
    end_server()
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class _Timed(dict[str, Function]):
    """Transitions, each timed as one of its family."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __missing__(self, name: str) -> Function:
        draw = TRANSITIONS[name]
        family = getattr(getattr(draw, "func", draw), "__module__", "").rpartition(".")[2]
        self[name] = self._clock.timed(f"blend: {family}", draw)
        return self[name]


def watch(clock: Clock) -> None:
    """Wraps what the stages are made of."""
    # With threads and processes of their own.
    for name, module, function in (
        ("scan", planning, "scan"),
        ("inspect", planning, "inspect"),
        ("plan", planning, "chosen"),
        ("join and check", make, "package"),
    ):
        setattr(module, function, clock.whole(name, getattr(module, function)))
    compose = vars(segment_renderer)["compose"]

    def composed(slide: Slide, canvas: Size, look: Look, decode: Decode, fps: Fraction) -> Card:
        card: Card = compose(slide, canvas, look, clock.timed("decode", decode), fps)
        return card

    for stage, owner, function, own in (
        ("card", segment_renderer, "compose", composed),
        ("decode", pictures.Picture, "sample", None),
        ("warp", Card, "shoot", None),
        ("overlay", projector, "lay_over", None),
        ("text", projector, "overlay", None),
        ("text", captions.Overlay, "draw", None),
        ("pipe", ffmpeg, "write", None),
        ("sound", crew, "sound_track", None),
    ):
        setattr(owner, function, clock.timed(stage, own or getattr(owner, function)))
    vars(projector)["TRANSITIONS"] = _Timed(clock)

    class Watched(subprocess.Popen[bytes]):
        def _try_wait(self, flags: int) -> tuple[int, int]:
            try:
                pid, status, usage = os.wait4(self.pid, flags)
            except ChildProcessError:
                return self.pid, 0
            if pid == self.pid:
                words = self.args if isinstance(self.args, list) else []
                clock.add("encode" if "libx264" in words else "sound", usage.ru_utime + usage.ru_stime)
            return pid, status

    vars(subprocess)["Popen"] = Watched


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--template")
    parser.add_argument("--music", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")
        trip = work / "trip"
        trip.mkdir()
        large_photos(options.folder, options.photos, trip)
        clock = Clock()
        clock.add("start", time.process_time())
        watch(clock)
        before = all_seconds()
        music = (options.music,) if options.music else ()
        brief = Brief(template=options.template, keep_all=True, music=music)
        asked = MakeOptions(brief, jobs=1, cached=False)
        done = make.make(trip, work / "film.mp4", asked, expendable=True)
        total = all_seconds() - before + clock.seconds["start"]
        count = round(done.duration_seconds * 30)
        say(f"{options.photos} photos, {count} frames, CPU {total:.1f} s\n")
        for line in table(clock, total, count):
            say(line)


_ORDER = ("start", "scan", "inspect", "plan", "decode", "card", "warp", "blend", "overlay", "text", "pipe")


def table(clock: Clock, total: float, count: int) -> list[str]:
    known = sum(clock.seconds.values())
    rows = sorted(clock.seconds.items(), key=lambda row: _place(row[0]))
    lines = ["| stage | CPU s | ms a frame | share |", "|---|---|---|---|"]
    for stage, seconds in (*rows, ("the rest", total - known)):
        lines.append(f"| {stage} | {seconds:.2f} | {1e3 * seconds / count:.2f} | {seconds / total:.1%} |")
    return lines


def _place(stage: str) -> tuple[int, str]:
    name = stage.partition(":")[0]
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER)), stage


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
