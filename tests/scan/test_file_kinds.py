"""Kinds of files, by their first bytes and by their names."""

import pytest

from slideshow.scan.file_kinds import kind_by_name, photo_format


@pytest.mark.parametrize(
    ("major", "compatible", "expected"),
    [
        (b"heic", b"mif1heic", "HEIF"),
        (b"mif1", b"mif1heic", "HEIF"),
        (b"mif1", b"mif1avif", "AVIF"),
        (b"avif", b"mif1avif", "AVIF"),
        (b"msf1", b"hevcmsf1", "HEIF"),
        (b"mp42", b"isommp42", None),
        (b"qt  ", b"qt  ", None),
    ],
)
def test_iso_files_are_told_by_their_brands(major: bytes, compatible: bytes, expected: str | None) -> None:
    box = b"ftyp" + major + b"\0\0\0\0" + compatible
    assert photo_format((len(box) + 4).to_bytes(4, "big") + box + b"\0\0\0\x08meta" * 9) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IMG_1.JPG", "photo"),
        ("a.b.heic", "photo"),
        ("song.Mp3", "sound file"),
        ("IMG_1.MOV", "video"),
        ("IMG_1.CR2", "raw photo"),
        ("IMG_1.jpg.xmp", "other file"),
        ("IMG_1", None),
        ("IMG_1.jpg_large", None),
    ],
)
def test_names_promise_kinds(name: str, kind: str | None) -> None:
    assert kind_by_name(name) == kind
