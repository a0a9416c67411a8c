"""`python -m tests.fuzz.watched READER FOLDER ...`: one reader under libFuzzer, which gets the rest.

Our modules, and those of Python that they read with, tell which of their code ran.
"""

import hashlib
import random
import sys
import tempfile
import warnings
from pathlib import Path

import atheris

# What is imported in here is watched; NumPy and OpenCV would drown it.
_WATCHED = [
    "slideshow",
    "tomli",
    "json",
    "xml",
    "urllib",
    "http",
    "ipaddress",
    "PIL.Image",
    "PIL.TiffImagePlugin",
]

with atheris.instrument_imports(include=_WATCHED, enable_loader_override=False):
    from tests.fuzz.breaking import broken
    from tests.fuzz.reader import mistake
    from tests.fuzz.readers import readers


def main() -> None:
    name, folder, *arguments = sys.argv[1:]
    warnings.simplefilter("ignore")
    reader = readers()[name]
    found = Path(folder)
    known: set[str] = set()

    with tempfile.TemporaryDirectory(prefix="fuzz-") as work:

        def try_one(content: bytes) -> None:
            wrong = mistake(reader, content, Path(work))
            # The first of its kind is kept; the search goes on.
            if wrong and wrong.kind not in known:
                known.add(wrong.kind)
                (found / hashlib.sha1(content).hexdigest()).write_bytes(content)

        def mutated(content: bytes, most_bytes: int, seed: int) -> bytes:
            """Every second time broken as we break things, else as libFuzzer does."""
            chance = random.Random(seed)
            if chance.random() < 0.5:
                return broken(content, chance)[:most_bytes]
            return bytes(atheris.Mutate(content, most_bytes))

        atheris.Setup([sys.argv[0], *arguments], try_one, custom_mutator=mutated)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
