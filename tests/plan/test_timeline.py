from dataclasses import replace
from itertools import pairwise

from slideshow.model.album import Album
from slideshow.model.brief import Brief
from slideshow.model.template import Template
from slideshow.model.timeline import Timeline
from slideshow.plan import plan
from tests.plan.albums import LANDSCAPE, PANORAMA, PORTRAIT, album, photo

TEMPLATE = Template(description="for tests")


def planned(trip: Album, **brief: object) -> Timeline:
    return plan(trip, TEMPLATE, replace(Brief(), **brief))  # type: ignore[arg-type]


def test_every_photo_gets_a_slide_in_order_and_every_pair_a_join() -> None:
    trip = album(PORTRAIT, LANDSCAPE, PANORAMA, PORTRAIT)
    timeline = planned(trip)
    assert [slide.photos[0] for slide in timeline.slides] == list(trip.photos)
    for join, (before, after) in zip(timeline.joins, pairwise(timeline.slides), strict=True):
        assert (join.span.start, join.span.stop) == (after.span.start, before.span.stop)
        assert len(join.span) == 15


def test_every_frame_of_the_film_belongs_to_one_slide_or_two() -> None:
    timeline = planned(album(*[PORTRAIT] * 9), seconds_per_photo=0.9)
    for frame in range(timeline.span.stop):
        assert 1 <= sum(frame in slide.span for slide in timeline.slides) <= 2


def test_the_same_seed_gives_the_same_film_and_another_seed_another() -> None:
    trip = album(*[PORTRAIT] * 8)
    assert planned(trip) == planned(trip)
    assert planned(trip, seed=5) == planned(trip, seed=5)
    assert planned(trip, seed=5).slides != planned(trip, seed=6).slides


def test_a_photo_more_does_not_change_how_the_others_move() -> None:
    trip = album(*[PORTRAIT] * 8)
    longer = replace(trip, photos=(*trip.photos[:4], photo(99), *trip.photos[4:]))
    moved = {slide.photos[0].path: (slide.layout, slide.motion) for slide in planned(longer).slides}
    assert all(moved[slide.photos[0].path] == (slide.layout, slide.motion) for slide in planned(trip).slides)


def test_the_title_is_there_in_full_from_the_first_frame() -> None:
    (caption,) = planned(album(PORTRAIT, PORTRAIT)).captions
    assert caption.span.start == 0
    assert (caption.heading, caption.detail) == ("Trip", "3 April 2026")


def test_a_film_begins_with_the_widest_view_of_its_first_photo() -> None:
    for seed in range(6):
        assert planned(album(PORTRAIT, PORTRAIT), seed=seed).slides[0].motion.name == "zoom_in"


def test_no_title_leaves_no_caption() -> None:
    assert planned(album(PORTRAIT), title="").captions == ()


def test_a_title_ends_with_a_film_that_is_shorter() -> None:
    timeline = planned(album(PORTRAIT), length_seconds=1.0)
    assert timeline.captions[0].span.stop == timeline.span.stop == 30
