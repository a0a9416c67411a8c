"""Steps that change which photos stand where, and for how long: pure functions from draft to draft.

Numbers of slides are counted from 1, as people see them. Whatever is not named in a step stays as it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from slideshow.editing.draft import Draft, Surroundings, free_shot_at, shot_at
from slideshow.editing.next_best import SWAPPED, TAKEN_OUT, alternatives, slide_of
from slideshow.editing.placing import LEAST_SECONDS, cut_of, fitting, in_line, milliseconds, on_beats, placed
from slideshow.effects.layouts import HOLDS
from slideshow.errors import InputError
from slideshow.model.album import VIDEO, LeftOut, Photo
from slideshow.model.span import FrameSpan
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.plan import spans_of

# A slide that gets the time of one that was taken out stands for at most this many times the usual.
_MOST_TIMES = 2.6
_NEVER = "never to be in the film"


def take_out(draft: Draft, around: Surroundings, number: int) -> Draft:
    """Without a slide: the gap is closed, or, where music has beats, a neighbour lasts longer."""
    shot = free_shot_at(draft, number)
    if len(draft.shots) == 1:
        raise InputError("It is the film's only slide.", "Swap its photo instead.")
    index = number - 1
    rest = [*draft.shots[:index], *draft.shots[index + 1 :]]
    spans = spans_of(draft.shots, around.fps)
    left = _lengthened(draft.shots, spans, index, around) if around.beats else None
    stood = draft.shots if left else ()
    laid = placed(rest, left or _closed(spans, index), around.fps, stood)
    laid = _with_chapter(laid, index, shot)
    return _with_shots(draft, laid, tuple(LeftOut(photo.path, TAKEN_OUT) for photo in shot.photos))


def take_photo_out(draft: Draft, around: Surroundings, photo: Photo) -> Draft:
    """Without a photo: its slide stays when others stand in it."""
    number = slide_of(draft, photo.path)
    if number is None:
        raise InputError(f"{photo.path.name}: is not in the film.")
    shot = free_shot_at(draft, number)
    if len(shot.photos) == 1:
        return take_out(draft, around, number)
    rest = tuple(one for one in shot.photos if one.path != photo.path)
    changed = _unframed(replace(shot, photos=rest))
    return _with_shots(draft, _replaced(draft.shots, number, changed), (LeftOut(photo.path, TAKEN_OUT),))


def put_in(draft: Draft, around: Surroundings, photo: Photo, at: int | None = None) -> Draft:
    """With one photo more, as slide `at`, or where its time has it."""
    if slide_of(draft, photo.path) is not None:
        raise InputError(f"{photo.path.name}: is in the film already.", "Move it instead.")
    count = len(draft.shots)
    at = _own_place(draft, around, photo) if at is None else at
    if not 1 <= at <= count + 1:
        raise InputError(f"Slide {at}: the film has {count}.", f"Give 1 to {count + 1}.")
    spans = spans_of(draft.shots, around.fps)
    usual = sorted(len(span) for span in spans)[count // 2]
    joins = sorted(before.stop - after.start for before, after in pairwise(spans))
    join = fitting(joins[len(joins) // 2] if joins else 0, usual, usual)
    if around.beats and count > 1:
        beat = sorted(after - before for before, after in pairwise(around.beats))
        step = beat[len(beat) // 2] * float(around.fps) if beat else 1.0
        usual = round(max(1, round((usual - join) / step)) * step) + join
    new = Shot((photo,), join_seconds=milliseconds(join, around.fps), seconds=milliseconds(usual, around.fps))
    shots = [*draft.shots[: at - 1], new, *draft.shots[at - 1 :]]
    old = dict(zip(map(id, draft.shots), spans, strict=True))
    found: list[FrameSpan] = []
    for index, shot in enumerate(shots):
        length = len(old[id(shot)]) if shot is not new else usual
        start = 0
        if index:
            own = join if shot is new else _overlap_of(draft.shots, spans, shot, join)
            start = found[-1].stop - fitting(own, len(found[-1]), length)
        found.append(FrameSpan(start, start + length))
    storyboard = draft.storyboard
    left_out = tuple(one for one in storyboard.left_out if one.path != photo.path)
    never = tuple(path for path in storyboard.never if path != photo.path)
    storyboard = replace(storyboard, shots=placed(shots, found, around.fps), left_out=left_out, never=never)
    return replace(draft, storyboard=storyboard)


def put_in_all(draft: Draft, around: Surroundings, paths: Sequence[Path]) -> Draft:
    """With photos more, each where its time has it."""
    for photo in (one for one in around.scene.album.photos if one.path in set(paths)):
        draft = put_in(draft, around, photo)
    return draft


def move(draft: Draft, around: Surroundings, number: int, to: int) -> Draft:
    """A slide in another place; those between make room and last as long as before."""
    shot = free_shot_at(draft, number)
    shot_at(draft, to)
    if to == number:
        return draft
    rest = [*draft.shots[: number - 1], *draft.shots[number:]]
    return _in_order(draft, around, [*rest[: to - 1], shot, *rest[to - 1 :]])


def in_order_of(draft: Draft, around: Surroundings, key: Callable[[Shot], object]) -> Draft:
    """The slides sorted; pinned ones stay in their places."""
    free = iter(sorted((shot for shot in draft.shots if not shot.pinned), key=key))  # type: ignore[arg-type]
    return _in_order(draft, around, [shot if shot.pinned else next(free) for shot in draft.shots])


def _in_order(draft: Draft, around: Surroundings, shots: Sequence[Shot]) -> Draft:
    spans = in_line(shots, around.fps, draft.shots)
    if around.beats:
        spans = on_beats(spans, around.beats, around.fps, [shot.pinned for shot in shots])
    return _with_shots(draft, placed(shots, spans, around.fps))


def swap(
    draft: Draft, around: Surroundings, number: int, photo: Photo | None = None, new: Photo | None = None
) -> Draft:
    """Another photo in the place of one, for the same time: `new`, or the next best. Two photos of the film
    change places. Without `photo` it is the slide's first."""
    shot = free_shot_at(draft, number)
    photo = photo or shot.photos[0]
    if photo not in shot.photos:
        raise InputError(f"{photo.path.name}: is not in slide {number}.")
    if new is None:
        free = alternatives(draft, around, photo)
        if not free:
            raise InputError("Every photo of the album is in the film.", "Take one out, or put more there.")
        new = free[0]
    other = slide_of(draft, new.path)
    shots = draft.shots
    if other is not None:
        there = free_shot_at(draft, other)
        if other == number:
            turned = tuple({photo: new, new: photo}.get(one, one) for one in shot.photos)
            return _with_shots(draft, _replaced(shots, number, _unframed(replace(shot, photos=turned))))
        shots = _replaced(shots, other, _with_photo(there, new, photo))
    shots = _replaced(shots, number, _with_photo(shot, photo, new))
    storyboard = draft.storyboard
    left_out = tuple(one for one in storyboard.left_out if one.path != new.path)
    never = tuple(path for path in storyboard.never if path != new.path)
    draft = replace(draft, storyboard=replace(storyboard, left_out=left_out, never=never))
    return _with_shots(draft, shots, () if other else (LeftOut(photo.path, SWAPPED),))


def never(draft: Draft, around: Surroundings, photo: Photo) -> Draft:
    """Without a photo, which no later step or plan brings back by itself."""
    number = slide_of(draft, photo.path)
    if number is not None:
        draft = take_photo_out(draft, around, photo)
    storyboard = draft.storyboard
    left_out = tuple(one for one in storyboard.left_out if one.path != photo.path)
    return replace(
        draft,
        storyboard=replace(
            storyboard,
            left_out=(*left_out, LeftOut(photo.path, _NEVER)),
            never=tuple(dict.fromkeys((*storyboard.never, photo.path))),
        ),
    )


def join_slides(draft: Draft, around: Surroundings, number: int) -> Draft:
    """A slide and the one behind it as one, its photos in one frame for as long as both had."""
    shot, after = free_shot_at(draft, number), free_shot_at(draft, number + 1)
    photos = (*shot.photos, *after.photos)
    most = max(most for _, most in HOLDS.values())
    if len(photos) > most:
        raise InputError(f"{len(photos)} photos are too many for a frame.", f"It holds {most}.")
    spans = spans_of(draft.shots, around.fps)
    index = number - 1
    both = _unframed(
        replace(shot, photos=photos, caption=shot.caption or after.caption, chapter=shot.chapter or "")
    )
    span = FrameSpan(spans[index].start, spans[index + 1].stop)
    shots = [*draft.shots[:index], both, *draft.shots[index + 2 :]]
    laid = placed(shots, [*spans[:index], span, *spans[index + 2 :]], around.fps, draft.shots)
    return _with_shots(draft, laid)


def split(draft: Draft, around: Surroundings, number: int) -> Draft:
    """The photos of a slide one after the other, in the time that it had where that is enough."""
    shot = free_shot_at(draft, number)
    count = len(shot.photos)
    if count < 2:
        raise InputError(f"Slide {number} is a single photo.")
    index, fps = number - 1, around.fps
    spans = spans_of(draft.shots, fps)
    span = spans[index]
    join = fitting(round(Fraction(1, 2) * fps), len(span) // count, len(span) // count)
    least = int(LEAST_SECONDS * 2 * fps)
    length = max(least, (len(span) + (count - 1) * join) // count)
    own: list[FrameSpan] = []
    for _ in range(count):
        start = own[-1].stop - join if own else span.start
        own.append(FrameSpan(start, start + length))
    if own[-1].stop < span.stop or (length > least and own[-1].stop != span.stop):
        own[-1] = FrameSpan(own[-1].start, span.stop)
    later = own[-1].stop - span.stop
    parts = [
        _unframed(
            replace(
                shot if not place else Shot((photo,)),
                photos=(photo,),
                caption=None,
                join_seconds=shot.join_seconds if not place else milliseconds(join, fps),
                seconds=milliseconds(length, fps),
            )
        )
        for place, photo in enumerate(shot.photos)
    ]
    rest = [FrameSpan(one.start + later, one.stop + later) for one in spans[index + 1 :]]
    shots = [*draft.shots[:index], *parts, *draft.shots[index + 1 :]]
    return _with_shots(draft, placed(shots, [*spans[:index], *own, *rest], fps))


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
    return _with_shots(draft, placed(draft.shots, found, fps))


def _closed(spans: Sequence[FrameSpan], index: int) -> list[FrameSpan]:
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


def _lengthened(
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


def _with_chapter(shots: tuple[Shot, ...], index: int, gone: Shot) -> tuple[Shot, ...]:
    """The text that opened a chapter opens it still, where its first slide is gone."""
    if not gone.chapter or index >= len(shots) or shots[index].chapter or shots[index].pinned or not index:
        return shots
    return _replaced(shots, index + 1, replace(shots[index], chapter=gone.chapter))


def _with_photo(shot: Shot, old: Photo, new: Photo) -> Shot:
    photos = tuple(new if one == old else one for one in shot.photos)
    described = (shot.caption or "") == (old.description or "")
    return _unframed(replace(shot, photos=photos, caption=None if described else shot.caption))


def _unframed(shot: Shot) -> Shot:
    """The shot with its framing to be decided anew."""
    return replace(shot, layout=None, crop=None, focus=None, motion=None, starts=None, windows=None, why="")


def _replaced(shots: Sequence[Shot], number: int, shot: Shot) -> tuple[Shot, ...]:
    return (*shots[: number - 1], shot, *shots[number:])


def _with_shots(draft: Draft, shots: Sequence[Shot], left_out: tuple[LeftOut, ...] = ()) -> Draft:
    gone = {one.path for one in left_out}
    storyboard: Storyboard = draft.storyboard
    kept = tuple(one for one in storyboard.left_out if one.path not in gone)
    return replace(draft, storyboard=replace(storyboard, shots=tuple(shots), left_out=(*kept, *left_out)))


def _own_place(draft: Draft, around: Surroundings, photo: Photo) -> int:
    """Behind the last slide whose photo was taken before it, never in front of the film."""
    place = {one.path: index for index, one in enumerate(around.scene.album.photos)}
    own = place.get(photo.path, len(place))
    before = [
        number
        for number, shot in enumerate(draft.shots, start=1)
        if number > 1 and place.get(shot.photos[0].path, 0) < own
    ]
    return (before[-1] if before else 1) + 1


def _overlap_of(shots: Sequence[Shot], spans: Sequence[FrameSpan], shot: Shot, usual: int) -> int:
    index = next(at for at, one in enumerate(shots) if one is shot)
    return spans[index - 1].stop - spans[index].start if index else usual
