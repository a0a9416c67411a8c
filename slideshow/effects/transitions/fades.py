"""Transitions in which one picture gives way to the other everywhere at once."""

from collections.abc import Callable, Mapping

import cv2

from slideshow.model.frame import Frame


def crossfade(before: Frame, after: Frame, progress: float, *, out: Frame) -> None:
    """`before` dissolved into `after`, evenly."""
    cv2.addWeighted(before.buffer, 1.0 - progress, after.buffer, progress, 0.0, dst=out.buffer)


TABLE: Mapping[str, Callable[..., None]] = {"crossfade": crossfade}
