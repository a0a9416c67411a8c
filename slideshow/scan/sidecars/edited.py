"""Names of photos and of files beside them → which photo was made of which other by editing.

Google writes the word "edited" in the language of its user, and cuts names: where a photo's JSON tells that
the folder is Google's, any word will do.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from slideshow.scan.sidecars import takeout

# Where nothing else tells that it is Google's: as its users see the word, all in small letters.
_WORDS = (
    "edited, bearbeitet, modifié, modifiée, edité, editado, editada, ha editado, editat, editată, editatua, "
    "modificato, modificata, bewerkt, redigerad, redigeret, redigert, edytowane, edytowany, muokattu, "
    "изменено, измененный, ред., отредактировано, змінено, відредаговано, редагована, редактирано, "
    "düzenlendi, upraveno, upravené, szerkesztett, szerkesztve, uređeno, urejeno, измењено, επεξεργασμένο, "
    "redaguota, rediģēts, muudetud, breytt, diedit, đã chỉnh sửa, แก้ไขแล้ว, संपादित, נערך, معدل, معدلة, "
    "تم تعديله, ویرایش شده, 編集済み, 已修改, 已編輯, 已编辑, 수정됨, 편집됨"
)
_KNOWN = frozenset(word.strip() for word in _WORDS.split(", "))
# "IMG_1234-edited(1)" is made of "IMG_1234(1)".
_EDIT = re.compile(r"(.+)-([^-()\d]*)(\(\d{1,6}\))?", re.DOTALL)
_AGAIN = re.compile(r"(.+)\(\d{1,6}\)", re.DOTALL)
# "IMG_E1234" is made of "IMG_1234".
_APPLE_EDIT = re.compile(r"(img_)e(\d{4}.*)")
# What Google makes of several photos, or moves, is another picture, and words longer than this are no word.
_OWN_PICTURES = frozenset(["animation", "collage", "pano", "movie", "cover", "burst", "stylized"])
_LONGEST_WORD = 24
# A name is cut to so many characters, its ending and the number of a namesake not counted by all.
_CUT = (46, 47)


def edited_copies(photos: Iterable[Path], files: Iterable[Path] = ()) -> Mapping[Path, Path]:
    """Photos that are edited copies, each with the photo it was made of, which lies beside it."""
    gathered: dict[Path, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(photos):
        gathered[path.parent][key(path.stem)].append(path)
    told = _ToldByGoogle(files)
    found = {}
    for stems in gathered.values():
        for stem, paths in stems.items():
            for path in paths:
                original = next(
                    (one for name in _sources(path, stem, stems, told) for one in stems[name]), None
                )
                if original is not None:
                    # The same kind of file first: "IMG_1.heic" may have a "IMG_1.png" beside it.
                    beside = stems[key(original.stem)]
                    found[path] = min(beside, key=lambda other: _kind(other) != _kind(path))
    return found


def key(name: str) -> str:
    """A name as names compare: archives made on one system are unpacked on another."""
    return unicodedata.normalize("NFC", name).casefold()


def _sources(path: Path, stem: str, stems: Mapping[str, list[Path]], told: "_ToldByGoogle") -> Iterable[str]:
    """The names, without ending, that a photo's original may have and that are there."""
    if (match := _APPLE_EDIT.fullmatch(stem)) and (name := f"{match[1]}{match[2]}") in stems:
        yield name
    if (match := _EDIT.fullmatch(stem)) and (name := f"{match[1]}{match[3] or ''}") in stems:
        word = match[2].strip()
        length = len(stem) - len(match[3] or "")
        is_cut = length in _CUT and any(known.startswith(word) for known in _KNOWN)
        if word in _KNOWN or is_cut or (_is_word(word, length) and told.only(stems[name], path)):
            yield name
    # A name so long that nothing of the word is left has a number instead.
    match = _AGAIN.fullmatch(stem)
    if match and len(match[1]) in _CUT and match[1] in stems and told.only(stems[match[1]], path):
        yield match[1]


def _is_word(word: str, length: int) -> bool:
    if word in _OWN_PICTURES or len(word) > _LONGEST_WORD:
        return False
    letters = sum(unicodedata.category(one)[0] in "LM" for one in word)
    # Of a word that was cut, nothing may be left but the dash.
    return letters > len(word) / 2 or (not word and length in _CUT)


class _ToldByGoogle:
    """The photos that Google's JSON tells about, by their names: edited copies have none of their own."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._names: dict[Path, set[str]] = defaultdict(set)
        self._cut: dict[Path, list[str]] = defaultdict(list)
        for file in files:
            if file.suffix.lower() == ".json":
                stem = key(file.stem)
                self._names[file.parent].update(takeout.names_meant(stem))
                self._names[file.parent].add(stem)
                if cut := takeout.cut_name(stem):
                    self._cut[file.parent].append(cut[0])

    def only(self, originals: Iterable[Path], copy: Path) -> bool:
        """Whether it tells about one of some photos, and not about the copy."""
        names = self._names[copy.parent]
        if key(copy.name) in names or key(copy.stem) in names:
            return False
        return any(
            key(one.name) in names or any(key(one.name).startswith(cut) for cut in self._cut[one.parent])
            for one in originals
        )


def _kind(path: Path) -> str:
    return path.suffix.lower()
