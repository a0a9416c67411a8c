"""Readers of what people and other programs write as text: TOML, cubes, links, sidecars, what we kept."""

from collections.abc import Callable, Mapping
from pathlib import Path

from slideshow.batch.album_fingerprint import Digests
from slideshow.batch.film_names import allowed_name
from slideshow.batch.manifest import NAME, Manifest
from slideshow.documents import storyboard_file, target_files, template_files, toml_files
from slideshow.errors import InputError
from slideshow.inspect.cache import REVISION, FactsCache
from slideshow.model.target import TargetFile
from slideshow.pipeline.kit import check_kit, share_of
from slideshow.render.grade import read_cube
from slideshow.render.lettering.bidi import direction, levels, visual
from slideshow.scan import xmp
from slideshow.scan.description import first_words
from slideshow.scan.file_kinds import content_in_words, kind_by_name, photo_format
from slideshow.scan.sidecars import photoprism, takeout
from slideshow.share.link.links import mask_link, read_link
from slideshow.share.phone.http_ranges import OutOfRange, asked
from slideshow.share.upload.jpeg_metadata import tells_a_place, traces
from slideshow.sound.beats.cache import RhythmCache
from slideshow.system.file_cache import FileCache
from tests.fuzz.reader import Reader
from tests.plan.albums import PORTRAIT, album
from tests.share import examples

_STORYBOARD = """title = "Two days"
end = "Bye"
template = "default"
music = ["calm"]
album_link = "https://photos.app.goo.gl/AbCdEfGhIjKlMnOpQ"

[[slide]]
photos = ["0.jpg", "1.jpg"]
layout = "stack"
seconds = 2.5
caption = "By the sea"
focus = [[0.5, 0.4], [0.2, 0.9]]

[[slide]]
photos = ["2.jpg"]
motion = "still"
transition = "crossfade"
"""
_CUBE = 'TITLE "warm"\nLUT_3D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n' + "".join(
    f"{red} {green} {blue}\n" for blue in (0.0, 1.0) for green in (0.0, 0.9) for red in (0.1, 1.0)
)
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,31.2N" '
    'exif:GPSLongitude="13,24,1E" exif:DateTimeOriginal="2026-04-03T09:00:00+02:00"/></rdf:RDF></x:xmpmeta>'
)
_XMP_TEXTS = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
    "A boat</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF>"
)
_TAKEOUT = (
    '{"title": "a.jpg", "description": "Sea", "photoTakenTime": {"timestamp": "1714978089"},'
    ' "geoData": {"latitude": 52.5, "longitude": 13.4, "altitude": 34.0}}'
)
_PHOTOPRISM = (
    "UID: pqx1\nTakenAt: 2026-04-03T09:00:00Z\nLat: 52.5\nLng: 13.4\nTitle: Sea\nDetails:\n  Notes: Calm\n"
)
_RECORD = (
    '{"version": 1, "albums": {".": {"trip": {"name": "trip.mp4", "fingerprint": "a1", "size": 5, '
    '"changed_ns": 17, "digest": "b2"}}}}'
)
_DIGESTS = '{"/trip/a.jpg": [[5, 17, 18], "a1b2"]}'
_SHARE = '{"program": "slideshow", "target": "tiktok", "link": null, "message_digest": "a1", "proof": {}}'
_RHYTHM = (
    '{"beats": [0.5, 1.0], "downbeats": [0.5], "sections": [], "confidence": 0.5, "bpm": 120.0, '
    '"loudness": [0.0], "bar_sounds": [[0.1, 0.2]], "duration_seconds": 2.0}'
)
_FACTS = (
    '{"faces": [{"box": {"x": 0.1, "y": 0.1, "width": 0.2, "height": 0.2}, "score": 0.9, "frontal": 0.5}], '
    '"subject": null, "sharpness": 0.5, "brightness": 0.5, "contrast": 0.5, "black": 0.0, "white": 0.0, '
    '"detail": 0.5, "colours": ["#102030"], "layout": [], "hash": 5, "is_screen": false, "course": '
    '{"start_seconds": 0.0, "step_seconds": 0.5, "worth": [0.5], "still_seconds": 0.0, "movement": 0.1}}'
)
_KEPT = "kept"
# File systems take no longer ones.
_LONGEST_NAME = 255
# More than a caption has.
_MOST_LETTERS = 2000


def text_readers() -> Mapping[str, Reader]:
    """By name."""
    trip = album(PORTRAIT, PORTRAIT, PORTRAIT)
    templates = tuple(path.read_bytes() for path in template_files.names().values())
    links = tuple(link.encode() for some in examples.SHARES.values() for link in some)
    owned = tuple(link.encode() for some in examples.OWNER_ONLY.values() for link in some)
    shipped = Path(target_files.__file__).with_name("targets.toml").read_bytes()
    return {
        "template": Reader(templates, _file(_template, ".toml"), (InputError,)),
        "storyboard": Reader(
            (_STORYBOARD.encode(),),
            _file(lambda path: storyboard_file.read(path, trip), ".toml"),
            (InputError,),
        ),
        "targets": Reader(
            (shipped,),
            _file(lambda path: toml_files.load(path, TargetFile, InputError), ".toml"),
            (InputError,),
        ),
        "cube": Reader((_CUBE.encode(),), _file(read_cube, ".cube"), (InputError,)),
        "link": Reader((*links, *owned), lambda content, _: _link(_text(content)), (InputError,)),
        "XMP": Reader((_XMP.encode(), _XMP_TEXTS.encode()), lambda content, _: _xmp(content)),
        "Takeout": Reader((_TAKEOUT.encode(),), lambda content, _: takeout.read_metadata(content)),
        "PhotoPrism": Reader((_PHOTOPRISM.encode(),), lambda content, _: photoprism.read_metadata(content)),
        "names": Reader(
            (b"IMG_1.jpg.supplemental-met(1)", b"IMG_1234567890123456789012345678901234567890(2)"),
            lambda content, _: _names(_text(content)),
        ),
        "words": Reader(
            ("Über dem Meer (שלום, 12 x)".encode(), b"IMG_1234.jpg", "A \u2067b\u2069".encode()),
            lambda content, _: _words(_text(content)),
        ),
        "range": Reader(
            (b"bytes=0-499", b"bytes=-5"), lambda content, _: _range(_text(content)), (OutOfRange,)
        ),
        "traces": Reader(
            (b"\xff\xd8\xff\xe1\0\x08Exif\0\0\xff\xda\0\x02abc\xff\0\xff\xd9ftyp",),
            lambda content, _: (traces(content), tells_a_place(content)),
        ),
        "kind": Reader(
            (b"\0\0\0\x18ftypmif1\0\0\0\0heicavis", b"RIFF\1\0\0\0WEBP", b"<!doctype html>"),
            lambda content, _: (photo_format(content), content_in_words(content)),
        ),
        "record": Reader((_RECORD.encode(),), _record),
        "digests": Reader((_DIGESTS.encode(),), _digests),
        "share facts": Reader((_SHARE.encode(),), _share, (InputError,)),
        "kept rhythm": Reader((_RHYTHM.encode(),), _kept_rhythm),
        "kept facts": Reader((_FACTS.encode(),), _kept_facts),
    }


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _file(reader: Callable[[Path], object], suffix: str) -> Callable[[bytes, Path], object]:
    def read(content: bytes, path: Path) -> object:
        file = path.with_suffix(suffix)
        file.write_bytes(content)
        return reader(file)

    return read


def _template(path: Path) -> object:
    return template_files.load(str(path))


def _link(text: str) -> None:
    link = read_link(text)
    assert link.url.isascii() and link.url.startswith("https://"), "an address that is none"
    hidden = mask_link(link.url)
    assert "?" not in hidden or hidden.endswith(("?…", "#…")), "a link that is not masked"
    read_link(link.url)


def _xmp(content: bytes) -> None:
    told = xmp.read_metadata(content)
    if told:
        first_words(told.texts, "")


def _names(text: str) -> None:
    text = text[:_LONGEST_NAME]
    for name in takeout.names_meant(text):
        kind_by_name(name)
    takeout.cut_name(text)
    name = allowed_name(text)
    assert not set(name) & set('/\\:\0\n<>"|?*'), "a name that is not allowed everywhere"


def _words(text: str) -> None:
    text = text[:_MOST_LETTERS]
    words = first_words([text], "Canon EOS 20D")
    assert words.isprintable(), "words that are not printable"
    for base in {direction(text) or 0, 0, 1}:
        found = levels(text, base)
        assert sorted(visual(found)) == list(range(len(text))), "letters lost"


def _range(text: str) -> None:
    part = asked(text, 1000)
    assert part is None or (part and part.start >= 0 and part.stop <= 1000), "bytes that are not there"


def _record(content: bytes, path: Path) -> None:
    folder = _folder(path, "record")
    (folder / NAME).write_bytes(content)
    record = Manifest(folder, folder)
    record.taken([])
    for film in record.films.values():
        assert not film.is_whole(folder), "a film that is not there"


def _digests(content: bytes, path: Path) -> None:
    kept = FileCache(_folder(path, "digests"))
    if not (file := next(kept.folder.rglob("*.json"), None)):
        photo = path.with_name("photo")
        photo.write_bytes(b"photo")
        first = Digests(path.parent, kept, lambda: 1 << 62)
        first.of(photo)
        first.keep()
        file = next(kept.folder.rglob("*.json"))
    file.write_bytes(content)
    Digests(path.parent, kept)


def _share(content: bytes, path: Path) -> None:
    film = _folder(path, "share") / "film.mp4"
    share_of(film).write_bytes(content)
    check_kit(film, overwrite=False)


def _kept_rhythm(content: bytes, path: Path) -> None:
    folder = _folder(path, "rhythms")
    _put(folder, _KEPT, content)
    found = RhythmCache(folder).fetch(_KEPT)
    assert found is None or found.beats == tuple(sorted(found.beats)), "beats that are out of order"


def _kept_facts(content: bytes, path: Path) -> None:
    folder = _folder(path, "facts")
    _put(folder, f"{_KEPT}-{REVISION}-none.json", content)
    FactsCache("none", folder).facts(_KEPT)


def _put(folder: Path, name: str, content: bytes) -> None:
    file = FileCache(folder).file(name)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)


def _folder(path: Path, name: str) -> Path:
    folder = path.with_name(name)
    folder.mkdir(exist_ok=True)
    return folder
