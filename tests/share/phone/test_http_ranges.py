"""Range headers → bytes, as RFC 9110 has it."""

import pytest

from slideshow.share.phone.http_ranges import OutOfRange, asked, join_ranges, still_meant

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-1", range(0, 2)),  # what an iPhone asks first
        ("bytes=0-", range(0, 1000)),
        ("bytes=0-999", range(0, 1000)),
        ("bytes=999-", range(999, 1000)),
        ("bytes=200-5000", range(200, 1000)),
        ("bytes=-1", range(999, 1000)),
        ("bytes=-5000", range(0, 1000)),
        ("Bytes = 5 - 6", range(5, 7)),
        ("bytes=0-999999999999999999", range(0, 1000)),
    ],
)
def test_a_range_is_the_bytes_it_names(header: str, part: range) -> None:
    assert asked(header, SIZE) == part


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=1-2,4-5",
        "bytes=0-0,-1",
        "lines=1-2",
        # A pattern that looks for each number of spaces anew would not end.
        "bytes=" + " " * 1_000_000 + "x",
        "bytes=--5",
        "bytes=٣-٤",
        f"bytes={'9' * 5000}-",
    ],
)
def test_what_is_no_single_range_means_the_whole_file(header: str | None) -> None:
    assert asked(header, SIZE) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=123456789-"])
def test_bytes_that_are_not_there_are_refused(header: str) -> None:
    with pytest.raises(OutOfRange):
        asked(header, SIZE)


def test_a_range_holds_only_for_the_same_file() -> None:
    assert still_meant(None, '"abc"')
    assert still_meant('"abc"', '"abc"')
    assert not still_meant('"abd"', '"abc"')
    assert not still_meant('W/"abc"', '"abc"')
    assert not still_meant("Wed, 21 Oct 2026 07:28:00 GMT", '"abc"')


def test_parts_that_touch_become_one() -> None:
    assert join_ranges([range(5, 9), range(0, 5)]) == [range(0, 9)]
    assert join_ranges([range(0, 9), range(2, 4), range(11, 12), range(3, 3)]) == [range(0, 9), range(11, 12)]
