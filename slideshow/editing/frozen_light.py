"""Slides beside those that an edit changed -> the same in the light that they had: not to be drawn anew."""

from dataclasses import replace

from slideshow.editing.draft import Draft
from slideshow.pipeline.planning import Planned


def in_same_light(draft: Draft, film: Planned, before: Draft, film_before: Planned) -> Draft:
    """The draft with the light of photos that stood together before as it was, whatever is beside them now.

    A slide whose light was given back has it as its neighbours want it.
    """
    if draft.brief.tone != before.brief.tone:
        return draft
    slides = film_before.timeline.slides
    was = {shot.photos: (shot, slide.corrections) for shot, slide in zip(before.shots, slides, strict=False)}
    shots = []
    for shot, slide in zip(draft.shots, film.timeline.slides, strict=False):
        old, light = was.get(shot.photos, (shot, slide.corrections))
        given_back = old.light is not None and shot.light is None
        shots.append(shot if given_back or light == slide.corrections else replace(shot, light=light))
    if tuple(shots) == draft.shots:
        return draft
    return replace(draft, storyboard=replace(draft.storyboard, shots=tuple(shots)))
