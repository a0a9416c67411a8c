"""Looks at albums, again and again -> those that have changed and then were quiet for a while."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path


def quiet_albums(
    look: Callable[[], Mapping[Path, object]],
    quiet_seconds: float,
    poll_seconds: float,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> Iterator[frozenset[Path]]:
    """Albums whose state has stayed the same for `quiet_seconds`, each once for every state; without end.

    `look` gives all albums with something that changes whenever they do.
    """
    since: dict[Path, tuple[object, float]] = {}
    handled: dict[Path, object] = {}
    while True:
        seen, now = look(), clock()
        since = {
            album: since[album] if album in since and since[album][0] == state else (state, now)
            for album, state in seen.items()
        }
        handled = {album: state for album, state in handled.items() if album in seen}
        ready = frozenset(
            album
            for album, (state, begun) in since.items()
            if now - begun >= quiet_seconds and (album not in handled or handled[album] != state)
        )
        if ready:
            handled |= {album: seen[album] for album in ready}
            yield ready
        else:
            sleep(poll_seconds)


def state_of(folder: Path) -> object:
    """Names, sizes and times of what lies in a folder: others whenever something is being copied."""
    found = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            # A file that is only in our way, half copied, counts as much as a photo.
            with suppress(OSError):
                status = entry.stat()
                found.append((entry.name, status.st_size, status.st_mtime_ns))
    return tuple(sorted(found))
