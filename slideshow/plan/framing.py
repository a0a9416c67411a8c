"""How photos meet the frame: every layout, crop and motion that could be, judged by what it shows and hides.

The judgement is a sum of costs, so that it can be explained: a face cut is worse than anything, then a lost
subject, then a lost part of the photo or a part of the frame that it does not fill.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from slideshow.effects.layouts import MOST_ENLARGED, WHOLE, Placement
from slideshow.model.facts import Facts
from slideshow.model.geometry import Point, Rect, Size, around
from slideshow.plan.interest import Interest, interest
from slideshow.plan.staging import PANS, ZOOMS, Setting, Staging, staged
from slideshow.plan.ways import FREE, Wish, ways

_CUT_FACE = 20.0
_COVERED_FACE = 1.2
_LOST_SUBJECT = 5.0
# Of what a pan shows at one end only, the end counts more.
_ARRIVAL = 0.75
# Lost parts of the photo: little at first, beyond the margin by how sure we are of what matters in it.
_LOST, _LOST_MARGIN = 0.1, 0.2
_LOST_AROUND_PEOPLE, _LOST_AROUND_SUBJECT, _LOST_VIEW, _LOST_SCREEN = 0.5, 0.5, 1.0, 6.0
# A view that is full of things has no part that may go, as sky and water have.
_LOST_BUSY, _BUSY, _ALL_BUSY = 2.0, 0.5, 0.7
# Where next to nothing is left of it.
_SLIVER, _LOST_TO_SLIVER = 0.7, 3.0
_LARGE_FACE, _SMALL_FACE = 0.2, 0.08
_UNUSED = 1.4
# Enlarging shows beyond a fifth, and at the most that is allowed it costs as much as a fifth of the frame;
# nothing where a photo is so small that it is soft in any case.
_SHARP, _ENLARGED = 1.2, 0.3
_OFF_SUBJECT = 0.25
_SAME_MOTION = 0.3
_AT_REST = 0.45
_WHIM = 0.2
# Neither a whim nor the motion before makes up for so much.
_HOPELESS = 0.6
_COVERING = ("fill", "pan")
_FRAME = Rect(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Framing:
    """A choice for one photo or several. `why` is for people, `cost` compares it with others.

    `crop` is a name in CROPS, or WHOLE, of a photo that does not fill the frame; else None.
    """

    layout: str
    focus: tuple[Point, ...]
    motion: str
    cost: float
    why: str
    crop: str | None = None


@lru_cache(maxsize=4096)
def framings(
    photo: Size, facts: Facts, seconds: float, setting: Setting, wish: Wish = FREE
) -> tuple[Framing, ...]:
    """Every way to show one photo for `seconds` that the wish allows, judged without regard to neighbours.

    Crops that cannot come near the best any more, for what they leave of the frame, are not among them.
    """
    seen = interest(photo, facts)
    setting = (setting.for_clip if facts.course else setting).for_reference.for_photo(photo)
    found: list[Framing] = []
    # Of pans with the same layout only the best can be chosen: what costs more in part is not looked at.
    best_of: defaultdict[tuple[str, str], float] = defaultdict(lambda: math.inf)
    least = math.inf

    def judged(
        layout: str,
        crop: str | None,
        focus: Point,
        motion: str,
        most: float = math.inf,
        empty: float = 0.0,
    ) -> Framing | None:
        # The focus is what the camera moves toward: better the subject than a place that only saves it.
        off = _OFF_SUBJECT * (abs(focus.x - seen.focus.x) + abs(focus.y - seen.focus.y))
        if off + empty > most:
            return None
        staging = staged([photo], layout, [focus], motion, seconds, setting, crop)
        enlarged = staging.arrangement.placements[0].enlarged
        # Whole is what every photo can be shown as, however small.
        if wish.layout is None and crop != WHOLE and enlarged > setting.most_enlarged * 1.01:
            return None
        if motion in PANS and staging.motion.name == "still" and wish.motion is None:
            return None
        price = _unused(staging) + _blur(enlarged, setting) + off
        if price > most:
            return None
        price += cost(staging, 0, seen, setting)
        if motion == "still" and setting.strength > 0:
            price += _AT_REST
        return Framing(layout, (focus,), motion, price, "", crop)

    for way in ways(photo, seen, setting, wish):
        if way.crop not in (None, WHOLE) and _UNUSED * (1.0 - way.most_shown) > least + _HOPELESS:
            continue
        zooms = [motion for motion in way.motions if motion not in PANS]
        places = way.places
        empty = _UNUSED * (1.0 - way.most_shown)
        if zooms:
            tried = [one for place in places if (one := judged(way.layout, way.crop, place, zooms[0]))]
            found += tried
            if tried:
                best = min(tried, key=lambda one: one.cost)
                least = min(least, best.cost)
                # Out is in, seen backwards; where zooming will not do, standing still may.
                if zooms[0] == "zoom_in" and "zoom_out" in zooms:
                    found += [replace(one, motion="zoom_out") for one in tried]
                rest = [motion for motion in zooms[1:] if motion != "zoom_out"]
                found += [
                    one for motion in rest if (one := judged(way.layout, way.crop, best.focus[0], motion))
                ]
        for motion in way.motions:
            if motion in PANS:
                for place in places:
                    if one := judged(way.layout, way.crop, place, motion, best_of[way.layout, motion], empty):
                        found.append(one)
                        best_of[way.layout, motion] = min(best_of[way.layout, motion], one.cost)
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
    wish: Wish = FREE,
) -> Framing:
    """The best way to show one photo after a slide that moved like `before`.

    `kinds` are the motions that the template likes. An `opening` slide begins with the widest view.
    """
    every = framings(photo, facts, seconds, setting, wish)
    # A photo can always be shown whole; it is not where a template would rather fill the frame.
    if wish.layout is None and "fit" not in setting.layouts.allowed:
        every = tuple(one for one in every if one.layout != "fit") or every
    allowed = [one for one in every if wish.motion or _wanted(one, kinds, opening)] or every
    # Without a motion that the template likes, what a motion would cut is whole.
    best_cost = min(one.cost for one in allowed)
    rest = [one for one in every if one.motion == "still" and one.cost < best_cost - _CUT_FACE / 8]
    # A whim of the photo's own decides between motions that are as good.
    whims = {motion: _WHIM * random.random() for motion in (*ZOOMS, "still")}
    pan = _WHIM * random.random()
    whims |= {motion: pan + 0.1 * _WHIM * random.random() for motion in PANS}
    best = min(
        (*allowed, *rest),
        key=lambda one: one.cost + whims[one.motion] + (_SAME_MOTION if one.motion == before else 0.0),
    )
    why = _why(best, every, photo, facts, setting)
    return Framing(best.layout, best.focus, best.motion, best.cost, why, best.crop)


def cost(staging: Staging, index: int, seen: Interest, setting: Setting) -> float:
    """What the staging takes away from one of its photos."""
    placement = staging.arrangement.placements[index]
    if staging.layout.name == "band":
        # A panorama is seen in the course of time.
        return _LOST * _lost(staging, index, seen)
    open_ = staging.open.common(setting.visible)
    # Where the photo is seen at either end: in shares of the frame.
    boxes = [_in_frame(placement.box, window).common(open_) for window in staging.windows]
    price = 0.0
    uncovered = setting.uncovered if seen.faces else None
    for face, score in seen.faces:
        for window, box in zip(staging.windows, boxes, strict=True):
            place = _in_frame(on_card(face, placement), window)
            hidden = 1.0 - place.share_inside(box)
            if hidden > 0.001:
                price += _CUT_FACE * score * (0.5 + hidden) / 2
            elif uncovered:
                price += _COVERED_FACE * score * (1.0 - place.share_inside(uncovered)) / 2
    if seen.subject:
        start, stop = (
            1.0 - _in_frame(on_card(seen.subject, placement), window).share_inside(box)
            for window, box in zip(staging.windows, boxes, strict=True)
        )
        lost = max(start, stop)
        if staging.motion.name in PANS:
            lost = min(lost, _ARRIVAL * stop + (1.0 - _ARRIVAL) * start)
        price += _LOST_SUBJECT * lost * (0.6 if seen.faces else 1.0)
    lost = _lost(staging, index, seen)
    price += _LOST_TO_SLIVER * max(0.0, lost - _SLIVER)
    return price + _LOST * lost + _price_of_loss(seen) * max(0.0, lost - _LOST_MARGIN)


def on_card(part: Rect, placement: Placement) -> Rect:
    """Where a part of a photo, in its pixels, lies on the card."""
    crop, box = placement.crop, placement.box
    scale_x, scale_y = box.width / crop.width, box.height / crop.height
    left, top = box.x + (part.x - crop.x) * scale_x, box.y + (part.y - crop.y) * scale_y
    right = box.x + (part.x + part.width - crop.x) * scale_x
    bottom = box.y + (part.y + part.height - crop.y) * scale_y
    return Rect(left, top, right - left, bottom - top)


def _price_of_loss(seen: Interest) -> float:
    """How dear the parts of the photo are that are never seen."""
    if seen.is_screen:
        return _LOST_SCREEN
    if seen.faces:
        # A large face is what the photo is about. Around a small one there is more to see, and other people
        # whose faces no detector finds.
        size = max(face.height for face, _ in seen.faces) / seen.photo.height
        small = min(1.0, max(0.0, (_LARGE_FACE - size) / (_LARGE_FACE - _SMALL_FACE)))
        return _LOST_AROUND_PEOPLE + small * (_LOST_VIEW - _LOST_AROUND_PEOPLE)
    if seen.subject:
        return _LOST_AROUND_SUBJECT
    return _LOST_VIEW + _LOST_BUSY * min(1.0, max(0.0, (seen.detail - _BUSY) / (_ALL_BUSY - _BUSY)))


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
    close = min(photo.aspect / setting.aspect, setting.aspect / photo.aspect)
    if best.layout in _COVERING or best.crop not in (None, WHOLE):
        if close >= 0.7:
            return "nearly the frame's shape"
        if facts.faces:
            return "the people stay in view"
        if facts.subject:
            return "its subject survives the crop"
        return "a view, as large as it may be"
    filled = [one for one in every if one.layout in _COVERING]
    if not filled:
        return "too few pixels to fill the frame"
    if facts.faces and min(one.cost for one in filled) >= _CUT_FACE / 4:
        return "filling the frame would cut a face"
    return "whole: filling the frame would lose too much of it"


def _unused(staging: Staging) -> float:
    """The price of the part of the frame that is only backdrop: the mean of both ends."""
    return _UNUSED * max(0.0, 1.0 - shown(staging))


def shown(staging: Staging) -> float:
    """The share of the frame that shows photo: the mean of both ends."""
    shares = [
        sum(
            _in_frame(placement.box, window).common(staging.open).area
            for placement in staging.arrangement.placements
        )
        for window in staging.windows
    ]
    return min(1.0, sum(shares) / len(shares))


def _blur(enlarged: float, setting: Setting) -> float:
    """The price of pixels that are seen too large."""
    if setting.most_enlarged > MOST_ENLARGED and not setting.is_clip:
        return 0.0
    beyond = max(0.0, enlarged - _SHARP) / (setting.most_enlarged - _SHARP)
    return _ENLARGED * beyond * beyond


def _lost(staging: Staging, index: int, seen: Interest) -> float:
    """The share of what draws the eye in the photo that is seen at neither end."""
    placement = staging.arrangement.placements[index]
    parts = [_under(window, staging.open) for window in staging.windows]
    in_all = _attention(around(parts).common(placement.box), placement, seen)
    if staging.motion.name not in PANS:
        return 1.0 - in_all
    # What is seen in the course of time is not seen together.
    return 1.0 - (in_all + max(_attention(part.common(placement.box), placement, seen) for part in parts)) / 2


def _attention(part: Rect, placement: Placement, seen: Interest) -> float:
    """How much of what draws the eye a part of the card shows."""
    scale_x, scale_y = (
        placement.crop.width / placement.box.width,
        placement.crop.height / placement.box.height,
    )
    return seen.seen_within(
        placement.crop.x + (part.x - placement.box.x) * scale_x,
        placement.crop.y + (part.y - placement.box.y) * scale_y,
        part.width * scale_x,
        part.height * scale_y,
    )


def _under(window: Rect, share: Rect) -> Rect:
    """The part of the card that a part of the frame, in shares of it, shows."""
    return Rect(
        window.x + share.x * window.width,
        window.y + share.y * window.height,
        share.width * window.width,
        share.height * window.height,
    )


def _in_frame(part: Rect, window: Rect) -> Rect:
    """A part of the card in shares of the frame, when the window is looked at."""
    return Rect(
        (part.x - window.x) / window.width,
        (part.y - window.y) / window.height,
        part.width / window.width,
        part.height / window.height,
    )
