"""Photo → the small copy that its camera put into the file, where there is one: decoded in a millisecond."""

import io
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from slideshow.media.photo_files import opened
from slideshow.media.pictures import Picture
from slideshow.media.still_colours import SRGB
from slideshow.model.album import Photo
from slideshow.model.geometry import Size

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

_EXIF_HEADER = b"Exif\0\0"
_MOST_SIDE, _LEAST_SIDE = 1024, 64


def embedded_thumbnail(photo: Photo) -> NDArray[np.uint8] | None:
    """The copy upright, (height, width, 3), RGB, in the photo's shape; None where there is none that can be
    read. To be asked for in a process that may die.
    """
    try:
        with photo.path.open("rb") as file, opened(file, photo.format) as image:
            small = _of_heif(image) if photo.format == "HEIF" else _of_exif(image.info.get("exif", b""))
            if small is None or not _LEAST_SIDE <= max(small.size) <= _MOST_SIDE:
                return None
            return _upright(small.convert("RGB"), photo)
    # A decoder of damaged bytes raises whatever it trips over.
    except Exception:
        return None


def _of_heif(image: "Pixels") -> "Pixels | None":
    if image.draft(None, (_LEAST_SIDE, _LEAST_SIDE)) is None:
        return None
    image.load()
    return image


def _of_exif(block: bytes) -> "Pixels | None":
    exif = Image.Exif()
    exif.load(block)
    second = exif.get_ifd(ExifTags.IFD.IFD1)
    start = int(second.get(ExifTags.Base.JpegIFOffset, 0))
    length = int(second.get(ExifTags.Base.JpegIFByteCount, 0))
    content = block.removeprefix(_EXIF_HEADER)[start : start + length]
    return Image.open(io.BytesIO(content), formats=["JPEG"]) if start and content else None


def _upright(small: "Pixels", photo: Photo) -> NDArray[np.uint8]:
    """The copy turned as the photo is, without the bars that fill it up to 4:3."""
    stored = photo.size.turned if photo.orientation >= 5 else photo.size
    scale = max(stored.width / small.width, stored.height / small.height)
    width, height = max(1, round(stored.width / scale)), max(1, round(stored.height / scale))
    left, top = (small.width - width) // 2, (small.height - height) // 2
    copy = small.crop((left, top, left + width, top + height))
    size = Size(height, width) if photo.orientation >= 5 else Size(width, height)
    reduced = width / stored.width, height / stored.height
    return Picture(copy, photo, reduced, SRGB, (0, 0, 0)).sample(photo.size.whole, size)
