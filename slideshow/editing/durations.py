"""Steps that change for how long slides stand, and what becomes of the time of one that is gone."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from slideshow.editing.draft import Draft, Surroundings, free_shot_at, with_shots
from slideshow.editing.placing import LEAST_SECONDS, cut_of, fitting, place_shots
from slideshow.errors import InputError
from slideshow.model.album import VIDEO
from slideshow.model.span import FrameSpan
from slideshow.model.storyboard import Shot
from slideshow.plan import spans_of

# A slide that gets the time of one that was taken out stands for at most this many times the usual.
_MOST_TIMES = 2.6


def last_for(draft: Draft, around: Surroundings, number: int, seconds: float) -> Draft:
    """A slide that stands for so many seconds, transitions included; those behind it come later or earlier.

    With beats it ends on the one nearest to that.
    """
    free_shot_at(draft, number)
    if not float(LEAST_SECONDS) <= seconds <= 60.0:
        raise InputError(f"{seconds:g} seconds: a slide stands for {float(LEAST_SECONDS):g} to 60.")
    fps, index = around.fps, number - 1
    spans = spans_of(draft.shots, fps)
    by = round(Fraction(str(seconds)) * fps) - len(spans[index])
    return _retimed(draft, around, index, by)


def last_for_beats(draft: Draft, around: Surroundings, number: int, beats: int) -> Draft:
    """A slide that gives way so many beats after it came."""
    free_shot_at(draft, number)
    if not around.beats:
        raise InputError("The film's music has no beats.", "Give seconds.")
    fps, index = around.fps, number - 1
    spans = spans_of(draft.shots, fps)
    start = cut_of(spans[index - 1], spans[index]) if index else 0.0
    stop = cut_of(spans[index], spans[index + 1]) if index + 1 < len(spans) else float(spans[index].stop)
    near = min(range(len(around.beats)), key=lambda at: abs(around.beats[at] * float(fps) - start))
    if beats < 1 or near + beats >= len(around.beats):
        raise InputError(f"{beats} beats: the music has {len(around.beats) - near - 1} more from there.")
    return _retimed(draft, around, index, round(around.beats[near + beats] * float(fps) - stop))


def _retimed(draft: Draft, around: Surroundings, index: int, by: int) -> Draft:
    fps = around.fps
    spans = spans_of(draft.shots, fps)
    length = len(spans[index]) + by
    if length < int(LEAST_SECONDS * fps):
        raise InputError("A slide that short would not be seen.", "Take it out instead.")
    found: list[FrameSpan] = []
    for at, span in enumerate(spans):
        own, start = (length if at == index else len(span)), 0
        if at:
            start = found[-1].stop - fitting(spans[at - 1].stop - span.start, len(found[-1]), own)
        found.append(FrameSpan(start, start + own))
    return with_shots(draft, place_shots(draft.shots, found, fps))


def close_gap(spans: Sequence[FrameSpan], index: int) -> list[FrameSpan]:
    """The spans of the others, those behind moved up: each keeps its length and its overlap."""
    earlier = spans[index].stop - spans[index - 1].stop if index else spans[1].start
    after = [FrameSpan(one.start - earlier, one.stop - earlier) for one in spans[index + 1 :]]
    found = [*spans[:index], *after]
    if 0 < index < len(spans) - 1:
        before, next_ = found[index - 1], found[index]
        overlap = before.stop - next_.start
        less = overlap - fitting(overlap, len(before), len(next_))
        found[index:] = [FrameSpan(one.start + less, one.stop + less) for one in found[index:]]
    return found


def lengthen_neighbours(
    shots: Sequence[Shot], spans: Sequence[FrameSpan], index: int, around: Surroundings
) -> list[FrameSpan] | None:
    """The spans of the others with a neighbour that takes the time, or both where that is too long for one,
    all other cuts where they were; None where no neighbour may or should stand for so long."""
    most = _MOST_TIMES * float(around.scene.template.pace.seconds_per_photo * around.fps)
    choices: list[tuple[float, list[FrameSpan]]] = []
    before = list(spans[:index])
    after = list(spans[index + 1 :])
    if before and not shots[index - 1].pinned:
        # The one before stays until the next comes, where that was to come.
        longer = FrameSpan(before[-1].start, spans[index].stop)
        choices.append((_strain(shots[index - 1], longer, around), [*before[:-1], longer, *after]))
    if after and not shots[index + 1].pinned:
        longer = FrameSpan(spans[index].start, after[0].stop)
        choices.append((_strain(shots[index + 1], longer, around), [*before, longer, *after[1:]]))
    if len(choices) == 2 and min(strain for strain, _ in choices) > most:
        for first, second in _parted(spans, index, around):
            strain = max(_strain(shots[index - 1], first, around), _strain(shots[index + 1], second, around))
            choices.append((strain, [*before[:-1], first, second, *after[1:]]))
    strain, found = min(choices, key=lambda choice: choice[0], default=(most + 1.0, []))
    return found if strain <= most else None


def _parted(
    spans: Sequence[FrameSpan], index: int, around: Surroundings
) -> Iterator[tuple[FrameSpan, FrameSpan]]:
    """The spans of both neighbours of a slide that is gone, with their cut on a beat in its time."""
    before, gone, after = spans[index - 1 : index + 2]
    first, last = cut_of(before, gone), cut_of(gone, after)
    for beat in around.beats:
        cut = beat * float(around.fps)
        if not first < cut < last:
            continue
        join = fitting(before.stop - gone.start, round(cut - before.start), round(after.stop - cut))
        start = round(cut - join / 2)
        yield FrameSpan(before.start, start + join), FrameSpan(start, after.stop)


def _strain(shot: Shot, span: FrameSpan, around: Surroundings) -> float:
    """How long a slide stands, in frames; a clip that is over by then counts twice."""
    length = float(len(span))
    clips = [photo.clip for photo in shot.photos if photo.format == VIDEO and photo.clip]
    short = any(clip.seconds * around.fps < length for clip in clips)
    return 2.0 * length if short else length
