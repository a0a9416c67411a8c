"""Folders → what files about all their photos tell: Picasa's, and those of Apple's export."""

import configparser
import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from slideshow.scan.metadata import Metadata, plausible
from slideshow.scan.ratings import FAVOURITE, REJECTED
from slideshow.scan.written_time import written_time
from slideshow.system.safe_read import read_start

# A folder of ten thousand photos has about a megabyte.
_MOST_BYTES = 8 << 20
_MOST_FILES = 50
_PICASA = (".picasa.ini", "picasa.ini")
# "Photo Details.csv", "Photo Details-1.csv"
_APPLE = "Photo Details*.csv"

Key = tuple[Path, str]


def tells_of_folder(name: str) -> bool:
    """Whether a file of this name may tell about the photos of its folder."""
    return name.lower() in _PICASA or fnmatchcase(name, _APPLE)


def ratings_in(folders: Iterable[Path]) -> Mapping[Key, Metadata]:
    """What they tell of a photo, by its folder and its name in small letters."""
    found: dict[Key, Metadata] = {}
    for folder in folders:
        for file in _files(folder):
            read = _apple if fnmatchcase(file.name, _APPLE) else _picasa
            for name, told in read(_text(file)):
                found[folder, name.casefold()] = told
    return found


def _files(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry) for entry in entries if tells_of_folder(entry.name))[:_MOST_FILES]
    # A photo's folder may be closed to those who may read the photo.
    except OSError:
        return []


def _picasa(text: str) -> Iterator[tuple[str, Metadata]]:
    # [IMG_1.jpg]
    # star=yes
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True, delimiters=("=",))
    with suppress(configparser.Error):
        parser.read_string(text)
    for photo in parser.sections():
        if parser.get(photo, "hidden", fallback="") == "yes":
            yield photo, Metadata(rating=REJECTED)
        elif parser.get(photo, "star", fallback="") == "yes":
            yield photo, Metadata(rating=FAVOURITE)


def _apple(text: str) -> Iterator[tuple[str, Metadata]]:
    # imgName,fileChecksum,favorite,hidden,deleted,originalCreationDate,viewCount,importDate
    # IMG_1.HEIC,AX...,yes,no,no,"Sunday May 12,2024 3:41 PM GMT",12,"Monday May 13,2024 9:00 AM GMT"
    try:
        rows = [*csv.DictReader(text.splitlines())]
    except csv.Error:
        return
    for row in rows:
        if name := row.get("imgName"):
            yield name, _of_row(row)


def _of_row(row: Mapping[str, str]) -> Metadata:
    words = {key: str(value or "").strip().lower() for key, value in row.items() if isinstance(key, str)}
    rating = FAVOURITE if words.get("favorite") == "yes" else 0
    if words.get("deleted") == "yes" or words.get("hidden") == "yes":
        rating = REJECTED
    created = written_time(words.get("originalCreationDate", ""))
    instant = plausible(created.moment) if created and created.is_utc else None
    return Metadata(instant=instant, rating=rating)


def _text(file: Path) -> str:
    try:
        data = read_start(file, _MOST_BYTES)
    except (OSError, ValueError):
        return ""
    return data.decode("utf-8-sig", "replace")
