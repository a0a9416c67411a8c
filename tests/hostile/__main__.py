"""`python -m tests.hostile --count 2000 --seed 1`: broken photos through scan, inspect and a decode in full.

Says what became of them. Fails when one crashed its decoder, took too long or too much memory, or was left
out without a reason. `--only 4711` keeps that one for a closer look, and says where.
"""

import argparse
import collections
import os
import random
import sys
import tempfile
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from slideshow.errors import PhotoError
from slideshow.inspect.album import STUMBLED, known_facts
from slideshow.inspect.cache import FactsCache
from slideshow.inspect.detection import RGB
from slideshow.inspect.photo_facts import PhotoFacts
from slideshow.media.decode_limits import limits
from slideshow.media.pictures import whole
from slideshow.model.album import LeftOut, Photo
from slideshow.scan.photo_header import read_photo
from slideshow.system.sandbox import Sandbox, WorkerLost
from tests.hostile.looks import faceless
from tests.hostile.mutations import mutated
from tests.hostile.samples import samples

MOST_SECONDS = 5.0
MOST_MEGABYTES = 2500
# A photo that says it is larger than this is decoded as inspect does it, and not in full as well.
FULL_PIXELS = 5_000_000

Look = Sandbox[Photo, PhotoFacts]
LookInFull = Sandbox[Photo, RGB]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`became` is "used" or why it was left out; `problem` what must not be, "" for nothing."""

    number: int
    what: str
    became: str
    seconds: float
    problem: str = ""


def broken(number: int, seed: int, whole_ones: dict[str, bytes], folder: Path) -> tuple[Path, str]:
    """One broken photo in `folder` and what was done to it, the same for the same seed."""
    chance = random.Random(f"{seed}-{number}")
    name = sorted(whole_ones)[number % len(whole_ones)]
    done, content = mutated(whole_ones[name], list(whole_ones.values()), chance)
    path = folder / f"{number}-{name}"
    path.write_bytes(content)
    return path, f"{name}, {done}"


def tried(path: Path, cache: FactsCache, look: Look, look_in_full: LookInFull) -> str:
    """ "used", or why the photo was left out. Raises Lost when its decoder did not answer."""
    photo = read_photo(path)
    if photo is None:
        return "passed over"
    if isinstance(photo, LeftOut):
        return photo.reason
    facts = known_facts(photo, cache, look)
    if isinstance(facts, PhotoError):
        return facts.reason
    if photo.size.width * photo.size.height <= FULL_PIXELS:
        # As the film will: it must not be surprised by more than a photo that cannot be read.
        look_in_full(photo)
    return "used"


def _peak_megabytes() -> int:
    """Of this process, or of the largest that it started and that has ended."""
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) // unit


def run(count: int, seed: int, folder: Path) -> list[Outcome]:
    """What became of `count` broken photos."""
    whole_ones = dict(samples())
    cache = FactsCache("none", folder / "cache")

    def one(number: int, look: Look, look_in_full: LookInFull) -> Outcome:
        path, what = broken(number, seed, whole_ones, folder)
        started = time.perf_counter()
        became = problem = ""
        try:
            became = tried(path, cache, look, look_in_full)
        except PhotoError as error:
            became = error.reason
        except WorkerLost as error:
            became = error.why
        # Anything else would have ended the program.
        except Exception as error:
            became = problem = f"{type(error).__name__}: {error}"
        seconds = time.perf_counter() - started
        path.unlink()
        if "decoder crashed" in became or STUMBLED in became:
            problem = became
        if seconds > MOST_SECONDS:
            problem = problem or f"it took {seconds:.1f} s"
        return Outcome(number, what, became, seconds, problem or ("" if became else "no reason"))

    in_full = partial(whole, side=1 << 20)
    with (
        warnings.catch_warnings(),
        ThreadPoolExecutor(os.cpu_count() or 1) as pool,
        Sandbox(faceless, limits) as look,
        Sandbox(in_full, limits) as look_in_full,
    ):
        warnings.simplefilter("ignore")
        outcomes = list(pool.map(lambda number: one(number, look, look_in_full), range(count)))
        # The machine may have been busy: those that took long are tried again by themselves.
        return [
            one(found.number, look, look_in_full) if found.seconds > MOST_SECONDS else found
            for found in outcomes
        ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="write this one broken photo here, and try nothing")
    asked = parser.parse_args()
    if asked.only is not None:
        print(*broken(asked.only, asked.seed, dict(samples()), Path()))  # noqa: T201
        return 0
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        outcomes = run(asked.count, asked.seed, Path(folder))
    for became, number in collections.Counter(one.became for one in outcomes).most_common(12):
        print(f"{number:6}  {became}")  # noqa: T201
    slowest = max(outcomes, key=lambda one: one.seconds)
    megabytes = _peak_megabytes()
    print(  # noqa: T201
        f"{len(outcomes)} in {time.perf_counter() - started:.0f} s; the slowest took {slowest.seconds:.2f} s "
        f"({slowest.number}: {slowest.what}); at most {megabytes} MB in one process"
    )
    problems = [one for one in outcomes if one.problem]
    for one in problems:
        print(f"PROBLEM {one.number} ({one.what}): {one.problem}")  # noqa: T201
    if megabytes > MOST_MEGABYTES:
        print(f"PROBLEM: {megabytes} MB are more than {MOST_MEGABYTES}")  # noqa: T201
    return 1 if problems or megabytes > MOST_MEGABYTES else 0


if __name__ == "__main__":
    raise SystemExit(main())
