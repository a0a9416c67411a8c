"""How fast a film is made, and in what memory: against encoding alone, real time, and an ffmpeg recipe.

    python -m tests.bench.speed PHOTOS [--photos 24] [--rounds 3]

All in one run, alternating, because a shared machine changes its speed by half from one minute to the next.
Prints medians with their spread, and the ratios. Asserts nothing.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from slideshow.media.pictures import decode
from slideshow.model.brief import Brief
from slideshow.model.timeline import Timeline
from slideshow.pipeline.planning import planned
from slideshow.render.encoder import arguments
from slideshow.scan import scan
from slideshow.system import ffmpeg
from tests.bench.encoder import shoot
from tests.bench.recipes import zoompan

LEAST_PIXELS = 7_900_000


def large_photos(folder: Path, count: int, into: Path) -> None:
    """Copies of photos of 8 megapixels and more, in turn until there are `count`."""
    album = scan(folder)
    large = [photo for photo in album.photos if photo.size.width * photo.size.height >= LEAST_PIXELS]
    for number in range(count):
        source = large[number % len(large)].path
        shutil.copy(source, into / f"{number:03d}{source.suffix}")


def upright_jpegs(timeline: Timeline, into: Path) -> list[Path]:
    """The photos as any ffmpeg reads them. The recipe is given these for nothing."""
    paths = []
    for index, slide in enumerate(timeline.slides):
        picture = decode(slide.photos[0])
        paths.append(into / f"{index}.jpg")
        Image.fromarray(picture.sample(picture.size.whole, picture.size)).save(paths[-1], quality=92)
    return paths


def as_ours(timeline: Timeline, out: Path) -> list[str]:
    """The arguments behind the recipe's graph: our settings, but for what is told of our frames."""
    encode = arguments(timeline.canvas, timeline.fps, "good", out)
    coding = encode[encode.index("-an") :]
    # The pixels as phones play them, instead of the tags that belong to our frames.
    tags = coding.index("-vf")
    coding[tags : tags + 2] = ["-pix_fmt", "yuv420p"]
    return coding


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


# Linux counts the memory of the program that starts another as that other's: so a small one starts it.
_STARTER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_maxrss)
sys.exit(status)
"""


def make(folder: Path, out: Path, *options: str) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one whole command, without the ffmpeg it starts."""
    command = [sys.executable, "-m", "slideshow", "make", str(folder), "-o", str(out), "--quiet", *options]
    started = time.perf_counter()
    result = subprocess.run([sys.executable, "-c", _STARTER, *command], stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - started, int(result.stdout) / 1024


_MANY = ("--quality", "draft", "--per-photo", "0.8", "--no-cache")


def described(name: str, values: list[float]) -> str:
    return f"{name:34s} {statistics.median(values):7.2f} s   ({min(values):.2f} to {max(values):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        trip = work / "trip"
        trip.mkdir()
        large_photos(options.folder, options.photos, trip)
        # A cache of its own, empty at first.
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")
        first, _ = make(trip, work / "trip.mp4", "--all", "--no-cache")
        timeline = planned(trip, Brief(keep_all=True)).timeline
        raw, part = work / "frames.yuv", work / "part.mp4"
        shoot(timeline, raw)
        encode = arguments(timeline.canvas, timeline.fps, "good", part)
        encode[encode.index("pipe:0")] = str(raw)
        recipe = zoompan(timeline, upright_jpegs(timeline, work), as_ours(timeline, work / "recipe.mp4"))
        times: dict[str, list[float]] = {"make": [], "encoding alone": [], "zoompan + xfade": []}
        peaks = []
        for _ in range(options.rounds):
            seconds, peak = make(trip, work / "trip.mp4", "--all", "--no-cache")
            times["make"].append(seconds)
            peaks.append(peak)
            times["encoding alone"].append(timed(lambda: ffmpeg.run(encode)))
            times["zoompan + xfade"].append(timed(lambda: ffmpeg.run(recipe)))
        length = float(timeline.duration_seconds)
        say(f"{options.photos} photos of 8 MP and more, {length:.1f} s of film, {os.cpu_count()} cores")
        say(described("make, photos never seen before", [first]))
        for what, values in times.items():
            say(described(what, values))
        ours = times["make"]
        say(f"make / encoding alone      {median_ratio(ours, times['encoding alone']):.2f}")
        say(f"real time / make           {length / statistics.median(ours):.2f}")
        say(f"zoompan + xfade / make     {median_ratio(times['zoompan + xfade'], ours):.2f}")
        many = work / "many"
        many.mkdir()
        large_photos(options.folder, 10 * options.photos, many)
        _, peak_of_many = make(many, work / "many.mp4", "--all", *_MANY)
        say(f"peak memory                {statistics.median(peaks):.0f} MB for {options.photos} photos,")
        say(f"                           {peak_of_many:.0f} MB for {10 * options.photos}")
        command = [sys.executable, "-m", "slideshow", "--help"]
        helps = [timed(lambda: subprocess.run(command, capture_output=True, check=True)) for _ in range(10)]
        say(described("slideshow --help", helps))


def median_ratio(over: list[float], under: list[float]) -> float:
    return statistics.median(one / other for one, other in zip(over, under, strict=True))


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
