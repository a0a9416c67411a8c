"""What a program asks for -> pictures of the best photos, to be sent as photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from slideshow.api.films import Reporting, options_for_photos, photos_given, report_of
from slideshow.pipeline.options import AnyPath, PhotoOptions, in_python
from slideshow.pipeline.photos import write_photos
from slideshow.pipeline.read_options import photo_options_of


class PhotosOptions(PhotoOptions, Reporting, total=False):
    """What `photos` takes by name; each may be left out. They are those of the command line."""


@dataclass(frozen=True, slots=True)
class Photos:
    """Pictures, and clips among them, under their names in `folder`.

    `files` are in the order to send them in, the first is the cover; `sources` says which photo each came
    from. `size` is in bytes, of all together. `left_out` holds the other photos, each with why. `message` is
    the file with the words to send along, None where none was asked for.
    """

    folder: Path
    files: tuple[Path, ...]
    sources: tuple[Path, ...]
    size: int
    left_out: tuple[tuple[Path, str], ...]
    message: Path | None = None


def photos(
    photos: AnyPath | Sequence[AnyPath], output: AnyPath | None = None, **options: Unpack[PhotosOptions]
) -> Photos:
    """Pictures of the best photos of a folder, or of a list, in the new folder `output`: the folder's name
    with -photos, here.

    Pixels and nothing else are in them, which is checked. Photos are only read. Raises InputError for what
    cannot be used, SlideshowError when none can be made; `output` is as it was then.

    >>> sent = photos("trip", "to-send", place="tiktok-dm", shown_as="fill")
    >>> [file.name for file in sent.files], sent.left_out
    (['01.jpg', '02.jpg', '03.jpg'], ())
    """
    folder, listed = photos_given(photos)
    name = folder.resolve().name if listed is None else ""
    asked = photo_options_of(options_for_photos(options, PhotosOptions, None), in_python)
    out = Path(output) if output is not None else Path(f"{name or 'album'}-photos")
    sent = write_photos(folder, out, asked, listed=listed, report=report_of(options))
    return Photos(
        folder=out,
        files=tuple(out / one for one in sent.names),
        sources=tuple(photo.path for photo in sent.sources),
        size=sum(sent.sizes_bytes),
        left_out=tuple((one.path, one.reason) for one in sent.left_out),
        message=sent.message,
    )
