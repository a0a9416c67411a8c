"""Readers of what cameras write: EXIF, IPTC, maker notes, films and animations, photos with films in them."""

import io
import struct
import tempfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from slideshow.errors import PhotoError
from slideshow.media import mp4
from slideshow.media.clips import movie
from slideshow.media.clips.delays import delays_of
from slideshow.media.clips.probe import probe
from slideshow.model.album import LeftOut, Photo
from slideshow.scan.apple_maker_note import content_identifier
from slideshow.scan.file_kinds import photo_format
from slideshow.scan.motion_photos import film_in
from slideshow.scan.photo_header import read_photo
from slideshow.system import ffmpeg
from tests.fuzz.reader import Reader
from tests.live_photos import MAKERS, film, identified, numbered
from tests.media.clips.films import pictures

# How AVI and Matroska files begin: with their lengths.
_HEADS = (b"RIFF\x04\0\0\0AVI ", b"\x1a\x45\xdf\xa3\x84abcd\x18\x53\x80\x67\x01\0\0\0\0\0\0\x09" + bytes(9))
_BEHIND_LOG = b"\n\x1e\n"
_APP1, _APP13 = 0xE1, 0xED
_IPTC = b"\x1c\2\x78\0\7Harbour\x1c\2\x69\0\4Boat\x1c\2\x50\0\2Me"


def file_readers() -> Mapping[str, Reader]:
    """By name."""
    small = _picture()
    clip, log = _clip()
    exif = _exif()
    note = identified("11AA-22BB").get_ifd(0x8769)[0x927C]
    live = tuple(wrap(small, clip) for wrap in MAKERS.values())
    return {
        "EXIF": Reader(
            (exif, identified("11AA").tobytes()), lambda content, path: _photo(_APP1, content, path)
        ),
        "IPTC": Reader((_iptc(_IPTC),), lambda content, path: _photo(_APP13, content, path)),
        "maker note": Reader((note,), lambda content, _: content_identifier({0x927C: content})),
        "film": Reader((clip,), _film, (mp4.MovieError,)),
        "clip": Reader((clip,), lambda content, _: _boxes(content, 0)),
        "clip log": Reader((log, *(log + _BEHIND_LOG + head for head in _HEADS)), _log, (PhotoError,)),
        "motion photo": Reader(live, _motion),
        "animation": Reader(_animations(), _animation),
    }


def _picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (16, 8), (200, 100, 50)).save(file, "JPEG")
    return file.getvalue()


def _clip() -> tuple[bytes, bytes]:
    """A film, and what ffmpeg prints of it."""
    told = ["-metadata", "creation_time=2026-04-03T09:00:00Z", "-metadata", "location=+52.5200+013.4000/"]
    with tempfile.TemporaryDirectory() as folder:
        path = film(Path(folder) / "clip.mp4", numbered(4, (64, 48)), *told)
        arguments = ["-loglevel", "info", "-i", str(path), "-map", "0:V:0?", "-c", "copy", "-t", "0"]
        _, log = ffmpeg.run([*arguments, "-f", "null", "-"])
        return path.read_bytes(), log.encode()


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x010E] = "Boats", "Boat 3", 6, "A boat in the harbour"
    exif[0x0132] = "2026:04:03 09:00:01"
    exif[0x9C9B] = "Title".encode("utf-16-le")
    details = {0x9003: "2026:04:03 09:00:00", 0x9291: "25", 0x9286: b"UNICODE\0S\0e\0a\0"}
    exif.get_ifd(0x8769).update(details)
    place = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 0.0)}
    exif.get_ifd(0x8825).update({**place, 7: (7.0, 0.0, 0.0), 29: "2026:04:03"})
    return exif.tobytes()


def _iptc(record: bytes) -> bytes:
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record


def _photo(marker: int, segment: bytes, path: Path) -> None:
    """A photo with that segment. Damaged EXIF must not cost the photo; Pillow opens none with a bad APP13."""
    segment = segment[: 0xFFFF - 2]
    head = bytes((0xFF, marker)) + struct.pack(">H", len(segment) + 2)
    picture = _picture()
    file = path.with_suffix(".jpg")
    file.write_bytes(picture[:2] + head + segment + picture[2:])
    photo = read_photo(file)
    if isinstance(photo, LeftOut) and marker == _APP13:
        return
    assert isinstance(photo, Photo), f"left out: {photo}"
    assert photo.description.isprintable() and photo.camera.isprintable(), "words that are not printable"


def _film(content: bytes, path: Path) -> None:
    file = path.with_suffix(".mp4")
    file.write_bytes(content)
    found = mp4.read(file)
    for track in found.tracks:
        assert track.duration_seconds >= 0, "a track that ends before it begins"
        _ = track.longest_gop_seconds, found.size, found.duration_seconds


def _boxes(content: bytes, offset: int) -> None:
    found = movie.read(io.BytesIO(content), offset, len(content))
    for track in found.tracks.values() if found else ():
        assert track.turn_degrees in (0, 90, 180, 270), "not upright"


def _log(content: bytes, path: Path) -> None:
    text, _, head = content.partition(_BEHIND_LOG)
    log = text.decode("utf-8", "replace")
    path.write_bytes(head)
    with patch.object(ffmpeg, "run", lambda *_, **__: (b"", log)):
        header = probe(path)
    assert header.clip.seconds > 0 and header.clip.frame_rate > 0, "a clip without length"


def _motion(content: bytes, path: Path) -> None:
    file = path.with_suffix(".jpg")
    file.write_bytes(content)
    format = photo_format(content) or ""
    for found in film_in(file, format if format == "HEIF" else "JPEG"):
        length = len(content) - found.offset if found.length is None else found.length
        assert found.offset > 0 and found.offset + length <= len(content), "a film outside the file"
        with file.open("rb") as opened:
            movie.read(opened, found.offset, found.offset + length)


def _animations() -> tuple[bytes, ...]:
    frames = [Image.fromarray(one) for one in pictures(3, (24, 16))]
    found = []
    for format in ("GIF", "WEBP", "PNG", "AVIF"):
        file = io.BytesIO()
        frames[0].save(file, format, save_all=True, append_images=frames[1:], duration=200)
        found.append(file.getvalue())
    return tuple(found)


def _animation(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    delays = delays_of(path, photo_format(content) or "")
    assert all(0 < delay <= 60 for delay in delays), "a picture that is shown too long"
    assert len(delays) <= 5000 and sum(delays, Fraction(0)) >= 0, "too many pictures"
