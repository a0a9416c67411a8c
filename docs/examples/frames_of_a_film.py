"""Writes the first frame of every slide as a PNG: the film as data, and its pictures, without a video file.

python docs/examples/frames_of_a_film.py ./trip ./pictures
"""

import sys
from pathlib import Path

from PIL import Image

import slideshow

folder, out = map(Path, sys.argv[1:])
out.mkdir(parents=True, exist_ok=True)
timeline = slideshow.plan(folder, size=(360, 640), title="")
for number, slide in enumerate(timeline.slides):
    start = slide.span.start
    (picture,) = slideshow.frames(timeline, start, start + 1)  # (640, 360, 3), uint8, RGB
    names = ", ".join(photo.path.name for photo in slide.photos)
    Image.fromarray(picture).save(out / f"{number:02d}.png")
    print(f"{number:02d}.png: {names}, {slide.layout.name}, {slide.motion.name}")
