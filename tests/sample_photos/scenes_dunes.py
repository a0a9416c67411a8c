"""The dunes of Corralejo: at sunrise, and over the turquoise strait at midday."""

from __future__ import annotations

import numpy as np

from .materials import DAYLIGHT, sky, surface, water
from .noise import Array, blend, fbm, smoothstep
from .stage import Stage, Sun
from .terrain import dune_field, fan, knife_crest, sand_ripples


def _sand(x: Array, y: Array, seed: int) -> Array:
    """The colour of shell sand, a little darker where heavier grains collect."""
    pale, dark = np.array([0.62, 0.47, 0.31]), np.array([0.47, 0.34, 0.215])
    return blend(pale, dark, smoothstep(-0.3, 0.9, fbm(x * 0.21, y * 0.21, seed, 5)))


def sunrise_dunes(stage: Stage, detail: float) -> None:
    """First light across the ripples; a knife-edged crest leads the eye to the far dunes."""
    stage.sun = Sun(azimuth=-58.0, elevation=8.0, dust=1.6)
    sky(stage, cover=0.66, scale=0.55, seed=3.0, stretch=2.2, brightness=1.15)
    x, y, distance = fan((0.0, 0.0), 0.0, 62.0, 1.1, 1800.0, int(1500 * detail), int(2300 * detail))
    field, field_lee = dune_field(x, y - 30.0, 26, wind=20.0, length=62.0, height=9.0)
    line = 0.5 + 3.4 * np.sin(y / 9.5 + 0.35) * smoothstep(0.0, 9.0, y) + 0.03 * y
    top = 0.35 + 3.9 * smoothstep(3.0, 34.0, y) - 2.6 * smoothstep(38.0, 75.0, y)
    hero, hero_lee = knife_crest(x, y, line, top, back=15.0)
    near = smoothstep(90.0, 40.0, distance)
    ground = np.maximum(field * (1.0 - near) + 0.25 * near * fbm(x / 9.0, y / 9.0, 2, 3), 0.0) + hero * near
    lee = np.maximum(hero_lee * near, smoothstep(0.0, 0.1, field_lee) * (1.0 - near))
    ripples = sand_ripples(x, y, distance * 0.0031 / detail, 4, wind=-52.0)
    ground = ground + ripples * (1.0 - 0.9 * lee)
    material = surface(
        stage,
        "sand",
        roughness=0.95,
        specular=0.1,
        mottle=(0.004, 0.10),
        bumps=((0.006, 0.0012),),
        visibility=2600.0,
    )
    stage.sheet("dunes", x, y, ground, material, {"Col": _sand(x, y, 5)})
    stage.camera((0.0, 0.0, 2.35), (0.4, 12.0, 1.25), 25.0)


def dunes_by_the_sea(stage: Stage, detail: float) -> None:
    """White dunes running down to a turquoise strait, an island on the horizon."""
    stage.sun = Sun(azimuth=-78.0, elevation=38.0, dust=0.8)
    sky(stage, cover=0.44, scale=0.8, seed=8.0, stretch=1.4, brightness=3.4, cloud=DAYLIGHT)
    x, y, distance = fan((0.0, 0.0), 0.0, 55.0, 1.2, 420.0, int(1400 * detail), int(2100 * detail))
    line = 3.2 - 0.35 * y + 4.0 * np.sin(y / 13.0) * smoothstep(0.0, 14.0, y)
    top = (
        11.3
        - 0.055 * y
        - 6.5 * smoothstep(25.0, 90.0, y)
        + 0.9 * np.sin(y / 6.0 + 1.0) * smoothstep(2.0, 9.0, y)
    )
    hero, hero_lee = knife_crest(x, y, line, np.maximum(top, 0.3), back=34.0, repose=0.5)
    field, field_lee = dune_field(x, y, 37, wind=64.0, length=44.0, height=4.6)
    near = smoothstep(75.0, 25.0, distance)
    shore = smoothstep(235.0, 60.0, y + 30.0 * fbm(x / 90.0, y / 90.0, 3, 3))
    ground = np.maximum(hero * near, 0.0) + (field * (1.0 - near) + 4.6) * shore - 2.0
    lee = np.maximum(hero_lee * near, smoothstep(0.0, 0.1, field_lee) * (1.0 - near))
    ground = ground + sand_ripples(x, y, distance * 0.0031 / detail, 4, wind=-70.0) * (1.0 - 0.9 * lee)
    material = surface(
        stage,
        "sand",
        roughness=0.95,
        specular=0.1,
        mottle=(0.004, 0.08),
        bumps=((0.006, 0.0012),),
        visibility=9000.0,
    )
    pale = np.clip(_sand(x, y, 5) * np.array([1.15, 1.28, 1.5]), 0.0, 0.9)
    stage.sheet("dunes", x, y, ground, material, {"Col": pale})
    stage.camera((0.0, 0.0, 16.2), (0.0, 20.0, 13.6), 25.0)
    _strait(stage, detail)
    _islet(stage, detail)


def _islet(stage: Stage, detail: float) -> None:
    """A low volcanic island across the strait."""
    x, y = np.meshgrid(
        np.linspace(-1500.0, 1900.0, int(420 * detail)), np.linspace(4300.0, 6200.0, int(240 * detail))
    )
    cone = 118.0 * np.exp(-(((x + 560.0) / 300.0) ** 2 + ((y - 5200.0) / 330.0) ** 2))
    flat = 26.0 * smoothstep(1.0, 0.55, np.hypot((x - 150.0) / 1550.0, (y - 5200.0) / 800.0))
    rough = flat / 26.0 * (16.0 * fbm(x / 260.0, y / 260.0, 12, 6) + 10.0 * fbm(x / 90.0, y / 90.0, 14, 4))
    lava = np.broadcast_to(np.array([0.16, 0.10, 0.07]), (*x.shape, 3))
    stage.sheet(
        "islet", x, y, cone + flat + rough - 6.0, surface(stage, "lava", visibility=9000.0), {"Col": lava}
    )


def _strait(stage: Stage, detail: float) -> None:
    x, y, distance = fan((0.0, 0.0), 0.0, 60.0, 60.0, 60000.0, int(700 * detail), int(900 * detail))
    depth = smoothstep(240.0, 1500.0, y + 160.0 * fbm(x / 500.0, y / 260.0, 13, 4))
    shallow, middle, deep = (
        np.array([0.12, 0.46, 0.44]),
        np.array([0.015, 0.25, 0.31]),
        np.array([0.006, 0.06, 0.13]),
    )
    colour = blend(blend(shallow, middle, smoothstep(0.0, 0.3, depth)), deep, smoothstep(0.25, 1.0, depth))
    far = smoothstep(60.0, 500.0, distance)
    stage.sheet(
        "sea", x, y, 0.0 * x, water(stage, visibility=26000.0), {"Col": colour, "far": far, "foam": 0.0 * x}
    )
