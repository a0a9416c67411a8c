"""The trip: fourteen files over three days, which scene each shows and how it was taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from . import scenes_dunes, scenes_harbour, scenes_mountains, scenes_sea, scenes_village
from .develop import Look
from .metadata import COMPACT, ISLAND_TIME, PHONE, Place, Shot
from .stage import Stage


@dataclass(frozen=True)
class Photo:
    """One file.

    ``render`` is the path-traced size as a share of the photo's, ``stored`` its EXIF orientation.
    """

    name: str
    scene: Callable[[Stage, float], None]
    width: int
    height: int
    shot: Shot
    look: Look
    samples: int = 8
    render: float = 0.5
    detail: float = 0.75
    quality: int = 91
    stored: int = 1
    wide_gamut: bool = False


def _time(day: int, clock: str, thousandths: int) -> datetime:
    hour, minute, second = (int(part) for part in clock.split(":"))
    return datetime(2026, 4, day, hour, minute, second, thousandths * 1000, tzinfo=ISLAND_TIME)


def _corralejo(north: float, east: float, altitude: float) -> Place:
    """A point so many thousandths of a degree from the harbour town."""
    return Place(28.7386 + north / 1000, -13.8678 + east / 1000, altitude)


def _betancuria(north: float, east: float, altitude: float) -> Place:
    """A point so many thousandths of a degree from the village in the mountains."""
    return Place(28.4253 + north / 1000, -14.0573 + east / 1000, altitude)


PHOTOS: tuple[Photo, ...] = (
    Photo(
        "IMG_2041.HEIC",
        scenes_dunes.sunrise_dunes,
        3024,
        4032,
        Shot(
            PHONE,
            _time(17, "07:58:12", 412),
            25,
            1 / 450,
            64,
            _corralejo(-18.1, 9.3, 14),
            "The dunes at Corralejo, just after sunrise",
        ),
        Look(exposure=0.8, grain=0.008, saturation=1.28, contrast=1.05, warmth=0.06),
        samples=10,
        render=0.4,
        quality=66,
        wide_gamut=True,
    ),
    Photo(
        "IMG_2044.jpg",
        scenes_dunes.dunes_by_the_sea,
        1920,
        2560,
        Shot(PHONE, _time(17, "10:12:45", 87), 25, 1 / 2400, 50, _corralejo(-21.6, 11.8, 19)),
        Look(exposure=1.2, grain=0.006, saturation=1.25, contrast=1.03),
        detail=0.55,
        samples=6,
        render=0.52,
        wide_gamut=True,
    ),
    Photo(
        "DSC00871.JPG",
        scenes_sea.wave_first,
        2304,
        1728,
        Shot(COMPACT, _time(17, "11:32:07", 120), 40, 1 / 1250, 125, _corralejo(2.9, -6.2, 3)),
        Look(exposure=0.8, grain=0.008, saturation=1.15),
        detail=0.55,
    ),
    Photo(
        "DSC00872.JPG",
        scenes_sea.wave_second,
        2304,
        1728,
        Shot(COMPACT, _time(17, "11:32:08", 240), 40, 1 / 1250, 125, _corralejo(2.9, -6.2, 3)),
        Look(exposure=0.86, grain=0.008, saturation=1.15),
        detail=0.55,
    ),
    Photo(
        "DSC00873.JPG",
        scenes_sea.wave_third,
        2304,
        1728,
        Shot(COMPACT, _time(17, "11:32:09", 410), 40, 1 / 1000, 125, _corralejo(2.9, -6.2, 3)),
        Look(exposure=1.02, grain=0.008, saturation=1.15, softness=1.4, blur=(5.5, 2.2)),
        detail=0.55,
    ),
    Photo(
        "DSC00878.JPG",
        scenes_harbour.harbour,
        2560,
        1920,
        Shot(COMPACT, _time(17, "18:52:33", 530), 35, 1 / 500, 100),
        Look(exposure=0.7, grain=0.008, saturation=1.12),
        detail=0.55,
    ),
    Photo(
        "IMG_2052.jpg",
        scenes_sea.sunset,
        2560,
        1920,
        Shot(PHONE, _time(17, "20:09:02", 655), 34, 1 / 1600, 40, _corralejo(4.4, -9.0, 4)),
        Look(exposure=-0.4, grain=0.007, saturation=1.1),
        detail=0.55,
        samples=8,
        wide_gamut=True,
    ),
    Photo(
        "IMG_2063.jpg",
        scenes_mountains.panorama,
        6000,
        2000,
        Shot(PHONE, _time(18, "09:14:51", 300), 26, 1 / 900, 50, _betancuria(9.8, 12.4, 598)),
        Look(exposure=0.8, grain=0.008, saturation=1.1, contrast=1.05),
        samples=6,
        render=0.32,
        quality=90,
    ),
    Photo(
        "DSC00902.JPG",
        scenes_mountains.winding_road,
        2560,
        1920,
        Shot(COMPACT, _time(18, "10:05:18", 770), 38, 1 / 640, 100, _betancuria(6.1, 7.7, 524)),
        Look(exposure=0.7, grain=0.008, saturation=1.08),
        detail=0.55,
    ),
    Photo(
        "IMG_2070.avif",
        scenes_village.blue_door,
        1944,
        2592,
        Shot(PHONE, _time(18, "11:04:26", 918), 42, 1 / 1100, 50, _betancuria(-0.2, 0.4, 396)),
        Look(exposure=0.55, grain=0.007, saturation=1.08),
        render=0.55,
        quality=72,
    ),
    Photo(
        "IMG_2078.jpg",
        scenes_village.dusk_street,
        1920,
        2560,
        Shot(PHONE, _time(18, "20:37:40", 204), 25, 1 / 30, 640, _betancuria(0.1, -0.3, 395)),
        Look(exposure=0.2, grain=0.014, glow=0.16),
        samples=16,
        render=0.56,
        stored=6,
    ),
    Photo(
        "DSC00931.JPG",
        scenes_mountains.tent_at_night,
        1920,
        2560,
        Shot(COMPACT, _time(18, "21:12:05", 10), 30, 8.0, 1600),
        Look(exposure=-1.35, grain=0.014, glow=0.14),
        samples=14,
        render=0.56,
    ),
    Photo(
        "IMG_2089.jpg",
        scenes_harbour.palms,
        2100,
        2800,
        Shot(PHONE, _time(19, "20:12:15", 466), 30, 1 / 240, 64, _corralejo(0.8, 1.9, 6)),
        Look(exposure=-0.75, grain=0.009, saturation=1.15),
        samples=6,
        render=0.5,
    ),
)
