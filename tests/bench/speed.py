"""How fast the first film of a phone's photos is made: against encoding alone, real time, an ffmpeg recipe.

    python -m tests.bench.speed PHOTOS [--photos 24] [--rounds 3] [--json OUT.json] [--also four ...]

PHOTOS gives the pictures; of them it makes photos as a phone takes them, 12 megapixels, as HEIC and as JPEG.
All in one run, alternating, because a shared machine changes its speed by half from one minute to the next.
New photos find every cache empty, photos seen before all but the film's own segments. Prints medians with
their spread, and the medians of the rounds' ratios, of wall and of CPU seconds: where others use the machine
too, the latter tell more. With --also it measures, besides:

    four      the first film of 4 photos, 10 s, everything cold
    looked    300 photos, half HEIC, looked at and planned
    albums    a thousand albums of tiny photos planned and queued, and its memory beside that of a hundred
    memory    peak memory of ten times the photos
    help      --help

Two commits are compared by `python -m tests.bench.runs BEFORE.json AFTER.json`. Asserts nothing.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from slideshow.media.pictures import decode
from slideshow.model.brief import Brief
from slideshow.model.timeline import Timeline
from slideshow.pipeline.planning import plan_folder
from slideshow.render.encoder import arguments
from slideshow.scan import scan
from slideshow.system import ffmpeg
from tests.bench.encoder import shoot
from tests.bench.phone_photos import more_of, phone_photos
from tests.bench.recipes import zoompan
from tests.bench.runs import Cost, Results, commit, machine, run, run_here, say
from tests.photos import album

LEAST_PIXELS = 7_900_000
NEW, SEEN, ENCODING, RECIPE = "make, new HEIC", "make, seen JPEG", "encoding alone", "zoompan + xfade"
_MANY = ("--all", "--quality", "draft", "--per-photo", "0.8", "--no-cache")
_PROGRAM = [sys.executable, "-m", "slideshow"]


def large_photos(folder: Path, count: int, into: Path) -> None:
    """Copies of photos of 8 megapixels and more, in turn until there are `count`."""
    found = scan(folder)
    large = [photo for photo in found.photos if photo.size.width * photo.size.height >= LEAST_PIXELS]
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


def make(folder: Path, out: Path, cache: Path, *options: str) -> Cost:
    command = [*_PROGRAM, "make", str(folder), "-o", str(out), "--quiet", "--overwrite", *options]
    return run(command, cache)


@contextmanager
def empty_cache(work: Path) -> Iterator[Path]:
    cache = work / "empty"
    shutil.rmtree(cache, ignore_errors=True)
    yield cache
    shutil.rmtree(cache, ignore_errors=True)


def filmed(trips: Path, work: Path, rounds: int, results: Results) -> None:
    """The whole film of new HEICs and of JPEGs seen before, beside encoding alone and the recipe."""
    cache = work / "seen"
    os.environ["XDG_CACHE_HOME"] = str(cache)
    timeline = plan_folder(trips / "jpg", Brief(keep_all=True)).timeline
    raw, out = work / "frames.yuv", work / "film.mp4"
    shoot(timeline, raw)
    encode = arguments(timeline.canvas, timeline.fps, "good", work / "part.mp4")
    encode[encode.index("pipe:0")] = str(raw)
    recipe = zoompan(timeline, upright_jpegs(timeline, work), as_ours(timeline, work / "recipe.mp4"))
    for _ in range(rounds):
        with empty_cache(work) as empty:
            results.add(NEW, make(trips / "heic", out, empty, "--all"))
        results.add(ENCODING, run_here(lambda: ffmpeg.run(encode)))
        results.add(SEEN, make(trips / "jpg", out, cache, "--all", "--no-cache"))
        results.add(RECIPE, run_here(lambda: ffmpeg.run(recipe)))
    raw.unlink()
    length, figures = float(timeline.duration_seconds), results.figures
    figures["film, seconds"] = length
    for name in (NEW, SEEN):
        figures[f"{name} / encoding alone"] = results.ratio(name, ENCODING)
        figures[f"{name} / encoding alone, CPU"] = results.ratio(name, ENCODING, "cpu")
        figures[f"real time / {name}"] = length / results.median(name)
    figures[f"{RECIPE} / {SEEN}"] = results.ratio(RECIPE, SEEN)
    figures[f"{RECIPE} / {SEEN}, CPU"] = results.ratio(RECIPE, SEEN, "cpu")
    figures["encoder, CPU ms a frame"] = 1e3 * results.median(ENCODING, "cpu") / len(timeline.span)


def four(trips: Path, work: Path, rounds: int, results: Results) -> None:
    folder = work / "four"
    for number in range(4):
        folder.mkdir(exist_ok=True)
        shutil.copy(trips / "heic" / f"IMG_{number:04}.heic", folder)
    for _ in range(rounds):
        with empty_cache(work) as empty:
            cost = make(folder, work / "four.mp4", empty, "--length", "10")
        results.add("make of 4 new HEIC, 10 s", cost)


def looked(trips: Path, work: Path, rounds: int, results: Results) -> None:
    folder = work / "looked"
    folder.mkdir()
    for suffix in ("heic", "jpg"):
        more_of(trips / suffix, folder, 150)
    for _ in range(rounds):
        with empty_cache(work) as empty:
            command = [*_PROGRAM, "plan", str(folder), "--overwrite", "--quiet"]
            results.add("300 photos looked at, half HEIC", run(command, empty))


_QUEUED = """
import resource, sys
from pathlib import Path
from slideshow.batch.run import batch
from slideshow.pipeline.make_options import MakeOptions
from slideshow.model.brief import Brief
queued = []
albums, films = map(Path, sys.argv[1:3])
batch(albums, films, MakeOptions(Brief()), film=lambda jobs, *rest: queued.extend(jobs))
assert len(queued) == int(sys.argv[3])
"""


def albums(trips: Path, work: Path, rounds: int, results: Results) -> None:
    for count in (100, 1000):
        for number in range(count):
            album(work / f"albums-{count}" / f"album {number:03}", 4, (64, 48))
        for _ in range(rounds):
            command = [sys.executable, "-c", _QUEUED, str(work / f"albums-{count}"), str(work / "films")]
            results.add(f"{count} albums queued", run([*command, str(count)], work / "queue"))


def memory(trips: Path, work: Path, rounds: int, results: Results) -> None:
    folder = work / "many"
    folder.mkdir()
    more_of(trips / "jpg", folder, 240)
    with empty_cache(work) as empty:
        results.add("make of 240 photos, draft", make(folder, work / "many.mp4", empty, *_MANY))


def help_(trips: Path, work: Path, rounds: int, results: Results) -> None:
    for _ in range(max(10, rounds)):
        results.add("slideshow --help", run([*_PROGRAM, "--help"], work / "seen"))


_ALSO = {"four": four, "looked": looked, "albums": albums, "memory": memory, "help": help_}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--also", nargs="*", default=(), choices=_ALSO)
    parser.add_argument("--only", nargs="*", choices=_ALSO, help="these, and not the film")
    parser.add_argument("--json", type=Path, help="where the table goes as JSON")
    options = parser.parse_args()
    results = Results()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        say(f"{commit()} on {machine()}")
        say(f"{options.photos} photos of 12 MP, {options.rounds} rounds\n")
        phone_photos(options.folder, work / "trips", options.photos, ("heic", "jpg"))
        if options.only is None:
            filmed(work / "trips", work, options.rounds, results)
        for also in options.only or options.also:
            _ALSO[also](work / "trips", work, options.rounds, results)
    for line in results.lines():
        say(line)
    if options.json:
        results.write(options.json)


if __name__ == "__main__":
    main()
