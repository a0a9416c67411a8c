"""What a person wrote about a photo, and not what a camera did."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from slideshow.scan import scan
from slideshow.scan.description import camera
from tests.photos import scene

XMP = """<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'>{}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""
SAID = "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>{}</rdf:li></rdf:Alt></dc:description>"


def words(folder: Path, name: str = "1.jpg", tags: dict[int, object] | None = None, **options: Any) -> str:
    exif = Image.Exif()
    for tag, value in (tags or {}).items():
        (exif.get_ifd(0x8769) if 0x9000 <= tag < 0x9C00 else exif)[tag] = value
    scene(60, 80).save(folder / name, exif=exif, **options)
    (photo,) = scan(folder).photos
    return photo.description


@pytest.mark.parametrize("text", ["Lena's first swim", "Straße in Łódź", "東京タワー", "Am Meer, 2026"])
def test_a_description_is_found_in_any_language(tmp_path: Path, text: str) -> None:
    assert words(tmp_path, tags={0x010E: text.encode()}) == text


@pytest.mark.parametrize(
    "text",
    [
        "OLYMPUS DIGITAL CAMERA         ",
        "SONY DSC",
        "DCIM\\100MEDIA\\DJI_0001.JPG",
        "IMG_2034.JPG",
        "Screenshot",
        "Created with GIMP",
        "<KENOX S730  / Samsung S730>",
        "dpreview.com",
        "default",
        "---",
        "   ",
        "cof",
    ],
)
def test_what_cameras_and_programs_write_is_no_description(tmp_path: Path, text: str) -> None:
    assert words(tmp_path, tags={0x010E: text}) == ""


@pytest.mark.parametrize("name", ["1.jpg", "1.png", "1.webp"])
def test_xmp_is_read_from_every_format_that_has_it(tmp_path: Path, name: str) -> None:
    packet = XMP.format(SAID.format("Sunset at the pier &amp; ice cream")).encode()
    options: dict[str, Any] = {"xmp": packet}
    if name.endswith("png"):
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet.decode())
        options = {"pnginfo": info}
    assert words(tmp_path, name, **options) == "Sunset at the pier & ice cream"


def test_xmp_that_expands_without_end_is_not_read(tmp_path: Path) -> None:
    bomb = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
    packet = XMP.format(SAID.format("&c;")).replace("<x:xmpmeta", f"{bomb}<x:xmpmeta")
    assert words(tmp_path, xmp=packet.encode()) == ""


def test_an_iptc_caption_is_read(tmp_path: Path) -> None:
    text = b"Grandma's garden"
    record = b"\x1c\x02\x00\x00\x02\x00\x04" + b"\x1c\x02\x78" + len(text).to_bytes(2, "big") + text
    block = b"8BIM\x04\x04\x00\x00" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    scene(60, 80).save(tmp_path / "1.jpg")
    data = (tmp_path / "1.jpg").read_bytes()
    segment = b"Photoshop 3.0\0" + block
    marker = b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment
    (tmp_path / "1.jpg").write_bytes(data[:2] + marker + data[2:])
    (photo,) = scan(tmp_path).photos
    assert photo.description == "Grandma's garden"


def test_a_user_comment_tells_its_encoding(tmp_path: Path) -> None:
    assert words(tmp_path, tags={0x9286: b"ASCII\0\0\0The old boat"}) == "The old boat"


def test_a_long_description_ends_at_a_word(tmp_path: Path) -> None:
    text = words(tmp_path, tags={0x010E: "wonderful days " * 40})
    assert len(text) <= 201
    assert text.endswith("days…") or text.endswith("wonderful…")


def test_a_description_is_one_line_without_control_characters(tmp_path: Path) -> None:
    assert words(tmp_path, tags={0x010E: "The pier\r\nat\x07 night"}) == "The pier at night"


@pytest.mark.parametrize(
    ("maker", "model", "name"),
    [
        ("Canon", "Canon EOS 20D", "Canon EOS 20D"),
        ("Apple", "iPhone 11 Pro", "Apple iPhone 11 Pro"),
        ("NIKON CORPORATION", "NIKON D40", "NIKON D40"),
        ("", "Phone", "Phone"),
        ("Acme", "", "Acme"),
        ("", "", ""),
    ],
)
def test_a_camera_is_named_once(maker: str, model: str, name: str) -> None:
    exif = Image.Exif()
    if maker:
        exif[0x010F] = maker
    if model:
        exif[0x0110] = model
    assert camera(exif) == name
