"""One photo file → Photo, or the reason why it is left out. Reads headers, never pixels."""

import hashlib
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from slideshow.media.photo_files import EXPORT_AGAIN, EXPORT_SMALLER, RAW, opened, state_of
from slideshow.media.raw_previews import NoPreview
from slideshow.model.album import LeftOut, Photo
from slideshow.model.geometry import Size
from slideshow.scan import iptc, xmp
from slideshow.scan.apple_maker_note import content_identifier
from slideshow.scan.capture_time import exif_details, orientation
from slideshow.scan.description import camera, description
from slideshow.scan.embedded_xmp import packet
from slideshow.scan.file_kinds import RAW_PHOTO, content_in_words, kind_by_name, photo_format
from slideshow.scan.gps import gps_tags, position
from slideshow.scan.own_time import own_time
from slideshow.scan.problems import unreadable
from slideshow.scan.ratings import by_exif, rating_of
from slideshow.scan.truncation import is_complete

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

# JPEGs are decoded at an eighth, a quarter or half of their size, so a 300-megapixel panorama costs
# little memory. Beyond this a progressive one still needs gigabytes for its coefficients alone.
MAX_JPEG_PIXELS = 400_000_000
# Other formats are decoded in full, at four to eight bytes a pixel: this is where Pillow refuses too.
MAX_PIXELS = 178_956_970
# Of WebP Pillow makes a canvas, that of the frame before and two copies, at sixteen bytes a pixel, however
# small the file is.
MAX_WEBP_PIXELS = 120_000_000

END_BYTES = 1 << 16
# What is read of a file for its digest: all of a small one, of a larger one a block at the end of each step.
_SMALL_BYTES = 2_000_000
_STEP_BYTES, _BLOCK_BYTES, _MOST_BLOCKS = 1 << 15, 1 << 13, 512
# Their headers are read by libraries in C, which may end a process.
_READ_IN_C = ("AVIF", "HEIF", "WEBP")
# These can change in the middle without changing length or ends, as nothing in them is compressed.
_HASHED_WHOLE = ("BMP", "TIFF")
# Their decoders turn the picture themselves, and give its size upright.
_TURNED_BY_DECODER = ("HEIF", "TIFF")


Read = Callable[[Path], "Photo | LeftOut | None"]


def read_photo(
    path: Path, *, named_as_photo: bool = True, apart: Read | None = None
) -> Photo | LeftOut | None:
    """The photo in a file, or why it is left out; None for no photo under a name that promised none, and for
    a raw photo without a picture in it that can be shown.

    `apart` does the same in another process, for formats whose libraries may crash.
    """
    try:
        with path.open("rb") as file:
            return _read(file, path, named_as_photo, apart)
    except OSError as error:
        return unreadable(path, error) if named_as_photo else None


def _read(file: BinaryIO, path: Path, named_as_photo: bool, apart: Read | None) -> Photo | LeftOut | None:
    head = file.read(END_BYTES)
    format = RAW if kind_by_name(path.name) == RAW_PHOTO else photo_format(head)
    # A name without a known ending needs more than the two letters "BM", and a raw photo of an unknown
    # camera begins like a TIFF.
    if not named_as_photo and format in (None, "BMP", "TIFF"):
        return None
    if not head:
        return LeftOut(path, "cannot be read (the file is empty).", EXPORT_AGAIN)
    if format is None:
        return LeftOut(path, _not_a_photo(head))
    state = state_of(file)
    file_bytes, _ = state
    file.seek(max(0, file_bytes - END_BYTES))
    tail = file.read(END_BYTES)
    if not is_complete(file, format, head, tail, file_bytes):
        return LeftOut(path, "cannot be read (the file ends early).", EXPORT_AGAIN)
    if apart and format in _READ_IN_C:
        return apart(path)
    file.seek(0)
    try:
        with opened(file, format) as image:
            size = Size(*image.size)
            exif = _exif(image, tail)
            details = exif_details(exif)
            told, fields = packet(image, tail), iptc.fields(image)
            words = description(told, fields, exif, details)
            gps = gps_tags(exif)
            place = position(gps) or (xmp.position(told) if told is not None else None)
            captured, dating = own_time(image, exif, gps, told, fields, place)
    except NoPreview:
        return None
    # A parser of damaged bytes raises whatever it trips over: Pillow's plugins alone raise a dozen kinds.
    except Exception as error:
        return unreadable(path, error)
    if refused := _refused(size, format):
        return LeftOut(path, refused, EXPORT_SMALLER)
    turn = 1 if format in _TURNED_BY_DECODER else orientation(exif)
    return Photo(
        path=path,
        format=format,
        size=size.turned if turn >= 5 else size,
        orientation=turn,
        captured=captured,
        digest=digest_of(file, format, head, tail, file_bytes),
        position=place,
        camera=camera(exif),
        description=words,
        state=state,
        content_identifier=content_identifier(details),
        dating=dating,
        rating=rating_of((by_exif(exif), xmp.rating(told) if told is not None else 0)),
    )


def _exif(image: "Image", tail: bytes) -> "Exif":
    """The metadata of an image; empty when it is damaged, which must not cost the photo."""
    from PIL import Image

    try:
        if image.format == "TIFF":
            return image.getexif()
        # Not `getexif`: for a PNG without it that would decode the pixels.
        data = image.info.get("exif") or (_png_exif(tail) if image.format == "PNG" else b"")
        exif = Image.Exif()
        exif.load(data)
        return exif
    # What Pillow raises on a block that points outside itself.
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, EOFError, struct.error, OverflowError):
        return Image.Exif()


def _png_exif(tail: bytes) -> bytes:
    """The eXIf chunk of a PNG that has it behind the pixels, where opening does not see it."""
    # length, "eXIf", data, checksum
    at = tail.rfind(b"eXIf")
    if at < 4:
        return b""
    end = at + 4 + int.from_bytes(tail[at - 4 : at], "big")
    checksum = int.from_bytes(tail[end : end + 4], "big")
    # Those four letters may stand in compressed pixels; with the right checksum behind them they do not.
    return tail[at + 4 : end] if zlib.crc32(tail[at:end]) == checksum else b""


def digest_of(file: BinaryIO, format: str, head: bytes, tail: bytes, file_bytes: int) -> str:
    """A name for the content of a file, hexadecimal; `head` and `tail` are its first and last END_BYTES.

    Small files count whole, and formats without compression. Of others the ends do, and a block from each
    step between them: reading them whole would cost seconds for a large album, and minutes on a network.

    What may escape: a change that keeps the length and touches no block, so one of less than 24 kB in files
    of up to 17 MB, of less than a 512th of longer ones. A picture that was saved again is another from the
    change on; what can hide is a patch of a few bytes. Only the time of the last change would tell of it, and
    copying changes that too.
    """
    digest = hashlib.blake2b(file_bytes.to_bytes(8, "big"), digest_size=16)
    if format in _HASHED_WHOLE or file_bytes <= _SMALL_BYTES:
        file.seek(0)
        while block := file.read(1 << 20):
            digest.update(block)
    else:
        digest.update(head)
        inner = file_bytes - 2 * END_BYTES
        step = max(_STEP_BYTES, -(-inner // _MOST_BLOCKS))
        for start in range(END_BYTES, file_bytes - END_BYTES, step):
            file.seek(start + step - _BLOCK_BYTES)
            digest.update(file.read(_BLOCK_BYTES))
        digest.update(tail)
    return digest.hexdigest()


def _not_a_photo(head: bytes) -> str:
    words = content_in_words(head)
    return f"is not a photo (its content is {words})." if words else "is not a photo inside."


def _refused(size: Size, format: str) -> str:
    limit = {"JPEG": MAX_JPEG_PIXELS, "WEBP": MAX_WEBP_PIXELS}.get(format, MAX_PIXELS)
    if size.width < 1 or size.height < 1:
        return "cannot be read (it has no pixels)."
    if size.width * size.height > limit:
        return f"is too large ({size} pixels; at most {limit // 1_000_000} megapixels can be used)."
    return ""
