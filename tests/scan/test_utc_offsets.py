"""Clips count in UTC: what clocks showed is told by their place, their name, or the photos near them."""

from slideshow.scan.timing import time_photos
from tests.scan.albums import GREENWICH, NOW, TOKYO, clip, photo, times


def test_a_clip_with_a_place_has_the_time_of_the_place() -> None:
    home = [photo(f"{hour}.jpg", f"2024-04-05T{hour}:00+01:00") for hour in (10, 11, 12)]
    found = times(*home, clip("a.mp4", "2024-04-05T23:30", place=TOKYO))
    assert found["a.mp4"] == "2024-04-06 08:30+09:00"


def test_a_clips_name_tells_the_offset_of_android_phones() -> None:
    # Written when the film of 200 seconds ends.
    found = times(clip("20240512_123000.mp4", "2024-05-12T10:33:20", seconds=200))
    assert found["20240512_123000.mp4"] == "2024-05-12 12:30+02:00"


def test_a_name_that_counts_in_utc_says_nothing_of_the_clock() -> None:
    found = times(
        clip("PXL_20240512_103000000.mp4", "2024-05-12T10:30:03"), photo("a.jpg", "2024-05-12T19:00+09:00")
    )
    assert found["PXL_20240512_103000000.mp4"] == "2024-05-12 19:30+09:00"


def test_a_name_that_has_nothing_to_do_with_the_time_is_not_asked() -> None:
    found = times(
        clip("copy of 20230101_000000.mp4", "2024-05-12T10:30"), photo("a.jpg", "2024-05-12T12:00+02:00")
    )
    assert found["copy of 20230101_000000.mp4"] == "2024-05-12 12:30+02:00"


def test_a_clip_has_the_offset_of_the_photos_near_it_and_not_of_most() -> None:
    home = [photo(f"{day}.jpg", f"2024-04-0{day}T10:00+02:00") for day in range(1, 8)]
    away = photo("away.jpg", "2024-04-20T09:00+09:00")
    found = times(*home, away, clip("a.mp4", "2024-04-20T01:00"), clip("b.mp4", "2024-04-02T20:00"))
    assert found["a.mp4"] == "2024-04-20 10:00+09:00"
    assert found["b.mp4"] == "2024-04-02 22:00+02:00"


def test_photos_of_the_same_camera_count_more_than_nearer_ones_of_others() -> None:
    mine = photo("mine.jpg", "2024-04-05T12:00+09:00", "Pixel 8")
    other = photo("other.jpg", "2024-04-05T06:00+01:00", "Old Camera")
    assert (
        times(mine, other, clip("a.mp4", "2024-04-05T05:00", "Pixel 8"))["a.mp4"] == "2024-04-05 14:00+09:00"
    )


def test_a_clip_that_nobody_tells_the_offset_of_lends_none_to_others() -> None:
    found, _ = time_photos(
        [clip("a.mp4", "2024-05-12T10:30"), photo("b.jpg", "2024-05-12T12:00")], {}, (), NOW
    )
    assert found[0].dating.is_utc
    # Its day may be another.
    assert not found[0].dating.tells_day
    assert found[1].captured is not None
    assert found[1].captured.tzinfo is None


def test_a_camera_that_calls_local_time_utc_is_found_by_its_names() -> None:
    known = photo("a.jpg", "2024-05-12T12:00+02:00", "Old Phone")
    found = times(known, clip("VID_20240512_123000.mp4", "2024-05-12T12:30:03", "Old Phone"))
    assert found["VID_20240512_123000.mp4"] == "2024-05-12 12:30+02:00"


def test_where_clocks_show_utc_a_place_says_so() -> None:
    found = times(clip("20240112_123000.mp4", "2024-01-12T12:30:03", place=GREENWICH))
    assert found["20240112_123000.mp4"] == "2024-01-12 12:30+00:00"
