"""The curve of quality against time and size, from which `render/encoder.py` takes its settings.

    python -m tests.bench.encoder PHOTOS [--photos 6] [--seconds 2] [--settings "superfast 20 mbtree=1" ...]
    python -m tests.bench.encoder PHOTOS --search

Films the photos, a page of print and a noisy night once into raw frames, encodes these with each setting, and
prints CPU milliseconds a frame (the least of `--rounds`), megabits a second, VMAF against the frames it was
given (mean, fifth percentile, mean of VMAF NEG) and the slide that fares worst.

With --search it tries what may be changed about "good", one thing at a time, and the settings given besides.
"good" with other rate factors makes a curve, and each is held against it: VMAF above the curve at its size,
the size it saves at its VMAF, CPU in shares of the curve's. What nothing beats in VMAF and CPU is marked.
"""

import argparse
import math
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from slideshow.documents.template_files import load
from slideshow.model.album import Album, Photo
from slideshow.model.brief import Brief
from slideshow.model.frame import Frame
from slideshow.model.timeline import Timeline
from slideshow.plan import Scene, complete, direct, timeline_of
from slideshow.render import encoder
from slideshow.render.camera import Card
from slideshow.render.compose import compose
from slideshow.render.projector import Projector
from slideshow.scan import scan
from slideshow.system import ffmpeg
from tests.bench.scores import Score, score

SETTINGS = (
    "ultrafast 24",
    "superfast 18 mbtree=1:rc-lookahead=10",
    "superfast 19 mbtree=1:rc-lookahead=10",
    "superfast 20 mbtree=1:rc-lookahead=10",
    "superfast 21",
    "veryfast 19",
    "veryfast 20",
    "veryfast 21",
    "faster 21",
    "medium 20",
)
# What may be changed about "good". Nothing here lets the bytes depend on how threads run.
CHANGES = (
    "aq-mode=0",
    "aq-strength=0.7",
    "aq-mode=2",
    "aq-mode=3",
    "subme=2",
    "subme=0",
    "bframes=1",
    "bframes=3",
    "bframes=5",
    "b-adapt=1",
    "bframes=3:rc-lookahead=10:scenecut=40",
    "bframes=3:rc-lookahead=5",
    "rc-lookahead=3",
    "rc-lookahead=6",
    "rc-lookahead=10",
    "mbtree=0:rc-lookahead=0",
    "weightp=0",
    "weightb=0",
    "ref=2",
    "me=hex",
    "trellis=1",
    "partitions=none",
    "partitions=p8x8,i8x8,i4x4",
    "direct=temporal",
    "b-pyramid=none",
    "qcomp=0.5",
    "qcomp=0.75",
    "ipratio=1.2",
    "pbratio=1.15",
    "deblock=-1,-1",
    "no-deblock=1",
    "fast-pskip=0",
    "scenecut=40",
    "bframes=0",
)


def film(folder: Path, photo_count: int, seconds: float | None = None) -> Timeline:
    """The timeline of a film of some photos, spread over the album."""
    album = scan(folder)
    step = max(1, len(album.photos) // photo_count)
    return _film_of(album, album.photos[::step][:photo_count], seconds)


def _film_of(album: Album, photos: Sequence[Photo], seconds: float | None = None) -> Timeline:
    brief = Brief(keep_all=True, title="", seconds_per_photo=seconds)
    scene = Scene(replace(album, photos=tuple(photos)), {}, load(), brief, {})
    return timeline_of(complete(direct(scene), scene), scene.template, scene.brief)


def write_hard_ones(into: Path) -> None:
    """A page of print, and a dark picture with a camera's noise."""
    page = Image.new("RGB", (1500, 2000), "#fdfcf8")
    draw = ImageDraw.Draw(page)
    words = "Sixty slides in a minute, each with a line of small print beneath it. "
    for row in range(26):
        draw.text((90, 90 + 70 * row), (words * 2)[row : row + 62], "#202020", ImageFont.load_default(42))
    page.save(into / "zz-print.png")
    random = np.random.default_rng(3)
    y, x = np.mgrid[0:2000, 0:1500]
    light = 90.0 * np.exp(-((x - 500) ** 2 + (y - 600) ** 2) / 2e5) + 14.0 + 10.0 * (y > 1400)
    noise = cv2.GaussianBlur(random.normal(0.0, 1.0, (2000, 1500, 3)), (0, 0), 1.0)
    night = light[:, :, None] * (1.0, 0.8, 0.55) + 9.0 * noise / noise.std()
    Image.fromarray(np.clip(night, 0, 255).astype(np.uint8)).save(into / "zz-night.png")


def drawn(timeline: Timeline) -> Iterator[Frame]:
    """Every frame of the film, in turn; each is overwritten by the next."""
    made: dict[int, Card] = {}

    def cards(first: int, last: int) -> list[Card]:
        made.pop(first - 1, None)
        for index in range(first, last + 1):
            if index not in made:
                made[index] = compose(timeline.slides[index], timeline.canvas, timeline.look)
        return [made[index] for index in range(first, last + 1)]

    projector = Projector(timeline, cards)
    frame = Frame(timeline.canvas)
    for number in range(len(timeline.span)):
        projector.draw(number, frame)
        yield frame


def shoot(timeline: Timeline, out: Path) -> None:
    """Every frame of the film, raw, one after the other."""
    with out.open("wb") as file:
        for frame in drawn(timeline):
            file.write(frame.buffer.data)


def cpu_seconds() -> float:
    times = os.times()
    return times.children_user + times.children_system


@dataclass(frozen=True, slots=True)
class Trial:
    setting: str
    milliseconds: float
    megabits: float
    score: Score
    worst: str

    def __str__(self) -> str:
        return (
            f"{self.setting:64s} {self.milliseconds:6.2f} ms/frame  {self.megabits:5.2f} Mbit/s  "
            f"VMAF {self.score.mean:5.2f}, low {self.score.low:5.2f}, NEG {self.score.neg:5.2f}, {self.worst}"
        )


def tried(
    setting: str, timeline: Timeline, raw: Path, part: Path, rounds: int, every: int, with_neg: bool
) -> Trial:
    """`setting` is a preset, a rate factor and, where wanted, x264's own parameters."""
    preset, crf, *params = setting.split()
    own = ":".join((*params, "sync-lookahead=0"))
    encoder.QUALITIES["tried"] = ("-preset", preset, "-crf", crf, "-x264-params", own)  # type: ignore[index]
    arguments = encoder.arguments(timeline.canvas, timeline.fps, "tried", part)
    source = arguments.index("pipe:0")
    arguments[source] = str(raw)
    times = []
    for _ in range(rounds):
        before = cpu_seconds()
        ffmpeg.run(arguments)
        times.append(cpu_seconds() - before)
    found = score(["-i", str(part)], arguments[: source + 1], every=every, with_neg=with_neg)
    megabits = part.stat().st_size * 8e-6 / float(timeline.duration_seconds)
    slides = {}
    for slide in timeline.slides:
        own_frames = [value for frame, value in found.frames.items() if frame in slide.span]
        slides[slide.photos[0].path.stem] = sum(own_frames) / len(own_frames)
    worst = min(slides, key=lambda name: slides[name])
    milliseconds = min(times) / len(timeline.span) * 1e3
    return Trial(setting, milliseconds, megabits, found, f"{worst[:16]} {slides[worst]:.1f}")


@dataclass(frozen=True, slots=True)
class Curve:
    """A few trials of one setting with other rate factors, by their sizes, the smallest first."""

    trials: tuple[Trial, ...]

    def at_size(self, trial: Trial, value: Callable[[Trial], float]) -> float:
        return self._between(trial, lambda one: math.log(one.megabits), value)

    def size_at_score(self, trial: Trial) -> float:
        """Megabits a second."""
        return math.exp(self._between(trial, lambda one: one.score.mean, lambda one: math.log(one.megabits)))

    def _between(
        self, trial: Trial, place: Callable[[Trial], float], value: Callable[[Trial], float]
    ) -> float:
        places, values = [place(one) for one in self.trials], [value(one) for one in self.trials]
        return float(np.interp(place(trial), places, values))


def search(try_: Callable[[str], Trial], more: Sequence[str]) -> None:
    """Prints how every change fares beside "good" with other rate factors."""
    shipped = encoder.QUALITIES["good"]
    preset, crf, between, good = (
        shipped[shipped.index(name) + 1] for name in ("-preset", "-crf", "-bf", "-x264-params")
    )
    good = f"{good}:bframes={between}"
    curve = Curve(tuple(try_(f"{preset} {float(crf) + offset:g} {good}") for offset in (3.0, 0.0, -3.0)))
    rows: list[tuple[float, float, str]] = []
    for change in (*CHANGES, *more):
        one = try_(change if " " in change else f"{preset} {crf} {good}:{change}")
        cpu = one.milliseconds / curve.at_size(one, attrgetter("milliseconds"))
        above, low, neg = (
            value(one) - curve.at_size(one, value)
            for value in map(attrgetter, ("score.mean", "score.low", "score.neg"))
        )
        larger = one.megabits / curve.size_at_score(one) - 1.0
        words = (
            f"{change:40s} CPU {cpu:6.1%}  at its size: VMAF {above:+5.2f}, low {low:+5.2f}, NEG {neg:+5.2f}"
            f"  at its VMAF: {larger:+6.1%} bytes"
        )
        say(f"    {words}")
        rows.append((cpu, above, words))
    say("\nNothing is better in both, nor is good itself:")
    for cpu, above, words in rows:
        others = [(1.0, 0.0), *((other_cpu, other) for other_cpu, other, _ in rows)]
        if not any(one <= cpu and two >= above and (one, two) != (cpu, above) for one, two in others):
            say(words)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=2.0, help="that each photo stands")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--settings", nargs="*", default=SETTINGS)
    parser.add_argument("--every", type=int, default=5, help="n-th frame is scored")
    parser.add_argument("--neg", action="store_true", help="VMAF NEG too")
    parser.add_argument("--search", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        write_hard_ones(work)
        album, hard = scan(options.folder), scan(work)
        step = max(1, len(album.photos) // options.photos)
        photos = (*album.photos[::step][: options.photos], *hard.photos)
        timeline = _film_of(album, photos, options.seconds)
        raw = work / "frames.yuv"
        shoot(timeline, raw)
        say(f"{len(timeline.span)} frames of {timeline.canvas}")

        def try_(setting: str) -> Trial:
            trial = tried(
                setting, timeline, raw, work / "part.mp4", options.rounds, options.every, options.neg
            )
            say(str(trial))
            return trial

        if options.search:
            search(try_, options.settings if options.settings is not SETTINGS else ())
            return
        for setting in options.settings:
            try_(setting)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
