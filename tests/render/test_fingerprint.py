"""Whatever changes pixels changes a segment's name, and nothing else does."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from slideshow.effects.grades import GRADES
from slideshow.model.album import Photo, Position
from slideshow.model.clip import Clip
from slideshow.model.geometry import Rect, Size
from slideshow.model.segment import Segment
from slideshow.model.span import FrameSpan
from slideshow.model.template import Grade, Look, Type
from slideshow.model.timeline import Caption, EffectRef, Timeline
from slideshow.model.tone import Correction
from slideshow.render import fingerprint as module
from slideshow.render.encoder import encoding
from slideshow.render.fingerprint import fingerprint, program
from slideshow.render.segments import cut
from slideshow.system import ffmpeg
from tests.render import timelines

CODING = encoding(timelines.CANVAS, timelines.FPS, "good")
# Told of a photo, but not seen; how it is turned, its orientation tells as well.
UNSEEN = {
    "path",
    "captured",
    "dating",
    "rating",
    "position",
    "camera",
    "description",
    "note",
    "state",
    "content_identifier",
    "turned_degrees",
}


def whole() -> Segment:
    """A segment with something in every field."""
    face = Rect(0.1, 0.2, 0.3, 0.4)
    texts = (
        timelines.title(),
        Caption("chapter", "Day", "Two", FrameSpan(5, 50), 4),
        Caption("caption", "Here", "", FrameSpan(6, 50), 4),
        Caption("end", "Bye", "", FrameSpan(7, 50), 4, True, "https://example.com"),
    )
    first = timelines.photo("a.jpg", "1" * 32)
    first = replace(first, captured=datetime(2026, 1, 1), position=Position(1.0, 2.0))
    film = timelines.timeline([first, timelines.photo("b.jpg", "2" * 32)], still=40, captions=texts)
    join = replace(film.joins[0], transition=EffectRef.of("wipe", angle_degrees=30.0, colours=(1.0, 2.0)))
    still, moving = film.slides
    clip = Clip(Path("b.mp4"), Fraction(9), Fraction(30), Size(300, 400), Size(300, 400), length=100)
    moving = replace(moving, photos=(replace(moving.photos[0], clip=clip),), starts=(Fraction(2),))
    lit = (Correction(0.1, 0.9, 1.1, (1.0, 1.1, 0.9)),)
    slides = (
        replace(still, starts=(None,), corrections=lit, handwriting="1 May", beneath=(moving,)),
        replace(moving, corrections=lit),
    )
    captions = tuple(replace(one, faces=(face,), photos=(face,)) for one in film.captions)
    film = replace(film, slides=slides, joins=(join,), captions=captions, fade=FrameSpan(30, 50))
    return Segment(film, film.span)


def changes(value: Any) -> Iterator[tuple[str, Any]]:
    """Every way to change one thing in it: where, and the whole with that changed."""
    match value:
        case None:
            yield "", "some.cube"
        case bool():
            yield "", not value
        case int() | float() | Fraction():
            yield "", value + 1
        case "title" | "chapter" | "caption" | "end":
            yield "", "chapter" if value == "title" else "title"
        case str():
            yield "", f"{value}x"
        case Path():
            yield "", value / "x"
        case datetime():
            yield "", value.replace(year=1999)
        case tuple():
            if value:
                yield "[]", value[:-1]
            for index, one in enumerate(value):
                for where, other in changes(one):
                    yield f"[{index}]{where}", (*value[:index], other, *value[index + 1 :])
        case BaseModel():
            for name in type(value).model_fields:
                for where, other in changes(getattr(value, name)):
                    yield f".{name}{where}", value.model_copy(update={name: other})
        case _:
            for field in dataclasses.fields(value):
                for where, other in changes(getattr(value, field.name)):
                    yield f".{field.name}{where}", replace(value, **{field.name: other})


ALL = dict(changes(whole()))


def test_the_walk_reaches_every_noun() -> None:
    places = " ".join(ALL)
    for name in (*Photo.__slots__, *Caption.__slots__, *Timeline.__slots__, *Look.model_fields, "params"):
        assert f".{name}" in places
    assert len(ALL) > 100


@pytest.mark.parametrize("where", ALL)
def test_every_field_that_is_seen_is_in_the_fingerprint(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Of a font that is not there it would rightly complain.
    monkeypatch.setattr(module, "_font", lambda family, weight: f"{family} {weight}")
    changed = fingerprint(ALL[where], CODING) != fingerprint(whole(), CODING)
    assert changed == (not UNSEEN & set(where.replace("[", ".").split(".")))


@pytest.mark.parametrize(
    "other",
    [
        encoding(timelines.CANVAS, timelines.FPS, "best"),
        encoding(timelines.CANVAS, timelines.FPS, "good", "nvenc"),
    ],
)
def test_another_encoding_is_another_segment(other: tuple[str, ...]) -> None:
    assert fingerprint(whole(), other) != fingerprint(whole(), CODING)


def test_a_segment_is_the_same_wherever_it_stands() -> None:
    photos = [timelines.photo(f"IMG_{number}.jpg", f"{number:032x}") for number in range(30)]
    late = [fingerprint(segment, CODING) for segment in cut(timelines.timeline(photos))]
    early = [fingerprint(segment, CODING) for segment in cut(timelines.timeline(photos[12:]))]
    assert set(early[-3:]) <= set(late)
    assert len(set(late)) == len(late)


def test_lettering_matters_where_something_is_written() -> None:
    photos = [timelines.photo(f"IMG_{number}.jpg", f"{number:032x}") for number in range(8)]
    film = timelines.timeline(photos, captions=(timelines.title(),))
    larger = replace(film, look=film.look.model_copy(update={"title": Type(size=0.2)}))
    pairs = [
        (fingerprint(one, CODING), fingerprint(other, CODING))
        for one, other in zip(cut(film), cut(larger), strict=True)
    ]
    assert [one == other for one, other in pairs] == [False, *[True] * (len(pairs) - 1)]


def test_another_font_file_of_the_same_name_is_another_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(whole(), CODING)
    monkeypatch.setattr(module, "_font", lambda family, weight: "redrawn")
    assert fingerprint(whole(), CODING) != before


@pytest.mark.parametrize(
    ("text", "matters"), [("Été à Köln – “€”", False), ("北京", True), ("Ahoj 🎉", True)]
)
def test_the_system_s_fonts_matter_for_letters_that_not_every_font_has(
    text: str, matters: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = whole()
    segment = replace(segment, timeline=replace(segment.timeline, captions=(timelines.title(text),)))
    monkeypatch.setattr(module, "_FONT_FOLDERS", (str(tmp_path),))
    module._system_fonts.cache_clear()
    before = fingerprint(segment, CODING)
    (tmp_path / "noto").mkdir()
    module._system_fonts.cache_clear()
    assert (fingerprint(segment, CODING) != before) == matters
    module._system_fonts.cache_clear()


def test_another_table_of_colours_under_the_same_name_is_another_segment(tmp_path: Path) -> None:
    cube = tmp_path / "look.cube"
    segment = whole()
    look = segment.timeline.look.model_copy(update={"grade": Grade(cube=str(cube))})
    segment = replace(segment, timeline=replace(segment.timeline, look=look))
    names = []
    for text in ("LUT_3D_SIZE 2\n", "LUT_3D_SIZE 3\n"):
        cube.write_text(text)
        names.append(fingerprint(segment, CODING))
    assert names[0] != names[1]
    assert GRADES


def _other_ffmpeg(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ffmpeg, "build", lambda: "another")


def _other_library(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(module, "version", lambda name: "99")


def _other_code(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(module, "_DRAWING", ("effects",))


@pytest.mark.parametrize("change", [_other_ffmpeg, _other_library, _other_code])
def test_other_programs_make_other_segments(
    change: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = program()
    change(monkeypatch)
    assert program.__wrapped__() != before
