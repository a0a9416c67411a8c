"""Layout, focus, motion and time -> the effects that carry them out, and what they show of a photo."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from slideshow.effects.easing import PEAK_SLOPE
from slideshow.effects.layouts import LAYOUTS, MOST_ENLARGED, MOST_ENLARGED_CLIP, Arrangement, windows_on
from slideshow.effects.motions import MOTIONS
from slideshow.model.geometry import Point, Rect, Size, around
from slideshow.model.safe_zone import is_covered, safe_zone
from slideshow.model.template import Layouts, Template
from slideshow.model.timeline import EffectRef

# Share of the frame's height a second: faster looks hasty on a phone held in the hand.
TOP_SPEED = 0.06
# A pan may go this much farther than a zoom of the same strength.
_PAN_STRENGTH = 3.0
# Just under the limits, so that rounding does not pass them.
_UNDER = 0.98
ZOOMS = ("zoom_in", "zoom_out")
PANS = ("pan_right", "pan_left", "pan_down", "pan_up")
MIDDLE = Point(0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Setting:
    """What all slides of a film have in common: the canvas, a template's strength of motion and layouts.

    `below` is the share of the frame's height that a photo shown whole leaves free at its foot, for a text.
    `safe` is where nothing covers the film, by its target; None goes by its shape. A pixel of a photo becomes
    at most so many of the film as `most_enlarged`.
    """

    canvas: Size
    strength: float
    layouts: Layouts = field(default_factory=Layouts)
    below: float = 0.0
    safe: Rect | None = None
    most_enlarged: float = MOST_ENLARGED

    @classmethod
    def of(cls, template: Template, canvas: Size, safe: Rect | None = None) -> "Setting":
        """What a template asks for on a canvas."""
        return cls(canvas, template.motion.strength, template.layouts, safe=safe)

    @property
    def for_clip(self) -> "Setting":
        """The same for what moves."""
        return replace(self, most_enlarged=MOST_ENLARGED_CLIP)

    @property
    def uncovered(self) -> Rect | None:
        """Where faces are to be, in shares of the frame; None where no app lays anything over it."""
        if self.safe is not None:
            return self.safe
        return safe_zone(self.canvas) if is_covered(self.canvas) else None


@dataclass(frozen=True, slots=True)
class Staging:
    """A layout and a motion carried out: effects for the timeline, their geometry, and both end windows."""

    photos: tuple[Size, ...]
    layout: EffectRef
    motion: EffectRef
    arrangement: Arrangement
    windows: tuple[Rect, Rect]


def staged(
    photos: Sequence[Size],
    layout: str,
    focus: Sequence[Point],
    motion: str,
    seconds: float,
    setting: Setting,
    windows: tuple[Rect, Rect] | None = None,
) -> Staging:
    """The effects for a slide that is seen to move for `seconds`; of one photo, from the one window on it to
    the other, where these are given.

    A motion goes as far as the template's strength and TOP_SPEED allow. A pan on a card that has no room for
    it, or with no strength, stands still.
    """
    canvas = setting.canvas
    shares = tuple(round(value, 4) for point in focus for value in (point.x, point.y))
    if layout == "window":
        layout_ref, motion_ref = _from_window(photos[0], shares, windows, canvas)
    elif layout == "strip":
        layout_ref, motion_ref = _along(photos, shares, motion, seconds, canvas)
    elif layout in ("band", "pan"):
        layout_ref, motion_ref = _panned(photos, layout, shares, motion, seconds, setting)
    else:
        layout_ref, motion_ref = _zoomed(photos, layout, shares, motion, seconds, setting)
    arrangement = LAYOUTS[layout](photos, canvas, **layout_ref.arguments)
    move = MOTIONS[motion_ref.name]
    start, stop = (move(arrangement.card, canvas, at, **motion_ref.arguments) for at in (0.0, 1.0))
    return Staging(tuple(photos), layout_ref, motion_ref, arrangement, (start, stop))


def _zoomed(
    photos: Sequence[Size],
    layout: str,
    shares: tuple[float, ...],
    motion: str,
    seconds: float,
    setting: Setting,
) -> tuple[EffectRef, EffectRef]:
    toward = _toward(photos, layout, shares, setting.canvas)
    room = _room(setting.canvas, seconds, setting.strength, toward) if motion in ZOOMS else 0.0
    own = {"margin": setting.layouts.margin, "below": setting.below} if layout == "fit" else {}
    if layout == "fit" and setting.most_enlarged != MOST_ENLARGED:
        own["enlarged"] = setting.most_enlarged
    given = {name: share for name, share in own.items() if share > 0}
    layout_ref = EffectRef.of(layout, room=room, focus=shares, **given)
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
) -> tuple[EffectRef, EffectRef]:
    canvas = setting.canvas
    travel = TOP_SPEED * canvas.height * seconds / PEAK_SLOPE
    if layout == "band":
        ref = EffectRef.of("band", travel=round(_UNDER * travel / canvas.width, 4), focus=shares)
        return ref, EffectRef.of(motion if motion in ("pan_right", "pan_left") else "pan_right")
    across, down = 0.0, 0.0
    most = _PAN_STRENGTH * setting.strength
    if motion in ("pan_right", "pan_left"):
        across = min(most, _UNDER * travel / canvas.width, photos[0].aspect / canvas.aspect - 1.0)
    elif motion in ("pan_down", "pan_up"):
        down = min(most, _UNDER * travel / canvas.height, canvas.aspect / photos[0].aspect - 1.0)
    across, down = (round(max(0.0, share), 4) for share in (across, down))
    moves = motion in PANS and (across > 0 or down > 0)
    ref = EffectRef.of("pan", across=across, down=down, focus=shares)
    return ref, EffectRef.of(motion if moves else "still")


def _from_window(
    photo: Size, shares: tuple[float, ...], windows: tuple[Rect, Rect] | None, canvas: Size
) -> tuple[EffectRef, EffectRef]:
    """From one part of a photo to another, as a person has drawn them, however fast that is."""
    if windows is None:
        return EffectRef.of("window", focus=shares), EffectRef.of("still")
    start, stop = (
        tuple(round(value, 5) for value in (part.x, part.y, part.width, part.height)) for part in windows
    )
    layout_ref = EffectRef.of("window", start=start, stop=stop, focus=shares)
    if start == stop:
        return layout_ref, EffectRef.of("still")
    seen = windows_on(photo, canvas, start, stop)
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


def _along(
    photos: Sequence[Size], shares: tuple[float, ...], motion: str, seconds: float, canvas: Size
) -> tuple[EffectRef, EffectRef]:
    """A strip as long as shows the photos whole, or as the camera can travel in the time."""
    whole = sum(canvas.width / photo.width * photo.height for photo in photos) / canvas.height - 1.0
    down = round(max(0.0, min(whole, _UNDER * TOP_SPEED * seconds / PEAK_SLOPE)), 4)
    if down <= 0.0 or motion == "still":
        return EffectRef.of("strip", down=0.0, focus=shares), EffectRef.of("still")
    towards = motion if motion in ("pan_down", "pan_up") else "pan_down"
    return EffectRef.of("strip", down=down, focus=shares), EffectRef.of(towards)


def _toward(photos: Sequence[Size], layout: str, shares: tuple[float, ...], canvas: Size) -> Point:
    """The point of the card that stands still while the camera closes in, in shares of it."""
    # A photo shown whole must stay so, and several in a frame are not to be told apart.
    if layout != "fill":
        return MIDDLE
    arrangement = LAYOUTS[layout](photos, canvas, room=0.0, focus=shares)
    card, photo = arrangement.card, photos[0]
    point = arrangement.placements[0].on_card(Point(shares[0] * photo.width, shares[1] * photo.height))
    return Point(
        round(min(max(point.x / card.width, 0.0), 1.0), 4),
        round(min(max(point.y / card.height, 0.0), 1.0), 4),
    )


def _room(canvas: Size, seconds: float, strength: float, toward: Point) -> float:
    """The zoom's strength, or less where the frame's farthest corner would move too fast.

    In a zoom by a share s, a point at distance d from the point that stands still travels s * d.
    """
    distance = math.hypot(
        canvas.width * max(toward.x, 1 - toward.x), canvas.height * max(toward.y, 1 - toward.y)
    )
    top = TOP_SPEED * canvas.height * seconds / PEAK_SLOPE / distance
    return round(min(strength, _UNDER * top), 4)
