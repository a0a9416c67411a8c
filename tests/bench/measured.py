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
    """`peak_megabytes` is of all processes together; what they share is counted once."""

    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float


def cost_of(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """What one whole command took, with the processes it started. Raises RuntimeError when it fails."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with tempfile.TemporaryFile() as log:
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment
        ) as process:
            peak = 0
            while process.poll() is None:
                peak = max(peak, _kilobytes(process.pid))
                time.sleep(_SAMPLE_SECONDS)
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode:
            log.seek(0)
            words = log.read().decode("utf-8", "replace")[-_LAST_WORDS:]
            raise RuntimeError(f"{command[0]} failed: {words}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak / 1024)


def _kilobytes(pid: int) -> int:
    """Proportional set sizes of a process and all that it started, and these."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:  # it ended meanwhile
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total
