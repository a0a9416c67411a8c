"""A film while it is being changed: its storyboard, what was asked of it, and what the steps know of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from slideshow.errors import InputError
from slideshow.model.album import LeftOut
from slideshow.model.brief import Brief
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.plan import Scene


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything of `storyboard` is decided. `target` is the name of where the film is to go."""

    storyboard: Storyboard
    brief: Brief
    target: str = ""

    @property
    def shots(self) -> tuple[Shot, ...]:
        return self.storyboard.shots


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a step looks at and does not change: the album's facts, and when the music's beats are, in seconds
    of the film; without beats there are none."""

    scene: Scene
    beats: tuple[float, ...] = ()

    @property
    def fps(self) -> Fraction:
        return self.scene.brief.fps


@dataclass(frozen=True, slots=True)
class Step:
    """A draft, and in words how it came about: "Moved IMG_12"."""

    words: str
    draft: Draft
    is_guess: bool = False
    """Whether it was planned before its photos had been looked at."""


def shot_at(draft: Draft, number: int) -> Shot:
    """The slide of that number, counted from 1. Raises InputError when there is none."""
    count = len(draft.shots)
    if not 1 <= number <= count:
        raise InputError(f"Slide {number}: the film has {count}.", "They are counted from 1.")
    return draft.shots[number - 1]


def free_shot_at(draft: Draft, number: int) -> Shot:
    """The same. Raises InputError also when it is pinned."""
    shot = shot_at(draft, number)
    if shot.pinned:
        raise InputError(f"Slide {number} is pinned.", "Unpin it first.")
    return shot


def with_shots(draft: Draft, shots: Sequence[Shot], left_out: tuple[LeftOut, ...] = ()) -> Draft:
    """The draft with other slides; photos among `left_out` are no longer left out for another reason."""
    gone = {one.path for one in left_out}
    storyboard = draft.storyboard
    kept = tuple(one for one in storyboard.left_out if one.path not in gone)
    return replace(draft, storyboard=replace(storyboard, shots=tuple(shots), left_out=(*kept, *left_out)))


def replaced(shots: Sequence[Shot], number: int, shot: Shot) -> tuple[Shot, ...]:
    """The slides with another one as that number."""
    return (*shots[: number - 1], shot, *shots[number:])
