"""A batch's events -> how far it is, how long it will take yet, and a report of it in a file."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from slideshow.batch.discovery import AlbumFolder
from slideshow.batch.events import AlbumBegun, AlbumEnded, AlbumSaid, AlbumsFound, BatchEvent
from slideshow.batch.storage.address import Place
from slideshow.errors import InputError, printable
from slideshow.events import Advanced, Finished, PhotoLeftOut, Started
from slideshow.system.atomic_write import replacing


class BatchProgress:
    """What is known of every album; the latest, when one is made again."""

    def __init__(self) -> None:
        self.albums: dict[Place, AlbumFolder] = {}
        self.ended: dict[Place, AlbumEnded] = {}
        # The stage that each album is in that is being worked on, and how much of its frames is drawn.
        self.stages: dict[Place, str] = {}
        self.shares: dict[Place, float] = {}
        self._totals: dict[Place, int] = {}
        self._left_out: dict[Place, list[PhotoLeftOut]] = {}

    def take(self, event: BatchEvent) -> None:
        match event:
            case AlbumsFound(albums):
                for album in albums:
                    self.albums[album.path] = album
                    self.ended.pop(album.path, None)
            case AlbumBegun(album):
                self.stages[album.path], self.shares[album.path] = "", 0.0
                self._left_out[album.path] = []
            case AlbumSaid(album, Started(stage, total)):
                self.stages[album.path] = stage
                self._totals[album.path] = total or 0
            case AlbumSaid(album, Advanced("render", done)):
                self.shares[album.path] = done / max(1, self._totals.get(album.path, 1))
            case AlbumSaid(album, PhotoLeftOut() as photo):
                self._left_out.setdefault(album.path, []).append(photo)
            case AlbumEnded(album):
                self.stages.pop(album.path, None)
                self.ended[album.path] = event

    @property
    def waiting(self) -> list[AlbumFolder]:
        """Albums that nobody has begun."""
        return [
            one for path, one in self.albums.items() if path not in self.ended and path not in self.stages
        ]

    def counts(self) -> Mapping[str, int]:
        """How many films were made, are up to date, have failed, and were not reached."""
        found = Counter(one.state for one in self.ended.values())
        states = {"made": found["made"], "up to date": found["up to date"], "failed": found["failed"]}
        return states | {"not reached": len(self.albums) - len(self.ended)}

    def seconds_left(self, elapsed_seconds: float) -> float | None:
        """How long the rest takes, when its photos take as long as those until now; None at the beginning.

        What was up to date took no time, and says nothing of the rest.
        """
        worked = sum(one.album.photos for one in self.ended.values() if one.state != "up to date")
        running = sum(self.shares.get(path, 0.0) * self.albums[path].photos for path in self.stages)
        left = sum(one.photos for path, one in self.albums.items() if path not in self.ended) - running
        return elapsed_seconds * left / (worked + running) if worked + running >= 1 else None

    def write(self, file: Path, elapsed_seconds: float) -> None:
        """Writes the report. Raises InputError where it cannot be written."""
        albums = [self._told(path) for path in self.albums]
        counts = {name.replace(" ", "_"): count for name, count in self.counts().items()}
        content = {**counts, "elapsed_seconds": round(elapsed_seconds, 2), "albums": albums}
        try:
            with replacing(file) as part:
                part.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
        except OSError as error:
            raise InputError(
                f"{printable(file)}: cannot be written ({error.strerror or error}).",
                "Choose another --report.",
            ) from error

    def _told(self, path: Place) -> dict[str, object]:
        album, ending = self.albums[path], self.ended.get(path)
        if ending is None:
            return {"album": printable(album.place), "photos": album.photos, "state": "not reached"}
        left_out = [
            {"path": printable(one.path), "reason": one.reason, "by_choice": one.by_choice}
            for one in self._left_out.get(path, ())
        ]
        return {**fields(ending), "left_out": left_out}


def fields(ending: AlbumEnded) -> dict[str, object]:
    """What has come of an album, for machines."""
    told: dict[str, object] = {
        "album": printable(ending.album.place),
        "photos": ending.album.photos,
        "film": printable(ending.film),
        "state": ending.state,
        "elapsed_seconds": round(ending.elapsed_seconds, 2),
    }
    if ending.problem:
        told |= {"problem": ending.problem, "hint": ending.hint}
    match ending.finished:
        case Finished() as film:
            told |= {
                "duration_seconds": film.duration_seconds,
                "size_bytes": film.size_bytes,
                "photos_used": film.photos_used,
                "clips_used": film.clips_used,
                "photos_left_out": film.photos_left_out,
            }
    return told
