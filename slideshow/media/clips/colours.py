"""The colours of a clip → those of the film: tables that ffmpeg's `lut3d` takes pictures through.

High dynamic range is brought to what a screen shows of BT.709, step by step as the standards have it:

- HLG signals become light on a display of 1000 cd/m2 by the inverse OETF and the OOTF of gamma 1.2, PQ
  signals by the EOTF (ITU-R BT.2100-2, tables 5 and 4).
- The primaries become those of BT.709 (matrices from the chromaticities in BT.2020-2 and BT.709-6), and
  colours that lie outside are drawn in softly towards grey, the nearly grey ones not at all, by the curve of
  the Reference Gamut Compression of ACES 1.3.
- What is brighter than the film can show is bent by the curve of BT.2390-11, section 5.4.1, on the largest of
  the three channels. All three are made darker by the same factor, so that hue and saturation stay.
- Light becomes signal by the inverse of BT.1886: the power of 1/2.4.

Diffuse white, 203 cd/m2 in BT.2408-7, comes to lie at 0.91 of the signal, grey of 18 % at 0.44.
"""

import contextlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL.ImageFilter import Color3DLUT

from slideshow.model.clip import Clip, Transfer
from slideshow.system.working_folder import temporary_folder

Levels = NDArray[np.floating[Any]]

_STEPS = 33
_GAMMA = 2.4
# The brightest that is told apart, and what the film's white stands for, in cd/m2.
_PEAK, _WHITE = 1000.0, 190.0

# Red, green, blue, white: x and y. BT.709-6, BT.2020-2, SMPTE EG 432-1 (Display P3).
_D65 = (0.3127, 0.3290)
_PRIMARIES = {
    "bt709": ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), _D65),
    "bt2020": ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), _D65),
    "smpte432": ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), _D65),
}

# PQ, BT.2100-2 table 4.
_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
# HLG, BT.2100-2 table 5.
_A = 0.17883277
_B, _C = 1 - 4 * _A, 0.5 - _A * np.log(4 * _A)
_SYSTEM_GAMMA = 1.2
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593])

# From how far off grey (1 is the edge of what there is) colours are drawn in, and how far off those of
# BT.2020 lie in each channel of BT.709: these come to lie on the edge.
_NEAR, _POWER = 0.85, 1.2
_FARTHEST = np.array([1.59, 1.085, 1.112])


@contextlib.contextmanager
def tables(clip: Clip, grade: Color3DLUT | None = None) -> Iterator[list[Path]]:
    """Files with the tables that a clip's colours go through, as long as the block lasts."""
    texts = [text for text in (table(clip), _text(grade) if grade else None) if text]
    if not texts:
        yield []
        return
    with temporary_folder() as folder:
        files = [folder / f"{index}.cube" for index, _ in enumerate(texts)]
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(text)
        yield files


def table(clip: Clip) -> bytes | None:
    """The table of a clip, as the text of a .cube file; None where its colours are the film's already."""
    if clip.transfer == "sdr" and _PRIMARIES.get(clip.primaries, _PRIMARIES["bt709"]) == _PRIMARIES["bt709"]:
        return None
    return _table(clip.transfer, clip.primaries)


@lru_cache(maxsize=4)
def _table(transfer: Transfer, primaries: str) -> bytes:
    steps = np.linspace(0.0, 1.0, _STEPS)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    return cube(shown(np.stack([red, green, blue], axis=-1).reshape(-1, 3), transfer, primaries))


def _text(grade: Color3DLUT) -> bytes:
    return cube(np.asarray(grade.table, np.float64))


def cube(levels: Levels) -> bytes:
    """The text of a .cube file: (n * n * n, 3) levels of 0 to 1, red running fastest."""
    rows = levels.reshape(-1, 3)
    steps = round(len(rows) ** (1 / 3))
    lines = ("%.5f %.5f %.5f\n" * len(rows)) % tuple(rows.ravel())
    return f"LUT_3D_SIZE {steps}\n{lines}".encode()


def shown(signal: Levels, transfer: Transfer, primaries: str) -> Levels:
    """BT.709 signals (..., 3) of 0 to 1 for those of another transfer and other primaries.

    Floats of 32 bits stay so, which is three times as fast and as exact as 8 bits need.
    """
    match transfer:
        case "hlg":
            light = _hlg_light(signal)
        case "pq":
            light = _pq_light(signal)
        case _:
            light = signal**_GAMMA * _WHITE
    light = _drawn_in(light @ _between(primaries, "bt709").T.astype(light.dtype))
    largest = light.max(axis=-1, keepdims=True)
    bent = np.minimum(largest, _WHITE) if transfer == "sdr" else _bent(largest)
    light = light * (bent / np.maximum(largest, 1e-9)) / _WHITE
    return np.asarray(np.clip(light, 0.0, 1.0) ** (1 / _GAMMA))


def _hlg_light(signal: Levels) -> Levels:
    """cd/m2 on a display of 1000."""
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - _C) / _A) + _B) / 12)
    luminance = (scene @ _LUMA_2020.astype(scene.dtype))[..., None]
    return np.asarray(_PEAK * np.maximum(luminance, 1e-9) ** (_SYSTEM_GAMMA - 1) * scene)


def _pq_light(signal: Levels) -> Levels:
    root = signal ** (1 / _M2)
    return np.asarray(10000 * (np.maximum(root - _C1, 0) / (_C2 - _C3 * root)) ** (1 / _M1))


def _pq_signal(light: Levels | float) -> Levels:
    power = (np.asarray(light) / 10000) ** _M1
    return np.asarray(((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2)


def _bent(light: Levels) -> Levels:
    """cd/m2 up to the film's white for those up to the peak: unchanged up to the knee."""
    peak = float(_pq_signal(_PEAK))
    white = float(_pq_signal(_WHITE)) / peak
    level = np.minimum(_pq_signal(light) / peak, 1.0)
    knee = 1.5 * white - 0.5
    way = np.clip((level - knee) / (1 - knee), 0.0, 1.0)
    spline = (
        (2 * way**3 - 3 * way**2 + 1) * knee
        + (way**3 - 2 * way**2 + way) * (1 - knee)
        + (-2 * way**3 + 3 * way**2) * white
    )
    return _pq_light(np.where(level < knee, level, spline) * peak)


def _drawn_in(light: Levels) -> Levels:
    """Light without negative channels: those far below the largest one are brought nearer to it."""
    largest = np.maximum(light.max(axis=-1, keepdims=True), 1e-9)
    distance = (largest - light) / largest
    farthest = _FARTHEST.astype(light.dtype)
    reach = (farthest - _NEAR) / (((1 - _NEAR) / (farthest - _NEAR)) ** -_POWER - 1) ** (1 / _POWER)
    beyond = np.maximum(distance - _NEAR, 0.0) / reach
    nearer = _NEAR + reach * beyond / (1 + beyond**_POWER) ** (1 / _POWER)
    return np.asarray(largest - np.where(distance > _NEAR, nearer, distance) * largest)


def _between(before: str, after: str) -> Levels:
    """The matrix from linear light of some primaries to that of others."""
    return np.asarray(np.linalg.inv(matrix_to_xyz(after)) @ matrix_to_xyz(before))


def matrix_to_xyz(primaries: str) -> Levels:
    """The matrix from linear light of these primaries, or of BT.709's where they are unknown, to CIE XYZ."""
    chromaticities = _PRIMARIES.get(primaries, _PRIMARIES["bt709"])
    *colours, white = (np.array([x / y, 1.0, (1 - x - y) / y]) for x, y in chromaticities)
    columns = np.stack(colours, axis=-1)
    return np.asarray(columns * np.linalg.solve(columns, white))
