"""The file of places for photos, and a person's own → what is taken where."""

from collections.abc import Mapping
from pathlib import Path

from slideshow.documents import toml_files
from slideshow.errors import InputError
from slideshow.model.photo_place import PhotoPlace, PhotoPlaceFile
from slideshow.system.user_folders import config_folder

DEFAULT = "tiktok-dm"
_SHIPPED = Path(__file__).parent / "photo_places.toml"


def own_file() -> Path:
    """Where a person keeps places of their own; it need not be there."""
    return config_folder() / "photo_places.toml"


def photo_places() -> Mapping[str, PhotoPlace]:
    """Every place by its name; a person's own take the place of ours. Raises InputError."""
    own = own_file()
    found = _read(_SHIPPED)
    return found | _read(own) if own.is_file() else found


def photo_place(name: str = DEFAULT) -> PhotoPlace:
    """The place of that name. Raises InputError."""
    known = photo_places()
    if name not in known:
        raise InputError(f'"{name}" is no place for photos.', toml_files.nearest(name, list(known)))
    return known[name]


def _read(path: Path) -> dict[str, PhotoPlace]:
    return {one.name: one for one in toml_files.load(path, PhotoPlaceFile, InputError).place}
