"""The film of a description (JSON, see ../others.py) by movielite: `python movielite_film.py film.json`.

It takes no settings for x264; its own quality "middle" is veryfast at crf 21.
"""

import itertools
import json
import sys
from pathlib import Path
from typing import Any

import cv2
from movielite import ImageClip, VideoQuality, VideoWriter, vfx, vtx
from movielite.core import video_writer

film = json.loads(Path(sys.argv[1]).read_text())
size = film["width"], film["height"]


def slide(photo: dict[str, Any]) -> Any:
    picture: Any = cv2.imread(photo["path"])
    height, width = picture.shape[:2]
    # Made small once: it would zoom the whole photo for every frame.
    scale = max(size[0] / width, size[1] / height)
    width, height = round(width * scale), round(height * scale)
    picture = cv2.cvtColor(
        cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB
    )
    clip = ImageClip(picture, start=photo["start_seconds"], duration=photo["seconds"])
    clip.set_position(((size[0] - width) // 2, (size[1] - height) // 2))
    clip.add_effect(vfx.ZoomIn(duration=photo["seconds"], from_scale=1.0, to_scale=film["zoom"]))
    return clip


slides = [slide(photo) for photo in film["photos"]]
for before, after in itertools.pairwise(slides):
    before.add_transition(after, vtx.CrossFade(duration=film["join_seconds"]))
if film["lossless"]:
    video_writer._get_ffmpeg_libx264_preset = lambda quality: "ultrafast"
    video_writer._get_ffmpeg_libx264_crf = lambda quality: "0"
writer = VideoWriter(film["out"], fps=film["fps"], size=size, duration=film["seconds"])
writer.add_clips(slides)
writer.write(processes=2, video_quality=VideoQuality.MIDDLE)
