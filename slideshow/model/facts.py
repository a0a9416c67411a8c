"""What a photo shows, as far as a program can tell: measured once, in `inspect`, and kept.

Places are in shares of the upright photo: 0 to 1 across and down.
"""

from dataclasses import dataclass, replace

from slideshow.model.geometry import NO_MARGINS, Margins, Rect, Size
from slideshow.model.tone import Tone

# How a person looks: three colours of three numbers.
WEAR_VALUES = 9


@dataclass(frozen=True, slots=True)
class Face:
    """`box` goes from forehead to chin and ear to ear. `score` is how sure the detector is, `frontal` how
    far the face is turned to us: both 0 to 1.
    """

    box: Rect
    score: float
    frontal: float


@dataclass(frozen=True, slots=True)
class Course:
    """How a clip goes on from `start_seconds`, in steps of `step_seconds`: what each is worth to see, 0 to 1.

    `still_seconds` is the moment that the other facts were measured at. `movement` is how much moves in its
    best part by itself, 0 to 1: below 0.1 it could be a photo.
    """

    start_seconds: float
    step_seconds: float
    worth: tuple[float, ...]
    still_seconds: float
    movement: float


@dataclass(frozen=True, slots=True)
class Facts:
    """One photo's facts; all measures are 0 to 1 and compare between photos of any size."""

    faces: tuple[Face, ...] = ()
    """The largest first; of a clip, all the places that they come to in its best part."""
    subject: Rect | None = None
    """The smallest part that holds most of what draws the eye, faces aside; None where nothing stands out."""
    sharpness: float = 0.5
    """That of the sharpest parts: below 0.2 a person calls it blurred."""
    brightness: float = 0.5
    """The mean of lightness."""
    contrast: float = 0.25
    """The spread of lightness."""
    black: float = 0.0
    """The share of dark pixels that hold no detail any more."""
    white: float = 0.0
    """The share of light pixels that hold no detail any more."""
    detail: float = 0.5
    """How busy the photo is: a crowd or foliage is near 1."""
    colours: tuple[str, ...] = ()
    """The dominant ones as "#rrggbb", most first."""
    layout: tuple[float, ...] = ()
    """The mean colour of each cell of a 4 x 4 grid, in CIELAB, row by row: 48 numbers."""
    hash: int = 0
    """A difference hash of 128 bits."""
    is_screen: bool = False
    """Whether it is a screenshot or a scan of text."""
    attention_across: tuple[float, ...] = ()
    """What equal stretches of the photo, from left to right, hold of all that draws the eye: the sum is 1;
    empty for evenly.
    """
    attention_down: tuple[float, ...] = ()
    """The same from top to bottom."""
    turn_degrees: int = 0
    """How far the photo was turned clockwise before it was looked at, beyond what its file says: it lay
    on its side.
    """
    trim: Margins = NO_MARGINS
    """The border that was taken off the upright photo before it was looked at, in pixels of that."""
    course: Course | None = None
    """How a clip goes on; None for a photo."""
    subject_sharpness: float | None = None
    """`sharpness` where one looks: on the largest face, or the subject; None where there is neither."""
    colourfulness: float = 0.3
    """0 for greys, 0.3 for the colours of most photos."""
    distinctness: float = 0.0
    """How far the colours of the largest face, or the subject, are from those around."""
    tone: Tone | None = None
    """Where its light lies; None where that is not known."""
    wears: tuple[tuple[float, ...], ...] = ()
    """For each face how its person looks, as CIELAB colours of hair, skin and clothes: 9 numbers."""

    def turned(self, degrees: int) -> "Facts":
        """The facts of the photo turned clockwise by so many degrees more, in quarters.

        What does not tell up from across stays as it is.
        """
        facts = self
        for _ in range(degrees // 90 % 4):
            facts = replace(
                facts,
                faces=tuple(replace(face, box=_quarter_turned(face.box)) for face in facts.faces),
                subject=_quarter_turned(facts.subject) if facts.subject else None,
                attention_across=facts.attention_down[::-1],
                attention_down=facts.attention_across,
                turn_degrees=(facts.turn_degrees + 90) % 360,
                trim=facts.trim.turned,
            )
        return facts

    def trimmed(self, trim: Margins, whole: Size) -> "Facts":
        """The facts of the part of the photo within other margins; `whole` is the size of all of it.

        What does not tell where something is stays as it is.
        """
        if trim == self.trim:
            return self
        before, after = (_part(margins, whole) for margins in (self.trim, trim))
        moved = [(face, _moved(face.box, before, after)) for face in self.faces]
        seen = [(face, box) for face, box in moved if box.area > 0]
        subject = _moved(self.subject, before, after) if self.subject else None
        return replace(
            self,
            faces=tuple(replace(face, box=box) for face, box in seen),
            wears=tuple(wear for wear, (_, box) in zip(self.wears, moved, strict=False) if box.area > 0),
            subject=subject if subject and subject.area > 0 else None,
            attention_across=_spread(self.attention_across, before.x, before.width, after.x, after.width),
            attention_down=_spread(self.attention_down, before.y, before.height, after.y, after.height),
            trim=trim,
        )


def _part(margins: Margins, whole: Size) -> Rect:
    size = margins.within(whole)
    return Rect(float(margins.left), float(margins.top), float(size.width), float(size.height))


def _moved(box: Rect, before: Rect, after: Rect) -> Rect:
    """A place in shares of one part of a photo, in shares of another."""
    left, top = before.x + box.x * before.width, before.y + box.y * before.height
    place = Rect(left, top, box.width * before.width, box.height * before.height).common(after)
    return Rect(
        (place.x - after.x) / after.width,
        (place.y - after.y) / after.height,
        place.width / after.width,
        place.height / after.height,
    )


def _spread(
    shares: tuple[float, ...], start: float, length: float, other_start: float, other_length: float
) -> tuple[float, ...]:
    """What stretches of another part hold, as many as before: nothing beyond the first part."""
    if not shares:
        return ()
    step, other_step = length / len(shares), other_length / len(shares)
    found = []
    for index in range(len(shares)):
        left = other_start + index * other_step
        found.append(
            sum(
                share * max(0.0, min(left + other_step, edge + step) - max(left, edge)) / step
                for share, edge in zip(
                    shares, (start + number * step for number in range(len(shares))), strict=True
                )
            )
        )
    total = sum(found)
    return tuple(share / total for share in found) if total > 0 else ()


def _quarter_turned(box: Rect) -> Rect:
    return Rect(1.0 - box.bottom, box.x, box.height, box.width)
