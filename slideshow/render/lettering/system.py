"""A character → the system's font files that may hold it, the most likely first. Only names are looked at."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from slideshow.model.file_names import at_home

_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
_WORD_ENDS = re.compile(r"[^a-z0-9]+")
# What draws a box for every character there is.
_EMPTY_FONTS = ("lastresort", "adobeblank", "notdef", "lastresorthe")
# Plain faces that hold much, as their files are called: Debian and its kin, macOS, Windows.
_KNOWN = (
    "dejavusans",
    "freesans",
    "droidsans",
    "sfhebrew",
    "arialhb",
    "geezapro",
    "kohinoor",
    "thonburi",
    "pingfang",
    "hiragino",
    "applesdgothicneo",
    "applesymbols",
    "arialunicode",
    "segoeui",
    "seguisym",
    "nirmala",
    "leelawui",
    "msyh",
    "yugoth",
    "malgun",
    "msjh",
    "gadugi",
    "ebrima",
    "mmrtext",
    "tahoma",
    "arial",
)
_EMOJI = ("notocoloremoji", "applecoloremoji", "seguiemj")
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "HALFWIDTH", "FULLWIDTH")
_ODD = ("italic", "oblique", "condensed", "mono", "serif", "display", "ui", "thin", "light", "black")


def folders() -> list[Path]:
    """Where this system keeps fonts; not all of them need exist."""
    home = at_home("~")
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return [windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    data = [Path(folder) for folder in shared.split(":") if folder]
    usual = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    nix = Path("/run/current-system/sw/share/X11/fonts")
    return list(
        dict.fromkeys([*usual, *(one / "fonts" for one in data), own / "fonts", home / ".fonts", nix])
    )


@cache
def files() -> tuple[Path, ...]:
    """Every font file of the system, in an order that is always the same."""
    found = {
        Path(folder, name)
        for root in folders()
        for folder, _, names in os.walk(root)
        for name in names
        if Path(name).suffix.lower() in _SUFFIXES
    }
    return tuple(sorted(path for path in found if not _plain(path).startswith(_EMPTY_FONTS)))


def emoji_files() -> list[Path]:
    """The fonts of coloured pictures, those that every system brings first."""
    found = [path for path in files() if "emoji" in _plain(path) or _plain(path) == "seguiemj"]
    return sorted(
        found, key=lambda path: next((i for i, name in enumerate(_EMOJI) if name in _plain(path)), 9)
    )


def likely(letter: str, weight: int) -> Iterator[Path]:
    """All font files, those first whose name says that they hold the character."""
    yield from _ranked(_subject(letter), weight >= 600)


def _subject(letter: str) -> tuple[str, ...]:
    """What a file's name may say of the character: "HEBREW LETTER ALEF" → "hebrewletter", "hebrew"."""
    name = unicodedata.name(letter, "")
    if name.startswith(_EAST_ASIAN):
        return ("cjk",)
    # The first two words are enough: "LINEAR B SYLLABLE B008 A" → "linearb", "linear".
    words = name.lower().replace("-", " ").split(" ")[:2]
    return ("".join(words), words[0]) if words[0] else ()


@cache
def _ranked(subject: tuple[str, ...], bold: bool) -> tuple[Path, ...]:
    return tuple(sorted(files(), key=lambda path: (*_distance(_plain(path), subject, bold), path)))


def _distance(name: str, subject: tuple[str, ...], bold: bool) -> tuple[int, int, int]:
    """How far a file is from what is looked for: by what it holds, by whose it is, by its style."""
    about = next((place for place, words in enumerate(subject) if words in name), len(subject))
    if name.startswith("notosans"):
        family = 0
    else:
        family = next((place for place, known in enumerate(_KNOWN, 1) if name.startswith(known)), 99)
    style = sum(word in name for word in _ODD)
    return about, family, 2 * style + (("bold" in name) != bold)


def _plain(path: Path) -> str:
    return _WORD_ENDS.sub("", path.stem.lower())
