"""Shots -> how long each should take to come: cut within a scene, faded between, slower into a chapter."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.model.storyboard import Shot
from slideshow.model.template import Template
from slideshow.plan.scenes import is_same_scene

PLAIN = "crossfade"
# A template whose fades are longer than this is too slow to cut: it fades faster.
_SLOW_SECONDS = 1.0
_FASTER = 0.6
_INTO_CHAPTER = 2.0
_MOST_SECONDS = 2.4


def wanted_joins(
    shots: Sequence[Shot], template: Template, facts_of: Callable[[Photo], Facts]
) -> list[float]:
    """Seconds of the join into each shot, 0 for a cut and for the first.

    Only crossfades are cut: other transitions are what a template is chosen for.
    """
    pace, wanted = template.pace, [0.0]
    for before, shot in pairwise(shots):
        use = template.transitions.get(shot.transition or "")
        own = use.seconds if use and use.seconds is not None else pace.join_seconds
        if shot.chapter:
            # Never shorter than the template's own, which may be longer than the most.
            wanted.append(max(own, min(_MOST_SECONDS, _INTO_CHAPTER * own)))
        elif shot.transition == PLAIN and is_same_scene(before.photos[-1], shot.photos[0], facts_of):
            wanted.append(_FASTER * own if own > _SLOW_SECONDS else 0.0)
        else:
            wanted.append(own)
    return wanted[: len(shots)]
