"""How long a plan of very many photos takes, and in what memory.

    python -m tests.bench.many [--photos 10000]

Makes small photos of a year, plans their film with nothing kept, and says what each stage took. A process of
its own does the planning, so that the memory is that of the plan alone. Asserts nothing.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

from slideshow.events import Event, Started
from slideshow.model.brief import Brief
from slideshow.pipeline.planning import plan_folder
from slideshow.system.processes import end_server
from tests.photos import save


def many_photos(folder: Path, count: int) -> None:
    """Bursts and single photos, on some days of a year."""
    chance = random.Random(1)
    moment = datetime(2025, 1, 1, 9)
    moments = []
    for _ in range(count):
        step = chance.choice((1, 2, 60, 600, 600, 7200)) if moment.hour < 22 else 8 * 3600
        moment += timedelta(seconds=step)
        moments.append(f"{moment:%Y:%m:%d %H:%M:%S}")

    def one(number: int) -> None:
        save(folder, f"IMG_{number:05}.jpg", (64, 48), taken=moments[number], seed=number)

    with ThreadPoolExecutor() as pool:
        for _ in pool.map(one, range(count)):
            pass


def plan(folder: Path) -> None:
    """Plans the film and prints when each stage began and what it all took."""
    began = time.perf_counter()

    def report(event: Event) -> None:
        if isinstance(event, Started):
            print(f"{time.perf_counter() - began:6.1f} s  {event.stage} begins")  # noqa: T201

    film = plan_folder(folder, Brief(), report=report)
    print(f"{time.perf_counter() - began:6.1f} s  planned, {len(film.timeline.slides)} slides")  # noqa: T201
    if sys.platform != "win32":
        import resource

        end_server()
        for who, name in ((resource.RUSAGE_SELF, "itself"), (resource.RUSAGE_CHILDREN, "largest decoder")):
            usage = resource.getrusage(who)
            seconds = usage.ru_utime + usage.ru_stime
            print(f"{usage.ru_maxrss // 1024:6} MB, {seconds:.1f} s of processor: {name}")  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.many", description=__doc__)
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--plan", type=Path, help="plan the film of this folder, and make no photos")
    asked = parser.parse_args()
    if asked.plan:
        plan(asked.plan)
        return
    with tempfile.TemporaryDirectory(prefix="many-") as folder:
        photos = Path(folder) / "year"
        photos.mkdir()
        many_photos(photos, asked.photos)
        command = [sys.executable, "-m", "tests.bench.many", "--plan", str(photos)]
        subprocess.run(command, env=os.environ | {"XDG_CACHE_HOME": f"{folder}/cache"}, check=True)


if __name__ == "__main__":
    main()
