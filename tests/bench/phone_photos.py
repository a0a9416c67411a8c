"""Photos as a phone takes them, made of others: HEIC of 12 megapixels in tiles, or the same as JPEG."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image, ImageOps

from slideshow.scan import scan

SIZE = 4032, 3024
LEAST_PIXELS = 3_000_000
# As large as a phone's: about 2 MB.
_OPTIONS: dict[str, dict[str, Any]] = {
    "heic": {"quality": 70, "tile_size": 512, "enc_params": {"preset": "ultrafast"}},
    "jpg": {"quality": 92},
}
_EXIF, _TAKEN = 0x8769, 0x9003


@dataclass(frozen=True, slots=True)
class _Shot:
    """A photo to be made: the `turn`-th of the same source, which is another cut of it."""

    source: Path
    number: int
    turn: int
    folder: Path
    suffixes: tuple[str, ...]


def phone_photos(source: Path, folder: Path, count: int, suffixes: Sequence[str] = ("heic",)) -> None:
    """Writes `count` photos into `folder`/suffix for each suffix: upright ones, every third across."""
    found = [photo for photo in scan(source).photos if photo.size.width * photo.size.height >= LEAST_PIXELS]
    shots = []
    for number in range(count):
        turn, which = divmod(number, len(found))
        shots.append(_Shot(found[which].path, number, turn, folder, tuple(suffixes)))
    for suffix in suffixes:
        (folder / suffix).mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(_taken, shots):
            pass


def _taken(shot: _Shot) -> None:
    pillow_heif.register_heif_opener()
    size = SIZE if shot.number % 3 == 0 else SIZE[::-1]
    with Image.open(shot.source) as image:
        picture = ImageOps.exif_transpose(image).convert("RGB")
    # Another cut for each time that a source comes round.
    place = (0.5, 0.5) if not shot.turn else (shot.turn * 0.37 % 1.0, shot.turn * 0.61 % 1.0)
    picture = ImageOps.fit(
        picture, size, Image.Resampling.BICUBIC, bleed=0.02 * min(shot.turn, 8), centering=place
    )
    taken = f"2026:04:{3 + shot.number // 60:02} 09:{shot.number % 60:02}:00"
    exif = Image.Exif()
    exif.get_ifd(_EXIF)[_TAKEN] = taken
    for suffix in shot.suffixes:
        path = shot.folder / suffix / f"IMG_{shot.number:04}.{suffix}"
        picture.save(path, exif=exif, **_OPTIONS[suffix])


def more_of(source: Path, folder: Path, count: int) -> None:
    """Copies of the photos in `source`, each taken at a time of its own: other photos to a program."""
    photos = sorted(source.iterdir())
    for number in range(count):
        photo = photos[number % len(photos)]
        minute, second = divmod(number, 60)
        content = photo.read_bytes()
        taken = content.find(b"2026:04:")
        other = f"2026:{5 + minute // 60:02}:07 {10 + minute % 10}:{minute:02}:{second:02}"
        content = content[:taken] + other.encode() + content[taken + len(other) :]
        (folder / f"{photo.stem}-{number:03}{photo.suffix}").write_bytes(content)
