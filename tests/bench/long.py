"""What very long films take, and whether sound and picture still end together.

    python -m tests.bench.long [--minutes 3 10 120] [--fps 30] [--jobs 2] [--music calm]

Makes a film at 360 x 640 for each length, of photos that stand for ten seconds, with music of our own. Says
what it took, the peak memory of all its processes together, that of our own without ffmpeg, and how far apart
sound and picture end when all of the film is decoded. Memory that grows with the length is a mistake. Asserts
nothing.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from slideshow.errors import FfmpegError
from slideshow.system import ffmpeg
from tests.bench.measured import cost_of
from tests.photos import album

_SECONDS_EACH = 10
_TABLE = ("-map", "0:v:0", "-map", "0:a:0", "-fps_mode", "passthrough", "-f", "framecrc", "pipe:1")


def ends_of(film: Path) -> tuple[Fraction, Fraction]:
    """When the last picture and the last sound end, in seconds, in what a decoder makes of the film.

    Raises FfmpegError when any of it cannot be decoded.
    """
    with ffmpeg.reading(["-xerror", "-i", f"file:{film}", *_TABLE]) as pipe:
        ends = last_ends(line.decode() for line in pipe)
    if sorted(ends) != [0, 1]:
        raise FfmpegError(f"{film}: has no sound or no picture.")
    return ends[0], ends[1]


def last_ends(lines: Iterable[str]) -> dict[int, Fraction]:
    """The end of each stream, in seconds, by a table such as

    #tb 0: 1/15360
    0, 0, 0, 512, 345600, 0x2ab4f4ec
    """
    ticks: dict[int, Fraction] = {}
    ends: dict[int, Fraction] = {}
    for line in lines:
        if line.startswith("#tb"):
            stream, _, base = line.removeprefix("#tb").partition(":")
            ticks[int(stream)] = Fraction(base.strip())
        elif not line.startswith("#"):
            number, _, shown, duration, *_ = (word.strip() for word in line.split(","))
            end = (int(shown) + int(duration)) * ticks[int(number)]
            ends[int(number)] = max(end, ends.get(int(number), end))
    return ends


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.long", description=__doc__)
    parser.add_argument("--minutes", type=float, nargs="+", default=[3, 10])
    parser.add_argument("--fps", type=float, default=30)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--music", default="calm")
    asked = parser.parse_args()
    for minutes in asked.minutes:
        with tempfile.TemporaryDirectory(prefix="long-") as folder:
            environment = os.environ | {"XDG_CACHE_HOME": f"{folder}/cache"}
            photos = album(Path(folder) / "photos", round(minutes * 60 / _SECONDS_EACH), (360, 480))
            out = Path(folder) / "long.mp4"
            command = [sys.executable, "-m", "slideshow", "make", str(photos), "-o", str(out), "--all"]
            command += ["--size", "360x640", "--length", f"{minutes * 60:g}", "--fps", f"{asked.fps:g}"]
            command += ["--jobs", str(asked.jobs), "--music", asked.music, "--quiet"]
            took = cost_of(command, environment)
            picture, sound = ends_of(out)
            print(  # noqa: T201
                f"{minutes:6g} min: {took.wall_seconds:7.1f} s, {took.cpu_seconds:7.1f} s of processor, "
                f"{took.peak_megabytes:5.0f} MB, {took.own_peak_megabytes:5.0f} MB without ffmpeg, "
                f"{out.stat().st_size / 1e6:6.1f} MB on the disk, "
                f"picture ends at {float(picture):.3f} s, "
                f"sound {1000 * float(sound - picture):+.1f} ms later",
                flush=True,
            )


if __name__ == "__main__":
    main()
