"""Where films are cut, and that the pieces are the film."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from slideshow.model.album import Photo
from slideshow.model.frame import Frame
from slideshow.model.segment import Segment
from slideshow.model.span import FrameSpan
from slideshow.model.template import Overlay
from slideshow.model.timeline import Caption, Slide, Timeline
from slideshow.render.camera import Card, Layer
from slideshow.render.projector import Projector
from slideshow.render.segments import LEAST_SECONDS, cut
from tests.render import timelines

LEAST = int(LEAST_SECONDS * 30)


def names(count: int, start: int = 0) -> list[Photo]:
    return [
        timelines.photo(f"IMG_{number:04d}.jpg", f"{number:032x}") for number in range(start, start + count)
    ]


def starts(timeline: Timeline) -> set[str]:
    """The photos that segments begin with, as their join ends."""
    found = set()
    for segment in cut(timeline)[1:]:
        slides = [slide for slide in segment.timeline.slides if slide.span.start >= segment.span.start]
        found.add(slides[0].photos[0].path.name)
    return found


@pytest.mark.parametrize("count", [1, 2, 3, 24, 100])
@pytest.mark.parametrize("join", [0, 15])
def test_segments_are_the_film_s_frames_each_once(count: int, join: int) -> None:
    film = timelines.timeline(names(count), join=join)
    lengths = [len(segment.span) for segment in cut(film)]
    assert sum(lengths) == len(film.span)
    assert count == 1 or min(lengths) >= min(LEAST, len(film.span))
    longest_slide = max(len(slide.span) for slide in film.slides)
    assert max(lengths) < max(2 * LEAST + longest_slide, longest_slide + 1)


def test_every_segment_has_a_clock_of_its_own() -> None:
    first, *others = cut(timelines.timeline(names(24)))
    assert first.span.start == 0
    assert len(others) > 5
    assert {segment.span.start for segment in others} == {1}
    for segment in others:
        before, after = segment.timeline.slides[:2]
        assert after.span.start == segment.span.start
        assert segment.timeline.joins[0].span == FrameSpan(after.span.start, before.span.stop)


@pytest.mark.parametrize("changed", range(24))
def test_an_edited_photo_changes_its_own_segment_and_at_most_the_next(changed: int) -> None:
    photos = names(24)
    before = cut(timelines.timeline(photos))
    photos[changed] = replace(photos[changed], digest="f" * 32)
    after = cut(timelines.timeline(photos))
    touched = [index for index, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert 1 <= len(touched) <= 2
    assert touched[-1] - touched[0] == len(touched) - 1


def test_a_photo_more_or_fewer_at_the_beginning_moves_only_the_cuts_near_it() -> None:
    photos = names(100)
    before = starts(timelines.timeline(photos))
    for changed in ([*names(1, 500), *photos], photos[1:], [*photos[:5], *names(2, 600), *photos[5:]]):
        after = starts(timelines.timeline(changed))
        late = {photo.path.name for photo in photos[30:]}
        assert before & late == after & late
        # The pieces behind them are those that they were, to the frame.
        assert set(cut(timelines.timeline(changed))[-10:]) == set(cut(timelines.timeline(photos))[-10:])


def test_a_text_reaches_into_the_segments_that_show_it_and_no_others() -> None:
    film = timelines.timeline(names(24), captions=(timelines.title("One", 60),))
    for other in ("Two", ""):
        changed = replace(film, captions=(timelines.title(other, 60),))
        pairs = list(zip(cut(film), cut(changed), strict=True))
        assert [one == two for one, two in pairs] == [False, *[True] * (len(pairs) - 1)]


def grey(slide: Slide) -> Card:
    size = timelines.CANVAS
    shape = size.height * 5 // 4, size.width * 5 // 4
    level = np.random.default_rng(int(slide.photos[0].digest, 16)).integers(20, 230, shape, np.uint8)
    chroma = np.full((shape[0] // 2, shape[1] // 2), 128, np.uint8)
    return Card(type(size)(shape[1], shape[0]), Layer((level, chroma, chroma)))


def frames(timeline: Timeline, span: FrameSpan) -> list[bytes]:
    cards = [grey(slide) for slide in timeline.slides]
    projector = Projector(timeline, lambda first, last: cards[first : last + 1])
    out = Frame(timeline.canvas)
    drawn = []
    for number in range(span.start, span.stop):
        projector.draw(number, out)
        drawn.append(out.buffer.tobytes())
    return drawn


@pytest.mark.parametrize("join", [0, 15])
def test_segments_show_what_the_whole_film_shows(join: int) -> None:
    film = timelines.timeline(names(7), join=join)
    texts = tuple(
        Caption(
            "caption", f"Number {index}", "", FrameSpan(slide.span.start + join, slide.span.stop - join), 9
        )
        for index, slide in enumerate(film.slides[1:])
    )
    film = replace(film, captions=(timelines.title(), *texts))
    pieces = cut(film)
    assert len(pieces) > 2
    shown = [frame for piece in pieces for frame in frames(piece.timeline, piece.span)]
    assert shown == frames(film, film.span)
    assert all(one != other for one, other in pairwise(shown))


def test_films_of_one_album_share_all_but_what_is_under_the_title() -> None:
    film = timelines.timeline(names(12))
    one, other = (replace(film, captions=(timelines.title(text, 70),)) for text in ("One", "Another"))
    pairs = list(zip(cut(one, apart=True), cut(other, apart=True), strict=True))
    assert [first == second for first, second in pairs] == [False, *[True] * (len(pairs) - 1)]
    assert len(pairs[0][0].span) == 70


def test_a_title_apart_changes_nothing_that_is_seen() -> None:
    film = timelines.timeline(names(5), join=15)
    film = replace(film, captions=(timelines.title("Title", 70),))
    shown = [frame for piece in cut(film, apart=True) for frame in frames(piece.timeline, piece.span)]
    assert shown == frames(film, film.span)


def test_a_segment_knows_nothing_of_the_rest() -> None:
    segment: Segment = cut(timelines.timeline(names(24)))[3]
    inside = [slide for slide in segment.timeline.slides if slide.span.start < segment.span.stop]
    assert len(inside) == len(segment.timeline.slides) <= 6


def test_light_that_drifts_through_the_film_drifts_on_from_segment_to_segment() -> None:
    photos = [timelines.photo(f"IMG_{number}.jpg", f"{number:032x}") for number in range(12)]
    film = timelines.timeline(photos)
    leaking = replace(film, look=film.look.model_copy(update={"overlay": Overlay(leaks=0.5)}))
    first = 0
    for segment in cut(leaking):
        assert segment.timeline.clock + segment.span.start == first
        first += len(segment.span)
    # Without it a segment is the same wherever it stands.
    assert {segment.timeline.clock for segment in cut(film)} == {0}
