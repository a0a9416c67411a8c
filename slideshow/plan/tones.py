"""Tones of photos -> the gentle correction of each: flat and dark ones lifted, neighbours brought closer.

Light is lightness (luma, 0 to 1), colour is a* and b* of CIELAB. Nothing here is ever strong: what is
corrected should look like the same photo on a better day, not like an effect.
"""

import math
from collections.abc import Sequence

from slideshow.model.tone import NO_CORRECTION, Correction, Tone
from slideshow.plan.skin import kept

# Where blacks and whites of a photo lie that is not flat.
_BLACK, _WHITE = 0.05, 0.9
# How much of what is missing is made up for, and the most that is.
_LIFT = 0.6
_MOST_BLACK, _MOST_WHITE = 0.12, 0.16
_MOST_STRETCH = 1.2
# A photo whose middle is below this is dark, unless it is a night with lights: then it is meant to be.
_DARK_MIDDLE, _LIGHTS = 0.3, 0.72
_MOST_GAMMA = 1.22
# A photo of one level, and one that is black on purpose, tell nothing.
_LEAST_RANGE = 0.12
# Neighbours are moved by a third of the way to their mean, where they are not of another light altogether.
_SHARE = 1 / 3
_OTHER_LIGHT, _OTHER_CAST = 0.24, 16.0
_MOST_STOPS, _MOST_CAST = 0.22, 2.2
# With less of it near grey, a cast is the photo's own colour.
_LEAST_GREY = 0.12
# Skin may be moved by so little that nobody sees it (CIELAB).
_MOST_SKIN_CAST = 0.8


def corrections(tones: Sequence[Tone | None], same_light: Sequence[bool]) -> tuple[Correction, ...]:
    """One for each tone in turn; `same_light` tells whether it may be matched with the one before it."""
    own = [NO_CORRECTION if tone is None else lift_tones(tone) for tone in tones]
    light = [None if tone is None else _after(tone.middle, one) for tone, one in zip(tones, own, strict=True)]
    return tuple(
        one if tone is None else kept(_matched(index, tone, one, tones, light, same_light), tone.skin)
        for index, (tone, one) in enumerate(zip(tones, own, strict=True))
    )


def lift_tones(tone: Tone) -> Correction:
    """The correction of one photo for itself: haze taken away, a dim print lit, a dark photo opened."""
    if tone.white - tone.black < _LEAST_RANGE:
        return NO_CORRECTION
    black = min(_MOST_BLACK, _LIFT * max(0.0, tone.black - _BLACK))
    is_night = tone.middle < _DARK_MIDDLE and tone.white > _LIGHTS
    missing = 0.0 if tone.middle < _DARK_MIDDLE / 2 else max(0.0, _WHITE - tone.white)
    white = 1.0 - min(_MOST_WHITE, _LIFT * missing)
    # Colours are stretched with the light, and soon too loud.
    over = (1.0 / (white - black) - 1.0) / (_MOST_STRETCH - 1.0)
    if over > 1.0:
        black, white = black / over, 1.0 - (1.0 - white) / over
    gamma = 1.0
    if tone.middle < _DARK_MIDDLE and not is_night and tone.middle > 0.02:
        wanted = math.log(tone.middle) / math.log((tone.middle + _DARK_MIDDLE) / 2)
        gamma = min(_MOST_GAMMA, 1.0 + _LIFT * (wanted - 1.0))
    return Correction(round(black, 3), round(white, 3), round(gamma, 3))


def _matched(
    index: int,
    tone: Tone,
    own: Correction,
    tones: Sequence[Tone | None],
    light: Sequence[float | None],
    same_light: Sequence[bool],
) -> Correction:
    """The photo's own correction, and a third of the way to the mean of it and its neighbours."""
    middle = light[index]
    assert middle is not None
    near: list[tuple[float, Tone]] = []
    for other in (index - 1, index + 1):
        if not 0 <= other < len(tones) or not same_light[max(index, other)]:
            continue
        known, level = tones[other], light[other]
        if known is not None and level is not None and abs(level - middle) < _OTHER_LIGHT:
            near.append((level, known))
    if not near or middle < 0.04:
        return own
    mean = (middle + sum(level for level, _ in near)) / (len(near) + 1)
    stops = _SHARE * math.log2(max(0.04, mean) / middle)
    gain = 2.0 ** max(-_MOST_STOPS, min(_MOST_STOPS, stops))
    a, b = _toward(tone, [one for _, one in near])
    gains = tuple(round(gain * one, 4) for one in _channel_gains(a, b))
    return Correction(own.black, own.white, own.gamma, (gains[0], gains[1], gains[2]))


def _toward(tone: Tone, near: Sequence[Tone]) -> tuple[float, float]:
    """How far the cast is moved, in a* and b*."""
    told = [one for one in near if one.grey >= _LEAST_GREY and math.dist(one.cast, tone.cast) < _OTHER_CAST]
    if tone.grey < _LEAST_GREY or not told:
        return 0.0, 0.0
    most = _MOST_CAST if tone.skin is None else _MOST_SKIN_CAST
    moves = []
    for axis in (0, 1):
        mean = (tone.cast[axis] + sum(one.cast[axis] for one in told)) / (len(told) + 1)
        moves.append(_SHARE * (mean - tone.cast[axis]))
    length = math.hypot(*moves)
    scale = min(1.0, most / length) if length > 0 else 1.0
    return moves[0] * scale, moves[1] * scale


def _channel_gains(a: float, b: float) -> tuple[float, float, float]:
    """Gains of red, green and blue that move a middle grey by so much in a* and b*, its lightness kept.

    The inverse of how CIELAB changes with sRGB at (128, 128, 128).
    """
    return 1.0 + 0.01408 * a + 0.00641 * b, 1.0 - 0.00429 * a - 0.0005 * b, 1.0 + 0.00031 * a - 0.01335 * b


def _after(level: float, correction: Correction) -> float:
    """What a lightness becomes."""
    scale = max(1e-3, correction.white - correction.black)
    return float(min(1.0, max(0.0, (level - correction.black) / scale) ** (1.0 / correction.gamma)))
