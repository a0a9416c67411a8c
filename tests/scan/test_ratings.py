"""Stars, hearts and rejections, wherever programs keep them."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from slideshow.scan import scan

SavePhoto = Callable[..., Path]

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/"
 xmlns:xmpDM="http://ns.adobe.com/xmp/1.0/DynamicMedia/" xmlns:digiKam="http://www.digikam.org/ns/1.0/"
 {fields}/></rdf:RDF></x:xmpmeta>"""


def rating(folder: Path, name: str = "a.jpg") -> int:
    return next(photo.rating for photo in scan(folder).photos if photo.path.name == name)


@pytest.mark.parametrize(
    ("fields", "stars"),
    [
        ('xmp:Rating="4"', 4),
        ('xmp:Rating="5.0"', 5),
        ('xmp:Rating="-1"', -1),
        ('xmp:Rating="-1.0"', -1),
        ('xmp:Rating="0"', 0),
        ('xmp:Rating="many"', 0),
        ('xmp:Rating="99"', 0),
        ('MicrosoftPhoto:Rating="99"', 5),
        ('MicrosoftPhoto:Rating="50"', 3),
        ('xmpDM:pick="-1"', -1),
        ('xmpDM:pick="1"', 0),
        ('digiKam:PickLabel="1"', -1),
        ('digiKam:PickLabel="3"', 0),
        ('xmp:Rating="3" xmpDM:pick="-1"', -1),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_xmp_tells_it_inside_and_beside(
    save_photo: SavePhoto, tmp_path: Path, fields: str, stars: int, inside: bool
) -> None:
    packet = XMP.format(fields=fields)
    if inside:
        save_photo("a.jpg", xmp=packet.encode())
    else:
        save_photo("a.jpg")
        (tmp_path / "a.xmp").write_text(packet)
    assert rating(tmp_path) == stars


@pytest.mark.parametrize(("tag", "value", "stars"), [(0x4746, 4, 4), (0x4746, 65535, -1), (0x4749, 75, 4)])
def test_exif_tells_it(save_photo: SavePhoto, tmp_path: Path, tag: int, value: int, stars: int) -> None:
    save_photo("a.jpg", tags={tag: value})
    assert rating(tmp_path) == stars


def test_a_file_beside_the_photo_counts_more(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("a.jpg", xmp=XMP.format(fields='xmp:Rating="2"').encode())
    (tmp_path / "a.jpg.xmp").write_text(XMP.format(fields='xmp:Rating="5"'))
    assert rating(tmp_path) == 5


def test_favourites_of_google_and_photoprism_have_five_stars_and_googles_bin_rejects(
    save_photo: SavePhoto, tmp_path: Path
) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        save_photo(name)
    taken = {"timestamp": "1715508000"}
    (tmp_path / "a.jpg.json").write_text(json.dumps({"photoTakenTime": taken, "favorited": True}))
    (tmp_path / "c.jpg.json").write_text(
        json.dumps({"photoTakenTime": taken, "favorited": True, "trashed": True})
    )
    (tmp_path / "b.yml").write_text("TakenAt: 2024-05-12T10:00:00Z\nUID: ps1\nFavorite: true\n")
    assert [rating(tmp_path, name) for name in ("a.jpg", "b.jpg", "c.jpg")] == [5, 5, -1]


def test_picasas_stars_are_in_a_file_of_the_folder(save_photo: SavePhoto, tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        save_photo(name)
    text = "[Picasa]\nname=Trip\n[A.JPG]\nstar=yes\nrotate=rotate(0)\nstrange line\n[b.jpg]\nhidden=yes\n"
    (tmp_path / ".picasa.ini").write_text(text)
    assert [rating(tmp_path, name) for name in ("a.jpg", "b.jpg", "c.jpg")] == [5, -1, 0]


def test_apples_export_lists_favourites_and_times(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG_1.jpg")
    save_photo("IMG_2.jpg")
    (tmp_path / "Photo Details-1.csv").write_text(
        "imgName,fileChecksum,favorite,hidden,deleted,originalCreationDate,viewCount,importDate\n"
        'IMG_1.jpg,AX,yes,no,no,"Sunday May 12,2024 3:41 PM GMT",12,"Monday May 13,2024 9:00 AM GMT"\n'
        'IMG_2.jpg,AY,no,no,yes,"Sunday May 12,2024 3:45 PM GMT",12,"Monday May 13,2024 9:00 AM GMT"\n'
    )
    assert (rating(tmp_path, "IMG_1.jpg"), rating(tmp_path, "IMG_2.jpg")) == (5, -1)
    captured = scan(tmp_path).photos[0].captured
    assert captured is not None
    assert captured.isoformat() == "2024-05-12T15:41:00+00:00"


@pytest.mark.parametrize("text", ["", "\0\xff", "[a.jpg\nstar=yes", "star=yes", "[]\n" * 1000])
def test_a_broken_list_of_stars_costs_nothing(save_photo: SavePhoto, tmp_path: Path, text: str) -> None:
    save_photo("a.jpg")
    (tmp_path / ".picasa.ini").write_text(text)
    (tmp_path / "Photo Details.csv").write_text(text)
    assert rating(tmp_path) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_under_such_a_name_is_not_waited_for(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("a.jpg")
    os.mkfifo(tmp_path / ".picasa.ini")
    assert rating(tmp_path) == 0
