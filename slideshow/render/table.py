"""Prints on a table that stands still: what lies there from before, the one that moves, its tape and writing.

A card as any other, but what is behind its photo is a picture of the whole frame, which the camera does not
move. The photos that a slide has beneath lie as they lay when their own slides ended.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.effects.layouts import CLOSEST, Arrangement, arrange
from slideshow.effects.motions import MOTIONS
from slideshow.media.pictures import Picture
from slideshow.model.album import Photo
from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Look
from slideshow.model.timeline import Slide
from slideshow.render.camera import Apart, Card, Layer
from slideshow.render.colour import RGB, planes, rgb_of
from slideshow.render.fixings import TAPE, clip, pin, stick
from slideshow.render.ground_colour import own_colour
from slideshow.render.laying import Matrix, corners_of, lay_on, shade, turning, write
from slideshow.render.players.clip_player import player_of
from slideshow.render.prints import (
    Decode,
    bounds,
    cover_of,
    inscribed_box,
    print_of,
    rim_of,
    sample_print,
    tilt,
)
from slideshow.render.texture import TEXTURES, texture
from slideshow.render.tone import correcting


@dataclass(frozen=True, slots=True)
class _Print:
    """A print with all that is fixed to it: pixels and how much they hide, and where both lie on the card.

    `paper` is the part of that which is the paper itself, with the same middle.
    """

    pixels: RGB
    cover: Plane
    at: Rect
    paper: Rect
    degrees: float
    picture: Picture


def bare_table(photo: Photo, canvas: Size, look: Look, decode: Decode) -> Card:
    """The table with nothing on it, of the photo's colour where the look wants that."""
    picture = decode(photo, 64 / photo.size.width, background=rgb_of(look.background))
    return Card(canvas, Layer(planes(_table(picture, canvas, look))))


def on_table(
    slide: Slide,
    arrangement: Arrangement,
    canvas: Size,
    side: float,
    look: Look,
    decode: Decode,
    fps: Fraction | None,
) -> Card:
    """The slide's print over those beneath it; `side` is the frame's shorter one on the card."""
    own = _made(slide, arrangement, side, look, decode)
    table = _table(own.picture, canvas, look).copy()
    for one in slide.beneath:
        _lay_still(one, table, canvas, look, decode)
    move = MOTIONS[slide.motion.name]
    middle = move(arrangement.card, canvas, 0.5, **slide.motion.arguments)
    shade(table, _corners(own, middle, canvas), look.backdrop.shadow)
    ground = Frame(canvas)
    for plane, source in zip(ground.planes, planes(table), strict=True):
        plane[:] = source
    covered = bounds(own.paper, own.degrees)
    rim = rim_of(bounds(own.at, own.degrees), arrangement.card)
    matrix = _turned(own)
    matrix[:, 2] -= (rim.x, rim.y)
    size = (int(rim.width), int(rim.height))
    detail = cv2.warpAffine(own.pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    opaque = np.asarray(cv2.warpAffine(own.cover, matrix, size, flags=cv2.INTER_LINEAR), np.uint8)
    half = np.asarray(cv2.resize(opaque, (opaque.shape[1] // 2, opaque.shape[0] // 2)), np.uint8)
    radius = round(look.border.radius * side)
    hidden = inscribed_box(own.paper, own.degrees, radius)
    apart = Apart(Layer((opaque, half, half), rim, sharp=False), hidden, 1.0, ground)
    box = arrangement.placements[0].box
    cover = None
    if radius:
        top, left = round(box.y - own.at.y), round(box.x - own.at.x)
        cover = own.cover[top : top + int(box.height), left : left + int(box.width)]
    player = player_of(
        slide, arrangement, look.grade, fps, [own.picture], rgb_of(look.background), rim, cover
    )
    return Card(
        arrangement.card, Layer(planes(np.asarray(detail, np.uint8)), rim), None, covered, apart, player
    )


def _table(picture: Picture, canvas: Size, look: Look) -> RGB:
    if look.backdrop.own_colour > 0.0:
        colour = own_colour(picture, rgb_of(look.backdrop.colour), look.backdrop.own_colour)
        kind = look.backdrop.kind if look.backdrop.kind in TEXTURES else "paper"
        return texture(kind, "#" + bytes(colour).hex(), canvas)
    if look.backdrop.kind in TEXTURES:
        return texture(look.backdrop.kind, look.backdrop.colour, canvas)
    plain = np.empty((canvas.height, canvas.width, 3), np.uint8)
    plain[:] = rgb_of(look.backdrop.colour)
    return plain


# Where a look has both, so many photos have a clip instead of tape.
_CLIPPED = 0.4
_Recipe = tuple[object, ...]
# The prints made last: each comes again beneath the next ones.
_latest: OrderedDict[_Recipe, _Print] = OrderedDict()
_LATEST = 3
_lock = threading.Lock()


def _made(slide: Slide, arrangement: Arrangement, side: float, look: Look, decode: Decode) -> _Print:
    kind = look.border, look.grade, look.caption, look.background
    recipe = (
        slide.photos,
        slide.layout,
        slide.corrections,
        slide.handwriting,
        slide.has_clips,
        side,
        kind,
        decode,
    )
    with _lock:
        known = _latest.get(recipe)
    if known is None:
        known = _printed(slide, arrangement, side, look, correcting(decode, slide))
    with _lock:
        _latest[recipe] = known
        _latest.move_to_end(recipe)
        while len(_latest) > _LATEST:
            _latest.popitem(last=False)
    return known


def _printed(slide: Slide, arrangement: Arrangement, side: float, look: Look, decode: Decode) -> _Print:
    photo, placement = slide.photos[0], arrangement.placements[0]
    sharp, picture = sample_print(photo, placement, look, decode)
    paper, at = print_of(sharp, placement.box, side, look.border)
    paper = paper.copy()
    if slide.handwriting:
        write(slide.handwriting, paper, int(at.bottom - placement.box.bottom), side, look)
    cover = cover_of(paper, round(look.border.radius * side))
    if cover is None:
        cover = np.full(paper.shape[:2], 255, np.uint8)
    # What plays stands upright.
    degrees = 0.0 if slide.has_clips else tilt(photo, look.border)
    if look.border.pin is not None:
        pin(paper, side, look.border.pin)
    if look.border.tape is None and look.border.clip is None:
        return _Print(paper, cover, at, at, degrees, picture)
    beyond = 2 * round(0.55 * TAPE[1] * side / 2)
    pixels = np.asarray(cv2.copyMakeBorder(paper, beyond, beyond, 0, 0, cv2.BORDER_REPLICATE), np.uint8)
    cover = np.pad(cover, ((beyond, beyond), (0, 0)))
    whim = int(photo.digest[8:12] or "0", 16) / 0xFFFF
    if look.border.clip and (look.border.tape is None or whim < _CLIPPED):
        clip(pixels, cover, beyond, side, look.border.clip, whim)
    else:
        stick(pixels, cover, beyond, side, look.border, whim)
    whole = Rect(at.x, at.y - beyond, at.width, at.height + 2 * beyond)
    return _Print(pixels, cover, whole, at, degrees, picture)


def _turned(own: _Print) -> Matrix:
    """From pixels of the print to those of the card."""
    height, width = own.pixels.shape[:2]
    return turning(width, height, own.at.x, own.at.y, own.degrees)


def _lay_still(slide: Slide, table: RGB, canvas: Size, look: Look, decode: Decode) -> None:
    """Lays a slide's print on the table as it is seen when the slide ends, with its shadow."""
    sizes = [photo.size for photo in slide.photos]
    arrangement = arrange(slide.layout.name, sizes, canvas, **slide.layout.arguments)  # type: ignore[arg-type]
    side = min(canvas.width, canvas.height) * CLOSEST
    own = _made(slide, arrangement, side, look, decode)
    window = MOTIONS[slide.motion.name](arrangement.card, canvas, 1.0, **slide.motion.arguments)
    shade(table, _corners(own, window, canvas), look.backdrop.shadow)
    scale = canvas.width / window.width
    matrix = _turned(own)
    # From the middle of a pixel to the middle of a pixel.
    matrix[:, 2] = (matrix[:, 2] + 0.5 - (window.x, window.y)) * scale - 0.5
    matrix[:, :2] *= scale
    lay_on(table, own.pixels, own.cover, matrix)


def _corners(own: _Print, window: Rect, canvas: Size) -> NDArray[np.float64]:
    """Where the paper's corners are in the frame when the window is looked at."""
    scale = canvas.width / window.width
    return np.asarray((corners_of(own.paper, own.degrees) - (window.x, window.y)) * scale, np.float64)
