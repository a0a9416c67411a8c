"""Slides beside those that an edit changed -> the same in the light that they had: not to be drawn anew."""

from collections.abc import Sequence
from dataclasses import replace

from slideshow.model.storyboard import Shot
from slideshow.pipeline.planning import Planned


def in_same_light(
    shots: Sequence[Shot], film: Planned, shots_before: Sequence[Shot], film_before: Planned
) -> tuple[Shot, ...]:
    """The film's shots, those of photos that stood together before with their light as it was; but one whose
    light was given back has it as its neighbours want it."""
    slides = film_before.timeline.slides
    before = {
        shot.photos: (shot, slide.corrections) for shot, slide in zip(shots_before, slides, strict=False)
    }
    found = []
    for shot, slide in zip(shots, film.timeline.slides, strict=False):
        old, light = before.get(shot.photos, (shot, slide.corrections))
        given_back = old.light is not None and shot.light is None
        found.append(shot if given_back or light == slide.corrections else replace(shot, light=light))
    return tuple(found)
