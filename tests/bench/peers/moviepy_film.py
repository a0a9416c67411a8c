"""The film of a description (JSON, see ../others.py) by moviepy 2: `python moviepy_film.py film.json`."""

import json
import sys
from pathlib import Path
from typing import Any

from moviepy import CompositeVideoClip, ImageClip, vfx

film = json.loads(Path(sys.argv[1]).read_text())
size = film["width"], film["height"]


def slide(photo: dict[str, Any], is_first: bool) -> Any:
    clip = ImageClip(photo["path"]).with_duration(photo["seconds"])
    # Made small once: zooming the whole photo for every frame would take several times as long.
    clip = clip.resized(max(size[0] / clip.w, size[1] / clip.h))
    clip = clip.resized(lambda t: 1.0 + (film["zoom"] - 1.0) * t / photo["seconds"])
    clip = CompositeVideoClip([clip.with_position("center")], size=size)
    if not is_first:
        clip = clip.with_effects([vfx.CrossFadeIn(film["join_seconds"])])
    return clip.with_start(photo["start_seconds"])


slides = [slide(photo, index == 0) for index, photo in enumerate(film["photos"])]
quality = ["-qp", "0"] if film["lossless"] else ["-crf", "20"]
CompositeVideoClip(slides, size=size).with_duration(film["seconds"]).write_videofile(
    film["out"],
    fps=film["fps"],
    codec="libx264",
    preset="ultrafast" if film["lossless"] else "veryfast",
    audio=False,
    ffmpeg_params=quality,
    logger=None,
)
