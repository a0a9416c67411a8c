"""Facts -> how good a photo is for a film, what is wrong with it, and how alike two photos are."""

import math

from slideshow.model.facts import Face, Facts

# Below this a person calls a photo blurred: see Facts.sharpness. A clip is never as sharp.
BLURRED = 0.2
_BLURRED_CLIP = 0.08
# What moves adds more than what stands still.
_ALIVE = 0.15
_DARK = 0.06
_BLACK_SHARE = 0.75
_WHITE_SHARE = 0.55

SCREENSHOT = "a screenshot or a page of text"
BLURRED_REASON = "blurred"
DARK_REASON = "too dark to see much"
BLOWN_OUT_REASON = "blown out"

# A face this high, as a share of the photo, is there for all to see.
_LARGE_FACE = 0.1
# CIELAB distance of two photos' layouts at which they have nothing in common any more.
_FAR = 40.0
_HASH_BITS = 128


def flaw(facts: Facts) -> str:
    """Why a photo goes last in line, in a few words; empty for most."""
    if facts.is_screen:
        return SCREENSHOT
    if facts.brightness < _DARK or facts.black > _BLACK_SHARE:
        return DARK_REASON
    if facts.white > _WHITE_SHARE:
        return BLOWN_OUT_REASON
    if facts.sharpness < (_BLURRED_CLIP if facts.course else BLURRED):
        return BLURRED_REASON
    return ""


def quality(facts: Facts) -> float:
    """How much a photo would add to a film, 0 to 1: sharp, well lit, with contrast, faces turned to us."""
    sharp = min(1.0, facts.sharpness / (0.4 if facts.course else 0.6))
    lit = max(0.0, 1.0 - 2.2 * abs(facts.brightness - 0.48) - facts.white - 0.5 * facts.black)
    contrast = min(1.0, facts.contrast / 0.22)
    alive = _ALIVE * min(1.0, 2.0 * facts.course.movement) if facts.course else 0.0
    return min(1.0, 0.4 * sharp + 0.2 * lit + 0.15 * contrast + 0.25 * _company(facts) + alive)


def _company(facts: Facts) -> float:
    """What faces add: most of it comes with the first good one."""
    best = sorted((_presence(face) for face in facts.faces), reverse=True)
    return min(1.0, sum(value * share for value, share in zip(best, (0.7, 0.2, 0.1), strict=False)))


def _presence(face: Face) -> float:
    """How much a face tells: large enough to be seen on a phone, and turned to us."""
    return face.score * (0.4 + 0.6 * face.frontal) * min(1.0, face.box.height / _LARGE_FACE)


def colour_distance(one: Facts, other: Facts, *, exposure: bool = True) -> float:
    """Mean CIELAB distance (CIE 1976) of what stands in the same places; 0 where nothing is known.

    Without `exposure` it does not count that one of them is lighter as a whole.
    """
    if not one.layout or not other.layout:
        return 0.0
    cells = len(one.layout) // 3
    lighter = 0.0 if exposure else (sum(one.layout[::3]) - sum(other.layout[::3])) / cells
    total = 0.0
    for cell in range(0, 3 * cells, 3):
        apart = [one.layout[cell + channel] - other.layout[cell + channel] for channel in range(3)]
        apart[0] -= lighter
        total += math.hypot(*apart)
    return total / cells


def hash_distance(one: Facts, other: Facts) -> int:
    """Bits of the difference hashes that differ, 0 to 128: about 64 for photos of different things."""
    return (one.hash ^ other.hash).bit_count()


def likeness(one: Facts, other: Facts) -> float:
    """How much two photos show the same, 0 to 1."""
    if not one.layout or not other.layout:
        return 0.0
    # The root of the mean square: nearly the same as `colour_distance`, for every pair of thousands.
    cells = len(one.layout) // 3
    colours = max(0.0, 1.0 - math.dist(one.layout, other.layout) / math.sqrt(cells) / _FAR)
    shapes = max(0.0, 1.0 - 2.0 * hash_distance(one, other) / _HASH_BITS)
    return colours * (0.4 + 0.6 * shapes)
