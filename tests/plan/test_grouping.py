"""Landscapes of one scene fill a tall frame together, portraits a wide one."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from slideshow.model.facts import Facts
from slideshow.model.geometry import Rect, Size
from tests.plan.albums import LANDSCAPE, PANORAMA, PORTRAIT, album, directed, face, looks

WIDE = Size(1920, 1080)
WALL = Size(4000, 2250)


BASE = looks(3).layout


def scenes(count: int, **facts: Any) -> list[Facts]:
    """A cover of its own, and photos of one scene: other shapes in nearly the same colours."""
    return [
        looks(0, sharpness=0.9),
        *(
            replace(looks(index, sharpness=0.4, **facts), layout=_tinted(4.0 * index))
            for index in range(1, count + 1)
        ),
    ]


def _tinted(by: float) -> tuple[float, ...]:
    return tuple(value + (by if index % 3 == 1 else 0) for index, value in enumerate(BASE))


def shapes(sizes: list[Size], minutes: float = 2, **wishes: object) -> list[tuple[str, int]]:
    """Layout and number of photos of every shot but the first, which stands alone as the cover."""
    cover = WIDE if "canvas" in wishes else PORTRAIT
    trip = album(cover, *sizes, minutes=minutes)
    shots = directed(trip, scenes(len(sizes)), **wishes).shots
    return [(shot.layout or "", len(shot.photos)) for shot in shots[1:]]


def test_two_landscapes_of_one_scene_stand_one_above_the_other() -> None:
    assert shapes([LANDSCAPE, LANDSCAPE]) == [("stack", 2)]


def test_three_wide_ones_share_the_frame() -> None:
    assert shapes([WALL, WALL, WALL]) == [("stack", 3)]


def test_portraits_stand_side_by_side_in_a_wide_frame() -> None:
    assert shapes([PORTRAIT, PORTRAIT], canvas=WIDE) == [("row", 2)]


def test_portraits_stand_alone_in_a_tall_frame() -> None:
    assert [count for _, count in shapes([PORTRAIT, PORTRAIT])] == [1, 1]


def test_landscapes_an_hour_apart_stand_alone() -> None:
    assert [count for _, count in shapes([LANDSCAPE, LANDSCAPE], minutes=60)] == [1, 1]


def test_landscapes_of_other_colours_stand_alone() -> None:
    trip = album(PORTRAIT, LANDSCAPE, LANDSCAPE, minutes=2)
    dark, light = ((5.0, 0.0, 0.0) * 16, (90.0, 0.0, 0.0) * 16)
    facts = [looks(0, sharpness=0.9), replace(looks(1), layout=dark), replace(looks(2), layout=light)]
    assert [len(shot.photos) for shot in directed(trip, facts).shots] == [1, 1, 1]


def test_a_panorama_never_shares_its_frame() -> None:
    assert ("band", 1) in shapes([PANORAMA, LANDSCAPE])


@pytest.mark.parametrize("x", [0.07, 0.93])
def test_photos_whose_faces_a_stack_would_cut_stand_alone(x: float) -> None:
    faces = (face(x, 0.5, 0.1), face(1 - x, 0.5, 0.1))
    trip = album(PORTRAIT, WALL, WALL, minutes=2)
    assert [len(shot.photos) for shot in directed(trip, scenes(2, faces=faces)).shots] == [1, 1, 1]


def test_a_shared_frame_says_why_and_keeps_each_photo_s_subject() -> None:
    trip = album(PORTRAIT, LANDSCAPE, LANDSCAPE, minutes=2)
    cover, one, other = scenes(2)
    left = replace(one, subject=Rect(0.05, 0.3, 0.2, 0.3))
    right = replace(other, subject=Rect(0.75, 0.3, 0.2, 0.3))
    (shot,) = [shot for shot in directed(trip, [cover, left, right]).shots if len(shot.photos) == 2]
    assert shot.why == "two landscapes of one scene"
    assert shot.focus is not None
    assert shot.focus[0].x < 0.3 < 0.7 < shot.focus[1].x


@pytest.mark.parametrize("count", [4, 5, 8, 12])
def test_stacks_are_rare(count: int) -> None:
    shots = shapes([LANDSCAPE] * count)
    together = [photos > 1 for _, photos in shots]
    assert any(together)
    # Never two in a row, and half of the landscapes at most.
    assert not any(before and after for before, after in pairwise(together))
    assert sum(photos for _, photos in shots if photos > 1) <= max(3, count / 2)


def test_photos_without_times_are_paired_as_they_lie_in_their_folder() -> None:
    trip = album(PORTRAIT, LANDSCAPE, LANDSCAPE)
    untold = replace(trip, photos=tuple(replace(photo, captured=None) for photo in trip.photos))
    facts = scenes(2)
    assert [len(shot.photos) for shot in directed(untold, facts).shots] == [1, 2]
    assert [len(shot.photos) for shot in directed(trip, facts).shots] == [1, 1, 1]


def test_nobody_looks_out_from_behind_the_photo_below() -> None:
    seam = (face(0.5, 0.92, 0.1), face(0.5, 0.5, 0.1))
    free = (face(0.5, 0.45, 0.1),)
    trip = album(PORTRAIT, LANDSCAPE, LANDSCAPE, minutes=2)
    assert [len(shot.photos) for shot in directed(trip, scenes(2, faces=free)).shots] == [1, 2]
    assert [len(shot.photos) for shot in directed(trip, scenes(2, faces=seam)).shots] == [1, 1, 1]
