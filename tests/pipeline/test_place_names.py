import sys

import pytest

from slideshow.model.album import Position
from slideshow.pipeline import place_names

LISBON, SINTRA, OCEAN = Position(38.7139, -9.1394), Position(38.797, -9.39), Position(30.0, -40.0)


def test_without_the_package_every_place_is_unnamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_names, "find_spec", lambda name: None)
    assert place_names.place_names([LISBON, OCEAN]) == ("", "")
    assert not place_names.available()


def test_the_city_is_named_a_town_far_from_one_too_and_the_ocean_not(monkeypatch: pytest.MonkeyPatch) -> None:
    class Names:
        """Two cities and a village as the package knows them."""

        @staticmethod
        def search(where: list[tuple[float, float]], min_population: int) -> list[dict[str, object]]:
            known = [("Lisbon", 38.7167, -9.1333, 517_802), ("Sintra", 38.801, -9.378, 26_193)]
            large = [one for one in known if one[3] >= min_population]
            nearest = [min(large, key=lambda one: abs(one[1] - at[0]) + abs(one[2] - at[1])) for at in where]
            return [{"city": one[0], "latitude": one[1], "longitude": one[2]} for one in nearest]

    monkeypatch.setattr(place_names, "find_spec", lambda name: object())
    monkeypatch.setitem(sys.modules, "reverse_geocode", Names)
    assert place_names.place_names([LISBON, SINTRA, OCEAN]) == ("Lisbon", "Sintra", "")
