"""Scene -> the photos that are sent as photos, in their order: a cover, then as it happened.

A person's own choice, from the folder's slideshow.toml, keeps its order, and its first is the cover.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from slideshow.model.album import LeftOut, Photo
from slideshow.model.storyboard import Storyboard
from slideshow.plan.order import in_order, instants, local_day
from slideshow.plan.photo_quality import flaw
from slideshow.plan.ranking import rank_photos
from slideshow.plan.storyboard import Scene, cover_of, where_of, worth_showing


@dataclass(frozen=True, slots=True)
class PhotoChoice:
    """The photos in their order, and why not the others."""

    photos: tuple[Photo, ...]
    left_out: tuple[LeftOut, ...]


def photo_choice(scene: Scene, most: int, decided: Storyboard | None = None) -> PhotoChoice:
    """At most so many photos: the best, spread over all there was; of those that are `decided`, if any are.

    Flawed photos are left out unless there are no others.
    """
    if decided is not None:
        return _of_decided(scene, most, decided)
    ordered = in_order(scene.album.photos, scene.brief.order, scene.seed)
    times = instants(ordered)
    candidates, left_out = worth_showing(scene, ordered, times)
    good = [photo for photo in candidates if not flaw(scene.facts_of(photo))] or list(candidates)
    best = _best(scene, good, most)
    place = {photo.path: index for index, photo in enumerate(ordered)}
    chosen = sorted(best, key=lambda photo: place[photo.path])
    if scene.brief.order == "time":
        cover = cover_of(scene, chosen)
        chosen = [cover, *(photo for photo in chosen if photo is not cover)]
    taken = {photo.path for photo in chosen}
    left_out += tuple(
        LeftOut(photo.path, flaw(scene.facts_of(photo)) or f"not among the best {most}")
        for photo in candidates
        if photo.path not in taken
    )
    return PhotoChoice(tuple(chosen), tuple(sorted(left_out, key=lambda one: place[one.path])))


def _of_decided(scene: Scene, most: int, decided: Storyboard) -> PhotoChoice:
    photos = list(dict.fromkeys(photo for shot in decided.shots for photo in shot.photos))
    if len(photos) <= most:
        return PhotoChoice(tuple(photos), decided.left_out)
    # The cover is the person's, whatever it ranks.
    ordered = in_order(photos[1:], "time", scene.seed)
    taken = {photos[0].path, *(photo.path for photo in _best(scene, ordered, most - 1))}
    left_out = [LeftOut(one.path, f"not among the best {most}") for one in photos if one.path not in taken]
    chosen = tuple(photo for photo in photos if photo.path in taken)
    return PhotoChoice(chosen, (*decided.left_out, *left_out))


def _best(scene: Scene, photos: Sequence[Photo], most: int) -> tuple[Photo, ...]:
    times = instants(photos)
    days = {photo.path: local_day(photo) for photo in photos}
    places = {photo.path: where_of(scene, photo) for photo in photos}
    return rank_photos(photos, scene.facts, times, days, places, most)
