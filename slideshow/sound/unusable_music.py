"""A file given as music → the true reason why it is none, where its header tells one.

Songs bought with copy protection play in the shop's programs alone; a playlist holds names of songs.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from slideshow.media.mp4_boxes import Box, BrokenBox, top_level
from slideshow.system.safe_read import read_start

_HEAD_BYTES = 1 << 16
_LONGEST_MOOV = 32 << 20
_PLAYLIST_ENDINGS = frozenset(
    {".m3u", ".m3u8", ".pls", ".xspf", ".wpl", ".asx", ".cue", ".zpl", ".b4s", ".strm"}
)
_PLAYLIST = re.compile(
    rb"\s*(?:#EXTM3U|\[playlist\]|<\?wpl|<asx\b|(?:<\?xml[^>]*>\s*)?<(?:playlist|smil)\b)", re.IGNORECASE
)
# Objects of an ASF file that say so (Advanced Systems Format, 3.14 and 3.15), and the brands of audiobooks.
_ASF = bytes.fromhex("3026b2758e66cf11")
_ASF_ENCRYPTED = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),
)
_PROTECTED_BRANDS = (b"aax ", b"aaxc", b"M4P ")
# Sample entries of sound that is encrypted: ISO 14496-12, 8.12, and Apple's.
_ENCRYPTED = frozenset({"drms", "enca"})

Reason = tuple[str, str]
_PROTECTED: Reason = (
    "is copy-protected (DRM): only the shop's own programs can play it.",
    "Use a copy without protection, such as one that the shop offers for download.",
)
_LIST: Reason = (
    "is a playlist: names of songs, no sound.",
    "Give the songs themselves, one after the other.",
)


def why_no_music(path: Path) -> Reason | None:
    """What the file is instead of music, and what would help; None where nothing is known of it."""
    try:
        head = read_start(path, _HEAD_BYTES)
    except (OSError, ValueError):
        return None
    if path.suffix.lower() in _PLAYLIST_ENDINGS or _PLAYLIST.match(head.removeprefix(b"\xef\xbb\xbf")):
        return _LIST
    if head.startswith(_ASF) and any(mark in head for mark in _ASF_ENCRYPTED):
        return _PROTECTED
    if head[4:8] == b"ftyp" and (head[8:12] in _PROTECTED_BRANDS or _is_encrypted(path)):
        return _PROTECTED
    return None


def _is_encrypted(path: Path) -> bool:
    try:
        return any(kind in _ENCRYPTED for kind in _sample_entries(path))
    except (OSError, BrokenBox, ValueError):
        return False


def _sample_entries(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        place = next((one for one in top_level(file) if one.kind == "moov"), None)
        if place is None or place.stop - place.start > _LONGEST_MOOV:
            return
        file.seek(place.start)
        moov = Box("moov", memoryview(file.read(place.stop - place.start)))
    for trak in (box for box in moov.children() if box.kind == "trak"):
        if table := trak.find("mdia", "minf", "stbl", "stsd"):
            yield from (entry.kind for entry in table.children(8))
