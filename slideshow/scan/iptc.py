"""Photoshop's blocks in a JPEG or TIFF → the fields of the news agencies (IPTC-IIM)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from slideshow.scan.written_time import WrittenTime, written_time

if TYPE_CHECKING:
    from PIL.Image import Image

Fields = Mapping[tuple[int, int], bytes]

_IPTC = 0x0404
_DATE, _TIME = (2, 55), (2, 60)


def fields(image: "Image") -> Fields:
    """The first value of each field; empty where there are none, or they are damaged."""
    blocks = image.info.get("photoshop")
    record = blocks.get(_IPTC) if isinstance(blocks, dict) else None
    if not isinstance(record, bytes):
        return {}
    found: dict[tuple[int, int], bytes] = {}
    at = 0
    # marker 0x1c, record, field, length (2 bytes; longer ones are not text), value
    while at + 5 <= len(record) and record[at] == 0x1C:
        length = int.from_bytes(record[at + 3 : at + 5], "big")
        if length & 0x8000:
            break
        found.setdefault((record[at + 1], record[at + 2]), record[at + 5 : at + 5 + length])
        at += 5 + length
    return found


def creation_time(told: Fields) -> WrittenTime | None:
    """When the photo was taken: "20240512" and "154114+0200"."""
    day, clock = (told.get(field, b"").decode("latin-1").strip("\0 ") for field in (_DATE, _TIME))
    return written_time(f"{day}T{clock}" if clock else day)
