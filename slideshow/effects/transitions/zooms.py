"""Transitions in which the camera rushes in or out, turns, or loses its focus."""

from collections.abc import Mapping
from functools import partial

import cv2
import numpy as np

from slideshow.effects.transitions.blend import copy_frame, ease, mix_frames, there_and_back
from slideshow.effects.transitions.kind import Transition
from slideshow.model.frame import Frame, Plane

_BLURRED_AT = 8
_HIT = 0.42


def closer(frame: Frame, scale: float, out: Frame) -> None:
    """The middle of a frame, `scale` times as large (1 or more)."""
    for plane, result in zip(frame.planes, out.planes, strict=True):
        height, width = plane.shape
        part = max(2, round(width / scale)), max(2, round(height / scale))
        left, top = (width - part[0]) // 2, (height - part[1]) // 2
        piece = plane[top : top + part[1], left : left + part[0]]
        cv2.resize(piece, (width, height), dst=result, interpolation=cv2.INTER_LINEAR)


def farther(frame: Frame, scale: float, out: Frame) -> None:
    """All of a frame, `scale` times as large (1 or less), over what `out` holds."""
    for plane, result, even in zip(frame.planes, out.planes, (2, 1, 1), strict=True):
        height, width = plane.shape
        size = (
            min(width, max(even, even * round(width * scale / even))),
            min(height, max(even, even * round(height * scale / even))),
        )
        left, top = (width - size[0]) // 2, (height - size[1]) // 2
        left, top = left - left % even, top - top % even
        small = cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR)
        result[top : top + size[1], left : left + size[0]] = small


def zoom_through(
    before: Frame, after: Frame, progress: float, *, out: Frame, strength: float = 0.6, inward: bool = True
) -> None:
    """Through `before` into `after`, or back out of it."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    along = ease(progress)
    near, far = Frame(out.size), Frame(out.size)
    first, second = (along, 1.0 - along) if inward else (0.6 * along, 1.0 - along)
    closer(before, 1.0 + strength * first, near)
    closer(after, 1.0 + (0.5 * strength if inward else strength) * second, far)
    mix_frames(near, far, along, out)


def punch(before: Frame, after: Frame, progress: float, *, out: Frame, strength: float = 0.35) -> None:
    """`after` hits in the middle, where the beat is: it is there at once, too close, and settles."""
    if progress <= _HIT or progress >= 1.0:
        copy_frame(before if progress <= _HIT else after, out)
        return
    near, since = Frame(out.size), (progress - _HIT) / (1.0 - _HIT)
    closer(after, 1.0 + strength * (1.0 - since) ** 2, near)
    mix_frames(before, near, min(1.0, since / 0.2), out)


def drop(before: Frame, after: Frame, progress: float, *, out: Frame) -> None:
    """`before` falls away into the distance, and `after` is behind it."""
    copy_frame(after, out)
    if progress < 1.0:
        farther(before, 1.0 - ease(progress), out) if progress > 0.0 else copy_frame(before, out)


def grow(before: Frame, after: Frame, progress: float, *, out: Frame) -> None:
    """`after` comes from the distance until it covers everything."""
    copy_frame(before, out)
    if progress > 0.0:
        farther(after, ease(progress), out) if progress < 1.0 else copy_frame(after, out)


def spin(
    before: Frame, after: Frame, progress: float, *, out: Frame, degrees: float = 90.0, strength: float = 0.5
) -> None:
    """The camera turns out of one picture and into the other."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    along = ease(progress)
    scale = 1.0 + strength * there_and_back(along)
    share = min(1.0, max(0.0, (progress - 0.35) / 0.3))
    if share < 1.0:
        _turned(before, degrees * along, scale, out)
    if share > 0.0:
        second = Frame(out.size)
        _turned(after, degrees * (along - 1.0), scale, second)
        if share < 1.0:
            mix_frames(out, second, share, out)
        else:
            copy_frame(second, out)


def _turned(frame: Frame, degrees: float, scale: float, out: Frame) -> None:
    for plane, result in zip(frame.planes, out.planes, strict=True):
        height, width = plane.shape
        matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, scale)
        cv2.warpAffine(
            plane,
            matrix,
            (width, height),
            dst=result,
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT_101,
        )


def flip(before: Frame, after: Frame, progress: float, *, out: Frame, upright: bool = True) -> None:
    """The picture turns around like a card, and `after` is on its back."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    angle = ease(progress)
    shown = before if angle < 0.5 else after
    width = max(0.02, abs(float(np.cos(np.pi * angle))))
    for plane, result, empty, even in zip(shown.planes, out.planes, (16, 128, 128), (2, 1, 1), strict=True):
        result[:] = empty
        rows, columns = plane.shape
        length = columns if upright else rows
        kept = min(length, max(even, even * round(width * length / even)))
        start = (length - kept) // 2
        start -= start % even
        if upright:
            result[:, start : start + kept] = cv2.resize(plane, (kept, rows), interpolation=cv2.INTER_LINEAR)
        else:
            result[start : start + kept] = cv2.resize(plane, (columns, kept), interpolation=cv2.INTER_LINEAR)


def blur_fade(before: Frame, after: Frame, progress: float, *, out: Frame, strength: float = 0.03) -> None:
    """Out of focus in one picture, into focus in the other."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    mix_frames(before, after, ease(progress), out)
    defocus(out, strength * there_and_back(progress), out)


def defocus(frame: Frame, sigma: float, out: Frame) -> None:
    """The frame out of focus: `sigma` in shares of its width."""
    for plane, result, step in zip(
        frame.planes, out.planes, (_BLURRED_AT, *(_BLURRED_AT // 2,) * 2), strict=True
    ):
        height, width = plane.shape
        # Coarser the more is blurred away; what is nearly sharp is mixed from both.
        share = min(1.0, sigma * width / step)
        if share <= 0.0:
            np.copyto(result, plane)
            continue
        small = (max(2, width // step), max(2, height // step))
        coarse = cv2.GaussianBlur(
            cv2.resize(plane, small, interpolation=cv2.INTER_AREA), (0, 0), max(0.5, sigma * small[0])
        )
        soft = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
        cv2.addWeighted(plane, 1.0 - share, soft, share, 0.0, dst=result)


def pixelate(before: Frame, after: Frame, progress: float, *, out: Frame, strength: float = 0.06) -> None:
    """Both pictures in ever larger squares, and back."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    mix_frames(before, after, ease(progress), out)
    share = min(1.0, 3.0 * there_and_back(progress))
    block = max(2, 2 * round(strength * there_and_back(progress) * out.size.width / 2))
    for plane, side in zip(out.planes, (block, block // 2, block // 2), strict=True):
        cv2.addWeighted(plane, 1.0 - share, _squares(plane, side), share, 0.0, dst=plane)


def _squares(plane: Plane, side: int) -> Plane:
    height, width = plane.shape
    small = (max(1, width // side), max(1, height // side))
    coarse = cv2.resize(plane, small, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


TABLE: Mapping[str, Transition] = {
    "zoom_through": zoom_through,
    "zoom_back": partial(zoom_through, inward=False),
    "punch": punch,
    "drop": drop,
    "grow": grow,
    "spin": spin,
    "spin_back": partial(spin, degrees=-90.0),
    "roll": partial(spin, degrees=180.0, strength=0.8),
    "flip": flip,
    "flip_over": partial(flip, upright=False),
    "blur_fade": blur_fade,
    "defocus": partial(blur_fade, strength=0.08),
    "pixelate": pixelate,
}
