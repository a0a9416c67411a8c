"""Shots with their lengths + the music's bars -> transitions that want a bar's first beat fall on one."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from slideshow.model.music import Rhythm
from slideshow.model.storyboard import Shot
from slideshow.plan.storyboard import Scene
from slideshow.plan.timeline import spans_of

# Two frames are on the beat, as far as eyes can tell.
_NEAR_FRAMES = 2


def on_downbeats(
    shots: Sequence[Shot], decided: Sequence[bool], scene: Scene, rhythm: Rhythm | None
) -> list[Shot]:
    """The shots with the transitions into them drawn anew where that is not `decided`: where a bar begins
    those that ask for it, elsewhere the others."""
    uses, fps = scene.template.transitions, scene.brief.fps
    wanted = {name: use for name, use in uses.items() if use.downbeat}
    others = {name: use for name, use in uses.items() if not use.downbeat} or uses
    if not wanted:
        return list(shots)
    spans, found = spans_of(shots, fps), list(shots)
    bars = [float(beat * fps) for beat in (rhythm.downbeats if rhythm else ())]
    for index in range(1, len(shots)):
        if decided[index]:
            continue
        middle = (spans[index].start + spans[index - 1].stop) / 2
        struck = any(abs(middle - bar) <= _NEAR_FRAMES for bar in bars)
        choice = wanted if struck else others
        random = Random(f"{scene.seed}/{shots[index].photos[0].digest}/join")
        names = sorted(choice)
        (drawn,) = random.choices(names, [choice[name].weight for name in names])
        found[index] = replace(shots[index], transition=drawn)
    return found
