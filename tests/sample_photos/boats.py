"""Boats: a lofted hull, open fishing boats of the harbour and one sailing boat."""

from __future__ import annotations

import math

import numpy as np

from .materials import surface
from .nodes import Colour
from .noise import Array
from .shapes import beam, sheet_from_curves
from .stage import Stage, Vector


def hull_points(length: float, width: float, depth: float, freeboard: float) -> Array:
    """Cross sections from stern to bow: (sections, points, 3), open at the top, sheer rising to the bow."""
    along = np.linspace(0.0, 1.0, 64)[:, None]
    around = np.linspace(-1.0, 1.0, 81)[None, :]
    half = (
        0.5
        * width
        * (1.0 - np.clip((along - 0.45) / 0.55, 0.0, 1.0) ** 2.4)
        * (0.86 + 0.14 * np.clip(along * 3, 0, 1))
    )
    top = freeboard * (1.0 + 0.75 * np.clip(along - 0.4, 0.0, 1.0) ** 1.7 * 1.8)
    keel = -depth * (1.0 - 0.85 * np.clip((along - 0.75) / 0.25, 0.0, 1.0) ** 2)
    bulge = np.sign(around) * np.abs(around) ** 0.55
    x = half * bulge
    z = keel + (top - keel) * np.abs(around) ** 2.1
    y = length * (along - 0.5) + 0.09 * length * np.clip(along - 0.8, 0.0, 1.0) * 5.0 * (z - keel) / (
        top - keel
    )
    return np.stack([x, np.broadcast_to(y, x.shape), z], axis=-1)


def _turned(points: Array, place: Vector, heading: float, heel: float = 0.0) -> Array:
    lean, turn = math.radians(heel), math.radians(-heading)
    x = points[..., 0] * math.cos(lean) + points[..., 2] * math.sin(lean)
    z = -points[..., 0] * math.sin(lean) + points[..., 2] * math.cos(lean)
    y = points[..., 1]
    moved = np.stack(
        [x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn), z], axis=-1
    )
    return np.asarray(moved + np.array(place))


def fishing_boat(
    stage: Stage, place: Vector, heading: float, colour: Colour, stripe: Colour, length: float = 5.6
) -> None:
    """An open wooden boat: painted hull, a band at the gunwale, thwarts and a timber rim."""
    width, freeboard = length * 0.36, length * 0.115
    points = hull_points(length, width, 0.45, freeboard)
    high = np.clip((points[..., 2] / freeboard - 0.55) / 0.04, 0.0, 1.0)[..., None]
    low = np.clip((0.10 - points[..., 2]) / 0.02, 0.0, 1.0)[..., None]
    paint = np.array(colour) * (1 - high) + np.array(stripe) * high
    paint = paint * (1 - low) + np.array([0.25, 0.03, 0.02]) * low
    outside = surface(stage, "paint", roughness=0.35, specular=0.5, mottle=(0.5, 0.12))
    sheet_from_curves(stage, _turned(points, place, heading), outside, paint)
    for setback in (0.0, 0.05):  # the transom, seen from behind and from inside
        stern = np.stack([points[0, :41], points[0, :39:-1]]) + np.array([0.0, setback, 0.0])
        sheet_from_curves(
            stage, _turned(stern, place, heading), outside, np.stack([paint[0, :41], paint[0, :39:-1]])
        )
    inside = points * np.array([0.93, 0.96, 1.0]) + np.array([0.0, 0.0, 0.02])
    wood = surface(stage, "inside", (0.42, 0.45, 0.43), roughness=0.7, mottle=(0.3, 0.25))
    floor = inside.copy()
    floor[..., 2] = np.maximum(floor[..., 2], 0.05)
    sheet_from_curves(stage, _turned(floor, place, heading), wood)
    timber = surface(stage, "timber", (0.34, 0.19, 0.09), roughness=0.55, mottle=(0.2, 0.3))
    for along in (-0.27, -0.02, 0.2):
        half = width * (0.46 if along < 0.1 else 0.4)
        ends = _turned(
            np.array([[-half, along * length, freeboard * 0.72], [half, along * length, freeboard * 0.72]]),
            place,
            heading,
        )
        beam(stage, ends, 0.11, timber, flat=0.3)
    rim = np.concatenate([inside[:, 0], inside[::-1, -1], inside[:1, 0]])
    beam(stage, _turned(rim + np.array([0.0, 0.0, 0.03]), place, heading), 0.045, timber)


def sailing_boat(stage: Stage, place: Vector, heading: float, heel: float) -> None:
    """A small cutter under main and jib, ``heading`` in degrees from +Y, leaning by ``heel``."""
    points = hull_points(8.5, 2.6, 0.4, 0.85)
    sheet_from_curves(
        stage,
        _turned(points, place, heading, heel),
        surface(stage, "hull", (0.78, 0.79, 0.78), roughness=0.3, specular=0.5),
    )
    deck = points[:, ::20].copy()
    deck[..., 0] = points[:, -1, None, 0] * np.linspace(-1.0, 1.0, 5)
    deck[..., 2] = points[:, 0, None, 2] - 0.08
    sheet_from_curves(stage, _turned(deck, place, heading, heel), surface(stage, "deck", (0.5, 0.4, 0.28)))
    spar = surface(stage, "spar", (0.55, 0.56, 0.58), roughness=0.4)
    beam(stage, _turned(np.array([[0.0, 0.6, 0.6], [0.0, 0.5, 12.0]]), place, heading, heel), 0.09, spar)
    beam(stage, _turned(np.array([[0.0, 0.5, 1.7], [0.55, -3.9, 1.7]]), place, heading, heel), 0.07, spar)
    cloth = surface(stage, "sail", (0.88, 0.85, 0.78), roughness=0.8, through=0.35)
    main = _sail((0.0, 0.45, 1.85), (0.0, 0.45, 11.6), (0.55, -3.8, 1.85), 0.55)
    jib = _sail((0.0, 4.3, 1.1), (0.0, 0.7, 9.8), (0.75, 0.1, 1.6), 0.5)
    for sail in (main, jib):
        sheet_from_curves(stage, _turned(sail, place, heading, heel), cloth)


def _sail(tack: Vector, head: Vector, clew: Vector, belly: float) -> Array:
    """A triangular sail filled with wind: rows from the foot up, from the luff to the leech."""
    up = np.linspace(0.0, 1.0, 20)[:, None, None]
    aft = np.linspace(0.0, 1.0, 14)[None, :, None]
    luff = np.array(tack) * (1 - up) + np.array(head) * up
    leech = np.array(clew) * (1 - up) + np.array(head) * up
    flat = luff * (1 - aft) + leech * aft
    full = belly * np.sin(np.pi * aft**0.8) * (1 - up) ** 0.6
    return np.asarray(flat + full * np.array([1.0, 0.0, 0.0]))
