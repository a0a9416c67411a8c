"""Photo's size + facts -> what must be seen of it, in its pixels, and how much of it draws the eye."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from slideshow.model.facts import Facts
from slideshow.model.geometry import Point, Rect, Size, around

# Hair and chin, around the detector's box.
_FACE_MARGIN = 0.12
# A person below a face, in its heights, and to either side, in its widths.
_BODY_BELOW, _BODY_BESIDE = 2.5, 1.0
# What stands out ends a little beyond where a program sees it end.
_SUBJECT_MARGIN = 0.03
# A box as wide as this share of the photo, and so many times as wide as it is high, is where land and sky
# meet or holds several things: none that may not be cut.
_HORIZON_WIDTH, _HORIZON_ASPECT = 0.68, 1.6
# Stretches that draw the eye by so much more than the others belong together. Where they are no wider than
# that, and hold so much of all the attention, they are what the photo is about.
_OUTSTANDING = 1.25
_WIDEST_RUN, _LEAST_HELD, _SURELY_HELD = 0.6, 0.4, 0.5


@dataclass(frozen=True, slots=True)
class Interest:
    """What must be seen of a photo, in pixels of it: faces whole, and the subject around them or without.

    `attention_across`, `attention_down` and `detail` are as in Facts: empty where it is the same everywhere.
    """

    photo: Size
    faces: tuple[tuple[Rect, float], ...]
    subject: Rect | None
    attention_across: tuple[float, ...] = ()
    attention_down: tuple[float, ...] = ()
    is_screen: bool = False
    detail: float = 0.5
    focus: Point = field(init=False)
    """The middle of what matters, in shares of the photo."""
    _upto: tuple[tuple[float, ...], tuple[float, ...]] = field(init=False, repr=False)
    """What lies before each stretch, across and down."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "focus", self._middle())
        upto = (tuple(accumulate(one, initial=0.0)) for one in (self.attention_across, self.attention_down))
        object.__setattr__(self, "_upto", tuple(upto))

    def _middle(self) -> Point:
        if self.faces:
            centre = around([face for face, _ in self.faces]).centre
        elif self.subject:
            centre = self.subject.centre
        else:
            return Point(_middle_of(self.attention_across), _middle_of(self.attention_down))
        return Point(round(centre.x / self.photo.width, 4), round(centre.y / self.photo.height, 4))

    def seen(self, part: Rect) -> float:
        """How much of what draws the eye lies in a part of the photo, in its pixels: 0 to 1."""
        return self.seen_within(part.x, part.y, part.width, part.height)

    def seen_within(self, x: float, y: float, width: float, height: float) -> float:
        """The same of a part that is given by its edges: planning asks very often."""
        across, down = self._upto
        left, top = x / self.photo.width, y / self.photo.height
        width, height = width / self.photo.width, height / self.photo.height
        return _held(across, left, left + width) * _held(down, top, top + height)


def interest(photo: Size, facts: Facts) -> Interest:
    """What the facts say must be seen."""
    faces = tuple((_in_pixels(_wider(face.box, _FACE_MARGIN), photo), face.score) for face in facts.faces)
    attention = facts.attention_across, facts.attention_down, facts.is_screen, facts.detail
    subject = None
    run = _run(facts.attention_across)
    if facts.subject and not _is_horizon(facts.subject, photo):
        subject = _in_pixels(_wider(facts.subject, _SUBJECT_MARGIN), photo)
    if facts.faces:
        group = around(_person(_in_pixels(face.box, photo), photo) for face in facts.faces)
        # What stands out beside them, a friend seen from behind among it, belongs to them.
        if run and run[0] < group.centre.x / photo.width < run[1]:
            group = around(
                [group, Rect(run[0] * photo.width, group.y, (run[1] - run[0]) * photo.width, group.height)]
            )
        if subject and subject.width < _HORIZON_WIDTH * photo.width and subject.common(group).area > 0:
            group = around([group, subject])
        return Interest(photo, faces, group, *attention)
    if run and (run[2] >= _SURELY_HELD or subject is None):
        strip = Rect(run[0] * photo.width, 0.0, (run[1] - run[0]) * photo.width, float(photo.height))
        subject = (
            strip if subject is None else subject.common(strip) if subject.common(strip).area else subject
        )
    return Interest(photo, (), subject, *attention)


def _run(attention: Sequence[float]) -> tuple[float, float, float] | None:
    """Where the stretches that stand out begin and end, in shares, and how much they hold."""
    if not attention:
        return None
    count = len(attention)
    outstanding = [index for index, share in enumerate(attention) if share * count >= _OUTSTANDING]
    if outstanding:
        # Two people some way apart are looked at together, where that is not nearly all of the photo.
        first, last = outstanding[0], outstanding[-1]
        held, width = sum(attention[first : last + 1]), (last + 1 - first) / count
        if held >= _SURELY_HELD and width <= _WIDEST_RUN:
            return first / count, (last + 1) / count, held
    first = last = max(range(count), key=lambda index: attention[index])
    while first > 0 and attention[first - 1] * count >= _OUTSTANDING:
        first -= 1
    while last < count - 1 and attention[last + 1] * count >= _OUTSTANDING:
        last += 1
    held, width = sum(attention[first : last + 1]), (last + 1 - first) / count
    return (first / count, (last + 1) / count, held) if held >= _LEAST_HELD and width <= _WIDEST_RUN else None


def _is_horizon(box: Rect, photo: Size) -> bool:
    aspect = box.width / max(1e-6, box.height) * photo.aspect
    return box.width >= _HORIZON_WIDTH and aspect >= _HORIZON_ASPECT


def _held(upto: Sequence[float], start: float, stop: float) -> float:
    """How much of the attention lies between two shares of the photo's length; `upto` is its running sum."""
    start = start if start > 0.0 else 0.0
    stop = stop if stop < 1.0 else 1.0
    if len(upto) < 2 or stop <= start:
        return max(0.0, stop - start)
    last = len(upto) - 2
    place = stop * (last + 1)
    index = int(place) if place < last else last
    before_stop = upto[index] + (upto[index + 1] - upto[index]) * (place - index)
    place = start * (last + 1)
    index = int(place) if place < last else last
    return before_stop - (upto[index] + (upto[index + 1] - upto[index]) * (place - index))


def _middle_of(attention: Sequence[float]) -> float:
    """Where half of it lies on either side."""
    if not attention:
        return 0.5
    before = 0.0
    for index, share in enumerate(attention):
        if before + share >= 0.5:
            return round((index + (0.5 - before) / share) / len(attention), 4) if share > 0 else 0.5
        before += share
    return 0.5


def _in_pixels(shares: Rect, photo: Size) -> Rect:
    width, height = photo.width, photo.height
    return Rect(shares.x * width, shares.y * height, shares.width * width, shares.height * height)


def _wider(box: Rect, margin: float) -> Rect:
    """The box and a share of it more on each side, as far as the photo goes."""
    left, top = max(0.0, box.x - margin * box.width), max(0.0, box.y - margin * box.height)
    right, bottom = min(1.0, box.right + margin * box.width), min(1.0, box.bottom + margin * box.height)
    return Rect(left, top, right - left, bottom - top)


def _person(face: Rect, photo: Size) -> Rect:
    left = max(0.0, face.x - _BODY_BESIDE * face.width)
    right = min(float(photo.width), face.right + _BODY_BESIDE * face.width)
    top, bottom = max(0.0, face.y), min(float(photo.height), face.bottom + _BODY_BELOW * face.height)
    return Rect(left, top, right - left, bottom - top)
