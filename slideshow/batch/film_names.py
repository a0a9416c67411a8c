"""Albums' places -> names of their films: the folder's, told apart where two are called the same."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from slideshow.errors import printable
from slideshow.model.file_names import natural_name

SUFFIX = ".mp4"
# What Windows takes for devices, whatever ending follows.
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
# File systems take 255; a film in the making carries more, and people put words before a name.
_MOST_BYTES = 180


def film_names(
    places: Iterable[Path], before: Mapping[Path, str] | None = None, taken: Collection[str] = ()
) -> dict[Path, str]:
    """A name for each place's film, no two alike even where case does not count.

    Names given `before` stay, whatever has come since; those `taken` are nobody's. New places that would be
    called the same are told apart by the folders above them, and by a number where these do not do.
    """
    before = before or {}
    names: dict[Path, str] = {}
    used = {key(name) for name in taken}
    places = sorted(places, key=natural_name)
    for place in places:
        if place in before and key(before[place]) not in used:
            names[place] = before[place]
            used.add(key(before[place]))
    new = [place for place in places if place not in names]
    alike = Counter(key(name) for place in new for name in {*_choices(place)})
    for place in new:
        choices = _choices(place)
        free = [name for name in choices if key(name) not in used]
        own = [name for name in free if alike[key(name)] == 1]
        names[place] = next(iter(own), None) or _numbered(choices[-1], used)
        used.add(key(names[place]))
    return names


def key(name: str) -> str:
    """What two names share that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def allowed_name(name: str) -> str:
    """The name as every system takes it."""
    name = _FORBIDDEN.sub("-", name).strip().rstrip(". ").lstrip(".")
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1]
    name = name.rstrip(". ") or "film"
    return f"{name} film" if name.partition(".")[0].strip().lower() in _DEVICES else name


def _choices(place: Path) -> list[str]:
    """2024/Rome as "Rome.mp4" and "2024 Rome.mp4"."""
    parts = [printable(Path(part)) for part in place.parts]
    return [allowed_name(" ".join(parts[-depth:])) + SUFFIX for depth in range(1, len(parts) + 1)]


def _numbered(name: str, used: Collection[str]) -> str:
    if key(name) not in used:
        return name
    stem = name.removesuffix(SUFFIX)
    number = 2
    while key(f"{stem} {number}{SUFFIX}") in used:
        number += 1
    return f"{stem} {number}{SUFFIX}"
