"""A correction and the skin it would change -> as much of it as leaves a face its colour."""

import math

from slideshow.model.tone import NO_CORRECTION, Correction

# CIELAB, in a* and b*: differences that are not seen on a face that nobody compares.
_MOST_APART, _MOST_DEGREES = 3.0, 4.0
_SHARES = (1.0, 0.8, 0.6, 0.4, 0.25, 0.12)

RGB = tuple[float, float, float]


def kept(correction: Correction, skin: RGB | None) -> Correction:
    """The correction, or so much of it that the skin (red, green, blue, 0 to 1) keeps its colour."""
    if skin is None or correction == NO_CORRECTION:
        return correction
    a, b = opponents(skin)
    for share in _SHARES:
        weaker = correction.weaken(share)
        first, second, third = (weaker.level(value, channel) for channel, value in enumerate(skin))
        new_a, new_b = opponents((first, second, third))
        turned = math.degrees(abs(math.atan2(new_b, new_a) - math.atan2(b, a)))
        if math.hypot(new_a - a, new_b - b) <= _MOST_APART and min(turned, 360.0 - turned) <= _MOST_DEGREES:
            return weaker
    return NO_CORRECTION


def opponents(colour: RGB) -> tuple[float, float]:
    """a* and b* of an sRGB colour (IEC 61966-2-1; CIE 15, D65)."""
    red, green, blue = (_linear(value) for value in colour)
    x = _root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = _root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = _root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    return 500.0 * (x - y), 200.0 * (y - z)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 0.008856 else 7.787 * value + 16 / 116
