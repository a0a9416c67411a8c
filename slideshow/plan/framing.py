"""How photos meet the frame: every layout, crop and motion that could be, judged by what it shows and hides.

The judgement is a sum of costs, so that it can be explained: a face cut is worse than anything, then a lost
subject, then a lost part of the photo or a part of the frame that it does not fill.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from slideshow.effects.layouts import Placement
from slideshow.model.facts import Facts
from slideshow.model.geometry import Point, Rect, Size, around
from slideshow.plan.staging import MIDDLE, PANS, ZOOMS, Setting, Staging, staged

# Wider than this is a panorama.
PANORAMA_ASPECT = 2.0
# Where else the focus is tried: shares of the photo.
_STEPS = tuple(step / 10 for step in range(11))
# Hair and chin, around the detector's box.
_FACE_MARGIN = 0.12
# A person below a face, in its heights, and to either side, in its widths.
_BODY_BELOW, _BODY_BESIDE = 2.5, 0.7

_CUT_FACE = 20.0
_COVERED_FACE = 1.2
_LOST_SUBJECT = 4.0
# Lost parts of the photo: little at first, beyond the margin by how sure we are of what matters in it.
_LOST, _LOST_MARGIN = 0.15, 0.3
_LOST_AROUND_PEOPLE, _LOST_AROUND_SUBJECT, _LOST_VIEW = 1.2, 2.5, 6.0
_LARGE_FACE, _SMALL_FACE = 0.2, 0.08
_UNUSED = 1.6
_OFF_SUBJECT = 0.25
_SAME_MOTION = 0.3
_WHIM = 0.2
_COVERING = ("fill", "pan")


@dataclass(frozen=True, slots=True)
class Framing:
    """A choice for one photo or several. `why` is for people, `cost` compares it with others."""

    layout: str
    focus: tuple[Point, ...]
    motion: str
    cost: float
    why: str


@dataclass(frozen=True, slots=True)
class Interest:
    """What must be seen of a photo, in pixels of it: faces whole, and the subject around them or without."""

    photo: Size
    faces: tuple[tuple[Rect, float], ...]
    subject: Rect | None

    @property
    def focus(self) -> Point:
        """The middle of what matters, in shares of the photo."""
        if self.faces:
            centre = around([face for face, _ in self.faces]).centre
        elif self.subject:
            centre = self.subject.centre
        else:
            return MIDDLE
        return Point(round(centre.x / self.photo.width, 4), round(centre.y / self.photo.height, 4))


def interest(photo: Size, facts: Facts) -> Interest:
    """What the facts say must be seen."""
    faces = tuple((_in_pixels(_wider(face.box, _FACE_MARGIN), photo), face.score) for face in facts.faces)
    if faces:
        people = around(_person(_in_pixels(face.box, photo), photo) for face in facts.faces)
        # What stands out beside them, a friend seen from behind among it, belongs to them.
        if facts.subject and _in_pixels(facts.subject, photo).common(people).area > 0:
            people = around([people, _in_pixels(facts.subject, photo)])
        return Interest(photo, faces, people)
    return Interest(photo, (), _in_pixels(facts.subject, photo) if facts.subject else None)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person has decided of a framing; None is free."""

    layout: str | None = None
    focus: Point | None = None
    motion: str | None = None


@lru_cache(maxsize=4096)
def framings(
    photo: Size, facts: Facts, seconds: float, setting: Setting, wish: Wish = Wish()
) -> tuple[Framing, ...]:
    """Every way to show one photo for `seconds` that the wish allows, judged without regard to neighbours."""
    seen = interest(photo, facts)
    setting = setting.for_clip if facts.course else setting
    found: list[Framing] = []
    for layout, focus, motion in _candidates(photo, seen, setting, wish):
        staging = staged([photo], layout, [focus], motion, seconds, setting)
        if wish.layout is None and staging.arrangement.placements[0].enlarged > setting.most_enlarged * 1.01:
            continue
        if motion in PANS and staging.motion.name == "still" and wish.motion is None:
            continue
        price = cost(staging, 0, seen, setting) + _unused(staging)
        # The focus is what the camera moves toward: better the subject than a place that only saves it.
        price += _OFF_SUBJECT * (abs(focus.x - seen.focus.x) + abs(focus.y - seen.focus.y))
        found.append(Framing(layout, (focus,), motion, price, ""))
    return tuple(found)


def best_framing(
    photo: Size,
    facts: Facts,
    seconds: float,
    setting: Setting,
    *,
    kinds: Sequence[str],
    random: Random,
    before: str = "",
    opening: bool = False,
    wish: Wish = Wish(),
) -> Framing:
    """The best way to show one photo after a slide that moved like `before`.

    `kinds` are the motions that the template likes. An `opening` slide begins with the widest view.
    """
    every = framings(photo, facts, seconds, setting, wish)
    # A photo can always be shown whole; it is not where a template would rather fill the frame.
    if wish.layout is None and "fit" not in setting.layouts.allowed:
        every = tuple(one for one in every if one.layout != "fit") or every
    allowed = [one for one in every if wish.motion or _wanted(one, kinds, opening)] or every
    covers = min(allowed, key=lambda one: one.cost).layout in _COVERING
    # A whim of the photo's own decides between motions that are as good.
    whims = {motion: _WHIM * random.random() for motion in (*ZOOMS, "still")}
    pan = _WHIM * random.random()
    whims |= {motion: pan + 0.1 * _WHIM * random.random() for motion in PANS}
    best = min(
        (one for one in allowed if (one.layout in _COVERING) == covers),
        key=lambda one: one.cost + whims[one.motion] + (_SAME_MOTION if one.motion == before else 0.0),
    )
    return replace(best, why=_why(best, every, photo, facts, setting))


def cost(staging: Staging, index: int, seen: Interest, setting: Setting) -> float:
    """What the staging takes away from one of its photos."""
    placement = staging.arrangement.placements[index]
    if staging.layout.name == "band":
        # A panorama is seen in the course of time.
        return _LOST * _lost(staging, index)
    boxes = [_in_frame(placement.box, window) for window in staging.windows]
    price = 0.0
    for face, score in seen.faces:
        for window, box in zip(staging.windows, boxes, strict=True):
            place = _in_frame(on_card(face, placement), window)
            hidden = 1.0 - place.share_inside(box.common(_FRAME))
            if hidden > 0.001:
                price += _CUT_FACE * score * (0.5 + hidden) / 2
            elif setting.uncovered:
                price += _COVERED_FACE * score * (1.0 - place.share_inside(setting.uncovered)) / 2
    if seen.subject:
        shares = [
            _in_frame(on_card(seen.subject, placement), window).share_inside(box.common(_FRAME))
            for window, box in zip(staging.windows, boxes, strict=True)
        ]
        price += _LOST_SUBJECT * (1.0 - min(shares)) * (0.35 if seen.faces else 1.0)
    lost = _lost(staging, index)
    return price + _LOST * lost + _price_of_loss(seen) * max(0.0, lost - _LOST_MARGIN)


def on_card(part: Rect, placement: Placement) -> Rect:
    """Where a part of a photo, in its pixels, lies on the card."""
    first = placement.on_card(Point(part.x, part.y))
    last = placement.on_card(Point(part.right, part.bottom))
    return Rect(first.x, first.y, last.x - first.x, last.y - first.y)


def _price_of_loss(seen: Interest) -> float:
    """How dear the parts of the photo are that are never seen."""
    if seen.faces:
        # A large face is what the photo is about. Around a small one there is more to see, and other people
        # whose faces no detector finds.
        size = max(face.height for face, _ in seen.faces) / seen.photo.height
        small = min(1.0, max(0.0, (_LARGE_FACE - size) / (_LARGE_FACE - _SMALL_FACE)))
        return _LOST_AROUND_PEOPLE + small * (_LOST_VIEW - _LOST_AROUND_PEOPLE)
    return _LOST_AROUND_SUBJECT if seen.subject else _LOST_VIEW


_FRAME = Rect(0.0, 0.0, 1.0, 1.0)


def _candidates(
    photo: Size, seen: Interest, setting: Setting, wish: Wish
) -> Iterator[tuple[str, Point, str]]:
    wide = photo.aspect > setting.canvas.aspect
    if wish.focus is not None:
        places = [wish.focus]
    elif not seen.faces and seen.subject is None:
        # Of a view without a subject, the middle is as good as any.
        places = [MIDDLE]
    else:
        tried = [Point(step, seen.focus.y) if wide else Point(seen.focus.x, step) for step in _STEPS]
        places = [seen.focus, *tried]
    zooms = (*ZOOMS, "still") if setting.strength > 0 else ("still",)
    pans = () if setting.strength <= 0 else ("pan_right", "pan_left") if wide else ("pan_down", "pan_up")
    ways = {
        "fill": (zooms, places),
        "pan": (pans, places),
        "fit": (zooms, places[:1]),
        "band": (("pan_right", "pan_left"), places[:1]),
    }
    if wish.layout is not None:
        motions, places = ways.get(wish.layout, (zooms, places))
        for place in places:
            for motion in (wish.motion,) if wish.motion else motions or ("still",):
                yield wish.layout, place, motion
        return
    for layout, (motions, places) in ways.items():
        if layout not in setting.layouts.allowed and layout != "fit":
            continue
        if layout == "band" and not (_is_panorama(photo, setting) and setting.strength > 0):
            continue
        for motion in motions:
            if wish.motion in (None, motion):
                for place in places:
                    yield layout, place, motion
    if wish.motion is not None:
        yield "fit", places[0], wish.motion


def _is_panorama(photo: Size, setting: Setting) -> bool:
    return photo.aspect > max(PANORAMA_ASPECT, 1.2 * setting.canvas.aspect)


def _wanted(framing: Framing, kinds: Sequence[str], opening: bool) -> bool:
    if framing.layout == "band":
        return True
    if opening and framing.motion == "zoom_out" and "zoom_in" in kinds:
        return False
    return ("pan" if framing.motion in PANS else framing.motion) in kinds


def _why(best: Framing, every: Sequence[Framing], photo: Size, facts: Facts, setting: Setting) -> str:
    """The choice in a few words."""
    if best.layout == "band":
        return "a panorama"
    close = min(photo.aspect / setting.canvas.aspect, setting.canvas.aspect / photo.aspect)
    if best.layout in _COVERING:
        if close >= 0.7:
            return "nearly the frame's shape"
        return "the people stay in view" if facts.faces else "its subject survives the crop"
    filled = [one for one in every if one.layout in _COVERING]
    if not filled:
        return "too few pixels to fill the frame"
    if facts.faces and min(one.cost for one in filled) >= _CUT_FACE / 4:
        return "filling the frame would cut a face"
    return "whole: filling the frame would lose too much of it"


def _unused(staging: Staging) -> float:
    """The price of the part of the frame that is only backdrop, in the closer of the two windows."""
    window = min(staging.windows, key=lambda one: one.width)
    used = sum(
        _in_frame(placement.box, window).common(_FRAME).area for placement in staging.arrangement.placements
    )
    return _UNUSED * max(0.0, 1.0 - used)


def _lost(staging: Staging, index: int) -> float:
    """The share of the photo that is seen at neither end."""
    placement, photo = staging.arrangement.placements[index], staging.photos[index]
    start, stop = staging.windows
    seen = around([start, stop]).common(placement.box)
    scale = placement.box.width / placement.crop.width
    return max(0.0, 1.0 - seen.area / (photo.width * photo.height * scale * scale))


def _in_frame(part: Rect, window: Rect) -> Rect:
    """A part of the card in shares of the frame, when the window is looked at."""
    return Rect(
        (part.x - window.x) / window.width,
        (part.y - window.y) / window.height,
        part.width / window.width,
        part.height / window.height,
    )


def _in_pixels(shares: Rect, photo: Size) -> Rect:
    width, height = photo.width, photo.height
    return Rect(shares.x * width, shares.y * height, shares.width * width, shares.height * height)


def _wider(box: Rect, margin: float) -> Rect:
    """The box and a share of it more on each side, as far as the photo goes."""
    left, top = max(0.0, box.x - margin * box.width), max(0.0, box.y - margin * box.height)
    right, bottom = min(1.0, box.right + margin * box.width), min(1.0, box.bottom + margin * box.height)
    return Rect(left, top, right - left, bottom - top)


def _person(face: Rect, photo: Size) -> Rect:
    left = max(0.0, face.x - _BODY_BESIDE * face.width)
    right = min(float(photo.width), face.right + _BODY_BESIDE * face.width)
    top, bottom = max(0.0, face.y), min(float(photo.height), face.bottom + _BODY_BELOW * face.height)
    return Rect(left, top, right - left, bottom - top)
