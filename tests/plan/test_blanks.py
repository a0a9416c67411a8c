from slideshow.plan import direct
from slideshow.plan.photo_quality import BLANK_REASON
from tests.plan.albums import PORTRAIT, album, looks, scene


def test_a_picture_of_one_colour_is_left_out_where_others_show_something() -> None:
    trip = album(*[PORTRAIT] * 4)
    facts = [looks(1), looks(2), looks(3, contrast=0.0, detail=0.0), looks(4)]
    made = direct(scene(trip, facts))
    assert [(one.path, one.reason) for one in made.left_out] == [(trip.photos[2].path, BLANK_REASON)]
    assert len({photo.path for shot in made.shots for photo in shot.photos}) == 3


def test_an_album_of_plain_colours_is_shown() -> None:
    trip = album(*[PORTRAIT] * 4)
    made = direct(scene(trip, [looks(index, contrast=0.0, detail=0.0) for index in range(4)]))
    assert not [one for one in made.left_out if one.reason == BLANK_REASON]
