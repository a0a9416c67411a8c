"""The film as data: which photo stands when, how it is framed, moved and joined, and what is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from slideshow.model.album import Photo
from slideshow.model.geometry import EVERYWHERE, Rect, Size
from slideshow.model.mark import Mark
from slideshow.model.music import Rhythm
from slideshow.model.route import Route
from slideshow.model.span import FrameSpan
from slideshow.model.template import Look
from slideshow.model.tone import Correction

Param = float | str | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class EffectRef:
    """An effect as data: the name of an entry in one of the tables in `effects`, and its parameters."""

    name: str
    params: tuple[tuple[str, Param], ...] = ()

    @classmethod
    def of(cls, name: str, **params: Param) -> "EffectRef":
        return cls(name, tuple(sorted(params.items())))

    @property
    def arguments(self) -> Mapping[str, Param]:
        return dict(self.params)


@dataclass(frozen=True, slots=True)
class Slide:
    """Photos that stand together for a while."""

    photos: tuple[Photo, ...]
    """Those that are seen."""
    span: FrameSpan
    """Its frames, with the joins at both ends."""
    layout: EffectRef
    """Where each photo stands."""
    motion: EffectRef
    """How the camera moves."""
    starts: tuple[Fraction | None, ...] = ()
    """The second of its clip that each photo begins with at the span's first frame, None for a still; empty
    for stills alone.
    """
    corrections: tuple[Correction, ...] = ()
    """What is done to the light of each photo; empty for nothing."""
    clip_decibels: float = 0.0
    """How much louder its clips are than they would be."""

    handwriting: str = ""
    """What is written on the foot of its print."""
    arrivals: tuple[int, ...] = ()
    """The frames of the slide, from 0, in which its photos begin to be seen; empty for all at once."""
    beneath: tuple["Slide", ...] = ()
    """Earlier slides whose prints still lie on the table, the lowest first."""

    @property
    def all_photos(self) -> tuple[Photo, ...]:
        """Its own and those that lie beneath."""
        return (*(photo for slide in self.beneath for photo in slide.photos), *self.photos)

    @property
    def has_clips(self) -> bool:
        return any(start is not None for start in self.starts)


@dataclass(frozen=True, slots=True)
class Join:
    """The overlap of two slides: the frames in which both are seen."""

    span: FrameSpan
    transition: EffectRef


@dataclass(frozen=True, slots=True)
class Caption:
    """Text over the film: a heading and a smaller line under it, either may be empty. The look of a text
    depends on its kind. One that `stays` does not fade out; `code` is a link that is shown as a QR code
    between the two lines."""

    kind: Literal["title", "chapter", "caption", "end"]
    heading: str
    detail: str
    span: FrameSpan
    fade_frames: int
    stays: bool = False
    code: str = ""
    faces: tuple[Rect, ...] = ()
    """Where faces come to while it is shown, in shares of the frame."""
    photos: tuple[Rect, ...] = ()
    """The parts of the frame that its photos fill, in shares of it: no letter lies across their edges."""
    kicker: str = ""
    """A small line above the heading, such as the day above a place."""
    route: Route | None = None
    """The way that is drawn beside it."""

    @property
    def headline(self) -> str:
        """The heading with what stands above it, in a line."""
        return " · ".join(part for part in (self.kicker, self.heading) if part)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole film."""

    fps: Fraction
    """Frames a second, exactly."""
    canvas: Size
    """The frame, in pixels."""
    slides: tuple[Slide, ...]
    """In the order of the film."""
    joins: tuple[Join, ...]
    """`joins[i]` lies between `slides[i]` and `slides[i + 1]`."""
    captions: tuple[Caption, ...]
    """The texts over it."""
    look: Look
    """How it is drawn."""
    safe: Rect = EVERYWHERE
    """The part of the frame, in shares of it, that nothing covers where the film is watched."""
    rhythm: Rhythm | None = None
    """That of its music, where it has beats."""
    clock: int = 0
    """The frame of the whole film that is this one's frame 0."""
    fade: FrameSpan | None = None
    """The frames in which the film goes to black, to its end."""
    mark: Mark | None = None
    """A logo over all of it."""

    @property
    def span(self) -> FrameSpan:
        return FrameSpan(0, self.slides[-1].span.stop)

    @property
    def duration_seconds(self) -> Fraction:
        return len(self.span) / self.fps
