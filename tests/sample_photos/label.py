"""The odd one out: a vintage luggage label, screen-printed on torn paper, with transparent surroundings."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .metadata import COMPACT, ISLAND_TIME, Shot, exif
from .noise import Array, fbm, perlin, ridged, smoothstep

LABEL_NAME = "luggage-label.png"
SIZE = 1800

CREAM, NAVY = np.array([0.95, 0.895, 0.77]), np.array([0.075, 0.165, 0.235])
TEAL, DEEP = np.array([0.16, 0.56, 0.555]), np.array([0.075, 0.36, 0.42])
RUST, UMBER, DUSK = np.array([0.73, 0.30, 0.15]), np.array([0.45, 0.17, 0.115]), np.array([0.86, 0.52, 0.34])
SAND, SHADE = np.array([0.945, 0.755, 0.46]), np.array([0.80, 0.545, 0.30])
SUN, GLOW = np.array([0.98, 0.90, 0.62]), np.array([0.955, 0.70, 0.37])


def _ink(paper: Array, colour: Array, mask: Array, shift: tuple[int, int] = (0, 0)) -> Array:
    """One pass of the press: an ink through a stencil, a little out of register."""
    mask = np.roll(mask, shift, axis=(0, 1))[..., None]
    return np.asarray(paper * (1.0 - mask) + colour * mask)


def _ring_text(words: str, size: int, radius: float, middle: float, *, inward: bool) -> Array:
    """Words on a circle: each letter set on its own, turned and placed.

    The face is the one built into Pillow, so that no system font decides what the label looks like.
    """
    font = ImageFont.load_default(size)
    gap = 0.20 * size
    widths = [font.getlength(letter) + gap for letter in words]
    sheet = Image.new("L", (SIZE, SIZE), 0)
    angle = math.radians(middle) + (1 if inward else -1) * sum(widths) / 2 / radius
    for letter, width in zip(words, widths, strict=True):
        step = width / radius * (-1 if inward else 1)
        here = angle + step / 2
        stamp = Image.new("L", (3 * size, 3 * size), 0)
        ImageDraw.Draw(stamp).text(
            (1.5 * size, 1.5 * size), letter, 255, font, anchor="mm", stroke_width=size * 0.028
        )
        turned = stamp.rotate(-math.degrees(here) + (180 if inward else 0), Image.Resampling.BICUBIC)
        x, y = SIZE / 2 + radius * math.sin(here), SIZE / 2 - radius * math.cos(here)
        sheet.paste(255, (round(x - 1.5 * size), round(y - 1.5 * size)), turned)
        angle += step
    return np.asarray(sheet, np.float64) / 255.0


def _shape(points: list[tuple[float, float]]) -> Array:
    """A filled polygon in units of half the label, origin in the middle, y down; edges are smooth."""
    sheet = np.zeros((SIZE, SIZE), np.uint8)
    spots = np.round((np.array(points) + 1.0) * SIZE / 2 * 16).astype(np.int32)
    cv2.fillPoly(sheet, [spots], 255, cv2.LINE_AA, 4)
    return np.asarray(sheet / 255.0)


def _below(x: Array, y: Array, line: Array) -> Array:
    """Everything under a skyline."""
    return smoothstep(-0.0015, 0.0015, y - line)


def _palm(x: float, y: float, tall: float, lean: float) -> Array:
    """The silhouette of a palm."""
    up = np.linspace(0.0, 1.0, 30)
    middle = x + lean * up**1.7
    wide = 0.0125 - 0.004 * up
    high = y - tall * up
    trunk = [*zip(middle - wide, high, strict=True), *zip((middle + wide)[::-1], high[::-1], strict=True)]
    shape = _shape([(float(a), float(b)) for a, b in trunk])
    for start in np.linspace(-2.9, -0.25, 9):
        along = np.linspace(0.0, 1.0, 24)
        reach = 0.21 + 0.02 * math.cos(5 * start)
        px = middle[-1] + reach * math.cos(start) * along * 1.1
        py = high[-1] + reach * math.sin(start) * along * 0.75 + 0.17 * along**2.2
        half = 0.022 * np.sin(np.pi * along**0.7) * (0.72 + 0.28 * np.sign(np.sin(along * 75.0)))
        leaf = [*zip(px, py - half, strict=True), *zip(px[::-1], (py + 1.25 * half)[::-1], strict=True)]
        shape = np.maximum(shape, _shape([(float(a), float(b)) for a, b in leaf]))
    return shape


def _picture(x: Array, y: Array) -> Array:
    """The island in nine inks."""
    print_ = np.broadcast_to(GLOW, (*x.shape, 3)).copy()
    print_ = _ink(print_, DUSK, smoothstep(-0.26, -0.262, y + 0.02 * np.sin(3.0 * x)))
    rays = smoothstep(0.0, 0.25, np.sin(np.arctan2(y + 0.12, x - 0.16) * 26.0)) * smoothstep(
        0.24, 0.8, np.hypot(x - 0.16, y + 0.12)
    )
    print_ = _ink(print_, GLOW, 0.65 * rays * (y < 0.1))
    print_ = _ink(print_, SUN, smoothstep(0.2015, 0.199, np.hypot(x - 0.16, y + 0.12)))
    far = 0.02 - 0.17 * np.exp(-(((x + 0.36) / 0.22) ** 2)) - 0.10 * np.exp(-(((x - 0.60) / 0.20) ** 2))
    print_ = _ink(print_, RUST, _below(x, y, far - 0.035 * (ridged(x * 4, 0 * x, 4, 4) - 0.8)), (1, 2))
    near = 0.075 - 0.11 * np.exp(-(((x + 0.70) / 0.26) ** 2)) - 0.045 * np.exp(-(((x - 0.30) / 0.22) ** 2))
    print_ = _ink(print_, UMBER, _below(x, y, near - 0.02 * (ridged(x * 6, 0 * x + 3, 5, 4) - 0.8)), (2, -1))
    print_ = _ink(print_, TEAL, _below(x, y, 0.085 + 0 * x))
    wave = np.sin(np.sqrt(np.clip(y - 0.08, 0.0, 1.0)) * 52.0 + 1.8 * perlin(x * 3.2, y * 14.0, 8))
    sea = _below(x, y, 0.085 + 0 * x)
    print_ = _ink(print_, DEEP, sea * smoothstep(0.35, 0.45, wave), (-1, 1))
    glitter = smoothstep(0.10, 0.02, np.abs(x - 0.16) - 0.10 * perlin(0 * x + 2, y * 42.0, 3)) * smoothstep(
        0.55, 0.7, wave
    )
    print_ = _ink(print_, SUN, sea * glitter)
    for outline, ink in (
        ([(-0.255, 0.205), (-0.255, -0.06), (-0.11, 0.185)], CREAM),
        ([(-0.275, 0.20), (-0.275, -0.01), (-0.375, 0.19)], CREAM),
        ([(-0.40, 0.215), (-0.10, 0.205), (-0.15, 0.25), (-0.34, 0.255)], NAVY),
    ):
        print_ = _ink(print_, ink, _shape(outline), (0, 1))
    dune = 0.40 - 0.13 * np.sin(2.3 * x + 0.5) - 0.06 * x
    print_ = _ink(print_, SAND, _below(x, y, dune))
    crest = 0.10 + 0.55 * (y - 0.3) + 0.10 * np.sin(9.0 * (y - 0.3))
    print_ = _ink(print_, SHADE, _below(x, y, dune) * smoothstep(-0.002, 0.002, x - crest), (1, 1))
    ripple = np.sin((y + 0.35 * x) * 120.0 + 3.0 * perlin(x * 4.0, y * 4.0, 2))
    print_ = _ink(
        print_, SHADE, 0.8 * _below(x, y, dune + 0.07) * (x < crest - 0.02) * smoothstep(0.72, 0.86, ripple)
    )
    for spot in ((0.40, 0.46, 0.55, 0.05), (0.54, 0.48, 0.36, 0.04)):
        print_ = _ink(print_, NAVY, _palm(*spot), (1, 0))
    return print_


def label() -> Image.Image:
    """The whole label: picture, rings, words, worn ink, torn paper edge."""
    x, y = np.meshgrid(np.linspace(-1.0, 1.0, SIZE), np.linspace(-1.0, 1.0, SIZE))
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    paper = np.broadcast_to(CREAM, (*x.shape, 3)).copy()
    fibres = 0.022 * fbm(x * 40.0, y * 40.0, 5, 5) + 0.03 * fbm(x * 2.5, y * 2.5, 6, 4)
    worn = 0.5 + 0.5 * fbm(x * 30.0, y * 30.0, 21, 5, 0.7)
    hold = 1.0 - 0.8 * smoothstep(0.90, 1.02, worn) - 0.06 * smoothstep(0.3, 0.7, worn)
    crease = np.abs(x * 0.86 + y * 0.5 - 0.44 + 0.012 * fbm(x * 5, y * 5, 31, 4))
    hold *= 1.0 - 0.75 * smoothstep(0.007, 0.0, crease) * smoothstep(0.1, 0.6, worn)
    printed = _ink(paper, NAVY, smoothstep(0.925, 0.9225, radius))
    printed = _ink(printed, CREAM, smoothstep(0.906, 0.9035, radius))
    printed = _ink(printed, RUST, smoothstep(0.893, 0.8905, radius))
    inside = smoothstep(0.662, 0.6595, radius)
    printed = _ink(printed, CREAM, smoothstep(0.682, 0.6795, radius))
    printed = _ink(_ink(printed, NAVY, smoothstep(0.672, 0.6695, radius)), CREAM, inside)
    printed = (
        printed * (1.0 - inside[..., None]) + _picture(x / 0.66 * 0.72, y / 0.66 * 0.72) * inside[..., None]
    )
    for words, size, middle, inward in (
        ("FUERTEVENTURA", 150, 0.0, False),
        ("ISLAS CANARIAS", 118, 180.0, True),
    ):
        printed = _ink(
            printed, CREAM, _ring_text(words, size, 0.7855 * SIZE / 2, middle, inward=inward), (1, 1)
        )
    for turn in (97.0, -97.0):
        cx, cy = 0.785 * math.sin(math.radians(turn)), -0.785 * math.cos(math.radians(turn))
        star = [
            (
                cx + (0.05 if i % 2 == 0 else 0.02) * math.sin(i * math.pi / 5),
                cy - (0.05 if i % 2 == 0 else 0.02) * math.cos(i * math.pi / 5),
            )
            for i in range(10)
        ]
        printed = _ink(printed, SUN, _shape(star))
    colour = paper * (1.0 - hold[..., None]) + printed * hold[..., None]
    light = 1.0 + fibres + 0.035 * smoothstep(0.03, 0.0, crease) - 0.06 * smoothstep(0.80, 1.0, radius)
    colour = colour * (light - 0.05 * np.clip(y, -1, 1) * 0.5)[..., None]
    ragged = 0.972 + 0.006 * fbm(np.cos(angle) * 9, np.sin(angle) * 9, 41, 5, 0.6)
    ragged -= (
        0.05
        * smoothstep(0.45, 0.8, perlin(np.cos(angle) * 2.4 + 7, np.sin(angle) * 2.4, 43))
        * (1 + 0.3 * fbm(x * 14, y * 14, 44, 4))
    )
    torn = smoothstep(-0.012, -0.002, radius - ragged)
    colour = colour * (1.0 - 0.6 * torn[..., None]) + np.array([0.99, 0.975, 0.94]) * 0.6 * torn[..., None]
    alpha = smoothstep(0.0015, -0.0015, radius - ragged)
    grain = np.random.default_rng(9).normal(0.0, 0.010, (*x.shape, 1))
    whole = np.dstack([np.clip(colour + grain, 0.0, 1.0), alpha])
    return Image.fromarray((whole * 255.0 + 0.5).astype(np.uint8), "RGBA")


def write_label(folder: Path) -> Path:
    """Writes the label as a PNG with an alpha channel and an eXIf chunk."""
    picture = label()
    taken = datetime(2026, 4, 19, 11, 5, 22, 640_000, tzinfo=ISLAND_TIME)
    path = folder / LABEL_NAME
    picture.save(path, optimize=True, exif=exif(Shot(COMPACT, taken, 50, 1 / 125, 200), *picture.size))
    return path
