"""Colour grades: `colours (n, 3) -> colours (n, 3)`, sRGB from 0 to 1. Pure functions of a colour.

They are made into a table of colours once, so that any of them costs the same.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[Any]
Grade = Callable[[Colours], Colours]

# ITU-R BT.709.
_LIGHT = np.array([0.2126, 0.7152, 0.0722])


def _lightness(colours: Colours) -> Colours:
    return np.asarray((colours @ _LIGHT)[:, None])


def _saturated(colours: Colours, share: float) -> Colours:
    light = _lightness(colours)
    return np.asarray(light + (colours - light) * share)


def _contrasted(colours: Colours, strength: float) -> Colours:
    """An S around middle grey."""
    curve = colours * colours * (3.0 - 2.0 * colours)
    return np.asarray(colours + (curve - colours) * strength)


def _lifted(colours: Colours, black: float, white: float) -> Colours:
    """Black and white moved inward, as on faded prints."""
    return np.asarray(black + colours * (white - black))


def _tinted(
    colours: Colours, shadows: tuple[float, float, float], lights: tuple[float, float, float]
) -> Colours:
    """Split toning: one colour added to what is dark, another to what is light."""
    light = _lightness(colours)
    return np.asarray(colours + (1.0 - light) ** 2 * np.array(shadows) + light**2 * np.array(lights))


def mono(colours: Colours) -> Colours:
    """Black and white with a firm contrast."""
    return np.repeat(_contrasted(_lightness(colours), 0.45), 3, axis=1)


def noir(colours: Colours) -> Colours:
    """Black and white, dark."""
    return np.repeat(_contrasted(_lightness(colours) ** 1.15, 0.9), 3, axis=1)


def sepia(colours: Colours) -> Colours:
    """The brown of old prints."""
    return _lifted(_lightness(colours) * np.array([1.07, 0.94, 0.74]), 0.05, 0.97)


def warm(colours: Colours) -> Colours:
    """Late sunlight."""
    return _tinted(_saturated(colours, 1.05), (0.015, 0.0, -0.01), (0.045, 0.012, -0.05))


def cool(colours: Colours) -> Colours:
    """Morning by the sea."""
    return _tinted(_saturated(colours, 0.95), (-0.015, 0.0, 0.03), (-0.03, 0.005, 0.02))


def fade_print(colours: Colours) -> Colours:
    """A print that has been in the sun for years."""
    return _lifted(_tinted(_saturated(colours, 0.78), (0.02, 0.02, 0.05), (0.03, 0.01, -0.03)), 0.06, 0.96)


def vivid(colours: Colours) -> Colours:
    """Brighter colours, firmer contrast."""
    return _contrasted(_saturated(colours, 1.28), 0.25)


def cinema(colours: Colours) -> Colours:
    """Teal shadows, warm lights, a little less colour."""
    graded = _tinted(_saturated(_contrasted(colours, 0.35), 0.9), (-0.03, 0.005, 0.03), (0.035, 0.008, -0.04))
    return _lifted(graded, 0.015, 0.985)


def film(colours: Colours) -> Colours:
    """A colour negative: soft lights, green in the shadows, red in the lights."""
    graded = _tinted(_saturated(colours, 1.06), (0.0, 0.018, 0.012), (0.04, 0.015, -0.03))
    return _lifted(_contrasted(graded, 0.3), 0.03, 0.965)


GRADES: Mapping[str, Grade] = {
    "mono": mono,
    "noir": noir,
    "sepia": sepia,
    "warm": warm,
    "cool": cool,
    "faded": fade_print,
    "vivid": vivid,
    "cinema": cinema,
    "film": film,
}
