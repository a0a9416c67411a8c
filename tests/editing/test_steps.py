"""Any steps give a valid film, undoing all gives the first one back, and a step changes what it says."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from slideshow.editing.film import EditedFilm
from slideshow.effects.layouts import CHOSEN_BY_NAME
from slideshow.effects.transitions import TRANSITIONS
from slideshow.errors import InputError
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.timeline import Slide, Timeline
from slideshow.plan import nearest_beat
from slideshow.render import cut
from slideshow.render.fingerprint import fingerprint
from tests.photos import album

CANVAS = Size(216, 384)
COUNT = 10


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return album(tmp_path_factory.mktemp("albums") / "trip", COUNT, (60, 80))


@pytest.fixture(params=["without music", "with beats"])
def film(trip: Path, request: pytest.FixtureRequest) -> Iterator[EditedFilm]:
    music = ("calm",) if request.param == "with beats" else ()
    brief = Brief(canvas=CANVAS, music=music, length_seconds=30.0)
    with EditedFilm(trip, brief, fresh=True) as opened:
        yield opened


def looks(slide: Slide) -> object:
    """All that is seen of a slide, and for how many frames, wherever in the film it stands."""
    return slide.photos, slide.layout, slide.motion, len(slide.span)


def check_valid(timeline: Timeline) -> None:
    """Slides without gaps, two at a time at most, and every frame in one segment."""
    assert timeline.slides[0].span.start == 0
    for before, after in zip(timeline.slides, timeline.slides[1:], strict=False):
        assert before.span.start < after.span.start <= before.span.stop < after.span.stop
    for one, third in zip(timeline.slides, timeline.slides[2:], strict=False):
        assert one.span.stop <= third.span.start
    assert sum(len(segment.span) for segment in cut(timeline)) == len(timeline.span)
    # The end card stands on the last photo.
    shown = timeline.slides[:-1] if timeline.slides[-1].layout.name == "ground" else timeline.slides
    paths = [photo.path for slide in shown for photo in slide.photos]
    assert len(paths) == len(set(paths))


def some_step(film: EditedFilm, chance: random.Random, first: int) -> None:
    """Some step, possible or not; undone is none of the first ones."""
    count = len(film.slides)
    slide, other = chance.randint(1, count), chance.randint(1, count)
    out = [one.path for one in film.left_out]
    steps: list[Callable[[], object]] = [
        lambda: film.take_out(slide),
        lambda: film.swap(slide),
        lambda: film.swap(slide, film.slides[other - 1].photos[0]),
        lambda: film.move(slide, other),
        lambda: film.put_in(chance.choice(out)) if out else None,
        lambda: film.put_in(chance.choice(out), slide) if out else None,
        lambda: film.join(slide),
        lambda: film.split(slide),
        lambda: film.seconds(slide, chance.uniform(0.5, 6.0)),
        lambda: film.beats(slide, chance.randint(1, 8)),
        lambda: film.caption(slide, chance.choice(("", "A text", None))),
        lambda: film.chapter(slide, "Then"),
        lambda: film.layout(slide, chance.choice([*CHOSEN_BY_NAME, None])),
        lambda: film.crop(slide, chance.choice(("whole", "4:5", None))),
        lambda: film.tone(chance.random() < 0.7),
        lambda: film.focus(slide, (chance.random(), chance.random())),
        lambda: film.window(slide, (0.1, 0.1, 0.5, 0.5), (0.3, 0.2, 0.4, 0.4)),
        lambda: film.motion(
            slide, chance.choice(("zoom_in", "pan_left", "still", None)), chance.random() / 2
        ),
        lambda: film.transition(slide, chance.choice(list(TRANSITIONS)), chance.uniform(0, 2)),
        lambda: film.rotate(slide, chance.choice((0, 90, 180, 270))),
        lambda: film.pin(slide, chance.random() < 0.3),
        lambda: film.never(film.slides[slide - 1].photos[0]),
        lambda: film.by_itself(slide),
        lambda: film.title(chance.choice(("Us", "", None))),
        lambda: film.end_card(chance.choice(("Bye", ""))),
        lambda: film.order(chance.choice(("time", "name", "shuffle"))),
        lambda: film.length(chance.uniform(20, 40)),
        lambda: film.look(chance.choice(("cinema", "default"))),
        lambda: film.on_the_beat(),
        lambda: film.undo(chance.randint(1, 4)) if len(film.history) > first + 4 else None,
        lambda: film.redo(chance.randint(1, 4)),
    ]
    chance.choice(steps)()


@pytest.mark.parametrize("seed", range(4))
def test_any_steps_give_a_valid_film_and_undoing_all_gives_the_first_one_back(
    film: EditedFilm, seed: int
) -> None:
    chance = random.Random(seed)
    first, timeline = film.session.draft, film.timeline
    steps = len(film.history)
    refused = 0
    for _ in range(40):
        before, pinned = film.session.draft, [one for one in film.slides if one.shot.pinned]
        try:
            some_step(film, chance, steps)
        except InputError:
            refused += 1
            assert film.session.draft == before
        check_valid(film.timeline)
        assert len(pinned) <= len(before.shots)
    assert refused < 30
    if len(film.history) > steps:
        film.undo(len(film.history) - steps)
    assert film.session.draft == first
    assert film.timeline == timeline


def test_taking_a_slide_out_changes_no_other_but_who_takes_its_time(film: EditedFilm) -> None:
    before = [looks(slide) for slide in film.timeline.slides]
    film.take_out(4)
    after = [looks(slide) for slide in film.timeline.slides]
    assert len(after) == len(before) - 1
    assert len(set(map(str, after)) - set(map(str, before))) <= 1


def test_a_swap_takes_the_others_place_and_time(film: EditedFilm) -> None:
    film.take_out(8)
    spans = [slide.span for slide in film.timeline.slides]
    before = [looks(slide) for slide in film.timeline.slides]
    film.swap(3)
    after = [looks(slide) for slide in film.timeline.slides]
    assert [slide.span for slide in film.timeline.slides] == spans
    assert [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other] == [2]


def test_moving_keeps_the_films_length_and_how_slides_look(film: EditedFilm) -> None:
    before, length = film.timeline, len(film.timeline.span)
    film.move(6, 3)
    assert len(film.timeline.span) == length
    names = [slide.photos[0].path.name for slide in before.slides]
    names.insert(2, names.pop(5))
    assert [slide.photos[0].path.name for slide in film.timeline.slides] == names
    framed = {slide.photos[0].path: slide.layout.name for slide in before.slides}
    assert all(slide.layout.name == framed[slide.photos[0].path] for slide in film.timeline.slides)


def test_cuts_stay_on_the_beat(trip: Path) -> None:
    with EditedFilm(trip, Brief(canvas=CANVAS, music=("calm",), length_seconds=30.0), fresh=True) as film:
        film.take_out(5)
        film.move(3, 6)
        music = film.session.film.music
        assert music is not None
        last = music.rhythm.beats[-1]
        for join in film.timeline.joins:
            cut_seconds = float((join.span.start + join.span.stop) / 2 / film.timeline.fps)
            if cut_seconds <= last:
                assert abs(nearest_beat(cut_seconds, music.rhythm.beats)) < 0.06


def test_nothing_is_drawn_again_after_an_edit_but_a_slide_and_those_beside_it(film: EditedFilm) -> None:
    def drawn(before: Timeline) -> set[str]:
        """The photos that are in segments which have to be drawn."""
        known = {fingerprint(segment, ()) for segment in cut(before)}
        return {
            slide.photos[0].path.name
            for segment in cut(film.timeline)
            if fingerprint(segment, ()) not in known
            for slide in segment.timeline.slides
        }

    def around(number: int) -> set[str]:
        # The light of those beside it is brought closer to it, and these fade into the next.
        near = film.slides[max(0, number - 3) : number + 2]
        return {slide.photos[0].name for slide in near}

    before = film.timeline
    film.take_out(5)
    assert 0 < len(drawn(before)) <= 6
    assert drawn(before) <= around(5) | around(4)
    film.undo()
    film.take_out(9)
    before = film.timeline
    film.swap(5)
    assert 0 < len(drawn(before)) <= 5
    assert drawn(before) <= around(5)


def test_a_pinned_slide_is_not_changed(film: EditedFilm) -> None:
    film.pin(4)
    for refused in (film.take_out, film.swap, film.split, film.by_itself):
        with pytest.raises(InputError, match="pinned"):
            refused(4)
    pinned, frames = film.slides[3].shot, len(film.slides[3].span)
    light = film.timeline.slides[3].corrections
    film.take_out(3)
    film.take_out(4)
    film.order("shuffle")
    assert pinned.photos in [one.shot.photos for one in film.slides]
    # Its times follow from the others', its light is what it was, said or not.
    aside: dict[str, Any] = {"seconds": None, "join_seconds": None, "light": None}
    assert replace(film.slides[2].shot, **aside) == replace(pinned, **aside)
    assert film.timeline.slides[2].corrections == light
    assert len(film.slides[2].span) == frames


def test_what_is_never_wanted_is_not_brought_back_by_a_swap(film: EditedFilm) -> None:
    gone = film.slides[4].photos[0]
    film.never(gone)
    with pytest.raises(InputError, match="Every photo"):
        film.swap(2)
    assert gone not in film.alternatives(2)
    film.put_in(gone)
    assert gone in [path for slide in film.slides for path in slide.photos]


def test_a_step_that_changes_nothing_is_no_step(film: EditedFilm) -> None:
    before = film.history
    assert not film.move(3, 3)
    assert not film.caption(2, film.slides[1].shot.caption)
    assert film.history == before


def test_steps_are_named_in_words(film: EditedFilm) -> None:
    name = film.slides[5].name
    film.move(6, 2)
    assert film.history[-1] == f"Moved {name}"
    assert film.undo() == f"Moved {name}"
    assert film.undone == (f"Moved {name}",)
