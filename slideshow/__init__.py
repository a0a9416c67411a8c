"""A folder of photos becomes a vertical film.

    import slideshow

    film = slideshow.make("trip", output="trip.mp4", template="cinema", music="calm", target="reels")
    timeline = slideshow.plan("trip", template="cinema")
    for picture in slideshow.frames(timeline, 0, 30):
        ...  # (H, W, 3), uint8, RGB

`make` gives a `Film`, `plan` a `Timeline`, `frames` the pictures of one, `sound` its finished sound track;
`open` gives an `EditedFilm`, to be changed step by step, looked at, undone, saved and made.
`Options` lists what they take. `photos` gives the best photos as pictures to send. `transitions` and
`templates` list what there is and take more. What goes wrong is a `SlideshowError`, what was given wrong an
`InputError`; both say what, where, and what would help.
Nothing is printed: `progress` is told how far it is, `report` all that happens. Threads may call all of it
side by side.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from slideshow.version import __version__

if TYPE_CHECKING:
    from slideshow.api import templates, transitions
    from slideshow.api.films import Film, Options, frames, make, plan, sound
    from slideshow.api.open_film import open
    from slideshow.api.photos import Photos, photos
    from slideshow.editing.film import EditedFilm
    from slideshow.errors import InputError, SlideshowError
    from slideshow.model.timeline import Timeline

# Where each name of ours is written: it is imported when it is first asked for, as OpenCV takes its time.
_PLACES = {
    "EditedFilm": "editing.film",
    "Film": "api.films",
    "InputError": "errors",
    "Options": "api.films",
    "Photos": "api.photos",
    "SlideshowError": "errors",
    "Timeline": "model.timeline",
    "frames": "api.films",
    "make": "api.films",
    "open": "api.open_film",
    "photos": "api.photos",
    "plan": "api.films",
    "sound": "api.films",
    "templates": "api",
    "transitions": "api",
}

__all__ = [
    "EditedFilm",
    "Film",
    "InputError",
    "Options",
    "Photos",
    "SlideshowError",
    "Timeline",
    "__version__",
    "frames",
    "make",
    "open",
    "photos",
    "plan",
    "sound",
    "templates",
    "transitions",
]


class _Package(ModuleType):
    """This package: its public names stay what they are when a module of that name (`slideshow.plan`,
    `slideshow.sound`) is imported, which Python would put in their place."""

    def __getattr__(self, name: str) -> object:
        if name not in _PLACES:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        from importlib import import_module

        if name in ("templates", "transitions"):
            return import_module(f"slideshow.api.{name}")
        return getattr(import_module(f"slideshow.{_PLACES[name]}"), name)

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _PLACES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_PLACES})


sys.modules[__name__].__class__ = _Package
