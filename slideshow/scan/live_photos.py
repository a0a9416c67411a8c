"""Photos and the films that were taken along with them → the photos, each with its film where that is wanted.

A camera keeps the seconds around a photo in a file beside it, with the same content identifier or the same
name, or in the photo's own file. Two phones count their photos alike: a film that has the name alone must
have been taken then, and by that camera, as far as both say.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from slideshow.errors import PhotoError
from slideshow.media.clips.probe import probe
from slideshow.model.album import VIDEO, Photo
from slideshow.model.clip import Clip
from slideshow.scan.animation import animation_in
from slideshow.scan.motion_photos import film_in

# How far apart a photo and its film may be, as some write when the film begins and others when it ends.
_APART = timedelta(seconds=60)
_ZONE_STEP, _WIDEST_ZONES = timedelta(minutes=15), timedelta(hours=14, minutes=1)
# What programs that copy from iCloud put behind the photo's name.
_FILM_SUFFIX = re.compile(r"(?:_hevc|-(?:medium|thumb))$")
# Phones film three seconds around a photo; some programs write a little more.
_LONGEST_SECONDS = 6


def pair_live_photos(photos: Sequence[Photo], *, clips: bool, live: bool) -> list[Photo]:
    """The photos without the films that belong to them: with `live` these play in their photos.

    Without `clips` no other films are among them either.
    """
    films = _Films(photo for photo in photos if photo.format == VIDEO and _may_belong(photo))
    belongs: set[Path] = set()
    kept = []
    for photo in photos:
        if photo.format == VIDEO:
            continue
        if mine := films.of(photo):
            belongs.update(film.path for film in mine)
            photo = _playing(photo, mine[0]) if live and not photo.moves else photo
        kept.append(photo)
    return kept + [photo for photo in photos if clips and photo.format == VIDEO and photo.path not in belongs]


class _Films:
    """Short films, by whom they say that they belong to and by the photo that their names mean."""

    def __init__(self, films: Iterable[Photo]) -> None:
        self._by_identifier: dict[str, list[Photo]] = defaultdict(list)
        self._by_name: dict[tuple[Path, str], list[Photo]] = defaultdict(list)
        for film in films:
            if film.content_identifier:
                self._by_identifier[film.content_identifier].append(film)
            self._by_name[film.path.parent, _name_meant(film.path.stem)].append(film)

    def of(self, photo: Photo) -> list[Photo]:
        """The films that belong to a photo, the one to play first; empty when there are none."""
        place, stem = photo.path.parent, photo.path.stem.lower()
        named = [*self._by_name[place, stem], *self._by_name[place, photo.path.name.lower()]]
        if photo.content_identifier and (same := self._by_identifier[photo.content_identifier]):
            # The original and the edited one tell the same.
            return sorted(same, key=lambda film: (film not in named, film.path.parent != place))
        return [film for film in named if not are_strangers(photo, film)][:1]


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


def are_strangers(photo: Photo, film: Photo) -> bool:
    """Whether a photo and a film cannot be of the same moment, whatever their names say."""
    identifiers = {photo.content_identifier, film.content_identifier}
    if "" not in identifiers and len(identifiers) > 1:
        return True
    return _by_others(photo.camera, film.camera) or _at_other_times(photo.captured, film.captured)


def _by_others(camera: str, other: str) -> bool:
    # Of "Apple iPhone 15" and "Apple", which some films tell, one may be the other.
    words, others = (set(re.findall(r"\w+", name.lower())) for name in (camera, other))
    return bool(words and others) and not (words <= others or others <= words)


def _at_other_times(one: datetime | None, other: datetime | None) -> bool:
    if one is None or other is None:
        return False
    clocks_apart = abs(one.replace(tzinfo=None) - other.replace(tzinfo=None))
    # Some films call the local time UTC.
    if clocks_apart <= _APART:
        return False
    if other.utcoffset() is not None:
        in_utc = other.astimezone(UTC).replace(tzinfo=None)
        if abs(one.replace(tzinfo=None) - in_utc) <= _APART:
            return False
    offsets = {one.utcoffset(), other.utcoffset()}
    # UTC alone may be what a photo without an offset was told by its film.
    if None not in offsets and offsets != {timedelta(0)}:
        return abs(one - other) > _APART
    # One of them does not say where its clock stood: it may be off by a zone's offset.
    beyond = clocks_apart % _ZONE_STEP
    return clocks_apart > _WIDEST_ZONES or min(beyond, _ZONE_STEP - beyond) > _APART


def _name_meant(stem: str) -> str:
    """The photo's name without ending, in small letters: "IMG_1_HEVC" is filmed around "IMG_1"."""
    return _FILM_SUFFIX.sub("", stem.lower())
