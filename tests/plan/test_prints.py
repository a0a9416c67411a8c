"""Which prints lie beneath a slide, and what is written on its foot."""

from dataclasses import replace
from datetime import UTC, datetime

from slideshow.model.span import FrameSpan
from slideshow.model.template import Backdrop, Border, Look
from slideshow.model.timeline import Caption, EffectRef, Slide
from slideshow.plan.prints import pile_prints, written
from tests.render.timelines import photo

LOOK = Look(backdrop=Backdrop(kind="wood", drift=1.0), border=Border(width=0.03, foot=0.14, tilt_degrees=4.0))


def slides(count: int) -> list[Slide]:
    """Each for 60 frames, 10 of them together with the one before; all taken on one day."""
    taken = datetime(2026, 5, 1, tzinfo=UTC)
    return [
        Slide(
            (replace(photo(f"{number}.jpg", f"{number:032x}"), captured=taken),),
            FrameSpan(50 * number, 50 * number + 60),
            EffectRef.of("fit", room=0.05),
            EffectRef.of("still"),
        )
        for number in range(count)
    ]


def beneath(found: tuple[Slide, ...]) -> list[list[str]]:
    return [[one.photos[0].path.name for one in slide.beneath] for slide in found]


def test_the_pile_grows_to_two_beneath_the_newest() -> None:
    assert beneath(pile_prints(slides(4), (), LOOK)) == [
        [],
        ["0.jpg"],
        ["0.jpg", "1.jpg"],
        ["1.jpg", "2.jpg"],
    ]


def test_a_chapter_begins_on_an_empty_table() -> None:
    chapter = Caption("chapter", "Saturday", "", FrameSpan(110, 150), 4)
    assert beneath(pile_prints(slides(4), (chapter,), LOOK)) == [[], ["0.jpg"], [], ["2.jpg"]]


def test_without_a_table_nothing_lies_beneath() -> None:
    assert beneath(pile_prints(slides(3), (), Look())) == [[], [], []]


def test_what_lies_beneath_does_not_depend_on_when_it_was_shown() -> None:
    found = pile_prints(slides(3), (), LOOK)
    assert {one.span for slide in found for one in slide.beneath} == {FrameSpan(0, 1)}


def test_a_caption_is_written_on_the_print_and_no_longer_laid_over_the_film() -> None:
    caption = Caption("caption", "At the lake", "", FrameSpan(60, 100), 4)
    found, rest = written(slides(3), (caption,), LOOK, "en_GB", dated=False)
    assert [slide.handwriting for slide in found] == ["", "At the lake", ""]
    assert rest == ()


def test_a_day_is_written_once_and_not_where_a_title_tells_it() -> None:
    title = Caption("title", "Lake", "1 May 2026", FrameSpan(0, 50), 4)
    found, rest = written(slides(3), (), LOOK, "en_GB", dated=True)
    assert [slide.handwriting for slide in found] == ["1 May 2026", "", ""]
    found, rest = written(slides(3), (title,), LOOK, "en_GB", dated=True)
    assert [slide.handwriting for slide in found] == ["", "", ""]
    assert rest == (title,)


def test_other_looks_keep_their_captions() -> None:
    caption = Caption("caption", "At the lake", "", FrameSpan(60, 100), 4)
    found, rest = written(slides(3), (caption,), Look(), "en_GB", dated=True)
    assert [slide.handwriting for slide in found] == ["", "", ""]
    assert rest == (caption,)
