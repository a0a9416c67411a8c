"""One film file → Photo with a clip, or the reason why it is left out; films that belong to photos."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from slideshow.clips.probe import probe
from slideshow.errors import PhotoError
from slideshow.model.album import VIDEO, LeftOut, Photo
from slideshow.photo_files import state_of
from slideshow.scan.reasons import unreadable

_END_BYTES = 1 << 16
# Phones film three seconds around a photo; some programs write a little more.
_LONGEST_LIVE_SECONDS = 6


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
        clip=header.clip,
    )


def without_live(photos: Sequence[Photo]) -> list[Photo]:
    """The photos without the films of a few seconds that cameras take along with a photo of that name."""
    stills = {_stem(photo) for photo in photos if photo.format != VIDEO}
    return [
        photo
        for photo in photos
        if not (
            photo.clip
            and photo.format == VIDEO
            and _stem(photo) in stills
            and photo.clip.seconds <= _LONGEST_LIVE_SECONDS
        )
    ]


def _stem(photo: Photo) -> tuple[Path, str]:
    return photo.path.parent, photo.path.stem.lower()
