"""Which films belong to photos, which photos hold one, and where it lies in them."""

from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.model.album import VIDEO, Album, Photo
from slideshow.scan import scan
from tests.live_photos import IDENTIFIER, MAKERS, film, numbered, scene, still, told, with_xmp

SIZE = (96, 128)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("live") / "clip.mp4", numbered(36, SIZE))


@pytest.fixture(scope="module")
def apples(clip: Path) -> Path:
    """A film that tells whom it belongs to."""
    told = (
        "-movflags",
        "use_metadata_tags",
        "-metadata",
        f"com.apple.quicktime.content.identifier={IDENTIFIER}",
    )
    return film(clip.parent / "apples.mov", numbered(36, SIZE), *told)


def put(folder: Path, name: str, source: Path) -> None:
    (folder / name).write_bytes(source.read_bytes())


def names(album: Album) -> list[str]:
    return [photo.path.name for photo in album.photos]


def only(folder: Path, *, live: bool = True) -> Photo:
    (photo,) = scan(folder, clips=True, live=live).photos
    return photo


@pytest.mark.parametrize("name", ["IMG_1.jpg", "IMG_1.heic"])
def test_a_film_of_the_photos_name_belongs_to_it(name: str, clip: Path, tmp_path: Path) -> None:
    still(tmp_path / name, scene(*SIZE))
    put(tmp_path, "IMG_1.MOV", clip)
    assert names(scan(tmp_path, clips=True)) == [name]
    assert only(tmp_path, live=False).clip is None
    photo = only(tmp_path)
    assert photo.is_live and photo.format != VIDEO
    assert photo.clip and photo.clip.path.name == "IMG_1.MOV"
    assert photo.clip.still_seconds == photo.clip.seconds / 2


@pytest.mark.parametrize("name", ["beach.jpg", "beach.heic"])
def test_a_film_with_the_photos_identifier_belongs_to_it(name: str, apples: Path, tmp_path: Path) -> None:
    still(tmp_path / name, scene(*SIZE), IDENTIFIER)
    put(tmp_path, "IMG_7.MOV", apples)
    assert names(scan(tmp_path, clips=True)) == [name]
    photo = only(tmp_path)
    assert photo.clip and photo.clip.path.name == "IMG_7.MOV"


def test_a_film_that_belongs_to_another_photo_stays(apples: Path, tmp_path: Path) -> None:
    still(tmp_path / "IMG_7.jpg", scene(*SIZE), "another")
    put(tmp_path, "IMG_7.MOV", apples)
    assert sorted(names(scan(tmp_path, clips=True, live=True))) == ["IMG_7.MOV", "IMG_7.jpg"]


def test_a_longer_film_of_the_name_is_one_of_its_own(tmp_path: Path) -> None:
    still(tmp_path / "party.jpg", scene(*SIZE))
    film(tmp_path / "party.mp4", numbered(200, SIZE))
    assert sorted(names(scan(tmp_path, clips=True, live=True))) == ["party.jpg", "party.mp4"]


def test_without_clips_photos_play_all_the_same_and_films_stay_out(clip: Path, tmp_path: Path) -> None:
    still(tmp_path / "IMG_1.jpg", scene(*SIZE))
    put(tmp_path, "IMG_1.mov", clip)
    put(tmp_path, "waves.mp4", clip)
    (photo,) = scan(tmp_path, clips=False, live=True).photos
    assert photo.is_live


def test_another_film_of_the_same_name_makes_another_clip(clip: Path, apples: Path, tmp_path: Path) -> None:
    still(tmp_path / "IMG_1.jpg", scene(*SIZE))
    put(tmp_path, "IMG_1.mov", clip)
    before = only(tmp_path)
    put(tmp_path, "IMG_1.mov", apples)
    after = only(tmp_path)
    assert before.clip and after.clip and before.clip.digest != after.clip.digest
    # What is known of the still stays known.
    assert before.digest == after.digest


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("stills")
    return {name: still(folder / f"a.{name}", scene(*SIZE)).read_bytes() for name in ("jpg", "heic")}


def holding(folder: Path, maker: str, photos: dict[str, bytes], clip: bytes) -> Path:
    kind = "heic" if maker == "heic" else "jpg"
    path = folder / f"PXL_1.{kind}"
    path.write_bytes(MAKERS[maker](photos[kind], clip))
    return path


@pytest.mark.parametrize("maker", MAKERS)
def test_a_film_inside_a_photo_is_found(
    maker: str, photos: dict[str, bytes], clip: Path, tmp_path: Path
) -> None:
    path = holding(tmp_path, maker, photos, clip.read_bytes())
    found = only(tmp_path).clip
    assert found and found.path == path
    assert path.read_bytes()[found.offset :].startswith(clip.read_bytes())
    assert found.seconds == Fraction(36, 30)
    # Google's tell the moment; of others it is the middle.
    assert found.still_seconds == Fraction(3, 5)
    assert only(tmp_path, live=False).clip is None


@pytest.mark.parametrize("maker", MAKERS)
def test_where_it_says_there_is_a_film_and_is_none_it_is_a_photo(
    maker: str, photos: dict[str, bytes], tmp_path: Path
) -> None:
    holding(tmp_path, maker, photos, b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40)
    assert only(tmp_path).clip is None


@pytest.mark.parametrize("offset", ["-5", "0", "7", "99999999999", "9" * 400, "x", ""])
def test_a_place_that_makes_no_sense_is_passed_over(
    offset: str, photos: dict[str, bytes], tmp_path: Path
) -> None:
    words = told(f'GCamera:MicroVideo="1" GCamera:MicroVideoOffset="{offset}"')
    (tmp_path / "a.jpg").write_bytes(with_xmp(photos["jpg"], words))
    assert only(tmp_path).clip is None


def test_a_wrong_place_is_put_right_by_looking(photos: dict[str, bytes], clip: Path, tmp_path: Path) -> None:
    # Programs that write other metadata into the photo, or behind the film, forget about it.
    words = told('GCamera:MicroVideo="1" GCamera:MicroVideoOffset="1234"')
    junk = b"\0\0\0\x18ftypjunk" + bytes(1222)
    content = with_xmp(photos["jpg"], words) + clip.read_bytes() + junk
    (tmp_path / "a.jpg").write_bytes(content)
    found = only(tmp_path).clip
    assert found and content[found.offset + 4 :].startswith(b"ftyp")
