"""The curve of quality against time and size, from which `render/encoder.py` takes its settings.

    python -m tests.bench.encoder PHOTOS [--photos 8] [--settings "superfast 19 mbtree=1:rc-lookahead=10" ...]

Films the photos once into raw frames, encodes these with each setting, and prints CPU seconds, megabits a
second and VMAF (mean and the fifth percentile of every fifth frame) against the frames it was given.
"""

import argparse
import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from slideshow import ffmpeg
from slideshow.model.brief import Brief
from slideshow.model.frame import Frame
from slideshow.model.timeline import Timeline
from slideshow.plan import Scene, complete, direct, timeline_of
from slideshow.render import encoder
from slideshow.render.camera import Card
from slideshow.render.cards import compose
from slideshow.render.frames import Projector
from slideshow.scan import scan
from slideshow.template_files import load

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


def film(folder: Path, photo_count: int) -> Timeline:
    """The timeline of a film of some photos, spread over the album."""
    album = scan(folder)
    step = max(1, len(album.photos) // photo_count)
    album = replace(album, photos=album.photos[::step][:photo_count])
    scene = Scene(album, {}, load(), Brief(keep_all=True), {})
    return timeline_of(complete(direct(scene), scene), scene.template, scene.brief)


def shoot(timeline: Timeline, out: Path) -> None:
    """Every frame of the film, raw, one after the other."""
    made: dict[int, Card] = {}

    def cards(first: int, last: int) -> list[Card]:
        made.pop(first - 1, None)
        for index in range(first, last + 1):
            if index not in made:
                made[index] = compose(timeline.slides[index], timeline.canvas, timeline.look)
        return [made[index] for index in range(first, last + 1)]

    projector = Projector(timeline, cards)
    frame = Frame(timeline.canvas)
    with out.open("wb") as file:
        for number in range(len(timeline.span)):
            projector.draw(number, frame)
            file.write(frame.buffer.data)


def cpu_seconds() -> float:
    times = os.times()
    return times.children_user + times.children_system


def vmaf(timeline: Timeline, raw: Path, part: Path, folder: Path) -> tuple[float, float]:
    """Mean and fifth percentile."""
    log, decoded = folder / "vmaf.json", folder / "decoded.yuv"
    # Decoded to a file first: fed with an MP4, libvmaf paired each frame with its neighbour.
    ffmpeg.run(["-y", "-i", str(part), "-fps_mode", "passthrough", "-f", "rawvideo", str(decoded)])
    size = f"{timeline.canvas.width}x{timeline.canvas.height}"
    frames = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", size, "-r", str(timeline.fps), "-i"]
    score = f"libvmaf=log_fmt=json:log_path={log}:n_subsample=5:n_threads=2"
    ffmpeg.run([*frames, str(decoded), *frames, str(raw), "-lavfi", score, "-f", "null", "-"])
    scores = sorted(one["metrics"]["vmaf"] for one in json.loads(log.read_text())["frames"])
    return sum(scores) / len(scores), scores[len(scores) // 20]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=8)
    parser.add_argument("--settings", nargs="*", default=SETTINGS)
    options = parser.parse_args()
    timeline = film(options.folder, options.photos)
    with tempfile.TemporaryDirectory() as folder:
        raw, part = Path(folder) / "frames.yuv", Path(folder) / "part.mp4"
        shoot(timeline, raw)
        print(f"{len(timeline.span)} frames of {timeline.canvas}")  # noqa: T201
        for setting in options.settings:
            preset, crf, *params = setting.split()
            encoder.QUALITIES["tried"] = (  # type: ignore[index]
                *("-preset", preset, "-crf", crf),
                *(("-x264-params", params[0]) if params else ()),
            )
            arguments = encoder.arguments(timeline.canvas, timeline.fps, "tried", part)
            arguments[arguments.index("pipe:0")] = str(raw)
            before = cpu_seconds()
            ffmpeg.run(arguments)
            seconds = cpu_seconds() - before
            mean, low = vmaf(timeline, raw, part, Path(folder))
            megabits = part.stat().st_size * 8e-6 / float(timeline.duration_seconds)
            print(  # noqa: T201
                f"{setting:60s} {seconds / len(timeline.span) * 1e3:6.1f} ms/frame  {megabits:5.2f} Mbit/s  "
                f"VMAF {mean:5.2f}, low {low:5.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
