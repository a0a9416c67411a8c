"""The photos that are not in a film -> the one that would best stand in the place of another."""

from collections.abc import Sequence
from pathlib import Path

from slideshow.editing.draft import Draft, Surroundings
from slideshow.errors import InputError
from slideshow.model.album import Photo
from slideshow.plan.photo_quality import flaw, likeness, quality

TAKEN_OUT = "taken out by hand"
SWAPPED = "swapped for another"
# Photos with a flaw, and those that a person has just taken out, come after all others.
_FLAWED, _REFUSED = 0.02, 0.001
_REPEATED = 0.75
# How much less a photo suits for each one of the album that lies between it and the place.
_FARTHER = 0.04


def photo_named(draft: Draft, around: Surroundings, name: str | Path) -> Photo:
    """The album's photo of that name, or path. Raises InputError when there is none, or several."""
    album = around.scene.album
    wanted = Path(name)
    exact = [one for one in album.photos if one.path in (wanted, album.folder / wanted)]
    alike = exact or [one for one in album.photos if wanted.name in (one.path.name, one.path.stem)]
    if not alike:
        raise InputError(f"{name}: is no photo of the album.", "Give its file's name.")
    if len(alike) > 1:
        raise InputError(f"{name}: {len(alike)} photos are called so.", "Give its path in the folder.")
    return in_film(draft, alike[0])


def in_film(draft: Draft, photo: Photo) -> Photo:
    """The photo as it stands in the film, turned perhaps; as it is in the album where it does not."""
    shown = (one for shot in draft.shots for one in shot.photos if one.path == photo.path)
    return next(shown, photo)


def slide_of(draft: Draft, path: Path) -> int | None:
    """The number of the slide that a photo is in, counted from 1."""
    for number, shot in enumerate(draft.shots, start=1):
        if any(photo.path == path for photo in shot.photos):
            return number
    return None


def alternatives(draft: Draft, around: Surroundings, photo: Photo) -> Sequence[Photo]:
    """The photos that could stand in its place, the best first."""
    scene = around.scene
    shown = {one.path: one for shot in draft.shots for one in shot.photos}
    place = {one.path: index for index, one in enumerate(scene.album.photos)}
    refused = {one.path for one in draft.storyboard.left_out if one.reason in (TAKEN_OUT, SWAPPED)}
    free = [
        one for one in scene.album.photos if one.path not in shown and one.path not in draft.storyboard.never
    ]
    others = [scene.facts_of(one) for one in shown.values() if one.path != photo.path]
    here = place.get(photo.path, 0)

    def worth(one: Photo) -> float:
        facts = scene.facts_of(one)
        found = quality(facts) * (_FLAWED if flaw(facts) else 1.0)
        if one.path in refused:
            found *= _REFUSED
        found *= 1.0 - _REPEATED * max((likeness(facts, other) for other in others), default=0.0)
        return found / (1.0 + _FARTHER * abs(place[one.path] - here))

    return sorted(free, key=lambda one: (-worth(one), place[one.path]))
