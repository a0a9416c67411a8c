"""A command -> what it cost: wall and CPU seconds, and the memory of all its processes. Linux only."""

import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_SECONDS = 0.1
_LAST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Cost:
    """`peak_megabytes` is of all processes together; what they share is counted once.

    `own_peak_megabytes` is the same without ffmpeg.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float
    own_peak_megabytes: float = 0.0


def cost_of(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """What one whole command took, with the processes it started. Raises RuntimeError when it fails."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with tempfile.TemporaryFile() as log:
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment
        ) as process:
            peak = own_peak = 0
            while process.poll() is None:
                own, others = _kilobytes(process.pid)
                peak, own_peak = max(peak, own + others), max(own_peak, own)
                time.sleep(_SAMPLE_SECONDS)
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode:
            log.seek(0)
            words = log.read().decode("utf-8", "replace")[-_LAST_WORDS:]
            raise RuntimeError(f"{command[0]} failed: {words}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak / 1024, own_peak / 1024)


def _kilobytes(pid: int) -> tuple[int, int]:
    """Proportional set sizes of a process and all that it started: those of our own, those of ffmpeg."""
    own, others, waiting = 0, 0, [(pid, b"")]
    while waiting:
        one, parents = waiting.pop()
        try:
            command = Path(f"/proc/{one}/cmdline").read_bytes()
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [(int(child), command) for child in (task / "children").read_text().split()]
        except OSError:  # it ended meanwhile
            continue
        # One that is about to start a program has the memory of its parent until then: not twice as much.
        if command == parents:
            continue
        kilobytes = sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        if b"ffmpeg" in command.split(b"\0")[0]:
            others += kilobytes
        else:
            own += kilobytes
    return own, others
