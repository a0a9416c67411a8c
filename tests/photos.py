"""Photos that tests make for themselves."""

from pathlib import Path

import numpy as np
from PIL import Image


def scene(width: int, height: int, seed: int = 0) -> Image.Image:
    """A picture with something in it: coloured light, an edge, fine grain."""
    rng = np.random.default_rng(seed)
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    phase = rng.uniform(0, 6, 3)
    light = np.stack([128 + 90 * np.sin(3 * across + 4 * down + turn) for turn in phase], axis=-1)
    light[across + down > 1.2] *= 0.6
    light += rng.normal(0, 6, (height, width, 1))
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def save(
    folder: Path,
    name: str,
    size: tuple[int, int] = (600, 800),
    *,
    taken: str = "",
    seed: int = 0,
    picture: Image.Image | None = None,
) -> Path:
    """A photo in `folder`, by its name's format, taken at "2026:04:03 09:00:00" or whenever is given."""
    path = folder / name
    image = picture or scene(*size, seed=seed)
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    image.save(path, quality=92, exif=exif)
    return path


def album(folder: Path, count: int, size: tuple[int, int] = (600, 800)) -> Path:
    """A folder of photos a minute apart."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        save(folder, f"IMG_{index}.jpg", size, taken=f"2026:04:03 09:{index:02d}:00", seed=index)
    return folder
