"""What a batch costs beside single makes of the same albums, and whether its memory stays where it is.

    python -m tests.bench.batch [--albums 40] [--photos 6] [--size 270x480] [--quality draft]
        [--photo-size 600x800] [--jobs 1 2] [--singles 5]

Makes albums of its own, then a batch of all for each number of jobs, and between them single makes of some;
every film is made from nothing. Prints wall and CPU seconds an album (ours and ffmpeg's), their shares of a
single make's, and the memory of the Python processes when 5 albums were made, half of them, and all. Where
others use the machine too, CPU seconds tell more. Asserts nothing.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.segments import python_memory, say
from tests.photos import save

_EARLY = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds an album; megabytes of all Python processes after each album."""

    wall: float
    cpu: float
    megabytes: list[float]


def albums(root: Path, count: int, photos: int, size: tuple[int, int]) -> list[Path]:
    found = []
    for number in range(count):
        folder = root / f"album {number:02d}"
        folder.mkdir(parents=True)
        for index in range(photos):
            taken = f"2026:04:03 09:{index:02d}:00"
            save(folder, f"IMG_{index}.jpg", size, taken=taken, seed=100 * number + index)
        found.append(folder)
    return found


def run(command: list[str], count: int, cache: Path) -> Cost:
    """One whole command that makes so many films, with a cache of its own."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    megabytes = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line)["event"] == "album":
                # While it runs.
                megabytes.append(python_memory(process.pid) / 1024)  # noqa: PERF401
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{command} failed.")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall / count, cpu / count, megabytes)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--albums", type=int, default=40)
    parser.add_argument("--photos", type=int, default=6)
    parser.add_argument("--photo-size", default="600x800")
    parser.add_argument("--size", default="270x480")
    parser.add_argument("--quality", default="draft")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--singles", type=int, default=5)
    given = parser.parse_args()
    options = ["--size", given.size, "--quality", given.quality, "--json"]
    program = [sys.executable, "-m", "slideshow"]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        width, height = map(int, given.photo_size.split("x"))
        found = albums(work / "albums", given.albums, given.photos, (width, height))
        batches: dict[int, Cost] = {}
        singles: list[Cost] = []
        for jobs in given.jobs:
            for folder in found[: given.singles]:
                command = [*program, "make", str(folder), "-o", str(work / "one.mp4"), *options]
                singles.append(run(command, 1, work / f"cache of one {len(singles)}"))
            command = [*program, "batch", str(work / "albums"), "-o", str(work / f"films {jobs}"), *options]
            batches[jobs] = run([*command, "--jobs", str(jobs)], len(found), work / f"cache of {jobs}")
        wall = statistics.median(one.wall for one in singles)
        cpu = statistics.median(one.cpu for one in singles)
        say(f"{given.albums} albums of {given.photos} photos, {given.size}, {given.quality}; an album:")
        say(f"{'make':16s} {wall:6.2f} s  100%   CPU {cpu:6.2f} s  100%")
        for jobs, cost in batches.items():
            shares = (
                f"{cost.wall:6.2f} s {cost.wall / wall:5.0%}   CPU {cost.cpu:6.2f} s {cost.cpu / cpu:5.0%}"
            )
            early, half, late = (cost.megabytes[at - 1] for at in (_EARLY, given.albums // 2, given.albums))
            memory = f"{early:.0f} MB after {_EARLY}, {half:.0f} after half, {late:.0f} in the end"
            say(f"batch, {jobs} job{'s' if jobs > 1 else ' '}    {shares}   {memory}")


if __name__ == "__main__":
    main()
