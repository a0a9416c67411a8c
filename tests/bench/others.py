"""The same film by us and by others: time, memory, size, how true to its frames, how steady.

    python -m tests.bench.others PHOTOS [--photos 24] [--rounds 3] [--only slideshow zoompan ...]
        [--python-of moviepy=PYTHON] [--python-of movielite=PYTHON] [--no-vmaf]

The film: each photo covers 1080x1920, enlarged by 9 % while it is seen for 3 s; crossfades of 0.5 s; no text,
no music. All are given the same upright JPEGs and, where they take settings, x264's veryfast at crf 20; ours
are as we ship them. All in one run, alternating; the medians are printed as a Markdown table, and beside
times their ratio to ours. VMAF compares each film with the frames that its own program gives without loss.
Jitter is how far a photo of dots, the second, leaves its own smooth path, found in the decoded film. What is
not installed is told and passed over. Asserts nothing. Linux only.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from PIL import Image, ImageOps

from slideshow.documents import storyboard_file
from slideshow.media.pictures import decode
from slideshow.model.brief import Brief
from slideshow.model.geometry import Point
from slideshow.model.span import FrameSpan
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.model.timeline import Timeline
from slideshow.pipeline.planning import plan_folder
from slideshow.scan import scan
from slideshow.system import ffmpeg
from tests.bench.encoder import drawn
from tests.bench.measured import Cost, cost_of
from tests.bench.peers import editly_film, melt_film
from tests.bench.peers.description import Description, Still
from tests.bench.recipes import zoompan
from tests.bench.scores import Score, score, without
from tests.bench.speed import LEAST_PIXELS
from tests.bench.steadiness import jitter, write_dots

_SLIDE_SECONDS, _JOIN_SECONDS, _ZOOM = 3.0, 0.5, 1.09
_DOTS = 1  # the slide with the photo of dots
_PEERS = Path(__file__).parent / "peers"
_X264 = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "20")
_LOSSLESS = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "0")


def write_album(photos: Path, count: int, into: Path) -> None:
    """Upright JPEGs of 8 megapixels and more, one of dots, and the storyboard of their film.

    When there are fewer than `count` large photos they come again, each time cut and mirrored otherwise:
    nothing is to be gained by making the same thing once.
    """
    large = [photo for photo in scan(photos).photos if photo.size.width * photo.size.height >= LEAST_PIXELS]
    if not large:
        raise SystemExit(f"{photos}: holds no photo of 8 megapixels or more.")
    for number in range(count):
        path = into / f"{number:03d}.jpg"
        if number == _DOTS:
            write_dots(path)
            continue
        lap, index = divmod(number, len(large))
        photo = large[index]
        picture = Image.fromarray(decode(photo).sample(photo.size.whole, photo.size))
        picture = picture.crop((16 * lap, 16 * lap, *picture.size))
        (ImageOps.mirror(picture) if lap % 2 else picture).save(path, quality=92)
    album = scan(into)
    shots = tuple(
        Shot(
            (photo,),
            seconds=Fraction(_SLIDE_SECONDS),
            caption="",
            chapter="",
            layout="fill",
            focus=(Point(0.5, 0.5),),
            motion="zoom_in",
            transition="crossfade",
            join_seconds=Fraction(_JOIN_SECONDS) if index else None,
        )
        for index, photo in enumerate(album.photos)
    )
    storyboard_file.write(into / storyboard_file.NAME, Storyboard(shots, heading="", closing=""), album)


def described(timeline: Timeline, out: Path) -> Description:
    photos = []
    for slide in timeline.slides:
        (photo,) = slide.photos
        start, seconds = (float(frames / timeline.fps) for frames in (slide.span.start, len(slide.span)))
        photos.append(Still(str(photo.path), photo.size.width, photo.size.height, start, seconds))
    return Description(
        tuple(photos),
        timeline.canvas.width,
        timeline.canvas.height,
        int(timeline.fps),
        _ZOOM,
        _JOIN_SECONDS,
        float(timeline.duration_seconds),
        str(out),
    )


@dataclass(slots=True)
class Tool:
    """`command` gives what makes the film of a description; without one, `missing` says how to install it.

    `exact` writes the film's frames without loss; None where it is the command for a lossless film.
    """

    title: str
    command: Callable[[Description], Sequence[str]] | None
    missing: str = ""
    exact: Callable[[Path], None] | None = None
    environment: Callable[[], Mapping[str, str]] | None = None
    costs: list[Cost] = field(default_factory=list)
    megabytes: float = 0.0
    score: Score | None = None
    jitter: float = 0.0
    failed: str = ""


class Stage:
    """What all tools have in common: the album, its timeline, a place for files."""

    def __init__(self, album: Path, work: Path, pythons: Mapping[str, str]) -> None:
        self.album, self.work = album, work
        self.timeline = plan_folder(album, Brief(title="", keep_all=True)).timeline
        self._pythons = pythons
        self._fresh = 0
        # Some look for programs of these names, though nobody has a film to be probed.
        (work / "bin").mkdir()
        for name in ("ffmpeg", "ffprobe"):
            (work / "bin" / name).symlink_to(ffmpeg.executable())

    def tools(self) -> dict[str, Tool]:
        return {
            "slideshow": Tool("slideshow", self._ours, exact=self._our_frames),
            "slideshow-first": Tool(
                "slideshow, photos never seen before", self._ours, environment=self._forgetful
            ),
            "zoompan": Tool("ffmpeg zoompan + xfade", lambda film: self._recipe(film, 0)),
            "zoompan-4x": Tool(
                "the same, scaled up 4× against the jitter", lambda film: self._recipe(film, 4)
            ),
            "movielite": self._scripted("movielite", "movielite, 2 processes", "movielite_film.py"),
            "melt": self._program("melt", "melt (MLT)", melt_film.command, "apt-get install melt"),
            "editly": self._program("editly", "editly", editly_film.command, "npm install -g editly"),
            "moviepy": self._scripted("moviepy", "moviepy", "moviepy_film.py"),
        }

    def _ours(self, film: Description) -> list[str]:
        options = ("--no-title", "--all", "--no-cache", "--overwrite", "--quiet", "--for", "shorts")
        return [sys.executable, "-m", "slideshow", "make", str(self.album), "-o", film.out, *options]

    def _our_frames(self, out: Path) -> None:
        size = f"{self.timeline.canvas.width}x{self.timeline.canvas.height}"
        source = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", str(self.timeline.fps)]
        with ffmpeg.feeding([*source, "-i", "pipe:0", *_LOSSLESS, "-y", str(out)]) as pipe:
            for frame in drawn(self.timeline):
                ffmpeg.write(pipe, frame.buffer.data)

    def _forgetful(self) -> Mapping[str, str]:
        self._fresh += 1
        return {**os.environ, "XDG_CACHE_HOME": str(self.work / f"cache-{self._fresh}")}

    def _with_ffmpeg(self) -> Mapping[str, str]:
        path = f"{self.work / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, "PATH": path, "IMAGEIO_FFMPEG_EXE": ffmpeg.executable()}

    def _recipe(self, film: Description, upscaled: int) -> list[str]:
        stills = [Path(photo.path) for photo in film.photos]
        coding = [*(_LOSSLESS if film.lossless else _X264), "-pix_fmt", "yuv420p", "-y", film.out]
        start = [ffmpeg.executable(), "-nostdin", "-nostats", "-loglevel", "error"]
        return [*start, *zoompan(self.timeline, stills, coding, upscaled)]

    def _scripted(self, name: str, title: str, script: str) -> Tool:
        python = self._pythons.get(name)
        how = f"python -m venv ENV; ENV/bin/pip install {name}; then --python-of {name}=ENV/bin/python"

        def command(film: Description) -> list[str]:
            file = self.work / f"{name}.json"
            file.write_text(film.as_json())
            return [str(python), str(_PEERS / script), str(file)]

        return Tool(title, command if python else None, how, environment=self._with_ffmpeg)

    def _program(
        self, name: str, title: str, command: Callable[[Description, Path], list[str]], how: str
    ) -> Tool:
        if not shutil.which(name):
            return Tool(title, None, how)
        return Tool(title, lambda film: command(film, self.work), environment=self._with_ffmpeg)


def measure(tool: Tool, stage: Stage) -> None:
    """Makes the film once more, and looks at it the first time."""
    out = stage.work / "film.mp4"
    assert tool.command is not None
    environment = tool.environment() if tool.environment else None
    tool.costs.append(cost_of(tool.command(described(stage.timeline, out)), environment))
    if tool.megabytes:
        return
    tool.megabytes = out.stat().st_size / 1e6
    before, after = stage.timeline.joins[_DOTS - 1].span, stage.timeline.joins[_DOTS].span
    tool.jitter = jitter(out, stage.timeline.canvas, FrameSpan(before.stop, after.start))


def compare(tool: Tool, stage: Stage) -> None:
    """Scores the film that was just measured against the frames it was made of."""
    exact = stage.work / "exact.mp4"
    assert tool.command is not None
    if tool.exact:
        tool.exact(exact)
    else:
        film = replace(described(stage.timeline, exact), lossless=True)
        cost_of(tool.command(film), tool.environment() if tool.environment else None)
    found = score(["-i", str(stage.work / "film.mp4")], ["-i", str(exact)])
    # The dots lie in grain as no photo has it.
    tool.score = without(found, stage.timeline.slides[_DOTS].span)
    exact.unlink()


def table(tools: Mapping[str, Tool]) -> list[str]:
    """The lines of a Markdown table; ratios are medians of those of each round, theirs over ours."""
    lines = [
        "| | wall s | × | CPU s | × | peak MB | file MB | VMAF (mean, low) | jitter, px rms |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    ours = tools["slideshow"].costs if "slideshow" in tools else []
    for tool in tools.values():
        if not tool.costs:
            continue
        wall, cpu, peak = (
            statistics.median(values)
            for values in zip(
                *((one.wall_seconds, one.cpu_seconds, one.peak_megabytes) for one in tool.costs), strict=True
            )
        )
        pairs = list(zip(tool.costs, ours, strict=False))
        slower = _ratio([one.wall_seconds / other.wall_seconds for one, other in pairs])
        dearer = _ratio([one.cpu_seconds / other.cpu_seconds for one, other in pairs])
        kept = f"{tool.score.mean:.1f}, {tool.score.low:.1f}" if tool.score else "-"
        lines.append(
            f"| {tool.title} | {wall:.1f} | {slower} | {cpu:.1f} | {dearer} | {peak:.0f} "
            f"| {tool.megabytes:.1f} | {kept} | {tool.jitter:.3f} |"
        )
    return lines


def _ratio(ratios: Sequence[float]) -> str:
    return f"{statistics.median(ratios):.1f}" if ratios else "-"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", metavar="NAME")
    parser.add_argument("--python-of", action="append", default=[], metavar="NAME=PYTHON")
    parser.add_argument("--no-vmaf", action="store_true", help="as it makes every film twice")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")
        album = work / "album"
        album.mkdir()
        write_album(options.folder, max(options.photos, _DOTS + 2), album)
        stage = Stage(album, work, dict(one.split("=", 1) for one in options.python_of))
        tools = stage.tools()
        if unknown := set(options.only or ()) - set(tools):
            raise SystemExit(f"{', '.join(sorted(unknown))}: not one of {', '.join(tools)}.")
        wanted = {one: tool for one, tool in tools.items() if not options.only or one in options.only}
        for tool in wanted.values():
            if not tool.command:
                say(f"{tool.title} is not here: {tool.missing}")
        for number in range(options.rounds):
            for tool in wanted.values():
                run(tool, stage, scored=number == 0 and not options.no_vmaf)
        length = float(stage.timeline.duration_seconds)
        about = f"{options.photos} photos, {length:.1f} s of film, {os.cpu_count()} cores"
        say(f"\n{about}, rounds: {options.rounds}\n")
        for line in table(wanted):
            say(line)


def run(tool: Tool, stage: Stage, *, scored: bool) -> None:
    """Measures one tool, and says what it came to; one that fails is not asked again."""
    if not tool.command or tool.failed:
        return
    try:
        measure(tool, stage)
        cost = tool.costs[-1]
        times = f"{cost.wall_seconds:.1f} s, CPU {cost.cpu_seconds:.1f} s"
        looks = f"file {tool.megabytes:.1f} MB, jitter {tool.jitter:.3f} px"
        say(f"{tool.title}: {times}, memory {cost.peak_megabytes:.0f} MB, {looks}")
        if scored:
            compare(tool, stage)
            assert tool.score is not None
            say(f"    VMAF {tool.score.mean:.1f}, low {tool.score.low:.1f}")
    except (RuntimeError, OSError) as error:
        tool.failed = str(error)
        say(f"{tool.title} failed: {error}")


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
