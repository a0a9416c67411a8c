"""Transitions in which pictures travel over the frame, whole."""

from collections.abc import Mapping
from functools import partial

import cv2

from slideshow.effects.transitions.blend import copy_frame, ease
from slideshow.effects.transitions.kind import Transition
from slideshow.model.frame import Frame, Plane

# Steps across and down for each way.
_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def travel(
    before: Frame,
    after: Frame,
    progress: float,
    *,
    out: Frame,
    way: str,
    before_moves: bool = True,
    after_moves: bool = True,
) -> None:
    """`after` comes in from one side, `before` leaves to the other; either may stand still instead."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    across, down = _WAYS[way]
    # Even pixels, so that chroma moves with luma.
    gone = 2 * round(ease(progress) * (out.size.width if across else out.size.height) / 2)
    for one, other, plane, scale in zip(before.planes, after.planes, out.planes, (1, 2, 2), strict=True):
        _placed(one, other, plane, across, down, gone // scale, before_moves, after_moves)


def _placed(
    before: Plane,
    after: Plane,
    out: Plane,
    across: int,
    down: int,
    gone: int,
    before_moves: bool,
    after_moves: bool,
) -> None:
    # Seen as if everything moved left or up: the other ways are the same, mirrored.
    if across + down > 0:
        before, after, out = (plane[::-1, ::-1] for plane in (before, after, out))
    if down:
        before, after, out = before.T, after.T, out.T
    width = out.shape[1]
    rest = width - gone
    out[:, :rest] = before[:, gone:] if before_moves else before[:, :rest]
    out[:, rest:] = after[:, :gone] if after_moves else after[:, rest:]


def whip(before: Frame, after: Frame, progress: float, *, out: Frame, way: str, blur: float = 0.22) -> None:
    """The camera swung from one picture to the other: a push so fast that it blurs."""
    travel(before, after, progress, out=out, way=way)
    across, _ = _WAYS[way]
    # As wide as the picture travels within a shutter time: none at the ends, most in the middle.
    speed = 30.0 * (progress * (1.0 - progress)) ** 2 / 1.875
    for plane in out.planes:
        length = plane.shape[1] if across else plane.shape[0]
        width = 2 * round(blur * speed * length / 2) + 1
        if width > 1 and 0.0 < progress < 1.0:
            kernel = (width, 1) if across else (1, width)
            cv2.blur(plane, kernel, dst=plane, borderType=cv2.BORDER_REPLICATE)


# In full, as completion reads the names from this text without running it.
TABLE: Mapping[str, Transition] = {
    "push_left": partial(travel, way="left"),
    "push_right": partial(travel, way="right"),
    "push_up": partial(travel, way="up"),
    "push_down": partial(travel, way="down"),
    "cover_left": partial(travel, way="left", before_moves=False),
    "cover_right": partial(travel, way="right", before_moves=False),
    "cover_up": partial(travel, way="up", before_moves=False),
    "cover_down": partial(travel, way="down", before_moves=False),
    "uncover_left": partial(travel, way="left", after_moves=False),
    "uncover_right": partial(travel, way="right", after_moves=False),
    "uncover_up": partial(travel, way="up", after_moves=False),
    "uncover_down": partial(travel, way="down", after_moves=False),
    "whip_left": partial(whip, way="left"),
    "whip_right": partial(whip, way="right"),
    "whip_up": partial(whip, way="up"),
    "whip_down": partial(whip, way="down"),
}
