"""Parts of a frame between even pixels, and what is done to them: copied, mixed, given back their ground."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Rect, Size

# Left, top, right, bottom: even pixels of the frame.
Region = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands still around the `opening` in which a card is seen, in pixels of the frame.

    `cover` says where the opening shows the card, 0 to 255, in the opening's own place; None is everywhere.
    `covered` is the part of the frame that the photo and its border fill.
    """

    frame: Frame
    opening: Rect
    covered: Rect
    cover: Plane | None = None

    @property
    def region(self) -> Region:
        """The opening, from even pixels to even pixels."""
        part = self.opening
        return int(part.x), int(part.y), int(part.right), int(part.bottom)


def common(region: Region, other: Region) -> Region:
    """What lies in both; of no width or height where they do not meet."""
    left, top = max(region[0], other[0]), max(region[1], other[1])
    return left, top, max(left, min(region[2], other[2])), max(top, min(region[3], other[3]))


def rest_of(outer: Region, inner: Region) -> tuple[Region, ...]:
    """What lies between two regions, one in the other: above, below, left, right."""
    left, top, right, bottom = outer
    x, y, x_stop, y_stop = inner
    return (
        (left, top, right, y),
        (left, y_stop, right, bottom),
        (left, y, x, y_stop),
        (x_stop, y, right, y_stop),
    )


def inside(part: Rect, window: Rect, outer: Region, frame: Size) -> Region:
    """The even pixels of the frame that lie in a part of the card and in a region; none around its middle."""
    step = window.width / frame.width
    left = max(outer[0], 2 * math.ceil((part.x - window.x) / step / 2))
    top = max(outer[1], 2 * math.ceil((part.y - window.y) / step / 2))
    right = min(outer[2], 2 * math.floor((part.right - window.x) / step / 2))
    bottom = min(outer[3], 2 * math.floor((part.bottom - window.y) / step / 2))
    if left >= right or top >= bottom:
        middle = (outer[0] + outer[2]) // 4 * 2, (outer[1] + outer[3]) // 4 * 2
        return (*middle, *middle)
    return left, top, right, bottom


def copy(above: Frame, region: Region, out: Frame) -> None:
    left, top, right, bottom = region
    for index, (plane, over) in enumerate(zip(out.planes, above.planes, strict=True)):
        half = 1 if index == 0 else 2
        part = (slice(top // half, bottom // half), slice(left // half, right // half))
        plane[part] = over[part]


def mix(above: Frame, seen: Frame, region: Region, out: Frame) -> None:
    """Lays a region of `above` over that of `out`, as far as `seen` says (0 to 255)."""
    left, top, right, bottom = region
    if left == right or top == bottom:
        return
    for index, (plane, over, share) in enumerate(zip(out.planes, above.planes, seen.planes, strict=True)):
        half = 1 if index == 0 else 2
        part = (slice(top // half, bottom // half), slice(left // half, right // half))
        hidden = cv2.multiply(over[part], share[part], scale=1.0 / 255.0)
        shown = cv2.multiply(plane[part], cv2.bitwise_not(share[part]), scale=1.0 / 255.0)
        cv2.add(hidden, shown, dst=plane[part])


def round_off(surroundings: Surroundings, cover: Plane, out: Frame) -> None:
    """Gives the opening back what its cover does not show: its corners, in the strips that have any."""
    left, top, right, bottom = surroundings.region
    half = np.asarray(cv2.resize(cover, (cover.shape[1] // 2, cover.shape[0] // 2)), np.uint8)
    rows = np.flatnonzero(cover.min(axis=1) < 255)
    if not rows.size:
        return
    height = bottom - top
    foot = rows[rows < height // 2]
    head_stop = 2 * ((int(foot[-1]) + 2) // 2) if foot.size else 0
    below = rows[rows >= height // 2]
    foot_start = 2 * (int(below[0]) // 2) if below.size else height
    for start, stop in ((0, head_stop), (foot_start, height)):
        if start >= stop:
            continue
        for index, (plane, around) in enumerate(zip(out.planes, surroundings.frame.planes, strict=True)):
            step = 1 if index == 0 else 2
            part = (slice((top + start) // step, (top + stop) // step), slice(left // step, right // step))
            share = (cover if index == 0 else half)[start // step : stop // step]
            seen = cv2.multiply(plane[part], share, scale=1.0 / 255.0)
            hidden = cv2.multiply(around[part], cv2.bitwise_not(share), scale=1.0 / 255.0)
            plane[part] = cv2.add(seen, hidden)
