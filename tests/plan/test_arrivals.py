"""When photos that share a frame come, and where transitions that want a downbeat fall."""

import itertools
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from slideshow.documents.template_files import load
from slideshow.model.album import Photo
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.music import Rhythm
from slideshow.model.span import FrameSpan
from slideshow.model.storyboard import Shot
from slideshow.model.template import Look
from slideshow.model.timeline import EffectRef, Join, Slide, Timeline
from slideshow.plan import Scene
from slideshow.plan.arrivals import build_up
from slideshow.plan.downbeats import on_downbeats
from tests.plan.albums import PORTRAIT, album

STILL = EffectRef.of("still")


def slide(count: int, start: int, stop: int, layout: str = "mosaic") -> Slide:
    photos = tuple(
        Photo(Path(f"{start}-{number}.jpg"), "JPEG", Size(400, 300), 1, None, f"{start + number:08x}" * 4)
        for number in range(count)
    )
    return Slide(photos, FrameSpan(start, stop), EffectRef.of(layout, room=0.0), STILL)


def film(*slides: Slide) -> Timeline:
    joins = tuple(
        Join(FrameSpan(after.span.start, before.span.stop), EffectRef.of("cut"))
        for before, after in itertools.pairwise(slides)
    )
    return Timeline(Fraction(30), Size(1080, 1920), slides, joins, (), Look())


def test_photos_come_on_the_beats_while_their_slide_stands_alone() -> None:
    rhythm = Rhythm(beats=tuple(number * 0.5 for number in range(20)))
    _, built, _ = build_up(film(slide(3, 0, 90), slide(3, 80, 200), slide(2, 190, 280)), rhythm)
    # Beats at 90, 105 and 120 of the film; the slide is alone from 90 on and begins at 80.
    assert built.arrivals == (0, 25, 40)


def test_without_music_they_come_evenly_and_soon() -> None:
    _, built = build_up(film(slide(3, 0, 90), slide(4, 80, 200)), None)
    assert built.arrivals[0] == 0
    assert list(built.arrivals) == sorted(set(built.arrivals))
    assert built.arrivals[-1] <= 10 + 55


def test_the_cover_photos_alone_and_clips_do_not_build_up() -> None:
    plays = replace(slide(2, 80, 200), starts=(Fraction(0), None))
    built = build_up(
        film(slide(3, 0, 90), plays, slide(1, 190, 300, "fill"), slide(2, 290, 400, "inset")), None
    )
    assert [one.arrivals for one in built] == [(), (), (), ()]


def test_what_wants_a_downbeat_falls_on_one_and_what_was_decided_stays() -> None:
    trip = album(*[PORTRAIT] * 8)
    template = load("beats")
    scene = Scene(trip, {}, template, Brief(canvas=Size(360, 640)), {})
    shots = [
        Shot((one,), seconds=Fraction(1), join_seconds=Fraction(0), transition="glitch")
        for one in trip.photos
    ]
    # Cuts at every second; bars begin at every other one.
    rhythm = Rhythm(beats=tuple(range(9)), downbeats=(2.0, 4.0, 6.0))
    decided = [False] * 7 + [True]
    names = [one.transition for one in on_downbeats(shots, decided, scene, rhythm)]
    assert [index for index, name in enumerate(names) if name == "punch"] == [2, 4, 6]
    assert names[0] == names[7] == "glitch"
    assert "punch" not in {one.transition for one in on_downbeats(shots, decided, scene, None)}
    plain = Scene(trip, {}, load("default"), scene.brief, {})
    assert on_downbeats(shots, decided, plain, rhythm) == shots
