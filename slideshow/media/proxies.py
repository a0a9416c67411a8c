"""Photo → Picture, as `decode` gives it, but that what takes long to decode is decoded once.

What came of it is kept in the user's cache by the photo's content: in full, as it was, so that a film's
pixels are the same; and in small for previews. Bounded, and never needed.
"""

import io
import json
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import asdict, replace
from math import ceil
from typing import Any

import numpy as np
from PIL import Image

from slideshow.media.photo_files import why_changed
from slideshow.media.pictures import Colour, Picture, decode
from slideshow.media.still_colours import StillColours
from slideshow.model.album import VIDEO, Photo
from slideshow.model.geometry import Margins, Size
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder

# Another number whenever the same photo would give other pixels.
_REVISION = 2
MOST_BYTES = 1_500_000_000
_SWEEP_SECONDS = 600.0
# A JPEG is decoded reduced, in a fraction of the time that the others take.
_QUICK = ("JPEG",)
_MODES = {"L": 1, "RGB": 3}
_MOST_HEADER = 4_000_000
# The longer side of a small copy: what a card 720 pixels wide may show of a photo that it cuts.
SMALL_SIDE = 2304
_SMALL_QUALITY = 92
# Small copies in memory, decoded: about 12 MB each.
_MOST_IN_MEMORY = 6


class Proxies:
    """The copies in one folder; threads may share it."""

    def __init__(self, cache: FileCache | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._kept = cache or FileCache(cache_folder() / "proxies")
        self._most_bytes = most_bytes
        self._small: OrderedDict[tuple[str, int, Margins], Image.Image] = OrderedDict()
        self._changing = threading.Lock()

    def full(self, photo: Photo, scale: float = 1.0, *, background: Colour = (0, 0, 0)) -> Picture:
        """What `decode` gives, from the copy where there is one. Raises PhotoError."""
        if photo.format in _QUICK or photo.moves:
            return decode(photo, scale, background=background)
        name = f"{photo.digest}-{_REVISION}.raw"
        # Of a photo that is gone or was changed there is no film, whatever is kept of it.
        if why_changed(photo.path, photo.state) is None:
            try:
                found = _read(self._kept.file(name).read_bytes())
            except (OSError, ValueError):
                found = None
            if found is not None and found[0].size == _stored(photo):
                self._kept.touch(self._kept.file(name))
                return Picture(found[0], photo, (1.0, 1.0), found[1], background)
        picture = decode(photo, scale, background=background)
        kept = picture.stored
        if kept is not None:
            self._kept.write(name, *_written(*kept))
            self._kept.sweep(self._most_bytes, _SWEEP_SECONDS)
        return picture

    def seen(self, photo: Photo, scale: float = 1.0, *, background: Colour = (0, 0, 0)) -> Picture:
        """What `decode` gives; of what takes long to decode a small copy is kept on the way.

        Raises PhotoError.
        """
        picture = decode(photo, scale, background=background)
        is_large = max(photo.size.width, photo.size.height) > SMALL_SIDE
        if is_large and photo.format not in (*_QUICK, VIDEO) and not photo.moves and picture.stored:
            self._keep_small(photo.turned_to(0), picture)
        return picture

    def small(self, photo: Photo, scale: float = 1.0, *, background: Colour = (0, 0, 0)) -> Picture:
        """A picture of the photo with at least `scale` pixels to one of it, from a small copy where that is
        enough. Raises PhotoError."""
        longest = max(photo.size.width, photo.size.height)
        if photo.format == VIDEO or longest <= SMALL_SIDE or ceil(scale * longest) > SMALL_SIDE:
            return self.full(photo, scale, background=background)
        key = photo.digest, photo.turned_degrees, photo.trim
        with self._changing:
            copy = self._small.get(key)
            if copy is not None:
                self._small.move_to_end(key)
        if copy is None:
            copy = self._copy(photo, background)
            with self._changing:
                self._small[key] = copy
                while len(self._small) > _MOST_IN_MEMORY:
                    self._small.popitem(last=False)
        return Picture.of_copy(photo, copy)

    def _copy(self, photo: Photo, background: Colour) -> Image.Image:
        plain = photo.turned_to(0)
        name = _small_name(plain)
        try:
            with Image.open(io.BytesIO(self._kept.file(name).read_bytes()), formats=["JPEG"]) as image:
                if max(image.size) <= SMALL_SIDE:
                    return image.convert("RGB").rotate(-photo.turned_degrees, expand=True)
        # A decoder of damaged bytes raises whatever it trips over.
        except Exception:
            self._kept.drop(self._kept.file(name))
        picture = self.full(plain, _small_scale(plain), background=background)
        return self._keep_small(plain, picture).rotate(-photo.turned_degrees, expand=True)

    def _keep_small(self, photo: Photo, picture: Picture) -> Image.Image:
        """The small copy of a photo that is not turned."""
        scale = _small_scale(photo)
        size = Size(*(max(1, round(side * scale)) for side in (photo.size.width, photo.size.height)))
        copy = Image.fromarray(picture.sample(photo.size.whole, size))
        content = io.BytesIO()
        copy.save(content, "JPEG", quality=_SMALL_QUALITY, subsampling=0)
        self._kept.write(_small_name(photo), content.getvalue())
        return copy


def _small_name(photo: Photo) -> str:
    sides = (photo.trim.left, photo.trim.top, photo.trim.right, photo.trim.bottom)
    trim = f"-{'-'.join(map(str, sides))}" if any(sides) else ""
    return f"{photo.digest}-{_REVISION}-{SMALL_SIDE}{trim}.jpg"


def _small_scale(photo: Photo) -> float:
    return SMALL_SIDE / max(photo.size.width, photo.size.height)


def _stored(photo: Photo) -> tuple[int, int]:
    size = photo.turned_to(0).whole_size
    stored = size.turned if photo.turned_to(0).orientation >= 5 else size
    return stored.width, stored.height


def _written(image: Image.Image, colours: StillColours) -> tuple[bytes, bytes]:
    """What tells of the pixels, and the pixels: tens of megabytes, which nobody copies without need."""
    pixels = image.tobytes()
    head: dict[str, Any] = {
        "mode": image.mode,
        "size": image.size,
        "colours": {**asdict(colours), "profile": colours.profile.hex()},
        "sum": _sum(pixels, colours),
    }
    return json.dumps(head).encode() + b"\n", pixels


def _sum(pixels: "bytes | memoryview", colours: StillColours) -> int:
    return zlib.crc32(pixels, zlib.crc32(repr(colours).encode()))


def _read(content: bytes) -> tuple[Image.Image, StillColours] | None:
    """The picture and what its colours are; None for what is damaged. Raises ValueError."""
    end = content.find(b"\n", 0, _MOST_HEADER)
    try:
        head = json.loads(content[:end])
        mode, (width, height) = head["mode"], head["size"]
        colours = StillColours(**head["colours"])
        colours = replace(colours, profile=bytes.fromhex(head["colours"]["profile"]))
        length = _MODES[mode] * width * height
    except (KeyError, TypeError, RecursionError):
        return None
    pixels = np.frombuffer(content, np.uint8, offset=end + 1)
    if end < 0 or len(pixels) != length or _sum(pixels.data, colours) != head["sum"]:
        return None
    return Image.frombuffer(mode, (width, height), pixels, "raw", mode, 0, 1), colours


_ours: dict[str, Proxies] = {}


def decode_once(photo: Photo, scale: float = 1.0, *, background: Colour = (0, 0, 0)) -> Picture:
    """What `decode` gives, decoded once for all films. Raises PhotoError."""
    return own_proxies().full(photo, scale, background=background)


def all_kept(photos: Iterable[Photo]) -> bool:
    """Whether there are photos that take long to decode, and room for copies of them all."""
    sizes = [photo.whole_size for photo in photos if not (photo.format in _QUICK or photo.moves)]
    return 0 < sum(3 * size.width * size.height for size in sizes) <= MOST_BYTES


def own_proxies() -> Proxies:
    """Those in the user's cache."""
    folder = cache_folder() / "proxies"
    return _ours.setdefault(str(folder), Proxies(FileCache(folder)))
