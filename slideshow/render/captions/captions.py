"""Caption -> overlay: text drawn once, then laid over the frames only where it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from slideshow.effects.easing import settle
from slideshow.model.frame import Frame
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Type
from slideshow.model.timeline import Caption
from slideshow.render.captions.caption_text import Words, words
from slideshow.render.captions.contrast import is_light, scrim_needed
from slideshow.render.captions.gestures import GESTURES, TIMES, Parts
from slideshow.render.captions.map_drawing import MapDrawing, map_drawing
from slideshow.render.captions.patch import BLACK, Patch, Planes, halve_patch, join_patches, patch_of
from slideshow.render.captions.placement import Ground, best_place, is_free
from slideshow.render.captions.qr_code import code
from slideshow.render.captions.shade import shade
from slideshow.render.captions.slip import PADDING as SLIP_PADDING
from slideshow.render.captions.slip import slip
from slideshow.render.colour import rgb_of, ycbcr

# Beside the zone that apps leave free, in shares of the shorter side.
_PADDING = 0.027
# Below a photo that leaves room for the text, in shares of the frame's height.
_GAP = 0.024
_WHITE = (235, 128, 128)
# With less free ground than this share of the frame's height, a text does not try to fit in there.
_LEAST_GROUND = 0.07
_SMALLER = (0.86, 0.74, 0.64, 0.55)
_SMALLER_ON_GROUND = (*_SMALLER, 0.47, 0.4)
_SLIDE_WAY = 0.035
# A map's line is drawn in so much of its caption's time; around a map, in shares of the frame's height.
_MAP_SHARE, _MAP_GAP, _MAP_HEAD = 0.55, 0.022, 0.09
_BESIDE_MAP = 0.68
_LINK_SIZE = 0.066


@dataclass(slots=True)
class Overlay:
    """A caption's pixels: the letters and, where they need one, the scrim behind them.

    `moments` tells for each pixel of the letters when it is written, 0 to 255 of the time that takes. With a
    `gesture`, a name in GESTURES, its `parts` come by that.
    """

    caption: Caption
    look: Type
    scrim: Patch | None
    letters: Patch | None
    moments: Planes | None
    code: Patch | None = None
    gesture: str = ""
    parts: Parts | None = None
    map: MapDrawing | None = None

    def draw(self, frame: int, out: Frame) -> None:
        """Lays the caption over `out`, at the strength it has at this frame of the film."""
        span = self.caption.span
        if frame not in span:
            return
        strength = self._strength(frame)
        if self.scrim is not None:
            self.scrim.draw(out, strength)
        if self.code is not None:
            self.code.draw(out, strength)
        if self.map is not None:
            self.map.draw((frame - span.start) / (_MAP_SHARE * len(span)), strength, out)
        if self.letters is None:
            return
        if self.gesture and self.parts is not None:
            self._draw_gesture(frame, self.letters, self.parts, out)
            return
        # What begins with the film is there at once: chat apps show the first frame as the cover.
        coming = 1.0 if span.start == 0 else min(1.0, (frame - span.start + 1) / (self._coming_frames + 1))
        if coming < 1.0 and self.moments is not None:
            luma, u, v = ((moments < int(255 * coming)).view(np.uint8) for moments in self.moments)
            self.letters.draw(out, written=(luma, u, v))
        elif coming < 1.0 and self.look.appear == "slide":
            way = _SLIDE_WAY * min(out.size.width, out.size.height)
            self.letters.draw(out, strength, down=2 * round((1.0 - settle(coming)) * way / 2))
        else:
            self.letters.draw(out, strength)

    def _draw_gesture(self, frame: int, letters: Patch, parts: Parts, out: Frame) -> None:
        """What begins with the film is its cover, and there at once: it leaves as others come."""
        span, opens = self.caption.span, self.caption.span.start == 0
        most = min(len(span) // 3, round(TIMES[self.gesture] * self.caption.fade_frames))
        passed = span.stop - frame if opens else frame - span.start + 1
        there = min(1.0, passed / (most + 1))
        if there < 1.0:
            GESTURES[self.gesture](letters, parts, there, out)
        else:
            letters.draw(out, 1.0 if opens else self._strength(frame, rises=False))

    @property
    def _coming_frames(self) -> int:
        """How many frames it takes until all letters are there."""
        if self.moments is None:
            return self.caption.fade_frames * (2 if self.look.appear == "slide" else 1)
        letters = len(self.caption.heading) + len(self.caption.detail)
        return min(len(self.caption.span) // 3, self.caption.fade_frames * (2 + letters // 8))

    def _strength(self, frame: int, *, rises: bool = True) -> float:
        span, fade = self.caption.span, self.caption.fade_frames
        rising = (frame - span.start + 1) / (fade + 1) if span.start and rises else 1.0
        falling = 1.0 if self.caption.stays else (span.stop - frame) / (fade + 1)
        return min(1.0, rising, falling)


def overlay(
    caption: Caption,
    canvas: Size,
    safe: Rect,
    look: Type,
    behind: Sequence[Frame],
    below: float | None = None,
    gesture: str = "",
    accent: str | None = None,
) -> Overlay:
    """The caption in the `safe` part of the canvas (shares of it), readable over the frames `behind`.

    `below` is the row, in pixels, where the photos end and free ground begins; None where they do not.
    `gesture` is a name in GESTURES, by which it comes, `accent` the colour of a route's line.
    """
    room = _room(canvas, safe, look)
    if caption.code:
        return _with_code(caption, canvas, room, look, behind)
    page = room
    if caption.route and accent and caption.photos:
        # A map stands beside it.
        room = replace(room, width=_BESIDE_MAP * room.width)
    ruled = gesture == "rule"
    text = _fitting(caption, canvas, room, look, below, ruled=ruled)
    if text.height == 0:
        return Overlay(caption, look, None, None, None)
    colour = rgb_of(look.colour)
    # A strip of paper may lie across a photo's edge.
    ground = Ground(behind, caption.faces, () if look.label else caption.photos)
    text, top, wanted, place = _placed(caption, text, canvas, room, look, below, ground, ruled=ruled)
    top, room = top + round(place.y - wanted.y), replace(room, x=room.x + place.x - wanted.x)
    needed = 0.0
    if behind and not look.label:
        needed = max(scrim_needed(behind, place, colour), scrim_needed(behind, place, colour, text.mask))
    if look.label:
        paper = _on_paper(place, canvas, rgb_of(look.label))
        letters, at = _letters(text, canvas, room, top, ycbcr(colour))
        moments = _moments(text, at, letters) if look.appear == "write" and caption.span.start else None
        return Overlay(caption, look, paper, letters, moments, None, gesture, _parts(text, at, letters))
    on_ground = below is not None and place.y >= below
    strength = needed if on_ground else max(look.scrim, needed)
    letters, at = _letters(text, canvas, room, top, ycbcr(colour))
    shadow = shade(text.mask, int(place.x), int(place.y), canvas, look.size, strength)
    scrim = patch_of(*shadow, BLACK if is_light(colour) else _WHITE, None) if shadow else None
    moments = _moments(text, at, letters) if look.appear == "write" and caption.span.start else None
    drawing = _map(caption, canvas, page, look, place, accent) if caption.route and accent else None
    parts = _parts(text, at, letters)
    return Overlay(caption, look, scrim, letters, moments, None, gesture, parts, drawing)


def _map(
    caption: Caption, canvas: Size, room: Rect, look: Type, text: Rect, accent: str
) -> MapDrawing | None:
    """The way between the text and the photo below it, or beside the text, where it is larger; on a card
    without a photo, above the text."""
    assert caption.route is not None
    gap = _MAP_GAP * canvas.height
    below = min((one.y * canvas.height for one in caption.photos), default=0.0)
    head = _MAP_HEAD * canvas.height
    bottom = below - gap if below else text.y - 2 * gap
    areas = [(room.x, text.bottom + gap if below else head)]
    if below:
        areas.append((text.right + gap, head))
    drawn = [Rect(left, top, max(0.0, room.right - left), max(0.0, bottom - top)) for left, top in areas]
    return map_drawing(caption.route, drawn, canvas, look, accent)


def _placed(
    caption: Caption,
    text: Words,
    canvas: Size,
    room: Rect,
    look: Type,
    below: float | None,
    ground: Ground,
    *,
    ruled: bool,
) -> tuple[Words, int, Rect, Rect]:
    """The text, the row that the look would begin it on, its place there, and the place that it gets.

    Smaller where it would stand on a face or across a photo's edge wherever it stood.
    """
    side, first = min(canvas.width, canvas.height), None
    for share in (1.0, *_SMALLER):
        if share < 1.0:
            smaller = look.model_copy(update={"size": look.size * share})
            text = words(caption, smaller, side, room.width, ruled=ruled)
        top = _top(text.height, canvas, room, look, below)
        wanted = _inked(text, room, top, SLIP_PADDING * side if look.label else 0.0)
        place = best_place(wanted, room, canvas, ground, rgb_of(look.colour), may_shift=look.align == "start")
        found = text, top, wanted, place
        if is_free(place, canvas, ground):
            return found
        first = first or found
    assert first is not None
    return first


def _inked(text: Words, room: Rect, top: int, around: float = 0.0) -> Rect:
    """Where the letters lie, in pixels of the frame, when the text begins at a row of the room."""
    height, width = text.mask.shape
    inked = Rect(round(room.x) + text.origin[0], top + text.origin[1], float(width), float(height))
    return (
        inked
        if not around
        else Rect(inked.x - around, inked.y - around, inked.width + 2 * around, inked.height + 2 * around)
    )


def _on_paper(place: Rect, canvas: Size, colour: tuple[int, int, int]) -> Patch:
    """The strip of paper that fills a place."""
    left, top, shadow, paper = slip(place, canvas, colour)
    return patch_of(left, top, shadow, BLACK, paper)


def _with_code(caption: Caption, canvas: Size, room: Rect, look: Type, behind: Sequence[Frame]) -> Overlay:
    """The heading, the code below it and the link below that, all in the middle of the room."""
    side = min(canvas.width, canvas.height)
    gap = round(_GAP * canvas.height)
    heading = words(replace(caption, detail=""), look, side, room.width)
    small = look.model_copy(update={"size": min(look.size, _LINK_SIZE), "capitals": False})
    link = words(replace(caption, heading="", detail=caption.detail), small, side, room.width)
    texts = sum(one.height + gap for one in (heading, link) if one.height)
    # The code needs its size more than it needs to keep to the middle of the room.
    made = code(caption.code, side, min(room.width, room.height - texts))
    top = max(gap, round(room.y + (room.height - made.side - texts) / 2))
    left = 2 * round((room.x + (room.width - made.side) / 2) / 2)
    code_top = top + (heading.height + gap if heading.height else 0)
    code_top += code_top % 2
    light = made.light.astype(np.float32) / 255.0
    dark_on_white = patch_of(left, code_top, np.ones_like(light), BLACK, None)
    white = (np.rint(BLACK[0] + light * (_WHITE[0] - BLACK[0]))).astype(np.uint8)
    dark_on_white.add = (white, dark_on_white.add[1], dark_on_white.add[2])
    patches = []
    colour = rgb_of(look.colour)
    area = Rect(room.x, float(top), room.width, float(made.side + texts))
    needed = scrim_needed(behind, area, colour) if behind else 0.0
    for text, at in ((heading, top), (link, code_top + made.side + gap)):
        if text.height:
            patches.append(_letters(text, canvas, room, at, ycbcr(colour))[0])
    shadow = None
    if needed > 0.0:
        whole = np.full((int(area.height), int(area.width)), 255, np.uint8)
        shadow = shade(whole, int(area.x), int(area.y), canvas, look.size, needed)
    scrim = patch_of(*shadow, BLACK if is_light(colour) else _WHITE, None) if shadow else None
    letters = join_patches(patches) if patches else None
    return Overlay(caption, look, scrim, letters, None, dark_on_white)


def _room(canvas: Size, safe: Rect, look: Type) -> Rect:
    """Where the text may stand, in pixels."""
    padding = _PADDING * min(canvas.width, canvas.height)
    left, right = safe.x * canvas.width + padding, safe.right * canvas.width - padding
    if look.align == "centre":
        # In the middle of the frame, not of what the controls leave.
        left = max(left, canvas.width - right)
        right = canvas.width - left
    top, bottom = safe.y * canvas.height + padding, safe.bottom * canvas.height - padding
    return Rect(left, top, right - left, bottom - top)


def _fitting(
    caption: Caption, canvas: Size, room: Rect, look: Type, below: float | None, *, ruled: bool
) -> Words:
    """The text, smaller where that lets it stand on the free ground below a photo."""
    side = min(canvas.width, canvas.height)
    text = words(caption, look, side, room.width, ruled=ruled)
    free = 0.0 if below is None else room.bottom - below - _GAP * canvas.height
    if free < _LEAST_GROUND * canvas.height:
        return text
    for share in _SMALLER_ON_GROUND:
        if text.height <= free:
            return text
        smaller = look.model_copy(update={"size": look.size * share})
        text = words(caption, smaller, side, room.width, ruled=ruled)
    return text if text.height <= free else words(caption, look, side, room.width, ruled=ruled)


def _top(height: int, canvas: Size, room: Rect, look: Type, below: float | None) -> int:
    """The row where the text begins."""
    gap = _GAP * canvas.height
    if below is not None and below + gap + height <= room.bottom:
        return round(max(below + gap, room.y))
    if look.place == "above":
        return round(room.y)
    if look.place == "centre":
        return round(max(room.y, min(room.bottom - height, (canvas.height - height) / 2)))
    return round(max(0.0, room.bottom - height))


def _letters(
    text: Words, canvas: Size, room: Rect, top: int, paint: tuple[int, int, int]
) -> tuple[Patch, tuple[int, int]]:
    """The text's pixels, and by how much they are beside its own from even pixels on."""
    left, first = round(room.x) + text.origin[0], top + text.origin[1]
    shift = (left % 2, first % 2)
    height, width = text.mask.shape
    wide = (width + shift[0] + 1) // 2 * 2, (height + shift[1] + 1) // 2 * 2
    ink = np.zeros((wide[1], wide[0]), np.float32)
    ink[shift[1] : shift[1] + height, shift[0] : shift[0] + width] = text.mask.astype(np.float32) / 255.0
    coloured = None
    if text.colour is not None:
        coloured = np.zeros((wide[1], wide[0], 4), np.uint8)
        coloured[shift[1] : shift[1] + height, shift[0] : shift[0] + width] = text.colour
    even_left, even_top = left - shift[0], first - shift[1]
    # Handwriting may reach over the frame's edge.
    cut_left, cut_top = max(0, -even_left), max(0, -even_top)
    ink = ink[cut_top : canvas.height - even_top, cut_left : canvas.width - even_left]
    if coloured is not None:
        coloured = coloured[cut_top : canvas.height - even_top, cut_left : canvas.width - even_left]
    patch = patch_of(max(0, even_left), max(0, even_top), ink, paint, coloured)
    return patch, (shift[0] - cut_left, shift[1] - cut_top)


def _parts(text: Words, at: tuple[int, int], letters: Patch) -> Parts:
    """The text's parts as they lie in its patch, lines between even rows of it."""
    right, down = at
    height = letters.keep[0].shape[0]
    boxes = [(left + right, top + down, end + right, foot + down) for left, top, end, foot in text.boxes]
    inner = sorted({min(height, max(0, 2 * round((edge + down) / 2))) for edge in text.edges[1:-1]})
    edges = (0, *(edge for edge in inner if 0 < edge < height), height)
    if text.rule is None:
        return Parts(boxes, edges)
    top, foot = text.rule
    first, last = 2 * ((top + down) // 2), 2 * ((foot + down + 1) // 2)
    return Parts(boxes, edges, (max(0, first), min(height, last)))


def _moments(text: Words, at: tuple[int, int], letters: Patch) -> Planes:
    """For every pixel of the letters when a pen that writes them all comes by: 0 to 255."""
    height, width = letters.keep[0].shape
    moments = np.full((height, width), 255.0, np.float32)
    count = len(text.boxes)
    for number, (left, top, right, bottom) in enumerate(text.boxes):
        first, last = max(0, left + at[0]), min(width, right + at[0])
        upper, lower = max(0, top + at[1]), min(height, bottom + at[1])
        if last > first and lower > upper:
            ramp = np.linspace(number, number + 1, last - first, dtype=np.float32) * (255.0 / count)
            part = moments[upper:lower, first:last]
            np.minimum(part, ramp, out=part)
    luma = np.rint(moments).astype(np.uint8)
    chroma = np.rint(halve_patch(moments)).astype(np.uint8)
    return luma, chroma, chroma
