"""Photo → Picture: its pixels, upright and in sRGB, cut out and resized on demand.

Nothing is done to the whole picture that can be done to the part and size that is asked for: turning,
colour management and compositing work on the small result, and a JPEG is decoded reduced.
"""

import io
import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms
from PIL.Image import Resampling, Transpose
from PIL.ImageCms import ImageCmsTransform

from slideshow.errors import PhotoError
from slideshow.media.clips.poster import poster
from slideshow.media.photo_files import CHANGED, opened, state_of, why_unreadable
from slideshow.media.still_colours import SRGB, StillColours, colours_of
from slideshow.model.album import VIDEO, Photo
from slideshow.model.geometry import NO_MARGINS, Rect, Size

Colour = tuple[int, int, int]

# How a stored picture is turned upright: EXIF orientation → Pillow's name for the turn.
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_STORED_RIGHT_TO_LEFT = (2, 3, 6, 7)
_STORED_BOTTOM_UP = (3, 4, 7, 8)
_STORED_SIDEWAYS = (5, 6, 7, 8)

# What stands for white in greys of more than 8 bits. Floating point pictures come in all three ranges.
_WHITES = {"F": (1.0, 255.0, 65535.0), "I": (65535.0,)}

# Greys are brought to 8 bits so many pixels at a time: all of a large one at once would take four times its
# memory, and most of the time for that.
_BAND_PIXELS = 1 << 18

# Colour space that a profile names → Pillow mode.
_PROFILE_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}

# Edges that arithmetic has put outside the picture by less than this are meant to be its border.
_EDGE_SLACK = 1e-3


class Picture:
    """A decoded photo. `size` is that of the whole photo upright, however far it was reduced; what is trimmed
    of it does not count."""

    __slots__ = ("_background", "_colours", "_orientation", "_reduced", "_source", "_trim", "size")

    def __init__(
        self,
        source: Image.Image,
        photo: Photo,
        reduced: tuple[float, float],
        colours: StillColours,
        background: Colour,
    ) -> None:
        self.size = photo.size
        self._orientation = photo.orientation
        trim = photo.trim
        self._trim = float(trim.left), float(trim.top), float(trim.right), float(trim.bottom)
        # As the file holds it: not turned, in its own colours, `reduced` source pixels per photo pixel.
        self._source = source
        self._reduced = reduced
        self._colours = colours
        self._background = background

    @classmethod
    def of_copy(cls, photo: Photo, copy: Image.Image) -> "Picture":
        """A small copy of a photo, upright and trimmed as that is, RGB in sRGB, in the photo's place."""
        reduced = copy.width / photo.size.width, copy.height / photo.size.height
        return cls(copy, replace(photo, orientation=1, trim=NO_MARGINS), reduced, SRGB, (0, 0, 0))

    @property
    def stored(self) -> tuple[Image.Image, StillColours] | None:
        """The pixels as the file holds them, and what their colours are; None where they are not all there,
        or let something shine through."""
        if self._reduced != (1.0, 1.0) or self._source.mode not in ("L", "RGB"):
            return None
        return self._source, self._colours

    def standing_for(self, photo: Photo) -> "Picture":
        """The same picture as that of a photo of another size: for a film in small."""
        across, down = self.size.width / photo.size.width, self.size.height / photo.size.height
        reduced = self._reduced[0] * across, self._reduced[1] * down
        same = replace(photo, orientation=self._orientation)
        picture = Picture(self._source, same, reduced, self._colours, self._background)
        left, top, right, bottom = self._trim
        picture._trim = left / across, top / down, right / across, bottom / down
        return picture

    def sample(self, crop: Rect, size: Size) -> NDArray[np.uint8]:
        """The part of the photo inside `crop`, resized to `size`: (height, width, 3), RGB in sRGB.

        `crop` is in pixels of the upright photo in full, edges anywhere between them. Raises ValueError
        when it reaches outside the photo.
        """
        turned = self._orientation in _STORED_SIDEWAYS
        stored_size = size.turned if turned else size
        piece = self._source.resize(
            (stored_size.width, stored_size.height),
            Resampling.LANCZOS,
            box=self._stored_box(crop),
            reducing_gap=2.0,
        )
        piece = _in_srgb(piece, self._colours, self._background)
        turn = _TURNS.get(self._orientation)
        # Not its truth: FLIP_LEFT_RIGHT is 0.
        if turn is not None:
            piece = piece.transpose(turn)
        return np.array(piece, dtype=np.uint8)

    def _stored_box(self, crop: Rect) -> tuple[float, float, float, float]:
        """`crop` as edges in the source."""
        trim_left, trim_top, trim_right, trim_bottom = self._trim
        left, right = crop.x + trim_left, crop.right + trim_left
        top, bottom = crop.y + trim_top, crop.bottom + trim_top
        width = self.size.width + trim_left + trim_right
        height = self.size.height + trim_top + trim_bottom
        if self._orientation in _STORED_RIGHT_TO_LEFT:
            left, right = width - right, width - left
        if self._orientation in _STORED_BOTTOM_UP:
            top, bottom = height - bottom, height - top
        if self._orientation in _STORED_SIDEWAYS:
            left, top, right, bottom = top, left, bottom, right
            width, height = height, width
        across, down = self._reduced
        return (
            _kept_inside(left, width) * across,
            _kept_inside(top, height) * down,
            _kept_inside(right, width) * across,
            _kept_inside(bottom, height) * down,
        )


class Animation:
    """The pictures of an animated photo, by their numbers: each as `decode` gives the first."""

    def __init__(self, photo: Photo, background: Colour = (0, 0, 0)) -> None:
        self.path = photo.path
        self._photo = photo
        self._background = background
        self._file: BinaryIO | None = None
        self._image: Image.Image | None = None

    def picture(self, index: int) -> Picture:
        """The picture of that number, until the next one is asked for. Raises PhotoError."""
        try:
            image = self._image or self._opened()
            # A picture of its own for viewers that know no animations stands in front.
            image.seek(index + bool(image.info.get("default_image")))
            image.load()
            source = _workable(image)
        except PhotoError:
            raise
        # A decoder of damaged bytes raises whatever it trips over.
        except Exception as error:
            self.close()
            raise PhotoError(self.path, *why_unreadable(error)) from error
        assert self._file is not None
        colours = colours_of(self._file, image)
        return Picture(source, self._photo, (1.0, 1.0), colours, self._background)

    def close(self) -> None:
        """Closes the file. What is asked for next opens it anew."""
        if self._image:
            self._image.close()
        if self._file:
            self._file.close()
        self._image = self._file = None

    def _opened(self) -> Image.Image:
        photo = self._photo
        self._file = photo.path.open("rb")
        image = opened(self._file, photo.format)
        if photo.state not in (None, state_of(self._file)):
            raise _changed(photo)
        self._image = image
        return image


def decode(photo: Photo, scale: float = 1.0, *, background: Colour = (0, 0, 0)) -> Picture:
    """The picture of `photo`, with at least `scale` decoded pixels per photo pixel.

    Transparent parts show `background`. Animations show their first frame, clips the moment that stands for
    them. Raises PhotoError when the photo cannot be decoded as a whole.
    """
    if photo.format == VIDEO and photo.clip:
        longest = max(photo.size.width, photo.size.height)
        side = min(longest, max(2, math.ceil(scale * longest)))
        return Picture.of_copy(photo, poster(photo.clip, float(photo.clip.still_seconds), side))
    stored = photo.whole_size
    if photo.orientation in _STORED_SIDEWAYS:
        stored = stored.turned
    try:
        with photo.path.open("rb") as file, opened(file, photo.format) as image:
            if image.size != (stored.width, stored.height):
                raise _changed(photo)
            reduced = _reduce(image, scale)
            image.load()
            colours = colours_of(file, image)
            source = _workable(image)
            # Behind the decoding, as it may be changed while we read.
            if photo.state not in (None, state_of(file)):
                raise _changed(photo)
    except PhotoError:
        raise
    # A decoder of damaged bytes raises whatever it trips over.
    except Exception as error:
        raise PhotoError(photo.path, *why_unreadable(error)) from error
    return Picture(source, photo, reduced, colours, background)


def _changed(photo: Photo) -> PhotoError:
    return PhotoError(photo.path, *CHANGED)


def whole(
    photo: Photo, side: int, background: Colour = (255, 255, 255), decode: Callable[..., Picture] = decode
) -> NDArray[np.uint8]:
    """All of the photo as `sample` gives it, with a longer side of at most `side`. Raises PhotoError."""
    scale = min(1.0, side / max(photo.size.width, photo.size.height))
    size = Size(*(max(1, round(edge * scale)) for edge in (photo.size.width, photo.size.height)))
    return decode(photo, scale, background=background).sample(photo.size.whole, size)


def _reduce(image: Image.Image, scale: float) -> tuple[float, float]:
    """Asks a JPEG's decoder for fewer pixels; returns decoded pixels per pixel, across and down."""
    # Not for HEIC, which would give its embedded thumbnail: the photo itself would go unchecked.
    if image.format != "JPEG":
        return 1.0, 1.0
    width, height = image.size
    factor = max((factor for factor in (8, 4, 2) if scale * factor <= 1.0), default=1)
    draft = image.draft(None, (max(1, width // factor), max(1, height // factor))) if factor > 1 else None
    if draft is None:
        return 1.0, 1.0
    # A reduced JPEG of 4001 pixels is 2001 wide and holds 2000.5 of them: the box says so.
    _, _, across, down = draft[1]
    return across / width, down / height


def _workable(image: Image.Image) -> Image.Image:
    """The image in a mode that can be resized: L, RGB, RGBa, CMYK or LAB. Transparency is premultiplied."""
    if image.mode in _WHITES or image.mode.startswith("I;16"):
        return _grey(image)
    if image.has_transparency_data:
        if image.mode != "RGBA":
            image = image.convert("RGBA")
        if image.getchannel("A").getextrema() == (255, 255):
            return image.convert("RGB")
        # Resized unpremultiplied, the colour hidden under transparent pixels would show as a fringe.
        return image.convert("RGBa")
    if image.mode in ("L", "RGB", "CMYK", "LAB"):
        # The file's own image keeps the file's bytes and decoder alive; this one has only the pixels.
        return image._new(image.im)
    return image.convert("L" if image.mode == "1" else "RGB")


def _grey(image: Image.Image) -> Image.Image:
    values = np.asarray(image)
    rows = max(1, _BAND_PIXELS // max(1, image.width))
    bands = [slice(top, top + rows) for top in range(0, image.height, rows)]
    most = max((float(_numbers(values[band]).max()) for band in bands), default=0.0)
    white = next((white for white in _WHITES.get(image.mode, (65535.0,)) if most <= white), most)
    grey = np.empty(values.shape, dtype=np.uint8)
    for band in bands:
        grey[band] = np.clip(_numbers(values[band]) * (255.0 / white) + 0.5, 0.0, 255.0)
    return Image.fromarray(grey)


def _numbers(values: NDArray[Any]) -> NDArray[np.float32]:
    numbers = values.astype(np.float32)
    return np.nan_to_num(numbers, nan=0.0, posinf=0.0, neginf=0.0) if values.dtype.kind == "f" else numbers


def _in_srgb(image: Image.Image, colours: StillColours, background: Colour) -> Image.Image:
    """`image` as opaque RGB in sRGB."""
    alpha = None
    if image.mode == "RGBa":
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        image = image.convert("RGB")
    if colours.transfer != "sdr":
        image = colours.tone_mapped(image)
    mode, transform = _transform(colours.profile, image.mode)
    if image.mode != mode:
        image = image.convert(mode)
    if transform is not None:
        image = transform.apply(image)
    image = image.convert("RGB")
    if alpha is not None:
        image = Image.composite(image, Image.new("RGB", image.size, background), alpha)
    return image


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str) -> tuple[str, ImageCmsTransform | None]:
    """How an image of `mode` becomes sRGB: the mode to convert it to first, and a transform where needed.

    A profile that is broken or made for other colours than the image has is ignored.
    """
    if mode == "LAB":
        return mode, _built(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")), mode)
    if not profile:
        return mode, None
    try:
        described = ImageCms.getOpenProfile(io.BytesIO(profile))
        wants = _PROFILE_MODES.get(described.profile.xcolor_space.strip(), "")
        if wants != mode and (mode, wants) != ("L", "RGB"):
            return mode, None
        transform = _built(described, wants)
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError):
        return mode, None
    return (mode, None) if wants == "RGB" and _changes_nothing(transform) else (wants, transform)


def _built(profile: ImageCms.ImageCmsProfile, mode: str) -> ImageCmsTransform:
    return ImageCms.buildTransform(
        profile,
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _changes_nothing(transform: ImageCmsTransform) -> bool:
    """True for a profile that is sRGB under whatever name: told by what it does to a cube of colours."""
    steps = np.linspace(0, 255, 9).astype(np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(9, 81, 3)
    after = np.asarray(transform.apply(Image.fromarray(cube)))
    return int(np.abs(after.astype(int) - cube.astype(int)).max()) <= 2


def _kept_inside(edge: float, limit: float) -> float:
    if -_EDGE_SLACK <= edge <= limit + _EDGE_SLACK:
        return min(max(edge, 0.0), limit)
    return edge
