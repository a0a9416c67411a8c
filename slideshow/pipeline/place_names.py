"""Positions → names of cities, without a network: the data is in the package reverse_geocode (an extra)."""

import math
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from types import ModuleType

from slideshow.model.album import Position

_EARTH_KM = 6371.0
# A city is known to more people than the quarter that is nearer; smaller places where no city is in reach.
_POPULATIONS = (100_000, 15_000, 1_000)
_REACH_KM = (20.0, 12.0, 25.0)


def available() -> bool:
    """Whether the package with the names is installed."""
    return find_spec("reverse_geocode") is not None


def place_names(positions: Sequence[Position]) -> tuple[str, ...]:
    """The city at or near each position, as it is called there or in English; empty far from any."""
    if not positions or not available():
        return ("",) * len(positions)
    import reverse_geocode

    names = [""] * len(positions)
    waiting = list(range(len(positions)))
    for population, reach in zip(_POPULATIONS, _REACH_KM, strict=True):
        if not waiting:
            break
        places = [(positions[index].latitude, positions[index].longitude) for index in waiting]
        found = reverse_geocode.search(places, min_population=population)
        for index, city in zip(waiting, found, strict=True):
            if _kilometres(positions[index], city["latitude"], city["longitude"]) <= reach:
                names[index] = str(city["city"])
        waiting = [index for index in waiting if not names[index]]
    _forget(reverse_geocode)
    return tuple(names)


def _forget(package: ModuleType) -> None:
    """Lets go of the package's hundred megabytes of cities, which it would keep until the film is made."""
    with suppress(AttributeError):
        package.Singleton._instances.clear()


def _kilometres(position: Position, latitude: float, longitude: float) -> float:
    """The distance along the ground (haversine)."""
    first, second = math.radians(position.latitude), math.radians(latitude)
    across = math.radians(longitude - position.longitude)
    half = (
        math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
