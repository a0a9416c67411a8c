"""Runs of whole commands → seconds on the clock and of the processor, as a table and as JSON.

What a command starts is counted with it when it has waited for it, as all of ours do.

Two commits are compared by the files that they wrote: `python -m tests.bench.runs BEFORE.json AFTER.json`.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from slideshow.system import cores, ffmpeg

# Linux counts the memory of the program that starts another as that other's: so a small one starts it.
_STARTER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_maxrss, usage.ru_utime + usage.ru_stime)
sys.exit(os.waitstatus_to_exitcode(status))
"""
_PACKAGES = ("numpy", "opencv-python-headless", "pillow", "pillow-heif", "imageio-ffmpeg")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of the processor by the process and all below it, peak megabytes."""

    wall: float
    cpu: float
    megabytes: float = 0.0


def run(command: Sequence[str], cache: Path) -> Cost:
    """One whole command, with a cache of its own."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    started = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-c", _STARTER, *command], stdout=subprocess.PIPE, check=True, env=environment
    )
    wall = time.perf_counter() - started
    kilobytes, cpu = result.stdout.split()
    return Cost(wall, float(cpu), int(kilobytes) / 1024)


def run_here(work: Callable[[], object]) -> Cost:
    """What starts processes by itself, such as a call of ffmpeg."""
    before, started = _used(), time.perf_counter()
    work()
    return Cost(time.perf_counter() - started, _used() - before)


def _used() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured in one run: costs by name, and figures by what they are."""

    costs: dict[str, list[Cost]] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, cost: Cost) -> None:
        self.costs.setdefault(name, []).append(cost)

    def median(self, name: str, part: str = "wall") -> float:
        values: list[float] = [getattr(cost, part) for cost in self.costs[name]]
        return statistics.median(values)

    def ratio(self, over: str, under: str, part: str = "wall") -> float:
        """The median of the rounds' ratios."""
        pairs = zip(self.costs[over], self.costs[under], strict=True)
        ratios: list[float] = [getattr(one, part) / getattr(other, part) for one, other in pairs]
        return statistics.median(ratios)

    def lines(self) -> list[str]:
        """Two Markdown tables: costs, then figures."""
        rows = ["| | wall s (least to most) | CPU s | peak MB |", "|---|---|---|---|"]
        for name, costs in self.costs.items():
            walls = [cost.wall for cost in costs]
            spread = f"{statistics.median(walls):.2f} ({min(walls):.2f} to {max(walls):.2f})"
            memory = max(cost.megabytes for cost in costs)
            rows.append(f"| {name} | {spread} | {self.median(name, 'cpu'):.2f} | {memory:.0f} |")
        rows += ["", "| | |", "|---|---|"]
        return [*rows, *(f"| {name} | {value:.2f} |" for name, value in self.figures.items())]

    def write(self, out: Path) -> None:
        """All of it as JSON, with the machine and the commit."""
        costs = {
            name: [{"wall": one.wall, "cpu": one.cpu, "megabytes": one.megabytes} for one in costs]
            for name, costs in self.costs.items()
        }
        content = {"machine": machine(), "commit": commit(), "costs": costs, "figures": self.figures}
        out.write_text(json.dumps(content, indent=1) + "\n")


def machine() -> dict[str, object]:
    """What the figures hang on: processor, cores, graphics card, load at the beginning, packages."""
    processor = platform.processor() or platform.machine()
    with suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    cards = [
        path.name
        for pattern in ("dri/renderD*", "nvidia[0-9]*")
        for path in sorted(Path("/dev").glob(pattern))
    ]
    found: dict[str, object] = {
        "processor": processor,
        "cores": cores.cores(),
        "card": ", ".join(cards) or "none",
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "ffmpeg": ffmpeg.run(["-version"])[0].decode().split()[2],
    }
    for package in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found


def commit() -> str:
    """The commit that is measured, with a + where files differ from it; empty outside of a repository."""
    try:
        return subprocess.run(
            ["git", "describe", "--always", "--dirty=+"], capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def compared(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """A Markdown table of what both have measured: before, after, after in shares of before."""
    rows = [f"| | {before['commit']} | {after['commit']} | after / before |", "|---|---|---|---|"]
    old, new = _medians(before), _medians(after)
    return rows + [
        f"| {name} | {old[name]:.2f} | {new[name]:.2f} | {new[name] / old[name]:.2f} |"
        for name in old
        if name in new and old[name]
    ]


def _medians(found: Mapping[str, object]) -> dict[str, float]:
    costs, figures = found["costs"], found["figures"]
    assert isinstance(costs, dict)
    assert isinstance(figures, dict)
    medians = {
        f"{name}, {part}": statistics.median(one[unit] for one in rounds)
        for name, rounds in costs.items()
        for part, unit in (("wall s", "wall"), ("CPU s", "cpu"))
    }
    return medians | figures


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    given = parser.parse_args()
    files = [json.loads(path.read_text()) for path in (given.before, given.after)]
    for name, found in zip(("before", "after"), files, strict=True):
        say(f"{name}: {found['machine']}")
    for line in compared(*files):
        say(line)


if __name__ == "__main__":
    main()
