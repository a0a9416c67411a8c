"""A folder → what lies in it for a person: the one way into folders that every command takes.

Left aside are hidden things and what systems and programs keep for themselves: bins with deleted photos,
small copies, catalogues. Links that lead out of the folder are told apart: nobody has put into the album what
they lead to.
"""

import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# Names of folders as people's disks show them, by who makes them. Names that begin with a point are hidden
# anyway: .Trashes, .Trash-1000, .@__thumb, .thumbnails, .picasaoriginals, .stversions, .dtrash, .AppleDouble.
_KEPT_BY = {
    "Windows": "$recycle.bin|recycler|recycled|recycle bin|system volume information",
    "macOS": "__macosx|network trash folder|temporary items|trash|recently deleted",
    "Linux": "lost+found|~snapshot",
    "Synology": "@eadir|#recycle|#snapshot|@tmp|@sharebin|@sharesnap|@synologydrive|@synologycloudsync",
    "QNAP": "@recycle|@recently-snapshot|network recycle bin|network recycle bin 1",
    "other disk stations and Samba": "recycle|recycle.bin|trashbox|trashcan|#snapshots|snapshot.versions",
    "Nextcloud and Syncthing": "files_trashbin|files_versions|~syncthing~",
    "cameras": "thmbnl|avchdtn|canonmsc",
    "galleries": "thumbnails|thumbs|_thumbs|_thumbnails|thumbnail cache|extrathumbs|pwg_representative|"
    "encoded-video|[originals]|captureone|plex versions",
    # Google's Takeout brings along what was thrown away, in a folder named in the language of its user.
    "Takeout": "bin|papierkorb|corbeille|papelera|cestino|lixo|lixeira|prullenbak|papirkurv|papperskorgen|"
    "papperskorg|roskakori|kosz|koš|kôš|корзина|кошик|çöp kutusu|ごみ箱|ゴミ箱|回收站|回收桶|垃圾桶|휴지통",
}
_KEPT = frozenset(
    unicodedata.normalize("NFC", name).casefold() for names in _KEPT_BY.values() for name in names.split("|")
)
# Catalogues of programs, as folders: Lightroom's previews, libraries of Apple's, Capture One's, Jellyfin's.
_KEPT_ENDINGS = (
    ".lrdata|.lrcat-data|.lrlibrary|.photoslibrary|.photolibrary|.migratedphotolibrary|.aplibrary|.cocatalog|"
    ".cosessiondb|.imovielibrary|.fcpbundle|.tvlibrary|.theater|.trickplay|.app"
)
_KEPT_SHAPES = re.compile(
    # What chkdsk found; Nextcloud's previews; shadow copies on a Samba share.
    rf"found\.\d{{3}}|appdata_oc\w+|@gmt-[\d.-]+|.*(?:{'|'.join(map(re.escape, _KEPT_ENDINGS.split('|')))})"
)
# Of a library of Apple's that is given itself, the photos as they were taken in; the rest are smaller copies.
_APPLE_LIBRARY = (".photoslibrary", ".photolibrary")
_APPLE_ORIGINALS = frozenset({"originals", "masters"})


def is_kept(name: str) -> bool:
    """Whether a folder of this name is a system's or a program's, and nothing for people."""
    name = unicodedata.normalize("NFC", name).casefold()
    return name.startswith(".") or name in _KEPT or _KEPT_SHAPES.fullmatch(name) is not None


@dataclass(slots=True)
class Listing:
    """What lies in a folder: `entries` to be looked at, `leading_out` links to elsewhere, and in `kept` names
    of folders that were left aside, hidden ones not counted.
    """

    entries: list[os.DirEntry[str]] = field(default_factory=list)
    leading_out: list[os.DirEntry[str]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


class Walk:
    """The way through a folder of photos. With `follow_links` links may lead anywhere."""

    def __init__(self, root: Path, *, follow_links: bool = False) -> None:
        self._follows = follow_links
        self._root = Path(os.path.realpath(root))
        self._entered: set[tuple[int, int]] = set()

    def listing(self, folder: Path) -> Listing:
        """What is in it; nothing the second time, as a link may lead back. Raises OSError, ValueError."""
        found = Listing()
        status = folder.stat()
        identity = status.st_dev, status.st_ino
        if identity in self._entered:
            return found
        self._entered.add(identity)
        in_library = folder.name.lower().endswith(_APPLE_LIBRARY)
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if self.leads_out(entry):
                    found.leading_out.append(entry)
                elif _is_folder(entry) and (
                    is_kept(entry.name) or (in_library and entry.name.lower() not in _APPLE_ORIGINALS)
                ):
                    found.kept.append(entry.name)
                else:
                    found.entries.append(entry)
        return found

    def leads_out(self, entry: os.DirEntry[str]) -> bool:
        """Whether it is a link to a place outside of the folder where the walk began."""
        if self._follows or not _is_link(entry):
            return False
        try:
            # Not a question whether something is there: that is for who may look.
            return not Path(os.path.realpath(entry.path)).is_relative_to(self._root)
        except (OSError, ValueError):
            return True


def with_more(waiting: list[Path], found: Iterable[Path]) -> list[Path]:
    """Folders to be entered, the last one first; links last of all, so that photos have their own folder's
    name.
    """
    found = list(found)
    links = [folder for folder in found if folder.is_symlink()]
    return [*links, *waiting, *(folder for folder in found if folder not in links)]


def _is_link(entry: os.DirEntry[str]) -> bool:
    # Junctions are no symbolic links to Python 3.11, and only real paths tell.
    return entry.is_symlink() or (os.name == "nt" and _is_folder(entry))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
