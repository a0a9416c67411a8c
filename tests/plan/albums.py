"""Albums made of nothing, for planning."""

import random
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slideshow.model.album import Album, Photo
from slideshow.model.brief import Brief
from slideshow.model.facts import Face, Facts
from slideshow.model.geometry import Rect, Size
from slideshow.model.storyboard import Storyboard
from slideshow.model.template import Template
from slideshow.model.timeline import Timeline
from slideshow.plan import Scene, complete, direct, timeline_of

PORTRAIT, LANDSCAPE, PANORAMA = Size(3024, 4032), Size(4032, 3024), Size(9000, 3000)
START = datetime(2026, 4, 3, 9, tzinfo=UTC)
TEMPLATE = Template(description="for tests")


def words(text: str) -> str:
    """Its letters and numbers alone.

    How a language writes a date, its commas, dashes and spaces, is Unicode's to say, and changes with its
    releases.
    """
    return " ".join(re.findall(r"\w+", text))


def photo(
    number: int, size: Size = PORTRAIT, captured: datetime | None = None, description: str = ""
) -> Photo:
    return Photo(
        Path(f"trip/{number}.jpg"), "JPEG", size, 1, captured, f"{number:032x}", description=description
    )


def album(*sizes: Size, name: str = "trip", start: datetime | None = None, minutes: float = 60) -> Album:
    """Photos an hour apart, or whatever is given."""
    start = start or START
    photos = (
        photo(index, size, start + timedelta(minutes=minutes * index)) for index, size in enumerate(sizes)
    )
    return Album(Path(name), tuple(photos))


def looks(seed: int, *, like: int | None = None, **facts: Any) -> Facts:
    """A good photo of something of its own; with `like`, of nearly the same as another seed's."""
    chance = random.Random(like if like is not None else seed)
    lightness = [chance.uniform(20, 90) for _ in range(16)]
    colour = chance.uniform(-40, 40), chance.uniform(-40, 40)
    bits = chance.getrandbits(128)
    if like is not None:
        chance = random.Random(seed)
        lightness = [value + chance.uniform(-4, 4) for value in lightness]
        bits ^= 0b101101111011 << 12 * (seed % 9)
    layout = tuple(value for cell in lightness for value in (cell, *colour))
    usual: dict[str, Any] = {"sharpness": 0.6, "brightness": 0.48, "contrast": 0.2}
    return Facts(**{**usual, "layout": layout, "hash": bits, **facts})


def face(x: float, y: float, side: float = 0.12, frontal: float = 1.0, score: float = 1.0) -> Face:
    """A face around a point of the photo, in shares of it."""
    return Face(Rect(x - side / 2, y - side / 2, side, side), score, frontal)


def scene(
    trip: Album,
    facts: Sequence[Facts] | Mapping[str, Facts] = (),
    *,
    template: Template = TEMPLATE,
    places: Mapping[Path, str] | None = None,
    **brief: object,
) -> Scene:
    """A scene with facts for each photo in turn."""
    if not isinstance(facts, Mapping):
        facts = {one.digest: known for one, known in zip(trip.photos, facts, strict=False)}
    return Scene(trip, facts, template, Brief(**brief), places or {})  # type: ignore[arg-type]


def directed(trip: Album, facts: Sequence[Facts] | Mapping[str, Facts] = (), **wishes: object) -> Storyboard:
    """The storyboard with everything decided."""
    made = scene(trip, facts, **wishes)  # type: ignore[arg-type]
    return complete(direct(made), made)


def filmed(trip: Album, facts: Sequence[Facts] | Mapping[str, Facts] = (), **wishes: object) -> Timeline:
    """The timeline of the film that would be made."""
    made = scene(trip, facts, **wishes)  # type: ignore[arg-type]
    return timeline_of(complete(direct(made), made), made.template, made.brief)
