"""Albums made of nothing, for planning."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from slideshow.model.album import Album, Photo
from slideshow.model.geometry import Size

PORTRAIT, LANDSCAPE, PANORAMA = Size(3024, 4032), Size(4032, 3024), Size(9000, 3000)


def photo(number: int, size: Size = PORTRAIT, captured: datetime | None = None) -> Photo:
    return Photo(Path(f"trip/{number}.jpg"), "JPEG", size, 1, captured, f"{number:032x}")


def album(*sizes: Size, name: str = "trip", start: datetime | None = None) -> Album:
    """Photos an hour apart."""
    start = start or datetime(2026, 4, 3, 9, tzinfo=UTC)
    photos = (photo(index, size, start + timedelta(hours=index)) for index, size in enumerate(sizes))
    return Album(Path(name), tuple(photos))
