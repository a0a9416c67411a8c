"""Chapters open where the day or the place changes."""

from dataclasses import replace
from datetime import datetime, timedelta

from slideshow.model.album import Album
from slideshow.model.dating import Dating
from slideshow.plan.chapters import chapters
from tests.plan.albums import PORTRAIT, START, album, filmed, looks, words


def days(*counts: int) -> Album:
    """So many photos on each day, an hour apart."""
    trip = album(*[PORTRAIT] * sum(counts))
    times = [
        START + timedelta(days=day, hours=hour) for day, count in enumerate(counts) for hour in range(count)
    ]
    return replace(
        trip, photos=tuple(replace(one, captured=time) for one, time in zip(trip.photos, times, strict=True))
    )


def texts(trip: Album, places: dict[int, str] | None = None, locale: str = "en_GB") -> dict[str, str]:
    """The words of each chapter by the photo that opens it; " · " stands before its place."""
    named = {trip.photos[index].path: name for index, name in (places or {}).items()}
    found = chapters(trip.photos, named, locale)
    return {path.stem: " · ".join(map(words, text.split(" · "))) for path, text in found.items()}


def test_every_day_opens_a_chapter() -> None:
    assert texts(days(4, 5)) == {"0": "Fri 3 April", "4": "Sat 4 April"}


def test_a_chapter_names_its_place_in_the_person_s_language() -> None:
    trip = days(4, 4)
    names = {index: "Lisboa" if index < 4 else "Porto" for index in range(8)}
    assert texts(trip, names, "de") == {"0": "Fr 3 April · Lisboa", "4": "Sa 4 April · Porto"}


def test_a_place_changes_within_a_day() -> None:
    names = {index: "Lisbon" if index < 4 else "Sintra" for index in range(8)}
    assert texts(days(8), names) == {"0": "Fri 3 April · Lisbon", "4": "Fri 3 April · Sintra"}


def test_a_single_photo_on_the_way_opens_none() -> None:
    names = {index: "Almada" if index == 4 else "Lisbon" for index in range(12)}
    assert texts(days(6, 6), names) == {"0": "Fri 3 April · Lisbon", "6": "Sat 4 April · Lisbon"}


def test_one_day_at_one_place_needs_none() -> None:
    assert texts(days(8), dict.fromkeys(range(8), "Lisbon")) == {}


def test_an_album_of_a_photo_a_day_is_not_labelled_throughout() -> None:
    assert texts(days(*[1] * 10)) == {}


def test_chapters_are_shown_on_the_slides_that_open_them_but_not_under_the_title() -> None:
    trip = days(4, 4)
    facts = [looks(index, sharpness=0.9 if index == 6 else 0.4) for index in range(8)]
    timeline = filmed(trip, facts)
    starts = {
        words(caption.heading): caption.span for caption in timeline.captions if caption.kind == "chapter"
    }
    assert list(starts) == ["Fri 3 April", "Sat 4 April"]
    for heading, stem in (("Fri 3 April", "0"), ("Sat 4 April", "4")):
        (slide,) = [one for one in timeline.slides if one.photos[0].path.stem == stem]
        assert slide.span.start <= starts[heading].start < starts[heading].stop <= slide.span.stop


def test_no_day_comes_after_a_later_one() -> None:
    # Over the date line: the evening of the 4th comes after the morning of the 5th.
    trip = days(4, 4, 4)
    back = [replace(one, captured=START - timedelta(days=1)) for one in trip.photos[8:]]
    trip = replace(trip, photos=(*trip.photos[:8], *back))
    assert texts(trip) == {"0": "Fri 3 April", "4": "Sat 4 April"}


def test_a_clock_that_cannot_be_right_opens_no_chapter() -> None:
    trip = days(4, 4)
    wrong = [
        replace(one, captured=datetime(2000, 1, 1), dating=Dating(source="doubtful"))
        for one in trip.photos[:4]
    ]
    assert texts(replace(trip, photos=(*wrong, *trip.photos[4:]))) == {}
