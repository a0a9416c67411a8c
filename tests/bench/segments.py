"""What cutting into segments costs and saves: one pass, segments, workers; and films made a second time.

    python -m tests.bench.segments PHOTOS MUSIC [--rounds 3] [--least 2 3 4 6]

Prints medians of wall seconds with their spread and of CPU seconds (ours and ffmpeg's), in shares of those of
the first line, and peak memory; all in one run, alternating. Where others use the machine too, CPU seconds
tell more.
With --least only the film's size, for cuts at least so many seconds apart. Asserts nothing.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from slideshow.system import ffmpeg

_RENDER = """
import sys
from pathlib import Path
from slideshow.pipeline.planning import planned
from slideshow.system.memory import return_large_blocks
from slideshow.model.brief import Brief
from slideshow.render import rendering, segments

def main():
    folder, into, jobs, least = sys.argv[1:]
    return_large_blocks()
    timeline = planned(Path(folder), Brief()).timeline
    segments.LEAST_SECONDS = float(least)
    parts = rendering.render(timeline, "good", Path(into), jobs=int(jobs))
    print(sum(part.stat().st_size for part in parts), len(parts))

if __name__ == "__main__":
    main()
"""
_ONE_PASS = 1e9


@dataclass(frozen=True, slots=True)
class Run:
    """`all_megabytes` is the peak of all Python processes together, without their ffmpegs."""

    wall: float
    cpu: float
    output: str
    all_megabytes: float


def run(command: list[str]) -> Run:
    """One whole command, its processes included."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        most = 0
        while process.poll() is None:
            most = max(most, python_memory(process.pid))
            time.sleep(0.1)
        assert process.stdout is not None
        output = process.stdout.read()
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{command} failed.")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, output.strip(), most / 1024)


def python_memory(pid: int) -> int:
    """Kilobytes that a process and those it started hold now, ffmpegs left out."""
    total, waiting = 0, [pid]
    encoder = Path(ffmpeg.executable()).name[:15]
    while waiting:
        one = waiting.pop()
        try:
            status = Path(f"/proc/{one}/status").read_text()
            waiting += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
        except OSError:
            continue
        fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        if fields["Name"] != encoder:
            total += int(fields.get("VmRSS", "0").split()[0])
    return total


def render(folder: Path, jobs: int, least: float) -> Run:
    """The film's parts alone, without a cache."""
    with tempfile.TemporaryDirectory() as into:
        return run([sys.executable, "-c", _RENDER, str(folder), into, str(jobs), str(least)])


def make(folder: Path, out: Path, *options: str) -> Run:
    command = [sys.executable, "-m", "slideshow", "make", str(folder), "-o", str(out), "--quiet"]
    return run([*command, "--overwrite", *options])


def described(name: str, runs: list[Run], base: list[Run]) -> str:
    wall = statistics.median(one.wall for one in runs)
    cpu = statistics.median(one.cpu for one in runs)
    pairs = list(zip(runs, base, strict=True))
    wall_share = statistics.median(one.wall / other.wall for one, other in pairs)
    cpu_share = statistics.median(one.cpu / other.cpu for one, other in pairs)
    spread = f"({min(one.wall for one in runs):.1f} to {max(one.wall for one in runs):.1f})"
    memory = max(one.all_megabytes for one in runs)
    return (
        f"{name:18s} {wall:6.1f} s {spread:16s} {wall_share:7.1%}   CPU {cpu:6.1f} s {cpu_share:7.1%}   "
        f"{memory:4.0f} MB   {runs[-1].output}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("music", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--least", type=float, nargs="*", default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")
        for least in options.least:
            size, parts = render(options.folder, 1, least).output.split()
            say(f"at least {least:5g} s: {parts:>3} segments, {int(size) / 1e6:.2f} MB")
        if not options.least:
            _compare(options.folder, options.music, options.rounds, work)


def _compare(folder: Path, music: Path, rounds: int, work: Path) -> None:
    filmed: dict[str, list[Run]] = {"one pass": [], "segments, 1 job": [], "segments, 2 jobs": []}
    made: dict[str, list[Run]] = {name: [] for name in ("cold", "again", "other title", "other music")}
    render(folder, 1, _ONE_PASS)  # facts are known from here on
    for number in range(rounds):
        filmed["one pass"].append(render(folder, 1, _ONE_PASS))
        filmed["segments, 1 job"].append(render(folder, 1, 4))
        filmed["segments, 2 jobs"].append(render(folder, 2, 4))
        out = work / "film.mp4"
        subprocess.run([sys.executable, "-m", "slideshow", "cache", "clear"], check=True, capture_output=True)
        made["cold"].append(make(folder, out, "--title", f"Film {number}"))
        made["again"].append(make(folder, out, "--title", f"Film {number}"))
        made["other title"].append(make(folder, out, "--title", f"Another {number}"))
        made["other music"].append(make(folder, out, "--title", f"Another {number}", "--music", str(music)))
    say(f"{len(os.sched_getaffinity(0))} cores; parts alone (wall, CPU, Python's memory, bytes and parts)")
    for what, runs in filmed.items():
        say(described(what, runs, filmed["one pass"]))
    say("whole films")
    for what, runs in made.items():
        say(described(what, runs, made["cold"]))


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
