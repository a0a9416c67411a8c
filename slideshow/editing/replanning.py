"""Steps that were made on a first guess -> the same on what the photos show: what a person chose stays, and
what nobody touched becomes what it would have been.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from slideshow.editing.draft import Draft, Step
from slideshow.model.album import Photo
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.plan import unframed, without_photos

GUESSED = "First guess"


def replanned(
    steps: Sequence[Step],
    at: int,
    whole: Storyboard | None,
    photos: Mapping[Path, Photo],
    decide: Callable[[Draft], Draft],
) -> tuple[list[Step], int]:
    """The steps, and the number of the one that the film stands at.

    In place of the guess stands the `whole` film; where steps were made on the guess, it comes behind that as
    a step of its own. `photos` are the album's as they are now, by path; `decide` decides what is open.
    """
    guess = next((number for number, step in enumerate(steps) if step.is_guess), None)
    if guess is None or whole is None:
        return [_with_photos(step, photos, (), decide) for step in steps], at
    words, guessed = steps[guess].words, steps[guess].draft.shots
    film = decide(replace(steps[guess].draft, storyboard=whole))
    later = [_with_photos(step, photos, guessed, decide) for step in steps[guess:]]
    later[0] = replace(later[0], words=GUESSED, is_guess=False)
    before = [_with_photos(step, photos, (), decide) for step in steps[:guess]]
    found = [*before, Step(words, film), *(later if len(later) > 1 else ())]
    return found, at + 1 if at > guess else at


def _with_photos(
    step: Step, photos: Mapping[Path, Photo], guessed: Sequence[Shot], decide: Callable[[Draft], Draft]
) -> Step:
    """The step without photos that are not there, and the others as they are now; a slide framed as it was
    guessed is framed anew."""
    storyboard = step.draft.storyboard
    framings = {_framing(shot) for shot in guessed}
    shots = []
    for shot in storyboard.shots:
        now = replace(shot, photos=tuple(_renewed(photo, photos, guessed) for photo in shot.photos))
        is_guessed = not shot.pinned and _framing(shot) in framings
        shots.append(unframed(now) if is_guessed else now)
    gone = {photo.path for shot in shots for photo in shot.photos} - photos.keys()
    changed = without_photos(replace(storyboard, shots=tuple(shots)), gone)
    if changed == storyboard or not changed.shots:
        return step
    return replace(step, draft=decide(replace(step.draft, storyboard=changed)))


def _renewed(photo: Photo, photos: Mapping[Path, Photo], guessed: Sequence[Shot]) -> Photo:
    now = photos.get(photo.path, photo)
    if not guessed:
        return now.turned_to(photo.turned_degrees).trimmed_to(photo.trim)
    # Nobody has looked at a guessed photo, so that it stands as its file says.
    return now.turned_to(photo.turned_degrees) if photo.turned_degrees else now


def _framing(shot: Shot) -> tuple[object, ...]:
    paths = tuple(photo.path for photo in shot.photos)
    turns = tuple(photo.turned_degrees for photo in shot.photos)
    return (
        paths,
        turns,
        shot.layout,
        shot.crop,
        shot.focus,
        shot.motion,
        shot.starts,
        shot.windows,
        shot.strength,
    )
