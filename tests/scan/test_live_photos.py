"""Which films belong to photos, which photos hold one, and where it lies in them."""

from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

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


def dated(folder: Path, name: str, taken: str, offset: str = "+02:00", model: str = "iPhone 15") -> Path:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Apple", model
    exif.get_ifd(0x8769).update({0x9003: taken, 0x9011: offset} if offset else {0x9003: taken})
    path = folder / name
    Image.fromarray(scene(*SIZE)).save(path, quality=95, exif=exif)
    return path


def filmed(folder: Path, name: str, taken: str, model: str = "iPhone 15") -> Path:
    tags = {"creationdate": taken, "make": "Apple", "model": model}
    written = [
        word
        for tag, text in tags.items()
        if text
        for word in ("-metadata", f"com.apple.quicktime.{tag}={text}")
    ]
    return film(folder / name, numbered(36, SIZE), "-movflags", "use_metadata_tags", *written)


TAKEN, MOMENT = "2024:05:12 10:00:00", "2024-05-12T10:00:01+0200"


@pytest.mark.parametrize(
    ("moment", "model"),
    [("2024-05-11T18:00:00+0200", "iPhone 15"), (MOMENT, "iPhone 12"), ("2024-05-12T10:20:00+0200", "")],
    ids=["another day", "another phone", "twenty minutes later"],
)
def test_a_film_of_the_name_from_elsewhere_is_one_of_its_own(moment: str, model: str, tmp_path: Path) -> None:
    dated(tmp_path, "IMG_0123.jpg", TAKEN)
    filmed(tmp_path, "IMG_0123.MOV", moment, model)
    assert sorted(names(scan(tmp_path, clips=True, live=True))) == ["IMG_0123.MOV", "IMG_0123.jpg"]


@pytest.mark.parametrize(
    ("offset", "moment", "model"),
    [
        ("+02:00", MOMENT, "iPhone 15"),
        ("+02:00", "2024-05-12T08:00:01Z", ""),
        ("+02:00", "2024-05-12T10:00:01Z", ""),
        ("", "2024-05-12T08:00:01Z", "iPhone 15"),
        ("", "2024-05-12T04:15:02Z", ""),
    ],
    ids=[
        "told fully",
        "in UTC",
        "local time called UTC",
        "photo without offset",
        "photo of a quarter hour's zone",
    ],
)
def test_a_film_of_the_name_and_the_moment_belongs_to_the_photo(
    offset: str, moment: str, model: str, tmp_path: Path
) -> None:
    dated(tmp_path, "IMG_0123.jpg", TAKEN, offset)
    filmed(tmp_path, "IMG_0123.MOV", moment, model)
    assert names(scan(tmp_path, clips=True, live=True)) == ["IMG_0123.jpg"]


@pytest.mark.parametrize(
    ("photo", "name"),
    [("IMG_1.heic", "IMG_1_HEVC.MOV"), ("IMG_1.jpg", "IMG_1.jpg.mov"), ("IMG_1.jpg", "IMG_1-medium.MOV")],
)
def test_what_copying_programs_call_a_film_means_its_photo(
    photo: str, name: str, clip: Path, tmp_path: Path
) -> None:
    still(tmp_path / photo, scene(*SIZE))
    put(tmp_path, name, clip)
    assert names(scan(tmp_path, clips=True)) == [photo]
    assert only(tmp_path).clip


def test_the_films_of_a_photo_and_of_its_edited_copy_belong_to_it(apples: Path, tmp_path: Path) -> None:
    still(tmp_path / "IMG_0007.jpg", scene(*SIZE), IDENTIFIER)
    still(tmp_path / "IMG_E0007.jpg", scene(*SIZE), IDENTIFIER)
    put(tmp_path, "IMG_0007.MOV", apples)
    put(tmp_path, "IMG_E0007.MOV", apples)
    photo = only(tmp_path)
    assert photo.path.name == "IMG_E0007.jpg"
    assert photo.clip and photo.clip.path.name == "IMG_E0007.MOV"


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
