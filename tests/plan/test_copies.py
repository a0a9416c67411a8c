"""Copies of a photo are found wherever they stand, and the original is what the film shows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.plan.copies import without_copies
from tests.plan.albums import START, album, directed, looks, photo

LARGE, SENT, THUMBNAIL = Size(3024, 4032), Size(1200, 1600), Size(240, 320)


def taken(number: int, size: Size = LARGE) -> Photo:
    return replace(photo(number, size, START + timedelta(hours=number)), camera="Apple iPhone 15")


def sent(number: int, size: Size = SENT) -> Photo:
    return replace(photo(number, size), path=Path(f"trip/IMG-20260403-WA{number:04d}.jpg"))


def same(facts: Facts, bits: int = 5) -> Facts:
    """What a smaller copy of a photo looks like, by measure."""
    return replace(
        facts,
        hash=facts.hash ^ ((1 << bits) - 1),
        layout=tuple(one + 0.8 for one in facts.layout),
        sharpness=0.9,
    )


def kept(photos: Sequence[Photo], facts: Sequence[Facts]) -> tuple[list[str], dict[str, str]]:
    known = {one.digest: fact for one, fact in zip(photos, facts, strict=True)}
    left, out = without_copies(photos, known)
    assert all(one.reason == "a copy" for one in out)
    return [one.path.stem for one in left], {one.path.stem: one.hint for one in out}


@pytest.mark.parametrize("size", [SENT, THUMBNAIL], ids=["sent", "thumbnail"])
@pytest.mark.parametrize("place", [0, 1, 40], ids=["first", "beside", "last"])
def test_a_sent_copy_is_found_wherever_it_stands_and_the_original_wins(place: int, size: Size) -> None:
    photos = [taken(number) for number in range(40)]
    facts = [looks(number) for number in range(40)]
    photos.insert(place, sent(90, size))
    facts.insert(place, same(looks(0)))
    names, reasons = kept(photos, facts)
    assert names == [str(number) for number in range(40)]
    assert reasons == {"IMG-20260403-WA0090": "0.jpg is the original."}


def test_a_time_that_a_copy_has_of_its_name_does_not_make_it_another_photo() -> None:
    copy = replace(sent(9), captured=START + timedelta(days=3))
    assert kept([taken(0), copy], [looks(0), same(looks(0))])[0] == ["0"]


def test_of_two_copies_without_the_original_the_larger_one_wins() -> None:
    small = replace(sent(1, THUMBNAIL), captured=START)
    assert kept([small, sent(2)], [looks(0), same(looks(0))])[0] == ["IMG-20260403-WA0002"]


def test_the_same_file_under_two_names_is_shown_once() -> None:
    photos = [taken(number) for number in range(30)]
    again = replace(photos[0], path=Path("trip/copy of 0.jpg"), captured=None)
    names, reasons = kept([*photos, again], [*(looks(number) for number in range(30)), looks(0)])
    assert len(names) == 30
    assert reasons == {"copy of 0": "0.jpg is the same photo."}


def test_a_smaller_photo_by_a_camera_at_another_time_is_no_copy() -> None:
    assert len(kept([taken(0), taken(1, SENT)], [looks(0), same(looks(0))])[0]) == 2


def test_a_smaller_export_with_the_same_time_is_a_copy() -> None:
    export = replace(taken(1, SENT), captured=taken(0).captured)
    assert kept([export, taken(0)], [same(looks(0)), looks(0)])[0] == ["0"]


@pytest.mark.parametrize("other", [looks(1), same(looks(0), bits=30)])
def test_another_picture_is_no_copy(other: Facts) -> None:
    assert len(kept([taken(0), sent(1)], [looks(0), other])[0]) == 2


def test_a_part_cut_out_is_no_copy() -> None:
    assert len(kept([taken(0), sent(1, Size(1200, 1200))], [looks(0), same(looks(0))])[0]) == 2


def test_with_all_photos_wanted_copies_stay() -> None:
    trip = replace(album(LARGE), photos=(taken(0), sent(1)))
    assert len(directed(trip, [looks(0), same(looks(0))], keep_all=True).left_out) == 0
    assert len(directed(trip, [looks(0), same(looks(0))]).left_out) == 1
