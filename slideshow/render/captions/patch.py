"""Paint over a part of a frame: what is kept of the picture there, and what is added to it."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Frame, Plane
from slideshow.render.colour import MATRIX

BLACK = (16, 128, 128)

Shares = NDArray[np.float32]
Planes = tuple[Plane, Plane, Plane]


@dataclass(slots=True)
class Patch:
    """Pixels over a part of the frame from (left, top) on, both even.

    Per plane: what is kept of the picture (0 to 255), and what is added to it.
    """

    left: int
    top: int
    keep: Planes
    add: Planes

    def draw(self, out: Frame, strength: float = 1.0, down: int = 0, written: Planes | None = None) -> None:
        """Lays it over `out`, `down` by an even number of pixels; where it is `written`, if that is given."""
        for index, plane in enumerate(out.planes):
            half = 1 if index == 0 else 2
            top, left = (self.top + down) // half, self.left // half
            keep, add = self.keep[index], self.add[index]
            part = plane[top : top + keep.shape[0], left : left + keep.shape[1]]
            keep, add = keep[: part.shape[0]], add[: part.shape[0]]
            if written is not None:
                whole = cv2.add(cv2.multiply(part, keep, scale=1.0 / 255.0), add)
                cv2.copyTo(whole, written[index], part)
                continue
            if strength < 1.0:
                keep, add = fade_patch(keep, strength, 255.0), fade_patch(add, strength, 0.0)
            cv2.multiply(part, keep, dst=part, scale=1.0 / 255.0)
            cv2.add(part, add, dst=part)


def join_patches(patches: Sequence[Patch]) -> Patch:
    """Patches that do not overlap as one."""
    left, top = min(one.left for one in patches), min(one.top for one in patches)
    right = max(one.left + one.keep[0].shape[1] for one in patches)
    bottom = max(one.top + one.keep[0].shape[0] for one in patches)
    keeps, adds = [], []
    for index in range(3):
        half = 1 if index == 0 else 2
        keep = np.full(((bottom - top) // half, (right - left) // half), 255, np.uint8)
        add = np.zeros_like(keep)
        for one in patches:
            y, x = (one.top - top) // half, (one.left - left) // half
            height, width = one.keep[index].shape
            keep[y : y + height, x : x + width] = one.keep[index]
            add[y : y + height, x : x + width] = one.add[index]
        keeps.append(keep)
        adds.append(add)
    return Patch(left, top, (keeps[0], keeps[1], keeps[2]), (adds[0], adds[1], adds[2]))


def colour_patch(left: int, top: int, coloured: NDArray[np.uint8]) -> Patch:
    """A picture of its own colours, (H, W, 4), premultiplied, both sides even, from (left, top) on."""
    return patch_of(left, top, np.zeros(coloured.shape[:2], np.float32), BLACK, coloured)


def patch_of(
    left: int, top: int, shares: Shares, colour: tuple[int, int, int], coloured: NDArray[np.uint8] | None
) -> Patch:
    """Paint of one colour over shares (H, W) of the pixels, and over it colours of their own, (H, W, 4)."""
    keeps, adds = [], []
    over = np.zeros_like(shares) if coloured is None else coloured[:, :, 3].astype(np.float32) / 255.0
    own: list[Shares] = [np.zeros_like(shares)] * 3
    if coloured is not None:
        # Premultiplied: what it adds to black ink.
        ycc = cv2.transform(np.ascontiguousarray(coloured[:, :, :3]).astype(np.float32), MATRIX[:, :3])
        own = [np.asarray(plane, np.float32) for plane in cv2.split(ycc)]
        own = [plane + over * black for plane, black in zip(own, BLACK, strict=True)]
    for index in range(3):
        inked, covered, painted = shares, over, own[index]
        if index:
            inked, covered, painted = halve_patch(inked), halve_patch(covered), halve_patch(painted)
        kept = (1.0 - inked) * (1.0 - covered)
        keeps.append(np.rint(kept * 255.0).astype(np.uint8))
        adds.append(
            np.rint(np.clip(inked * (1.0 - covered) * colour[index] + painted, 0, 255)).astype(np.uint8)
        )
    return Patch(left, top, (keeps[0], keeps[1], keeps[2]), (adds[0], adds[1], adds[2]))


def fade_patch(values: Plane, strength: float, none: float) -> Plane:
    """`values` at full strength, `none` at no strength."""
    return np.asarray(cv2.convertScaleAbs(values, alpha=strength, beta=none * (1.0 - strength)), np.uint8)


def halve_patch(mask: Shares) -> Shares:
    height, width = mask.shape
    return np.asarray(cv2.resize(mask, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.float32)
