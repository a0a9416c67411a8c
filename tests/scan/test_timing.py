"""Times from every source come together, and none that is absurd does any harm."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.model.album import Photo, Position
from slideshow.model.clip import Clip
from slideshow.model.clock_shift import clock_shift
from slideshow.model.dating import Dating
from slideshow.model.geometry import Size
from slideshow.plan.order import in_order
from slideshow.scan.metadata import Metadata
from slideshow.scan.timing import time_photos
from tests.scan.albums import LISBON, NOW, TOKYO, photo, times

MOMENTS = [
    datetime(1826, 1, 2),
    datetime(1904, 1, 1),
    datetime(1970, 1, 1),
    datetime(1980, 1, 1),
    datetime(2000, 1, 1),
    datetime(2016, 1, 1, 0, 5),
    datetime(2023, 5, 12, 10),
    datetime(2024, 2, 29, 10),
    datetime(2024, 5, 12, 10),
    datetime(2043, 1, 1),
    datetime(9999, 12, 31, 23, 59),
]
NAMES = ["IMG_1.jpg", "20240512_100000.jpg", "IMG-20240512-WA0003.jpg", "PXL_20240512_100000000.jpg"]


def test_a_name_tells_the_time_only_where_the_file_and_what_lies_beside_it_do_not() -> None:
    name = "IMG_20240512_154114.jpg"
    known = photo(name, "2024-05-11T09:00")
    assert times(known)[name] == "2024-05-11 09:00"
    beside = {Path("trip") / name: [Metadata(captured=datetime(2024, 5, 10, 8))]}
    assert time_photos([photo(name)], beside, (), NOW)[0][0].captured == datetime(2024, 5, 10, 8)
    assert times(photo(name))[name] == "2024-05-12 15:41"


def test_a_name_makes_a_day_more_exact_and_contradicts_none() -> None:
    name = "IMG_20240512_154114.jpg"
    assert times(photo(name, "2024-05-12T12:00", known_to="day"))[name] == "2024-05-12 15:41"
    assert times(photo(name, "2024-05-11T12:00", known_to="day"))[name] == "2024-05-11 12:00"


def test_what_was_sent_on_a_day_keeps_the_order_of_its_numbers() -> None:
    sent = ["VID-20240512-WA0012.mp4", "IMG-20240512-WA0011.jpg", "IMG-20240512-WA0003.jpg"]
    found, _ = time_photos([photo("a.jpg", "2024-05-12T09:00"), *map(photo, sent)], {}, (), NOW)
    assert [one.path.name for one in in_order(found, "time", 1)] == ["a.jpg", *reversed(sent)]


@pytest.mark.parametrize("seed", range(40))
def test_no_time_that_a_file_can_hold_ends_the_program(seed: int) -> None:
    chance = random.Random(seed)

    def moment(*, utc: bool = False) -> datetime:
        near = chance.choice(MOMENTS)
        off = timedelta(minutes=chance.randrange(-1440, 1440))
        near = near + off if near.year < 9999 else near - abs(off)
        if utc:
            return near.replace(tzinfo=UTC)
        offset = timedelta(minutes=chance.choice([0, 60, 540, -480, 840, -840]))
        return near if chance.random() < 0.5 else near.replace(tzinfo=timezone(offset))

    def any_photo(index: int) -> Photo:
        is_utc = chance.random() < 0.3
        path = Path(f"trip{index}") / chance.choice(NAMES)
        clip = Clip(path, Fraction(chance.randrange(1, 5000)), Fraction(30), Size(4, 3), Size(4, 3))
        dating = Dating(
            "clock" if is_utc else chance.choice(["clock", "clock", "day", "month", "year"]),
            chance.choice(["camera", "camera", "satellites", "person"]),
            is_utc,
            chance.choice([None, moment(utc=True)]),
            chance.choice([None, moment()]),
            chance.choice([None, moment(utc=True)]),
        )
        place: Position | None = chance.choice([None, LISBON, TOKYO, Position(0.0, -150.0)])
        one = photo(path.name, camera=chance.choice(["", "A", "B", "C"]), place=place)
        captured = None if chance.random() < 0.1 and not is_utc else moment(utc=is_utc)
        one = replace(one, path=path, captured=captured, dating=dating, clip=chance.choice([None, clip]))
        return replace(one, state=(1, chance.randrange(2 * 10**18)))

    for _ in range(25):
        photos = [any_photo(index) for index in range(chance.randrange(1, 14))]
        told = {
            one.path: [
                Metadata(
                    chance.choice([None, moment()]),
                    chance.choice([None, moment(utc=True)]),
                    known_to=chance.choice(["clock", "day", "month", "year"]),
                    is_persons=chance.random() < 0.6,
                )
            ]
            for one in photos
            if chance.random() < 0.3
        }
        shifts = [
            clock_shift(text) for text in ("A=+100y", "B=-100y", "PXL*=+30000d") if chance.random() < 0.3
        ]
        found, _ = time_photos(photos, told, shifts, NOW)
        assert [one.path for one in found] == [one.path for one in photos]
        assert len(in_order(found, "time", 1)) == len(photos)
