"""A photo's bytes → its chunks and back, lengths and checksums put right: damage that gets past the door."""

import struct
import zlib
from dataclasses import dataclass

# A piece is its kind and what it holds: (b"IDAT", b"...").
Piece = tuple[bytes, bytes]


@dataclass(slots=True)
class Parts:
    """`frame` is the format that the pieces are of: "JPEG", "PNG", "ISO", "RIFF", or "" for any bytes."""

    frame: str
    pieces: list[Piece]

    def joined(self) -> bytes:
        match self.frame:
            case "JPEG":
                return b"\xff\xd8" + b"".join(_jpeg_piece(*piece) for piece in self.pieces)
            case "PNG":
                return b"\x89PNG\r\n\x1a\n" + b"".join(_png_piece(*piece) for piece in self.pieces)
            case "ISO":
                return b"".join(
                    struct.pack(">I", (8 + len(body)) & 0xFFFFFFFF) + kind[:4].ljust(4) + body
                    for kind, body in self.pieces
                )
            case "RIFF":
                inner = b"WEBP" + b"".join(
                    kind[:4].ljust(4) + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
                    for kind, body in self.pieces
                )
                return b"RIFF" + struct.pack("<I", len(inner)) + inner
        return b"".join(body for _, body in self.pieces)

    def with_metadata(self, told: tuple[str, bytes]) -> bytes:
        """The photo with "xmp" or "exif" where its format keeps that; a TIFF becomes the EXIF itself."""
        kind, data = told
        match self.frame:
            case "JPEG":
                head = b"http://ns.adobe.com/xap/1.0/\0" if kind == "xmp" else b""
                self.pieces.insert(0, (b"\xff\xe1", head + data[:65000]))
            case "PNG" if kind == "xmp":
                packed = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(data * 20)
                self.pieces.insert(1, (b"iTXt", packed))
            case "PNG":
                self.pieces.insert(1, (b"eXIf", data[6:]))
            case "RIFF":
                self.pieces.append((b"XMP ", data) if kind == "xmp" else (b"EXIF", data))
            case "ISO":
                body = b""
                for _ in range(3000):
                    body = struct.pack(">I4s", 8 + len(body), b"meta") + body
                self.pieces.insert(1, (b"meta", body))
            case _:
                if self.pieces[0][1][:2] in (b"II", b"MM") and kind == "exif":
                    return data[6:]
        return self.joined()


def parts_of(content: bytes) -> Parts:
    """The pieces, at least one; what follows the last whole one is lost."""
    if content[:3] == b"\xff\xd8\xff":
        found = Parts("JPEG", _jpeg(content))
    elif content[:4] == b"\x89PNG":
        found = Parts("PNG", _png(content))
    elif content[4:8] == b"ftyp":
        found = Parts("ISO", _iso(content))
    elif content[:4] == b"RIFF":
        found = Parts("RIFF", _riff(content))
    else:
        found = Parts("", [])
    if not found.pieces:
        step = max(1, len(content) // 12)
        blocks = [(b"", content[at : at + step]) for at in range(0, len(content), step)]
        return Parts("", blocks or [(b"", b"")])
    return found


def _jpeg(content: bytes) -> list[Piece]:
    pieces: list[Piece] = []
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        kind, length = content[at : at + 2], int.from_bytes(content[at + 2 : at + 4], "big")
        if kind == b"\xff\xda":
            # The scan runs to the end.
            return [*pieces, (kind, content[at + 2 :])]
        pieces.append((kind, content[at + 4 : at + 2 + length]))
        at += 2 + max(2, length)
    return pieces


def _jpeg_piece(kind: bytes, body: bytes) -> bytes:
    if kind == b"\xff\xda":
        return kind + body
    return kind[:2].ljust(2, b"\xe1") + struct.pack(">H", min(65535, 2 + len(body))) + body


def _png(content: bytes) -> list[Piece]:
    pieces: list[Piece] = []
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        pieces.append((content[at + 4 : at + 8], content[at + 8 : at + 8 + length]))
        at += 12 + length
    return pieces


def _png_piece(kind: bytes, body: bytes) -> bytes:
    kind = kind[:4].ljust(4)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _iso(content: bytes) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        pieces.append((content[at + 4 : at + 8], content[at + 8 : at + size]))
        at += max(8, size)
    return pieces


def _riff(content: bytes) -> list[Piece]:
    pieces: list[Piece] = []
    at = 12
    while at + 8 <= len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        pieces.append((content[at : at + 4], content[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return pieces
