"""The shapes of the ground: dunes with ripples, and fan-shaped meshes to carry them."""

from __future__ import annotations

import math

import numpy as np

from .noise import Array, fbm, perlin, smoothstep


def fan(
    place: tuple[float, float],
    heading: float,
    half_angle: float,
    near: float,
    far: float,
    rays: int,
    rings: int,
) -> tuple[Array, Array, Array]:
    """Points of a fan in front of the camera: x, y and distance, each ``rings`` x ``rays``.

    The rings grow geometrically, so a cell covers about as many pixels at the lens as at the horizon.
    """
    distance = near * (far / near) ** np.linspace(0.0, 1.0, rings)[:, None]
    angle = np.radians(heading + np.linspace(-half_angle, half_angle, rays))[None, :]
    radius = np.broadcast_to(distance, (rings, rays)).copy()
    return place[0] + radius * np.sin(angle), place[1] + radius * np.cos(angle), radius


def dune_field(
    x: Array,
    y: Array,
    seed: int,
    *,
    wind: float,
    length: float,
    height: float,
    crookedness: float = 0.45,
) -> tuple[Array, Array]:
    """Transverse dunes: height, and how far a point is down the lee side (0 to 1).

    A long windward back and a short slip face at the angle of repose, on a phase bent by noise, which gives
    the winding knife-edged crests of real dunes (shapes after Bagnold, 1941). Wind blows to ``wind`` degrees.
    """
    turn = math.radians(wind)
    along = (x * math.sin(turn) + y * math.cos(turn)) / length
    phase = along + crookedness * fbm(x / length * 0.42, y / length * 0.42, seed, 3)
    index = np.floor(phase)
    part = phase - index
    brink = 0.72
    back = np.clip(part / brink, 0.0, 1.0)
    lee = np.clip((part - brink) / (1.0 - brink), 0.0, 1.0)
    profile = np.where(
        part < brink, back**1.55 * (1.25 - 0.25 * back), 1.0 - lee**0.86 * (2 - lee**0.86) ** 0.2
    )
    tall = 0.72 + 0.5 * perlin(x / length * 0.33, y / length * 0.33, seed + 7)
    ground = height * np.clip(profile, 0.0, None) * np.clip(tall, 0.15, None)
    ground += height * 0.35 * fbm(x / length * 0.2, y / length * 0.2, seed + 9, 3)
    return ground, lee


def sand_ripples(
    x: Array,
    y: Array,
    spacing: Array,
    seed: int,
    *,
    wind: float,
    length: float = 0.13,
    height: float = 0.011,
) -> Array:
    """Wind ripples: steep on one side, forking and fading in patches; none where the mesh is too coarse."""
    turn = math.radians(wind)
    bend = 1.5 * fbm(x * 0.55, y * 0.55, seed, 3) + 0.30 * perlin(x * 3.1, y * 3.1, seed + 3)
    phase = (x * math.sin(turn) + y * math.cos(turn)) / length + bend
    part = phase - np.floor(phase)
    shape = np.where(
        part < 0.68, np.sin(part / 0.68 * math.pi / 2) ** 1.3, np.cos((part - 0.68) / 0.32 * math.pi / 2)
    )
    patches = 0.65 + 0.5 * perlin(x * 0.35, y * 0.35, seed + 5)
    visible = smoothstep(length * 0.5, length * 0.22, spacing)
    return np.asarray(height * shape * np.clip(patches, 0.1, 1.2) * visible)


def knife_crest(
    x: Array, y: Array, line: Array, top: Array, *, back: float, repose: float = 0.6
) -> tuple[Array, Array]:
    """One long dune with its crest along ``x = line`` at height ``top``: height, and lee side (0 or 1).

    Left of the line is the long windward back (``back`` metres wide), right of it the slip face that falls at
    the angle of repose and runs out softly at its foot.
    """
    across = x - line
    rise = np.clip(1.0 + across / back, 0.0, 1.0)
    windward = top * rise**1.5 * (1.3 - 0.3 * rise)
    drop = top - np.clip(across, 0.0, None) * repose
    lee = 0.5 * (drop + np.sqrt(drop * drop + 0.35))
    side = smoothstep(-0.02, 0.06, across)
    return np.where(across < 0.0, windward, lee), side
