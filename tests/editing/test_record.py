"""What the journal keeps of a draft is all of it."""

from dataclasses import MISSING, Field, fields
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from slideshow.editing.draft import Draft
from slideshow.editing.record import Recorder
from slideshow.model.album import LeftOut
from slideshow.model.brief import Brief
from slideshow.model.clock_shift import ClockShift
from slideshow.model.geometry import Point, Rect, Size
from slideshow.model.mark import Mark
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.model.tone import Correction
from tests.plan.albums import LANDSCAPE, PORTRAIT, album

TRIP = album(PORTRAIT, LANDSCAPE, PORTRAIT)
SHIFT = ClockShift("Canon EOS 20D", -1, timedelta(hours=-3, seconds=-5))

SHOT = Shot(
    photos=(TRIP.photos[0].turned_to(90),),
    seconds=Fraction(3217, 1000),
    caption="Us",
    detail="4 euros",
    chapter="Day 1",
    layout="fit",
    focus=(Point(0.25, 0.75),),
    motion="zoom_in",
    transition="wipe",
    join_seconds=Fraction(1, 3),
    starts=(Fraction(5, 7),),
    why="a reason",
    crop="4:5",
    windows=(Rect(0.1, 0.2, 0.3, 0.4), Rect(0.2, 0.2, 0.5, 0.5)),
    strength=0.125,
    clip_decibels=-6.0,
    voice="words.m4a",
    pinned=True,
    light=(Correction(0.02, 0.9, 1.1, (1.01, 0.99, 1.02)),),
)
STORYBOARD = Storyboard(
    shots=(SHOT, Shot((TRIP.photos[1], TRIP.photos[2].turned_to(270)))),
    left_out=(LeftOut(TRIP.folder / "blurred.jpg", "blurred", "why not"),),
    heading="Our trip",
    detail="May",
    closing="Bye",
    template="cinema",
    music=("one.mp3", "two.mp3"),
    music_start=3.5,
    soundfont="band.sf2",
    album_link="https://photos.example/s/1",
    never=(TRIP.photos[1].path,),
    shifts=(SHIFT,),
    shifts_used=(SHIFT, ClockShift("DSC_*", 2)),
)
BRIEF = Brief(
    fps=Fraction(24000, 1001),
    canvas=Size(360, 640),
    seconds_per_photo=2.5,
    length_seconds=31.0,
    title="A title",
    music=("calm",),
    music_start=1.5,
    soundfont="band.sf2",
    album_link="https://photos.example/s/2",
    closing="The end",
    closing_seconds=4.0,
    template="beats",
    seed=7,
    most_seconds=90.0,
    keep_all=True,
    order="shuffle",
    safe=Rect(0.1, 0.1, 0.8, 0.7),
    locale="de_DE",
    clips=False,
    live=True,
    clip_sound="only",
    tone=False,
    follow_links=True,
    shifts=(SHIFT,),
    mark=Mark(b"\x89PNG", "top-left", 0.2, 0.5),
    voice="words.m4a",
    defaults=("music", "title"),
)


def read_again(draft: Draft) -> Draft:
    """The draft as another program reads it."""
    writer, reader = Recorder(TRIP), Recorder(TRIP)
    written = writer.written(draft)
    reader.learn(writer.new())
    again, gone = reader.read(written)
    assert not gone
    return again


def unlike_the_usual(value: Any, field: "Field[Any]") -> bool:
    usual = field.default if field.default is not MISSING else ()
    return bool(getattr(value, field.name) != usual)


@pytest.mark.parametrize(
    ("value", "name"),
    [(value, field.name) for value in (SHOT, STORYBOARD, BRIEF) for field in fields(value)],
)
def test_every_choice_comes_back(value: Shot | Storyboard | Brief, name: str) -> None:
    (field,) = (one for one in fields(value) if one.name == name)
    # A choice that was added since has to be tried here with a value of its own.
    assert unlike_the_usual(value, field), name
    again = read_again(Draft(STORYBOARD, BRIEF, "whatsapp"))
    found = {Shot: again.shots[0], Storyboard: again.storyboard, Brief: again.brief}[type(value)]
    assert getattr(found, name) == getattr(value, name)


def test_a_draft_comes_back_whole() -> None:
    draft = Draft(STORYBOARD, BRIEF, "whatsapp")
    assert read_again(draft) == draft


def test_what_was_kept_before_there_were_clock_shifts_is_read(tmp_path: Path) -> None:
    writer, reader = Recorder(TRIP), Recorder(TRIP)
    written = writer.written(Draft(STORYBOARD, BRIEF))
    reader.learn(writer.new())
    for part in (written, written["brief"]):
        for name in ("shifts", "shifts_used"):
            part.pop(name, None)
    again, _ = reader.read(written)
    assert again.storyboard.shifts == again.brief.shifts == ()
    assert again.shots == STORYBOARD.shots
