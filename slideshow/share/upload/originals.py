"""Photos → copies for the cloud: pixels and nothing else, in sRGB, upright, numbered in their order.

They are rendered anew rather than stripped: what was never written cannot be forgotten. Then they are read
again and searched, and only then is their folder given its name.
"""

import io
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from slideshow.errors import PhotoError, RenderError, printable
from slideshow.events import Advanced, PhotoLeftOut, Report, Started, ignore
from slideshow.media.decode_limits import blaming, limits
from slideshow.media.pictures import decode
from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.share.upload.copies_folder import beside, check_place, publish
from slideshow.share.upload.jpeg_metadata import tells_a_place, traces
from slideshow.system.sandbox import Sandbox

LONGEST_SIDE = 2560
# The sample photos take 0.7 MB each at 2560 and this quality; in full they are to be printed, perhaps.
_QUALITY, _FULL_QUALITY = 90, 94
# More would only want more memory.
_THREADS = min(4, os.cpu_count() or 1)
_WHITE = (255, 255, 255)
_OURS = re.compile(r"\d{3,}\.jpg")


@dataclass(frozen=True, slots=True)
class Copies:
    """What stands in `folder`: `names` in order. `located` of the originals had a location."""

    folder: Path
    names: tuple[str, ...]
    size_bytes: int
    original_bytes: int
    located: int

    def summary(self) -> str:
        """ "24 files, 61 MB from 143 MB; 19 had a location; none has one now"."""
        count = len(self.names)
        had = f"{self.located or 'none'} had a location"
        now = "; none has one now" if self.located else ""
        return (
            f"{count} file{'s' if count != 1 else ''}, {_megabytes(self.size_bytes)} from "
            f"{_megabytes(self.original_bytes)}; {had}{now}"
        )


def write_copies(
    photos: Sequence[Photo],
    source: Path,
    out: Path,
    *,
    longest_side: int | None = LONGEST_SIDE,
    overwrite: bool = False,
    report: Report = ignore,
) -> Copies:
    """001.jpg, 002.jpg, ... in the new folder `out`, one for each photo of the folder `source`.

    `longest_side` is in pixels, None for the full size; photos are never enlarged. One that cannot be decoded
    is reported and left out. Raises SlideshowError; `out` is as it was then.
    """
    _check_place(source, out, overwrite)
    report(Started("originals", len(photos)))
    try:
        with beside(out) as part:
            results = _written(photos, part, longest_side, report)
            if not results:
                raise RenderError(
                    f"{printable(source)}: none of its photos can be decoded.", "Export them again."
                )
            names = _named(part, len(results))
            copies = Copies(
                folder=out,
                names=names,
                size_bytes=sum(_searched(part / name) for name in names),
                original_bytes=sum(size for size, _ in results),
                located=sum(located for _, located in results),
            )
            _check_place(source, out, overwrite)  # something may have come while we worked
            publish(part, out, _OURS)
    except OSError as error:
        raise RenderError(
            f"{printable(out)}: cannot be written ({error.strerror or error}).",
            "Make room, or choose another place with -o.",
        ) from error
    return copies


def _check_place(source: Path, out: Path, overwrite: bool) -> None:
    check_place(source, out, overwrite, _is_copy)


def _written(
    photos: Sequence[Photo], part: Path, longest_side: int | None, report: Report
) -> list[tuple[int, bool]]:
    """Copies in the hidden folder, in order; for each the original's size and whether it had a location."""

    def write(numbered: tuple[int, Photo]) -> tuple[int, bool] | PhotoError:
        number, photo = numbered
        try:
            with blaming(photo):
                return guarded(Wanted(photo, part / f"{number:06d}.part", longest_side))
        except PhotoError as error:
            return error

    written: list[tuple[int, bool]] = []
    with (
        ThreadPoolExecutor(_THREADS, "originals") as pool,
        Sandbox(copy_photo, lambda wanted: limits(wanted.photo)) as guarded,
    ):
        try:
            for done, result in enumerate(pool.map(write, enumerate(photos)), start=1):
                if isinstance(result, PhotoError):
                    report(PhotoLeftOut(result.photo, result.reason, result.hint))
                elif isinstance(result, tuple):
                    written.append(result)
                report(Advanced("originals", done))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return written


@dataclass(frozen=True, slots=True)
class Wanted:
    """A copy at `out` of a photo."""

    photo: Photo
    out: Path
    longest_side: int | None


def copy_photo(wanted: Wanted) -> tuple[int, bool]:
    """The original's size and whether it had a location, once its copy is written. Raises PhotoError."""
    photo = wanted.photo
    size = _fitted(photo.size, wanted.longest_side)
    picture = decode(photo, size.width / photo.size.width, background=_WHITE)
    pixels = picture.sample(photo.size.whole, size)
    quality = _FULL_QUALITY if wanted.longest_side is None else _QUALITY
    copy = io.BytesIO()
    Image.fromarray(pixels).save(copy, "JPEG", quality=quality, optimize=True)
    # Pillow by itself would not notice that only a part of a block found room.
    wanted.out.write_bytes(copy.getbuffer())
    try:
        original = photo.path.read_bytes()
    except OSError as error:
        raise PhotoError(photo.path, error.strerror or "it went away") from error
    return len(original), photo.position is not None or tells_a_place(original)


def _fitted(size: Size, longest_side: int | None) -> Size:
    longest = max(size.width, size.height)
    if longest_side is None or longest <= longest_side:
        return size
    # Halves up, and never nothing: a panorama may be very thin.
    width, height = (max(1, (2 * side * longest_side + longest) // (2 * longest)) for side in _sides(size))
    return Size(width, height)


def _sides(size: Size) -> tuple[int, int]:
    return size.width, size.height


def _named(part: Path, count: int) -> tuple[str, ...]:
    """Final names without gaps."""
    digits = max(3, len(str(count)))
    names = tuple(f"{number:0{digits}d}.jpg" for number in range(1, count + 1))
    for path, name in zip(sorted(part.glob("*.part")), names, strict=True):
        path.rename(part / name)
    return names


def _searched(path: Path) -> int:
    """Its size, when it holds nothing but a picture."""
    data = path.read_bytes()
    if found := traces(data):
        raise RenderError(f"{path.name}: the copy holds {', '.join(found)}.", "Please report this.")
    return len(data)


def _is_copy(path: Path) -> bool:
    """Whether it may be a copy of ours: what a camera calls 0001.jpg tells more than its picture."""
    with suppress(OSError):
        return bool(_OURS.fullmatch(path.name)) and path.is_file() and not traces(path.read_bytes())
    return False


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB" if count >= 9.95e6 else f"{count / 1e6:.1f} MB"
