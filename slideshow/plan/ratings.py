"""What a person thought of photos -> those that stay out, and how much more the others add to a film."""

from collections.abc import Sequence

from slideshow.model.album import LeftOut, Photo

_REJECTED_REASON = "rejected by a person"
_KEEP_ALL = "--all keeps every photo."
# So much more that every favourite comes before all others, and among favourites the rest decides. One or two
# stars say nothing: some programs give one to every photo.
_WORTH = {5: 10_000.0, 4: 3.0, 3: 1.5}


def without_rejected(photos: Sequence[Photo]) -> tuple[tuple[Photo, ...], tuple[LeftOut, ...]]:
    """The photos that nobody rejected, and the others; all of them where nothing else is left."""
    wanted = tuple(photo for photo in photos if photo.rating >= 0)
    if not wanted:
        return tuple(photos), ()
    return wanted, tuple(
        LeftOut(photo.path, _REJECTED_REASON, _KEEP_ALL) for photo in photos if photo.rating < 0
    )


def worth(photo: Photo) -> float:
    """How many times as much as an unrated photo of the same quality it adds."""
    return _WORTH.get(photo.rating, 1.0)


def is_liked(photo: Photo) -> bool:
    """Whether a person has said that it is good, whatever a program finds in it."""
    return photo.rating >= 4
