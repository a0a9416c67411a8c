"""Steps that change which photos stand where, and for how long: pure functions from draft to draft.

Numbers of slides are counted from 1, as people see them. Whatever is not named in a step stays as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from slideshow.editing.draft import Draft, Surroundings, free_shot_at, replaced, shot_at, with_shots
from slideshow.editing.durations import close_gap, lengthen_neighbours
from slideshow.editing.next_best import SWAPPED, TAKEN_OUT, alternatives, slide_of
from slideshow.editing.placing import LEAST_SECONDS, fitting, in_line, milliseconds, on_beats, place_shots
from slideshow.effects.layouts import HOLDS
from slideshow.errors import InputError
from slideshow.model.album import LeftOut, Photo
from slideshow.model.span import FrameSpan
from slideshow.model.storyboard import Shot
from slideshow.plan import spans_of, unframed

_NEVER = "never to be in the film"


def take_out(draft: Draft, around: Surroundings, number: int) -> Draft:
    """Without a slide: the gap is closed, or, where music has beats, a neighbour lasts longer."""
    shot = free_shot_at(draft, number)
    if len(draft.shots) == 1:
        raise InputError("It is the film's only slide.", "Swap its photo instead.")
    index = number - 1
    rest = [*draft.shots[:index], *draft.shots[index + 1 :]]
    spans = spans_of(draft.shots, around.fps)
    left = lengthen_neighbours(draft.shots, spans, index, around) if around.beats else None
    stood = draft.shots if left else ()
    laid = place_shots(rest, left or close_gap(spans, index), around.fps, stood)
    laid = _with_chapter(laid, index, shot)
    return with_shots(draft, laid, tuple(LeftOut(photo.path, TAKEN_OUT) for photo in shot.photos))


def take_photo_out(draft: Draft, around: Surroundings, photo: Photo) -> Draft:
    """Without a photo: its slide stays when others stand in it."""
    number = slide_of(draft, photo.path)
    if number is None:
        raise InputError(f"{photo.path.name}: is not in the film.")
    shot = free_shot_at(draft, number)
    if len(shot.photos) == 1:
        return take_out(draft, around, number)
    rest = tuple(one for one in shot.photos if one.path != photo.path)
    changed = unframed(replace(shot, photos=rest))
    return with_shots(draft, replaced(draft.shots, number, changed), (LeftOut(photo.path, TAKEN_OUT),))


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
    storyboard = replace(
        storyboard, shots=place_shots(shots, found, around.fps), left_out=left_out, never=never
    )
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
    return with_shots(draft, place_shots(shots, spans, around.fps))


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
            return with_shots(draft, replaced(shots, number, unframed(replace(shot, photos=turned))))
        shots = replaced(shots, other, _with_photo(there, new, photo))
    shots = replaced(shots, number, _with_photo(shot, photo, new))
    storyboard = draft.storyboard
    left_out = tuple(one for one in storyboard.left_out if one.path != new.path)
    never = tuple(path for path in storyboard.never if path != new.path)
    draft = replace(draft, storyboard=replace(storyboard, left_out=left_out, never=never))
    return with_shots(draft, shots, () if other else (LeftOut(photo.path, SWAPPED),))


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
    both = unframed(
        replace(shot, photos=photos, caption=shot.caption or after.caption, chapter=shot.chapter or "")
    )
    span = FrameSpan(spans[index].start, spans[index + 1].stop)
    shots = [*draft.shots[:index], both, *draft.shots[index + 2 :]]
    laid = place_shots(shots, [*spans[:index], span, *spans[index + 2 :]], around.fps, draft.shots)
    return with_shots(draft, laid)


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
        unframed(
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
    return with_shots(draft, place_shots(shots, [*spans[:index], *own, *rest], fps))


def _with_chapter(shots: tuple[Shot, ...], index: int, gone: Shot) -> tuple[Shot, ...]:
    """The text that opened a chapter opens it still, where its first slide is gone."""
    if not gone.chapter or index >= len(shots) or shots[index].chapter or shots[index].pinned or not index:
        return shots
    return replaced(shots, index + 1, replace(shots[index], chapter=gone.chapter))


def _with_photo(shot: Shot, old: Photo, new: Photo) -> Shot:
    photos = tuple(new if one == old else one for one in shot.photos)
    described = (shot.caption or "") == (old.description or "")
    return unframed(replace(shot, photos=photos, caption=None if described else shot.caption))


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
