"""Icons and spacers stay out of the film where there are photos, and do not cost it where there are none."""

import pytest

from slideshow.model.geometry import Size
from tests.plan.albums import PORTRAIT, album, directed, looks

ICONS = [Size(8, 8), Size(8, 32), Size(6, 6), Size(2, 2), Size(4, 261), Size(64, 64)]


@pytest.mark.parametrize("icon", ICONS, ids=str)
def test_an_icon_among_photos_is_left_out_and_that_is_said(icon: Size) -> None:
    trip = album(PORTRAIT, icon, PORTRAIT)
    storyboard = directed(trip, [looks(index) for index in range(3)])
    (left,) = storyboard.left_out
    assert left.path == trip.photos[1].path
    assert left.reason == f"too small to be seen ({icon})"
    assert "--all" in left.hint


def test_a_folder_of_icons_is_a_film_of_icons() -> None:
    trip = album(*ICONS)
    storyboard = directed(trip, [looks(index) for index in range(len(ICONS))])
    assert len(storyboard.shots) == len(ICONS)


def test_all_keeps_icons_too() -> None:
    trip = album(PORTRAIT, Size(8, 8))
    shots = directed(trip, [looks(0), looks(1)], keep_all=True).shots
    assert [photo.size for shot in shots for photo in shot.photos] == [PORTRAIT, Size(8, 8)]
