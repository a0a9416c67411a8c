"""An edited copy stands for its original: in every language of Google's, and where names are cut."""

from pathlib import Path

import pytest

from slideshow.scan.sidecars.edited import edited_copies

LONG = "Screenshot_20240511-130000_Instagram_Stor"  # 41 characters
FOLDER = Path("Photos from 2024")


def found(*names: str) -> dict[str, str]:
    """Copies and their originals among files of these names."""
    paths = [FOLDER / name for name in names]
    photos = [path for path in paths if path.suffix != ".json"]
    files = [path for path in paths if path.suffix == ".json"]
    return {copy.name: original.name for copy, original in edited_copies(photos, files).items()}


WORDS = (
    "edited, bearbeitet, modifié, editado, ha editado, modificato, bewerkt, edytowane, redigerad, 編集済み, "
    "ред., editat, upraveno, szerkesztve, düzenlendi, 수정됨, 已修改, επεξεργασμένο, đã chỉnh sửa"
)


@pytest.mark.parametrize("word", WORDS.split(", "))
def test_the_word_for_edited_tells_a_copy_in_any_language(word: str) -> None:
    assert found("IMG_1.jpg", f"IMG_1-{word}.jpg") == {f"IMG_1-{word}.jpg": "IMG_1.jpg"}


@pytest.mark.parametrize("word", ["gewysig", "wedi'i olygu", "წესრიგი", "imebadilishwa", "bewerkt(1)"])
def test_beside_googles_json_any_word_will_do(word: str) -> None:
    original = "IMG_1(1).jpg" if "(" in word else "IMG_1.jpg"
    told = (
        "IMG_1.jpg.supplemental-metadata(1).json" if "(" in word else "IMG_1.jpg.supplemental-metadata.json"
    )
    assert found(original, f"IMG_1-{word}.jpg", told) == {f"IMG_1-{word}.jpg": original}


def test_a_photo_that_google_tells_about_itself_is_no_copy() -> None:
    names = ("beach.jpg", "beach-sunset.jpg", "beach.jpg.json", "beach-sunset.jpg.supplemental-metadata.json")
    assert found(*names) == {}


def test_a_word_behind_a_dash_says_nothing_where_nothing_is_googles() -> None:
    assert found("beach.jpg", "beach-sunset.jpg") == {}


@pytest.mark.parametrize("name", ["IMG_1-ANIMATION.gif", "IMG_1-COLLAGE.jpg", "IMG_1-2.jpg"])
def test_what_google_made_of_several_photos_is_a_picture_of_its_own(name: str) -> None:
    assert found("IMG_1.jpg", name, "IMG_1.jpg.json") == {}


@pytest.mark.parametrize("rest", ["y-edi", "y-ed", "-edit", "-bear", "-modi", "y-編集済"])
def test_a_name_that_is_cut_in_the_word_is_a_copy(rest: str) -> None:
    stem = f"{LONG}{rest}"
    original = stem.rpartition("-")[0]
    padded = original + "_" * (46 - len(stem))
    copy = f"{padded}-{rest.rpartition('-')[2]}.jpg"
    assert len(copy) == 50
    assert found(f"{padded}.jpg", copy) == {copy: f"{padded}.jpg"}


@pytest.mark.parametrize("length", [46, 47])
def test_where_nothing_is_left_of_the_word_a_dash_or_a_number_stands_for_it(length: int) -> None:
    whole = f"{LONG}y_of_mine"[:length].ljust(length, "s")
    told = f"{whole}.json"
    assert found(f"{whole}.jpg", f"{whole}(1).jpg", told) == {f"{whole}(1).jpg": f"{whole}.jpg"}
    short = whole[:-1]
    assert found(f"{short}.jpg", f"{short}-.jpg", f"{short}.jpg.json") == {f"{short}-.jpg": f"{short}.jpg"}


def test_a_namesake_with_a_json_of_its_own_is_no_copy() -> None:
    whole = f"{LONG}y_of_mine"[:46]
    assert found(f"{whole}.jpg", f"{whole}(1).jpg", f"{whole}.json", f"{whole}(1).json") == {}


def test_a_short_name_with_a_number_is_no_copy() -> None:
    assert found("IMG_1.jpg", "IMG_1(1).jpg", "IMG_1.jpg.json") == {}


def test_folders_do_not_mix() -> None:
    assert edited_copies([Path("a/IMG_1.jpg"), Path("b/IMG_1-edited.jpg")]) == {}
