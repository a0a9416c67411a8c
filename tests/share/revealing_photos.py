"""A photo that carries everything that a photo can give away."""

import io
import struct
from pathlib import Path

from PIL import Image, ImageCms

from tests.photos import scene

PLACE = "48.137154"
SECRETS = (b"Exif", b"GPS", b"ns.adobe.com", b"8BIM", b"Photoshop", b"ftyp", b"secret", b"48.13", b"Canon")


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


THUMBNAIL = segment(0xE0, b"JFXX\0\x10" + b"secret thumbnail")
XMP = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude='48.13N'/>")
PHOTOSHOP = segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0secret")
COMMENT = segment(0xFE, b"secret comment")
MAKER = segment(0xE7, b"secret of the maker")
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"secret sound" * 50


def exif(orientation: int = 1, *, located: bool = True) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0110] = "Canon secret"
    tags[0x0112] = orientation
    tags.get_ifd(0x8769)[0x9003] = "2026:04:03 09:00:00"
    if located:
        tags.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 13.75), 3: "E", 4: (11.0, 34.0, 0.0)})
    return tags


def jpeg(picture: Image.Image, *, orientation: int = 1, profile: bytes = b"", located: bool = True) -> bytes:
    """A JPEG with all of it."""
    file = io.BytesIO()
    picture.save(
        file, "JPEG", quality=92, exif=exif(orientation, located=located), icc_profile=profile or None
    )
    data = file.getvalue()
    return data[:2] + THUMBNAIL + XMP + PHOTOSHOP + COMMENT + MAKER + data[2:] + FILM


def save_loaded(folder: Path, name: str, size: tuple[int, int] = (400, 300), *, orientation: int = 1) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(jpeg(scene(*size), profile=srgb(), orientation=orientation))
    return path


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
