"""`after` uncovered place by place, in an order that a pattern gives: what most transitions are made of.

A pattern is `(across, down, aspect, params) -> order`: for every place of the frame, given by its shares
across (1, W) and down (H, 1), a number; small ones are uncovered first. Patterns know no pixels: any size
will do.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.effects.transitions.blend import blend_masked, copy_frame
from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Size

# Of whatever precision arithmetic makes of it.
Floats = NDArray[Any]
Order = NDArray[np.uint16]
Pattern = Callable[..., Floats]
Params = tuple[tuple[str, float], ...]

_WHOLE = 65_535
# A rim's own edge is sharp.
_RIM_EDGE = 0.01


def reveal(
    before: Frame,
    after: Frame,
    progress: float,
    *,
    out: Frame,
    pattern: Pattern,
    softness: float,
    params: Params = (),
) -> None:
    """`after` uncovered in the pattern's order, its edge as wide as a share of the whole way."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    masks = [mask(order, progress, softness) for order in orders(pattern, params, before.size, softness)]
    blend_masked(before, after, (masks[0], masks[1], masks[1]), out)


def rimmed(
    before: Frame,
    after: Frame,
    progress: float,
    *,
    out: Frame,
    pattern: Pattern,
    params: tuple[tuple[str, float], ...],
    rim: tuple[int, int, int],
    rim_width: float,
) -> None:
    """`after` uncovered in the pattern's order, a rim of a colour (limited-range Y, U, V) before its edge."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    edge = _RIM_EDGE
    luma, _ = orders(pattern, params, before.size, rim_width + edge)
    # The rim runs ahead of the edge, and is gone at both ends.
    opened = mask(luma, max(0.0, progress - rim_width), edge)
    rimmed = mask(luma, progress, edge)
    half = (out.size.width // 2, out.size.height // 2)
    planes = zip(before.planes, out.planes, rim, strict=True)
    for index, (plane, result, level) in enumerate(planes):
        share = rimmed if index == 0 else cv2.resize(rimmed, half, interpolation=cv2.INTER_AREA)
        cv2.multiply(plane, cv2.bitwise_not(share), dst=result, scale=1.0 / 255.0)
        cv2.add(result, cv2.convertScaleAbs(share, alpha=level / 255.0), dst=result)
    small = np.asarray(cv2.resize(opened, half, interpolation=cv2.INTER_AREA), np.uint8)
    blend_masked(out, after, (opened, small, small), out)


def mask(order: Order, progress: float, softness: float) -> Plane:
    """How much of `after` is seen at each place, 0 to 255: none at progress 0, all at 1."""
    edge = max(1.0, softness * _WHOLE)
    # OpenCV takes a number for an array, its stubs do not.
    passed = cv2.subtract((progress * _WHOLE,), order)  # type: ignore[call-overload]
    return np.asarray(cv2.convertScaleAbs(passed, alpha=255.0 / edge), np.uint8)


@lru_cache(maxsize=6)
def orders(pattern: Pattern, params: Params, size: Size, softness: float) -> tuple[Order, Order]:
    """The pattern for luma (H, W) and for chroma (H/2, W/2): when each place begins to be uncovered."""
    luma = _order(pattern, dict(params), size.width, size.height, size.aspect, softness)
    half = cv2.resize(luma, (size.width // 2, size.height // 2), interpolation=cv2.INTER_AREA)
    return luma, np.asarray(half, np.uint16)


def _order(
    pattern: Pattern, params: Mapping[str, float], width: int, height: int, aspect: float, softness: float
) -> Order:
    across = ((np.arange(width, dtype=np.float32) + 0.5) / width)[None, :]
    down = ((np.arange(height, dtype=np.float32) + 0.5) / height)[:, None]
    values = np.broadcast_to(pattern(across, down, aspect, **params), (height, width)).astype(np.float32)
    least, most = float(values.min()), float(values.max())
    shares = (values - least) / max(1e-6, most - least)
    # The last place must be uncovered in full at the end.
    return np.asarray(shares * ((1.0 - softness) * (_WHOLE - 1)), np.uint16)
