"""Photos are shown in the order they were taken."""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from slideshow.model.album import Photo
from slideshow.model.dating import Dating
from slideshow.model.geometry import Size
from slideshow.plan.order import days_told, in_order, instants

NOON = datetime(2024, 7, 1, 12, 0)
HOUR = timedelta(hours=1)


def photo(name: str, captured: datetime | None = None) -> Photo:
    return Photo(Path("trip") / name, "JPEG", Size(4, 3), 1, captured, name)


def at(hours_east: float, moment: datetime = NOON) -> datetime:
    return moment.replace(tzinfo=timezone(timedelta(hours=hours_east)))


def names(*photos: Photo) -> list[str]:
    return [one.path.relative_to("trip").as_posix() for one in in_order(photos, "time", 1)]


def test_photos_are_in_the_order_they_were_taken() -> None:
    assert names(photo("a.jpg", NOON + HOUR), photo("b.jpg", NOON)) == ["b.jpg", "a.jpg"]


def test_photos_without_a_time_come_last_by_natural_name() -> None:
    untimed = [photo("IMG_10.jpg"), photo("img_9.jpg"), photo("IMG_100.jpg")]
    assert names(*untimed, photo("z.jpg", NOON)) == ["z.jpg", "img_9.jpg", "IMG_10.jpg", "IMG_100.jpg"]


def test_a_burst_within_one_second_follows_its_numbers() -> None:
    burst = [photo(f"BURST{number}.jpg", NOON) for number in (11, 2, 1)]
    assert names(*burst) == ["BURST1.jpg", "BURST2.jpg", "BURST11.jpg"]


def test_a_burst_with_subseconds_follows_them_and_not_its_names() -> None:
    burst = [photo(f"{tenth}.jpg", NOON.replace(microsecond=(9 - tenth) * 100_000)) for tenth in range(3)]
    assert names(*burst) == ["2.jpg", "1.jpg", "0.jpg"]


def test_an_edited_copy_follows_its_original() -> None:
    assert names(photo("IMG_1-2.jpg"), photo("IMG_1 (1).jpg"), photo("IMG_1.jpg"))[0] == "IMG_1.jpg"


def test_folders_follow_each_other_naturally() -> None:
    assert names(photo("day10/a.jpg"), photo("day2/b.jpg")) == ["day2/b.jpg", "day10/a.jpg"]


def test_times_with_offsets_compare_as_instants() -> None:
    # 12:00 in Tokyo is before 11:00 in London.
    assert names(photo("london.jpg", at(0, NOON - HOUR)), photo("tokyo.jpg", at(9))) == [
        "tokyo.jpg",
        "london.jpg",
    ]


def test_a_time_without_offset_is_local_time_where_most_photos_were_taken() -> None:
    told = [photo(f"phone{number}.jpg", at(9, NOON + number * HOUR)) for number in range(3)]
    stray = photo("home.jpg", at(0, NOON - 12 * HOUR))
    camera = photo("camera.jpg", NOON + HOUR / 2)
    assert names(camera, *told, stray) == ["home.jpg", "phone0.jpg", "camera.jpg", "phone1.jpg", "phone2.jpg"]


def test_without_any_offset_times_compare_as_they_are() -> None:
    assert names(photo("b.jpg", NOON + HOUR), photo("a.jpg", NOON)) == ["a.jpg", "b.jpg"]


def test_a_clock_at_the_ends_of_time_does_no_harm() -> None:
    first, last = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)
    assert (
        names(photo("z.jpg", at(-12, last)), photo("a.jpg", last), photo("m.jpg", at(14, first)))[0]
        == "m.jpg"
    )


def test_the_order_of_the_input_does_not_matter() -> None:
    photos = [
        photo("a.jpg", at(2)),
        photo("b.jpg", at(-5)),
        photo("c.jpg", NOON),
        photo("D.jpg"),
        photo("d.jpg"),
        photo("d01.jpg"),
        photo("d1.jpg"),
    ]
    orders = {in_order(some, "time", 1) for some in itertools.permutations(photos)}
    assert len(orders) == 1


def test_a_time_without_offset_is_local_time_where_the_nearest_photo_was_taken() -> None:
    home = [photo(f"home{number}.jpg", at(1, NOON + number * HOUR)) for number in range(5)]
    away = NOON + timedelta(days=3)
    tokyo = [photo("tokyo1.jpg", at(9, away)), photo("tokyo2.jpg", at(9, away + 2 * HOUR))]
    assert names(*home, *tokyo, photo("camera.jpg", away + HOUR))[-3:] == [
        "tokyo1.jpg",
        "camera.jpg",
        "tokyo2.jpg",
    ]


def test_where_offsets_change_a_clock_without_any_still_runs_forwards() -> None:
    home, away = photo("home.jpg", at(1)), photo("tokyo.jpg", at(9, NOON + 24 * HOUR))
    camera = [photo(f"{hours:02d}.jpg", NOON + hours * HOUR) for hours in range(1, 24, 2)]
    found = [name for name in names(home, away, *camera) if name[0].isdigit()]
    assert found == sorted(found)


def test_a_day_without_a_clock_stands_within_it_and_is_no_moment() -> None:
    sent = replace(photo("IMG-20240701-WA0003.jpg", NOON), dating=Dating("day", "sent"))
    photos = [photo("a.jpg", NOON - HOUR), sent, photo("b.jpg", NOON + HOUR)]
    assert names(*photos) == ["a.jpg", "IMG-20240701-WA0003.jpg", "b.jpg"]
    # Two that were sent on one day are not of one second.
    assert instants(photos)[sent.path] is None


def test_the_days_told_are_those_of_taking() -> None:
    taken = photo("a.jpg", NOON)
    sent = replace(photo("b.jpg", NOON + 240 * HOUR), dating=Dating("day", "sent"))
    unset = replace(photo("c.jpg", datetime(2000, 1, 1)), dating=Dating(source="doubtful"))
    month = replace(photo("d.jpg", datetime(2024, 6, 1)), dating=Dating("month"))
    assert days_told([taken, sent, unset, month]) == [NOON.date()]
    assert days_told([sent, unset, month]) == [NOON.date() + timedelta(days=10)]
    assert days_told([unset, month]) == []
