"""Films that tests make in their own process: a worker takes longer to start than a small film takes."""

from pathlib import Path
from typing import Any

from slideshow.events import Finished
from slideshow.model.brief import Brief
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions

_OF_THE_RUN = {"listed", "made_as", "remote_workers", "expendable", "report"}


def make_film(folder: Path, out: Path, brief: Brief, **settings: Any) -> Finished:
    """The film, made with `settings` of MakeOptions and of `make`."""
    run = {name: settings.pop(name) for name in _OF_THE_RUN & settings.keys()}
    return make(folder, out, MakeOptions(brief, **settings), **run)


def make_here(folder: Path, out: Path, brief: Brief, **settings: Any) -> Finished:
    """The film, made in this process."""
    return make_film(folder, out, brief, jobs=1, expendable=True, **settings)
