"""Layout, crop, focus, motion and time -> the effects that carry them out, and what they show of a photo."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from slideshow.effects.easing import PEAK_SLOPE
from slideshow.effects.layouts import (
    CROPS,
    MOST_ENLARGED,
    MOST_ENLARGED_CLIP,
    WHOLE,
    Arrangement,
    arranged,
    windows_on,
)
from slideshow.effects.motions import MOTIONS
from slideshow.model.album import VIDEO
from slideshow.model.geometry import EVERYWHERE, Point, Rect, Size, around
from slideshow.model.safe_zone import is_covered, safe_zone
from slideshow.model.storyboard import Shot
from slideshow.model.template import Layouts, Template
from slideshow.model.timeline import EffectRef, Param

# Shares of the frame's height a second: faster looks hasty on a phone held in the hand. All of a picture that
# goes one way may go faster than one that grows to all sides.
TOP_SPEED = 0.06
TOP_SPEED_PAN = 0.09
# A pan may go this much farther than a zoom of the same strength.
_PAN_STRENGTH = 6.0
# As far as a small photo is enlarged.
_MOST_ENLARGED_SMALL = 4.0
# Just under the limits, so that rounding does not pass them.
_UNDER = 0.98
ZOOMS = ("zoom_in", "zoom_out")
PANS = ("pan_right", "pan_left", "pan_down", "pan_up")
MIDDLE = Point(0.5, 0.5)
# Where a photo that hangs begins, in shares of the frame's height.
HANGING_FROM = 0.115
# So many pixels are reckoned with, whatever the film's size: it is framed the same in every one.
_REFERENCE_PIXELS = 1080 * 1920


@dataclass(frozen=True, slots=True)
class Setting:
    """What all slides of a film have in common: the canvas, a template's strength of motion and layouts.

    `below` is the share of the frame's height that a photo shown whole leaves free at its foot, for a text.
    `safe` is where nothing covers the film, by its target; None goes by its shape. A pixel of a photo becomes
    at most so many of the film as `most_enlarged`. `bars` are black, above and below, in shares of the
    frame's height. `is_print` tells photos that lie on something, and move with it, from those in an opening;
    with `hangs` they do so on a string, which the camera follows.
    """

    canvas: Size
    strength: float
    layouts: Layouts = field(default_factory=Layouts)
    below: float = 0.0
    safe: Rect | None = None
    most_enlarged: float = MOST_ENLARGED
    bars: float = 0.0
    is_print: bool = False
    hangs: bool = False

    @classmethod
    def of(cls, template: Template, canvas: Size, safe: Rect | None = None) -> "Setting":
        """What a template asks for on a canvas."""
        return cls(
            canvas,
            template.motion.strength,
            template.layouts,
            safe=safe,
            bars=template.look.overlay.bars,
            is_print=template.look.border.tilt_degrees > 0.0 or template.look.is_mounted,
            hangs=template.look.border.peg is not None and template.look.is_mounted,
        )

    @property
    def for_clip(self) -> "Setting":
        """The same for what moves."""
        return replace(self, most_enlarged=MOST_ENLARGED_CLIP)

    @property
    def is_clip(self) -> bool:
        return self.most_enlarged == MOST_ENLARGED_CLIP

    def for_photo(self, photo: Size) -> "Setting":
        """The same for a photo of that size: one that is small may be enlarged until a square of it is as
        wide as the frame in its closest view. Soft is better than a stamp in the dark.
        """
        if self.is_clip:
            return self
        wide = min(self.canvas.width, self.canvas.height) / min(photo.width, photo.height)
        most = round(min(wide * (1.0 + self.strength), _MOST_ENLARGED_SMALL), 4)
        return replace(self, most_enlarged=most) if most > self.most_enlarged else self

    @property
    def for_reference(self) -> "Setting":
        """The same on a canvas of this shape and the usual number of pixels."""
        scale = math.sqrt(_REFERENCE_PIXELS / (self.canvas.width * self.canvas.height))
        width, height = (
            2 * max(1, round(side * scale / 2)) for side in (self.canvas.width, self.canvas.height)
        )
        return replace(self, canvas=Size(width, height))

    @property
    def visible(self) -> Rect:
        """What no bars cover, in shares of the frame."""
        return Rect(0.0, self.bars, 1.0, 1.0 - 2.0 * self.bars) if self.bars else EVERYWHERE

    @property
    def aspect(self) -> float:
        """Width over height of what no bars cover."""
        return self.canvas.aspect / self.visible.height

    @property
    def uncovered(self) -> Rect | None:
        """Where faces are to be, in shares of the frame; None where no app lays anything over it."""
        if self.safe is not None:
            return self.safe
        return safe_zone(self.canvas) if is_covered(self.canvas) else None


def with_room(setting: Setting, shot: Shot, template: Template, *, titled: bool) -> Setting:
    """The setting of a shot: with room for a text when there is one, as for one that is `titled`."""
    if any(photo.format == VIDEO for photo in shot.photos):
        setting = setting.for_clip
    if shot.strength is not None:
        setting = replace(setting, strength=shot.strength)
    # The head of a page stands on the photo, as that of a magazine does.
    titled = titled and template.look.title.place != "above"
    if template.texts and (shot.chapter or shot.caption or shot.detail or titled):
        return replace(setting, below=template.layouts.text_room)
    return setting


@dataclass(frozen=True, slots=True)
class Staging:
    """A layout and a motion carried out: effects for the timeline, their geometry, and both end windows.

    The windows are those of the whole frame; only the part of it that is `open`, in shares, shows the card.
    """

    photos: tuple[Size, ...]
    layout: EffectRef
    motion: EffectRef
    arrangement: Arrangement
    windows: tuple[Rect, Rect]
    open: Rect = EVERYWHERE


def staged(
    photos: Sequence[Size],
    layout: str,
    focus: Sequence[Point],
    motion: str,
    seconds: float,
    setting: Setting,
    crop: str | None = None,
    windows: tuple[Rect, Rect] | None = None,
) -> Staging:
    """The effects for a slide that is seen to move for `seconds`; of one photo, from the one window on it to
    the other, where these are given.

    A motion goes as far as the template's strength and its top speed allow. A pan on a card that has no room
    for it, or with no strength, stands still. `crop` is a name in CROPS for a photo that does not fill the
    frame; None and WHOLE cut nothing.
    """
    if len(photos) == 1:
        setting = setting.for_photo(photos[0])
    canvas = setting.canvas
    shares = tuple(round(value, 4) for point in focus for value in (point.x, point.y))
    if layout == "window":
        layout_ref, motion_ref = _from_window(photos[0], shares, windows, setting)
    elif layout == "strip":
        layout_ref, motion_ref = _along(photos, shares, motion, seconds, setting)
    elif layout == "fit" and setting.hangs:
        layout_ref, motion_ref = _hung(photos, shares, motion, seconds, setting, crop)
    elif layout in ("band", "pan") or (layout == "fit" and motion in PANS and not setting.is_print):
        layout_ref, motion_ref = _panned(photos, layout, shares, motion, seconds, setting, crop)
    else:
        layout_ref, motion_ref = _zoomed(photos, layout, shares, motion, seconds, setting, crop)
    arrangement = arranged(layout_ref.name, photos, canvas, **layout_ref.arguments)  # type: ignore[arg-type]
    move, view = MOTIONS[motion_ref.name], arrangement.view(canvas)
    start, stop = (
        arrangement.beyond(move(arrangement.card, view, at, **motion_ref.arguments), canvas)
        for at in (0.0, 1.0)
    )
    part = arrangement.opening
    seen = EVERYWHERE if part is None else _in_shares(part, canvas)
    return Staging(tuple(photos), layout_ref, motion_ref, arrangement, (start, stop), seen)


def _in_shares(part: Rect, canvas: Size) -> Rect:
    width, height = canvas.width, canvas.height
    return Rect(part.x / width, part.y / height, part.width / width, part.height / height)


def _own(layout: str, crop: str | None, setting: Setting) -> dict[str, Param]:
    """The parameters that a layout has from its setting, as far as they differ from the usual."""
    own: dict[str, Param] = {}
    if setting.bars > 0:
        own["bars"] = setting.bars
    if layout != "fit":
        return own
    if setting.layouts.margin > 0:
        own["margin"] = setting.layouts.margin
    if setting.below > 0:
        own["below"] = setting.below
    if setting.most_enlarged != MOST_ENLARGED:
        own["enlarged"] = setting.most_enlarged
    if crop is not None and crop != WHOLE:
        own["shape"] = round(CROPS[crop], 4)
    if not setting.is_print:
        own["in_opening"] = True
    return own


def _zoomed(
    photos: Sequence[Size],
    layout: str,
    shares: tuple[float, ...],
    motion: str,
    seconds: float,
    setting: Setting,
    crop: str | None,
) -> tuple[EffectRef, EffectRef]:
    own = _own(layout, crop, setting)
    arrangement = arranged(layout, photos, setting.canvas, room=0.0, focus=shares, **own)  # type: ignore[arg-type]
    toward = _toward(photos, arrangement, layout, shares, setting)
    view = arrangement.view(setting.canvas)
    room = _room(view, setting.canvas, seconds, setting.strength, toward) if motion in ZOOMS else 0.0
    layout_ref = EffectRef.of(layout, room=room, focus=shares, **own)
    if room <= 0:
        return layout_ref, EffectRef.of("still")
    return layout_ref, EffectRef.of(motion, focus_x=toward.x, focus_y=toward.y)


def _panned(
    photos: Sequence[Size],
    layout: str,
    shares: tuple[float, ...],
    motion: str,
    seconds: float,
    setting: Setting,
    crop: str | None,
) -> tuple[EffectRef, EffectRef]:
    canvas, photo, own = setting.canvas, photos[0], _own(layout, crop, setting)
    travel = _UNDER * TOP_SPEED_PAN * canvas.height * seconds / PEAK_SLOPE
    if layout == "band":
        motion = motion if motion in ("pan_right", "pan_left") else "pan_right"
        across = round(travel / canvas.width, 4)
        arrangement = arranged("band", photos, canvas, travel=across, **own)  # type: ignore[arg-type]
        focus = _arriving(photo, arrangement.placements[0].crop.width, across, shares, motion)
        return EffectRef.of("band", travel=across, focus=focus, **own), EffectRef.of(motion)
    whole = Size(canvas.width, round(canvas.height * setting.visible.height))
    view = whole
    if layout == "fit":
        view = _opening(photo, canvas, tuple(own.items()))
    across, down = 0.0, 0.0
    most = _PAN_STRENGTH * setting.strength
    if motion in ("pan_right", "pan_left"):
        across = min(most, travel / view.width, photo.aspect / view.aspect - 1.0)
    elif motion in ("pan_down", "pan_up"):
        down = min(most, travel / view.height, view.aspect / photo.aspect - 1.0)
    across, down = (round(max(0.0, share), 4) for share in (across, down))
    moves = motion in PANS and (across > 0 or down > 0)
    if moves:
        shape = view.aspect * (1.0 + across) / (1.0 + down)
        width = min(float(photo.width), photo.height * shape)
        height = min(float(photo.height), photo.width / shape)
        if across > 0:
            shares = _arriving(photo, width, across, shares, motion)
        else:
            x, y = _arriving(photo.turned, height, down, (shares[1], shares[0]), motion)[::-1]
            shares = (x, y)
    ref = EffectRef.of(layout, across=across, down=down, focus=shares, **own)
    return ref, EffectRef.of(motion if moves else "still")


def _hung(
    photos: Sequence[Size],
    shares: tuple[float, ...],
    motion: str,
    seconds: float,
    setting: Setting,
    crop: str | None,
) -> tuple[EffectRef, EffectRef]:
    """Along the string, always the same way, so that it goes on from slide to slide."""
    own, canvas = _own("fit", crop, setting), setting.canvas
    travel = _UNDER * TOP_SPEED * canvas.height * seconds / PEAK_SLOPE / canvas.width
    across = 0.0 if motion == "still" else round(min(setting.strength, travel), 4)
    layout_ref = EffectRef.of("fit", across=across, hang=HANGING_FROM, room=0.0, focus=shares, **own)
    return layout_ref, EffectRef.of("pan_right" if across > 0 else "still")


@lru_cache(maxsize=1024)
def _opening(photo: Size, canvas: Size, own: tuple[tuple[str, Param], ...]) -> Size:
    """How large a photo is shown that does not fill the frame, wherever it is centred."""
    return arranged("fit", [photo], canvas, **dict(own)).view(canvas)  # type: ignore[arg-type]


def _from_window(
    photo: Size, shares: tuple[float, ...], windows: tuple[Rect, Rect] | None, setting: Setting
) -> tuple[EffectRef, EffectRef]:
    """From one part of a photo to another, as a person has drawn them, however fast that is."""
    own = _own("window", None, setting)
    if windows is None:
        return EffectRef.of("window", focus=shares, **own), EffectRef.of("still")
    start, stop = (
        tuple(round(value, 5) for value in (part.x, part.y, part.width, part.height)) for part in windows
    )
    layout_ref = EffectRef.of("window", start=start, stop=stop, focus=shares, **own)
    if start == stop:
        return layout_ref, EffectRef.of("still")
    view = arranged("window", [photo], setting.canvas, focus=shares, **own).view(setting.canvas)  # type: ignore[arg-type]
    seen = windows_on(photo, view, start, stop)
    whole = around(seen)
    ends = {
        name: tuple(
            round(value, 6)
            for value in (
                (part.x - whole.x) / whole.width,
                (part.y - whole.y) / whole.height,
                part.width / whole.width,
            )
        )
        for name, part in zip(("start", "stop"), seen, strict=True)
    }
    return layout_ref, EffectRef.of("travel", **ends)


def _arriving(
    photo: Size, length: float, travel: float, shares: tuple[float, ...], motion: str
) -> tuple[float, ...]:
    """The middle of what is panned over, so that the pan ends with the focus in the middle of the view.

    `length` is how much of the photo's width that is, in its pixels; it is `travel` longer than the view.
    """
    step = length / photo.width * travel / (1.0 + travel) / 2
    forth = motion in ("pan_right", "pan_down")
    middle = shares[0] - step if forth else shares[0] + step
    half = length / photo.width / 2
    return (round(min(max(middle, half), max(half, 1.0 - half)), 4), *shares[1:])


def _along(
    photos: Sequence[Size], shares: tuple[float, ...], motion: str, seconds: float, setting: Setting
) -> tuple[EffectRef, EffectRef]:
    """A strip as long as shows the photos whole, or as the camera can travel in the time."""
    own, tall = _own("strip", None, setting), setting.canvas.height * setting.visible.height
    whole = sum(setting.canvas.width / photo.width * photo.height for photo in photos) / tall - 1.0
    down = round(max(0.0, min(whole, _UNDER * TOP_SPEED * seconds / PEAK_SLOPE)), 4)
    if down <= 0.0 or motion == "still":
        return EffectRef.of("strip", down=0.0, focus=shares, **own), EffectRef.of("still")
    towards = motion if motion in ("pan_down", "pan_up") else "pan_down"
    return EffectRef.of("strip", down=down, focus=shares, **own), EffectRef.of(towards)


def _toward(
    photos: Sequence[Size], arrangement: Arrangement, layout: str, shares: tuple[float, ...], setting: Setting
) -> Point:
    """The point of the card that stands still while the camera closes in, in shares of it."""
    # What lies on a ground moves with it, and several in a frame are not to be told apart.
    if layout != "fill" and (layout != "fit" or setting.is_print):
        return MIDDLE
    card, photo = arrangement.card, photos[0]
    point = arrangement.placements[0].on_card(Point(shares[0] * photo.width, shares[1] * photo.height))
    return Point(
        round(min(max(point.x / card.width, 0.0), 1.0), 4),
        round(min(max(point.y / card.height, 0.0), 1.0), 4),
    )


def _room(view: Size, canvas: Size, seconds: float, strength: float, toward: Point) -> float:
    """The zoom's strength, or less where the view's farthest corner would move too fast.

    In a zoom by a share s, a point at distance d from the point that stands still travels s * d.
    """
    distance = math.hypot(view.width * max(toward.x, 1 - toward.x), view.height * max(toward.y, 1 - toward.y))
    top = TOP_SPEED * canvas.height * seconds / PEAK_SLOPE / distance
    return round(min(strength, _UNDER * top), 4)
