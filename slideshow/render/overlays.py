"""What lies over every frame of the film: light leaks, a vignette, grain, screen lines, a strip's edge, bars.

Each is made once for a size and then costs a pass over the planes or less.
"""

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Size
from slideshow.model.template import Overlay
from slideshow.render.colour import rgb_of, ycbcr
from slideshow.render.confetti import lay_confetti
from slideshow.render.film_edge import lay_strip

# The strongest grain, in levels of 8 bits (standard deviation).
_MOST_GRAIN = 22.0
# The strongest flicker takes and gives so much of the light; film ran at about so many frames a step.
_MOST_FLICKER, _FLICKER_FRAMES = 0.14, 2
_TILE = 97
_STEPS = 61
# The strongest leak adds so much light.
_MOST_LEAK = 150.0
_LEAK_COARSE = 16
# Warm light that comes in at a place, in shares of the frame: across, down, width, height, frames until it
# comes again, and its colour.
_LEAKS = (
    (-0.05, 0.25, 0.30, 0.45, 331, (255, 120, 40)),
    (1.08, 0.70, 0.34, 0.38, 457, (255, 80, 50)),
    (0.75, -0.06, 0.50, 0.16, 277, (255, 190, 90)),
)

Shares = NDArray[np.float32]


def lay_over(frame: int, look: Overlay, out: Frame) -> None:
    """Draws all that the look asks for over `out`, a frame of the film."""
    if look.weave > 0.0:
        _weave(frame, look.weave, out)
    if look.fringe > 0.0:
        _fringe(look.fringe, out)
    if look.leaks > 0.0:
        _leak(frame, look.leaks, out)
    if look.vignette > 0.0 and look.vignette_lights:
        _overexpose(out, look.vignette)
    elif look.vignette > 0.0:
        _lay(out, _vignette(out.size, look.vignette, look.vignette_colour))
    if look.lines > 0.0:
        keep = _lines(out.size, look.lines)
        cv2.multiply(out.y, keep, dst=out.y, scale=1.0 / 255.0)
    if look.flicker > 0.0:
        _flicker(frame, look.flicker, out)
    if look.grain > 0.0:
        _add_grain(frame, look.grain, out)
    if look.strip:
        lay_strip(out)
    if look.confetti > 0.0:
        lay_confetti(frame, look.confetti, out)
    rows = 2 * round(look.bars * out.size.height / 2)
    if rows:
        for plane, level, count in ((out.y, 16, rows), (out.u, 128, rows // 2), (out.v, 128, rows // 2)):
            plane[:count] = level
            plane[-count:] = level


def darken(out: Frame, progress: float) -> None:
    """Takes `out` on the way to black: there at 1, slow at both ends."""
    keep = 1.0 - progress * progress * (3.0 - 2.0 * progress)
    for plane, black in zip(out.planes, (16, 128, 128), strict=True):
        cv2.convertScaleAbs(plane, dst=plane, alpha=keep, beta=black * (1.0 - keep))


_Patch = tuple[tuple[Plane, Plane, Plane], tuple[Plane, Plane, Plane]]


def _lay(out: Frame, patch: _Patch) -> None:
    for plane, keep, add in zip(out.planes, *patch, strict=True):
        cv2.multiply(plane, keep, dst=plane, scale=1.0 / 255.0)
        cv2.add(plane, add, dst=plane)


def _painted(cover: Shares, colour: tuple[int, int, int]) -> _Patch:
    """What is kept and added, per plane, where a colour covers shares (H, W) of the pixels."""
    half = np.asarray(
        cv2.resize(cover, (cover.shape[1] // 2, cover.shape[0] // 2), interpolation=cv2.INTER_AREA),
        np.float32,
    )
    keeps = [np.rint((1.0 - one) * 255.0).astype(np.uint8) for one in (cover, half, half)]
    adds = [
        np.rint(one * level).astype(np.uint8)
        for one, level in zip((cover, half, half), ycbcr(colour), strict=True)
    ]
    return (keeps[0], keeps[1], keeps[2]), (adds[0], adds[1], adds[2])


@lru_cache(maxsize=4)
def _vignette(size: Size, strength: float, colour: str) -> _Patch:
    return _painted(strength * _far(size), rgb_of(colour))


def _far(size: Size) -> Shares:
    """0 in the middle and around it, 1 in the corners."""
    x = np.linspace(-1.0, 1.0, size.width, dtype=np.float32)[None, :]
    y = np.linspace(-1.0, 1.0, size.height, dtype=np.float32)[:, None]
    far = np.clip((x * x + y * y - 0.25) / 1.75, 0.0, 1.0)
    # Slow at both ends: no ring is seen where it begins.
    return np.asarray(far * far * (3.0 - 2.0 * far), np.float32)


@lru_cache(maxsize=2)
def _light(size: Size, strength: float) -> _Patch:
    """Per plane how strong the light is, and what greys what it falls on: chroma's way to none."""
    share = strength * _far(size)
    half = np.asarray(cv2.resize(share, (size.width // 2, size.height // 2)), np.float32)
    keep = np.rint(255.0 * (1.0 - 0.6 * half)).astype(np.uint8)
    add = np.rint(128.0 * 0.6 * half).astype(np.uint8)
    light = np.rint(255.0 * share).astype(np.uint8)
    return (light, keep, keep), (light, add, add)


@lru_cache(maxsize=1)
def _overexposed() -> Plane:
    """What each level of luma becomes in full light: nearly white where bright, hardly more where dark."""
    level = np.clip((np.arange(256, dtype=np.float64) - 16.0) / 219.0, 0.0, 1.0)
    lit = (1.0 - level) * level + level * (1.0 - (1.0 - level) ** 3)
    return np.asarray(np.maximum(np.arange(256), np.rint(16.0 + 219.0 * lit)), np.uint8)


def _overexpose(out: Frame, strength: float) -> None:
    """Light that adds to light: the brighter a place toward the edge, the nearer it comes to white."""
    (light, keep, _), (_, add, _) = _light(out.size, strength)
    brighter = cv2.subtract(cv2.LUT(out.y, _overexposed()), out.y)
    cv2.add(out.y, cv2.multiply(brighter, light, scale=1.0 / 255.0), dst=out.y)
    for plane in (out.u, out.v):
        cv2.multiply(plane, keep, dst=plane, scale=1.0 / 255.0)
        cv2.add(plane, add, dst=plane)


def _weave(frame: int, strength: float, out: Frame) -> None:
    """The picture stands a little beside itself, another way every moment, as film does in its gate."""
    unit = strength * 0.004 * out.size.height
    across = 0.5 * math.sin(0.9 * frame) + 0.35 * math.sin(2.3 * frame + 1.0)
    down = 0.6 * math.sin(1.3 * frame + 2.0) + 0.4 * math.sin(3.1 * frame)
    right, below = (2 * round(unit * way / 2) for way in (across, down))
    for index, plane in enumerate(out.planes):
        half = 1 if index == 0 else 2
        x, y = right // half, below // half
        height, width = plane.shape
        rim = cv2.copyMakeBorder(plane, abs(y), abs(y), abs(x), abs(x), cv2.BORDER_REPLICATE)
        plane[:] = rim[abs(y) - y : abs(y) - y + height, abs(x) - x : abs(x) - x + width]


@lru_cache(maxsize=4)
def _lines(size: Size, strength: float) -> Plane:
    """Every other pair of rows darker."""
    keep = np.full((size.height, size.width), 255, np.uint8)
    step = max(2, 2 * round(size.height / 960))
    for row in range(0, size.height, 2 * step):
        keep[row : row + step] = round(255 * (1.0 - 0.5 * strength))
    return keep


def _flicker(frame: int, strength: float, out: Frame) -> None:
    """A projector's lamp: a little more light and a little less, another way every other frame."""
    step = frame // _FLICKER_FRAMES
    beat = 0.6 * math.sin(1.9 * step) + 0.4 * math.sin(4.7 * step + 0.8)
    gain = 1.0 + _MOST_FLICKER * strength * beat
    cv2.convertScaleAbs(out.y, dst=out.y, alpha=gain, beta=16.0 * (1.0 - gain))


def _fringe(share: float, out: Frame) -> None:
    """Reds to one side, blues to the other."""
    by = max(1, round(share * out.size.width / 2))
    if 2 * by >= out.u.shape[1]:
        return
    out.u[:, by:] = out.u[:, :-by].copy()
    out.v[:, :-by] = out.v[:, by:].copy()


def _leak(frame: int, strength: float, out: Frame) -> None:
    """Light that comes and goes at the edges: added, so that it never darkens."""
    coming = [max(0.0, math.sin(2.0 * math.pi * frame / one[4])) ** 2 for one in _LEAKS]
    light = sum(
        share * strength * shape
        for share, shape in zip(coming, _leak_shapes(out.size), strict=True)
        if share > 0.02
    )
    if isinstance(light, int):
        return
    for plane, part in zip(out.planes, cv2.split(light), strict=True):
        size = (plane.shape[1], plane.shape[0])
        for apply, values in ((cv2.add, part), (cv2.subtract, -part)):
            if values.max() >= 1.0:
                coarse = np.rint(np.maximum(values, 0.0)).astype(np.uint8)
                apply(plane, cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR), plane)


@lru_cache(maxsize=2)
def _leak_shapes(size: Size) -> tuple[Shares, ...]:
    """Each leak at its strongest, coarse: (H, W, 3), differences in Y, Cb and Cr."""
    width, height = max(2, size.width // _LEAK_COARSE), max(2, size.height // _LEAK_COARSE)
    x = (np.arange(width, dtype=np.float32) + 0.5)[None, :] / width
    y = (np.arange(height, dtype=np.float32) + 0.5)[:, None] / height
    shapes = []
    for across, down, wide, high, _, colour in _LEAKS:
        far = ((x - across) / wide) ** 2 + ((y - down) / high) ** 2
        light = np.exp(-far)[:, :, None]
        pixels = np.array(ycbcr(colour), np.float32) - np.array(ycbcr((0, 0, 0)), np.float32)
        shapes.append(np.asarray(light * pixels * (_MOST_LEAK / 255.0), np.float32))
    return tuple(shapes)


def _add_grain(frame: int, strength: float, out: Frame) -> None:
    # A grain pattern somewhat larger than the frame, looked at in another place every other frame: film ran
    # no faster, and what changes costs the encoder dearly.
    frame //= 3
    lighter, darker = _grain(out.size.width, out.size.height, strength)
    left, top = frame * 37 % _TILE, frame * 23 % _STEPS
    height, width = out.y.shape
    cv2.add(out.y, lighter[top : top + height, left : left + width], dst=out.y)
    cv2.subtract(out.y, darker[top : top + height, left : left + width], dst=out.y)


@lru_cache(maxsize=2)
def _grain(width: int, height: int, strength: float) -> tuple[Plane, Plane]:
    """How much lighter and darker: grains of a 1000th of the frame's height."""
    random = np.random.default_rng(41)
    noise = random.normal(0.0, 1.0, (height + _STEPS, width + _TILE)).astype(np.float32)
    noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), 0.0008 * height), np.float32)
    noise *= _MOST_GRAIN * strength / float(noise.std())
    lighter, darker = np.clip(noise, 0, 120), np.clip(-noise, 0, 120)
    return np.rint(lighter).astype(np.uint8), np.rint(darker).astype(np.uint8)
