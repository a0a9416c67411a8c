"""The line that is drawn from chapter to chapter, by where photos were taken."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from slideshow.documents.template_files import load
from slideshow.model.album import Album, Position
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.timeline import Timeline
from slideshow.plan import Scene, complete, direct, finishing, timeline_of
from tests.plan.albums import LANDSCAPE, album

CANVAS = Size(360, 640)
PLACES = [(40.4, -3.7), (37.9, -4.8), (37.4, -6.0), (36.5, -6.3)]
NAMES = ["Madrid", "Córdoba", "Sevilla", "Cádiz"]


def journey(places: list[tuple[float, float]] = PLACES) -> Album:
    """Three photos a day, each day at another place."""
    trip = album(*[LANDSCAPE] * (3 * len(places)))
    start = datetime(2026, 4, 3, 10, tzinfo=UTC)
    photos = tuple(
        replace(
            photo,
            captured=start + timedelta(days=index // 3, hours=index % 3),
            position=Position(*places[index // 3]),
        )
        for index, photo in enumerate(trip.photos)
    )
    return replace(trip, photos=photos)


def filmed(trip: Album, template: str = "map") -> Timeline:
    names = {photo.path: NAMES[index // 3] for index, photo in enumerate(trip.photos)}
    scene = Scene(trip, {}, load(template), Brief(canvas=CANVAS, closing="The end"), names)
    storyboard = complete(direct(scene), scene)
    return finishing(timeline_of(storyboard, scene.template, scene.brief), scene, has_music=False)


def test_the_line_goes_on_from_chapter_to_chapter_and_the_end_shows_all_of_it() -> None:
    film = filmed(journey())
    routes = [one.route for one in film.captions if one.kind == "chapter"]
    found = [route for route in routes if route is not None]
    assert len(found) == len(routes) >= 3
    for before, after in itertools.pairwise(found):
        assert after.first == before.last < after.last
    assert [name for _, name in found[-1].stops] == NAMES
    # Southwards and westwards, in a square.
    xs, ys = zip(*found[0].points, strict=True)
    assert list(ys) == sorted(ys)
    assert ys[-1] - ys[0] == pytest.approx(1.0)
    assert 0.3 < max(xs) - min(xs) < 0.8
    (end,) = [one.route for one in film.captions if one.kind == "end"]
    assert end is not None
    assert (end.first, end.last) == (0, len(end.points) - 1)


def test_a_chapter_with_a_map_leaves_room_for_it_above_its_photo() -> None:
    film = filmed(journey())
    chapters = [one for one in film.captions if one.kind == "chapter"]
    assert all(min(part.y for part in one.photos) > 0.4 for one in chapters)


@pytest.mark.parametrize("places", [[(40.4, -3.7)] * 4, []])
def test_without_two_places_there_is_no_map(places: list[tuple[float, float]]) -> None:
    trip = journey(places) if places else journey()
    if not places:
        trip = replace(trip, photos=tuple(replace(one, position=None) for one in trip.photos))
    assert all(one.route is None for one in filmed(trip).captions)


def test_over_the_date_line_the_way_goes_on() -> None:
    film = filmed(journey([(-18.0, 177.0), (-16.5, 179.8), (-16.7, -179.9), (-14.0, -171.8)]))
    route = next(one.route for one in film.captions if one.route)
    xs = [x for x, _ in route.points]
    assert xs == sorted(xs)


def test_other_looks_have_none() -> None:
    assert all(one.route is None for one in filmed(journey(), "journal").captions)


def test_a_chapter_with_a_place_has_its_day_small_above_it() -> None:
    chapters = [one for one in filmed(journey()).captions if one.kind == "chapter"]
    assert {one.heading for one in chapters} <= set(NAMES)
    assert all("April" in one.kicker for one in chapters)
    assert all(one.headline == f"{one.kicker} · {one.heading}" for one in chapters)
