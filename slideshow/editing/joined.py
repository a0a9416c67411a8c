"""Photos that lie elsewhere -> what is known of an album with them: for this film they are of it.

They are copies in the user's cache; the album's folder is never written to.
"""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from slideshow.editing.journal import folder_of
from slideshow.errors import InputError, printable
from slideshow.events import Report
from slideshow.inspect import inspect
from slideshow.plan import Scene, in_order
from slideshow.scan import scan_listed


def joined_folder(album: Path) -> Path:
    """Where files lie that joined an album's film."""
    return folder_of(album) / "joined"


def with_photos(scene: Scene, paths: Sequence[Path], report: Report) -> Scene:
    """The scene with the photos of `paths`, but for those whose content the album has already, in its order.

    What cannot be read is reported and left out.
    """
    brief, album = scene.brief, scene.album
    known = {photo.path for photo in album.photos}
    wanted = [path for path in paths if path not in known]
    if not wanted:
        return scene
    try:
        found = scan_listed(wanted, report, clips=brief.clips, live=brief.live, shifts=brief.shifts)
    except InputError:
        # None of them is a photo, which was reported.
        return scene
    found, facts = inspect(found, report)
    photos = {photo.digest: photo for photo in (*found.photos, *album.photos)}
    new = [photo for photo in photos.values() if photo.path not in known]
    ordered = in_order((*album.photos, *new), brief.order, scene.seed)
    return replace(scene, album=replace(album, photos=ordered), facts={**facts, **scene.facts})


def keep_joined(album: Path, files: Sequence[Path]) -> tuple[Path, ...]:
    """Copies of the files where those lie that joined the album's film, under names of their own there.

    What lies there already is taken as it is. Raises InputError for what cannot be copied.
    """
    place = joined_folder(album)
    kept = []
    for file in files:
        if file.parent == place:
            kept.append(file)
            continue
        out = free_name(place, file.name)
        try:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, out)
        except OSError as error:
            out.unlink(missing_ok=True)
            raise InputError(f"{printable(file)}: cannot be read ({error.strerror}).") from error
        kept.append(out)
    return tuple(kept)


def free_name(place: Path, name: str) -> Path:
    """A path of that name in the folder, with a number where one is there already."""
    wanted = place / name
    number = 1
    while wanted.exists():
        number += 1
        wanted = place / f"{Path(name).stem} {number}{Path(name).suffix}"
    return wanted
