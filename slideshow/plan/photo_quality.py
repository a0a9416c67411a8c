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
BLANK_REASON = "nothing to be seen on it"

# Sharper than this, nobody sees it; more colourful than that, nothing gains.
_SHARP, _COLOURFUL = 0.42, 0.5
_WORTH_SHARP, _WORTH_LIGHT, _WORTH_CONTRAST = 0.2, 0.14, 0.14
_WORTH_COLOUR, _WORTH_SUBJECT, _WORTH_COMPANY = 0.17, 0.15, 0.2
# Mean lightness below and above which light is missing or too much, and how light lights are.
_DIM, _BRIGHT = 0.38, 0.62
_NO_LIGHT, _LIGHTS = 0.45, 0.35
_DARK_COVER = 0.22
# What a view without clutter has of a subject that stands out.
_VIEW = 0.6
# With less contrast and detail than this there is nothing in a photo.
_BLANK_CONTRAST, _BLANK_DETAIL = 0.035, 0.02
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
    if facts.contrast < _BLANK_CONTRAST and facts.detail < _BLANK_DETAIL:
        return BLANK_REASON
    if facts.sharpness < (_BLURRED_CLIP if facts.course else BLURRED):
        return BLURRED_REASON
    return ""


def quality(facts: Facts) -> float:
    """How much a photo would add to a film, 0 to 1: what one looks at is sharp and stands out, in a light
    that shows it, in colours; somebody looks at us."""
    sharpness = facts.sharpness if facts.subject_sharpness is None else facts.subject_sharpness
    sharp = 0.85 * min(1.0, sharpness / (0.3 if facts.course else _SHARP)) + 0.15 * sharpness
    alive = _ALIVE * min(1.0, 2.0 * facts.course.movement) if facts.course else 0.0
    beauty = (
        _WORTH_SHARP * sharp
        + _WORTH_LIGHT * _light(facts)
        + _WORTH_CONTRAST * min(1.0, facts.contrast / 0.22)
        + _WORTH_COLOUR * min(1.0, facts.colourfulness / _COLOURFUL)
        + _WORTH_SUBJECT * _subject(facts)
        + _WORTH_COMPANY * _company(facts)
    )
    return min(1.0, beauty + alive)


def is_dark(facts: Facts) -> bool:
    """Whether a photo looks dark as a small picture in a list of chats."""
    middle = facts.brightness if facts.tone is None else max(facts.tone.middle, facts.brightness)
    return middle < _DARK_COVER


def _light(facts: Facts) -> float:
    """How well the light shows what is there. Night and dusk are dark and have lights: they lose nothing."""
    lights = 0.0 if facts.tone is None else min(1.0, max(0.0, facts.tone.white - _NO_LIGHT) / _LIGHTS)
    colours = min(1.0, facts.colourfulness / _COLOURFUL)
    short = max(0.0, _DIM - facts.brightness) / _DIM
    dark = (short + 0.5 * facts.black) * (1.0 - 0.8 * max(lights, colours))
    bright = max(0.0, facts.brightness - _BRIGHT) / (1.0 - _BRIGHT)
    return max(0.0, 1.0 - dark - bright - facts.white)


def _subject(facts: Facts) -> float:
    """How much something stands out, by its colours and by being what is sharp; of a view, how calm it is."""
    view = _VIEW * max(0.0, 1.0 - facts.detail)
    if facts.subject_sharpness is None:
        return view
    in_focus = min(1.0, facts.subject_sharpness / max(0.05, facts.sharpness))
    return max(view, min(1.0, facts.distinctness) * (0.5 + 0.5 * in_focus))


def _company(facts: Facts) -> float:
    """What faces add: most by the largest that looks at us, something by those as near as it."""
    if not facts.faces:
        return 0.0
    first, *others = facts.faces
    near = [_presence(face) * min(1.0, face.box.height / (0.6 * first.box.height)) ** 2 for face in others]
    more = sum(value * share for value, share in zip(sorted(near, reverse=True), (0.2, 0.1), strict=False))
    return min(1.0, 0.7 * _presence(first) + more)


def _presence(face: Face) -> float:
    """How much a face tells: large enough to be seen on a phone, and with both its eyes turned to us."""
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
