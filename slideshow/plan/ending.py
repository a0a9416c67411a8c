"""The film's last photo, and how its last seconds fade."""

from collections.abc import Callable, Mapping, Sequence
from math import hypot
from pathlib import Path

from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.model.music import Rhythm
from slideshow.model.span import FrameSpan, frame_at
from slideshow.model.timeline import Timeline
from slideshow.plan.cover import poster_worth
from slideshow.plan.grouping import Group
from slideshow.plan.photo_quality import quality

# Without chapters, so many of the last shots are the last chapter; further back it would tear time apart.
_LEAST_SHOTS, _MOST_SHOTS = 3, 8
_SHARE = 0.25
_TOGETHER = 0.85
_TRIFLE = 0.03
# How good an evening must be beside the best to end the film.
_NEARLY = 0.75
# The sky of an evening: reddish in the mean, the ground dark and so much darker (CIELAB), nothing much in it.
_REDDISH, _CHROMA, _DARK_GROUND, _DARKER, _CALM = 1.0, 12.0, 25.0, 22.0, 0.5
_FACE = 0.07
_LONGEST_FADE, _SHORTEST_FADE = 3.0, 1.0
# Of the time that the last photo is seen.
_MOST_OF_SLIDE = 0.6


def well_ended(
    groups: Sequence[Group], chapters: Mapping[Path, str], facts_of: Callable[[Photo], Facts]
) -> tuple[Group, ...]:
    """The groups with the second best of the last chapter at the end: the best is its height, not its end.

    An evening's light ends a film, be it the best or not far behind. The first is the cover and stays.
    """
    starts = [
        index for index, group in enumerate(groups) if any(one.path in chapters for one in group.photos)
    ]
    count = min(_MOST_SHOTS, max(_LEAST_SHOTS, round(_SHARE * len(groups))))
    first = max(1, len(groups) - count, *(starts[-1:] or [1]))
    last = [
        index
        for index in range(first, len(groups))
        # What plays should not have to stop for the film to end.
        if not any(photo.moves for photo in groups[index].photos)
    ]
    if len(last) < _LEAST_SHOTS:
        return tuple(groups)
    worth = {index: _worth(groups[index], facts_of) for index in last}
    ranked = sorted(last, key=lambda index: (-worth[index], index))
    evenings = [
        index
        for index in ranked
        if worth[index] >= _NEARLY * worth[ranked[0]]
        and all(is_evening(facts_of(photo)) for photo in groups[index].photos)
    ]
    chosen = (evenings or ranked[1:])[0]
    # As it comes where that is as good: nothing is torn out of its time for a trifle.
    if not evenings and worth[chosen] <= worth.get(len(groups) - 1, 0.0) + _TRIFLE:
        return tuple(groups)
    return (*groups[:chosen], *groups[chosen + 1 :], groups[chosen])


def is_evening(facts: Facts) -> bool:
    """Whether the photo is of the sky in an evening's or a morning's light, by the colours of its places."""
    if not facts.layout or facts.detail > _CALM or any(face.box.height >= _FACE for face in facts.faces):
        return False
    cells = [facts.layout[index : index + 3] for index in range(0, len(facts.layout), 3)]
    sky, ground = cells[: len(cells) // 2], cells[-4:]
    light, red = (sum(cell[axis] for cell in sky) / len(sky) for axis in (0, 1))
    dark = sum(cell[0] for cell in ground) / len(ground)
    glow = max(hypot(cell[1], cell[2]) for cell in sky if cell[1] > 0) if red > 0 else 0.0
    return red >= _REDDISH and glow >= _CHROMA and dark <= _DARK_GROUND and light - dark >= _DARKER


def closing_fade(timeline: Timeline, rhythm: Rhythm | None) -> FrameSpan | None:
    """The frames over which the film goes to black with its music's last chord; None where a card ends it."""
    last = timeline.slides[-1]
    if last.layout.name == "ground":
        return None
    stop = timeline.span.stop
    end = stop / float(timeline.fps)
    struck = [time for time in (rhythm.downbeats if rhythm else ()) if time <= end - _SHORTEST_FADE]
    seconds = min(_LONGEST_FADE, end - struck[-1]) if struck else _SHORTEST_FADE
    alone = timeline.joins[-1].span.stop if timeline.joins else last.span.start
    seconds = min(seconds, _MOST_OF_SLIDE * (stop - alone) / float(timeline.fps))
    frames = frame_at(seconds, timeline.fps)
    return FrameSpan(stop - frames, stop) if frames > 1 else None


def _worth(group: Group, facts_of: Callable[[Photo], Facts]) -> float:
    # An end may be dark, as a cover may not.
    mean = sum(
        quality(facts) if is_evening(facts) else poster_worth(facts)
        for facts in (facts_of(photo) for photo in group.photos)
    ) / len(group.photos)
    return mean * (_TOGETHER if len(group.photos) > 1 else 1.0)
