"""White village houses: walls with real reveals, wooden windows and doors, tiles, lanterns, cobbles."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from .materials import surface
from .nodes import Colour
from .noise import fbm
from .shapes import beam, box
from .stage import Stage


def plaster(stage: Stage, colour: Colour = (0.80, 0.78, 0.74)) -> object:
    """Whitewash over rough plaster: patched, softly uneven."""
    return surface(
        stage,
        "plaster",
        colour,
        roughness=0.9,
        specular=0.15,
        mottle=(0.9, 0.10),
        bumps=((0.35, 0.035), (0.05, 0.007)),
    )


def wall(
    stage: Stage,
    x: float,
    y0: float,
    y1: float,
    height: float,
    material: object,
    *,
    facing: float,
    holes: list[tuple[float, float, float, float]] | None = None,
    depth: float = 0.28,
) -> None:
    """A wall in the plane ``x`` from y0 to y1, its front towards ``facing`` (+1 or -1 along x).

    ``holes`` are (y low, y high, z low, z high); the wall is built from the bars around them, so that doors
    and windows sit in real reveals that hold shadow.
    """
    back = x - facing * depth
    cuts_y = sorted({y0, y1, *(v for h in holes or [] for v in h[:2])})
    cuts_z = sorted({-0.5, height, *(v for h in holes or [] for v in h[2:])})
    for low_y, high_y in pairwise(cuts_y):
        for low_z, high_z in pairwise(cuts_z):
            middle_y, middle_z = (low_y + high_y) / 2, (low_z + high_z) / 2
            if any(h[0] < middle_y < h[1] and h[2] < middle_z < h[3] for h in holes or []):
                continue
            box(stage, (min(x, back), low_y, low_z), (max(x, back), high_y, high_z), material)


def window(
    stage: Stage,
    x: float,
    y: float,
    z: float,
    wide: float,
    tall: float,
    *,
    facing: float,
    frame: Colour,
    light: float = 0.0,
    shutters: bool = True,
    seed: int = 0,
) -> None:
    """A casement in a reveal: frame, bars, a sill, open shutters; ``light`` makes the room behind glow."""
    wood = surface(stage, "frame", frame, roughness=0.5, specular=0.3, mottle=(0.15, 0.15))
    inner = x - facing * 0.14
    if light > 0.0:
        pane = surface(stage, "lit pane", (1.0, 0.62, 0.27), glow=light)
    else:
        pane = surface(stage, "pane", (0.015, 0.02, 0.025), roughness=0.06, specular=0.8)
    box(stage, (inner - 0.01, y, z), (inner + 0.01, y + wide, z + tall), pane)
    bars = [
        (y, y + 0.07, z, z + tall),
        (y + wide - 0.07, y + wide, z, z + tall),
        (y, y + wide, z, z + 0.07),
        (y, y + wide, z + tall - 0.07, z + tall),
        (y + wide / 2 - 0.03, y + wide / 2 + 0.03, z, z + tall),
        (y, y + wide, z + tall * 0.6, z + tall * 0.6 + 0.04),
    ]
    for low_y, high_y, low_z, high_z in bars:
        box(stage, (inner - 0.03, low_y, low_z), (inner + 0.04, high_y, high_z), wood)
    stone = surface(stage, "sill", (0.34, 0.27, 0.21), bumps=((0.05, 0.01),))
    box(stage, (x - 0.1, y - 0.1, z - 0.09), (x + 0.1, y + wide + 0.1, z), stone)
    if shutters:
        swing = np.random.default_rng(seed).uniform(0.0, 0.12, 2)
        for low, high, out in ((y - wide / 2, y, swing[0]), (y + wide, y + wide * 1.5, swing[1])):
            edge = x + facing * (0.045 + out * 0.4)
            box(stage, (edge - 0.02, low, z), (edge + 0.02, high, z + tall), wood)
            for slat in np.arange(z + 0.1, z + tall - 0.1, 0.075):
                box(stage, (edge - 0.032, low + 0.07, slat), (edge + 0.032, high - 0.07, slat + 0.04), wood)


def door(
    stage: Stage,
    x: float,
    y: float,
    wide: float,
    tall: float,
    *,
    facing: float,
    colour: Colour,
    base: float = 0.0,
) -> None:
    """A panelled wooden door set back in its reveal, with a stone step and a small brass knob."""
    wood = surface(
        stage, "door", colour, roughness=0.5, specular=0.3, mottle=(0.12, 0.2), bumps=((0.05, 0.003),)
    )
    inner = x - facing * 0.17
    box(stage, (inner - 0.03, y, base), (inner + 0.03, y + wide, base + tall), wood)
    front = inner + facing * 0.045
    for column in (0.09, 0.54):
        for low, high in ((0.08, 0.30), (0.36, 0.62), (0.68, 0.93)):
            box(
                stage,
                (front - 0.02, y + wide * column, base + tall * low),
                (front + 0.02, y + wide * (column + 0.37), base + tall * high),
                wood,
                bevel=0.012,
            )
    stone = surface(stage, "step", (0.30, 0.25, 0.20), bumps=((0.06, 0.012),))
    box(
        stage,
        (x - 0.2, y - 0.15, base - 0.3),
        (x + facing * 0.32 + 0.2, y + wide + 0.15, base),
        stone,
        bevel=0.02,
    )


def tiles(stage: Stage, x: float, y0: float, y1: float, z: float, *, facing: float) -> None:
    """A row of half-round clay tiles along the top of a wall."""
    clay = surface(stage, "clay", (0.42, 0.17, 0.085), mottle=(0.15, 0.4), bumps=((0.03, 0.006),))
    random = np.random.default_rng(int(1000 * (abs(x) + y0)))
    for y in np.arange(y0, y1, 0.21):
        tilt = random.normal(0.0, 0.012)
        ends = np.array([[x + facing * 0.32, y, z + tilt], [x - facing * 0.75, y, z + 0.34]])
        beam(stage, np.linspace(ends[0], ends[1], 4), 0.095, clay, sides=10)


def lantern(stage: Stage, x: float, y: float, z: float, *, facing: float, watts: float) -> None:
    """A wall lantern on an iron arm with a warm light in it."""
    iron = surface(stage, "iron", (0.012, 0.012, 0.013), roughness=0.5, specular=0.4)
    out = x + facing * 0.5
    arm = np.array([[x, y, z + 0.35], [x + facing * 0.3, y, z + 0.52], [out, y, z + 0.42]])
    beam(stage, arm, 0.018, iron)
    box(stage, (out - 0.13, y - 0.13, z + 0.30), (out + 0.13, y + 0.13, z + 0.38), iron, bevel=0.03)
    box(stage, (out - 0.08, y - 0.08, z - 0.02), (out + 0.08, y + 0.08, z + 0.02), iron)
    for dx in (-0.095, 0.095):
        for dy in (-0.095, 0.095):
            beam(stage, np.array([[out + dx, y + dy, z], [out + dx, y + dy, z + 0.32]]), 0.009, iron, sides=6)
    bulb = surface(stage, "bulb", (1.0, 0.6, 0.25), glow=60.0)
    box(stage, (out - 0.05, y - 0.05, z + 0.06), (out + 0.05, y + 0.05, z + 0.2), bulb, bevel=0.03)
    stage.lamp((out + facing * 0.02, y, z - 0.1), watts, (1.0, 0.56, 0.22), 0.09)


def cobbles(stage: Stage, half: float, y0: float, y1: float, slope: float, seed: int, detail: float) -> None:
    """A street of worn, unequal stones: a dished surface whose cells bulge, with darker joints between."""
    x, y = np.meshgrid(np.linspace(-half, half, int(700 * detail)), np.linspace(y0, y1, int(3000 * detail)))
    size = 0.19
    row = np.floor(y / size)
    shift = 0.5 * (row % 2) + 0.35 * np.sin(row * 12.9898)
    u = x / (size * 1.25) + shift + 0.12 * fbm(x * 1.5, y * 1.5, seed, 2)
    v = y / size + 0.10 * fbm(x * 2.0, y * 2.0, seed + 9, 2)
    du, dv = np.abs(u - np.floor(u) - 0.5) * 2, np.abs(v - np.floor(v) - 0.5) * 2
    bulge = np.clip(1.0 - np.maximum(du, dv) ** 5, 0.0, 1.0) ** 0.6
    tone = np.sin(np.floor(u) * 78.233 + np.floor(v) * 37.719) * 0.5 + 0.5
    dish = 0.02 * (x / half) ** 2
    z = slope * y + dish + 0.028 * bulge + 0.016 * tone + 0.03 * fbm(x / 1.7, y / 1.7, seed + 3, 3)
    grey = np.array([0.155, 0.125, 0.10]) * (0.6 + 0.7 * tone[..., None]) * (0.35 + 0.65 * bulge[..., None])
    stage.sheet(
        "cobbles",
        x,
        y,
        z,
        surface(stage, "stone", roughness=0.42, specular=0.45, bumps=((0.04, 0.004),)),
        {"Col": grey},
    )
