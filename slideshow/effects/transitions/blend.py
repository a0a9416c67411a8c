"""Frames mixed: as a whole, or place by place."""

import cv2
import numpy as np

from slideshow.model.frame import Frame, Plane


def copy_frame(source: Frame, out: Frame) -> None:
    """`source`, exactly."""
    np.copyto(out.buffer, source.buffer)


def mix_frames(before: Frame, after: Frame, share: float, out: Frame) -> None:
    """`before` and a share of `after` (0 to 1), evenly."""
    cv2.addWeighted(before.buffer, 1.0 - share, after.buffer, share, 0.0, dst=out.buffer)


def blend_masked(before: Frame, after: Frame, masks: tuple[Plane, Plane, Plane], out: Frame) -> None:
    """`after` where the masks are 255, `before` where they are 0, between them in proportion."""
    for one, other, share, plane in zip(before.planes, after.planes, masks, out.planes, strict=True):
        part = cv2.multiply(other, share, scale=1.0 / 255.0)
        cv2.multiply(one, cv2.bitwise_not(share), dst=plane, scale=1.0 / 255.0)
        cv2.add(plane, part, dst=plane)


def tint_frame(frame: Frame, towards: tuple[int, int, int], share: float, out: Frame) -> None:
    """The frame with a share of one colour (limited-range Y, U, V) over it."""
    for plane, level, result in zip(frame.planes, towards, out.planes, strict=True):
        cv2.convertScaleAbs(plane, dst=result, alpha=1.0 - share, beta=level * share)


def halve_mask(mask: Plane) -> Plane:
    """A luma mask (H, W) for chroma (H/2, W/2)."""
    height, width = mask.shape
    return np.asarray(cv2.resize(mask, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.uint8)


def there_and_back(progress: float) -> float:
    """0 at both ends, 1 in the middle, smoothly."""
    return 4.0 * progress * (1.0 - progress)


def ease(progress: float) -> float:
    """Progress that sets off and arrives gently (smootherstep, Perlin 2002)."""
    return progress**3 * (progress * (6.0 * progress - 15.0) + 10.0)
