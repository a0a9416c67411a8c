"""Drafts ↔ JSON: what the journal keeps of a step. Photos go by their names in the album."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from fractions import Fraction
from hashlib import blake2b
from pathlib import Path
from typing import Any

from slideshow.documents.storyboard_text import name_in_file
from slideshow.editing.draft import Draft
from slideshow.model.album import Album, LeftOut, Photo
from slideshow.model.brief import Brief
from slideshow.model.clock_shift import ClockShift, clock_shift, in_words
from slideshow.model.geometry import Margins, Point, Rect, Size
from slideshow.model.mark import Mark
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.model.tone import Correction

_FRACTIONS = ("seconds", "join_seconds")
_PLAIN = (
    "caption",
    "detail",
    "chapter",
    "layout",
    "crop",
    "motion",
    "transition",
    "why",
    "strength",
    "clip_decibels",
    "voice",
    "pinned",
)
_PLAIN_OF_FILM = (
    "heading",
    "detail",
    "closing",
    "template",
    "music_start",
    "soundfont",
    "album_link",
)


class Recorder:
    """Writes drafts of an album, and reads them. A slide that many drafts share is written once, by its key:
    `new` gives what was not written yet."""

    def __init__(self, album: Album) -> None:
        self._folder = album.folder
        self._photos: dict[str, Photo] = {}
        self.know(album)
        self._written: dict[str, Any] = {}
        self._new: dict[str, Any] = {}

    def know(self, album: Album) -> None:
        """The photos that drafts are of."""
        self._photos = {name_in_file(one.path, album.folder): one for one in album.photos}

    def new(self) -> dict[str, Any]:
        """The parts that drafts were written with since this was last asked."""
        found, self._new = self._new, {}
        return found

    def learn(self, parts: Mapping[str, Any]) -> None:
        """Parts as a journal has them."""
        self._written |= parts

    def written(self, draft: Draft) -> dict[str, Any]:
        """The draft as JSON can hold it."""
        storyboard = draft.storyboard
        film: dict[str, Any] = {name: getattr(storyboard, name) for name in _PLAIN_OF_FILM}
        return film | {
            "music": list(storyboard.music),
            "shifts": _written_shifts(storyboard.shifts),
            "shifts_used": _written_shifts(storyboard.shifts_used),
            "never": [name_in_file(path, self._folder) for path in storyboard.never],
            "shots": [self._key(self._of_shot(shot)) for shot in storyboard.shots],
            "left_out": [
                self._key([name_in_file(one.path, self._folder), one.reason, one.hint])
                for one in storyboard.left_out
            ],
            "brief": written_brief(draft.brief),
            "target": draft.target,
        }

    def read(self, value: Mapping[str, Any]) -> tuple[Draft, tuple[str, ...]]:
        """The draft, without photos that are not in the album any more, and their names.

        Raises KeyError, TypeError or ValueError for what is no draft.
        """
        gone: list[str] = []
        shots = []
        for key in value["shots"]:
            shot, lost = self._shot(self._written[key])
            gone += lost
            if shot is not None:
                shots.append(shot)
        left_out = tuple(
            LeftOut(self._path(name), reason, hint)
            for name, reason, hint in map(self._written.__getitem__, value["left_out"])
        )
        # What an earlier version did not write was not decided.
        film = {name: value.get(name) for name in _PLAIN_OF_FILM}
        storyboard = Storyboard(
            tuple(shots),
            left_out,
            music=tuple(value["music"]),
            never=tuple(self._path(name) for name in value["never"]),
            shifts=_shifts(value.get("shifts", ())),
            shifts_used=_shifts(value.get("shifts_used", ())),
            **film,
        )
        return Draft(storyboard, brief_of(value["brief"]), str(value["target"])), tuple(gone)

    def _key(self, part: Any) -> str:
        text = json.dumps(part, sort_keys=True)
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
        if key not in self._written:
            self._written[key] = self._new[key] = part
        return key

    def _path(self, name: str) -> Path:
        photo = self._photos.get(name)
        return photo.path if photo else self._folder / name

    def _of_shot(self, shot: Shot) -> dict[str, Any]:
        found: dict[str, Any] = {name: getattr(shot, name) for name in _PLAIN}
        for name in _FRACTIONS:
            found[name] = _text(getattr(shot, name))
        return found | {
            "photos": [
                [name_in_file(photo.path, self._folder), photo.turned_degrees, _sides(photo)]
                for photo in shot.photos
            ],
            "focus": None if shot.focus is None else [[point.x, point.y] for point in shot.focus],
            "starts": None if shot.starts is None else [_text(one) for one in shot.starts],
            "light": None
            if shot.light is None
            else [[one.black, one.white, one.gamma, one.gains] for one in shot.light],
            "windows": None
            if shot.windows is None
            else [[part.x, part.y, part.width, part.height] for part in shot.windows],
        }

    def _shot(self, value: Mapping[str, Any]) -> tuple[Shot | None, list[str]]:
        photos: list[Photo] = []
        gone = []
        # Sessions of earlier versions know of no trim.
        for name, degrees, *trim in value["photos"]:
            if name in self._photos:
                photo = self._photos[name].turned_to(degrees)
                photos.append(photo.trimmed_to(Margins(*trim[0])) if trim else photo)
            else:
                gone.append(name)
        if not photos:
            return None, gone
        plain: dict[str, Any] = {name: value[name] for name in _PLAIN if name in value}
        plain |= {name: _fraction(value[name]) for name in _FRACTIONS}
        if gone:
            # What was chosen for all of them does not suit the rest.
            return Shot(tuple(photos), **(plain | {"layout": None, "crop": None, "motion": None})), gone
        return (
            Shot(
                tuple(photos),
                focus=None if value["focus"] is None else tuple(Point(*one) for one in value["focus"]),
                starts=None if value["starts"] is None else tuple(map(_fraction, value["starts"])),
                windows=None if value["windows"] is None else _windows(value["windows"]),
                light=None if value.get("light") is None else tuple(map(_correction, value["light"])),
                **plain,
            ),
            gone,
        )


def written_brief(brief: Brief) -> dict[str, Any]:
    """What was asked, as JSON can hold it."""
    found: dict[str, Any] = {}
    for field in fields(brief):
        value = getattr(brief, field.name)
        match value:
            case Fraction():
                value = str(value)
            case Size():
                value = [value.width, value.height]
            case Rect():
                value = [value.x, value.y, value.width, value.height]
            case Mark():
                value = {**asdict(value), "content": b64encode(value.content).decode()}
            case tuple() if field.name == "shifts":
                value = _written_shifts(value)
            case tuple():
                value = list(value)
        found[field.name] = value
    return found


def brief_of(value: Mapping[str, Any]) -> Brief:
    """What was asked. Raises KeyError, TypeError or ValueError for what is no brief."""
    known = {field.name for field in fields(Brief)}
    found = {name: one for name, one in value.items() if name in known}
    found["fps"] = Fraction(found["fps"])
    found["canvas"] = Size(*found["canvas"])
    found["music"] = tuple(found["music"])
    found["shifts"] = _shifts(found.get("shifts", ()))
    found["defaults"] = tuple(found.get("defaults", ()))
    if mark := found.get("mark"):
        found["mark"] = Mark(**{**mark, "content": b64decode(mark["content"])})
    if found["safe"] is not None:
        found["safe"] = Rect(*found["safe"])
    return Brief(**found)


def _written_shifts(shifts: Iterable[ClockShift]) -> list[str]:
    return [in_words(shift) for shift in shifts]


def _shifts(words: Iterable[str]) -> tuple[ClockShift, ...]:
    return tuple(map(clock_shift, words))


def _sides(photo: Photo) -> list[int]:
    trim = photo.trim
    return [trim.left, trim.top, trim.right, trim.bottom]


def _windows(value: Any) -> tuple[Rect, Rect]:
    start, end = value
    return Rect(*start), Rect(*end)


def _correction(value: Any) -> Correction:
    black, white, gamma, (red, green, blue) = value
    return Correction(float(black), float(white), float(gamma), (float(red), float(green), float(blue)))


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fraction(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)
