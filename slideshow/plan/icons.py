"""Photos -> those that were made to be looked at, without the icons and spacers that lie among them."""

from collections.abc import Sequence

from slideshow.model.album import LeftOut, Photo
from slideshow.model.geometry import Size

# A picture with a longer side than this, and a shorter one than that, was made to be seen.
_LEAST_LONGER, _LEAST_SHORTER = 128, 32
_REASON = "too small to be seen"


def is_icon(size: Size) -> bool:
    """Whether a picture is so small that it decorates something else."""
    return max(size.width, size.height) < _LEAST_LONGER or min(size.width, size.height) < _LEAST_SHORTER


def without_icons(photos: Sequence[Photo], hint: str) -> tuple[Sequence[Photo], tuple[LeftOut, ...]]:
    """The photos without icons, and these with a reason; all of them where there is nothing else."""
    icons = [photo for photo in photos if is_icon(photo.size) and not photo.moves]
    if not icons or len(icons) == len(photos):
        return photos, ()
    gone = {photo.path for photo in icons}
    kept = [photo for photo in photos if photo.path not in gone]
    return kept, tuple(LeftOut(photo.path, f"{_REASON} ({photo.size})", hint) for photo in icons)
