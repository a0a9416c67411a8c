"""The only door to Pillow's decoders: one format at a time, and what they raise in plain words."""

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL.Image import Image

# The `format` of a photo that is shown by the JPEG in its raw file.
RAW = "RAW"
EXPORT_AGAIN = "Export it again to include it."
CHANGED = "it has changed since the album was read", "Start again."
EXPORT_SMALLER = "Export it smaller to include it."


def state_of(file: BinaryIO) -> tuple[int, int]:
    """Length and time of the last change, in nanoseconds: others when the file was changed."""
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns


def why_changed(path: Path, state: tuple[int, int] | None) -> tuple[str, str] | None:
    """Why a photo is not what it was when it had that state, and what would help; None where it is."""
    try:
        status = path.stat()
    except OSError as error:
        return why_unreadable(error)
    if state in (None, (status.st_size, status.st_mtime_ns)):
        return None
    return CHANGED


def opened(file: BinaryIO, format: str) -> "Image":
    """The image of a file that holds `format`, its header read and nothing else."""
    from PIL import Image, JpegImagePlugin

    if format == "JPEG":
        # What Image.open does for a JPEG, but for its limit of size, as large ones are decoded reduced, and
        # for looking after further pictures behind the first.
        return JpegImagePlugin.JpegImageFile(file)
    if format == RAW:
        from slideshow.media.raw_previews import opened_preview

        return opened_preview(file)
    if format == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    return Image.open(file, formats=[format])


def why_unreadable(error: Exception) -> tuple[str, str]:
    """Why a photo or folder cannot be read, as "permission denied", and a sentence on what would help."""
    from PIL.Image import DecompressionBombError

    match error:
        case PermissionError():
            return "permission denied", "Allow this user to read it to include it."
        case FileNotFoundError():
            return "there is nothing at its place", "Copy the photo itself here to include it."
        case DecompressionBombError():
            return "it has too many pixels", EXPORT_SMALLER
        case OSError(errno=errno.EINVAL):
            # A parser was sent to a place before the file's beginning.
            return "its data is damaged", EXPORT_AGAIN
        case MemoryError():
            return "there is not enough memory for it", EXPORT_SMALLER
        case OSError(errno=int(), strerror=str(words)):
            return words[:1].lower() + words[1:], "Copy it to another disk to include it."
    text = str(error).lower()
    cut = isinstance(error, EOFError) or "truncated" in text or "end of file" in text
    return "the file ends early" if cut else "its data is damaged", EXPORT_AGAIN
