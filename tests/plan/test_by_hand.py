"""What only a person decides of a slide, its turn, windows, strength and loudness, is carried out."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.effects.layouts import CLOSEST, LAYOUTS
from slideshow.effects.motions import MOTIONS
from slideshow.model.album import VIDEO, Album, Photo
from slideshow.model.clip import Clip
from slideshow.model.geometry import NO_MARGINS, Margins, Rect, Size
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.model.timeline import Slide
from slideshow.plan import complete, timeline_of
from slideshow.plan.clip_sounds import sounds_in
from slideshow.plan.staging import MIDDLE, Setting, stage_photos
from tests.plan.albums import LANDSCAPE, PORTRAIT, album, face, looks, scene

CANVAS = Size(1080, 1920)


def slide_of(shot: Shot, **changed: object) -> Slide:
    """A film's only slide, with these choices."""
    made = scene(Album(Path("trip"), shot.photos), [looks(1)])
    storyboard = complete(Storyboard((replace(shot, **changed),), heading=""), made)  # type: ignore[arg-type]
    return timeline_of(storyboard, made.template, made.brief).slides[0]


def seen(slide: Slide, progress: float) -> Rect:
    """The part of the photo that fills the frame, in shares of it."""
    size = slide.photos[0].size
    arrangement = LAYOUTS[slide.layout.name]([size], CANVAS, **slide.layout.arguments)
    window = MOTIONS[slide.motion.name](arrangement.card, CANVAS, progress, **slide.motion.arguments)
    assert arrangement.card.whole.contains(window, 1e-3)
    assert window.width / window.height == pytest.approx(CANVAS.aspect, rel=1e-3)
    assert window.width >= CLOSEST * CANVAS.width * 0.99
    (placement,) = arrangement.placements
    scale = placement.crop.width / placement.box.width
    return Rect(
        (placement.crop.x + window.x * scale) / size.width,
        (placement.crop.y + window.y * placement.crop.height / placement.box.height) / size.height,
        window.width * scale / size.width,
        window.height * scale / size.height,
    )


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, Size(4000, 4000)], ids=str)
def test_the_camera_goes_from_one_window_to_the_other(size: Size) -> None:
    start, end = Rect(0.05, 0.1, 0.4, 0.6), Rect(0.5, 0.3, 0.25, 0.35)
    slide = slide_of(Shot(album(size).photos), windows=(start, end))
    for wanted, found in ((start, seen(slide, 0.0)), (end, seen(slide, 1.0))):
        # What was drawn is in the frame, which has a shape of its own.
        assert found.contains(wanted, 0.01)
        assert min(found.width / wanted.width, found.height / wanted.height) == pytest.approx(1.0, abs=0.01)


def test_one_window_stands_still() -> None:
    window = Rect(0.2, 0.2, 0.5, 0.5)
    slide = slide_of(Shot(album(PORTRAIT).photos), windows=(window, window))
    assert slide.motion.name == "still"
    assert seen(slide, 0.0) == seen(slide, 1.0)


def test_a_window_that_is_much_closer_is_only_as_close_as_a_card_can_be() -> None:
    slide = slide_of(Shot(album(PORTRAIT).photos), windows=(Rect(0, 0, 1, 1), Rect(0.5, 0.5, 0.02, 0.02)))
    card = LAYOUTS["window"]([PORTRAIT], CANVAS, **slide.layout.arguments).card
    assert card.width <= 3.1 * CLOSEST * CANVAS.width
    assert seen(slide, 1.0).width > 0.2


def test_a_stronger_motion_goes_farther() -> None:
    photos = album(PORTRAIT).photos
    rooms = [
        dict(
            slide_of(
                Shot(photos, seconds=Fraction(8), layout="fill", motion="zoom_in"), strength=strength
            ).layout.params
        )["room"]
        for strength in (0.0, 0.05, 0.1)
    ]
    assert rooms == [0.0, 0.05, 0.1]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_four_quarter_turns_are_none(orientation: int) -> None:
    (photo,) = album(LANDSCAPE).photos
    photo = replace(photo, orientation=orientation)
    assert photo.turned_to(90).turned_to(180).turned_to(270).turned_to(0) == photo
    assert photo.turned_to(90).size == LANDSCAPE.turned
    assert len({photo.turned_to(degrees).orientation for degrees in (0, 90, 180, 270)}) == 4


def test_faces_turn_with_their_photo() -> None:
    (photo,) = album(LANDSCAPE).photos
    made = scene(album(LANDSCAPE), [looks(1, faces=(face(0.9, 0.2),))])
    box = made.facts_of(photo.turned_to(90)).faces[0].box
    # What was right and high is now low and right.
    assert (box.centre.x, box.centre.y) == pytest.approx((0.8, 0.9))


def test_a_clip_is_as_loud_as_a_person_wants_and_silent_from_far_down() -> None:
    clip = Clip(Path("a.mov"), Fraction(8), Fraction(30), LANDSCAPE, LANDSCAPE, has_sound=True)
    photo = Photo(Path("a.mov"), VIDEO, LANDSCAPE, 1, None, "0" * 32, clip=clip)

    def heard(decibels: float) -> list[float]:
        made = scene(Album(Path("trip"), (photo,)), [looks(1)])
        shot = Shot((photo,), clip_decibels=decibels)
        timeline = timeline_of(complete(Storyboard((shot,)), made), made.template, made.brief)
        return [one.decibels for one in sounds_in(timeline)]

    assert heard(6.0) == [6.0]
    assert heard(-60.0) == []


def test_between_bars_windows_are_seen_whole() -> None:
    start, end = Rect(0.1, 0.2, 0.3, 0.3), Rect(0.5, 0.5, 0.2, 0.2)
    setting = replace(Setting(CANVAS, 0.09), bars=0.14)
    staging = stage_photos([PORTRAIT], "window", [MIDDLE], "travel", 4.0, setting, windows=(start, end))
    (placement,) = staging.arrangement.placements
    for wanted, view in zip((start, end), staging.windows, strict=True):
        # What is between the bars, of a view that the whole frame would have.
        open_ = Rect(
            view.x, view.y + staging.open.y * view.height, view.width, staging.open.height * view.height
        )
        scale = placement.crop.width / placement.box.width
        found = Rect(
            (placement.crop.x + open_.x * scale) / PORTRAIT.width,
            (placement.crop.y + open_.y * scale) / PORTRAIT.height,
            open_.width * scale / PORTRAIT.width,
            open_.height * scale / PORTRAIT.height,
        )
        assert found.contains(wanted, 0.01)
        assert min(found.width / wanted.width, found.height / wanted.height) == pytest.approx(1.0, abs=0.01)


def test_a_border_that_comes_back_moves_what_is_known_of_the_photo() -> None:
    whole, trim = Size(1000, 800), Margins(100, 80, 100, 0)
    known = looks(1, faces=(face(0.5, 0.5, 0.2),), attention_across=(0.25,) * 4, subject=Rect(0, 0, 1, 1))
    bare = replace(known, trim=trim, wears=((1.0,) * 9,))
    back = bare.trimmed(NO_MARGINS, whole)
    box = back.faces[0].box
    assert (box.x, box.y, box.width, box.height) == pytest.approx((0.42, 0.46, 0.16, 0.18))
    assert back.subject == Rect(0.1, 0.1, 0.8, 0.9)
    assert sum(back.attention_across) == pytest.approx(1)
    assert back.attention_across[0] < 0.2 < back.attention_across[1]
    again = back.trimmed(trim, whole)
    assert again.faces[0].box.x == pytest.approx(bare.faces[0].box.x)
    assert bare.trimmed(Margins(0, 700, 0, 0), whole).faces == ()
