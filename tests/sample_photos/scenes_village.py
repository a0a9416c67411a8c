"""Betancuria: a street at dusk, and a blue door in the shade of palm leaves."""

from __future__ import annotations

import math

import numpy as np

from .buildings import cobbles, door, lantern, plaster, tiles, wall, window
from .materials import sky, surface
from .noise import fbm, ridged
from .plants import bougainvillea, palm
from .shapes import beam, box
from .stage import Stage, Sun

SLOPE = 0.055


def _church(stage: Stage, y: float, base: float) -> None:
    """A low white bell tower at the end of the street, edged in dark volcanic stone."""
    white = plaster(stage)
    stone = surface(stage, "quoin", (0.26, 0.19, 0.15), mottle=(0.3, 0.3), bumps=((0.1, 0.02),))
    box(stage, (-1.2, y, base), (2.6, y + 4.0, base + 9.4), white)
    for x in (-1.25, 2.35):
        box(stage, (x, y - 0.05, base), (x + 0.3, y + 0.25, base + 9.4), stone)
    box(stage, (-1.4, y - 0.2, base + 9.4), (2.8, y + 4.2, base + 9.75), stone)
    box(stage, (-0.9, y + 0.3, base + 9.75), (-0.2, y + 3.7, base + 12.2), white)
    box(stage, (1.6, y + 0.3, base + 9.75), (2.3, y + 3.7, base + 12.2), white)
    box(stage, (-0.9, y + 0.3, base + 12.0), (2.3, y + 3.7, base + 12.7), white)
    box(stage, (-1.1, y + 0.1, base + 12.7), (2.5, y + 3.9, base + 12.95), stone)
    rim = np.array([[-1.1, y + 0.1], [2.5, y + 0.1], [2.5, y + 3.9], [-1.1, y + 3.9]])
    low = np.column_stack([rim, np.full(4, base + 12.95)])
    stage.mesh(
        "cap",
        np.vstack([low, [[0.7, y + 2.0, base + 14.6]]]),
        np.array([[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]]),
        surface(stage, "cap", (0.40, 0.17, 0.09), mottle=(0.2, 0.3)),
        smooth=False,
    )
    bell = surface(stage, "bell", (0.25, 0.15, 0.06), roughness=0.4, metallic=1.0)
    angle = np.linspace(0.0, 1.0, 12)
    path = np.stack([0 * angle + 0.7, 0 * angle + y + 1.2, base + 11.8 - 0.9 * angle], axis=-1)
    beam(stage, path, 0.12 + 0.34 * angle**2, bell, sides=20)


def _mountain_behind(stage: Stage) -> None:
    x, y = np.meshgrid(np.linspace(-900.0, 900.0, 420), np.linspace(500.0, 1500.0, 200))
    rise = 210.0 * np.exp(-(((y - 1150.0) / 330.0) ** 2)) * (0.55 + 0.45 * ridged(x / 520.0, y / 520.0, 6, 6))
    paint = np.broadcast_to(np.array([0.20, 0.13, 0.085]), (*x.shape, 3))
    stage.sheet(
        "mountain",
        x,
        y,
        rise - 30.0 + 12.0 * fbm(x / 130.0, y / 130.0, 4, 5),
        surface(stage, "mountain", visibility=5200.0),
        {"Col": paint},
    )


def dusk_street(stage: Stage, detail: float) -> None:
    """The blue quarter of an hour: lanterns and windows warm, the sky still bright behind the tower."""
    stage.sun = Sun(azimuth=-9.0, elevation=-2.8, intensity=0.0, dust=1.4)
    sky(stage, cover=0.6, scale=0.5, seed=14.0, stretch=2.0, brightness=1.1)
    stage.scene.cycles.adaptive_threshold = 0.02
    cobbles(stage, 2.6, -2.0, 46.0, SLOPE, 5, detail)
    white, warm = plaster(stage), plaster(stage, (0.78, 0.70, 0.58))
    brown, green, blue = (0.13, 0.06, 0.025), (0.03, 0.11, 0.075), (0.02, 0.10, 0.20)
    left = (
        (-2.35, -2.0, 6.4, 4.6, white),
        (-2.15, 6.4, 13.0, 5.6, warm),
        (-2.45, 13.0, 21.0, 4.3, white),
        (-2.2, 21.0, 31.0, 5.2, white),
    )
    right = (
        (2.3, -2.0, 4.2, 4.2, white),
        (2.1, 4.2, 11.0, 5.4, white),
        (2.4, 11.0, 19.0, 4.4, warm),
        (2.15, 19.0, 30.0, 5.4, white),
    )
    for number, (x, y0, y1, height, coat) in enumerate(left + right):
        facing = 1.0 if x < 0 else -1.0
        rise = SLOPE * (y0 + y1) / 2
        middle = (y0 + y1) / 2
        wood = (green, brown, blue)[number % 3]
        door_y, window_y = middle + 0.9, middle - 1.9
        holes = [
            (door_y, door_y + 1.0, -0.5, 2.15 + rise),
            (window_y, window_y + 0.95, 1.0 + rise, 2.3 + rise),
        ]
        upper = height > 5.0
        if upper:
            holes.append((middle - 0.5, middle + 0.45, 3.4 + rise, 4.6 + rise))
        wall(stage, x, y0, y1, height + rise, coat, facing=facing, holes=holes)
        door(stage, x, door_y, 1.0, 2.1, facing=facing, colour=wood, base=rise + 0.05)
        window(
            stage,
            x,
            window_y,
            1.0 + rise,
            0.95,
            1.3,
            facing=facing,
            frame=wood,
            light=(5.0, 0.0, 4.0, 5.5, 0.0, 6.0, 4.5, 0.0)[number],
            seed=number,
        )
        if upper:
            window(
                stage,
                x,
                middle - 0.5,
                3.4 + rise,
                0.95,
                1.2,
                facing=facing,
                frame=wood,
                light=(0.0, 6.0, 0.0, 0.0, 0.0, 5.0, 0.0, 6.0)[number],
                seed=number + 20,
            )
        tiles(stage, x, y0, y1, height + rise, facing=facing)
        box(
            stage,
            (min(x, x + facing * 0.02), y0, -0.3),
            (max(x, x + facing * 0.02), y1, 0.45 + rise),
            plaster(stage, (0.36, 0.30, 0.24)),
        )
    for x, y, watts in (
        (-2.15, 9.2, 95.0),
        (2.3, 3.0, 60.0),
        (2.4, 15.5, 110.0),
        (-2.45, 17.5, 80.0),
        (2.15, 24.0, 110.0),
    ):
        lantern(stage, x, y, 3.0 + SLOPE * y, facing=1.0 if x < 0 else -1.0, watts=watts)
    _church(stage, 36.0, SLOPE * 36.0 - 0.5)
    _mountain_behind(stage)
    blobs = np.array(
        [
            [-2.25, 4.6, 1.0, 0.2],
            [-2.2, 4.75, 1.7, 0.3],
            [-2.1, 4.9, 2.4, 0.42],
            [-2.0, 5.2, 3.05, 0.55],
            [-1.9, 5.9, 3.45, 0.62],
            [-1.95, 6.7, 3.6, 0.5],
            [-1.8, 4.5, 3.5, 0.45],
        ]
    )
    bougainvillea(stage, blobs, 3, petals=9000, size=0.042, facing=(1.0, 0.0, 0.0))
    _pots(stage)
    stage.camera((0.55, -0.6, 1.62), (-0.15, 12.0, 2.85), 25.0)


def _pots(stage: Stage) -> None:
    """Clay pots with greenery along the wall."""
    clay = surface(stage, "pot", (0.36, 0.14, 0.07), mottle=(0.1, 0.3))
    for number, (x, y, size) in enumerate(
        ((1.9, 4.9, 0.22), (1.85, 5.5, 0.17), (-1.75, 7.3, 0.2), (1.75, 8.3, 0.2))
    ):
        base = SLOPE * y
        up = np.linspace(0.0, 1.0, 10)
        path = np.stack([0 * up + x, 0 * up + y, base + 2.0 * size * up], axis=-1)
        beam(stage, path, size * (0.65 + 0.4 * up), clay, sides=24)
        bougainvillea(
            stage,
            np.array([[x, y, base + 2.6 * size, 1.15 * size], [x, y, base + 3.2 * size, 0.9 * size]]),
            number + 40,
            petals=600,
            size=0.035,
            colour=(0.5, 0.05, 0.03),
        )


def blue_door(stage: Stage, detail: float) -> None:
    """Noon on a white wall: a blue door, the shadow of palm leaves, bougainvillea from above."""
    stage.sun = Sun(azimuth=146.0, elevation=44.0, dust=0.7)
    sky(stage)
    white = plaster(stage, (0.83, 0.81, 0.77))
    # The wall stands across the view: built along y like every wall, then seen from the side it faces.
    holes = [(-0.25, 0.85, -0.5, 2.2)]
    wall(stage, 0.0, -4.5, 4.5, 4.6, white, facing=1.0, holes=holes, depth=0.4)
    door(stage, 0.0, -0.25, 1.1, 2.2, facing=1.0, colour=(0.018, 0.13, 0.34))
    stone = surface(
        stage, "jamb", (0.37, 0.25, 0.17), mottle=(0.12, 0.25), bumps=((0.09, 0.02), (0.015, 0.004))
    )
    random = np.random.default_rng(8)
    for side_y, high in ((-0.25 - 0.22, 2.2), (0.85, 2.2)):
        z = 0.0
        while z < high:
            tall = random.uniform(0.28, 0.46)
            box(
                stage,
                (-0.05, side_y, z),
                (0.025, side_y + 0.22, min(high, z + tall) - 0.008),
                stone,
                bevel=0.012,
            )
            z += tall
    box(stage, (-0.05, -0.62, 2.2), (0.03, 1.22, 2.46), stone, bevel=0.015)
    knob = surface(stage, "brass", (0.70, 0.45, 0.16), roughness=0.25, metallic=1.0)
    angle = np.linspace(0.0, 2.0 * math.pi, 24)
    ring = np.stack([0 * angle - 0.085, 0.02 + 0.05 * np.sin(angle), 1.12 + 0.05 * np.cos(angle)], axis=-1)
    beam(stage, ring, 0.009, knob)
    beam(stage, np.array([[-0.14, 0.02, 1.17], [-0.07, 0.02, 1.17]]), 0.022, knob)
    x, y = np.meshgrid(np.linspace(0.0, 5.0, int(420 * detail)), np.linspace(-4.5, 4.5, int(700 * detail)))
    paint = np.broadcast_to(np.array([0.36, 0.29, 0.22]), (*x.shape, 3))
    stage.sheet(
        "pavement",
        x,
        y,
        -0.03 + 0.012 * fbm(x * 2.2, y * 2.2, 3, 6),
        surface(stage, "pavement", bumps=((0.05, 0.01),), mottle=(0.4, 0.25)),
        {"Col": paint},
    )
    blobs = np.array(
        [
            [0.12, 3.0, 3.7, 0.5],
            [0.16, 2.5, 3.45, 0.5],
            [0.2, 2.0, 3.3, 0.46],
            [0.2, 1.55, 3.1, 0.4],
            [0.2, 1.25, 2.78, 0.3],
            [0.16, 1.4, 2.35, 0.24],
            [0.14, 1.52, 1.95, 0.18],
            [0.24, 0.95, 3.12, 0.28],
            [0.22, 0.55, 3.1, 0.2],
            [0.12, 1.6, 1.6, 0.12],
        ]
    )
    bougainvillea(stage, blobs, 12, petals=11000, size=0.03, facing=(1.0, 0.0, 0.0))
    palm(stage, (4.5, -4.4, 0.0), 6.0, 6, lean=0.2, fronds=26)
    stage.camera((5.6, -0.15, 1.5), (0.0, 0.28, 1.68), 42.0)
