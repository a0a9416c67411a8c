"""Photos -> those that show something, without the test cards and the floor seen by accident among them."""

from collections.abc import Callable, Sequence

from slideshow.model.album import LeftOut, Photo
from slideshow.model.facts import Facts
from slideshow.plan.photo_quality import BLANK_REASON, flaw


def without_blanks(
    photos: Sequence[Photo], facts_of: Callable[[Photo], Facts], hint: str
) -> tuple[Sequence[Photo], tuple[LeftOut, ...]]:
    """The photos without blank ones, and these with a reason.

    Where half of them or more are blank, they are what somebody wants to show: all stay.
    """
    blank = [photo for photo in photos if not photo.moves and flaw(facts_of(photo)) == BLANK_REASON]
    if not blank or 2 * len(blank) >= len(photos):
        return photos, ()
    gone = {photo.path for photo in blank}
    kept = [photo for photo in photos if photo.path not in gone]
    return kept, tuple(LeftOut(photo.path, BLANK_REASON, hint) for photo in blank)
