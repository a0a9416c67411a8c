"""Slide -> card: its photos laid out once, in RGB, and converted once."""

import math
from collections.abc import Callable
from fractions import Fraction

import cv2
import numpy as np

from slideshow.effects.layouts import CLOSEST, GAP, Arrangement, Placement, arranged
from slideshow.media.pictures import Picture
from slideshow.media.proxies import proxied
from slideshow.model.album import Photo
from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Point, Rect, Size, around
from slideshow.model.template import Border, Look
from slideshow.model.timeline import Slide
from slideshow.render.backdrop import COARSE, enlarged, even_up, ground
from slideshow.render.camera import Apart, Card, Layer
from slideshow.render.colour import RGB, planes, rgb_of, ycbcr
from slideshow.render.grade import graded
from slideshow.render.players.clip_player import for_clips, player_of
from slideshow.render.regions import Surroundings
from slideshow.render.tone import correcting

Decode = Callable[..., Picture]

_RIM = 16
_SMOOTH = 2


def compose(
    slide: Slide, canvas: Size, look: Look, decode: Decode = proxied, fps: Fraction | None = None
) -> Card:
    """The slide's card. Raises PhotoError when a photo of it cannot be decoded.

    `decode` gives a photo's picture with at least so many decoded pixels to a pixel of it. Clips play at
    `fps` frames a second; without, they are the still that stands for them.
    """
    decode = correcting(decode, slide)
    sizes = [photo.size for photo in slide.photos]
    arrangement = arranged(slide.layout.name, sizes, canvas, **slide.layout.arguments)  # type: ignore[arg-type]
    closeness, view = CLOSEST, arrangement.view(canvas)
    if slide.has_clips:
        arrangement, closeness = for_clips(arrangement, view, rests=slide.motion.name == "still")
    if not arrangement.placements:
        return _bare(slide.photos[0], arrangement, canvas, look, decode)
    covers = arrangement.placements[0].box == arrangement.card.whole
    if arrangement.has_backdrop and not covers:
        side = min(canvas.width, canvas.height) * closeness
        return _on_ground(slide, arrangement, canvas, side, look, decode, fps)
    background = rgb_of(look.background)
    surroundings = _black(arrangement, canvas)
    if len(slide.photos) == 1:
        sharp, picture = _sampled(slide.photos[0], arrangement.placements[0], look, decode)
        player = player_of(slide, arrangement, look.grade, fps, [picture], background)
        if arrangement.opening and arrangement.has_backdrop:
            surroundings = _still_ground(picture, arrangement.opening, canvas, look)
        return Card(arrangement.card, Layer(planes(sharp)), player=player, surroundings=surroundings)
    pictures = []
    paper = np.empty((arrangement.card.height, arrangement.card.width, 3), np.uint8)
    paper[:] = rgb_of(look.gap)
    gap = round(GAP * closeness * min(canvas.width, canvas.height))
    for photo, placement in zip(slide.photos, arrangement.placements, strict=True):
        sharp, picture = _sampled(photo, placement, look, decode)
        pictures.append(picture)
        top, left = int(placement.box.y), int(placement.box.x)
        bottom, right = top + sharp.shape[0], left + sharp.shape[1]
        # Around one that lies over another photo.
        paper[max(0, top - gap) : bottom + gap, max(0, left - gap) : right + gap] = rgb_of(look.gap)
        paper[top:bottom, left:right] = sharp
    player = player_of(slide, arrangement, look.grade, fps, pictures, background)
    return Card(arrangement.card, Layer(planes(paper)), player=player, surroundings=surroundings)


def _black(arrangement: Arrangement, canvas: Size) -> Surroundings | None:
    """What the bars will cover."""
    if arrangement.opening is None:
        return None
    frame = Frame(canvas)
    for plane, value in zip(frame.planes, ycbcr((0, 0, 0)), strict=True):
        plane[:] = value
    return Surroundings(frame, arrangement.opening, arrangement.opening)


def _still_ground(picture: Picture, opening: Rect, canvas: Size, look: Look) -> Surroundings:
    """The template's ground, which stands still, and the photo's border on it, around the opening."""
    side = min(canvas.width, canvas.height)
    radius = round(look.border.radius * side)
    blank = np.zeros((int(opening.height), int(opening.width), 3), np.uint8)
    print_, at = _print(blank, opening, side, look.border)
    behind = graded(ground(picture, canvas, look.backdrop, at), look.grade)
    around_it = enlarged(behind, canvas.whole)
    hole = (slice(int(opening.y), int(opening.bottom)), slice(int(opening.x), int(opening.right)))
    bare = around_it[hole].copy()
    cover = _cover(print_, radius)
    _lay(print_, cover, at, 0.0, canvas.whole, around_it)
    # Where its corners are cut, the ground is seen.
    around_it[hole] = bare
    frame = Frame(canvas)
    for plane, source in zip(frame.planes, planes(around_it), strict=True):
        plane[:] = source
    if cover is not None:
        left, top = round(opening.x - at.x), round(opening.y - at.y)
        cover = np.ascontiguousarray(cover[top : top + blank.shape[0], left : left + blank.shape[1]])
        cover = None if int(cover.min()) == 255 else cover
    return Surroundings(frame, opening, at, cover)


def _bare(photo: Photo, arrangement: Arrangement, canvas: Size, look: Look, decode: Decode) -> Card:
    """The template's ground without a photo on it."""
    card = arrangement.card
    picture = decode(photo, card.width / COARSE / photo.size.width, background=rgb_of(look.background))
    behind = graded(ground(picture, card, look.backdrop, None), look.grade)
    height, width, _ = behind.shape
    rim = Rect(0.0, 0.0, 2.0, 2.0)
    whole = Rect(0.0, 0.0, float(width * COARSE), float(height * COARSE))
    layers = Layer(planes(enlarged(behind, rim)), rim), Layer(planes(behind), whole), rim
    return Card(card, *layers, surroundings=_black(arrangement, canvas))


def _on_ground(
    slide: Slide,
    arrangement: Arrangement,
    canvas: Size,
    side: float,
    look: Look,
    decode: Decode,
    fps: Fraction | None,
) -> Card:
    """The photo, in its border, on the template's ground; `side` is the frame's shorter one there."""
    photo, box = slide.photos[0], arrangement.placements[0].box
    sharp, picture = _sampled(photo, arrangement.placements[0], look, decode)
    print_, at = _print(sharp, box, side, look.border)
    # What plays stands upright.
    degrees = 0.0 if slide.has_clips else _tilt(photo, look.border)
    covered = _bounds(at, degrees)
    # The ground has no detail: coarse, as it is made, it costs the camera next to nothing. The photo lies
    # over it with a rim of ground in full resolution, so that its edge is not the edge of a layer.
    behind = graded(ground(picture, arrangement.card, look.backdrop, covered), look.grade)
    rim = _rim(covered, arrangement.card)
    detail = enlarged(behind, rim)
    cover = _cover(print_, round(look.border.radius * side))
    opaque = _lay(print_, cover, at, degrees, rim, detail)
    left, top = round(box.x - at.x), round(box.y - at.y)
    over = None if cover is None else cover[top : top + int(box.height), left : left + int(box.width)]
    player = player_of(slide, arrangement, look.grade, fps, [picture], rgb_of(look.background), rim, over)
    height, width, _ = behind.shape
    whole = Rect(0.0, 0.0, float(width * COARSE), float(height * COARSE))
    layers = (Layer(planes(detail), rim), Layer(planes(behind), whole), covered)
    if look.backdrop.drift <= 0.0:
        return Card(arrangement.card, *layers, player=player, surroundings=_black(arrangement, canvas))
    half = np.asarray(cv2.resize(opaque, (opaque.shape[1] // 2, opaque.shape[0] // 2)), np.uint8)
    hidden = _inscribed(at, degrees, round(look.border.radius * side))
    apart = Apart(Layer((opaque, half, half), rim, sharp=False), hidden, look.backdrop.drift)
    return Card(arrangement.card, *layers, apart, player, _black(arrangement, canvas))


def _sampled(photo: Photo, placement: Placement, look: Look, decode: Decode) -> tuple[RGB, Picture]:
    """What the photo shows in its box, in the look's colours, and the picture it was taken from."""
    crop, box = placement.crop, placement.box
    picture = decode(photo, box.width / crop.width, background=rgb_of(look.background))
    return graded(picture.sample(crop, Size(int(box.width), int(box.height))), look.grade), picture


def _print(sharp: RGB, box: Rect, side: float, border: Border) -> tuple[RGB, Rect]:
    """The photo on its paper, and where that lies on the card."""
    edge, foot = round(border.width * side), round(max(border.width, border.foot) * side)
    if edge == foot == 0:
        return sharp, box
    height, width, _ = sharp.shape
    paper = np.empty((height + edge + foot, width + 2 * edge, 3), np.uint8)
    paper[:] = rgb_of(border.colour)
    paper[edge : edge + height, edge : edge + width] = sharp
    # As a whole in the photo's place: a foot moves the photo up.
    top = box.y - edge - (foot - edge) // 2
    return paper, Rect(box.x - edge, float(top), float(paper.shape[1]), float(paper.shape[0]))


def _cover(print_: RGB, radius: int) -> Plane | None:
    """Where the print is not see-through: rounded corners, smooth to a quarter of a pixel; None without."""
    height, width = print_.shape[:2]
    radius = min(radius, height // 2, width // 2)
    if radius <= 0:
        return None
    corner = np.zeros((4 * radius, 4 * radius), np.uint8)
    cv2.circle(corner, (4 * radius, 4 * radius), 4 * radius, 255, cv2.FILLED)
    small = np.asarray(cv2.resize(corner, (radius, radius), interpolation=cv2.INTER_AREA), np.uint8)
    cover = np.full((height, width), 255, np.uint8)
    cover[:radius, :radius], cover[:radius, -radius:] = small, small[:, ::-1]
    cover[-radius:, :radius], cover[-radius:, -radius:] = small[::-1], small[::-1, ::-1]
    return cover


def _tilt(photo: Photo, border: Border) -> float:
    """How far the photo lies askew, by its content: the same every time."""
    share = int(photo.digest[:8], 16) / 0xFFFFFFFF
    return border.tilt_degrees * (2.0 * share - 1.0)


def _bounds(at: Rect, degrees: float) -> Rect:
    """The upright rectangle around a turned one."""
    if degrees == 0.0:
        return at
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    centre = at.centre
    corners = (
        Point(centre.x + across * cosine - down * sine, centre.y + across * sine + down * cosine)
        for across in (-at.width / 2, at.width / 2)
        for down in (-at.height / 2, at.height / 2)
    )
    return around(Rect(point.x, point.y, 0.0, 0.0) for point in corners)


def _inscribed(at: Rect, degrees: float, radius: int) -> Rect:
    """An upright rectangle within a turned one with round corners."""
    cosine, sine = math.cos(math.radians(degrees)), abs(math.sin(math.radians(degrees)))
    scale = cosine * cosine - sine * sine
    # Above and below the corners' curves it may be as wide as the print.
    width = max(0.0, (cosine * at.width - sine * at.height) / scale - 2 * _SMOOTH)
    height = max(0.0, (cosine * at.height - sine * at.width) / scale - 2 * (radius + _SMOOTH))
    centre = at.centre
    return Rect(centre.x - width / 2, centre.y - height / 2, width, height)


def _lay(print_: RGB, cover: Plane | None, at: Rect, degrees: float, rim: Rect, detail: RGB) -> Plane:
    """Lays the print on the detail of the card, which begins at the rim, as far as that reaches.

    Returned is how much of each pixel it hides.
    """
    left, top = round(at.x - rim.x), round(at.y - rim.y)
    height, width = detail.shape[:2]
    if degrees == 0.0 and cover is None:
        seen = print_[max(0, -top) : height - top, max(0, -left) : width - left]
        top, left = max(0, top), max(0, left)
        detail[top : top + seen.shape[0], left : left + seen.shape[1]] = seen
        hidden = np.zeros((height, width), np.uint8)
        hidden[top : top + seen.shape[0], left : left + seen.shape[1]] = 255
        return hidden
    matrix = cv2.getRotationMatrix2D(((print_.shape[1] - 1) / 2, (print_.shape[0] - 1) / 2), -degrees, 1.0)
    matrix[:, 2] += (left, top)
    # A border of nothing, so that the edge of the turned paper is smooth.
    flags = cv2.INTER_CUBIC
    turned = cv2.warpAffine(print_, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    if cover is None:
        cover = np.full(print_.shape[:2], 255, np.uint8)
    opaque = cv2.warpAffine(cover, matrix, (width, height), flags=cv2.INTER_LINEAR)
    share = (np.asarray(opaque, np.float32) / 255.0)[:, :, None]
    detail[:] = np.rint(detail + (np.asarray(turned, np.float32) - detail) * share).astype(np.uint8)
    return np.asarray(opaque, np.uint8)


def _rim(box: Rect, card: Size) -> Rect:
    """The box and a little around it, from even pixels to even pixels, as far as the card goes."""
    left, top = (max(0, 2 * (int(edge - _RIM) // 2)) for edge in (box.x, box.y))
    right, bottom = min(card.width, even_up(box.right + _RIM)), min(card.height, even_up(box.bottom + _RIM))
    return Rect(float(left), float(top), float(right - left), float(bottom - top))
