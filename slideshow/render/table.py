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

from slideshow.effects.layouts import CLOSEST, Arrangement, arranged
from slideshow.effects.motions import MOTIONS
from slideshow.media.pictures import Picture
from slideshow.model.album import Photo
from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Point, Rect, Size
from slideshow.model.template import Border, Look
from slideshow.model.timeline import Slide
from slideshow.render.camera import Apart, Card, Layer
from slideshow.render.colour import RGB, planes, rgb_of
from slideshow.render.ground_colour import own_colour
from slideshow.render.lettering import typeset
from slideshow.render.players.clip_player import player_of
from slideshow.render.prints import (
    Decode,
    bounds,
    cover_of,
    inscribed,
    print_of,
    rim_of,
    sampled,
    tilt,
)
from slideshow.render.texture import TEXTURES, texture
from slideshow.render.tone import correcting

# The tape in shares of the frame's shorter side; how much of what is below it it hides, of 255.
_TAPE, _TAPE_COVER = (0.25, 0.058), 205
# Shadows, by how high the paper lies: an outline close to it, and the dark around; sizes as shares of the
# frame's shorter side, (right, down, blur, strength).
_SHADOWS = ((0.002, 0.004, 0.004, 0.55), (0.009, 0.016, 0.02, 0.7))
_COARSE = 4
_WRITTEN = 0.84  # of the foot's height

Matrix = NDArray[np.float64]


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
    _shade(table, _corners(own, middle, canvas), look.backdrop.shadow)
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
    hidden = inscribed(own.paper, own.degrees, radius)
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
    sharp, picture = sampled(photo, placement, look, decode)
    paper, at = print_of(sharp, placement.box, side, look.border)
    paper = paper.copy()
    if slide.handwriting:
        _write(slide.handwriting, paper, int(at.bottom - placement.box.bottom), side, look)
    cover = cover_of(paper, round(look.border.radius * side))
    if cover is None:
        cover = np.full(paper.shape[:2], 255, np.uint8)
    # What plays stands upright.
    degrees = 0.0 if slide.has_clips else tilt(photo, look.border)
    if look.border.pin is not None:
        _pin(paper, side, look.border.pin)
    if look.border.tape is None:
        return _Print(paper, cover, at, at, degrees, picture)
    beyond = 2 * round(0.55 * _TAPE[1] * side / 2)
    pixels = np.asarray(cv2.copyMakeBorder(paper, beyond, beyond, 0, 0, cv2.BORDER_REPLICATE), np.uint8)
    cover = np.pad(cover, ((beyond, beyond), (0, 0)))
    _stick(pixels, cover, beyond, side, look.border, int(photo.digest[8:12] or "0", 16) / 0xFFFF)
    whole = Rect(at.x, at.y - beyond, at.width, at.height + 2 * beyond)
    return _Print(pixels, cover, whole, at, degrees, picture)


def _pin(paper: RGB, side: float, colour: str) -> None:
    """A round pin in the paper's upper edge, with a spark of light on it and its shadow beside."""
    scale, radius = 4, 0.019 * side
    reach = int(4 * radius)
    left, top = paper.shape[1] // 2 - reach, 0
    part = paper[top : top + reach, left : left + 2 * reach]
    if part.shape[:2] != (reach, 2 * reach):
        return
    middle = (reach, 1.35 * radius)

    def disc(right: float, down: float, size: float, blur: float = 0.0) -> NDArray[np.float32]:
        mask = np.zeros((scale * reach, scale * 2 * reach), np.uint8)
        centre = (round(scale * (middle[0] + right * radius)), round(scale * (middle[1] + down * radius)))
        cv2.circle(mask, centre, max(1, round(scale * size * radius)), 255, cv2.FILLED)
        small = cv2.resize(mask, (2 * reach, reach), interpolation=cv2.INTER_AREA).astype(np.float32) / 255.0
        soft = cv2.GaussianBlur(small, (0, 0), blur * radius) if blur else small
        return np.asarray(soft, np.float32)[:, :, None]

    paint = np.array(rgb_of(colour), np.float32)
    look = part.astype(np.float32)
    for share, tone, mask in (
        (0.5, paint * 0.0, disc(0.55, 0.8, 1.0, 0.35)),
        (1.0, paint * 0.72, disc(0.0, 0.0, 1.0)),
        (1.0, paint, disc(-0.1, -0.12, 0.78, 0.18)),
        (0.75, paint * 0.0 + 255.0, disc(-0.32, -0.36, 0.2, 0.12)),
    ):
        look += (tone - look) * (share * mask)
    part[:] = np.clip(np.rint(look), 0, 255).astype(np.uint8)


def _stick(pixels: RGB, cover: Plane, edge: int, side: float, border: Border, whim: float) -> None:
    """A strip of tape over the paper's upper edge, somewhat askew, its ends cut in teeth."""
    assert border.tape is not None
    length, width = min(_TAPE[0] * side, 0.45 * pixels.shape[1]), _TAPE[1] * side
    middle = pixels.shape[1] * (0.4 + 0.2 * whim)
    angle = np.radians(7.0 * (whim * 7.0 % 1.0) - 3.5)
    teeth = 5
    right = [
        (length / 2 - (number % 2) * width * 0.09, width * (number / (2 * teeth) - 0.5))
        for number in range(2 * teeth + 1)
    ]
    outline = np.array([*right, *((-x, -y) for x, y in right)])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = outline @ turn.T + (middle, edge + 0.08 * width)
    tape: Plane = np.zeros(cover.shape[:2], np.uint8)
    cv2.fillPoly(tape, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
    share = tape.astype(np.float32)[:, :, None] / 255.0
    # Lit from above: the strip is a little brighter along its middle.
    rows = np.arange(tape.shape[0], dtype=np.float32)[:, None] - edge
    sheen = 1.0 + 0.06 * np.cos(np.clip(rows / width, -1.0, 1.0) * np.pi)[:, :, None]
    paint = np.array(rgb_of(border.tape), np.float32) * sheen
    # Off the paper it is as it is; on it, what is below shines through.
    own = np.where(cover[:, :, None] > 0, _TAPE_COVER / 255.0, 1.0)
    pixels[:] = np.clip(pixels + (paint - pixels) * (share * own), 0, 255).astype(np.uint8)
    np.maximum(cover, np.asarray(cv2.convertScaleAbs(tape, alpha=_TAPE_COVER / 255.0), np.uint8), out=cover)


def _write(text: str, paper: RGB, foot: int, side: float, look: Look) -> None:
    """Handwriting in the middle of the paper's foot, one line."""
    kind, height = look.caption, _WRITTEN * foot
    lines = typeset(
        text,
        family=kind.family,
        weight=kind.weight,
        size=min(kind.size * side, height),
        room=0.9 * paper.shape[1],
        most_lines=1,
        align="centre",
    )
    if not lines.lines:
        return
    ink = lines.draw(1)
    line = lines.lines[0]
    # By the middle of the small letters, so that all feet are written on the same height.
    top = paper.shape[0] - foot / 2 - (line.baseline - 0.24 * lines.size)
    left = 0.05 * paper.shape[1] + ink.origin[0]
    x, y = max(0, round(left)), max(0, round(top + ink.origin[1]))
    part = paper[y : y + ink.mask.shape[0], x : x + ink.mask.shape[1]]
    share = (ink.mask[: part.shape[0], : part.shape[1]].astype(np.float32) / 255.0)[:, :, None]
    part[:] = np.rint(part + (np.array(rgb_of(kind.colour), np.float32) - part) * share).astype(np.uint8)


def _turned(own: _Print) -> Matrix:
    """From pixels of the print to those of the card."""
    middle = ((own.pixels.shape[1] - 1) / 2, (own.pixels.shape[0] - 1) / 2)
    matrix = np.asarray(cv2.getRotationMatrix2D(middle, -own.degrees, 1.0), np.float64)
    matrix[:, 2] += (own.at.x, own.at.y)
    return matrix


def _lay_still(slide: Slide, table: RGB, canvas: Size, look: Look, decode: Decode) -> None:
    """Lays a slide's print on the table as it is seen when the slide ends, with its shadow."""
    sizes = [photo.size for photo in slide.photos]
    arrangement = arranged(slide.layout.name, sizes, canvas, **slide.layout.arguments)  # type: ignore[arg-type]
    side = min(canvas.width, canvas.height) * CLOSEST
    own = _made(slide, arrangement, side, look, decode)
    window = MOTIONS[slide.motion.name](arrangement.card, canvas, 1.0, **slide.motion.arguments)
    _shade(table, _corners(own, window, canvas), look.backdrop.shadow)
    scale = canvas.width / window.width
    matrix = _turned(own)
    # From the middle of a pixel to the middle of a pixel.
    matrix[:, 2] = (matrix[:, 2] + 0.5 - (window.x, window.y)) * scale - 0.5
    matrix[:, :2] *= scale
    size = (canvas.width, canvas.height)
    way = cv2.INTER_CUBIC
    laid = cv2.warpAffine(own.pixels, matrix, size, flags=way, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.cvtColor(cv2.warpAffine(own.cover, matrix, size, flags=cv2.INTER_LINEAR), cv2.COLOR_GRAY2RGB)
    cv2.multiply(laid, cover, dst=laid, scale=1.0 / 255.0)
    cv2.bitwise_not(cover, dst=cover)
    cv2.multiply(table, cover, dst=table, scale=1.0 / 255.0)
    cv2.add(table, laid, dst=table)


def _corners(own: _Print, window: Rect, canvas: Size) -> NDArray[np.float64]:
    """The paper's corners (4, 2) in pixels of the frame, when the window is looked at."""
    cosine, sine = np.cos(np.radians(own.degrees)), np.sin(np.radians(own.degrees))
    middle, half_x, half_y = own.paper.centre, own.paper.width / 2, own.paper.height / 2
    scale = canvas.width / window.width
    found = []
    for x, y in ((-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)):
        point = Point(middle.x + x * cosine - y * sine, middle.y + x * sine + y * cosine)
        found.append(((point.x - window.x) * scale, (point.y - window.y) * scale))
    return np.array(found, np.float64)


def _shade(table: RGB, corners: NDArray[np.float64], strength: float) -> None:
    """Takes the light away around a paper that lies there."""
    height, width = table.shape[:2]
    side = min(height, width)
    keep = np.ones((height // _COARSE, width // _COARSE), np.float32)
    for right, down, blur, share in _SHADOWS:
        shape = np.zeros(keep.shape, np.uint8)
        points = (corners + np.array((right, down)) * side) / _COARSE
        cv2.fillPoly(shape, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
        soft = cv2.GaussianBlur(shape.astype(np.float32) / 255.0, (0, 0), max(0.4, blur * side / _COARSE))
        keep *= 1.0 - strength * share * soft
    levels = cv2.cvtColor(np.rint(255.0 * keep).astype(np.uint8), cv2.COLOR_GRAY2RGB)
    full = cv2.resize(levels, (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.multiply(table, full, dst=table, scale=1.0 / 255.0)
