"""Steps that change how one slide looks, moves and sounds: pure functions from draft to draft.

None gives a choice back: it is made again as it would be by itself.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from slideshow.editing.draft import Draft, Surroundings, free_shot_at, replaced, shot_at
from slideshow.editing.placing import fitting, place_shots
from slideshow.effects.layouts import CHOSEN_BY_NAME, CROPS, HOLDS, WHOLE
from slideshow.effects.motions import MOTIONS
from slideshow.effects.transitions import TRANSITIONS
from slideshow.errors import InputError
from slideshow.model.album import VIDEO, Photo
from slideshow.model.geometry import Point, Rect
from slideshow.model.span import FrameSpan
from slideshow.model.storyboard import Shot
from slideshow.plan import spans_of, unframed

_TURNS = (0, 90, 180, 270)
_MOST_STRENGTH = 0.5
_LEAST_DECIBELS, _MOST_DECIBELS = -60.0, 20.0
_LONGEST_TEXT = 500


def caption(draft: Draft, around: Surroundings, number: int, text: str | None) -> Draft:
    """A text under the photo, empty for none."""
    return _with(draft, number, replace(free_shot_at(draft, number), caption=_short(text)))


def chapter(draft: Draft, around: Surroundings, number: int, text: str | None) -> Draft:
    """A text that opens a chapter here, empty for none."""
    return _with(draft, number, replace(free_shot_at(draft, number), chapter=_short(text) or ""))


def layout(draft: Draft, around: Surroundings, number: int, name: str | None) -> Draft:
    """How the photos lie in the frame; what the camera does with it is decided anew."""
    shot = free_shot_at(draft, number)
    if name is not None:
        _known("layout", name, CHOSEN_BY_NAME)
        least, most = HOLDS[name]
        if not least <= len(shot.photos) <= most:
            raise InputError(
                f"{name} holds {least} to {most} photos, slide {number} has {len(shot.photos)}.",
                "Choose another layout.",
            )
    why = "" if name else shot.why
    return _with(draft, number, replace(shot, layout=name, crop=None, motion=None, windows=None, why=why))


def crop(draft: Draft, around: Surroundings, number: int, name: str | None) -> Draft:
    """The shape that a photo is cut to which does not fill the frame; for other layouts it becomes one."""
    shot = free_shot_at(draft, number)
    if name is None:
        return _with(draft, number, replace(shot, crop=None, motion=None, why="") if shot.crop else shot)
    _known("crop", name, (WHOLE, *CROPS))
    if len(shot.photos) > 1:
        raise InputError(f"Slide {number} has several photos.", "Split it first.")
    changed = replace(shot, layout="fit", crop=name, windows=None, why="")
    return _with(draft, number, changed if shot.layout == "fit" else replace(changed, motion=None))


def focus(draft: Draft, around: Surroundings, number: int, points: Sequence[Point] | None) -> Draft:
    """What stays in view and is moved toward: a point for each photo, in shares of it."""
    shot = free_shot_at(draft, number)
    if points is not None:
        if len(points) != len(shot.photos):
            raise InputError(f"{len(points)} points for {len(shot.photos)} photos.", "Give one for each.")
        if not all(0.0 <= value <= 1.0 for point in points for value in (point.x, point.y)):
            raise InputError("A point is two numbers from 0 to 1: across and down.")
    given = None if points is None else tuple(points)
    return _with(draft, number, replace(shot, focus=given))


def windows(
    draft: Draft, around: Surroundings, number: int, start: Rect | None, end: Rect | None = None
) -> Draft:
    """What the frame shows of a photo at first and at last, in shares of it; `end` is the start's where it is
    not given."""
    shot = free_shot_at(draft, number)
    if start is None and end is None:
        if shot.windows is None:
            return draft
        return _with(draft, number, unframed(shot))
    if len(shot.photos) > 1:
        raise InputError(f"Slide {number} has several photos.", "Split it first.")
    first, last = start or end, end or start
    assert first is not None
    assert last is not None
    for part in (first, last):
        if part.width <= 0 or part.height <= 0 or not Rect(0, 0, 1, 1).contains(part, 1e-4):
            raise InputError("A window lies on the photo: left, top, width, height from 0 to 1.")
    return _with(draft, number, replace(unframed(shot), windows=(first, last), focus=shot.focus))


def motion(
    draft: Draft, around: Surroundings, number: int, name: str | None, strength: float | None = None
) -> Draft:
    """How the camera moves, and how far: 0.09 is usual; the template's own without."""
    shot = free_shot_at(draft, number)
    if name is not None:
        _known("motion", name, MOTIONS)
    if strength is not None and not 0.0 <= strength <= _MOST_STRENGTH:
        raise InputError(f"A strength of {strength:g}: it is 0 to {_MOST_STRENGTH:g}.")
    if shot.windows is not None and name != "travel":
        shot = unframed(shot)
    return _with(draft, number, replace(shot, motion=name, strength=strength))


def transition(
    draft: Draft, around: Surroundings, number: int, name: str | None, seconds: float | None = None
) -> Draft:
    """How a slide comes in, and for how long both are seen; the slides around it give or take the time."""
    shot = free_shot_at(draft, number)
    if number == 1:
        raise InputError("The first slide has none before it.", "Give another slide.")
    if name is not None:
        _known("transition", name, TRANSITIONS)
    shots = replaced(draft.shots, number, replace(shot, transition=name))
    if seconds is not None:
        if not 0.0 <= seconds <= 5.0:
            raise InputError(f"A transition of {seconds:g} s: it takes 0 to 5.")
        spans = spans_of(draft.shots, around.fps)
        before, after = spans[number - 2], spans[number - 1]
        middle = before.stop + after.start
        wanted = fitting(round(Fraction(str(seconds)) * around.fps), len(before), len(after))
        # Both ends as far from the cut as before, so that it stays on its beat.
        start = (middle - wanted) // 2
        spans[number - 2] = FrameSpan(before.start, start + wanted)
        spans[number - 1] = FrameSpan(start, after.stop)
        if draft.shots[number - 2].pinned:
            raise InputError(f"Slide {number - 1} is pinned.", "Unpin it first.")
        shots = place_shots(shots, spans, around.fps)
    return replace(draft, storyboard=replace(draft.storyboard, shots=tuple(shots)))


def clip_start(draft: Draft, around: Surroundings, number: int, seconds: float | None) -> Draft:
    """The second of its clip that a slide begins with."""
    shot = free_shot_at(draft, number)
    clips = [photo for photo in shot.photos if photo.format == VIDEO and photo.clip]
    if not clips:
        raise InputError(f"Slide {number} has no clip.")
    if seconds is None:
        return _with(draft, number, replace(shot, starts=None))
    clip = clips[0].clip
    if clip is None or not 0.0 <= seconds < clip.seconds:
        raise InputError(f"The clip is {float(clip.seconds) if clip else 0:.1f} seconds long.")
    starts = shot.starts or (None,) * len(shot.photos)
    given = tuple(
        Fraction(str(round(seconds, 3))) if photo is clips[0] else start
        for photo, start in zip(shot.photos, starts, strict=True)
    )
    return _with(draft, number, replace(shot, starts=given))


def loudness(draft: Draft, around: Surroundings, number: int, decibels: float) -> Draft:
    """A slide's clips louder by so many decibels than they would be; from -40 on they are not heard."""
    shot = free_shot_at(draft, number)
    if not any(photo.clip for photo in shot.photos):
        raise InputError(f"Slide {number} has no clip.")
    if not _LEAST_DECIBELS <= decibels <= _MOST_DECIBELS:
        raise InputError(f"{decibels:g} dB: give {_LEAST_DECIBELS:g} to {_MOST_DECIBELS:g}.")
    return _with(draft, number, replace(shot, clip_decibels=float(decibels)))


def rotation(
    draft: Draft, around: Surroundings, number: int, degrees: int, photo: Photo | None = None
) -> Draft:
    """A photo turned clockwise beyond what its file says, framed anew; all of a slide's without `photo`."""
    shot = free_shot_at(draft, number)
    if degrees % 360 not in _TURNS:
        raise InputError(f"{degrees} degrees: photos are turned by 90, 180 or 270.")
    photos = tuple(
        one.turned_to(degrees % 360) if photo is None or one.path == photo.path else one
        for one in shot.photos
    )
    return _with(draft, number, unframed(replace(shot, photos=photos)))


def pin(draft: Draft, around: Surroundings, number: int, pinned: bool = True) -> Draft:
    """A slide that nothing changes until it is unpinned."""
    return _with(draft, number, replace(shot_at(draft, number), pinned=pinned))


def by_itself(draft: Draft, around: Surroundings, number: int) -> Draft:
    """A slide with its framing, motion, transition and texts as they would be without a person."""
    shot = free_shot_at(draft, number)
    own = {photo.path: photo for photo in around.scene.album.photos}
    photos = tuple(_as_found(photo, own.get(photo.path)) for photo in shot.photos)
    plain = unframed(
        replace(shot, photos=photos, caption=None, transition=None, strength=None, clip_decibels=0.0)
    )
    return _with(draft, number, plain)


def _as_found(photo: Photo, found: Photo | None) -> Photo:
    """The photo turned and trimmed as it was when it was looked at."""
    if found is None:
        return photo.turned_to(0)
    return photo.turned_to(found.turned_degrees).trimmed_to(found.trim)


def _with(draft: Draft, number: int, shot: Shot) -> Draft:
    shots = replaced(draft.shots, number, shot)
    return replace(draft, storyboard=replace(draft.storyboard, shots=shots))


def _short(text: str | None) -> str | None:
    if text is not None and len(text) > _LONGEST_TEXT:
        raise InputError(f"The text has {len(text)} letters.", f"Give at most {_LONGEST_TEXT}.")
    return text


def _known(kind: str, name: str, table: object) -> None:
    names = list(table)  # type: ignore[call-overload]
    if name not in names:
        raise InputError(f'There is no {kind} "{name}".', f"There are {', '.join(names)}.")
