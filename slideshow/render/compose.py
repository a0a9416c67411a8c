"""Slide -> card: its photos laid out once, in RGB, and converted once."""

from fractions import Fraction

import cv2
import numpy as np

from slideshow.effects.layouts import CLOSEST, GAP, Arrangement, arrange
from slideshow.media.pictures import Picture
from slideshow.media.proxies import decode_once
from slideshow.model.album import Photo
from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Look
from slideshow.model.timeline import Slide
from slideshow.render.backdrop import COARSE, enlarge_backdrop, ground
from slideshow.render.camera import Apart, Card, Layer
from slideshow.render.colour import planes, rgb_of, ycbcr
from slideshow.render.grade import graded
from slideshow.render.mounted import bare_ground, mount_card
from slideshow.render.players.build_up import BuildUp
from slideshow.render.players.clip_player import for_clips, player_of
from slideshow.render.prints import (
    Decode,
    bounds,
    cover_of,
    inscribed_box,
    lay,
    print_of,
    rim_of,
    sample_print,
    tilt,
)
from slideshow.render.regions import Surroundings
from slideshow.render.table import bare_table, on_table
from slideshow.render.tone import correcting


def compose(
    slide: Slide, canvas: Size, look: Look, decode: Decode = decode_once, fps: Fraction | None = None
) -> Card:
    """The slide's card. Raises PhotoError when a photo of it cannot be decoded.

    `decode` gives a photo's picture with at least so many decoded pixels to a pixel of it. Clips play at
    `fps` frames a second; without, they are the still that stands for them.
    """
    plain, decode = decode, correcting(decode, slide)
    sizes = [photo.size for photo in slide.photos]
    arrangement = arrange(slide.layout.name, sizes, canvas, **slide.layout.arguments)  # type: ignore[arg-type]
    closeness, view = CLOSEST, arrangement.view(canvas)
    if slide.has_clips:
        arrangement, closeness = for_clips(arrangement, view, rests=slide.motion.name == "still")
    if not arrangement.placements:
        return _bare(slide.photos[0], arrangement, canvas, look, decode)
    if look.is_mounted and arrangement.has_backdrop:
        return mount_card(slide, arrangement, canvas, look, decode, fps)
    covers = arrangement.placements[0].box == arrangement.card.whole
    if arrangement.has_backdrop and not covers:
        side = min(canvas.width, canvas.height) * closeness
        if look.has_table and arrangement.opening is None:
            return on_table(slide, arrangement, canvas, side, look, plain, fps)
        return _on_ground(slide, arrangement, canvas, side, look, decode, fps)
    background = rgb_of(look.background)
    surroundings = _black(arrangement, canvas)
    if len(slide.photos) == 1:
        sharp, picture = sample_print(slide.photos[0], arrangement.placements[0], look, decode)
        player = player_of(slide, arrangement, look.grade, fps, [picture], background)
        if arrangement.opening and arrangement.has_backdrop:
            surroundings = _still_ground(picture, arrangement.opening, canvas, look)
        return Card(arrangement.card, Layer(planes(sharp)), player=player, surroundings=surroundings)
    pictures = []
    paper = np.empty((arrangement.card.height, arrangement.card.width, 3), np.uint8)
    paper[:] = rgb_of(look.gap)
    gap = round(GAP * closeness * min(canvas.width, canvas.height))
    for photo, placement in zip(slide.photos, arrangement.placements, strict=True):
        sharp, picture = sample_print(photo, placement, look, decode)
        pictures.append(picture)
        top, left = int(placement.box.y), int(placement.box.x)
        bottom, right = top + sharp.shape[0], left + sharp.shape[1]
        # Around one that lies over another photo.
        paper[max(0, top - gap) : bottom + gap, max(0, left - gap) : right + gap] = rgb_of(look.gap)
        paper[top:bottom, left:right] = sharp
    player = player_of(slide, arrangement, look.grade, fps, pictures, background)
    build_up = None
    if slide.arrivals and player is None:
        boxes = [placement.box for placement in arrangement.placements]
        build_up = BuildUp(slide.arrivals, boxes, rgb_of(look.gap))
    return Card(arrangement.card, Layer(planes(paper)), player=player or build_up, surroundings=surroundings)


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
    print_, at = print_of(blank, opening, side, look.border)
    behind = graded(ground(picture, canvas, look.backdrop, at), look.grade)
    around_it = enlarge_backdrop(behind, canvas.whole)
    hole = (slice(int(opening.y), int(opening.bottom)), slice(int(opening.x), int(opening.right)))
    bare = around_it[hole].copy()
    cover = _faded(opening, canvas, look) if look.border.soft and at == opening else cover_of(print_, radius)
    lay(print_, cover, at, 0.0, canvas.whole, around_it)
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


def _faded(opening: Rect, canvas: Size, look: Look) -> Plane:
    """How much of an opening shows the photo whose edges fade, 0 to 255; not those along the frame's own."""
    height, width = int(opening.height), int(opening.width)
    reach = max(2.0, look.border.soft * min(canvas.width, canvas.height))
    y, x = np.arange(height, dtype=np.float32) + 0.5, np.arange(width, dtype=np.float32) + 0.5
    far = np.full(height, reach, np.float32), np.full(width, reach, np.float32)
    if opening.y > 0:
        far = np.minimum(far[0], y), far[1]
    if opening.bottom < canvas.height:
        far = np.minimum(far[0], height - y), far[1]
    if opening.x > 0:
        far = far[0], np.minimum(far[1], x)
    if opening.right < canvas.width:
        far = far[0], np.minimum(far[1], width - x)
    down, across = (np.clip(one / reach, 0.0, 1.0) for one in far)
    share = (down * down * (3.0 - 2.0 * down))[:, None] * (across * across * (3.0 - 2.0 * across))[None, :]
    return np.asarray(np.rint(255.0 * share), np.uint8)


def _bare(photo: Photo, arrangement: Arrangement, canvas: Size, look: Look, decode: Decode) -> Card:
    """The template's ground without a photo on it."""
    card = arrangement.card
    if look.has_table and arrangement.opening is None:
        return bare_table(photo, canvas, look, decode)
    if look.is_mounted:
        return Card(card, Layer(planes(bare_ground(card, canvas, look))))
    picture = decode(photo, card.width / COARSE / photo.size.width, background=rgb_of(look.background))
    behind = graded(ground(picture, card, look.backdrop, None), look.grade)
    height, width, _ = behind.shape
    rim = Rect(0.0, 0.0, 2.0, 2.0)
    whole = Rect(0.0, 0.0, float(width * COARSE), float(height * COARSE))
    layers = Layer(planes(enlarge_backdrop(behind, rim)), rim), Layer(planes(behind), whole), rim
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
    sharp, picture = sample_print(photo, arrangement.placements[0], look, decode)
    print_, at = print_of(sharp, box, side, look.border)
    # What plays stands upright.
    degrees = 0.0 if slide.has_clips else tilt(photo, look.border)
    covered = bounds(at, degrees)
    # The ground has no detail: coarse, as it is made, it costs the camera next to nothing. The photo lies
    # over it with a rim of ground in full resolution, so that its edge is not the edge of a layer.
    behind = graded(ground(picture, arrangement.card, look.backdrop, covered), look.grade)
    rim = rim_of(covered, arrangement.card)
    detail = enlarge_backdrop(behind, rim)
    cover = cover_of(print_, round(look.border.radius * side))
    opaque = lay(print_, cover, at, degrees, rim, detail)
    left, top = round(box.x - at.x), round(box.y - at.y)
    over = None if cover is None else cover[top : top + int(box.height), left : left + int(box.width)]
    player = player_of(slide, arrangement, look.grade, fps, [picture], rgb_of(look.background), rim, over)
    height, width, _ = behind.shape
    whole = Rect(0.0, 0.0, float(width * COARSE), float(height * COARSE))
    layers = (Layer(planes(detail), rim), Layer(planes(behind), whole), covered)
    if look.backdrop.drift <= 0.0:
        return Card(arrangement.card, *layers, player=player, surroundings=_black(arrangement, canvas))
    half = np.asarray(cv2.resize(opaque, (opaque.shape[1] // 2, opaque.shape[0] // 2)), np.uint8)
    hidden = inscribed_box(at, degrees, round(look.border.radius * side))
    apart = Apart(Layer((opaque, half, half), rim, sharp=False), hidden, look.backdrop.drift)
    return Card(arrangement.card, *layers, apart, player, _black(arrangement, canvas))
