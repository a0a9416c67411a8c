"""Which photos are in the film, on albums with known answers."""

import math
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from slideshow.model.album import Album, Photo, Position
from slideshow.model.facts import Facts
from slideshow.model.storyboard import Storyboard
from slideshow.plan import ranking
from slideshow.plan.photo_quality import flaw, likeness, quality
from tests.plan.albums import LANDSCAPE, PORTRAIT, START, album, directed, face, looks, photo


def used(storyboard: Storyboard) -> set[str]:
    return {one.path.stem for shot in storyboard.shots for one in shot.photos}


def reasons(storyboard: Storyboard) -> dict[str, str]:
    return {one.path.stem: one.reason for one in storyboard.left_out}


def test_the_sharpest_of_a_burst_stays_and_the_others_name_it() -> None:
    burst = album(*[PORTRAIT] * 4, minutes=1 / 60)
    facts = [looks(index, like=7, sharpness=0.4 + (0.2 if index == 2 else 0)) for index in range(4)]
    storyboard = directed(burst, facts)
    assert used(storyboard) == {"2"}
    assert reasons(storyboard) == dict.fromkeys("013", "much like another")
    assert all(one.hint == "2.jpg was kept: it is sharper." for one in storyboard.left_out)


def test_a_face_turned_to_us_outdoes_a_little_more_sharpness() -> None:
    burst = album(PORTRAIT, PORTRAIT, minutes=1 / 60)
    facts = [
        looks(0, like=7, sharpness=0.62, faces=(face(0.5, 0.4, frontal=0.1),)),
        looks(1, like=7, sharpness=0.58, faces=(face(0.5, 0.4, frontal=1.0),)),
    ]
    storyboard = directed(burst, facts)
    assert used(storyboard) == {"1"}
    assert storyboard.left_out[0].hint == "1.jpg was kept: its faces are turned to us."


def test_what_is_alike_but_an_hour_apart_is_no_burst() -> None:
    trip = album(PORTRAIT, PORTRAIT, minutes=60)
    assert used(directed(trip, [looks(0, like=7), looks(1, like=7)])) == {"0", "1"}


def test_what_is_close_in_time_but_different_is_no_burst() -> None:
    trip = album(PORTRAIT, PORTRAIT, minutes=1 / 60)
    assert used(directed(trip, [looks(0), looks(1)])) == {"0", "1"}


def test_a_copy_is_shown_once_whenever_it_is_from() -> None:
    first = photo(1, captured=START)
    copy = replace(first, path=first.path.with_name("copy.jpg"), captured=None)
    storyboard = directed(replace(album(PORTRAIT), photos=(first, copy)), [looks(1)])
    assert len(used(storyboard)) == 1
    assert "is the same photo" in storyboard.left_out[0].hint


def test_every_photo_stays_when_all_are_wanted() -> None:
    burst = album(*[PORTRAIT] * 60, minutes=1 / 60)
    facts = [looks(index, like=7, sharpness=0.1) for index in range(60)]
    storyboard = directed(burst, facts, keep_all=True)
    assert len(used(storyboard)) == 60
    assert storyboard.left_out == ()


def hundreds(count: int = 300, days: int = 3) -> tuple[Album, list[Facts]]:
    """Most of them on the last day; one in five of a person."""
    trip = album(*[PORTRAIT] * count, minutes=5)
    spread = [0] * 20 + [1] * 30
    photos = tuple(
        replace(
            one,
            captured=START
            + timedelta(days=spread[index] if index < len(spread) else days - 1, minutes=index),
        )
        for index, one in enumerate(trip.photos)
    )
    facts = [
        looks(
            index,
            faces=(face(0.5, 0.4),) if index % 5 == 0 else (),
            sharpness=0.3 + (index * 7 % 40) / 100,
            colourfulness=0.05 + (index * 11 % 60) / 100,
        )
        for index in range(count)
    ]
    return replace(trip, photos=photos), facts


def test_a_film_of_hundreds_of_photos_lasts_a_minute_and_has_something_of_every_day() -> None:
    trip, facts = hundreds()
    storyboard = directed(trip, facts)
    length = sum((shot.seconds or 0) - (shot.join_seconds or 0) for shot in storyboard.shots)
    assert 57 < length <= 60
    days = Counter(one.captured.date() for shot in storyboard.shots for one in shot.photos if one.captured)
    assert len(days) == 3
    assert min(days.values()) >= 4
    assert len(used(storyboard)) + len(storyboard.left_out) == 300
    assert set(reasons(storyboard).values()) == {"no room in 60 seconds"}


def test_every_place_is_there_even_when_one_has_most_photos() -> None:
    trip = album(*[PORTRAIT] * 200, minutes=2)
    photos = tuple(
        replace(one, position=Position(38.7 + (5 if index % 40 == 0 else 0), -9.1))
        for index, one in enumerate(trip.photos)
    )
    storyboard = directed(replace(trip, photos=photos), [looks(index) for index in range(200)])
    shown = [one for shot in storyboard.shots for one in shot.photos]
    far = [one for one in shown if one.position and one.position.latitude > 40]
    assert len(far) >= 2


def test_people_and_views_are_both_there_in_fair_shares() -> None:
    trip, facts = hundreds()
    storyboard = directed(trip, facts)
    people = sum(int(stem) % 5 == 0 for stem in used(storyboard))
    assert 0.2 <= people / len(used(storyboard)) <= 0.6


def test_better_photos_are_chosen_before_worse_ones_of_the_same_moment() -> None:
    trip = album(*[PORTRAIT] * 80, minutes=1)
    facts = [looks(index, sharpness=0.6 if index % 2 else 0.3) for index in range(80)]
    stems = used(directed(trip, facts))
    assert sum(int(stem) % 2 for stem in stems) > 0.8 * len(stems)


def flawed(index: int) -> dict[str, Any]:
    flaws: list[dict[str, Any]] = [
        {"sharpness": 0.1},
        {"brightness": 0.02, "black": 0.9},
        {"white": 0.8, "brightness": 0.95},
        {"is_screen": True},
    ]
    return flaws[index]


def test_flawed_photos_are_the_first_to_go_and_say_what_is_wrong() -> None:
    trip = album(*[PORTRAIT] * 84, minutes=40)
    facts = [
        looks(index, **(flawed(index // 20) if index % 20 == 0 and index < 80 else {})) for index in range(84)
    ]
    storyboard = directed(trip, facts)
    assert not used(storyboard) & {"0", "20", "40", "60"}
    why = reasons(storyboard)
    assert [why[stem] for stem in ("0", "20", "40", "60")] == [
        "blurred",
        "too dark to see much",
        "blown out",
        "a screenshot or a page of text",
    ]


def test_a_flawed_photo_stays_where_there_is_room_for_it() -> None:
    trip = album(*[PORTRAIT] * 4, minutes=40)
    assert len(used(directed(trip, [looks(index, **flawed(index)) for index in range(4)]))) == 4


def test_a_shorter_film_keeps_fewer_photos_and_is_exactly_as_long_as_asked() -> None:
    trip, facts = hundreds()
    storyboard = directed(trip, facts, length_seconds=20.0)
    assert 6 <= len(storyboard.shots) <= 11
    assert sum((shot.seconds or 0) - (shot.join_seconds or 0) for shot in storyboard.shots) == 20


def test_photos_are_shortened_before_any_is_left_out() -> None:
    trip = album(*[PORTRAIT] * 30, minutes=30)
    storyboard = directed(trip, [looks(index) for index in range(30)])
    assert len(used(storyboard)) == 30
    seconds = [float(shot.seconds or 0) for shot in storyboard.shots]
    assert 2.1 <= sum(seconds) / len(seconds) < 3
    assert min(seconds) >= 0.8


def test_the_film_opens_with_its_best_photo_and_goes_on_in_time() -> None:
    trip = album(*[PORTRAIT] * 8, minutes=60)
    facts = [looks(index, sharpness=0.9 if index == 5 else 0.5) for index in range(8)]
    stems = [shot.photos[0].path.stem for shot in directed(trip, facts).shots]
    assert stems == ["5", "0", "1", "2", "3", "4", "6", "7"]


def test_a_cover_that_fills_the_frame_is_preferred() -> None:
    trip = album(LANDSCAPE, PORTRAIT, LANDSCAPE, minutes=60)
    facts = [looks(index, sharpness=0.6) for index in range(3)]
    assert directed(trip, facts).shots[0].photos == (trip.photos[1],)


def test_names_decide_the_order_when_asked_and_nothing_is_put_in_front() -> None:
    trip = album(*[PORTRAIT] * 12, minutes=-60)
    facts = [looks(index, sharpness=0.9 if index == 5 else 0.5) for index in range(12)]
    by_name = [shot.photos[0].path.stem for shot in directed(trip, facts, order="name").shots]
    assert by_name == [str(index) for index in range(12)]
    shuffled = [shot.photos[0].path.stem for shot in directed(trip, facts, order="shuffle").shots]
    assert sorted(shuffled, key=int) == by_name != shuffled


def test_an_album_without_times_is_planned_too() -> None:
    trip = album(*[PORTRAIT] * 40)
    photos: tuple[Photo, ...] = tuple(replace(one, captured=None) for one in trip.photos)
    storyboard = directed(replace(trip, photos=photos), [looks(index) for index in range(40)])
    assert len(used(storyboard)) > 20


def test_of_hundreds_of_photos_few_are_compared_and_the_ranking_is_that_of_comparing_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trip, facts = hundreds()
    known = {one.digest: fact for one, fact in zip(trip.photos, facts, strict=True)}
    compared = []

    def counted(one: Facts, other: Facts) -> float:
        compared.append(one)
        return likeness(one, other)

    monkeypatch.setattr(ranking, "likeness", counted)
    order = ranking.rank_photos(trip.photos, known, {}, {}, {}, 60)
    assert len(compared) < 60 * 300 / 3
    # With one day, no place and no times, only likeness, quality and people weigh.
    taken: list[Photo] = []
    while len(taken) < 60:
        people = Counter(bool(known[one.digest].faces) for one in taken)
        sizes = Counter(bool(one.faces) for one in facts)

        def gain(one: Photo, people: Counter[bool] = people, sizes: Counter[bool] = sizes) -> float:
            own = known[one.digest]
            alike = max((likeness(own, known[other.digest]) for other in taken), default=0.0)
            worth = quality(own) * (0.02 if flaw(own) else 1.0) * (1.0 - 0.75 * alike)
            return worth * math.sqrt(sizes[bool(own.faces)]) / (1 + people[bool(own.faces)])

        taken.append(max((one for one in trip.photos if one not in taken), key=gain))
    assert order == tuple(taken)
