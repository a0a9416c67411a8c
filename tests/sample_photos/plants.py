"""Plants of the island: date palms and bougainvillea, built leaf by leaf."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from .materials import surface
from .noise import Array, fbm
from .shapes import Faces, beam, tube_mesh
from .stage import Stage, Vector


def frond_mesh(
    random: np.random.Generator, length: float, droop: float, leaflets: int = 64
) -> tuple[Array, Faces]:
    """One palm leaf along +Y: a drooping midrib with two combs of folded, hanging leaflets (quadrangles)."""
    along = np.linspace(0.0, 1.0, 24)
    spine = np.stack(
        [
            0.0 * along,
            length * along * (1.0 - 0.22 * droop * along),
            length * (0.30 * along - droop * along**2.1),
        ],
        axis=-1,
    )
    points, faces = tube_mesh(spine, 0.035 * length / 3.0 * (1.0 - 0.85 * along), sides=5)
    lists, quads, count = [points], [faces], len(points)
    for side in (-1.0, 1.0):
        for place in np.linspace(0.10, 0.99, leaflets):
            root = np.array([np.interp(place, along, spine[:, i]) for i in range(3)])
            reach = (
                length
                * 0.21
                * math.sin(math.pi * min(1.0, place * 0.82 + 0.16)) ** 0.7
                * random.uniform(0.85, 1.1)
            )
            sweep, hang = random.uniform(0.5, 0.9), random.uniform(0.15, 0.55) + 0.5 * droop * place
            tip = root + reach * np.array([side * math.cos(sweep), math.sin(sweep), -hang])
            middle = 0.5 * (root + tip) + np.array([0.0, 0.0, 0.12 * reach])
            wide = 0.012 * length / 3.0 * 1.5 * np.array([0.0, 1.0, 0.35])
            lists.append(
                np.stack([root - wide, root + wide, middle - wide, middle + wide, tip, tip + 0.1 * wide])
            )
            quads.append(np.array([[0, 1, 3, 2], [2, 3, 5, 4]]) + count)
            count += 6
    return np.concatenate(lists), np.concatenate(quads)


def _spin(points: Array, turn: float, tilt: float) -> Array:
    """Tilts a leaf up from +Y and turns it about z."""
    y = points[:, 1] * math.cos(tilt) - points[:, 2] * math.sin(tilt)
    z = points[:, 1] * math.sin(tilt) + points[:, 2] * math.cos(tilt)
    x = points[:, 0]
    return np.stack(
        [x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn), z], axis=-1
    )


def palm(
    stage: Stage,
    place: Vector,
    height: float,
    seed: int,
    *,
    lean: float = 0.4,
    fronds: int = 38,
    visibility: float = 0.0,
) -> Any:
    """A Canary date palm: a ringed, slightly bent trunk and a full crown, dry leaves hanging below."""
    random = np.random.default_rng(seed)
    up = np.linspace(0.0, 1.0, 90)
    turn = random.uniform(0.0, 2.0 * math.pi)
    bend = lean * up**1.8
    trunk = np.stack([bend * math.cos(turn), bend * math.sin(turn), height * up], axis=-1) + np.array(place)
    girth = (0.17 + 0.10 * np.exp(-up * 9.0) + 0.05 * up**8) * (1.0 + 0.05 * np.sin(up * height * 34.0))
    bark = surface(stage, "bark", (0.20, 0.14, 0.09), bumps=((0.06, 0.03),), visibility=visibility)
    beam(stage, trunk, girth, bark, sides=14)
    lists, quads, colours, count = [], [], [], 0
    for number in range(fronds):
        age = number / fronds
        tilt = 1.25 - 2.05 * age**1.15 + random.uniform(-0.12, 0.12)
        length = random.uniform(2.5, 3.2) * (0.7 + 0.3 * math.sin(math.pi * min(1.0, age + 0.25)))
        points, faces = frond_mesh(random, length, 0.42 + 0.25 * age + random.uniform(-0.08, 0.08))
        points = _spin(points, number * 2.39996 + random.uniform(-0.2, 0.2), tilt) + trunk[-1]
        tone = np.array([0.085, 0.12, 0.03]) if age < 0.84 else np.array([0.26, 0.18, 0.08])
        lists.append(points)
        quads.append(faces + count)
        colours.append(np.broadcast_to(tone * random.uniform(0.75, 1.25), points.shape))
        count += len(points)
    leaf = surface(stage, "palm leaf", roughness=0.5, specular=0.4, through=0.3, visibility=visibility)
    return stage.mesh(
        "crown", np.concatenate(lists), np.concatenate(quads), leaf, {"Col": np.concatenate(colours)}
    )


def _petals(
    random: np.random.Generator, centres: Array, size: float, facing: Array, cupped: float
) -> tuple[Array, Faces]:
    """A small folded leaf (six points, two quadrangles) at each centre, facing about ``facing``."""
    count = len(centres)
    normal = facing + random.normal(0.0, 0.55, (count, 3))
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    axis = np.cross(normal, random.normal(0.0, 1.0, (count, 3)))
    axis /= np.linalg.norm(axis, axis=1, keepdims=True)
    side = np.cross(normal, axis)
    scale = size * random.uniform(0.7, 1.25, (count, 1))
    fold = normal * cupped * scale
    outline = [
        (-1.0, 0.0, 0.0),
        (-0.35, 0.62, 1.0),
        (0.45, 0.55, 1.0),
        (1.0, 0.0, 0.0),
        (0.45, -0.55, 1.0),
        (-0.35, -0.62, 1.0),
    ]
    points = np.stack(
        [centres + axis * scale * a + side * scale * s + fold * f for a, s, f in outline], axis=1
    )
    base = (np.arange(count) * 6)[:, None, None]
    faces = base + np.array([[0, 3, 2, 1], [0, 5, 4, 3]])[None]
    return points.reshape(-1, 3), faces.reshape(-1, 4)


def bougainvillea(
    stage: Stage,
    blobs: Array,
    seed: int,
    *,
    petals: int = 5200,
    size: float = 0.026,
    facing: Vector = (0.0, -1.0, 0.0),
    colour: tuple[float, float, float] = (0.62, 0.02, 0.20),
) -> None:
    """A climbing bush: arching sprays of crimson bracts and leaves out of ``blobs`` (x, y, z, reach).

    Sprays rather than filled shapes, because the ragged outline is what the eye knows the plant by;
    ``facing`` is the wall's outward side, which the sprays lean towards and stay in front of.
    """
    random = np.random.default_rng(seed)
    weight = blobs[:, 3] ** 2
    sprays = max(8, petals // 55)
    home = blobs[random.choice(len(blobs), sprays, p=weight / weight.sum())]
    front = np.array(facing)
    way = random.normal(0.0, 1.0, (sprays, 3)) + 0.5 * front
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    reach = home[:, 3] * random.uniform(0.35, 1.45, sprays)
    pick = random.integers(0, sprays, petals)
    along = random.beta(1.7, 1.1, petals)[:, None]
    length = reach[pick][:, None]
    outward = way[pick] + np.array([0.0, 0.0, 0.35]) + 0.5 * front
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    centres = home[pick, :3] + way[pick] * length * along - np.array([0.0, 0.0, 0.42]) * length * along**2
    centres += random.normal(0.0, 0.085, (petals, 3)) * home[pick, 3:4] ** 0.5 * (1.15 - along)
    inside = np.minimum((centres - home[pick, :3]) @ front + 0.1, 0.0)
    centres -= inside[:, None] * front
    clumps = np.sin(centres[:, 0] * 9.1 + 3.0 * np.sin(centres[:, 2] * 5.3)) + np.sin(
        centres[:, 2] * 11.7 + 1.3
    )
    blooms = (random.uniform(size=petals) < 0.72) & (clumps > -0.9)
    for name, chosen, tones, grow, cup in (
        (
            "bract",
            blooms,
            np.array([colour, (colour[0] * 1.15, 0.05, 0.30), (colour[0] * 0.75, 0.012, 0.13)]),
            1.0,
            0.35,
        ),
        (
            "leaf",
            ~blooms,
            np.array([[0.05, 0.12, 0.025], [0.08, 0.17, 0.03], [0.03, 0.075, 0.02]]),
            1.15,
            0.2,
        ),
    ):
        points, faces = _petals(random, centres[chosen], size * grow, outward[chosen], cup)
        tone = tones[random.integers(0, len(tones), int(chosen.sum()))] * random.uniform(
            0.7, 1.3, (int(chosen.sum()), 1)
        )
        stage.mesh(
            name,
            points,
            faces,
            surface(stage, name, roughness=0.6, specular=0.25, through=0.4),
            {"Col": np.repeat(tone, 6, axis=0)},
        )
    wood = surface(stage, "twig", (0.16, 0.10, 0.06))
    for start, end in pairwise(blobs):
        if np.linalg.norm(start[:3] - end[:3]) < 0.9:
            path = np.linspace(start[:3], end[:3], 12) + random.normal(0.0, 0.008, (12, 3))
            beam(stage, path, 0.009, wood, sides=6)


def shrubs(
    stage: Stage,
    x: Array,
    y: Array,
    height: Array,
    distance: Array,
    seed: int,
    *,
    count: int,
    reach: float,
    size: float,
    avoid: npt.NDArray[np.bool_] | None = None,
) -> None:
    """Thorny bushes scattered over a ground sheet: dry tufts in patches, none where ``avoid``."""
    random = np.random.default_rng(seed)
    likely = (distance < reach) * np.clip(fbm(x / 25.0, y / 25.0, seed, 4) + 0.25, 0.0, None) * distance**2
    if avoid is not None:
        likely = np.where(avoid, 0.0, likely)
    spots = random.choice(x.size, count, p=(likely / likely.sum()).ravel())
    places = np.stack([x.ravel()[spots], y.ravel()[spots], height.ravel()[spots]], axis=-1)
    kinds = []
    for _ in range(4):
        direction = random.normal(0.0, 1.0, (260, 3))
        direction /= np.linalg.norm(direction, axis=1, keepdims=True)
        direction[:, 2] = np.abs(direction[:, 2])
        centres = direction * random.uniform(0.4, 1.0, (260, 1)) * np.array([1.0, 1.0, 0.75])
        points, faces = _petals(random, centres, 0.17, direction, 0.2)
        tone = np.array([0.10, 0.10, 0.045]) * random.uniform(0.6, 1.5, (260, 1)) + np.array(
            [0.03, 0.012, 0.0]
        )
        kinds.append(
            stage.mesh(
                "shrub",
                points,
                faces,
                surface(stage, "shrub", through=0.15),
                {"Col": np.repeat(tone, 6, axis=0)},
            )
        )
    for number, kind in enumerate(kinds):
        chosen = places[number :: len(kinds)]
        kind.location, kind.scale = tuple(chosen[0]), (size, size, size)
        stage.copies(
            kind,
            [
                (
                    (float(p[0]), float(p[1]), float(p[2]) - 0.1 * size),
                    float(random.uniform(0, 360)),
                    float(size * random.lognormal(-0.2, 0.45)),
                )
                for p in chosen[1:]
            ],
        )
