"""What a film more of the same album costs: films that differ in title and end card.

    python -m tests.bench.each PHOTOS [--rows 20] [--size 1080x1920]

Makes them once, with caches of their own, and prints wall and CPU seconds (ours and ffmpeg's) of the first
film, of all, and their ratio. Asserts nothing.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path


def spent() -> tuple[float, float]:
    """Wall and CPU seconds until now, with those of processes that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("--rows", type=int, default=20)
    parser.add_argument("--size", default="1080x1920")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("CACHE", "CONFIG", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(folder) / kind)
        _measure(asked.photos, asked.rows, asked.size, Path(folder))


def _measure(photos: Path, rows: int, size: str, folder: Path) -> None:
    # After the folders were named, and not counted.
    from slideshow.batch.each import film_each

    table = folder / "people.csv"
    lines = [f'For guest {row},"With love, {row}"' for row in range(rows)]
    table.write_text("\n".join(["title,end", *lines]), "utf-8")
    moments = [spent()]
    film_each(
        photos,
        table,
        folder / "films",
        {"size": size, "offline": True},
        str,
        row_ended=lambda _: moments.append(spent()),
    )
    for index, kind in enumerate(("wall", "CPU")):
        first = moments[1][index] - moments[0][index]
        every = moments[-1][index] - moments[0][index]
        ratio = f"{every / first:.2f} times as long"
        sys.stdout.write(f"{kind}: the first {first:.1f} s, all {rows} {every:.1f} s, {ratio}\n")


if __name__ == "__main__":
    main()
