"""What there is to see in a photo, setting, wish -> the ways to show it that are worth a look."""

from collections.abc import Iterator
from dataclasses import dataclass

from slideshow.effects.layouts import CROPS, WHOLE
from slideshow.model.geometry import Point, Rect, Size
from slideshow.plan.interest import Interest
from slideshow.plan.staging import ZOOMS, Setting

# Wider than this is a panorama.
PANORAMA_ASPECT = 2.0
# Where else the focus is tried: shares of the photo; and so many of these places are looked at closely, more
# for a pan, which shows what lies to one side of them as well.
_STEPS = tuple(step / 20 for step in range(1, 20))
_PLACES, _PAN_PLACES, _CROP_PLACES = 3, 6, 2
# A crop this much like the frame's shape, or the photo's own, is no other choice than that.
_ALIKE = 1.04
# The widest shape of what hangs on a string.
_WIDEST_HUNG = 1.01


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person has decided of a framing; None is free."""

    layout: str | None = None
    focus: Point | None = None
    motion: str | None = None
    crop: str | None = None


FREE = Wish()


@dataclass(frozen=True, slots=True)
class Way:
    """A layout, its crop, the motions that suit it and where it may be centred.

    It shows photo on no more of the frame than `most_shown`, a share.
    """

    layout: str
    crop: str | None
    motions: tuple[str, ...]
    places: tuple[Point, ...]
    most_shown: float = 1.0


def ways(photo: Size, seen: Interest, setting: Setting, wish: Wish) -> Iterator[Way]:
    """Every way that the wish allows, those that fill the frame first."""
    zooms = (*ZOOMS, "still") if setting.strength > 0 else ("still",)
    for layout, crop in _shapes(photo, setting, wish):
        shape = setting.aspect if layout != "fit" else CROPS.get(crop or WHOLE, photo.aspect)
        wide = photo.aspect > shape
        pans: tuple[str, ...] = ("pan_right", "pan_left") if wide else ("pan_down", "pan_up")
        if setting.strength <= 0 or (layout == "fit" and (setting.is_print or crop == WHOLE)):
            pans = ()
        suitable: dict[str, tuple[str, ...]] = {
            "fill": zooms,
            "pan": pans,
            "fit": (*zooms, *pans),
            "band": ("pan_right", "pan_left"),
        }
        motions = suitable.get(layout, zooms)
        if setting.hangs and layout == "fit" and setting.strength > 0:
            motions = ("pan_right",)
        if wish.motion is not None:
            motions = (wish.motion,) if wish.layout or wish.motion in motions or layout == "fit" else ()
        if not motions and wish.layout:
            motions = ("still",)
        most = {"pan": _PAN_PLACES, "fit": _CROP_PLACES}.get(layout, _PLACES)
        places = (wish.focus,) if wish.focus else tuple(_places(seen, shape, most))
        shown = min(shape / setting.aspect, setting.aspect / shape) * setting.visible.height
        yield Way(layout, crop, motions, places, shown if layout == "fit" else 1.0)


def _shapes(photo: Size, setting: Setting, wish: Wish) -> Iterator[tuple[str, str | None]]:
    """Layouts with the crops that they may have."""
    if wish.layout is not None and wish.layout != "fit":
        yield wish.layout, None
        return
    if wish.layout is None and wish.crop is None:
        for layout in ("fill", "pan", "band"):
            if layout not in setting.layouts.allowed:
                continue
            if layout != "fill" and setting.strength <= 0:
                continue
            if layout != "band" or _is_panorama(photo, setting):
                yield layout, None
    if wish.crop is not None:
        yield "fit", wish.crop
        return
    low, high = sorted((photo.aspect, setting.aspect))
    if "fit" in setting.layouts.allowed or wish.layout == "fit":
        # A margin leaves the frame's own shape to be chosen, where nothing may fill the frame.
        fills = "fill" in setting.layouts.allowed and wish.layout is None
        nearest, farthest = (low * _ALIKE, high / _ALIKE) if fills else (low / _ALIKE, high * _ALIKE)
        own = photo.aspect
        if setting.hangs:
            # All begin at one height: what is low would leave most of the frame to the wall.
            farthest = min(farthest, _WIDEST_HUNG)
        for name, shape in CROPS.items():
            if nearest < shape < farthest and not 1 / _ALIKE <= shape / own <= _ALIKE:
                yield "fit", name
    yield "fit", WHOLE


def _places(seen: Interest, shape: float, most: int) -> list[Point]:
    """The places to centre a crop of a shape on: the middle of what matters, and what keeps more of it."""
    photo, middle = seen.photo, seen.focus
    width = min(float(photo.width), photo.height * shape)
    height = min(float(photo.height), photo.width / shape)
    wide = width < photo.width
    if not wide and height >= photo.height - 1:
        return [middle]

    def worth(place: Point) -> float:
        left = min(max(0.0, place.x * photo.width - width / 2), photo.width - width)
        top = min(max(0.0, place.y * photo.height - height / 2), photo.height - height)
        kept = seen.seen_within(left, top, width, height)
        if not seen.subject and not seen.faces:
            return kept - 0.1 * (abs(place.x - middle.x) + abs(place.y - middle.y))
        part = Rect(left, top, width, height)
        if seen.subject:
            kept += 4.0 * seen.subject.share_inside(part)
        kept += sum(4.0 * face.share_inside(part) for face, _ in seen.faces)
        return kept - 0.1 * (abs(place.x - middle.x) + abs(place.y - middle.y))

    tried = (Point(step, middle.y) if wide else Point(middle.x, step) for step in _STEPS)
    best = sorted(tried, key=worth, reverse=True)
    return list(dict.fromkeys((middle, *best[:most])))


def _is_panorama(photo: Size, setting: Setting) -> bool:
    return photo.aspect > max(PANORAMA_ASPECT, 1.2 * setting.aspect)
