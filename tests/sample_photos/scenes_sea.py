"""Open water: the setting sun, and three frames of a breaking wave with a sail behind it."""

from __future__ import annotations

import numpy as np

from .boats import sailing_boat
from .materials import DAYLIGHT, sky, surface, water
from .noise import Array, blend, fbm, perlin, smoothstep
from .ocean import Sea, lace
from .ocean import surface as sea_surface
from .stage import Stage, Sun
from .terrain import fan


def sunset(stage: Stage, detail: float) -> None:
    """The sun just above the horizon, its glitter on the swell, black lava rocks in the wash."""
    stage.sun = Sun(azimuth=8.0, elevation=2.3, size=1.0, dust=2.0)
    sky(stage, cover=0.72, scale=0.5, seed=5.0, stretch=3.0, brightness=1.0, cloud=(1.0, 0.86, 0.8))
    x, y, distance = fan((0.0, 0.0), 0.0, 40.0, 2.0, 30000.0, int(1300 * detail), int(2200 * detail))
    spacing = distance * 0.0044 / detail
    moved_x, moved_y, height, _ = sea_surface(x, y, spacing, Sea(4.2, -160.0, 0.9, 0.8), 4.0, 11)
    foam = (
        lace(x, y, 3, 1.6)
        * smoothstep(0.15, 0.9, fbm(x / 7.0, y / 4.0, 8, 4))
        * smoothstep(60.0, 10.0, distance)
    )
    colour = np.broadcast_to(np.array([0.010, 0.045, 0.060]), (*x.shape, 3))
    stage.sheet(
        "sea",
        moved_x,
        moved_y,
        height,
        water(stage, visibility=30000.0, ripple=0.03, far_roughness=0.22),
        {"Col": colour, "far": smoothstep(30.0, 700.0, distance), "foam": 0.35 * foam},
    )
    _rocks(stage, detail, 5)
    stage.camera((0.0, 0.0, 3.4), (0.0, 30.0, 4.1), 34.0)


def _rocks(stage: Stage, detail: float, seed: int) -> None:
    """Lava rocks in the shallows, wet and dark: a rough height field cut by the sea level."""
    x, y = np.meshgrid(np.linspace(-14.0, 3.0, int(900 * detail)), np.linspace(5.5, 21.0, int(800 * detail)))
    hump = 1.25 * np.exp(-(((x + 6.5) / 3.6) ** 2 + ((y - 12.0) / 2.6) ** 2))
    hump += 0.75 * np.exp(-(((x + 1.2) / 1.3) ** 2 + ((y - 14.8) / 0.9) ** 2))
    hump += 0.7 * np.exp(-(((x + 9.5) / 2.4) ** 2 + ((y - 8.0) / 1.3) ** 2))
    cut = 0.42 * fbm(x / 1.3, y / 1.0, seed, 7, 0.55) + 0.16 * np.abs(perlin(x / 0.35, y / 0.3, seed + 9))
    colour = np.broadcast_to(np.array([0.022, 0.017, 0.015]), (*x.shape, 3))
    stage.sheet(
        "rocks",
        x,
        y,
        hump + cut * np.clip(hump + 0.25, 0.0, 1.0) - 0.32,
        surface(stage, "wet lava", roughness=0.34, specular=0.5, bumps=((0.07, 0.02),)),
        {"Col": colour},
    )


def _breaker(x: Array, y: Array, time: float) -> tuple[Array, Array, Array, Array]:
    """A wave rolling in: its height, its lean towards the shore, its foam and the light through its crest."""
    front = 17.0 - 1.7 * time + 2.0 * perlin(x / 14.0, np.zeros_like(x) + 0.3, 77) + 0.06 * x
    across = y - front
    swell = 0.75 + 0.35 * perlin(x / 11.0 + 0.1 * time, np.zeros_like(x) + 0.7, 78)
    profile = np.where(across < 0.0, np.exp(-((across / 1.15) ** 2)), np.exp(-((across / 3.6) ** 2)))
    height = 1.75 * swell * profile
    lean = -1.5 * swell * np.exp(-((across / 1.5) ** 2)) * profile**2
    broken = smoothstep(0.05, 0.4, perlin(x / 9.0 - 0.16 * time, np.zeros_like(x) + 3.3, 79) + 0.28)
    ragged = 0.5 + 0.5 * fbm(x * 1.6, y * 1.6 + 2.0 * time, 31, 5)
    lip = smoothstep(-2.6, -0.5, across) * smoothstep(0.9, -0.15, across)
    tumbling = broken * smoothstep(0.22, 0.62, lip * (0.55 + ragged))
    behind = smoothstep(-0.2, 1.2, across) * smoothstep(11.0, 1.5, across) * (0.35 + 0.65 * broken)
    apron = smoothstep(-2.0, -4.5, across) * smoothstep(-19.0, -5.0, across)
    drift = lace(x, y + 0.8 * time, 41, 0.9)
    foam = np.maximum(
        tumbling,
        np.maximum(behind * smoothstep(0.35, 0.75, drift), apron * 0.9 * smoothstep(0.45, 0.8, drift)),
    )
    height += tumbling * (0.24 * fbm(x * 1.3, y * 1.3 + time, 37, 6, 0.62) + 0.16)
    return height, lean, foam, profile * smoothstep(-2.2, 0.0, across) * smoothstep(2.5, 0.2, across)


def wave(stage: Stage, detail: float, time: float) -> None:
    """A wave breaking towards the beach, ``time`` seconds into the burst; a boat sails on behind it."""
    stage.sun = Sun(azimuth=-114.0, elevation=48.0, dust=0.8)
    sky(stage, cover=0.44, scale=0.8, seed=11.0, stretch=1.3, brightness=3.6, cloud=DAYLIGHT)
    x, y, distance = fan((0.0, 0.0), 0.0, 42.0, 2.2, 40000.0, int(1500 * detail), int(2300 * detail))
    spacing = distance * 0.0043 / detail
    calm = smoothstep(3.0, 45.0, distance)
    moved_x, moved_y, height, crest = sea_surface(x, y, spacing, Sea(8.5, -170.0, 1.15), 3.0 + time, 21)
    rise, lean, foam, clear = _breaker(x, y, time)
    height = height * (0.42 + 0.58 * calm) + rise
    foam = np.maximum(foam, 0.7 * smoothstep(0.75, 1.0, crest) * calm * smoothstep(900.0, 150.0, distance))
    bed, middle, deep = (
        np.array([0.10, 0.40, 0.36]),
        np.array([0.012, 0.21, 0.26]),
        np.array([0.006, 0.065, 0.14]),
    )
    depth = np.clip(distance / 420.0 + 0.18 * fbm(x / 55.0, y / 30.0, 13, 4), 0.0, 1.0)
    colour = blend(blend(bed, middle, smoothstep(0.0, 0.16, depth)), deep, smoothstep(0.1, 0.8, depth))
    colour = blend(colour, np.array([0.12, 0.52, 0.46]), 0.85 * clear)
    stage.sheet(
        "sea",
        moved_x,
        moved_y + lean,
        height,
        water(stage, visibility=30000.0),
        {"Col": colour, "far": smoothstep(40.0, 600.0, distance), "foam": np.clip(foam, 0.0, 1.0)},
    )
    sailing_boat(stage, (21.0 + 1.6 * time, 95.0, 0.1), heading=96.0, heel=11.0 + 2.0 * np.sin(time))
    stage.camera(
        (0.15 * time, 0.0, 2.1 + 0.04 * time),
        (0.5 + 0.35 * time, 30.0, 2.7 - 0.2 * time),
        40.0,
        roll=0.4 - 0.5 * time,
    )


def wave_first(stage: Stage, detail: float) -> None:
    """The burst's first frame: the wave stands up."""
    wave(stage, detail, 0.0)


def wave_second(stage: Stage, detail: float) -> None:
    """The second frame: it topples."""
    wave(stage, detail, 1.1)


def wave_third(stage: Stage, detail: float) -> None:
    """The third frame: it runs out as foam."""
    wave(stage, detail, 2.2)
