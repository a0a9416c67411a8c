"""Photo files made for a test: real headers, little pictures."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image

SavePhoto = Callable[..., Path]

_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".heic": "HEIF", ".avif": "AVIF", ".tif": "TIFF"}
_FORMATS |= {".bmp": "BMP", ".gif": "GIF"}


@pytest.fixture
def save_photo(tmp_path: Path) -> SavePhoto:
    """Saves a noisy photo under a name: as the format of its ending, or another; with EXIF tags or without.

    Tags from 0x9000 on go where cameras write them, to the Exif directory.
    """
    pillow_heif.register_heif_opener()

    def save(
        name: str,
        *,
        format: str | None = None,
        size: tuple[int, int] = (48, 32),
        tags: Mapping[int, object] | None = None,
        **options: Any,
    ) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name tells its photo, so that two photos are never the same.
        random = np.random.default_rng(sum(name.encode("utf-8", "surrogateescape")))
        image = Image.fromarray(random.integers(0, 255, (size[1], size[0], 3), dtype=np.uint8))
        if tags:
            exif = Image.Exif()
            for tag, value in tags.items():
                (exif.get_ifd(0x8769) if tag >= 0x9000 else exif)[tag] = value
            options["exif"] = exif.tobytes()
        image.save(path, format or _FORMATS[path.suffix.lower()], **options)
        return path

    return save
