"""What a photo's file says of its time, in whatever part of it."""

import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from slideshow.model.album import Photo, Position
from slideshow.scan.photo_header import read_photo

# Pillow warns of odd metadata; `scan` keeps it quiet.
pytestmark = pytest.mark.filterwarnings("ignore")

SavePhoto = Callable[..., Path]

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" {fields}/></rdf:RDF></x:xmpmeta>"""
TAKEN = 'exif:DateTimeOriginal="2024-05-12T11:00:00"'


def packet(fields: str = TAKEN) -> bytes:
    return XMP.format(fields=fields).encode()


def read(path: Path) -> Photo:
    photo = read_photo(path)
    assert isinstance(photo, Photo), photo
    return photo


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.heic", "a.avif"])
def test_an_xmp_packet_inside_tells_the_time(save_photo: SavePhoto, name: str) -> None:
    assert read(save_photo(name, xmp=packet())).captured == datetime(2024, 5, 12, 11)


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("compressed", [False, True])
def test_a_png_has_its_packet_before_or_behind_the_pixels(
    save_photo: SavePhoto, behind: bool, compressed: bool
) -> None:
    path = save_photo("a.png")
    text = zlib.compress(packet()) if compressed else packet()
    data = b"XML:com.adobe.xmp\0" + (b"\1\0" if compressed else b"\0\0") + b"\0\0" + text
    chunk = len(data).to_bytes(4, "big") + b"iTXt" + data + zlib.crc32(b"iTXt" + data).to_bytes(4, "big")
    png = path.read_bytes()
    at = len(png) - 12 if behind else png.index(b"IDAT") - 4
    path.write_bytes(png[:at] + chunk + png[at:])
    assert read(path).captured == datetime(2024, 5, 12, 11)


def test_a_tiff_has_its_packet_in_a_tag(save_photo: SavePhoto) -> None:
    path = save_photo("a.tif", tiffinfo={700: packet()})
    assert read(path).captured == datetime(2024, 5, 12, 11)


def test_a_packet_in_sixteen_bits_is_read_as_well(save_photo: SavePhoto) -> None:
    path = save_photo("a.webp", xmp="\ufeff".encode("utf-16-le") + packet().decode().encode("utf-16-le"))
    assert read(path).captured == datetime(2024, 5, 12, 11)


def test_a_pngs_words_tell_when_it_was_made(save_photo: SavePhoto) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Creation Time", "Sun, 12 May 2024 11:00:00")
    assert read(save_photo("a.png", pnginfo=words)).captured == datetime(2024, 5, 12, 11)


def test_the_news_agencies_fields_tell_the_time(save_photo: SavePhoto) -> None:
    fields = b"".join(
        b"\x1c\x02" + bytes([number]) + len(text).to_bytes(2, "big") + text
        for number, text in ((55, b"20240512"), (60, b"110000+0200"))
    )
    block = b"8BIM\x04\x04\0\0" + len(fields).to_bytes(4, "big") + fields + b"\0" * (len(fields) % 2)
    segment = b"Photoshop 3.0\0" + block
    path = save_photo("a.jpg")
    jpeg = path.read_bytes()
    path.write_bytes(jpeg[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + jpeg[2:])
    captured = read(path).captured
    assert captured is not None
    assert captured.isoformat() == "2024-05-12T11:00:00+02:00"


def test_the_cameras_own_time_comes_before_the_packets(save_photo: SavePhoto) -> None:
    path = save_photo("a.jpg", tags={0x9003: "2024:05:11 10:00:00"}, xmp=packet())
    assert read(path).captured == datetime(2024, 5, 11, 10)


def test_the_packets_time_comes_before_that_of_the_last_change(save_photo: SavePhoto) -> None:
    path = save_photo("a.jpg", tags={0x0132: "2026:01:01 10:00:00"}, xmp=packet())
    assert read(path).captured == datetime(2024, 5, 12, 11)


def test_a_clock_that_was_never_set_gives_way_to_the_packet(save_photo: SavePhoto) -> None:
    path = save_photo("a.jpg", tags={0x9003: "2000:01:01 00:00:00"}, xmp=packet())
    photo = read(path)
    assert (photo.captured, photo.dating.clock) == (datetime(2024, 5, 12, 11), datetime(2000, 1, 1))


def test_of_two_that_agree_the_more_exact_counts(save_photo: SavePhoto) -> None:
    photo = read(save_photo("a.jpg", tags={0x9003: "2024:05:12"}, xmp=packet()))
    assert (photo.captured, photo.dating.known_to) == (datetime(2024, 5, 12, 11), "clock")
    other = read(save_photo("b.jpg", tags={0x9003: "2024:05:11"}, xmp=packet()))
    assert (other.captured, other.dating.known_to) == (datetime(2024, 5, 11, 12), "day")


def with_gps(path: Path, *, place: bool = True) -> Path:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({7: (14.0, 0.0, 0.0), 29: "2024:05:12"})
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (38.0, 42.0, 0.0), 3: "W", 4: (9.0, 8.0, 0.0)})
    Image.open(path).save(path.with_name("gps.jpg"), exif=exif)
    return path.with_name("gps.jpg")


def test_the_satellites_time_alone_is_that_of_the_place(save_photo: SavePhoto) -> None:
    photo = read(with_gps(save_photo("a.jpg")))
    assert photo.captured is not None
    assert photo.captured.isoformat() == "2024-05-12T15:00:00+01:00"
    assert photo.dating.source == "satellites"


def test_without_a_place_nobody_knows_what_clocks_showed(save_photo: SavePhoto) -> None:
    photo = read(with_gps(save_photo("a.jpg"), place=False))
    assert photo.captured is not None
    assert photo.captured.isoformat() == "2024-05-12T14:00:00+00:00"
    assert photo.dating.is_utc


def test_the_packet_tells_the_satellites_time_and_the_place(save_photo: SavePhoto) -> None:
    fields = 'exif:GPSTimeStamp="2024-05-12T14:00:00Z" exif:GPSLatitude="38,42.0N" exif:GPSLongitude="9,8.0W"'
    photo = read(save_photo("a.jpg", xmp=packet(fields)))
    assert photo.captured is not None
    assert photo.captured.isoformat() == "2024-05-12T15:00:00+01:00"
    assert photo.position == Position(38.7, -9.133333)
