"""Photos in any colour space come out in sRGB."""

import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from slideshow.media import pictures
from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.scan.photo_header import read_photo

pillow_heif.register_heif_opener()

Colour = tuple[int, int, int]
SaveColour = Callable[..., Photo]

# Colorants adapted to D50, as Apple's profile has them.
P3_COLORANTS = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
SRGB_COLORANTS = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
P3_TO_SRGB = np.array([[1.22494, -0.22494, 0.0], [-0.04206, 1.04206, 0.0], [-0.01964, -0.07864, 1.09828]])


def linear(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def encoded(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(value <= 0.0031308, value * 12.92, 1.055 * np.clip(value, 0, 1) ** (1 / 2.4) - 0.055)


def matrix_profile(colorants: tuple[tuple[float, float, float], ...], name: str) -> bytes:
    """An ICC profile of three primaries with the tone curve of sRGB."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))

    table = np.round(linear(np.linspace(0.0, 1.0, 1024)) * 65535).astype(">u2").tobytes()
    curve = b"curv\0\0\0\0" + struct.pack(">I", 1024) + table
    text = name.encode() + b"\0"
    described = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78)
    tags = {b"desc": described}
    for letter, colorant in zip(b"rgb", colorants, strict=True):
        tags[bytes([letter]) + b"XYZ"] = xyz(*colorant)
        tags[bytes([letter]) + b"TRC"] = curve
    return profile_of(tags)


def profile_of(
    tags: dict[bytes, bytes],
    *,
    colours: bytes = b"RGB ",
    kind: bytes = b"mntr",
    connection: bytes = b"XYZ ",
) -> bytes:
    """An ICC profile, version 2.4: header, directory of tags, their data."""
    tags = {
        **tags,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061),
    }
    directory, data = struct.pack(">I", len(tags)), b""
    for tag, content in tags.items():
        directory += tag + struct.pack(">II", 128 + 4 + 12 * len(tags) + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    header = b"none" + struct.pack(">I", 0x02400000) + kind + colours + connection + bytes(12) + b"acsp"
    header += bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    profile = bytes(4) + header.ljust(124, b"\0") + directory + data
    return struct.pack(">I", len(profile)) + profile[4:]


def ink_profile() -> bytes:
    """An ICC profile of four inks: paper is white, and whatever the inks, they print one olive green."""
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    ramp = bytes(range(256))
    # Lab in bytes: L of 255 is 100, a and b of 128 are 0. Two steps of each ink are 16 corners.
    paper, printed = bytes((255, 128, 128)), bytes((153, 118, 168))
    corners = paper + printed * 15
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + identity + ramp * 4 + corners + ramp * 3
    return profile_of({b"A2B0": table}, colours=b"CMYK", kind=b"prtr", connection=b"Lab ")


P3 = matrix_profile(P3_COLORANTS, "Display P3")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.fixture
def save_colour(tmp_path: Path) -> SaveColour:
    """Saves a photo of one colour."""

    def save(colour: int | tuple[int, ...], name: str = "a.png", mode: str = "RGB", **options: Any) -> Photo:
        path = tmp_path / name
        if path.suffix in (".jpg", ".heic", ".avif"):
            options["quality"] = 98
        Image.new(mode, (64, 64), colour).save(path, **options)
        photo = read_photo(path)
        assert isinstance(photo, Photo), photo
        return photo

    return save


def shown(photo: Photo, scale: float = 1.0) -> tuple[int, ...]:
    pixels = pictures.decode(photo, scale).sample(photo.size.whole, Size(5, 5))
    return tuple(int(value) for value in pixels[2, 2])


def p3_in_srgb(colour: Colour) -> Colour:
    red, green, blue = encoded(P3_TO_SRGB @ linear(np.array(colour) / 255.0)) * 255
    return round(red), round(green), round(blue)


@pytest.mark.parametrize(
    "colour", [(200, 100, 50), (90, 160, 120), (60, 80, 150), (128, 128, 128), (255, 255, 255)]
)
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.heic", "a.webp", "a.avif", "a.tif"])
def test_display_p3_becomes_the_same_colour_in_srgb(
    save_colour: SaveColour, name: str, colour: Colour
) -> None:
    options = {"lossless": True} if name == "a.webp" else {}
    photo = save_colour(colour, name, icc_profile=P3, **options)
    assert shown(photo, 0.3) == pytest.approx(p3_in_srgb(colour), abs=3)


def test_the_check_above_would_notice_an_ignored_profile() -> None:
    assert max(abs(np.subtract(p3_in_srgb((200, 100, 50)), (200, 100, 50)))) > 8


def test_colour_under_transparency_is_converted_too(save_colour: SaveColour) -> None:
    photo = save_colour((200, 100, 50, 128), mode="RGBA", icc_profile=P3)
    half = tuple(value / 2 for value in p3_in_srgb((200, 100, 50)))
    assert shown(photo) == pytest.approx(half, abs=3)


@pytest.mark.parametrize(
    "profile", [SRGB, matrix_profile(SRGB_COLORANTS, "c2")], ids=["named", "in all but name"]
)
def test_srgb_is_left_exactly_as_it_is(save_colour: SaveColour, profile: bytes) -> None:
    for colour in [(200, 100, 50), (3, 2, 1), (0, 255, 0), (254, 253, 1)]:
        assert shown(save_colour(colour, icc_profile=profile)) == colour


@pytest.mark.parametrize(
    "profile", [b"junk", P3[:200], P3[:128] + bytes(400), b""], ids=["junk", "cut", "empty", "none"]
)
def test_a_broken_profile_is_ignored(save_colour: SaveColour, profile: bytes) -> None:
    assert shown(save_colour((200, 100, 50), icc_profile=profile)) == (200, 100, 50)


def test_a_profile_for_other_colours_than_the_photo_has_is_ignored(save_colour: SaveColour) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert shown(save_colour((200, 100, 50), icc_profile=lab)) == (200, 100, 50)


@pytest.mark.parametrize("name", ["a.jpg", "a.tif"])
def test_inks_are_shown_as_their_profile_says(save_colour: SaveColour, name: str) -> None:
    # Lab of (60, -10, 40) is this olive green; without a profile the inks would be red.
    inks = save_colour((0, 255, 255, 0), name, mode="CMYK", icc_profile=ink_profile())
    assert shown(inks) == pytest.approx((143, 149, 70), abs=6)
    paper = save_colour((0, 0, 0, 0), name, mode="CMYK", icc_profile=ink_profile())
    assert shown(paper) == pytest.approx((255, 255, 255), abs=2)


def test_a_grey_photo_with_an_rgb_profile_stays_grey(save_colour: SaveColour) -> None:
    red, green, blue = shown(save_colour(100, "a.jpg", mode="L", icc_profile=P3))
    assert (red, green, blue) == pytest.approx((100, 100, 100), abs=2)


def test_a_profile_is_read_once_for_all_photos_that_share_it(
    save_colour: SaveColour, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    original = ImageCms.getOpenProfile

    def count(profile: object) -> object:
        opened.append(profile)
        return original(profile)  # type: ignore[arg-type]

    monkeypatch.setattr(ImageCms, "getOpenProfile", count)
    profile = matrix_profile(P3_COLORANTS, "of this test alone")
    for name in ("a.png", "b.png", "c.png"):
        shown(save_colour((200, 100, 50), name, icc_profile=profile))
    assert len(opened) == 1


def test_photos_decoded_side_by_side_are_as_if_one_after_the_other(save_colour: SaveColour) -> None:
    names = [f"{number}.{ending}" for number in range(4) for ending in ("jpg", "heic", "png")]
    photos = [save_colour((20 * at, 100, 50), name, icc_profile=P3) for at, name in enumerate(names)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(shown, photos)) == [shown(photo) for photo in photos]
