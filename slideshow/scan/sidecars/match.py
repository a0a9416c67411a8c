"""Names of photos and of files beside them → which file tells about which photo.

Only names are looked at, folder by folder, as programs and clouds give them.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from slideshow.scan.sidecars import takeout
from slideshow.scan.sidecars.edited import edited_copies, key


class _Folder:
    """The photos of a folder by name and by name without ending, as names compare."""

    def __init__(self, photos: Sequence[Path]) -> None:
        self.by_name = {key(path.name): path for path in photos}
        self.by_stem: dict[str, list[Path]] = defaultdict(list)
        for path in sorted(photos):
            self.by_stem[key(path.stem)].append(path)
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


def files_about(photos: Iterable[Path], files: Iterable[Path]) -> Mapping[Path, Sequence[Path]]:
    """The photos that files tell about, each with those files: the nearer its name the earlier."""
    photos, files = tuple(photos), tuple(files)
    folders = _folders(photos)
    copies = set(edited_copies(photos, files))
    ranked: dict[Path, list[tuple[int, Path]]] = defaultdict(list)
    for file in sorted(files):
        if folder := folders.get(file.parent):
            rank, about = _meant(file, folder, copies)
            for photo in about:
                ranked[photo].append((rank, file))
    return {photo: [file for _, file in sorted(found)] for photo, found in ranked.items()}


def _meant(file: Path, folder: _Folder, copies: set[Path]) -> tuple[int, Sequence[Path]]:
    """The photos that a file's name means, and how far the name is from theirs."""
    stem = key(file.stem)
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
        photos = [photo for photo in folder.beginning(*cut) if photo not in copies]
        # Of two photos it tells about one, and not which.
        if len(photos) == 1:
            return 3, photos
    return 4, ()


def _folders(photos: Iterable[Path]) -> dict[Path, _Folder]:
    gathered: dict[Path, list[Path]] = defaultdict(list)
    for path in photos:
        gathered[path.parent].append(path)
    return {folder: _Folder(paths) for folder, paths in gathered.items()}
