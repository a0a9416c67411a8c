"""One film file → Photo with a clip, or the reason why it is left out."""

import hashlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from slideshow.clips.probe import probe
from slideshow.errors import PhotoError
from slideshow.model.album import VIDEO, LeftOut, Photo
from slideshow.photo_files import state_of
from slideshow.scan.reasons import unreadable

_END_BYTES = 1 << 16


def read_clip(path: Path) -> Photo | LeftOut:
    """The clip in a film file, in a photo's place, or why it is left out."""
    try:
        header = probe(path)
        with path.open("rb") as file:
            state = state_of(file)
            file_bytes, _ = state
            digest = hashlib.blake2b(file_bytes.to_bytes(8, "big"), digest_size=16)
            digest.update(file.read(_END_BYTES))
            file.seek(max(0, file_bytes - _END_BYTES))
            digest.update(file.read(_END_BYTES))
    except PhotoError as error:
        return LeftOut(path, error.reason, error.hint)
    except OSError as error:
        return unreadable(path, error)
    return Photo(
        path=path,
        format=VIDEO,
        size=header.clip.size,
        orientation=1,
        captured=header.captured,
        digest=digest.hexdigest(),
        position=header.position,
        camera=header.camera,
        state=state,
        clip=replace(header.clip, still_seconds=header.still_seconds or Fraction(0)),
        content_identifier=header.content_identifier,
    )
