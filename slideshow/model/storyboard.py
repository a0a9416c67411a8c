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


@dataclass(frozen=True, slots=True)
class Shot:
    """One slide to be.

    `seconds` includes the joins at both ends, `join_seconds` is the overlap with the shot before; both in
    whole milliseconds. `focus` holds a point for each photo, in shares of it: what the crop is centred on, as
    far as the photo's edges allow, and what the camera moves toward. `layout`, `motion` and `transition` (the
    one into this shot) are names in the tables of `effects`. `crop` is the name of the shape that a photo is
    cut to which does not fill the frame, "whole" for its own; None where the layout cuts it by itself.
    `starts` holds the second of its clip that each photo begins with, None for a still. `chapter` is the text
    that opens a chapter here, `caption` the photo's own; empty for none. `why` says why the photo is framed
    so.

    `windows` are the parts of the one photo, in shares of it, that fill the frame at the start and at the
    end: they stand in for layout, crop, focus and motion. `strength` is how far the camera moves, as a
    template says it; None is the template's. Clips are louder by `clip_decibels` than they would be. A shot
    that is `pinned` is not changed by what is done to others.
    """

    photos: tuple[Photo, ...]
    seconds: Fraction | None = None
    caption: str | None = None
    detail: str | None = None
    """A smaller line under the caption, such as a price."""
    chapter: str | None = None
    layout: str | None = None
    focus: tuple[Point, ...] | None = None
    motion: str | None = None
    transition: str | None = None
    join_seconds: Fraction | None = None
    starts: tuple[Fraction | None, ...] | None = None
    why: str = ""
    crop: str | None = None
    windows: tuple[Rect, Rect] | None = None
    strength: float | None = None
    clip_decibels: float = 0.0
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Storyboard:
    """`heading` and `detail` are the title's two lines, `closing` is what the end card says; `template` is a
    name or a path, `music` (files, or the name of a style) and `album_link` are as the person wrote
    them. `left_out` are photos that could
    have been in the film, `never` those that a person does not want in it, whatever else changes.
    """

    shots: tuple[Shot, ...]
    left_out: tuple[LeftOut, ...] = ()
    heading: str | None = None
    detail: str | None = None
    closing: str | None = None
    template: str | None = None
    music: tuple[str, ...] = ()
    music_start: float | None = None
    album_link: str | None = None
    never: tuple[Path, ...] = ()
    shifts: tuple[ClockShift, ...] = ()
    """How far cameras' clocks are to be moved, as the person wrote it."""
    shifts_used: tuple[ClockShift, ...] = ()
    """The same when the shots were put in order."""
