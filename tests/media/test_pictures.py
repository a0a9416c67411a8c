"""Photos come out upright, in the right colours and exactly where they should be, or not at all."""

import io
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms, UnidentifiedImageError
from PIL.Image import Transpose
from PIL.JpegImagePlugin import JpegImageFile

from slideshow.errors import PhotoError
from slideshow.media.photo_files import opened
from slideshow.media.pictures import decode
from slideshow.model.album import Photo
from slideshow.model.geometry import NO_MARGINS, Margins, Rect, Size
from slideshow.scan.photo_header import read_photo

pillow_heif.register_heif_opener()

Save = Callable[..., Photo]

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 180, 30), (30, 30, 200), (220, 210, 40)

# From upright to how a camera held that way stores it.
STORED = {
    1: None,
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Saves an upright image the way a camera turned to `orientation` would, and reads its header."""

    def save_image(image: Image.Image, name: str = "a.jpg", *, orientation: int = 1, **options: Any) -> Photo:
        turn = STORED[orientation]
        stored = image if turn is None else image.transpose(turn)
        if orientation != 1:
            exif = Image.Exif()
            exif[0x0112] = orientation
            options["exif"] = exif.tobytes()
        path = tmp_path / name
        if path.suffix in (".jpg", ".heic", ".avif"):
            options.setdefault("quality", 95)
        stored.save(path, **options)
        photo = read_photo(path)
        assert isinstance(photo, Photo), photo
        return photo

    return save_image


def corners(width: int = 320, height: int = 240) -> Image.Image:
    """A colour in each corner: red, green over blue, yellow."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2], pixels[: height // 2, width // 2 :] = RED, GREEN
    pixels[height // 2 :, : width // 2], pixels[height // 2 :, width // 2 :] = BLUE, YELLOW
    return Image.fromarray(pixels)


def dot(size: Size, x: float, y: float, radius: float = 25.0) -> Image.Image:
    """A soft white dot on black, its centre `x`, `y` in edge coordinates."""
    across = np.exp(-(((np.arange(size.width) + 0.5 - x) / radius) ** 2))
    down = np.exp(-(((np.arange(size.height) + 0.5 - y) / radius) ** 2))
    grey = np.round(255 * down[:, None] * across[None, :]).astype(np.uint8)
    return Image.fromarray(grey).convert("RGB")


def centre(pixels: NDArray[np.uint8]) -> tuple[float, float]:
    """Where the light is, in edge coordinates."""
    weight = np.clip(pixels[..., 1].astype(np.float64) - 6.0, 0.0, None)
    rows, columns = np.indices(weight.shape)
    return (
        float((weight * (columns + 0.5)).sum() / weight.sum()),
        float((weight * (rows + 0.5)).sum() / weight.sum()),
    )


def flat(photo: Photo, **options: Any) -> tuple[int, ...]:
    """The colour in the middle of a photo."""
    pixels = decode(photo, **options).sample(photo.size.whole, Size(9, 9))
    return tuple(int(value) for value in pixels[4, 4])


def in_lab(image: Image.Image) -> Image.Image:
    rgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    converted = ImageCms.profileToProfile(image, rgb, lab, outputMode="LAB")
    assert converted is not None
    return converted


def plain(*colour: int, mode: str = "RGB", size: tuple[int, int] = (64, 64)) -> Image.Image:
    return Image.new(mode, size, colour[0] if len(colour) == 1 else colour)


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize(
    ("name", "scale"),
    [("a.jpg", 0.2), *((name, 1.0) for name in ("a.jpg", "a.heic", "a.avif", "a.png", "a.webp", "a.tif"))],
)
def test_a_photo_is_upright_however_the_camera_was_held(
    save: Save, name: str, orientation: int, scale: float
) -> None:
    photo = save(corners(), name, orientation=orientation)
    assert photo.size == Size(320, 240)
    pixels = decode(photo, scale).sample(photo.size.whole, Size(64, 48))
    assert pixels.shape == (48, 64, 3)
    assert pixels.dtype == np.uint8
    for place, colour in {(12, 16): RED, (12, 48): GREEN, (36, 16): BLUE, (36, 48): YELLOW}.items():
        np.testing.assert_allclose(pixels[place], colour, atol=8)


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("scale", [1.0, 0.5, 0.3, 0.15])
def test_a_dot_is_exactly_where_the_crop_puts_it(save: Save, orientation: int, scale: float) -> None:
    # Odd sizes, as a reduced JPEG rounds them up.
    photo = save(dot(Size(1201, 903), 523.3, 377.6), orientation=orientation)
    crop = Rect(311.7, 205.1, 500.9, 333.9)
    picture = decode(photo, scale)
    assert picture.size == Size(1201, 903)
    x, y = centre(picture.sample(crop, Size(150, 100)))
    assert x == pytest.approx((523.3 - 311.7) * 150 / 500.9, abs=0.02)
    assert y == pytest.approx((377.6 - 205.1) * 100 / 333.9, abs=0.02)


@pytest.mark.parametrize("name", ["a.png", "a.heic", "a.avif"])
@pytest.mark.parametrize("size", [Size(60, 40), Size(301, 200), Size(900, 600)])
def test_a_dot_stays_in_place_at_any_size(save: Save, name: str, size: Size) -> None:
    photo = save(dot(Size(600, 400), 250.25, 170.75), name, orientation=6)
    x, y = centre(decode(photo).sample(Rect(0.0, 0.0, 600.0, 400.0), size))
    assert x / size.width == pytest.approx(250.25 / 600, abs=0.02 / size.width)
    assert y / size.height == pytest.approx(170.75 / 400, abs=0.02 / size.height)


def test_fine_lines_turn_grey_and_not_into_moire(save: Save) -> None:
    lines = np.zeros((600, 800, 3), np.uint8)
    lines[:, ::2] = 255
    photo = save(Image.fromarray(lines), "a.png")
    pixels = decode(photo).sample(photo.size.whole, Size(270, 203))
    assert np.ptp(pixels[:, 5:-5].astype(int)) <= 4
    assert pixels.mean() == pytest.approx(127.5, abs=2)


def test_an_edge_stays_sharp(save: Save) -> None:
    photo = save(corners(800, 600), "a.png")
    pixels = decode(photo).sample(photo.size.whole, Size(401, 301))
    # Red falls from 200 to 30.
    for line in (pixels[75, :, 0], pixels[:, 300, 2]):
        assert np.count_nonzero((line > 47) & (line < 183)) <= 2


def test_a_jpeg_is_decoded_reduced_but_never_below_the_scale_asked_for(
    save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = save(corners(803, 601))
    decoded: list[tuple[int, int]] = []
    load = JpegImageFile.load

    def watch(image: JpegImageFile) -> object:
        decoded.append(image.size)
        return load(image)

    monkeypatch.setattr(JpegImageFile, "load", watch)
    for scale in (1.0, 0.51, 0.5, 0.26, 0.25, 0.13, 0.125, 0.01):
        decode(photo, scale)
    eighth, quarter, half, whole = (101, 76), (201, 151), (402, 301), (803, 601)
    assert decoded == [whole, whole, half, half, quarter, quarter, eighth, eighth]


def test_a_crop_may_touch_the_border_but_not_cross_it(save: Save) -> None:
    picture = decode(save(corners(), orientation=8))
    border = picture.sample(Rect(-1e-9, 1e-9, 320.0 + 1e-9, 240.0), Size(32, 24))
    np.testing.assert_allclose(border, picture.sample(picture.size.whole, Size(32, 24)), atol=3)
    with pytest.raises(ValueError):
        picture.sample(Rect(-5.0, 0.0, 320.0, 240.0), Size(32, 24))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("size", [Size(107, 80), Size(53, 41), Size(300, 224)])
def test_a_picture_stands_whole_for_a_photo_of_another_size(save: Save, orientation: int, size: Size) -> None:
    picture = decode(save(corners(), orientation=orientation))
    found = picture.standing_for(replace(save(corners(), orientation=orientation), size=size))
    np.testing.assert_allclose(
        found.sample(size.whole, Size(32, 24)), picture.sample(picture.size.whole, Size(32, 24)), atol=3
    )


def test_the_pixels_belong_to_the_caller(save: Save) -> None:
    picture = decode(save(corners()))
    first = picture.sample(picture.size.whole, Size(32, 24))
    kept = first.copy()
    first[:] = 0
    np.testing.assert_array_equal(picture.sample(picture.size.whole, Size(32, 24)), kept)


def test_fully_opaque_alpha_changes_nothing(save: Save) -> None:
    assert flat(save(plain(10, 200, 30, 255, mode="RGBA"), "a.png"), background=(255, 0, 255)) == (
        10,
        200,
        30,
    )


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.tif"])
def test_transparency_shows_the_background(save: Save, name: str) -> None:
    photo = save(
        plain(200, 100, 0, 128, mode="RGBA"), name, **({"lossless": True} if name == "a.webp" else {})
    )
    assert flat(photo) == pytest.approx((100, 50, 0), abs=2)
    assert flat(photo, background=(0, 200, 100)) == pytest.approx((100, 150, 50), abs=2)


def test_no_fringe_of_the_colour_hidden_under_transparency(save: Save) -> None:
    pixels = np.zeros((120, 120, 4), np.uint8)
    pixels[:, :, 1] = 255  # hidden green
    pixels[20:100, 20:100] = (255, 255, 255, 255)
    photo = save(Image.fromarray(pixels), "a.png")
    result = decode(photo, background=(255, 255, 255)).sample(photo.size.whole, Size(47, 47))
    assert result.min() >= 252


@pytest.mark.parametrize(
    ("image", "name", "expected"),
    [
        (plain(90, mode="L"), "a.jpg", (90, 90, 90)),
        (plain(1, mode="1"), "a.png", (255, 255, 255)),
        (plain(200, 100, 50).quantize(4), "a.png", (200, 100, 50)),
        (plain(200, 100, 50).quantize(4), "a.gif", (200, 100, 50)),
        (plain(120, 255, mode="LA"), "a.png", (120, 120, 120)),
        (plain(200, 100, 50).convert("CMYK"), "a.jpg", (200, 100, 50)),
        (plain(200, 100, 50).convert("CMYK"), "a.tif", (200, 100, 50)),
        (plain(200, 100, 50).convert("YCbCr"), "a.jpg", (200, 100, 50)),
        (in_lab(plain(200, 100, 50)), "a.tif", (200, 100, 50)),
        (Image.fromarray(np.full((64, 64), 32896, np.uint16)), "a.png", (128, 128, 128)),
        (Image.fromarray(np.full((64, 64), 32896, np.uint16)), "a.tif", (128, 128, 128)),
        (Image.fromarray(np.full((64, 64), 32896, np.int32)), "a.tif", (128, 128, 128)),
        (Image.fromarray(np.full((64, 64), 0.5, np.float32)), "a.tif", (128, 128, 128)),
        (Image.fromarray(np.full((64, 64), 128.0, np.float32)), "a.tif", (128, 128, 128)),
        (plain(200, 100, 50), "a.bmp", (200, 100, 50)),
    ],
    ids=lambda value: f"{value.mode}" if isinstance(value, Image.Image) else None,
)
def test_every_kind_of_pixel_becomes_rgb(
    save: Save, image: Image.Image, name: str, expected: tuple[int, int, int]
) -> None:
    assert flat(save(image, name)) == pytest.approx(expected, abs=3)


def test_a_transparent_palette_colour_shows_the_background(save: Save) -> None:
    image = Image.new("P", (64, 64), 1)
    image.putpalette([0, 0, 0, 200, 100, 50])
    assert flat(save(image, "a.png", transparency=1), background=(9, 8, 7)) == (9, 8, 7)


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_an_animation_shows_its_first_frame(save: Save, name: str) -> None:
    frames = {"save_all": True, "append_images": [plain(0, 0, 255)]}
    assert flat(save(plain(255, 0, 0), name, **frames)) == pytest.approx((255, 0, 0), abs=6)


def test_the_first_picture_of_an_mpo_is_shown(save: Save) -> None:
    photo = save(plain(200, 100, 50), format="MPO", save_all=True, append_images=[plain(0, 0, 255)])
    assert flat(photo) == pytest.approx((200, 100, 50), abs=3)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic", "a.avif", "a.tif"])
@pytest.mark.parametrize("kept", [0.5, 0.8])
def test_a_photo_cut_off_after_it_was_scanned_is_an_error(save: Save, name: str, kept: float) -> None:
    random = np.random.default_rng(1)
    photo = save(Image.fromarray(random.integers(0, 255, (200, 300, 3), dtype=np.uint8)), name)
    data = photo.path.read_bytes()
    photo.path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(PhotoError) as caught:
        decode(photo)
    error = pickle.loads(pickle.dumps(caught.value))
    why = "the file ends early" if name == "a.jpg" else ""
    assert error.problem.startswith(f"{photo.path}: cannot be read ({why}")
    assert error.hint == "Export it again to include it."
    assert error.photo == photo.path


def test_a_photo_changed_in_place_since_it_was_scanned_is_an_error(save: Save) -> None:
    photo = save(plain(1, 2, 3), "a.png")
    decode(photo)
    status = photo.path.stat()
    # Another picture of the same size, in a file that is as long.
    photo.path.write_bytes(save(plain(3, 2, 1), "b.png").path.read_bytes().ljust(status.st_size, b" "))
    os.utime(photo.path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))
    with pytest.raises(PhotoError, match="it has changed since the album was read"):
        decode(photo)


def test_damage_is_noticed_behind_a_whole_thumbnail(save: Save) -> None:
    photo = save(Image.effect_noise((600, 400), 90), "a.heic", thumbnails=[128])
    data = bytearray(photo.path.read_bytes())
    start = data.index(b"mdat") + 4
    data[start : start + 8] = b"\xff" * 8
    photo.path.write_bytes(data)
    with pytest.raises(PhotoError):
        decode(photo, 0.1)


def test_a_photo_gone_or_replaced_since_it_was_scanned_is_an_error(save: Save) -> None:
    photo = save(plain(1, 2, 3))
    save(plain(1, 2, 3, size=(80, 40)))
    with pytest.raises(PhotoError, match="it has changed since the album was read"):
        decode(photo)
    photo.path.unlink()
    with pytest.raises(PhotoError, match="there is nothing at its place"):
        decode(photo)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "TIFF", "BMP", "AVIF"])
def test_a_photo_is_given_to_the_decoder_of_its_own_format_alone(format: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (20, 30)).save(file, "PNG")
    file.seek(0)
    with pytest.raises(UnidentifiedImageError):
        opened(file, format)


@pytest.mark.parametrize("degrees", [90, 180, 270])
@pytest.mark.parametrize("orientation", STORED)
def test_a_photo_turned_by_a_person_is_turned_from_how_it_stood(
    save: Save, orientation: int, degrees: int
) -> None:
    picture = np.zeros((60, 90, 3), np.uint8)
    picture[:30, :45], picture[:30, 45:], picture[30:, :45], picture[30:, 45:] = RED, GREEN, BLUE, YELLOW
    photo = save(Image.fromarray(picture), "a.png", orientation=orientation)
    turned = photo.turned_to(degrees)
    upright = decode(photo).sample(photo.size.whole, photo.size)
    seen = decode(turned).sample(turned.size.whole, turned.size)
    assert (seen == np.rot90(upright, -degrees // 90)).all()
    assert turned.turned_to(0) == photo


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("format", ["png", "jpg"])
def test_a_trimmed_photo_is_the_inner_part_of_the_whole_one(
    save: Save, orientation: int, degrees: int, format: str
) -> None:
    rng = np.random.default_rng(2)
    picture = np.repeat(np.repeat(rng.integers(0, 255, (8, 12, 3)), 8, axis=0), 8, axis=1).astype(np.uint8)
    photo = save(Image.fromarray(picture), f"a.{format}", orientation=orientation).turned_to(degrees)
    trimmed = photo.trimmed_to(Margins(8, 0, 16, 24))
    whole = decode(photo).sample(photo.size.whole, photo.size)
    seen = decode(trimmed).sample(trimmed.size.whole, trimmed.size)
    assert (seen == whole[: whole.shape[0] - 24, 8 : whole.shape[1] - 16]).all()
    half = Size(trimmed.size.width // 2, trimmed.size.height // 2)
    small = decode(trimmed).standing_for(replace(trimmed, size=half))
    assert (small.sample(half.whole, trimmed.size) == seen).all()
    further = trimmed.turned_to((degrees + 90) % 360)
    assert (decode(further).sample(further.size.whole, further.size) == np.rot90(seen, -1)).all()
    assert trimmed.trimmed_to(NO_MARGINS) == photo
    assert further.turned_to(degrees) == trimmed


def test_margins_that_leave_nothing_of_a_photo_are_none(save: Save) -> None:
    photo = save(plain(1, 2, 3))
    assert photo.trimmed_to(Margins(photo.size.width, 0, 0, 0)) == photo
