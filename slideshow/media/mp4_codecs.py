"""Sample entries and their boxes → what a picture or a sound is, before any of it is decoded."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from slideshow.media.mp4_boxes import Box, BrokenBox, Fields
from slideshow.model.geometry import Size

_CHROMA = ("4:0:0", "4:2:0", "4:2:2", "4:4:4")
_PROFILES_ALWAYS_420 = frozenset({66, 77, 88})  # Baseline, Main, Extended

# ISO 14496-3, table 1.18; 15 says that the rate stands in the next 24 bits.
_AAC_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_AAC_CHANNELS = (None, 1, 2, 3, 4, 5, 6, 8)
_MPEG4_AUDIO = 0x40


@dataclass(frozen=True, slots=True)
class Avc:
    """H.264's own description. `profile` 66 is Baseline, 77 Main, 100 High; `level` 40 is 4.0."""

    profile: int
    level: int
    chroma: str | None  # "4:2:0"; None when it does not say
    bit_depth: int | None
    record: bytes  # the whole avcC: parts that agree in it can be joined


@dataclass(frozen=True, slots=True)
class Colour:
    """Code points of ISO 23091-2: BT.709 is 1, 1, 1."""

    primaries: int
    transfer: int
    matrix: int
    is_full_range: bool


@dataclass(frozen=True, slots=True)
class Picture:
    size: Size  # as coded, before it is turned
    pixel_aspect: Fraction | None
    turned_degrees: int | None  # clockwise, when shown; None when it is not by quarter turns
    avc: Avc | None
    colour: Colour | None
    encoder: str  # the name of the program that made it, as written in the file


@dataclass(frozen=True, slots=True)
class Sound:
    sample_rate: int
    channels: int
    aac_type: int | None  # 2 is AAC-LC, 5 and 29 are HE-AAC; None is not AAC


def read_picture(entry: Box, header: Box) -> Picture:
    """From a visual sample entry and the `tkhd` box of its track."""
    fields = entry.fields()
    fields.skip(24)
    width, height = fields.take("HH")
    fields.skip(14)
    name_length = min(31, fields.one("B"))
    name = fields.text(31)[:name_length].rstrip("\0")
    fields.skip(4)
    boxes = {box.kind: box for box in reversed(entry.children(fields.at))}  # the first of a kind counts
    return Picture(
        Size(width, height),
        _pixel_aspect(boxes.get("pasp")),
        _turned(header),
        _avc(boxes.get("avcC")),
        _colour([box for box in entry.children(fields.at) if box.kind == "colr"]),
        name,
    )


def read_sound(entry: Box) -> Sound:
    """From an audio sample entry."""
    fields = entry.fields()
    fields.skip(8)
    version = fields.one("H")
    fields.skip(6)
    channels = fields.one("H")
    fields.skip(6)
    rate = fields.one("I") >> 16
    if version == 1:  # QuickTime's longer entries
        fields.skip(16)
    elif version == 2:
        fields.skip(4)
        rate = _whole(struct.unpack(">d", struct.pack(">Q", fields.one("Q")))[0])
        channels = fields.one("I")
        fields.skip(20)
    boxes = entry.children(fields.at)
    boxes += [inner for box in boxes if box.kind == "wave" for inner in box.children()]
    for box in boxes:
        if box.kind == "esds":
            return _aac(box) or Sound(rate, channels, None)
    return Sound(rate, channels, None)


def _whole(number: float) -> int:
    return round(number) if 0 <= number < 1e9 else 0  # false for NaN too


def _pixel_aspect(box: Box | None) -> Fraction | None:
    if box is None:
        return None
    across, down = box.fields().take("II")
    return Fraction(across, down) if across and down else None


def _turned(header: Box) -> int | None:
    fields = header.fields()
    fields.skip(32 if fields.version() == 1 else 20)
    fields.skip(16)
    across, downwards, _, leftwards, down = fields.take("5i")
    one = 1 << 16
    turns = {(one, 0, 0, one): 0, (0, one, -one, 0): 90, (-one, 0, 0, -one): 180, (0, -one, one, 0): 270}
    return turns.get((across, downwards, leftwards, down))


def _avc(box: Box | None) -> Avc | None:
    if box is None:
        return None
    fields = box.fields()
    _, profile, _, level, _, sequence_sets = fields.take("6B")
    for _ in range(sequence_sets & 31):
        fields.skip(fields.one("H"))
    for _ in range(fields.one("B")):
        fields.skip(fields.one("H"))
    chroma: str | None = None
    depth: int | None = None
    if profile in _PROFILES_ALWAYS_420:
        chroma, depth = "4:2:0", 8
    elif fields.left >= 3:
        chroma_code, luma_depth, chroma_depth = fields.take("3B")
        chroma, depth = _CHROMA[chroma_code & 3], 8 + max(luma_depth & 7, chroma_depth & 7)
    return Avc(profile, level, chroma, depth, bytes(box.body))


def _colour(boxes: list[Box]) -> Colour | None:
    for box in boxes:
        fields = box.fields()
        kind = fields.text(4)
        if kind == "nclx":
            primaries, transfer, matrix, flags = fields.take("HHHB")
            return Colour(primaries, transfer, matrix, bool(flags >> 7))
        if kind == "nclc":  # QuickTime's, which knows no full range
            primaries, transfer, matrix = fields.take("HHH")
            return Colour(primaries, transfer, matrix, is_full_range=False)
    return None


def _aac(box: Box) -> Sound | None:
    """What an `esds` box says of MPEG-4 audio: nested descriptors of tag, length and body."""
    fields = box.fields()
    fields.version()
    for tag in _tags(fields):
        if tag == 3:  # the stream: an id, and three things that may follow it
            fields.skip(2)
            flags = fields.one("B")
            fields.skip(2 if flags & 0x80 else 0)
            fields.skip(fields.one("B") if flags & 0x40 else 0)
            fields.skip(2 if flags & 0x20 else 0)
        elif tag == 4:  # the decoder
            if fields.one("B") != _MPEG4_AUDIO:
                return None
            fields.skip(12)
        elif tag == 5:
            return _audio_config(fields)
        else:
            return None
    return None


def _tags(fields: Fields) -> Iterator[int]:
    while fields.left >= 2:
        tag = fields.one("B")
        for _ in range(4):
            if fields.one("B") < 0x80:
                break
        yield tag


def _audio_config(fields: Fields) -> Sound | None:
    length = min(fields.left, 16)
    bits = int.from_bytes(fields.take(f"{length}B"), "big")
    left = length * 8

    def take(count: int) -> int:
        nonlocal left
        left -= count
        if left < 0:
            raise BrokenBox("its description of the sound ends early")
        return bits >> left & ((1 << count) - 1)

    def rate() -> int:
        code = take(4)
        return take(24) if code == 15 else _AAC_RATES[code] if code < len(_AAC_RATES) else 0

    aac_type = take(5)
    if aac_type == 31:
        aac_type = 32 + take(6)
    sample_rate = rate()
    code = take(4)
    channels = _AAC_CHANNELS[code] if code < len(_AAC_CHANNELS) else None
    if aac_type in (5, 29):  # HE-AAC: the rate that is heard stands second
        sample_rate = rate()
    return Sound(sample_rate, channels, aac_type) if channels else None
