"""A planned film of which photos were taken away or changed → the film without them."""

from dataclasses import replace
from pathlib import Path

from slideshow.errors import InputError, PhotoError, printable
from slideshow.events import PhotoLeftOut, Report, ignore
from slideshow.media.photo_files import why_changed
from slideshow.model.album import LeftOut
from slideshow.pipeline.planning import Planned, chosen, film_of
from slideshow.plan import without_photos


def without_lost_photos(
    film: Planned, folder: Path, error: PhotoError, fresh: bool, report: Report
) -> Planned:
    """The film without the photo of `error`, and without all others that were taken away or changed since.

    Raises InputError when none is left, and `error` when it is about no photo of the album's.
    """
    album = film.scene.album
    _, why, hint = error.args
    # The seconds around a photo may lie in a file of their own.
    named = {
        photo.path: (why, hint)
        for photo in album.photos
        if error.photo in (photo.path, photo.clip.path if photo.clip else photo.path)
    }
    # Begun again with the same photos, it would fail again, for ever.
    if not named:
        raise error
    # All of them at once: where a disk was taken away, each would be found by a beginning of its own.
    changed = {photo.path: why_changed(photo.path, photo.state) for photo in album.photos}
    others = {path: words for path, words in changed.items() if words and path not in named}
    lost = [PhotoError(path, *words) for path, words in (named | others).items()]
    for one in lost:
        report(PhotoLeftOut(one.photo, one.reason, one.hint))
    album = album.without(*(LeftOut(one.photo, one.reason, one.hint) for one in lost))
    if not album.photos:
        raise InputError(f"{printable(folder)}: its photos are gone or were changed.", "Start again.")
    scene = replace(film.scene, album=album)
    if film.edited:
        rest = without_photos(film.storyboard, {one.photo for one in lost})
        return replace(film_of(folder, rest, scene), edited=True)
    return chosen(folder, scene, fresh, ignore)
