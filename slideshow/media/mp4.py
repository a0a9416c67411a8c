"""An MP4 or MOV file → what its headers say of it: tracks, sizes, times, colours. Pictures are never read.

Any film may be given, also a broken one: what is unknown is passed over, what is broken is a MovieError.
"""

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO

from slideshow.errors import RenderError, printable
from slideshow.media.mp4_boxes import Box, BrokenBox, Place, top_level
from slideshow.media.mp4_codecs import Avc, Colour, Picture, Sound, read_picture, read_sound
from slideshow.media.mp4_metadata import of_movie, of_top_level
from slideshow.media.mp4_samples import Edit, Samples, presentation_span, read_edits, read_samples
from slideshow.model.geometry import Size

__all__ = ["Avc", "Colour", "Edit", "Movie", "MovieError", "Picture", "Samples", "Sound", "Track", "read"]

# Five hours at 30 frames a second take about 9 MB of tables.
_LONGEST_HEADER = 16 << 20
_MOST_TRACKS = 100

_KINDS = {"vide": "video", "soun": "audio"}


class MovieError(RenderError):
    """A file is no MP4 film, or a broken one."""


@dataclass(frozen=True, slots=True)
class Track:
    """`kind` is "video", "audio" or the file's own four letters, such as "text".

    Start and end are as players show them, edit list applied.
    """

    kind: str
    codec: str  # four letters: "avc1", "mp4a"
    time_scale: int  # ticks a second
    samples: Samples
    edits: tuple[Edit, ...]
    start_seconds: Fraction
    end_seconds: Fraction
    picture: Picture | None
    sound: Sound | None

    @property
    def duration_seconds(self) -> Fraction:
        return self.end_seconds - self.start_seconds

    @property
    def fps(self) -> Fraction | None:
        """Samples a second where all last equally long."""
        ticks = self.samples.ticks_each
        return Fraction(self.time_scale, ticks) if ticks else None

    @property
    def longest_gop_seconds(self) -> Fraction | None:
        """The longest way from one place where decoding can begin to the next; None at a varying rate."""
        return self.samples.longest_gop / self.fps if self.fps else None


@dataclass(frozen=True, slots=True)
class Movie:
    brands: tuple[str, ...]  # the major one first; old MOV files have none
    is_moov_first: bool  # it can begin to play before all of it has arrived
    is_fragmented: bool  # its samples are listed in the fragments, and not counted here
    metadata: tuple[str, ...]  # the names of what it tells beside picture and sound
    tracks: tuple[Track, ...]

    def of_kind(self, kind: str) -> tuple[Track, ...]:
        return tuple(track for track in self.tracks if track.kind == kind)

    @property
    def size(self) -> Size | None:
        """The picture's size, of the first video track."""
        return next((track.picture.size for track in self.tracks if track.picture), None)

    @property
    def duration_seconds(self) -> Fraction:
        """Until the last track has ended."""
        return max((track.end_seconds for track in self.tracks), default=Fraction(0))


def read(path: Path) -> Movie:
    """What the file's headers say. Raises MovieError for what is no film, cut off or broken."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep us waiting
            raise MovieError(f"{printable(path)}: is not a file.")
        with path.open("rb") as file:
            places = list(top_level(file))
            moov = next((place for place in places if place.kind == "moov"), None)
            if moov is None:
                raise BrokenBox("it has no table of contents: it was cut off, or is no film")
            brands = next((_brands(_body(file, place)) for place in places if place.kind == "ftyp"), ())
            return _movie(Box("moov", _body(file, moov)), brands, places)
    except OSError as error:
        raise MovieError(f"{printable(path)}: cannot be read ({error.strerror or error}).") from error
    except BrokenBox as error:
        raise MovieError(f"{printable(path)}: cannot be read as an MP4 film, because {error}.") from error


def _body(file: IO[bytes], place: Place) -> memoryview:
    length = place.stop - place.start
    if length > _LONGEST_HEADER:
        raise BrokenBox(f'its box "{place.kind}" is longer than any film needs')
    file.seek(place.start)
    body = file.read(length)
    if len(body) < length:  # somebody shortened it since
        raise BrokenBox("it ends early")
    return memoryview(body)


def _brands(body: memoryview) -> tuple[str, ...]:
    names = [bytes(body[at : at + 4]).decode("latin-1") for at in range(0, len(body) - 3, 4)]
    return (*names[:1], *names[2:])  # the second is a version


def _movie(moov: Box, brands: tuple[str, ...], places: Sequence[Place]) -> Movie:
    kinds = [place.kind for place in places]
    header = moov.need("mvhd").fields()
    header.skip(16 if header.version() == 1 else 8)
    movie_scale = header.one("I") or 1
    traks = [box for box in moov.children() if box.kind == "trak"]
    if len(traks) > _MOST_TRACKS:
        raise BrokenBox(f"it has {len(traks)} tracks")
    return Movie(
        brands,
        is_moov_first="mdat" not in kinds[: kinds.index("moov")],
        is_fragmented=moov.find("mvex") is not None,
        metadata=tuple(dict.fromkeys([*of_movie(moov), *of_top_level(places)])),
        tracks=tuple(_track(trak, movie_scale) for trak in traks),
    )


def _track(trak: Box, movie_scale: int) -> Track:
    media = trak.need("mdia")
    header = media.need("mdhd").fields()
    header.skip(16 if header.version() == 1 else 8)
    time_scale = header.one("I") or 1
    handler = media.need("hdlr").fields()
    handler.skip(8)
    kind = handler.text(4)
    table = media.need("minf", "stbl")
    entries = table.need("stsd").children(8)
    if not entries:
        raise BrokenBox("it does not say how a track is coded")
    samples = read_samples(table)
    edits = read_edits(trak)
    start, end = presentation_span(samples, edits, time_scale, movie_scale)
    return Track(
        _KINDS.get(kind, kind),
        entries[0].kind,
        time_scale,
        samples,
        edits,
        start,
        end,
        read_picture(entries[0], trak.need("tkhd")) if kind == "vide" else None,
        read_sound(entries[0]) if kind == "soun" else None,
    )
