"""What a photo shows, as far as a program can tell: measured once, in `inspect`, and kept.

Places are in shares of the upright photo: 0 to 1 across and down.
"""

from dataclasses import dataclass, replace

from slideshow.model.geometry import Rect


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
    """One photo's facts; all measures are 0 to 1 and compare between photos of any size.

    `faces` are largest first. `subject` is the smallest part that holds most of what draws the eye, faces
    aside; None where nothing stands out. `sharpness` is that of the sharpest parts: below 0.2 a person calls
    it blurred. `brightness` is the mean, `contrast` the spread of lightness; `black` and `white` are the
    shares of pixels that hold no detail any more. `detail` is how busy the photo is: a crowd or foliage is
    near 1.
    `colours` are the dominant ones as "#rrggbb", most first. `layout` is the mean colour of each cell of a
    4 x 4 grid, in CIELAB, row by row (48 numbers). `hash` is a 128-bit difference hash. `is_screen` tells a
    screenshot or a scan of text from a photograph. `course` is that of a clip, whose `faces` are then all the
    places that they come to in its best part.
    """

    faces: tuple[Face, ...] = ()
    subject: Rect | None = None
    sharpness: float = 0.5
    brightness: float = 0.5
    contrast: float = 0.25
    black: float = 0.0
    white: float = 0.0
    detail: float = 0.5
    colours: tuple[str, ...] = ()
    layout: tuple[float, ...] = ()
    hash: int = 0
    is_screen: bool = False
    course: Course | None = None

    def turned(self, degrees: int) -> "Facts":
        """Those of the photo turned clockwise by 0, 90, 180 or 270 degrees: its places are elsewhere."""
        if not degrees:
            return self
        return replace(
            self,
            faces=tuple(replace(face, box=face.box.turned(degrees)) for face in self.faces),
            subject=self.subject.turned(degrees) if self.subject else None,
        )
