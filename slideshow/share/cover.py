"""A film, or a picture a person chose → the cover that stands for the film, and its shape."""

import io
from dataclasses import dataclass
from pathlib import Path

from slideshow.errors import FfmpegError, InputError, printable
from slideshow.model.geometry import Size
from slideshow.system import ffmpeg

_MOST_BYTES = 20_000_000
# The fullest of so many frames from the beginning, three a second: a film may begin with black or in a fade.
_SECONDS_SEARCHED = 6
_FRAMES_COMPARED = 18
_MOST_WIDTH = 1080
_KINDS = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png"), "WEBP": ("image/webp", ".webp")}


@dataclass(frozen=True, slots=True)
class Cover:
    content: bytes
    content_type: str
    suffix: str  # ".jpg"
    size: Size


def cover_of_film(film: Path) -> Cover:
    """A JPEG of the frame that is most like those around it, early in the film.

    Raises InputError when the film cannot be decoded, which it must be to be shown at all.
    """
    size = f"'trunc(min({_MOST_WIDTH},iw*sar)/2)*2':'trunc(ow/dar/2)*2'"
    # Stored JPEGs are BT.601 in full range, whatever the film is.
    picture = f"scale={size}:out_color_matrix=bt601:out_range=full,setsar=1,format=yuvj420p"
    choice = f"fps=3,{picture},thumbnail={_FRAMES_COMPARED}"
    source = ["-t", str(_SECONDS_SEARCHED), *ffmpeg.given(film)]
    source += ["-map", "0:v:0", "-map_metadata", "-1"]
    written = ["-frames:v", "1", "-q:v", "3", "-f", "mjpeg", "-fflags", "+bitexact", "-flags", "+bitexact"]
    try:
        content, _ = ffmpeg.run(["-loglevel", "error", *source, "-vf", choice, *written, "-"])
    except FfmpegError as error:
        raise _unplayable(film, error.problem) from error
    if not content:
        raise _unplayable(film, "it has no picture")
    return _read(content, film)


def cover_of_file(path: Path) -> Cover:
    """A picture as it lies on the disk. Raises InputError for what no phone's browser shows."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{printable(path)}: cannot be read ({error.strerror or error}).") from error
    if len(content) > _MOST_BYTES:
        raise InputError(f"{printable(path)}: is too large for a cover.", "Use a picture of less than 20 MB.")
    return _read(content, path)


def _read(content: bytes, path: Path) -> Cover:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=tuple(_KINDS)) as picture:
            content_type, suffix = _KINDS[str(picture.format)]
            size = Size(*picture.size)
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InputError(
            f"{printable(path)}: is not a picture that a phone shows.", "Use a JPEG, PNG or WebP file."
        ) from error
    return Cover(content, content_type, suffix, size)


def _unplayable(film: Path, why: str) -> InputError:
    return InputError(f"{printable(film)}: cannot be played ({why}).", "Give a film such as trip.mp4.")
