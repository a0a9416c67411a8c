"""One film file → Photo with a clip, or the reason why it is left out."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from slideshow.errors import PhotoError
from slideshow.media.clips.probe import probe
from slideshow.media.photo_files import state_of
from slideshow.model.album import VIDEO, LeftOut, Photo
from slideshow.model.dating import Dating
from slideshow.scan.file_kinds import may_be_film
from slideshow.scan.photo_header import END_BYTES, digest_of
from slideshow.scan.problems import unreadable
from slideshow.scan.ratings import by_stars


def read_clip(path: Path) -> Photo | LeftOut | None:
    """The clip in a film file, in a photo's place, or why it is left out; None for no film under a name that
    others use as well.
    """
    try:
        with path.open("rb") as file:
            head = file.read(END_BYTES)
        if not may_be_film(path.name, head):
            return None
        header = probe(path)
        with path.open("rb") as file:
            state = state_of(file)
            file_bytes, _ = state
            file.seek(max(0, file_bytes - END_BYTES))
            digest = digest_of(file, VIDEO, head, file.read(END_BYTES), file_bytes)
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
        digest=digest,
        position=header.position,
        camera=header.camera,
        state=state,
        clip=replace(header.clip, still_seconds=header.still_seconds or Fraction(0)),
        content_identifier=header.content_identifier,
        dating=Dating(is_utc=header.is_utc),
        rating=by_stars(header.rating),
    )
