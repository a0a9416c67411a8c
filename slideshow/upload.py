"""A folder's photos → copies for the album, in the order of the film."""

from dataclasses import replace
from pathlib import Path

from slideshow import storyboard_file
from slideshow.errors import InputError
from slideshow.events import Report, ignore
from slideshow.model.album import Album, Photo
from slideshow.plan import in_order
from slideshow.scan import scan
from slideshow.share.originals import LONGEST_SIDE, Copies, write_copies


def copy_originals(
    folder: Path,
    out: Path,
    *,
    longest_side: int | None = LONGEST_SIDE,
    film_only: bool = False,
    recursive: bool = False,
    overwrite: bool = False,
    report: Report = ignore,
) -> tuple[Album, Copies]:
    """The album, and the copies of its photos in `out`. Raises SlideshowError.

    Photos come by time. Those in the folder's slideshow.toml come first and in its order; with `film_only`
    no others.
    """
    album = scan(folder, report, recursive=recursive)
    photos = in_order(album.photos, "time", 0)
    file = folder / storyboard_file.NAME
    if film_only and not file.exists():
        raise InputError(
            f"{file}: is not there to say what is in the film.", f"Write it: slideshow plan {folder}"
        )
    if file.exists():
        storyboard, _ = storyboard_file.read(file, album)
        filmed = tuple(dict.fromkeys(photo for shot in storyboard.shots for photo in shot.photos))
        photos = filmed if film_only else (*filmed, *_others(photos, filmed))
    album = replace(album, photos=photos)
    copies = write_copies(photos, folder, out, longest_side=longest_side, overwrite=overwrite, report=report)
    return album, copies


def _others(photos: tuple[Photo, ...], filmed: tuple[Photo, ...]) -> tuple[Photo, ...]:
    taken = {photo.path for photo in filmed}
    return tuple(photo for photo in photos if photo.path not in taken)
