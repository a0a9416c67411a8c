"""The director's choices, as a person may read and change them: which photos stand together, how, how long.

What is None is not decided yet: `plan` fills it in. A storyboard in which everything is decided and its
template make a Timeline.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from slideshow.model.album import LeftOut, Photo
from slideshow.model.clock_shift import ClockShift
from slideshow.model.geometry import Point, Rect
from slideshow.model.tone import Correction


@dataclass(frozen=True, slots=True)
class Shot:
    """One slide to be."""

    photos: tuple[Photo, ...]
    """Those that stand together."""
    seconds: Fraction | None = None
    """Its length with the joins at both ends, in whole milliseconds."""
    caption: str | None = None
    """The photo's own text; empty for none."""
    detail: str | None = None
    """A smaller line under the caption, such as a price."""
    chapter: str | None = None
    """The text that opens a chapter here; empty for none."""
    layout: str | None = None
    """A name in the table of layouts."""
    focus: tuple[Point, ...] | None = None
    """A point for each photo, in shares of it: what the crop is centred on, as far as the photo's edges
    allow, and what the camera moves toward.
    """
    motion: str | None = None
    """A name in the table of motions."""
    transition: str | None = None
    """A name in the table of transitions: the one into this shot."""
    join_seconds: Fraction | None = None
    """The overlap with the shot before, in whole milliseconds."""
    starts: tuple[Fraction | None, ...] | None = None
    """The second of its clip that each photo begins with, None for a still."""
    why: str = ""
    """Why the photo is framed so."""
    crop: str | None = None
    """The name of the shape that a photo is cut to which does not fill the frame, "whole" for its own; None
    where the layout cuts it by itself.
    """
    windows: tuple[Rect, Rect] | None = None
    """The parts of the one photo, in shares of it, that fill the frame at the start and at the end: they
    stand in for layout, crop, focus and motion.
    """
    strength: float | None = None
    """How far the camera moves, as a template says it; None is the template's."""
    clip_decibels: float = 0.0
    """How much louder its clips are than they would be."""
    voice: str = ""
    """The file of what is said over it, as it was written: it stands as long as that."""
    pinned: bool = False
    """Whether it stays as it is, whatever is done to others."""
    light: tuple[Correction, ...] | None = None
    """How each photo's light is corrected, empty for not at all: kept where an edit changed its neighbours;
    None is as these want it.
    """


@dataclass(frozen=True, slots=True)
class Storyboard:
    """All shots of the film, and its texts."""

    shots: tuple[Shot, ...]
    """In the order of the film."""
    left_out: tuple[LeftOut, ...] = ()
    """Photos that could have been in the film."""
    heading: str | None = None
    """The first line of the title."""
    detail: str | None = None
    """The second line of the title."""
    closing: str | None = None
    """What the end card says."""
    template: str | None = None
    """A name or a path."""
    music: tuple[str, ...] = ()
    """Files, or the name of a style, as the person wrote them."""
    music_start: float | None = None
    """Where in the music to begin, in seconds."""
    soundfont: str | None = None
    """The file whose instruments play a style, as the person wrote it."""
    album_link: str | None = None
    """As the person wrote it."""
    never: tuple[Path, ...] = ()
    """Photos that a person does not want in the film, whatever else changes."""
    shifts: tuple[ClockShift, ...] = ()
    """How far cameras' clocks are to be moved, as the person wrote it."""
    shifts_used: tuple[ClockShift, ...] = ()
    """The same when the shots were put in order."""
