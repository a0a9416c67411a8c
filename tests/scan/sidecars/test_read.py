"""Files that Immich, PhotoPrism and other programs write beside photos are used; Apple's pairs stay pairs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from slideshow.errors import InputError
from slideshow.events import Event, PhotoLeftOut
from slideshow.model.album import Photo, Position
from slideshow.scan import scan, scan_listed, xmp
from slideshow.scan.sidecars import photoprism

SavePhoto = Callable[..., Path]

# As exiftool writes it for Immich.
IMMICH = """<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='Image::ExifTool 12.97'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
 <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>
  <dc:description><rdf:Alt><rdf:li xml:lang='x-default'>{words}</rdf:li></rdf:Alt></dc:description>
 </rdf:Description>
 <rdf:Description rdf:about='' xmlns:exif='http://ns.adobe.com/exif/1.0/'>
  <exif:DateTimeOriginal>2024-05-06T08:48:09.250+02:00</exif:DateTimeOriginal>
  <exif:GPSLatitude>52,31.2N</exif:GPSLatitude>
  <exif:GPSLongitude>13,24,18W</exif:GPSLongitude>
 </rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end='w'?>"""
# As Lightroom and darktable write it: what is short stands in attributes.
SHORT = """<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmp:CreateDate="2024-05-06T09:00:00" exif:DateTimeOriginal="{time}" exif:GPSLatitude="52.5N"
 exif:GPSLongitude="13.4E"/></rdf:RDF></x:xmpmeta>"""

PHOTOPRISM = """TakenAt: 2024-05-06T06:48:09Z
TakenSrc: meta
UID: psd1a2b3c4d5e6f7
Type: image
Title: Harbour / Lisbon / 2024
Description: {words}
OriginalName: IMG_1
TimeZone: {zone}
Lat: 52.52
Lng: 13.405
Details:
  Keywords: blue, harbour
  Description: not this one
CreatedAt: 2024-06-01T00:00:00.123456789Z
"""


def only(folder: Path) -> Photo:
    (photo,) = scan(folder).photos
    return photo


def taken(photo: Photo) -> str:
    assert photo.captured is not None
    return photo.captured.isoformat()


@pytest.mark.parametrize("name", ["IMG.jpg.xmp", "IMG.xmp", "img.JPG.XMP"])
def test_an_xmp_file_tells_time_place_and_words(save_photo: SavePhoto, tmp_path: Path, name: str) -> None:
    save_photo("IMG.jpg")
    (tmp_path / name).write_text(IMMICH.format(words="Lena &amp; the canal"), "utf-8")
    photo = only(tmp_path)
    assert photo.description == "Lena & the canal"
    assert taken(photo) == "2024-05-06T08:48:09.250000+02:00"
    assert photo.position == Position(52.52, -13.405)


@pytest.mark.parametrize("time", ["2024-05-06T10:00:00", "2024:05:06 10:00:00"])
def test_an_xmp_file_may_write_it_all_as_attributes(save_photo: SavePhoto, tmp_path: Path, time: str) -> None:
    save_photo("IMG.jpg")
    (tmp_path / "IMG.xmp").write_text(SHORT.format(time=time))
    photo = only(tmp_path)
    assert taken(photo) == "2024-05-06T10:00:00+02:00"
    assert photo.position == Position(52.5, 13.4)


def test_the_file_with_the_whole_name_counts_more(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG.jpg")
    (tmp_path / "IMG.jpg.xmp").write_text(IMMICH.format(words="Near"), "utf-8")
    (tmp_path / "IMG.xmp").write_text(IMMICH.format(words="Far"), "utf-8")
    assert only(tmp_path).description == "Near"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not XML",
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF></x:xmpmeta>",
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>',
        "<x:xmpmeta xmlns:x='adobe:ns:meta/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        + f"{'<dc:description>' * 50}deep{'</dc:description>' * 50}</x:xmpmeta>",
        IMMICH.format(words="x" * (2 << 20)),
    ],
    ids=["empty", "text", "broken", "entities", "deep", "huge"],
)
def test_a_damaged_or_hostile_xmp_file_costs_nothing(
    save_photo: SavePhoto, tmp_path: Path, text: str
) -> None:
    save_photo("IMG.jpg")
    (tmp_path / "IMG.xmp").write_text(text, "utf-8")
    photo = only(tmp_path)
    assert (photo.captured, photo.position, photo.description) == (None, None, "")


@pytest.mark.parametrize("place", ["91,0N", "x", "", "52", "0,0N"])
def test_an_absurd_place_in_an_xmp_file_is_none(place: str) -> None:
    found = xmp.read_metadata(IMMICH.replace("52,31.2N", place).replace("13,24,18W", "0,0E").encode())
    assert found is not None
    assert found.position is None


def test_photoprisms_yaml_tells_time_place_and_words(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG_1.jpg")
    (tmp_path / "IMG_1.yml").write_text(PHOTOPRISM.format(words='"Lena: \\"Look!\\""', zone="Europe/Berlin"))
    photo = only(tmp_path)
    assert photo.description == 'Lena: "Look!"'
    assert taken(photo) == "2024-05-06T08:48:09+02:00"
    assert photo.position == Position(52.52, 13.405)


def test_photoprisms_local_time_is_the_cameras_clock() -> None:
    found = photoprism.read_metadata(PHOTOPRISM.format(words="'It''s here'", zone="Local").encode())
    assert found is not None
    assert found.captured is not None
    assert found.captured.isoformat() == "2024-05-06T06:48:09"
    assert found.texts[1] == "It's here"


@pytest.mark.parametrize("words", ["|", ">-", "[a, b]", "*anchor", '"no end', "{a: b}"])
def test_yaml_that_is_more_than_a_line_is_passed_over(words: str) -> None:
    found = photoprism.read_metadata(PHOTOPRISM.format(words=words, zone="UTC").encode())
    assert found is not None
    assert set(found.texts) == {""}


def test_yaml_of_other_programs_tells_nothing() -> None:
    assert photoprism.read_metadata(b"title: Trip\nTakenAt: 2024-05-06T06:48:09Z\n") is None
    assert photoprism.read_metadata(b"\xff\xfe") is None


def test_of_a_live_photo_the_still_is_used_and_nothing_is_said_of_the_rest(
    save_photo: SavePhoto, tmp_path: Path
) -> None:
    save_photo("IMG_1234.heic")
    for name in ("IMG_1234.MOV", "IMG_1234.AAE"):
        (tmp_path / name).write_bytes(b"\0\0\0\x14ftypqt  ")
    events: list[Event] = []
    album = scan(tmp_path, events.append)
    assert [photo.path.name for photo in album.photos] == ["IMG_1234.heic"]
    assert album.left_out == ()
    assert not [event for event in events if isinstance(event, PhotoLeftOut)]


def test_a_whole_export_of_apples_counts_each_photo_once(save_photo: SavePhoto, tmp_path: Path) -> None:
    """A Live Photo, one that was edited, its originals, and a video, as a Mac or a cable leaves them."""
    save_photo("IMG_0001.HEIC", format="HEIF")
    save_photo("IMG_0002.HEIC", format="HEIF")
    save_photo("IMG_E0002.JPG")
    (tmp_path / "IMG_0001.xmp").write_text(IMMICH.format(words="The pier"), "utf-8")
    for name in ["IMG_0001.MOV", "IMG_0002.MOV", "IMG_E0002.MOV", "IMG_0003.MOV"]:
        (tmp_path / name).write_bytes(b"\0\0\0\x14ftypqt  ")
    for name in ["IMG_0001.AAE", "IMG_0002.AAE", "IMG_O0002.AAE"]:
        (tmp_path / name).write_bytes(b"<?xml version='1.0'?><plist/>")
    events: list[Event] = []
    for album in (scan(tmp_path, events.append), scan_listed(sorted(tmp_path.iterdir()), events.append)):
        assert [photo.path.name for photo in album.photos] == ["IMG_0001.HEIC", "IMG_E0002.JPG"]
        assert album.photos[0].description == "The pier"
        assert [one.path.name for one in album.left_out] == ["IMG_0002.HEIC"]
    told = [event for event in events if isinstance(event, PhotoLeftOut)]
    assert all(event.by_choice for event in told)


@pytest.mark.parametrize(
    ("edited", "original"),
    [
        ("IMG_E1234.jpg", "IMG_1234.heic"),
        ("IMG_E1234.heic", "IMG_1234.heic"),
        ("IMG_E1234 (1).jpg", "IMG_1234 (1).jpg"),
        ("beach-edited.jpg", "beach.jpg"),
        ("beach-edited(1).jpg", "beach(1).jpg"),
        ("Strand-bearbeitet.jpg", "Strand.png"),
    ],
)
def test_an_edited_photo_takes_the_place_of_its_original(
    save_photo: SavePhoto, tmp_path: Path, edited: str, original: str
) -> None:
    save_photo(edited)
    save_photo(original, tags={0x9003: "2024:05:06 07:08:09"})
    events: list[Event] = []
    album = scan(tmp_path, events.append)
    assert [photo.path.name for photo in album.photos] == [edited]
    assert taken(album.photos[0]) == "2024-05-06T07:08:09"
    (told,) = [event for event in events if isinstance(event, PhotoLeftOut)]
    assert (told.path.name, told.by_choice) == (original, True)
    assert [one.reason for one in album.left_out] == [f"is shown as edited, in {edited}."]


def test_an_original_stays_when_its_edited_copy_is_broken(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG_1234.jpg")
    (tmp_path / "IMG_E1234.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert only(tmp_path).path.name == "IMG_1234.jpg"


def test_an_edited_photo_alone_is_a_photo_like_any_other(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG_E1234.jpg")
    save_photo("beach-edited.jpg")
    save_photo("IMG_Else.jpg")
    assert len(scan(tmp_path).photos) == 3


def test_a_folder_of_sidecars_alone_has_no_photos(tmp_path: Path) -> None:
    (tmp_path / "IMG.jpg.xmp").write_text(IMMICH.format(words=""), "utf-8")
    with pytest.raises(InputError, match="1 other file"):
        scan(tmp_path)


def test_googles_edited_copy_uses_the_originals_json(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("beach-edited.jpg")
    save_photo("beach.jpg")
    (tmp_path / "beach.jpg.json").write_text(
        '{"photoTakenTime": {"timestamp": "1714978089"}, "description": "Low tide"}'
    )
    photo = only(tmp_path)
    assert photo.path.name == "beach-edited.jpg"
    assert photo.description == "Low tide"
    assert taken(photo) == "2024-05-06T06:48:09+00:00"
