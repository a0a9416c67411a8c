"""Stills whose colours are told by code points: HDR is brought to the film's range."""

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from slideshow.media import pictures
from slideshow.media.clips.colours import shown as clip_shown
from slideshow.model.album import Photo
from slideshow.scan.photo_header import read_photo

pillow_heif.register_heif_opener()

SDR, P3, PQ, HLG = (1, 13), (12, 13), (9, 16), (9, 18)
# Code values that stand for diffuse white, 203 cd/m2 (BT.2408-7), and where the film shows it.
WHITE_OF = {PQ: 148, HLG: 191}
DIFFUSE_WHITE = 232
Colour = tuple[int, int, int]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def save(path: Path, colour: Colour, points: tuple[int, int], *, full: bool = True, **more: Any) -> Photo:
    """A photo of one colour, by its name's format, with these primaries and this transfer told in it."""
    image = Image.new("RGB", (96, 64), colour)
    if path.suffix == ".heic":
        pillow_heif.from_pillow(image).save(path, quality=-1, chroma=444, matrix_coefficients=6, **more)
    else:
        image.save(path, quality=100, **({"subsampling": "4:4:4"} if path.suffix == ".avif" else {}), **more)
    data = path.read_bytes()
    if path.suffix == ".png":
        data = data[:33] + chunk(b"cICP", bytes([*points, 0, full])) + data[33:]
    else:
        at = data.index(b"colrnclx") + 8
        data = data[:at] + struct.pack(">HH", *points) + data[at + 4 :]
    path.write_bytes(data)
    photo = read_photo(path)
    assert isinstance(photo, Photo)
    return photo


def seen(photo: Photo) -> Colour:
    red, green, blue = np.median(pictures.whole(photo, 96)[16:48, 16:80].reshape(-1, 3), axis=0)
    return int(red), int(green), int(blue)


@pytest.mark.parametrize("kind", ["png", "avif", "heic"])
@pytest.mark.parametrize("points", [PQ, HLG], ids=["pq", "hlg"])
def test_diffuse_white_of_an_hdr_still_is_as_bright_as_that_of_an_hdr_clip(
    tmp_path: Path, kind: str, points: tuple[int, int]
) -> None:
    photo = save(tmp_path / f"a.{kind}", (WHITE_OF[points],) * 3, points)
    assert seen(photo) == pytest.approx((DIFFUSE_WHITE,) * 3, abs=4)


@pytest.mark.parametrize("kind", ["png", "avif", "heic"])
@pytest.mark.parametrize("colour", [(150, 70, 60), (60, 140, 90), (90, 90, 150)])
def test_colours_of_an_hdr_still_are_those_of_a_clip(tmp_path: Path, kind: str, colour: Colour) -> None:
    photo = save(tmp_path / f"a.{kind}", colour, PQ)
    wanted = clip_shown(np.array(colour) / 255, "pq", "bt2020") * 255
    assert seen(photo) == pytest.approx(tuple(wanted), abs=5)


@pytest.mark.parametrize("kind", ["png", "avif", "heic"])
def test_p3_told_by_code_points_alone_is_as_strong_as_with_a_profile(tmp_path: Path, kind: str) -> None:
    # (200, 100, 50) of Display P3, by the matrices of both.
    photo = save(tmp_path / f"a.{kind}", (200, 100, 50), P3)
    assert seen(photo) == pytest.approx((215, 94, 29), abs=4)


@pytest.mark.parametrize("kind", ["png", "avif", "heic"])
def test_code_points_of_srgb_change_nothing(tmp_path: Path, kind: str) -> None:
    photo = save(tmp_path / f"a.{kind}", (200, 100, 50), SDR)
    assert seen(photo) == pytest.approx((200, 100, 50), abs=3)


def test_a_png_of_narrow_range_has_its_white_at_235(tmp_path: Path) -> None:
    narrow = round(16 + 219 * WHITE_OF[PQ] / 255)
    photo = save(tmp_path / "a.png", (narrow,) * 3, PQ, full=False)
    assert seen(photo) == pytest.approx((DIFFUSE_WHITE,) * 3, abs=4)


def test_a_profile_that_carries_code_points_of_hdr_is_hdr(tmp_path: Path) -> None:
    profile = bytearray(160)
    profile[36:40] = b"acsp"
    profile[128:144] = struct.pack(">I4sII", 1, b"cicp", 144, 12)
    profile[144:156] = b"cicp\0\0\0\0" + bytes([9, 16, 0, 1])
    path = tmp_path / "a.jpg"
    Image.new("RGB", (96, 64), (WHITE_OF[PQ],) * 3).save(path, quality=100, icc_profile=bytes(profile))
    photo = read_photo(path)
    assert isinstance(photo, Photo)
    assert seen(photo) == pytest.approx((DIFFUSE_WHITE,) * 3, abs=4)


def test_an_hdr_picture_beside_the_main_one_does_not_change_the_main_one(tmp_path: Path) -> None:
    photo = save(tmp_path / "a.avif", (200, 100, 50), SDR)
    data = photo.path.read_bytes()
    # A property that no picture owns, as that of a gain map's result is owned by another item.
    at = data.index(b"ipco")
    size = int.from_bytes(data[at - 4 : at], "big")
    foreign = struct.pack(">I4s4sHHHB", 19, b"colr", b"nclx", *PQ, 9, 128)
    assert b"colrnclx" in data[at : at + size]
    data = data[: at + size - 4] + foreign + data[at + size - 4 :]
    for kind in (b"ipco", b"iprp", b"meta"):
        place = data.index(kind) - 4
        data = (
            data[:place]
            + struct.pack(">I", int.from_bytes(data[place : place + 4], "big") + 19)
            + data[place + 4 :]
        )
    # Where the pixels begin, which have moved.
    place = data.index(b"iloc") + 4
    old = struct.pack(">I", data.index(b"mdat") + 4 - 19)
    data = data[:place] + data[place:].replace(old, struct.pack(">I", data.index(b"mdat") + 4), 1)
    photo.path.write_bytes(data)
    again = read_photo(photo.path)
    assert isinstance(again, Photo)
    assert seen(again) == pytest.approx((200, 100, 50), abs=3)


def test_broken_colour_boxes_do_not_cost_the_photo(tmp_path: Path) -> None:
    photo = save(tmp_path / "a.avif", (200, 100, 50), SDR)
    data = photo.path.read_bytes()
    at = data.index(b"colrnclx")
    photo.path.write_bytes(data[:at] + b"colrXXXX" + data[at + 8 :])
    again = read_photo(photo.path)
    assert isinstance(again, Photo)
    assert seen(again) == pytest.approx((200, 100, 50), abs=3)
