"""What a person thought of photos decides more than what a program finds in them."""

from dataclasses import replace

from slideshow.model.album import Album
from slideshow.model.storyboard import Storyboard
from tests.plan.albums import PORTRAIT, album, directed, looks


def rated(trip: Album, **ratings: int) -> Album:
    """The album with ratings by the photos' numbers: _3=5."""
    photos = (replace(one, rating=ratings.get(f"_{one.path.stem}", 0)) for one in trip.photos)
    return replace(trip, photos=tuple(photos))


def used(storyboard: Storyboard) -> set[str]:
    return {one.path.stem for shot in storyboard.shots for one in shot.photos}


def test_rejected_photos_stay_out_and_are_told() -> None:
    storyboard = directed(rated(album(*[PORTRAIT] * 4), _2=-1), [looks(index) for index in range(4)])
    assert used(storyboard) == {"0", "1", "3"}
    (left_out,) = storyboard.left_out
    assert (left_out.path.stem, left_out.reason) == ("2", "rejected by a person")
    assert "--all" in left_out.hint


def test_all_brings_rejected_photos_back() -> None:
    trip = rated(album(*[PORTRAIT] * 4), _2=-1)
    assert len(used(directed(trip, [looks(index) for index in range(4)], keep_all=True))) == 4


def test_an_album_of_nothing_but_rejected_photos_is_still_a_film() -> None:
    trip = rated(album(PORTRAIT, PORTRAIT), _0=-1, _1=-1)
    assert used(directed(trip, [looks(0), looks(1)])) == {"0", "1"}


def test_every_favourite_comes_before_better_photos_that_are_none() -> None:
    favourites = {f"_{index}": 5 for index in (3, 30, 31, 32, 33, 57)}
    trip = rated(album(*[PORTRAIT] * 60, minutes=90), **favourites)
    facts = [looks(index, sharpness=0.25 if f"_{index}" in favourites else 0.9) for index in range(60)]
    shown = used(directed(trip, facts, length_seconds=20.0))
    assert {key[1:] for key in favourites} <= shown
    assert len(shown) < 12


def test_a_favourite_that_is_blurred_is_still_one() -> None:
    trip = rated(album(*[PORTRAIT] * 40, minutes=90), _7=5)
    facts = [looks(index, sharpness=0.05 if index == 7 else 0.8) for index in range(40)]
    assert "7" in used(directed(trip, facts, length_seconds=15.0))


def test_of_a_burst_the_favourite_is_kept_and_not_the_sharpest() -> None:
    trip = rated(album(*[PORTRAIT] * 3, minutes=1 / 60), _1=5)
    storyboard = directed(trip, [looks(index, like=7, sharpness=0.9 - 0.2 * index) for index in range(3)])
    assert used(storyboard) == {"1"}
    assert storyboard.left_out[0].hint == "1.jpg was kept: somebody gave it more stars."


def test_the_first_picture_is_a_favourite() -> None:
    trip = rated(album(*[PORTRAIT] * 4), _2=5)
    facts = [looks(index, sharpness=0.5 if index == 2 else 0.6) for index in range(4)]
    assert directed(trip, facts).shots[0].photos[0].path.stem == "2"


def test_one_star_says_nothing_as_some_programs_give_it_to_all() -> None:
    trip = album(*[PORTRAIT] * 40, minutes=90)
    facts = [looks(index) for index in range(40)]
    plain = used(directed(trip, facts, length_seconds=15.0))
    assert used(directed(rated(trip, _1=1, _20=1, _33=1), facts, length_seconds=15.0)) == plain
