"""A folder -> its film, opened to be changed: `slideshow.open`."""

from pathlib import Path
from typing import Unpack

from slideshow.api.films import Options, check_options, report_of
from slideshow.documents.target_files import target as target_of
from slideshow.editing.film import EditedFilm
from slideshow.pipeline.destination import Destination
from slideshow.pipeline.options import AnyPath, in_python
from slideshow.pipeline.read_options import brief_of

# Options that do not say what the film is to be.
_ASIDE = ("progress", "report", "fresh", "recursive")


def open(folder: AnyPath, *, at_once: bool = False, **options: Unpack[Options]) -> EditedFilm:
    """The folder's film, to be changed step by step: as it was left, or as slideshow.toml has it, or our own.

    With options the film is planned as these ask, unless that was done before. It is for one program at a
    time; `close` it, or use it in a `with`. Raises SlideshowError, InputError when it is open elsewhere.

    With `at_once` it does not wait until all photos have been looked at: it is a first guess (`is_whole`
    tells) that becomes the film as it would have been, but for what was changed meanwhile. `wait` waits for
    that, as `save` and `make` do. `report` and `progress` are called in other threads then.

    >>> with open("trip", length=6, title="") as film:
    ...     done = film.take_out(2)
    ...     film.history, len(film.slides), film.undo(), len(film.slides)
    (('Opened', 'Took out IMG_1'), 2, 'Took out IMG_1', 3)
    """
    asked = check_options(options)
    wishes = [name for name in options if name not in _ASIDE]
    target = options.get("target")
    return EditedFilm(
        Path(folder),
        brief_of(asked, in_python) if wishes else None,
        destination=None if target is None else Destination(target_of(target)),
        fresh=options.get("fresh", False),
        recursive=options.get("recursive", False),
        at_once=at_once,
        report=report_of(options),
    )
