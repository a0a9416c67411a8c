"""What very long films take, and whether sound and picture still end together.

    python -m tests.bench.long [--minutes 3 10 120] [--fps 30] [--jobs 2]

Makes a film at 360 x 640 for each length, of photos that stand for ten seconds, with music of our own. Says
what it took, the peak memory of all Python processes together, and how far apart sound and picture end.
Memory that grows with the length is a mistake. Asserts nothing.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from slideshow.package.mp4 import read
from tests.bench.segments import run
from tests.photos import album

_SECONDS_EACH = 10


def apart_seconds(film: Path) -> float:
    """How much later the sound of a film ends than its picture."""
    movie = read(film)
    (picture,), (sound,) = movie.of_kind("video"), movie.of_kind("audio")
    return float(sound.duration_seconds - picture.duration_seconds)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.long", description=__doc__)
    parser.add_argument("--minutes", type=float, nargs="+", default=[3, 10])
    parser.add_argument("--fps", type=float, default=30)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    for minutes in asked.minutes:
        with tempfile.TemporaryDirectory(prefix="long-") as folder:
            os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
            photos = album(Path(folder) / "photos", round(minutes * 60 / _SECONDS_EACH), (360, 480))
            out = Path(folder) / "long.mp4"
            command = [sys.executable, "-m", "slideshow", "make", str(photos), "-o", str(out), "--all"]
            command += ["--size", "360x640", "--length", f"{minutes * 60:g}", "--fps", f"{asked.fps:g}"]
            took = run([*command, "--jobs", str(asked.jobs), "--music", "calm", "--quiet"])
            print(  # noqa: T201
                f"{minutes:6g} min: {took.wall:7.1f} s, {took.cpu:7.1f} s of processor, "
                f"{took.all_megabytes:5.0f} MB, {out.stat().st_size / 1e6:6.1f} MB on the disk, "
                f"sound ends {1000 * apart_seconds(out):+.1f} ms after the picture",
                flush=True,
            )


if __name__ == "__main__":
    main()
