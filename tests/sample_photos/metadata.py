"""What the two invented cameras write into their files: EXIF, position, and the phone's colour profile."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

ISLAND_TIME = timezone(timedelta(hours=1))

# Linear Rec. 709 to Display P3, both D65 (SMPTE EG 432-1 primaries).
_TO_P3 = np.array(
    [[0.8224621, 0.1775380, 0.0], [0.0331941, 0.9668058, 0.0], [0.0170827, 0.0723974, 0.9105199]]
)

# The same primaries seen from the D50 of an ICC profile (Bradford-adapted), as ICC.1:2001 wants them.
_P3_D50 = {
    "rXYZ": (0.51512, 0.24120, -0.00105),
    "gXYZ": (0.29198, 0.69225, 0.04189),
    "bXYZ": (0.15710, 0.06657, 0.78407),
}


@dataclass(frozen=True)
class Camera:
    """A camera and its lens: the longer side's 35 mm equivalent is what the scenes use as focal length."""

    make: str
    model: str
    software: str
    aperture: float
    crop: float


PHONE = Camera("Lumen", "Lumen 8", "LumenOS 12.4", 1.8, 5.2)
COMPACT = Camera("Arcadia", "Arcadia X2", "Arcadia X2 Ver.1.10", 4.0, 2.7)


@dataclass(frozen=True)
class Place:
    """Degrees north, degrees east, metres above the sea."""

    north: float
    east: float
    altitude: float


@dataclass(frozen=True)
class Shot:
    """Everything about one exposure that is not in the pixels."""

    camera: Camera
    taken: datetime
    focal: float
    shutter: float
    sensitivity: int
    place: Place | None = None
    description: str = ""


def _degrees(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    seconds = round(abs(value) * 360000)
    return (
        IFDRational(seconds // 360000, 1),
        IFDRational(seconds // 6000 % 60, 1),
        IFDRational(seconds % 6000, 100),
    )


def exif(shot: Shot, width: int, height: int, orientation: int = 1) -> Image.Exif:
    """The EXIF 2.31 block of a shot (tags by their numbers in the CIPA standard DC-008)."""
    data = Image.Exif()
    stamp = shot.taken.strftime("%Y:%m:%d %H:%M:%S")
    if shot.description:
        data[0x010E] = shot.description
    data[0x010F], data[0x0110], data[0x0131] = shot.camera.make, shot.camera.model, shot.camera.software
    data[0x0112], data[0x0132] = orientation, stamp
    data[0x011A], data[0x011B], data[0x0128] = IFDRational(72, 1), IFDRational(72, 1), 2
    details = data.get_ifd(0x8769)
    shutter = (
        IFDRational(1, round(1 / shot.shutter))
        if shot.shutter < 0.4
        else IFDRational(round(shot.shutter * 10), 10)
    )
    details.update(
        {
            0x829A: shutter,
            0x829D: IFDRational(round(shot.camera.aperture * 10), 10),
            0x8822: 2,
            0x8827: shot.sensitivity,
            0x9000: b"0231",
            0x9003: stamp,
            0x9004: stamp,
            0x9010: "+01:00",
            0x9011: "+01:00",
            0x9012: "+01:00",
            0x9291: f"{shot.taken.microsecond // 1000:03d}",
            0x9292: f"{shot.taken.microsecond // 1000:03d}",
            0x920A: IFDRational(round(shot.focal / shot.camera.crop * 100), 100),
            0xA405: round(shot.focal),
            0xA001: 1,
            0xA002: width,
            0xA003: height,
        }
    )
    if shot.place is not None:
        world = shot.taken.astimezone(UTC)
        clock = (IFDRational(world.hour, 1), IFDRational(world.minute, 1), IFDRational(world.second, 1))
        data.get_ifd(0x8825).update(
            {
                0: b"\x02\x03\x00\x00",
                1: "N" if shot.place.north >= 0 else "S",
                2: _degrees(shot.place.north),
                3: "E" if shot.place.east >= 0 else "W",
                4: _degrees(shot.place.east),
                5: b"\x00",
                6: IFDRational(round(shot.place.altitude * 10), 10),
                7: clock,
                0x12: "WGS-84",
                0x1D: world.strftime("%Y:%m:%d"),
            }
        )
    return data


def to_display_p3(coded: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Converts sRGB-coded values to Display P3, which keeps sRGB's transfer curve."""
    light = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    light = np.clip(light @ _TO_P3.T, 0.0, 1.0)
    out = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(out, np.float32)


def display_p3_profile() -> bytes:
    """A small ICC v2 matrix profile of Display P3, made here so that no one else's file is copied."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(values: tuple[float, float, float]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(fixed(v) for v in values)

    grid = np.linspace(0.0, 1.0, 1024)
    curve = np.where(grid <= 0.04045, grid / 12.92, ((grid + 0.055) / 1.055) ** 2.4)
    response = b"curv\0\0\0\0" + struct.pack(">I", 1024) + np.round(curve * 65535).astype(">u2").tobytes()
    name = b"Display P3"
    text = (
        b"desc\0\0\0\0"
        + struct.pack(">I", len(name) + 1)
        + name
        + b"\0"
        + struct.pack(">II", 0, 0)
        + struct.pack(">HB", 0, 0)
        + b"\0" * 67
    )
    tags: dict[str, bytes] = {
        "desc": text,
        "cprt": b"text\0\0\0\0No copyright, use freely\0",
        "wtpt": xyz((0.96420, 1.0, 0.82491)),
        **{k: xyz(v) for k, v in _P3_D50.items()},
        "rTRC": response,
        "gTRC": response,
        "bTRC": response,
    }
    offset, table, body = 132 + 12 * len(tags), b"", b""
    places: dict[bytes, int] = {}
    for tag, content in tags.items():
        if content not in places:
            places[content] = offset + len(body)
            body += content + b"\0" * (-len(content) % 4)
        table += tag.encode() + struct.pack(">II", places[content], len(content))
    size = offset + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2026, 4, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    header += fixed(0.96420) + fixed(1.0) + fixed(0.82491)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
