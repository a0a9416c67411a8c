"""Names of photos and of files beside them → which file tells about which photo, and which photo is edited.

Only names are looked at, folder by folder, as programs and clouds give them.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from slideshow.scan.sidecars import takeout

# Google Photos writes the word in the language of its user.
_EDITED = (
    "edited bearbeitet modifié edité editado editada modificato bewerkt redigerad "
    "redigeret redigert edytowane muokattu изменено düzenlendi 編集済み 已修改 已編輯 수정됨"
)
# "IMG_1234-edited(1)" is made of "IMG_1234(1)".
_GOOGLE_EDIT = re.compile(rf"(.+)-(?:{'|'.join(_EDITED.split())})(\(\d{{1,6}}\))?")
# "IMG_E1234" is made of "IMG_1234".
_APPLE_EDIT = re.compile(r"(img_)e(\d{4}.*)")


class _Folder:
    """The photos of a folder by name and by name without ending, as names compare."""

    def __init__(self, photos: Sequence[Path]) -> None:
        self.by_name = {_key(path.name): path for path in photos}
        self.by_stem: dict[str, list[Path]] = defaultdict(list)
        for path in sorted(photos):
            self.by_stem[_key(path.stem)].append(path)
        self._names = sorted(self.by_name)

    def beginning(self, start: str, number: str) -> list[Path]:
        """The photos with a name that begins so, and with that number of a namesake or none."""
        found = []
        for name in self._names[bisect_left(self._names, start) :]:
            if not name.startswith(start):
                break
            stem = PurePath(name).stem
            if stem.endswith(number) and (number or not re.search(r"\(\d+\)$", stem)):
                found.append(self.by_name[name])
        return found


def originals(photos: Iterable[Path]) -> Mapping[Path, Path]:
    """Photos that are edited copies, each with the photo it was made of, which lies beside it."""
    found = {}
    for folder in _folders(photos).values():
        for path in folder.by_name.values():
            stem = _key(path.stem)
            match = _APPLE_EDIT.fullmatch(stem) or _GOOGLE_EDIT.fullmatch(stem)
            beside = folder.by_stem.get(f"{match[1]}{match[2] or ''}") if match else None
            if beside:
                # The same kind of file first: "IMG_1.heic" may have a "IMG_1.png" beside it.
                found[path] = min(beside, key=lambda other: other.suffix.lower() != path.suffix.lower())
    return found


def files_about(photos: Iterable[Path], files: Iterable[Path]) -> Mapping[Path, Sequence[Path]]:
    """The photos that files tell about, each with those files: the nearer its name the earlier."""
    photos = tuple(photos)
    folders = _folders(photos)
    edited = set(originals(photos))
    ranked: dict[Path, list[tuple[int, Path]]] = defaultdict(list)
    for file in sorted(files):
        if folder := folders.get(file.parent):
            rank, about = _meant(file, folder, edited)
            for photo in about:
                ranked[photo].append((rank, file))
    return {photo: [file for _, file in sorted(found)] for photo, found in ranked.items()}


def _meant(file: Path, folder: _Folder, edited: set[Path]) -> tuple[int, Sequence[Path]]:
    """The photos that a file's name means, and how far the name is from theirs."""
    stem = _key(file.stem)
    # IMG.jpg.xmp
    if photo := folder.by_name.get(stem):
        return 0, (photo,)
    if file.suffix.lower() == ".json":
        for name in takeout.names_meant(stem):
            if photo := folder.by_name.get(name):
                return 1, (photo,)
    # IMG.xmp
    if photos := folder.by_stem.get(stem):
        return 2, photos
    if file.suffix.lower() == ".json" and (cut := takeout.cut_name(stem)):
        photos = [photo for photo in folder.beginning(*cut) if photo not in edited]
        # Of two photos it tells about one, and not which.
        if len(photos) == 1:
            return 3, photos
    return 4, ()


def _folders(photos: Iterable[Path]) -> dict[Path, _Folder]:
    gathered: dict[Path, list[Path]] = defaultdict(list)
    for path in photos:
        gathered[path.parent].append(path)
    return {folder: _Folder(paths) for folder, paths in gathered.items()}


def _key(name: str) -> str:
    """A name as names compare: archives made on one system are unpacked on another."""
    return unicodedata.normalize("NFC", name).casefold()
