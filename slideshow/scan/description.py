"""EXIF, XMP and IPTC → what a person wrote about a photo, and the camera that took it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from slideshow.scan import xmp
from slideshow.scan.iptc import Fields

if TYPE_CHECKING:
    from PIL.Image import Exif

_EXIF_IFD = 0x8769
_DESCRIPTION, _MAKER, _MODEL, _USER_COMMENT = 0x010E, 0x010F, 0x0110, 0x9286
_XP_TITLE, _XP_COMMENT, _XP_SUBJECT = 0x9C9B, 0x9C9C, 0x9C9F
_IPTC_CAPTION, _IPTC_HEADLINE = (2, 120), (2, 105)
_LONGEST = 200
# What cameras and programs write where a person would.
_JUNK = re.compile(
    r"""^(?:
        olympus\ digital\ camera | sony\ dsc | digital\ still\ camera | digital\ camera |
        kodak\ digital.* | maginon.* | minolta\ dsc | exif_?jpeg.* | dcim\\.* | default | untitled |
        unknown | none | null | n/a | (?:www\.)?[\w-]+\.(?:com|net|org|io|co|de|fr|uk|eu)\S* |
        screenshot.* | created\ (?:with|by|using)\ .* | edited\ (?:with|by|in)\ .* |
        processed\ (?:with|by)\ .* | copyright.* | \(c\).* | ©.* | image | photo | picture | jpeg | cof |
        oznor.* | hdr(?:pl)? |
        (?:ascii|unicode|jis)\s* | charset=.* | (?:img|dsc|dscn|dscf|pict|pxl|mvi|gopr|p\d)[-_ ]?\d+.* |
        .*\.(?:jpe?g|heic|heif|png|tiff?|dng|avif|webp) | <.*> | \{.*\} | https?://\S+ | [\W\d_]*
    )$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def camera(exif: "Exif") -> str:
    """Maker and model in one: "Canon EOS 20D"; empty when it is not told."""
    maker, model = _clean(_text(exif.get(_MAKER))), _clean(_text(exif.get(_MODEL)))
    if not model or maker.split(" ")[:1] == model.split(" ")[:1] or model.lower().startswith(maker.lower()):
        return model or maker
    return f"{maker} {model}".strip()


def description(packet: Element | None, iptc: Fields, exif: "Exif", details: Mapping[int, object]) -> str:
    """A person's words about the photo in one line, by its XMP packet, IPTC fields or EXIF; else empty."""
    by_xmp = xmp.texts(packet) if packet is not None else ()
    return first_words((*by_xmp, *_iptc(iptc), *_exif(exif, details)), camera(exif))


def first_words(texts: Iterable[str], camera: str) -> str:
    """The first text that a person wrote, in one line; empty when programs and the camera wrote them all."""
    made_by = camera.lower()
    for text in texts:
        words = _clean(text)
        if len(words) > 2 and not _JUNK.match(words) and words.lower() not in made_by:
            return _cut(words)
    return ""


def _exif(exif: "Exif", details: Mapping[int, object]) -> Iterator[str]:
    yield _text(exif.get(_DESCRIPTION))
    for tag in (_XP_TITLE, _XP_SUBJECT, _XP_COMMENT):
        value = exif.get(tag)
        if isinstance(value, tuple) and all(isinstance(byte, int) and 0 <= byte < 256 for byte in value):
            value = bytes(value)
        if isinstance(value, bytes):
            yield value.decode("utf-16-le", "ignore")
    comment = details.get(_USER_COMMENT)
    if isinstance(comment, bytes):
        # Eight bytes tell the encoding; most programs mean UTF-8 where they say nothing or ASCII.
        encoding = "utf-16" if comment[:7] == b"UNICODE" else "utf-8"
        yield comment[8:].decode(encoding, "ignore")
    elif isinstance(comment, str):
        yield comment


def _iptc(told: Fields) -> Iterator[str]:
    for key in (_IPTC_CAPTION, _IPTC_HEADLINE):
        yield _text(told.get(key))


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    # Pillow reads these as Latin-1, while phones and programs write UTF-8.
    try:
        return value.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value


def _clean(text: str) -> str:
    """One line without control characters, its spaces single."""
    return " ".join("".join(one if one.isprintable() else " " for one in text.split("\0")[0]).split())


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"
