"""Photos with the seconds around them, as cameras write them, that tests make for themselves."""

import struct
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from slideshow.system.ffmpeg import run
from tests.media.clips.films import H264, pictures

RGB = NDArray[np.uint8]
IDENTIFIER = "11AA-22BB"


def scene(width: int, height: int, seed: int = 0) -> RGB:
    """A picture with enough in it to be found again."""
    rng = np.random.default_rng(seed)
    found = np.zeros((height, width, 3))
    for cell, weight in ((80, 70), (24, 40), (8, 20)):
        coarse = rng.normal(0, weight, (height // cell + 2, width // cell + 2, 3)).astype(np.float32)
        found += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(found * 0.6 + 120, 0, 255).astype(np.uint8)


def numbered(count: int, size: tuple[int, int]) -> list[RGB]:
    """Pictures that tell their numbers, in colour."""
    return [np.repeat(grey[:, :, None], 3, axis=2) for grey in pictures(count, size)]


def seen(picture: RGB, size: tuple[int, int], scale: float, shift: tuple[float, float] = (0, 0)) -> RGB:
    """What a film of `size` shows of a picture, `scale` of its pixels to one, its middle off by `shift`."""
    height, width = picture.shape[:2]
    matrix = np.array(
        [
            [scale, 0.0, size[0] / 2 - scale * (width / 2 + shift[0]) + (scale - 1) / 2],
            [0.0, scale, size[1] / 2 - scale * (height / 2 + shift[1]) + (scale - 1) / 2],
        ]
    )
    return np.asarray(cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_LINEAR), np.uint8)


def film(path: Path, frames: list[RGB], *arguments: str, before: tuple[str, ...] = ()) -> Path:
    """Writes frames at 30 a second."""
    height, width = frames[0].shape[:2]
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", "30", "-i", "pipe:0"]
    colours = ["-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709"]
    run(
        ["-y", *raw, *before, *colours, *H264, "-crf", "12", *arguments, str(path)],
        stdin=b"".join(frame.tobytes() for frame in frames),
    )
    return path


def identified(identifier: str) -> Image.Exif:
    """EXIF with Apple's maker note, which tells the identifier."""
    text = identifier.encode() + b"\0"
    entries = struct.pack(">HHII", 1, 9, 1, 14) + struct.pack(">HHII", 0x11, 2, len(text), 16 + 24 + 4)
    note = b"Apple iOS\0\0\1MM" + struct.pack(">H", 2) + entries + bytes(4) + text
    exif = Image.Exif()
    exif[0x010F] = "Apple"
    exif.get_ifd(0x8769)[0x927C] = note
    return exif


def still(path: Path, picture: RGB, identifier: str = "") -> Path:
    exif = identified(identifier) if identifier else Image.Exif()
    if path.suffix == ".heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    Image.fromarray(picture).save(path, quality=95, exif=exif.tobytes())
    return path


def told(attributes: str, inner: str = "") -> bytes:
    """An XMP packet of Google's camera."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" '
        'xmlns:Container="http://ns.google.com/photos/1.0/container/" '
        f'xmlns:Item="http://ns.google.com/photos/1.0/container/item/" {attributes}>{inner}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def with_xmp(jpeg: bytes, packet: bytes) -> bytes:
    part = b"http://ns.adobe.com/xap/1.0/\0" + packet
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part + jpeg[2:]


def _micro_video(photo: bytes, clip: bytes) -> bytes:
    words = (
        f'GCamera:MicroVideo="1" GCamera:MicroVideoVersion="1" GCamera:MicroVideoOffset="{len(clip)}" '
        'GCamera:MicroVideoPresentationTimestampUs="600000"'
    )
    return with_xmp(photo, told(words)) + clip


def _motion_photo(photo: bytes, clip: bytes) -> bytes:
    behind = b"\xff\xd8another picture\xff\xd9"
    items = "".join(
        f'<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="{mime}" Item:Semantic="{what}" '
        f'Item:Length="{length}" Item:Padding="{padding}"/></rdf:li>'
        for mime, what, length, padding in (
            ("image/jpeg", "Primary", 0, 0),
            ("image/jpeg", "GainMap", len(behind), 0),
            ("video/mp4", "MotionPhoto", len(clip), 0),
        )
    )
    words = (
        'GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion="1" '
        'GCamera:MotionPhotoPresentationTimestampUs="600000"'
    )
    list_ = f"<Container:Directory><rdf:Seq>{items}</rdf:Seq></Container:Directory>"
    return with_xmp(photo, told(words, list_)) + behind + clip


def _samsung(photo: bytes, clip: bytes) -> bytes:
    other = struct.pack("<HHI", 0, 0x0A01, 14) + b"Image_UTC_Data" + b"1600000000000"
    block = struct.pack("<HHI", 0, 0x0A30, 16) + b"MotionPhoto_Data" + clip
    head = struct.pack("<4sII", b"SEFH", 107, 2)
    entries = struct.pack("<HHII", 0, 0x0A01, len(other) + len(block), len(other))
    entries += struct.pack("<HHII", 0, 0x0A30, len(block), len(block))
    return photo + other + block + head + entries + struct.pack("<I4s", len(head + entries), b"SEFT")


def _box(photo: bytes, clip: bytes) -> bytes:
    return photo + struct.pack(">I4s", 8 + len(clip), b"mpvd") + clip


def _appended(photo: bytes, clip: bytes) -> bytes:
    return photo + clip


# How makers put a film into a photo's file.
MAKERS: dict[str, Callable[[bytes, bytes], bytes]] = {
    "micro video": _micro_video,
    "motion photo": _motion_photo,
    "samsung": _samsung,
    "appended": _appended,
    "heic": _box,
}
