"""Slides of a look with a table -> the same with the prints beneath each, and the writing on their feet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from babel.dates import format_date

from slideshow.model.span import FrameSpan
from slideshow.model.template import Look
from slideshow.model.timeline import Caption, Slide
from slideshow.plan.order import local_day

# More on a pile would be hidden.
_PILE = 2


def pile_prints(slides: Sequence[Slide], captions: Sequence[Caption], look: Look) -> tuple[Slide, ...]:
    """Each slide with the prints of those before it beneath; a chapter begins on an empty table."""
    if not look.has_table:
        return tuple(slides)
    openings = {caption.span.start for caption in captions if caption.kind == "chapter"}
    found: list[Slide] = []
    pile: list[Slide] = []
    for number, slide in enumerate(slides):
        shown_from = slides[number - 1].span.stop if number else 0
        if shown_from in openings:
            pile = []
        if not is_print(slide):
            pile = []
            found.append(slide)
            continue
        found.append(replace(slide, beneath=tuple(pile)))
        # Of what played, another moment would lie there. When it was shown makes no difference.
        own = replace(slide, span=FrameSpan(0, 1), clip_decibels=0.0)
        pile = [] if slide.has_clips else [*pile, own][-_PILE:]
    return tuple(found)


def written(
    slides: Sequence[Slide], captions: Sequence[Caption], look: Look, locale: str, *, dated: bool
) -> tuple[tuple[Slide, ...], tuple[Caption, ...]]:
    """Captions of photos as writing on the feet of their prints, else their day where a new one begins."""
    if not ((look.has_table or look.is_mounted) and look.border.is_written):
        return tuple(slides), tuple(captions)
    found, rest, last = [], list(captions), None
    for number, slide in enumerate(slides):
        if not is_print(slide):
            found.append(slide)
            continue
        shown_from = slides[number - 1].span.stop if number else 0
        own = [one for one in rest if one.span.start == shown_from]
        texts = [one for one in own if one.kind == "caption"]
        note = texts[0].heading if texts else ""
        rest = [one for one in rest if one not in texts]
        day = local_day(slide.photos[0])
        # The text over the photo tells it.
        told = any(one.kind in ("chapter", "title") for one in own)
        if dated and not note and not told and day is not None and day != last:
            note = _day(day, locale)
        last = day or last
        found.append(replace(slide, handwriting=note))
    return tuple(found), tuple(rest)


def is_print(slide: Slide) -> bool:
    """Whether it shows one photo, whole on its paper."""
    return slide.layout.name == "fit" and len(slide.photos) == 1


def _day(day: date, locale: str) -> str:
    return format_date(day, "long", locale=locale)
