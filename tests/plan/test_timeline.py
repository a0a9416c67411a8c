from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from slideshow.model.brief import Brief
from slideshow.model.storyboard import Shot
from slideshow.plan import complete, direct, timeline_of
from tests.plan.albums import (
    LANDSCAPE,
    PANORAMA,
    PORTRAIT,
    TEMPLATE,
    album,
    directed,
    filmed,
    looks,
    photo,
    scene,
    words,
)


def test_every_photo_gets_a_slide_and_every_pair_a_join() -> None:
    trip = album(PORTRAIT, LANDSCAPE, PANORAMA, PORTRAIT)
    timeline = filmed(trip)
    assert {slide.photos[0] for slide in timeline.slides} == set(trip.photos)
    for join, (before, after) in zip(timeline.joins, pairwise(timeline.slides), strict=True):
        assert (join.span.start, join.span.stop) == (after.span.start, before.span.stop)
        assert len(join.span) == 15


@pytest.mark.parametrize("fps", [Fraction(30), Fraction(25), Fraction(30000, 1001), Fraction(60)])
@pytest.mark.parametrize("count", [1, 2, 7, 30])
def test_a_film_is_as_long_as_asked_to_the_frame(count: int, fps: Fraction) -> None:
    timeline = filmed(album(*[PORTRAIT] * count), fps=fps, length_seconds=count * 3.1)
    assert timeline.span.stop == round(Fraction(str(count * 3.1)) * fps)


def test_rounding_does_not_drift() -> None:
    shot = replace(directed(album(PORTRAIT)).shots[0], seconds=Fraction("1.01"), join_seconds=Fraction("0.1"))
    shots = [replace(shot, photos=(photo(index),)) for index in range(1000)]
    storyboard = replace(directed(album(PORTRAIT)), shots=tuple(shots))
    timeline = timeline_of(storyboard, TEMPLATE, Brief(fps=Fraction(30000, 1001)))
    for index, slide in enumerate(timeline.slides):
        exact = index * Fraction(91, 100) * Fraction(30000, 1001)
        assert abs(slide.span.start - exact) <= Fraction(1, 2)


def test_every_frame_of_the_film_belongs_to_one_slide_or_two() -> None:
    timeline = filmed(album(*[PORTRAIT] * 9), seconds_per_photo=0.9)
    for frame in range(timeline.span.stop):
        assert 1 <= sum(frame in slide.span for slide in timeline.slides) <= 2


def test_a_join_that_a_person_made_too_long_does_not_bring_three_slides_together() -> None:
    made = scene(album(*[PORTRAIT] * 5))
    storyboard = complete(direct(made), made)
    longer = tuple(replace(shot, join_seconds=Fraction(9)) for shot in storyboard.shots)
    timeline = timeline_of(replace(storyboard, shots=longer), TEMPLATE, made.brief)
    for before, after in zip(timeline.slides, timeline.slides[2:], strict=False):
        assert before.span.stop <= after.span.start


def test_the_same_seed_gives_the_same_film_and_another_seed_another() -> None:
    trip = album(*[PORTRAIT] * 8)
    assert filmed(trip) == filmed(trip)
    assert filmed(trip, seed=5) == filmed(trip, seed=5)
    assert filmed(trip, seed=5).slides != filmed(trip, seed=6).slides


def test_what_is_decided_in_a_storyboard_stays_and_the_rest_is_decided_as_before() -> None:
    made = scene(album(*[PORTRAIT] * 6), [looks(index) for index in range(6)])
    storyboard = complete(direct(made), made)
    assert complete(storyboard, made) == storyboard
    undecided = Shot(storyboard.shots[2].photos, seconds=Fraction(5), motion="still")
    shots = (*storyboard.shots[:2], undecided, *storyboard.shots[3:])
    again = complete(replace(storyboard, shots=shots), made)
    assert again.shots[2].seconds == 5
    assert again.shots[2].motion == "still"
    assert again.shots[2].layout == "fill"
    assert again.shots[2].caption == ""
    assert [shot for index, shot in enumerate(again.shots) if index != 2] == [
        shot for index, shot in enumerate(storyboard.shots) if index != 2
    ]


def test_the_title_is_there_in_full_from_the_first_frame() -> None:
    (caption,) = filmed(album(PORTRAIT, PORTRAIT)).captions
    assert caption.span.start == 0
    assert (caption.kind, caption.heading, words(caption.detail)) == ("title", "Trip", "3 April 2026")


def test_a_film_begins_with_the_widest_view_of_its_first_photo() -> None:
    for seed in range(6):
        assert filmed(album(PORTRAIT, PORTRAIT), seed=seed).slides[0].motion.name != "zoom_out"


def test_no_title_leaves_no_caption() -> None:
    assert filmed(album(PORTRAIT), title="").captions == ()


def test_a_title_ends_with_a_film_that_is_shorter() -> None:
    timeline = filmed(album(PORTRAIT), length_seconds=1.0)
    assert timeline.captions[0].span.stop == timeline.span.stop == 30


def test_a_photo_s_own_words_are_shown_while_it_is() -> None:
    trip = album(*[PORTRAIT] * 3)
    words = tuple(replace(one, description=f"words {index}") for index, one in enumerate(trip.photos))
    timeline = filmed(replace(trip, photos=words))
    captions = [caption for caption in timeline.captions if caption.kind == "caption"]
    assert len(captions) == 2
    for caption in captions:
        (slide,) = [one for one in timeline.slides if one.photos[0].description == caption.heading]
        assert slide.span.start <= caption.span.start < caption.span.stop <= slide.span.stop
