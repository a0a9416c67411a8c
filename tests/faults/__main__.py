"""`python -m tests.faults --kills 60 --seed 1`: a film's making killed (-9) at moments that chance chooses.

After each: no part of a film under its name, no process left, originals as they were; the next run makes the
film and sweeps away what was left.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.making import Trip


def killed(trip: Trip, kills: int, seed: int) -> Iterator[tuple[float, list[str]]]:
    """For each kill, after how many seconds it was, and what was wrong then."""
    chance = random.Random(seed)
    originals = trip.originals()
    started = time.monotonic()
    code, said = trip.made("--seed", "0")
    whole_seconds = time.monotonic() - started
    if code:
        raise RuntimeError(said)
    for number in range(1, kills + 1):
        after = chance.uniform(0.05, 1.1) * whole_seconds
        trip.out.unlink(missing_ok=True)
        # Another seed is another film, of which the cache knows no segment.
        options = ("--seed", str(seed * 1000 + number))
        with trip.started(*options) as process:
            try:
                process.communicate(timeout=after)
            except subprocess.TimeoutExpired:
                process.kill()
        problems = []
        if strays := trip.strays():
            problems.append(f"processes are left: {strays}")
        if not trip.is_whole_or_absent():
            problems.append("a part of a film is under its name")
        trip.age()
        code, said = trip.made(*options)
        if code or not trip.out.exists() or not trip.is_whole_or_absent():
            problems.append(f"the next run failed: {said}")
        if left := trip.left():
            problems.append(f"left: {left}")
        if trip.originals() != originals:
            problems.append("originals were changed")
        yield after, problems


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        for number, (after, problems) in enumerate(killed(Trip(Path(folder)), asked.kills, asked.seed), 1):
            bad += bool(problems)
            print(f"{number:3}. after {after:5.2f} s: {'; '.join(problems) or 'well'}", flush=True)  # noqa: T201
    print(f"{asked.kills - bad} of {asked.kills} went well")  # noqa: T201
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
