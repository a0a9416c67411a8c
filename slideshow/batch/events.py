"""What a batch says while it works. It calls `tell(event)`; the command line alone shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from slideshow.batch.discovery import AlbumFolder
from slideshow.batch.storage.address import Place
from slideshow.events import Event, Finished, Noticed

State = Literal["made", "up to date", "failed", "not reached"]


@dataclass(frozen=True, slots=True)
class AlbumsFound:
    """The albums that there is to look at; `workers` are busy with one each."""

    albums: tuple[AlbumFolder, ...]
    workers: int


@dataclass(frozen=True, slots=True)
class AlbumBegun:
    """A worker has taken up an album; again when another had died of it."""

    album: AlbumFolder


@dataclass(frozen=True, slots=True)
class AlbumSaid:
    """What the making of an album's film reports."""

    album: AlbumFolder
    event: Event


@dataclass(frozen=True, slots=True)
class AlbumEnded:
    """What has come of an album. `finished` tells of a film that was made, `problem` why there is none."""

    album: AlbumFolder
    film: Place
    state: State
    finished: Finished | None = None
    problem: str = ""
    hint: str = ""
    elapsed_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Watching:
    """Nothing is to be done until an album changes."""

    folder: Path


BatchEvent = AlbumsFound | AlbumBegun | AlbumSaid | AlbumEnded | Watching | Noticed
Tell = Callable[[BatchEvent], None]


def ignore(event: BatchEvent) -> None:
    """Tells nobody."""
