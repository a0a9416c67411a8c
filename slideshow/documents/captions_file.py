"""captions.csv in an album's folder → what stands under its photos: a caption, and a line such as a price."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from slideshow.documents import csv_files, toml_files
from slideshow.errors import InputError, printable
from slideshow.model.album import Album
from slideshow.model.file_names import at_home

NAME = "captions.csv"
_COLUMNS = ("file", "caption", "detail")


@dataclass(frozen=True, slots=True)
class Caption:
    """`text`, and a smaller line under it; either may be empty."""

    text: str = ""
    detail: str = ""


def add_captions(album: Album) -> tuple[Album, tuple[str, ...]]:
    """The album with what the table in its folder says of its photos, which goes before what they say
    themselves; and a line for each row of a photo that is not there. Raises InputError."""
    file = album.folder / NAME
    if not file.is_file():
        return album, ()
    table = _table(file)
    names = [photo.path.relative_to(album.folder).as_posix() for photo in album.photos]
    by_key = {_key(name): name for name in names}
    unusable = {_key(one.path.name) for one in album.left_out}
    found: dict[str, Caption] = {}
    missing: list[str] = []
    for written, caption in table.items():
        if name := by_key.get(_key(written)):
            found[name] = caption
        elif _key(written) not in unusable:
            meant = toml_files.nearest(written, names) if len(names) < 2000 else ""
            hint = f" {meant}" if meant.startswith("Did") else ""
            missing.append(f"{printable(Path(NAME))}: {printable(Path(written))} is not there.{hint}")
    photos = tuple(
        replace(photo, description=found[name].text or photo.description, note=found[name].detail)
        if name in found
        else photo
        for photo, name in zip(album.photos, names, strict=True)
    )
    return replace(album, photos=photos), tuple(missing)


def _table(file: Path) -> Mapping[str, Caption]:
    name = printable(file)
    columns, rows = csv_files.rows(file)
    for column in columns:
        if column and column.casefold() not in _COLUMNS:
            raise InputError(
                f'{name}:1: the column "{column}" is unknown.', toml_files.nearest(column, list(_COLUMNS))
            )
    if "file" not in [column.casefold() for column in columns]:
        raise InputError(f'{name}:1: the column "file" is missing.', "It holds the names of the photos.")
    captions = {}
    for row in rows:
        cells = {column.casefold(): text for column, text in row.cells.items()}
        if "file" not in cells:
            raise InputError(f"{name}:{row.line}: no file is named.", "Write the name of a photo.")
        captions[cells["file"]] = Caption(cells.get("caption", ""), cells.get("detail", ""))
    return captions


def _key(name: str) -> str:
    """What a name has in common with itself as somebody else would write it."""
    return at_home(name).as_posix().removeprefix("./").casefold()
