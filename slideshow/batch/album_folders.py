"""A folder of albums → a folder for each, filled by whoever is asked: pictures, films for many people."""

from collections.abc import Callable
from pathlib import Path

from slideshow.batch.discovery import AlbumFolder, albums_in
from slideshow.batch.events import AlbumEnded
from slideshow.batch.film_names import SUFFIX, film_names
from slideshow.errors import InputError, SlideshowError, printable
from slideshow.events import Noticed


def fill_folders(
    root: Path,
    out: Path,
    fill: Callable[[AlbumFolder, Path], None],
    failed: Callable[[AlbumEnded], None],
    report: Callable[[Noticed], None],
    *,
    clips: bool = True,
    follow_links: bool = False,
) -> int:
    """Has `fill` write a folder inside `out` for each album inside `root`; how many albums there are.

    An album that fails is told and stops no other. Raises InputError where there is nothing to do at all.
    """
    albums = albums_in(root, out, report, clips=clips, follow_links=follow_links)
    names = film_names([album.place for album in albums])
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"{printable(out)}: cannot be a folder ({error.strerror or error})."
        raise InputError(problem, "Choose another with -o.") from error
    for album in albums:
        own = out / names[album.place].removesuffix(SUFFIX)
        try:
            fill(album, own)
        except SlideshowError as error:
            failed(AlbumEnded(album, own, "failed", problem=error.problem, hint=error.hint))
    return len(albums)
