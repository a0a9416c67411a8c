"""`python -m tests.fuzz --count 20000 --seed 1`: what strangers give us, broken; with --guided, by coverage.

Each is read by ours, or refused with the error that was promised. Anything else is a mistake, as is taking
over a second. --guided goes on for --seconds with each reader and needs the extra "fuzz"; --replay tells what
becomes of one input that was kept.
"""

import argparse
import random
import sys
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path

from tests.fuzz.breaking import broken
from tests.fuzz.reader import Mistake, Reader, mistake


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], metavar="READER", help="can be repeated")
    parser.add_argument("--guided", action="store_true", help="look for inputs that reach other code")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader, with --guided")
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what --guided found to be new")
    parser.add_argument("--mistakes", type=Path, help="a folder for inputs with which something is wrong")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="an input for the reader of --only")
    asked = parser.parse_args()
    if asked.guided:
        from tests.fuzz import guided

        if not guided.is_installed():
            print("--guided needs Atheris: pip install --group fuzz", file=sys.stderr)  # noqa: T201
            return 2

    from tests.fuzz.readers import readers

    # Numbers that are none, and such: what is wrong with them is seen by what comes of them.
    warnings.simplefilter("ignore")
    known = readers()
    if unknown := set(asked.only) - known.keys():
        parser.error(f"there is no reader {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    chosen = {name: known[name] for name in asked.only or known}
    if asked.replay:
        if len(asked.only) != 1:
            parser.error("--replay needs the reader's name: --only READER")
        return _replayed(chosen[asked.only[0]], asked.replay)
    if asked.guided:
        found = guided.run(chosen, asked.seconds, asked.seed, asked.corpus, asked.mistakes)
    else:
        found = _blindly(chosen, asked.count, asked.seed, asked.mistakes)
    return 1 if found else 0


def _replayed(reader: Reader, file: Path) -> int:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        found = mistake(reader, file.read_bytes(), Path(folder))
    print(found.words if found else "Nothing is wrong.")  # noqa: T201
    return 1 if found else 0


def _blindly(chosen: Mapping[str, Reader], count: int, seed: int, mistakes: Path | None) -> int:
    """How many kinds of mistakes there are."""
    bad = 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for name, reader in chosen.items():
            for whole in reader.wholes:
                reader.read(whole, Path(folder) / "whole")
            found: dict[str, tuple[int, Mistake]] = {}
            for number in range(count):
                chance = random.Random(f"{seed}-{name}-{number}")
                content = broken(chance.choice(reader.wholes), chance)
                if wrong := mistake(reader, content, Path(folder)):
                    if mistakes and wrong.kind not in found:
                        mistakes.mkdir(parents=True, exist_ok=True)
                        (mistakes / f"{name}-{number}").write_bytes(content)
                    found.setdefault(wrong.kind, (number, wrong))
            print(f"{name}: {count} tried, {len(found)} kinds of mistakes", flush=True)  # noqa: T201
            for number, wrong in found.values():
                print(f"  {number}: {wrong.words}")  # noqa: T201
            bad += len(found)
    return bad


if __name__ == "__main__":
    raise SystemExit(main())
