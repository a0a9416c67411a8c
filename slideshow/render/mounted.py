"""Photos fixed to a ground, with which they move as one: a booth's strip, prints on a string."""

from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np

from slideshow.effects.layouts import BOOTH_EDGE, CLOSEST, Arrangement, closest
from slideshow.media.pictures import Picture
from slideshow.model.geometry import Rect, Size, around
from slideshow.model.template import Look
from slideshow.model.timeline import Slide
from slideshow.render.camera import Card, Layer
from slideshow.render.colour import RGB, planes, rgb_of
from slideshow.render.fixings import peg
from slideshow.render.laying import corners_of, lay_on, shade, turning, write
from slideshow.render.players.clip_player import player_of
from slideshow.render.prints import Decode, bounds, cover_of, print_of, sample_print, tilt
from slideshow.render.texture import texture

# The ground is drawn so much larger than the frame, and each card has the middle of that.
_DRAWN = 1.5
# A string hangs through by so much between two pegs; its thickness; both of the frame's shorter side.
_SAG, _THICK = 0.03, 0.0065
# How far a strip lies askew, of what the border allows.
_STRIP_TILT = 0.5


def mount_card(
    slide: Slide, arrangement: Arrangement, canvas: Size, look: Look, decode: Decode, fps: Fraction | None
) -> Card:
    """The slide's photos on paper, and the paper on the look's ground."""
    card, side = arrangement.card, min(canvas.width, canvas.height) * CLOSEST
    paper, at, pictures = _papers(slide, arrangement, side, look, decode)
    cover = cover_of(paper, round(look.border.radius * side))
    if cover is None:
        cover = np.full(paper.shape[:2], 255, np.uint8)
    # What plays stands upright.
    degrees = 0.0 if slide.has_clips else tilt(slide.photos[0], look.border)
    degrees *= _STRIP_TILT if len(slide.photos) > 1 else 1.0
    ground = bare_ground(card, canvas, look)
    if look.border.peg:
        _string(ground, at.y, side, look)
    shade(ground, corners_of(at, degrees), look.backdrop.shadow)
    matrix = turning(paper.shape[1], paper.shape[0], at.x, at.y, degrees)
    if look.border.peg:
        # It turns about the peg that holds it.
        matrix[0, 2] += np.sin(np.radians(degrees)) * -at.height / 2
        matrix[1, 2] += (1.0 - np.cos(np.radians(degrees))) * -at.height / 2
    lay_on(ground, paper, cover, matrix)
    if look.border.peg:
        peg(ground, at.centre.x, at.y + 0.012 * side, side, look.border.peg)
    player = player_of(slide, arrangement, look.grade, fps, pictures, rgb_of(look.background))
    return Card(card, Layer(planes(ground)), None, bounds(at, degrees), None, player)


def bare_ground(card: Size, canvas: Size, look: Look) -> RGB:
    """The ground of a card, to be drawn on."""
    close = closest(canvas)
    whole = Size(2 * round(_DRAWN * close.width / 2), 2 * round(_DRAWN * close.height / 2))
    drawn = texture(look.backdrop.kind, look.backdrop.colour, whole)
    top, left = max(0, (whole.height - card.height) // 2), max(0, (whole.width - card.width) // 2)
    part = drawn[top : top + card.height, left : left + card.width]
    below, right = card.height - part.shape[0], card.width - part.shape[1]
    if below > 0 or right > 0:
        return np.asarray(cv2.copyMakeBorder(part, 0, below, 0, right, cv2.BORDER_REFLECT_101), np.uint8)
    return part.copy()


def _papers(
    slide: Slide, arrangement: Arrangement, side: float, look: Look, decode: Decode
) -> tuple[RGB, Rect, list[Picture]]:
    """The one paper that the photos are on, where that is on the card, and the pictures they come from."""
    shown = [
        sample_print(photo, placement, look, decode)
        for photo, placement in zip(slide.photos, arrangement.placements, strict=True)
    ]
    pictures = [picture for _, picture in shown]
    if len(shown) == 1:
        box = arrangement.placements[0].box
        paper, at = print_of(shown[0][0], box, side, look.border)
        paper = paper.copy()
        # The photo stays where it was placed, as what plays does.
        at = replace(at, y=box.y - round(look.border.width * side))
        if slide.handwriting:
            write(slide.handwriting, paper, int(at.bottom - box.bottom), side, look)
        return paper, at, pictures
    edge, inner = round(BOOTH_EDGE * side), around(one.box for one in arrangement.placements)
    at = Rect(inner.x - edge, inner.y - edge, inner.width + 2 * edge, inner.height + 2 * edge)
    paper = np.empty((int(at.height), int(at.width), 3), np.uint8)
    paper[:] = rgb_of(look.border.colour)
    for (sharp, _), placement in zip(shown, arrangement.placements, strict=True):
        top, left = int(placement.box.y - at.y), int(placement.box.x - at.x)
        paper[top : top + sharp.shape[0], left : left + sharp.shape[1]] = sharp
    return paper, at, pictures


def _string(ground: RGB, top: float, side: float, look: Look) -> None:
    """A twisted string from edge to edge at the height of a print's upper edge, where the peg holds it."""
    height, width = ground.shape[:2]
    x = np.arange(width, dtype=np.float64) + 0.5
    # At both edges as high as that of the next card.
    y = top - _SAG * side * np.abs(2.0 * x / width - 1.0) ** 1.6
    thick = max(1.0, _THICK * side)
    first, last = max(0, int(y.min() - 4 * thick)), min(height, int(y.max() + 5 * thick))
    rows = np.arange(first, last, dtype=np.float64)[:, None] + 0.5
    for down, blur, share in ((1.6 * thick, 1.1 * thick, 0.35), (0.0, 0.0, 1.0)):
        off = rows - y[None, :] - down
        cover = np.clip(thick / 2 + 0.5 - np.abs(off), 0.0, 1.0)
        if blur:
            cover = cv2.GaussianBlur(cover, (0, 0), blur)
        twist = 0.5 + 0.5 * np.sin(2.0 * np.pi * (x[None, :] + 1.4 * off) / (2.2 * thick))
        light = (0.72 + 0.4 * twist - 0.22 * off / thick)[:, :, None]
        paint = np.array(rgb_of(look.backdrop.string), np.float64) * (0.0 if blur else light)
        part = ground[first:last]
        mixed = part + (paint - part) * (share * cover)[:, :, None]
        part[:] = np.clip(np.rint(mixed), 0, 255).astype(np.uint8)
