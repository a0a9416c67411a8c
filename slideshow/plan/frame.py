"""How a photo meets the frame: its layout and the way the camera moves over it."""

import math
from random import Random

from slideshow.effects.easing import PEAK_SLOPE
from slideshow.effects.layouts import CLOSEST, MOST_ENLARGED, fill
from slideshow.model.geometry import Size
from slideshow.model.template import Motion
from slideshow.model.timeline import EffectRef

# A photo fills the frame when at least this much of it stays visible.
LEAST_KEPT = 0.65
# Wider than this is a panorama.
PANORAMA_ASPECT = 2.0
# Share of the frame's height a second: faster looks hasty on a phone held in the hand.
TOP_SPEED = 0.06
# Where a zoom may aim: around the thirds, where photographers put their subjects.
_FOCUS = (0.33, 0.5, 0.67)


def frame(
    photo: Size, canvas: Size, *, seconds: float, motion: Motion, random: Random, opening: bool = False
) -> tuple[EffectRef, EffectRef]:
    """Layout and motion for a photo that is seen to move for `seconds`.

    A photo near the frame's shape fills it, a panorama is panned across, any other is shown whole over
    its blurred self. An `opening` slide begins with the widest view.
    """
    if photo.aspect > PANORAMA_ASPECT:
        travel = TOP_SPEED * canvas.height * seconds / PEAK_SLOPE
        layout = EffectRef.of("band", travel=round(0.98 * travel / canvas.width, 4))
        return layout, EffectRef.of(random.choice(("pan_right", "pan_left")))
    fills = _fills(photo, canvas, motion.strength)
    # A photo shown whole must stay so while the camera closes in: straight at its middle.
    focus = (random.choice(_FOCUS), random.choice(_FOCUS)) if fills else (0.5, 0.5)
    kind = "zoom_in" if opening and "zoom_in" in motion.kinds else random.choice(motion.kinds)
    layout = EffectRef.of("fill" if fills else "fit", room=_room(canvas, seconds, motion.strength, focus))
    return layout, EffectRef.of(kind, focus_x=focus[0], focus_y=focus[1])


def _fills(photo: Size, canvas: Size, room: float) -> bool:
    kept = min(photo.aspect / canvas.aspect, canvas.aspect / photo.aspect)
    if kept < LEAST_KEPT:
        return False
    arrangement = fill(photo, canvas, room=room)
    enlarged = arrangement.card.width / arrangement.placement.crop.width / CLOSEST
    return enlarged <= MOST_ENLARGED


def _room(canvas: Size, seconds: float, strength: float, focus: tuple[float, float]) -> float:
    """The zoom's strength, or less where the frame's farthest corner would move too fast.

    In a zoom by a share s, a point at distance d from the point that stands still travels s * d.
    """
    distance = math.hypot(
        canvas.width * max(focus[0], 1 - focus[0]), canvas.height * max(focus[1], 1 - focus[1])
    )
    top = TOP_SPEED * canvas.height * seconds / PEAK_SLOPE / distance
    return round(min(strength, 0.98 * top), 4)
