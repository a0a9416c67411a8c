"""Makes the sample photos: ``python -m tests.sample_photos [-o DIR] [NAME ...]`` from the repository root.

Needs ``bpy`` (see the package) and takes 20 to 30 minutes on one core. All seeds are fixed.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

if not __package__:  # run as a file: the package is found from the repository's root
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.sample_photos.catalogue import PHOTOS, Photo
from tests.sample_photos.develop import Image as Pixels
from tests.sample_photos.develop import develop
from tests.sample_photos.label import LABEL_NAME, write_label
from tests.sample_photos.metadata import display_p3_profile, exif, to_display_p3
from tests.sample_photos.stage import Stage


def _seed(photo: Photo) -> int:
    """A number of its own for each file."""
    return sum((place + 1) * ord(letter) for place, letter in enumerate(photo.name))


def make(photo: Photo, folder: Path) -> Path:
    """Renders, develops and writes one photo; returns the file's path."""
    stage = Stage(
        round(photo.width * photo.render), round(photo.height * photo.render), photo.samples, _seed(photo)
    )
    photo.scene(stage, photo.detail)
    coded = develop(stage.render(), photo.width, photo.height, photo.look, _seed(photo))
    return write(photo, coded, folder)


def write(photo: Photo, coded: Pixels, folder: Path) -> Path:
    """Writes a developed picture in the format of its name, with everything its camera would have written."""
    if photo.wide_gamut:
        coded = to_display_p3(coded)
    picture = Image.fromarray((coded * 255.0 + 0.5).astype(np.uint8))
    if photo.stored == 6:  # the camera was held upright: the file lies on its side
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    tags = exif(photo.shot, *picture.size, orientation=photo.stored)
    profile = display_p3_profile() if photo.wide_gamut else None
    path = folder / photo.name
    kind = path.suffix.lower()
    if kind == ".heic":
        pillow_heif.register_heif_opener()
        picture.save(path, format="HEIF", quality=photo.quality, exif=tags.tobytes(), icc_profile=profile)
    elif kind == ".avif":
        picture.save(
            path, quality=photo.quality, speed=6, exif=tags.tobytes(), icc_profile=profile, max_threads=1
        )
    else:
        picture.save(
            path,
            quality=photo.quality,
            subsampling="4:2:0",
            optimize=True,
            exif=tags.tobytes(),
            icc_profile=profile,
        )
    return path


def _say(line: str) -> None:
    """A line of progress."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(
        prog="python -m tests.sample_photos", description="Makes the sample photos."
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=root / "sample_photos", help="where to write them"
    )
    parser.add_argument("names", nargs="*", help="only these files (all if none is named)")
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    for photo in PHOTOS:
        if not options.names or photo.name in options.names:
            start = time.monotonic()
            path = make(photo, options.output)
            _say(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {time.monotonic() - start:.0f} s")
    if not options.names or LABEL_NAME in options.names:
        _say(f"{write_label(options.output).name}: written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
