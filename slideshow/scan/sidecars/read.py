"""Photos and the files beside them → what those files tell. Whatever they hold, it never costs a photo."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from slideshow.model.album import Photo
from slideshow.scan import xmp
from slideshow.scan.metadata import Metadata
from slideshow.scan.sidecars import photoprism, takeout
from slideshow.scan.sidecars.edited import edited_copies
from slideshow.scan.sidecars.folder_files import ratings_in
from slideshow.scan.sidecars.match import files_about
from slideshow.system.safe_read import read_start

# Theirs have a few kilobytes.
_MOST_BYTES = 1 << 20

_READERS: Mapping[str, Callable[[bytes], Metadata | None]] = {
    ".xmp": xmp.read_metadata,
    ".json": takeout.read_metadata,
    ".yml": photoprism.read_metadata,
    ".yaml": photoprism.read_metadata,
}


def is_sidecar(name: str) -> bool:
    """Whether a file of this name may tell about a photo."""
    return Path(name).suffix.lower() in _READERS


def read_sidecars(
    photos: Sequence[Photo], files: Sequence[Path], pool: Executor
) -> Mapping[Path, Sequence[Metadata]]:
    """The photos that something is told about, each with all of it, the nearest file's first.

    An edited photo is told what its original is, and what that tells itself.
    """
    by_path = {photo.path: photo for photo in photos}
    about = files_about(by_path, files)
    wanted = sorted({file for found in about.values() for file in found})
    stars = ratings_in({path.parent for path in by_path})
    read = dict(zip(wanted, pool.map(_told, wanted), strict=True))
    told = {
        photo: [one for file in found if (one := read[file]) is not None] for photo, found in about.items()
    }
    for photo in by_path:
        if one := stars.get((photo.parent, photo.name.casefold())):
            told.setdefault(photo, []).append(one)
    for copy, original in edited_copies(by_path, files).items():
        told[copy] = [*told.get(copy, ()), Metadata.by(by_path[original]), *told.get(original, ())]
    return told


def _told(file: Path) -> Metadata | None:
    try:
        data = read_start(file, _MOST_BYTES + 1)
        changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
    told = _READERS[file.suffix.lower()](data) if len(data) <= _MOST_BYTES else None
    return replace(told, file_changed=changed) if told else None
