"""The old mountains around Betancuria: from the lookout, along the road, and under the stars."""

from __future__ import annotations

import numpy as np

from .buildings import plaster
from .erosion import massif, sample
from .materials import DAYLIGHT, night_sky, sky, surface, water
from .noise import Array, blend, fbm, perlin, ridged, smoothstep
from .plants import palm, shrubs
from .shapes import box, sheet_from_curves
from .stage import Stage, Sun
from .terrain import fan

SPAN = 14000.0


def _ground(x: Array, y: Array, distance: Array, seed: int, relief: float, detail: float) -> Array:
    """The eroded massif, with roughness added that its raster is too coarse for."""
    height = sample(massif(seed, int(400 + 500 * detail), SPAN, relief), SPAN, x, y)
    near = smoothstep(7000.0, 300.0, distance)
    height = height + near * (
        15.0 * ridged(x / 140.0, y / 140.0, seed + 4, 6, 0.55)
        + 3.0 * fbm(x / 46.0, y / 46.0, seed + 1, 6, 0.52)
        + 0.35 * fbm(x / 3.1, y / 3.1, seed + 2, 5)
    )
    return np.asarray(height)


def _ochre(x: Array, y: Array, height: Array, distance: Array, seed: int) -> Array:
    """Bands of ochre, rust and grey lava, pale dust in the flats and a breath of spring green."""
    slope = np.hypot(np.gradient(height, axis=1), np.gradient(height, axis=0)) / np.maximum(
        distance * 0.0035, 0.01
    )
    band = fbm(x / 420.0, y / 420.0 + height / 90.0, seed + 20, 5)
    colour = blend(
        np.array([0.30, 0.185, 0.105]), np.array([0.215, 0.115, 0.07]), smoothstep(-0.35, 0.5, band)
    )
    colour = blend(colour, np.array([0.40, 0.29, 0.185]), smoothstep(0.55, 0.1, slope) * 0.65)
    green = smoothstep(0.05, 0.55, fbm(x / 90.0, y / 90.0, seed + 23, 6, 0.6)) * smoothstep(0.9, 0.3, slope)
    colour = blend(colour, np.array([0.135, 0.13, 0.055]), 0.55 * green)
    tufts = smoothstep(0.35, 0.6, fbm(x / 2.3, y / 2.3, seed + 29, 4, 0.65)) * smoothstep(
        500.0, 60.0, distance
    )
    return blend(colour, np.array([0.10, 0.095, 0.045]), 0.6 * tufts)


def panorama(stage: Stage, detail: float) -> None:
    """Ridge behind ridge in the morning haze, seen from the lookout; the sea beyond the last one."""
    stage.sun = Sun(azimuth=-62.0, elevation=19.0, dust=1.3)
    sky(stage, cover=0.6, scale=0.6, seed=6.0, stretch=1.8, brightness=1.3)
    x, y, distance = fan((0.0, -5600.0), 0.0, 55.0, 60.0, 12500.0, int(3000 * detail), int(2000 * detail))
    height = _ground(x, y, distance, 17, 640.0, detail)
    floor = float(np.percentile(height, 4))
    height = (height - floor) * (1.0 + 0.35 * smoothstep(1500.0, 5000.0, distance))
    eye = float(height[distance < 900.0].max()) + 95.0
    height = height - 90.0 * smoothstep(9500.0, 12300.0, distance)
    earth = surface(
        stage,
        "earth",
        roughness=0.95,
        specular=0.1,
        mottle=(0.9, 0.16),
        bumps=((9.0, 1.2), (1.4, 0.25)),
        visibility=12000.0,
    )
    stage.sheet("massif", x, y, height, earth, {"Col": _ochre(x, y, height, distance, 17)})
    sx, sy, far = fan((0.0, -5600.0), 0.0, 60.0, 3000.0, 90000.0, 80, 60)
    stage.sheet(
        "sea",
        sx,
        sy,
        0.0 * sx,
        water(stage, visibility=16000.0),
        {
            "Col": np.broadcast_to(np.array([0.01, 0.06, 0.11]), (*sx.shape, 3)),
            "far": 0.0 * far + 1.0,
            "foam": 0.0 * far,
        },
    )
    stage.camera((0.0, -5600.0, eye), (0.0, -4600.0, eye - 88.0), 23.0)


def _road_line(y: Array) -> Array:
    """Where the road runs: bends that tighten towards the pass."""
    return np.asarray(
        24.0 * np.sin(y / 42.0) * smoothstep(-10.0, 60.0, y)
        + 20.0 * np.sin(y / 29.0 + 2.0) * smoothstep(110.0, 220.0, y)
        + 0.06 * y
    )


def winding_road(stage: Stage, detail: float) -> None:
    """The road down into the valley, a few palms and white houses beside it, mountains behind."""
    stage.sun = Sun(azimuth=-74.0, elevation=31.0, dust=1.2)
    sky(stage, cover=0.52, scale=0.8, seed=19.0, stretch=1.3, brightness=3.2, cloud=DAYLIGHT)
    x, y, distance = fan((0.0, 0.0), 0.0, 46.0, 7.0, 9000.0, int(1700 * detail), int(2300 * detail))

    def land(px: Array, py: Array) -> Array:
        hills = sample(massif(29, int(400 + 500 * detail), SPAN, 760.0), SPAN, px, py - 3200.0)
        low = float(np.percentile(hills, 20))
        shares = smoothstep(420.0, 4200.0, np.hypot(px * 1.7, py))
        valley = (
            0.09 * np.abs(px) * smoothstep(20.0, 160.0, np.abs(px)) * smoothstep(900.0, 300.0, np.abs(px))
        )
        valley = valley - 0.075 * np.clip(py, 0.0, 230.0) + 0.05 * np.clip(py - 270.0, 0.0, 330.0)
        return np.asarray(
            valley + shares * np.clip(hills - low, -40.0, None) + 7.0 * fbm(px / 85.0, py / 85.0, 31, 4)
        )

    height = land(x, y) + 0.5 * fbm(x / 6.0, y / 6.0, 3, 6) * smoothstep(900.0, 60.0, distance)
    line_y = np.linspace(0.0, 620.0, 1200)
    line_x = _road_line(line_y)
    level = land(line_x, line_y)
    kernel = np.hanning(121)
    level = np.convolve(np.pad(level, 60, mode="edge"), kernel / kernel.sum(), mode="valid")
    along = np.interp(y, line_y, np.gradient(line_x, line_y))
    across = np.abs(x - _road_line(y)) / np.sqrt(1.0 + along**2)
    on = (y > -1.0) & (y < 615.0)
    bed = np.interp(y, line_y, level)
    height = np.where(on, height + (bed - height) * smoothstep(11.0, 3.4, across), height)
    colour = _ochre(x, y, height, distance, 31)
    colour = blend(colour, np.array([0.36, 0.27, 0.18]), on * smoothstep(5.6, 3.6, across) * 0.8)
    colour = blend(colour, np.array([0.085, 0.082, 0.08]), on * smoothstep(3.05, 2.9, across))
    path = np.interp(y, line_y, np.cumsum(np.hypot(np.gradient(line_x), np.gradient(line_y))))
    dashes = (np.mod(path, 9.0) < 4.5) & (across < 0.085 + distance * 0.0004)
    edges = np.abs(across - 2.72) < 0.06 + distance * 0.0003
    colour = blend(
        colour, np.array([0.62, 0.60, 0.56]), on * (dashes | edges) * smoothstep(420.0, 120.0, distance)
    )
    earth = surface(
        stage,
        "earth",
        roughness=0.92,
        specular=0.12,
        mottle=(0.7, 0.14),
        bumps=((0.9, 0.12),),
        visibility=9500.0,
    )
    stage.sheet("valley", x, y, height, earth, {"Col": colour})
    shrubs(stage, x, y, height, distance, 7, count=1800, reach=330.0, size=0.42, avoid=across < 6.0)
    for number, (px, py) in enumerate(
        ((-31.0, 118.0), (-36.0, 127.0), (-27.0, 131.0), (44.0, 205.0), (51.0, 212.0))
    ):
        spot = float(land(np.array([[px]]), np.array([[py]]))[0, 0])
        palm(stage, (px, py, spot - 0.3), 6.5 + number % 3, number + 3, visibility=9500.0)
    for px, py, wide, tall in (
        (58.0, 232.0, 9.0, 3.4),
        (70.0, 240.0, 7.0, 5.4),
        (-62.0, 262.0, 10.0, 3.6),
        (84.0, 262.0, 8.0, 3.2),
    ):
        spot = float(land(np.array([[px]]), np.array([[py]]))[0, 0])
        box(stage, (px, py, spot - 2.0), (px + wide, py + 6.0, spot + tall), plaster(stage), turn=12.0)
    stage.camera((-1.5, -3.0, float(level[0]) + 8.0), (3.0, 90.0, float(level[0]) + 0.2), 30.0)


def tent_at_night(stage: Stage, detail: float) -> None:
    """After the last light: a lit tent under the mountain, the first stars."""
    night_sky(stage)
    x, y, distance = fan((0.0, 0.0), 0.0, 40.0, 2.0, 7000.0, int(1100 * detail), int(1500 * detail))
    far = sample(massif(41, int(400 + 400 * detail), SPAN, 900.0), SPAN, x, y - 2600.0)
    far = (far - np.percentile(far, 30)) * smoothstep(500.0, 2600.0, y) * 0.85
    peak = 430.0 * np.exp(-(np.hypot((x - 420.0) / 520.0, (y - 2300.0) / 620.0) ** 1.5))
    height = far + peak + 0.7 * fbm(x / 9.0, y / 9.0, 51, 6) - 0.012 * np.clip(y - 22.0, 0.0, 300.0)
    height += 0.05 * perlin(x / 0.6, y / 0.6, 5) * smoothstep(60.0, 10.0, distance)
    earth = surface(stage, "earth", roughness=0.95, mottle=(0.5, 0.2), bumps=((0.2, 0.04),))
    stage.sheet("plateau", x, y, height, earth, {"Col": _ochre(x, y, height, distance, 41)})
    shrubs(stage, x, y, height, distance, 9, count=900, reach=70.0, size=0.22)
    row, column = np.unravel_index(np.argmin((x + 1.5) ** 2 + (y - 13.0) ** 2), x.shape)
    base = float(height[row, column])
    _tent(stage, -1.5, 13.0, base)
    stage.camera((0.0, 0.0, float(height[0].mean()) + 1.5), (0.25, 13.0, base + 2.9), 30.0)


def _tent(stage: Stage, x: float, y: float, base: float) -> None:
    """A dome tent of thin orange cloth with a lamp in it."""
    up = np.linspace(0.0, 1.0, 30)[:, None]
    around = np.linspace(0.0, 2.0 * np.pi, 72)[None, :]
    radius = np.cos(up * np.pi / 2) ** 0.75 * (1.0 - 0.07 * np.abs(np.sin(around * 2.0)) * np.sin(up * np.pi))
    points = np.stack(
        [
            x + 1.55 * radius * np.cos(around),
            y + 1.15 * radius * np.sin(around),
            base - 0.15 + 1.5 * np.sin(up * np.pi / 2) + 0.0 * around,
        ],
        axis=-1,
    )
    seam = np.abs(np.sin(around * 2.0)) < 0.07
    tone = np.where(
        (seam | (up < 0.07))[..., None], np.array([0.22, 0.05, 0.02]), np.array([0.85, 0.36, 0.09])
    )
    sheet_from_curves(stage, points, surface(stage, "tent", roughness=0.7, through=0.75), tone)
    stage.lamp((x + 0.25, y, base + 0.75), 5.5, (1.0, 0.62, 0.28), 0.12)
    stage.lamp((x + 1.5, y - 1.7, base + 0.3), 3.5, (1.0, 0.60, 0.27), 0.05)  # a lantern beside the door
