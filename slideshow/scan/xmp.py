"""An XMP packet, from inside a photo or from a file beside it → texts, a moment, a place."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from slideshow.model.album import Position
from slideshow.scan.gps import at
from slideshow.scan.metadata import Metadata
from slideshow.scan.ratings import by_percent, by_stars, rating_of
from slideshow.scan.written_time import WrittenTime, written_time

_DC = "{http://purl.org/dc/elements/1.1/}"
_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_TIFF = "{http://ns.adobe.com/tiff/1.0/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_MICROSOFT = "{http://ns.microsoft.com/photo/1.0/}"
_DIGIKAM = "{http://www.digikam.org/ns/1.0/}"
# Lightroom's flags.
_PICKS = ("{http://ns.adobe.com/xmp/1.0/DynamicMedia/}pick",)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_TEXTS = (_DC + "description", _DC + "title", _TIFF + "ImageDescription")
_MOMENTS = (_EXIF + "DateTimeOriginal", _PHOTOSHOP + "DateCreated", _XMP + "CreateDate")
_CHANGES = (_XMP + "MetadataDate", _XMP + "ModifyDate")
_MOST_BYTES = 1 << 20
# A text stands 6 deep. Texts in texts in texts would be read over and over.
_DEEPEST = 32

# "52,31,12N", "52,31.2N" or "52.52N": degrees, minutes, seconds, the last with a fraction.
_NUMBER = r"\d{1,3}(?:\.\d{1,20})?"
_ANGLE = re.compile(rf"({_NUMBER})(?:,({_NUMBER}))?(?:,({_NUMBER}))?\s*([NSEW])")


def parse_packet(packet: bytes) -> Element | None:
    """The packet's root; None where there is none, or it is damaged, too large or not to be trusted."""
    if not packet or len(packet) > _MOST_BYTES:
        return None
    packet = _in_utf8(packet)
    start, end = packet.find(b"<x:xmpmeta"), packet.rfind(b"</x:xmpmeta>")
    if start < 0 or end < 0:
        start, end = packet.find(b"<rdf:RDF"), packet.rfind(b"</rdf:RDF>")
    if start < 0 or end < 0:
        return None
    end = packet.find(b">", end) + 1
    try:
        root: Element = fromstring(packet[start:end], forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return None
    level = [root]
    for _ in range(_DEEPEST):
        level = [inner for element in level for inner in element]
    return None if level else root


def texts(root: Element) -> Iterator[str]:
    """What is written about the photo, its description first."""
    for name in _TEXTS:
        yield from _values(root, name)


def moments(root: Element) -> Iterator[WrittenTime]:
    """When the photo was taken, the likeliest first."""
    for name in _MOMENTS:
        for text in _values(root, name):
            if found := written_time(text):
                yield found


def satellites_time(root: Element) -> datetime | None:
    """The time in UTC that the satellites told; None where there is none."""
    found = (written_time(text) for text in _values(root, _EXIF + "GPSTimeStamp"))
    return next((one.moment.replace(tzinfo=UTC) for one in found if one and one.known_to == "clock"), None)


def change_time(root: Element) -> datetime | None:
    """When a program last changed the packet."""
    found = (written_time(text) for name in _CHANGES for text in _values(root, name))
    return max((_comparable(one.moment) for one in found if one), default=None)


def rating(root: Element) -> int:
    """The stars, -1 for rejected, 0 for nothing said."""
    stars = (by_stars(text) for text in _values(root, _XMP + "Rating"))
    shares = (by_percent(text) for text in _values(root, _MICROSOFT + "Rating"))
    picks = (by_stars(text) for name in _PICKS for text in _values(root, name))
    labels = (-1 if text.strip() == "1" else 0 for text in _values(root, _DIGIKAM + "PickLabel"))
    return rating_of((*stars, *shares, *(min(pick, 0) for pick in picks), *labels))


def position(root: Element) -> Position | None:
    """Where the photo was taken."""
    latitude = _degrees(next(_values(root, _EXIF + "GPSLatitude"), ""))
    longitude = _degrees(next(_values(root, _EXIF + "GPSLongitude"), ""))
    return None if latitude is None or longitude is None else at(latitude, longitude)


def read_metadata(data: bytes) -> Metadata | None:
    """What an XMP file tells; None when it is none."""
    root = parse_packet(data)
    if root is None:
        return None
    found = next(moments(root), None)
    # Programs that write "Z" have counted back from a place that we do not know.
    local = found if found and not found.is_utc else None
    return Metadata(
        captured=local.moment if local else None,
        instant=found.moment if found and found.is_utc else satellites_time(root),
        position=position(root),
        texts=tuple(texts(root)),
        known_to=local.known_to if local else "clock",
        rating=rating(root),
        is_persons=True,
        changed=change_time(root),
    )


def _in_utf8(packet: bytes) -> bytes:
    """The packet in the encoding that most have, as it is where it cannot be told."""
    order = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
    encoding = order.get(packet[:2])
    return packet.decode(encoding, "ignore").encode() if encoding else packet


def _comparable(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _values(root: Element, name: str) -> Iterator[str]:
    """A property is written as an element or, in short, as an attribute of what holds it."""
    for element in root.iter():
        if element.tag == name:
            yield _alternative(element)
        elif name in element.attrib:
            yield element.attrib[name]


def _alternative(element: Element) -> str:
    """The text in the default language, or the first."""
    found = {item.get(_LANGUAGE, ""): item.text or "" for item in element.iter(_RDF + "li")}
    return found.get("x-default") or next(iter(found.values()), "") or (element.text or "")


def _degrees(text: str) -> float | None:
    match = _ANGLE.fullmatch(text.strip())
    if match is None:
        return None
    degrees, minutes, seconds = (float(part or 0) for part in match.groups()[:3])
    total = degrees + minutes / 60 + seconds / 3600
    return -total if match[4] in "SW" else total
