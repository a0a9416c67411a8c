"""Photos in order -> those that are no copies of another: sent, saved smaller, or lying there twice.

A messenger makes a photo smaller and takes out what the camera told. Where such a copy stands does not
matter: it has no time of its own, or that of the message.
"""

from collections.abc import Mapping, Sequence

from slideshow.model.album import LeftOut, Photo
from slideshow.model.facts import Facts
from slideshow.plan.photo_quality import colour_distance, hash_distance

# So many bits of the hash and so much CIELAB distance lie between a photo and its smallest copy in a chat;
# photos of the same thing differ by more. Found on copies of 1600, 800 and 320 pixels: 8 bits at most.
_MOST_BITS, _MOST_COLOURS = 10, 3.0
# Copies are whole pixels, and a few of them may be cut off.
_ASPECT = 0.015
# A clip's copy is as long, but for a frame or two.
_LENGTH_SECONDS = 0.5
_LIGHTNESS = slice(0, None, 3)


def without_copies(
    photos: Sequence[Photo], facts: Mapping[str, Facts]
) -> tuple[tuple[Photo, ...], tuple[LeftOut, ...]]:
    """The photos in their order without copies, and these with the name of what they were made of."""
    place = {photo.path: index for index, photo in enumerate(photos)}
    # The original before its copies: what a camera tells, then pixels, then a time.
    ranked = sorted(photos, key=lambda photo: (*_rank(photo), place[photo.path]))
    rows: dict[int, list[Photo]] = {}
    by_digest: dict[str, Photo] = {}
    left_out: dict[int, LeftOut] = {}
    for photo in ranked:
        known = facts.get(photo.digest)
        same = by_digest.get(photo.digest)
        original = same or (_original(photo, known, rows, facts) if known and known.layout else None)
        if original is not None:
            words = f"{original.path.name} is {'the same photo' if same else 'the original'}."
            left_out[place[photo.path]] = LeftOut(photo.path, "a copy", words)
            continue
        by_digest[photo.digest] = photo
        if known and known.layout:
            rows.setdefault(_row(known), []).append(photo)
    kept = tuple(photo for photo in photos if place[photo.path] not in left_out)
    return kept, tuple(left_out[index] for index in sorted(left_out))


def _rank(photo: Photo) -> tuple[bool, int, bool]:
    pixels = photo.size.width * photo.size.height
    return not photo.camera, -pixels, photo.captured is None


def _original(
    photo: Photo, known: Facts, rows: Mapping[int, Sequence[Photo]], facts: Mapping[str, Facts]
) -> Photo | None:
    """What the photo is a copy of, among those that may be."""
    row = _row(known)
    for near in (row - 1, row, row + 1):
        for other in rows.get(near, ()):
            if not _may_be_copied(other, photo):
                continue
            theirs = facts[other.digest]
            # The distance of colours takes longest.
            if hash_distance(known, theirs) <= _MOST_BITS and colour_distance(known, theirs) <= _MOST_COLOURS:
                return other
    return None


def _may_be_copied(original: Photo, photo: Photo) -> bool:
    """Whether one photo may be a copy of another as far as their files say."""
    smaller = photo.size.width * photo.size.height < original.size.width * original.size.height
    at_once = photo.captured is not None and photo.captured == original.captured
    if not smaller or not (at_once or not photo.camera):
        return False
    if abs(photo.size.aspect / original.size.aspect - 1.0) > _ASPECT or photo.moves != original.moves:
        return False
    if photo.clip and original.clip and photo.moves:
        return abs(photo.clip.seconds - original.clip.seconds) <= _LENGTH_SECONDS
    return True


def _row(facts: Facts) -> int:
    """Where a photo stands by its mean lightness: copies are in the same row or in the next."""
    values = facts.layout[_LIGHTNESS]
    return int(sum(values) / len(values) / _MOST_COLOURS)
