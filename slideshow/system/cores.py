"""This machine -> how many segments are filmed side by side."""

import math
import os
from contextlib import suppress
from pathlib import Path

# A process that draws, with its encoder, keeps up to three cores busy, and needs so much memory.
_CORES_A_JOB = 3
_BYTES_A_JOB = 1_000_000_000
MOST_JOBS = 64


def default_jobs() -> int:
    """As many as keep the cores busy and have room. One process is as fast as any number of them on two."""
    return _with_room(math.ceil(cores() / _CORES_A_JOB))


def default_albums() -> int:
    """How many albums' films are made side by side.

    One more than `default_jobs`: while photos are looked at, parts joined and films checked, cores are idle.
    On two cores, 40 small films took a fifth less time with two than with one, large ones no more.
    """
    return _with_room(math.ceil(cores() / _CORES_A_JOB) + 1) if cores() > 1 else 1


def _with_room(count: int) -> int:
    """So many, or as many as there is memory for."""
    memory = _memory_bytes()
    by_memory = count if memory is None else memory // _BYTES_A_JOB
    return max(1, min(count, by_memory, MOST_JOBS))


def cores() -> int:
    """Cores that this process may use, by its affinity and its container's limit."""
    # Not on macOS and Windows.
    affinity = getattr(os, "sched_getaffinity", None)
    count = len(affinity(0)) if affinity else os.cpu_count() or 1
    quota = _container_cores()
    return count if quota is None else max(1, min(count, math.ceil(quota)))


def _container_cores(root: Path = Path("/sys/fs/cgroup")) -> float | None:
    """Processor time a second that the container has; None where it is not limited."""
    with suppress(OSError, ValueError):
        # "150000 100000", or "max 100000"
        quota, period = (root / "cpu.max").read_text().split()
        return float(quota) / float(period)
    with suppress(OSError, ValueError):
        allowed = int((root / "cpu" / "cpu.cfs_quota_us").read_text())
        if allowed > 0:
            return allowed / int((root / "cpu" / "cpu.cfs_period_us").read_text())
    return None


def _memory_bytes(root: Path = Path("/sys/fs/cgroup")) -> int | None:
    """Memory of the machine or the container, whichever is less; None where nobody says."""
    sizes = []
    with suppress(OSError, ValueError, AttributeError):
        sizes.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        with suppress(OSError, ValueError):
            sizes.append(int((root / name).read_text()))
    return min(sizes, default=None)
