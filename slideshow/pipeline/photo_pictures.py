"""A chosen photo -> the JPEG that is sent: pixels and nothing else, as large as its place takes.

It is drawn in a process that may die of a decoder, so what is wanted can be pickled.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image

from slideshow.errors import RenderError
from slideshow.media.decode_limits import limits as decode_limits
from slideshow.media.pictures import decode
from slideshow.model.album import Photo
from slideshow.model.geometry import Rect, Size
from slideshow.model.timeline import Timeline
from slideshow.plan import MIDDLE_FRAME
from slideshow.render import stills
from slideshow.share.upload.jpeg_metadata import traces
from slideshow.system.sandbox import Limits

_WHITE = (255, 255, 255)
# Until one is small enough; then the picture gets smaller.
_QUALITIES = (93, 90, 86, 80, 72, 62)
_SMALLER = 0.8
_LEAST_SIDE = 64
_TAKEN, _EXIF_IFD = 0x9003, 0x8769
# Fonts, a blurred ground and overlays, on top of what decoding takes.
_CARD_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """The picture of `photo` at `out`: its `crop` at `size`, or the `card` that stands for it.

    `taken` is written into it, None for nothing. It is at most `most_bytes` large.
    """

    photo: Photo
    out: Path
    most_bytes: int | None
    crop: Rect
    size: Size
    card: Timeline | None = None
    taken: datetime | None = None


def limits(wanted: Wanted) -> Limits:
    """What drawing it may take."""
    found = decode_limits(wanted.photo)
    return Limits(found.seconds + _CARD_SECONDS, found.memory_bytes)


def draw_picture(wanted: Wanted) -> Size:
    """The size of the picture, once it is written. Raises PhotoError."""
    picture = _picture(wanted)
    content = fit_jpeg(picture, wanted.most_bytes, exif_of(wanted.taken))
    # Pillow by itself would not notice that only a part of a block found room.
    wanted.out.write_bytes(content)
    return Size(*picture.size)


def _picture(wanted: Wanted) -> Image.Image:
    if wanted.card is not None:
        return Image.fromarray(next(iter(stills(wanted.card, [MIDDLE_FRAME]))))
    scale = min(1.0, wanted.size.width / wanted.crop.width)
    picture = decode(wanted.photo, scale, background=_WHITE)
    return Image.fromarray(picture.sample(wanted.crop, wanted.size))


def fit_jpeg(picture: Image.Image, most_bytes: int | None, exif: bytes = b"") -> bytes:
    """The picture as a JPEG of at most so many bytes, as good as that allows."""
    for content in _coded(picture, exif):
        if most_bytes is None or len(content) <= most_bytes:
            return content
    raise RenderError("A picture cannot be made small enough for its place.", "Please report this.")


def _coded(picture: Image.Image, exif: bytes) -> Iterator[bytes]:
    while min(picture.size) >= 1:
        for quality in _QUALITIES:
            file = io.BytesIO()
            options = {"exif": exif} if exif else {}
            picture.save(file, "JPEG", quality=quality, optimize=True, **options)
            yield file.getvalue()
        if max(picture.size) <= _LEAST_SIDE:
            return
        width, height = (max(1, round(side * _SMALLER)) for side in picture.size)
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)


def exif_of(taken: datetime | None) -> bytes:
    """EXIF that tells a time and nothing else, no time zone either; nothing for None."""
    if taken is None:
        return b""
    exif = Image.Exif()
    exif.get_ifd(_EXIF_IFD)[_TAKEN] = taken.strftime("%Y:%m:%d %H:%M:%S")
    return exif.tobytes()


def traces_beside(data: bytes, taken: datetime | None) -> tuple[str, ...]:
    """What a JPEG holds beside its picture and that time; nothing for one as it should be."""
    if exif := exif_of(taken):
        segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
        if segment not in data:
            return ("another time than its photo's",)
        data = data.replace(segment, b"", 1)
    return traces(data)
