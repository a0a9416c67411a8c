"""Photos and the films that were taken along with them → the photos, each with its film where that is wanted.

A camera keeps the seconds around a photo in a file beside it, with the same content identifier or the same
name, or in the photo's own file.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from slideshow.errors import PhotoError
from slideshow.media.clips.probe import probe
from slideshow.model.album import VIDEO, Photo
from slideshow.model.clip import Clip
from slideshow.scan.animation import animation_in
from slideshow.scan.motion_photos import film_in

# Phones film three seconds around a photo; some programs write a little more.
_LONGEST_SECONDS = 6


def paired(photos: Sequence[Photo], *, clips: bool, live: bool) -> list[Photo]:
    """The photos without the films that belong to them: with `live` these play in their photos.

    Without `clips` no other films are among them either.
    """
    films = [photo for photo in photos if photo.format == VIDEO and _may_belong(photo)]
    by_identifier = {film.content_identifier: film for film in films if film.content_identifier}
    by_name = {_stem(film): film for film in films}
    belongs: set[Path] = set()
    kept = []
    for photo in photos:
        if photo.format == VIDEO:
            continue
        film = by_identifier.get(photo.content_identifier) or by_name.get(_stem(photo))
        if film and not _are_strangers(photo, film):
            belongs.add(film.path)
            photo = _playing(photo, film) if live and not photo.moves else photo
        kept.append(photo)
    return kept + [photo for photo in photos if clips and photo.format == VIDEO and photo.path not in belongs]


def with_film(photo: Photo, *, clips: bool, live: bool) -> Photo:
    """The photo with the animation that it is, or the film that its file holds, where these are wanted."""
    clip = animation_in(photo) if clips else None
    if clip is None and live:
        clip = _film_inside(photo)
    return replace(photo, clip=clip) if clip else photo


def _film_inside(photo: Photo) -> Clip | None:
    for found in film_in(photo.path, photo.format):
        try:
            header = probe(photo.path, offset=found.offset, length=found.length)
        except PhotoError:
            continue
        if header.clip.seconds <= _LONGEST_SECONDS:
            moment = found.still_seconds
            if moment is None or not 0 < moment <= header.clip.seconds:
                moment = header.still_seconds or header.clip.seconds / 2
            return replace(header.clip, still_seconds=moment)
    return None


def _playing(photo: Photo, film: Photo) -> Photo:
    assert film.clip is not None
    moment = film.clip.still_seconds or film.clip.seconds / 2
    return replace(photo, clip=replace(film.clip, still_seconds=moment, digest=film.digest))


def _may_belong(film: Photo) -> bool:
    return film.clip is not None and film.clip.seconds <= _LONGEST_SECONDS


def _are_strangers(photo: Photo, film: Photo) -> bool:
    """Whether both say whom they belong to, and it is not each other."""
    identifiers = {photo.content_identifier, film.content_identifier}
    return "" not in identifiers and len(identifiers) > 1


def _stem(photo: Photo) -> tuple[Path, str]:
    return photo.path.parent, photo.path.stem.lower()
