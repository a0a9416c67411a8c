"""How photos meet the frame: what must be seen is seen, at every moment and on every canvas."""

from random import Random

import numpy as np
import pytest

from slideshow.effects.layouts import MOST_ENLARGED
from slideshow.effects.motions import MOTIONS
from slideshow.model.facts import Course, Face, Facts
from slideshow.model.geometry import Point, Rect, Size
from slideshow.plan.framing import Framing, best_framing, cost, shown
from slideshow.plan.interest import interest
from slideshow.plan.staging import PANS, TOP_SPEED, TOP_SPEED_PAN, Setting, Staging, staged
from slideshow.plan.ways import Wish
from tests.plan.albums import face

TALL, WIDE, SQUARE = Size(1080, 1920), Size(1920, 1080), Size(1080, 1080)
PHOTOS = [
    Size(3024, 4032),
    Size(4032, 3024),
    Size(3000, 3000),
    Size(6000, 2000),
    Size(386, 395),
    Size(1200, 4000),
]
KINDS = ("zoom_in", "zoom_out", "pan")


def framed(
    photo: Size,
    facts: Facts | None = None,
    canvas: Size = TALL,
    *,
    seconds: float = 3.0,
    strength: float = 0.09,
    seed: int = 1,
    kinds: tuple[str, ...] = KINDS,
    before: str = "",
    opening: bool = False,
    wish: Wish | None = None,
) -> Framing:
    return best_framing(
        photo,
        facts or Facts(),
        seconds,
        Setting(canvas, strength),
        kinds=kinds,
        random=Random(seed),
        before=before,
        opening=opening,
        wish=wish or Wish(),
    )


def staging_of(
    framing: Framing, photo: Size, canvas: Size = TALL, seconds: float = 3.0, strength: float = 0.09
) -> Staging:
    setting = Setting(canvas, strength)
    return staged([photo], framing.layout, framing.focus, framing.motion, seconds, setting, framing.crop)


def views_of(staging: Staging, canvas: Size, count: int) -> list[Rect]:
    """What the whole frame would show of the card at so many moments."""
    arrangement = staging.arrangement
    move, view = MOTIONS[staging.motion.name], arrangement.view(canvas)
    return [
        arrangement.beyond(
            move(arrangement.card, view, number / (count - 1), **staging.motion.arguments), canvas
        )
        for number in range(count)
    ]


def is_seen(place: Rect, staging: Staging, tolerance: float = 0.002) -> bool:
    """Whether a place in the frame lies in the part of it that shows the photo."""
    return staging.open.contains(place, tolerance)


def places(staging: Staging, canvas: Size, part: Rect) -> list[Rect]:
    """Where a part of the photo stands in the frame at 21 moments; all in shares."""
    photo, placement = staging.photos[0], staging.arrangement.placements[0]
    first = placement.on_card(Point(part.x * photo.width, part.y * photo.height))
    last = placement.on_card(Point(part.right * photo.width, part.bottom * photo.height))
    return [
        Rect(
            (first.x - view.x) / view.width,
            (first.y - view.y) / view.height,
            (last.x - first.x) / view.width,
            (last.y - first.y) / view.height,
        )
        for view in views_of(staging, canvas, 21)
    ]


FRAME = Rect(0.0, 0.0, 1.0, 1.0)


@pytest.mark.parametrize("canvas", [TALL, WIDE, SQUARE], ids=str)
@pytest.mark.parametrize("photo", [Size(3024, 4032), Size(4032, 3024), Size(3000, 3000)], ids=str)
@pytest.mark.parametrize("x", [0.07, 0.3, 0.5, 0.93])
@pytest.mark.parametrize("y", [0.07, 0.5, 0.93])
def test_a_face_stays_whole_wherever_it_is(photo: Size, canvas: Size, x: float, y: float) -> None:
    one = face(x, y)
    for seed in range(3):
        framing = framed(photo, Facts(faces=(one,)), canvas, seed=seed)
        staging = staging_of(framing, photo, canvas)
        for place in places(staging, canvas, one.box):
            assert is_seen(place, staging)


@pytest.mark.parametrize("photo", [Size(3024, 4032), Size(4032, 3024)], ids=str)
def test_two_faces_at_both_edges_stay_whole(photo: Size) -> None:
    faces = (face(0.08, 0.4), face(0.92, 0.45))
    framing = framed(photo, Facts(faces=faces))
    for one in faces:
        staging = staging_of(framing, photo)
        for place in places(staging, TALL, one.box):
            assert is_seen(place, staging)
    if photo.width > photo.height:
        assert framing.layout == "fit"
        assert framing.why == "filling the frame would cut a face"


def test_a_landscape_of_one_person_fills_the_tall_frame_around_them() -> None:
    framing = framed(Size(4032, 3024), Facts(faces=(face(0.7, 0.35),)))
    assert framing.layout in ("fill", "pan")
    assert framing.why == "the people stay in view"


def test_a_face_is_kept_from_under_the_controls_of_the_app_where_it_can_be() -> None:
    # Near the photo's right edge: in the middle of the crop it is clear of the buttons.
    one = face(0.6, 0.4)
    framing = framed(Size(4032, 3024), Facts(faces=(one,)))
    for place in places(staging_of(framing, Size(4032, 3024)), TALL, one.box):
        assert place.right <= 920 / 1080 + 0.01
        assert place.bottom <= 1480 / 1920 + 0.01


@pytest.mark.parametrize("x", [0.2, 0.5, 0.8])
def test_a_subject_that_survives_the_crop_is_kept_whole(x: float) -> None:
    subject = Rect(x - 0.1, 0.3, 0.2, 0.4)
    framing = framed(Size(4032, 3024), Facts(subject=subject))
    assert framing.layout in ("fill", "pan")
    for place in places(staging_of(framing, Size(4032, 3024)), TALL, subject):
        assert place.share_inside(FRAME) > 0.97


def test_a_subject_nearly_as_large_as_the_photo_is_not_cut() -> None:
    subject = Rect(0.08, 0.08, 0.84, 0.84)
    framing = framed(Size(4032, 3024), Facts(subject=subject))
    assert framing.layout == "fit"
    staging = staging_of(framing, Size(4032, 3024))
    for place in places(staging, TALL, subject):
        assert place.share_inside(staging.open) > 0.97


def test_the_line_where_sea_and_sky_meet_does_not_keep_a_view_small() -> None:
    photo, horizon = Size(4032, 3024), Facts(subject=Rect(0.0, 0.4, 1.0, 0.2))
    assert shown(staging_of(framed(photo, horizon), photo)) >= 0.7


def test_what_draws_the_eye_decides_where_a_view_is_cut() -> None:
    quiet, busy = 0.4 / 12, 0.15
    attention = (*[quiet] * 10, *[busy] * 4, *[quiet] * 2)
    photo = Size(4032, 3024)
    framing = framed(photo, Facts(attention_across=attention))
    staging = staging_of(framing, photo)
    last = places(staging, TALL, Rect(10 / 16, 0.0, 4 / 16, 1.0))[-1]
    assert last.share_inside(staging.open) > 0.9


@pytest.mark.parametrize("width", [0.45, 0.5, 0.55, 0.65])
def test_a_subject_is_shown_as_large_as_it_stays_whole(width: float) -> None:
    photo, subject = Size(4032, 3024), Rect(0.5 - width / 2, 0.2, width, 0.6)
    staging = staging_of(framed(photo, Facts(subject=subject)), photo)
    for place in places(staging, TALL, subject):
        assert place.share_inside(staging.open) > 0.93
    # Never smaller than the next crop, which leaves a little room around it.
    assert shown(staging) >= 0.5625 / (width * 4 / 3) * 0.72


@pytest.mark.parametrize("canvas", [Size(360, 640), Size(540, 960), TALL, Size(2160, 3840)], ids=str)
@pytest.mark.parametrize("photo", [Size(1600, 1200), Size(800, 600), Size(4032, 3024)], ids=str)
def test_a_photo_is_framed_the_same_in_every_size_of_film(photo: Size, canvas: Size) -> None:
    framing = framed(photo, canvas=canvas)
    assert framing == framed(photo, canvas=TALL)


def test_a_photo_that_friends_sent_is_no_smaller_for_its_few_pixels() -> None:
    photo, facts = Size(1600, 1200), Facts(faces=(face(0.5, 0.4),))
    assert shown(staging_of(framed(photo, facts), photo)) > 0.8


def test_a_small_clip_of_the_frame_s_shape_fills_it() -> None:
    course = Course(0.0, 1.0, (1.0,), 0.5, 0.5)
    assert framed(Size(320, 568), Facts(course=course)).layout in ("fill", "pan")


def test_a_picture_shown_between_bars_keeps_its_faces_clear_of_them() -> None:
    photo, one = Size(3000, 5333), face(0.5, 0.09)
    setting = Setting(TALL, 0.09, bars=0.14)
    framing = best_framing(photo, Facts(faces=(one,)), 3.0, setting, kinds=KINDS, random=Random(1))
    staging = staged([photo], framing.layout, framing.focus, framing.motion, 3.0, setting, framing.crop)
    for place in places(staging, TALL, one.box):
        assert Rect(0.0, 0.14, 1.0, 0.72).contains(place, tolerance=0.002)


def test_a_pan_ends_with_the_subject_in_the_middle() -> None:
    photo, subject = Size(4032, 3024), Rect(0.45, 0.3, 0.2, 0.3)
    staging = staged([photo], "pan", [Point(0.55, 0.45)], "pan_right", 3.0, Setting(TALL, 0.09))
    first, *_, last = places(staging, TALL, subject)
    assert last.centre.x == pytest.approx(0.5, abs=0.02)
    assert first.centre.x > 0.6


SIDES = (1, 2, 3, 4, 6, 8, 16, 31, 32, 47, 64)


@pytest.mark.parametrize("canvas", [Size(128, 128), Size(128, 4320), TALL, WIDE, Size(4320, 128)], ids=str)
def test_every_picture_can_be_framed_on_every_canvas(canvas: Size) -> None:
    shapes = [Size(width, height) for width in SIDES for height in SIDES]
    for photo in (*shapes, Size(4, 261), Size(261, 4), Size(1, 20_000), Size(20_000, 1)):
        for strength in (0.0, 0.09):
            staging = staging_of(framed(photo, canvas=canvas, strength=strength), photo, canvas)
            (placement,) = staging.arrangement.placements
            assert placement.box.width >= 1
            assert placement.box.height >= 1
            assert canvas.whole.contains(staging.arrangement.opening or canvas.whole)


@pytest.mark.parametrize(
    ("photo", "canvas", "layouts"),
    [
        (Size(3024, 4032), TALL, ("fill", "pan")),
        (Size(4032, 3024), TALL, ("fill", "pan", "fit")),
        (Size(6000, 2000), TALL, ("band",)),
        (Size(4032, 3024), WIDE, ("fill", "pan")),
        (Size(3024, 4032), WIDE, ("fill", "pan", "fit")),
        (Size(3024, 4032), SQUARE, ("fill", "pan")),
        # Too few pixels to fill the frame.
        (Size(300, 400), TALL, ("fit",)),
    ],
    ids=str,
)
def test_a_view_gets_the_layout_for_its_shape(photo: Size, canvas: Size, layouts: tuple[str, ...]) -> None:
    assert {framed(photo, canvas=canvas, seed=seed).layout for seed in range(6)} <= {*layouts}


@pytest.mark.parametrize("canvas", [TALL, WIDE, SQUARE], ids=str)
@pytest.mark.parametrize("photo", PHOTOS, ids=str)
def test_no_photo_is_enlarged_by_more_than_four_fifths_but_a_small_one(photo: Size, canvas: Size) -> None:
    staging = staging_of(framed(photo, canvas=canvas), photo, canvas)
    square = 1.09 * min(canvas.width, canvas.height) / min(photo.width, photo.height)
    most = max(MOST_ENLARGED, min(4.0, square))
    assert staging.arrangement.placements[0].enlarged <= most * 1.011


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("seconds", [0.8, 1.5, 3.0, 8.0])
@pytest.mark.parametrize("strength", [0.09, 0.4])
@pytest.mark.parametrize("photo", PHOTOS, ids=str)
def test_nothing_in_the_frame_moves_too_fast_nor_stands_still(
    photo: Size, strength: float, seconds: float, seed: int
) -> None:
    count = round(30 * seconds)
    moving = (count - 1) / 30
    framing = framed(photo, seconds=moving, strength=strength, seed=seed)
    staging = staging_of(framing, photo, TALL, moving, strength)
    views = views_of(staging, TALL, count)
    # The same four points of the card, seen from each view: where they stand in the frame.
    corners = np.array([[_place(view, x, y) for x, y in _corners(views, staging.open)] for view in views])
    speeds = np.linalg.norm(np.diff(corners, axis=0), axis=2) * 30
    top = TOP_SPEED_PAN if staging.motion.name in PANS else TOP_SPEED
    assert speeds.max() <= top * TALL.height * 1.01
    assert (speeds.max(axis=1) > 0).all()


def _corners(views: list[Rect], part: Rect) -> list[tuple[float, float]]:
    """The corners of what every view sees of the card, through a part of the frame."""
    views = [
        Rect(
            view.x + part.x * view.width,
            view.y + part.y * view.height,
            part.width * view.width,
            part.height * view.height,
        )
        for view in views
    ]
    left, top = max(view.x for view in views), max(view.y for view in views)
    right, bottom = min(view.right for view in views), min(view.bottom for view in views)
    return [(left, top), (right, top), (left, bottom), (right, bottom)]


def _place(view: Rect, x: float, y: float) -> tuple[float, float]:
    return (x - view.x) / view.width * TALL.width, (y - view.y) / view.height * TALL.height


@pytest.mark.parametrize("seed", range(8))
def test_a_landscape_view_fills_most_of_a_tall_frame_and_half_of_it_is_seen(seed: int) -> None:
    photo = Size(4032, 3024)
    staging = staging_of(framed(photo, seed=seed), photo)
    assert shown(staging) >= 0.7
    shares = places(staging, TALL, FRAME)
    left = min((staging.open.x - place.x) / place.width for place in shares)
    right = max((staging.open.right - place.x) / place.width for place in shares)
    assert min(right, 1.0) - max(left, 0.0) > 0.5


def test_a_zoom_goes_toward_the_subject() -> None:
    facts = Facts(subject=Rect(0.3, 0.1, 0.2, 0.2))
    for kind in ("zoom_in", "zoom_out"):
        staging = staging_of(framed(Size(3024, 4032), facts, kinds=(kind,)), Size(3024, 4032))
        before, after = (places(staging, TALL, Rect(0.4, 0.2, 0.0, 0.0))[index] for index in (0, -1))
        # It stays where it is, while all else moves away from it or back.
        assert abs(before.x - after.x) < 0.02
        assert abs(before.y - after.y) < 0.02


def test_photos_of_one_shape_are_not_all_moved_alike() -> None:
    motions = {framed(Size(3024, 4032), seed=seed).motion for seed in range(20)}
    assert {"zoom_in", "zoom_out"} < motions
    assert motions & {"pan_left", "pan_right"}


@pytest.mark.parametrize("before", ["zoom_in", "zoom_out", "pan_left"])
def test_a_motion_is_not_the_one_before(before: str) -> None:
    for seed in range(12):
        assert framed(Size(3024, 4032), seed=seed, before=before).motion != before
        assert framed(Size(4032, 3024), seed=seed, before=before).motion != before


def test_an_opening_slide_never_begins_close() -> None:
    for seed in range(12):
        assert framed(Size(3024, 4032), seed=seed, opening=True).motion != "zoom_out"


def test_without_strength_nothing_moves() -> None:
    for photo in PHOTOS:
        framing = framed(photo, strength=0.0, kinds=("still",))
        staging = staging_of(framing, photo, strength=0.0)
        assert staging.windows[0] == staging.windows[1]


@pytest.mark.parametrize("layout", ["fill", "fit", "pan", "band"])
@pytest.mark.parametrize("motion", ["zoom_in", "pan_left", "pan_up", "still", None])
def test_a_person_s_wish_is_carried_out(layout: str, motion: str | None) -> None:
    wish = Wish(layout, Point(0.2, 0.8), motion)
    framing = framed(Size(4032, 3024), wish=wish)
    assert (framing.layout, framing.focus) == (layout, (Point(0.2, 0.8),))
    assert motion in (None, framing.motion)


def test_only_a_wish_for_a_motion_leaves_the_layout_free() -> None:
    one = Face(Rect(0.6, 0.3, 0.1, 0.13), 1.0, 1.0)
    framing = framed(Size(4032, 3024), Facts(faces=(one,)), wish=Wish(motion="zoom_out"))
    assert framing.motion == "zoom_out"
    assert framing.layout == "fill"


def test_a_face_is_judged_by_what_the_target_covers() -> None:
    photo, facts = Size(3000, 5333), Facts(faces=(face(0.5, 0.68),))
    seen = interest(photo, facts)
    free = Setting(TALL, 0.0, safe=Rect(0.0, 0.0, 1.0, 1.0))
    under = Setting(TALL, 0.0, safe=Rect(0.0, 0.1, 1.0, 0.5))
    staging = staged([photo], "fill", [seen.focus], "still", 3.0, free)
    assert cost(staging, 0, seen, under) > cost(staging, 0, seen, free)
    # As it is for TikTok, where nothing is said of a target.
    assert cost(staging, 0, seen, Setting(TALL, 0.0)) == cost(staging, 0, seen, free)


@pytest.mark.parametrize("photo", [Size(640, 427), Size(600, 400), Size(451, 300)], ids=str)
def test_a_small_photo_is_soft_rather_than_a_stamp(photo: Size) -> None:
    staging = staging_of(framed(photo), photo)
    assert shown(staging) >= 0.5


def test_a_view_full_of_things_keeps_more_of_itself_than_sea_and_sky() -> None:
    view = Size(4032, 3024)
    sea, crowd = (framed(view, Facts(detail=detail)) for detail in (0.2, 0.9))
    kept = [staging_of(one, view).arrangement.placements[0].crop.width for one in (sea, crowd)]
    assert kept[1] > 1.3 * kept[0]
