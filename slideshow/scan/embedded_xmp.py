"""A photo's image, its header read → the XMP packet inside it."""

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from slideshow.scan import xmp

if TYPE_CHECKING:
    from PIL.Image import Image

_TIFF_TAG = 700
_PNG_KEY = b"XML:com.adobe.xmp\0"
_MOST_BYTES = 1 << 20


def packet(image: "Image", tail: bytes) -> Element | None:
    """The packet's root; None without one. `tail` is the end of the file, where PNGs may have it."""
    for data in _places(image, tail):
        if isinstance(data, str):
            data = data.encode("utf-8", "ignore")
        if isinstance(data, bytes) and (root := xmp.parse_packet(data)) is not None:
            return root
    return None


def _places(image: "Image", tail: bytes) -> Iterator[object]:
    yield image.info.get("xmp")
    yield image.info.get("XML:com.adobe.xmp")
    if image.format == "TIFF":
        yield getattr(image, "tag_v2", {}).get(_TIFF_TAG)
    if image.format == "PNG":
        yield _behind_pixels(tail)


def _behind_pixels(tail: bytes) -> bytes:
    """The iTXt chunk of a PNG that has it behind the pixels, where opening does not see it."""
    # "iTXt", keyword, 0, is it compressed, method, language, 0, keyword in that language, 0, text
    at = tail.rfind(b"iTXt" + _PNG_KEY)
    if at < 4:
        return b""
    end = at + 4 + int.from_bytes(tail[at - 4 : at], "big")
    start = at + 4 + len(_PNG_KEY)
    parts = tail[start + 2 : end].split(b"\0", 2)
    if len(parts) < 3:
        return b""
    if tail[start : start + 1] != b"\x01":
        return parts[2]
    try:
        return zlib.decompressobj().decompress(parts[2], _MOST_BYTES)
    except zlib.error:
        return b""
