"""Transitions of a signal that fails: each as smooth in progress as any other, so that none flickers."""

from collections.abc import Mapping
from functools import lru_cache, partial

import cv2
import numpy as np

from slideshow.effects.transitions.blend import copy_frame, ease, mix_frames, there_and_back
from slideshow.effects.transitions.kind import Transition
from slideshow.model.frame import Frame, Plane


def shifted_bands(
    before: Frame, after: Frame, progress: float, *, out: Frame, bands: int = 14, strength: float = 0.16
) -> None:
    """Bands of the picture slip sideways, each its own way, while the pictures change."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    random = np.random.default_rng(31)
    edges = np.sort(random.random(bands - 1))
    phases, speeds = random.random(bands) * 6.28, random.uniform(0.5, 1.5, bands)
    mix_frames(before, after, ease(progress), out)
    amount = strength * there_and_back(progress)
    shares = amount * np.sin(phases + 6.28 * speeds * progress)
    for plane in out.planes:
        height, width = plane.shape
        rows = np.rint(np.concatenate([[0.0], edges, [1.0]]) * height).astype(int)
        for top, bottom, share in zip(rows, rows[1:], shares, strict=False):
            if bottom > top:
                plane[top:bottom] = np.roll(plane[top:bottom], round(share * width), axis=1)


def colour_split(
    before: Frame, after: Frame, progress: float, *, out: Frame, strength: float = 0.035
) -> None:
    """The colours slip to either side of the picture, and together again in the other."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    mix_frames(before, after, ease(progress), out)
    for plane, way in ((out.u, 1.0), (out.v, -1.0)):
        share = way * strength * there_and_back(progress)
        plane[:] = _aside(plane, share * plane.shape[1])


def _aside(plane: Plane, pixels: float) -> Plane:
    height, width = plane.shape
    matrix = np.array([[1.0, 0.0, pixels], [0.0, 1.0, 0.0]])
    moved = cv2.warpAffine(plane, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def snow(before: Frame, after: Frame, progress: float, *, out: Frame, strength: float = 90.0) -> None:
    """The snow of a lost channel, and another one found."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    mix_frames(before, after, ease(progress), out)
    share = there_and_back(progress)
    lighter, darker = _flakes(out.size.width, out.size.height)
    cv2.addWeighted(out.y, 1.0, lighter, strength / 127.0 * share, 0.0, dst=out.y)
    cv2.addWeighted(out.y, 1.0, darker, -strength / 127.0 * share, 0.0, dst=out.y)
    for plane in (out.u, out.v):
        cv2.convertScaleAbs(plane, dst=plane, alpha=1.0 - 0.7 * share, beta=128.0 * 0.7 * share)


@lru_cache(maxsize=2)
def _flakes(width: int, height: int) -> tuple[Plane, Plane]:
    """How much lighter and darker each pixel gets, 0 to 127."""
    values = np.random.default_rng(32).integers(-127, 128, (height, width), np.int16)
    return np.clip(values, 0, 127).astype(np.uint8), np.clip(-values, 0, 127).astype(np.uint8)


def picture_roll(before: Frame, after: Frame, progress: float, *, out: Frame, rounds: int = 3) -> None:
    """The picture rolls upward as on an old set, and stops at the other one."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    height = out.size.height
    gone = 2 * round(ease(progress) * rounds * height / 2)
    turn, offset = min(rounds - 1, gone // height), gone - min(rounds - 1, gone // height) * height
    below = after if turn == rounds - 1 else before
    for one, other, plane, scale in zip(before.planes, below.planes, out.planes, (1, 2, 2), strict=True):
        cut = offset // scale
        plane[: plane.shape[0] - cut] = one[cut:]
        plane[plane.shape[0] - cut :] = other[:cut]


TABLE: Mapping[str, Transition] = {
    "glitch": shifted_bands,
    "glitch_fine": partial(shifted_bands, bands=48, strength=0.07),
    "colour_split": colour_split,
    "snow": snow,
    "picture_roll": picture_roll,
}
