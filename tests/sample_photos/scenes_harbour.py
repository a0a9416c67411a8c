"""Corralejo: boats in the old harbour, and palms on the promenade at sunset."""

from __future__ import annotations

import numpy as np

from .boats import fishing_boat, sailing_boat
from .buildings import plaster
from .materials import DAYLIGHT, sky, surface, water
from .noise import blend, fbm, ridged, smoothstep
from .ocean import Sea
from .ocean import surface as sea_surface
from .plants import palm
from .shapes import beam, box
from .stage import Stage, Sun
from .terrain import fan


def _houses(stage: Stage) -> None:
    """White, ochre and blue-shuttered houses along the quay, with a row of volcanic cones far behind."""
    random = np.random.default_rng(14)
    x = -34.0
    coats = (
        (0.80, 0.78, 0.74),
        (0.80, 0.78, 0.74),
        (0.72, 0.52, 0.30),
        (0.79, 0.74, 0.66),
        (0.62, 0.30, 0.20),
    )
    pane = surface(stage, "pane", (0.02, 0.025, 0.03), roughness=0.08, specular=0.8)
    frames = [
        surface(stage, "shutter", c, roughness=0.5)
        for c in ((0.02, 0.12, 0.26), (0.03, 0.14, 0.09), (0.16, 0.07, 0.03))
    ]
    while x < 46.0:
        wide, tall = random.uniform(5.5, 9.5), random.choice([3.6, 6.4, 6.8, 9.6], p=[0.25, 0.35, 0.25, 0.15])
        y = 46.0 + random.uniform(-0.6, 1.4)
        box(
            stage,
            (x, y, 0.0),
            (x + wide, y + 9.0, 1.6 + tall),
            plaster(stage, coats[random.integers(len(coats))]),
        )
        box(stage, (x - 0.1, y - 0.12, 1.6 + tall), (x + wide + 0.1, y + 9.0, 1.85 + tall), plaster(stage))
        shut = frames[random.integers(len(frames))]
        for floor in range(int(tall // 3.0)):
            count = int(wide // 2.2)
            for number in range(count):
                left, low = x + (number + 0.5) * wide / count - 0.5, 2.4 + 3.0 * floor
                if floor == 0 and number == count // 2:  # the house's door
                    box(stage, (left, y - 0.06, 1.6), (left + 1.1, y + 0.1, 3.8), shut)
                    continue
                box(stage, (left, y - 0.03, low), (left + 1.0, y + 0.1, low + 1.5), pane)
                for side in (left - 0.42, left + 1.0):
                    box(stage, (side, y - 0.09, low - 0.05), (side + 0.42, y - 0.02, low + 1.55), shut)
        x += wide + random.choice([0.0, 0.0, 1.6])
    for number, place in enumerate(((-20.0, 43.5), (-14.5, 43.0), (12.5, 43.2), (19.0, 43.4), (31.0, 43.1))):
        palm(stage, (place[0], place[1], 1.6), 6.0 + 1.7 * (number % 3), number + 11, fronds=30)


def _cones(stage: Stage) -> None:
    x, y = np.meshgrid(np.linspace(-5200.0, 5200.0, 700), np.linspace(4200.0, 7800.0, 260))
    rise = np.zeros_like(x)
    for cx, cy, wide, tall in (
        (-1900.0, 6000.0, 820.0, 400.0),
        (300.0, 6400.0, 700.0, 300.0),
        (2200.0, 5900.0, 900.0, 440.0),
    ):
        away = np.hypot(x - cx, y - cy) / wide
        rise = np.maximum(rise, tall * np.clip(1.15 - away, 0.0, 0.92))
    rise += 50.0 * ridged(x / 900.0, y / 900.0, 3, 6) * smoothstep(0.0, 150.0, rise) + 18.0 * fbm(
        x / 700.0, y / 700.0, 6, 5
    )
    paint = np.broadcast_to(np.array([0.22, 0.125, 0.08]), (*x.shape, 3))
    stage.sheet("cones", x, y, rise, surface(stage, "cones", visibility=6800.0), {"Col": paint})


def harbour(stage: Stage, detail: float) -> None:
    """Painted boats at their moorings in the late light, the town behind the quay."""
    stage.sun = Sun(azimuth=-128.0, elevation=19.0, dust=1.6)
    sky(stage, cover=0.5, scale=0.8, seed=23.0, stretch=1.6, brightness=3.0, cloud=DAYLIGHT)
    x, y, distance = fan((0.0, 0.0), 0.0, 50.0, 1.5, 44.5, int(1300 * detail), int(1500 * detail))
    moved_x, moved_y, height, _ = sea_surface(
        x, y, distance * 0.003 / detail, Sea(3.2, 120.0, 0.9, 0.5), 2.0, 61
    )
    tone = smoothstep(-0.6, 0.6, fbm(x / 14.0, y / 8.0, 9, 4))
    colour = blend(np.array([0.010, 0.075, 0.085]), np.array([0.02, 0.13, 0.125]), tone)
    stage.sheet(
        "basin",
        moved_x,
        moved_y,
        height,
        water(stage, ripple=0.012),
        {"Col": colour, "far": 0.12 * smoothstep(5.0, 40.0, distance), "foam": 0.0 * x},
    )
    stone = surface(stage, "quay", (0.28, 0.22, 0.17), mottle=(0.6, 0.3), bumps=((0.3, 0.06), (0.04, 0.01)))
    wet = surface(stage, "wet stone", (0.045, 0.045, 0.03), roughness=0.4, specular=0.5, bumps=((0.2, 0.05),))
    box(stage, (-60.0, 41.0, 0.45), (70.0, 60.0, 1.6), stone)
    box(stage, (-60.0, 40.97, -1.0), (70.0, 60.0, 0.45), wet)
    _houses(stage)
    _cones(stage)
    blue, white, red, green, ochre = (
        (0.02, 0.16, 0.38),
        (0.80, 0.80, 0.78),
        (0.50, 0.05, 0.03),
        (0.03, 0.24, 0.17),
        (0.70, 0.40, 0.06),
    )
    boats = (
        (-1.9, 8.6, -38.0, blue, white, 5.4),
        (2.9, 12.4, -20.0, white, red, 5.8),
        (-5.6, 14.8, -52.0, green, ochre, 5.2),
        (7.6, 17.5, -35.0, ochre, blue, 5.6),
        (-1.2, 19.8, -28.0, white, blue, 6.0),
        (-10.8, 22.0, -40.0, red, white, 5.4),
        (5.4, 25.5, -44.0, blue, white, 5.6),
        (13.6, 26.5, -30.0, white, green, 6.0),
        (-5.0, 29.5, -36.0, ochre, white, 5.4),
    )
    rope = surface(stage, "rope", (0.35, 0.30, 0.22))
    for px, py, turn, paint, band, length in boats:
        fishing_boat(stage, (px, py, 0.02), turn, paint, band, length)
        bow = np.array(
            [px + 0.5 * length * np.sin(np.radians(turn)), py + 0.5 * length * np.cos(np.radians(turn)), 0.85]
        )
        along = np.linspace(0.0, 1.0, 14)[:, None]
        end = bow + np.array([1.6 * np.sin(np.radians(turn)), 1.6 * np.cos(np.radians(turn)), -0.95])
        beam(
            stage,
            bow * (1 - along) + end * along - np.array([0, 0, 0.16]) * np.sin(np.pi * along),
            0.012,
            rope,
            sides=6,
        )
    bare = surface(stage, "mast", (0.62, 0.62, 0.63), roughness=0.35)
    for px, py, tall in ((-15.5, 35.0, 11.0), (17.0, 36.0, 12.5), (21.5, 37.5, 10.0), (-8.6, 37.0, 9.0)):
        fishing_boat(stage, (px, py, 0.02), 84.0, white, blue, 7.5)
        beam(stage, np.array([[px, py, 0.4], [px, py, tall]]), 0.055, bare)
        beam(stage, np.array([[px, py, 1.6], [px - 3.0, py, 1.7]]), 0.06, bare)
        for reach in (-3.6, 3.6):
            beam(stage, np.array([[px, py, tall], [px + reach, py, 0.8]]), 0.012, bare, sides=5)
    stage.camera((0.0, 0.0, 3.1), (0.6, 20.0, 2.0), 30.0)


def palms(stage: Stage, detail: float) -> None:
    """A group of palms black against the afterglow, the sea behind them."""
    stage.sun = Sun(azimuth=-9.0, elevation=1.4, dust=2.6, intensity=0.35)
    sky(stage, cover=0.78, scale=0.42, seed=31.0, stretch=2.6, brightness=1.25, cloud=(1.0, 0.72, 0.6))
    x, y, distance = fan((0.0, 0.0), 0.0, 45.0, 3.0, 30000.0, int(900 * detail), int(1400 * detail))
    moved_x, moved_y, height, _ = sea_surface(
        x, y, distance * 0.004 / detail, Sea(3.6, -165.0, 0.8, 0.7), 1.0, 71
    )
    colour = np.broadcast_to(np.array([0.006, 0.022, 0.03]), (*x.shape, 3))
    stage.sheet(
        "sea",
        moved_x,
        moved_y,
        height - 2.6,
        water(stage, visibility=30000.0),
        {"Col": colour, "far": smoothstep(40.0, 700.0, distance), "foam": 0.0 * x},
    )
    gx, gy = np.meshgrid(
        np.linspace(-30.0, 30.0, int(600 * detail)), np.linspace(2.0, 26.0, int(420 * detail))
    )
    bank = smoothstep(26.0, 17.0, gy + 3.0 * fbm(gx / 8.0, 0 * gy, 5, 3))
    sand = np.broadcast_to(np.array([0.16, 0.11, 0.08]), (*gx.shape, 3))
    stage.sheet(
        "bank",
        gx,
        gy,
        3.0 * bank - 3.2 + 0.12 * fbm(gx * 1.1, gy * 1.1, 4, 6),
        surface(stage, "bank", bumps=((0.1, 0.03),)),
        {"Col": sand},
    )
    for number, (px, py, tall, lean) in enumerate(
        (
            (1.9, 12.0, 6.4, 0.7),
            (3.3, 13.2, 4.9, 0.9),
            (0.9, 14.5, 7.9, 0.5),
            (-5.6, 17.0, 5.2, 0.6),
            (5.2, 16.0, 7.2, 0.6),
        )
    ):
        palm(stage, (px, py, -0.35), tall, number + 30, lean=lean, fronds=42)
    sailing_boat(stage, (-60.0, 330.0, -2.5), 78.0, 7.0)
    stage.camera((0.0, 0.0, 1.35), (0.0, 12.0, 4.2), 30.0)
