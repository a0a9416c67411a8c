"""Stand-ins for a decoder: what they do goes by the photo's name."""

import os
import signal
from multiprocessing import parent_process
from pathlib import Path

import numpy as np

from slideshow.inspect.photo_facts import PhotoFacts
from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.system.sandbox import Limits, Sandbox


def misled(photo: Photo) -> PhotoFacts:
    """Nothing much, unless its name says what goes wrong."""
    match photo.path.stem:
        case "crashes":
            os.abort()
        case "hangs":
            signal.pause()
        case "eats":
            np.empty(1 << 31, np.uint8)
        case "killed once":
            seen = Path(f"{photo.path}.seen")
            if not seen.exists():
                seen.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "talks":
            os.write(2, b"JPEGLib: Bogus Huffman table definition.\n")
        case "stumbles":
            return PhotoFacts(Facts(), bytes(1 // len(photo.path.suffix[4:])))
    return PhotoFacts(Facts(), b"")


def named(photo: Photo) -> int:
    """Which process it is that looks."""
    return os.getpid()


def orphaned(note: str) -> None:
    """Leaves word of who it is, kills the one who asked, and hangs."""
    Path(note).write_text(str(os.getpid()))
    asking = parent_process()
    assert asking and asking.pid
    os.kill(asking.pid, signal.SIGKILL)
    while True:
        signal.pause()


def dies(*_: object) -> None:
    """A worker's life, a short one."""
    os.abort()


def asked_by_another(photo: Photo) -> tuple[int, int]:
    """Which process asks, and which one looks for it."""
    with Sandbox(named, lambda photo: Limits(60.0, 1 << 30)) as look:
        return os.getpid(), look(photo)
