"""Storyboard -> the same without photos that are gone; all that was chosen for the others stays."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from slideshow.model.storyboard import Shot, Storyboard


def without_photos(storyboard: Storyboard, paths: Collection[Path]) -> Storyboard:
    """The storyboard without the photos that lie there. A slide that had others is framed anew."""
    shots = [shot for shot in (_without(shot, paths) for shot in storyboard.shots) if shot.photos]
    if shots:
        # The film's first slide overlaps with nothing.
        shots[0] = replace(shots[0], join_seconds=Fraction(0))
    return replace(
        storyboard,
        shots=tuple(shots),
        left_out=tuple(one for one in storyboard.left_out if one.path not in paths),
    )


def _without(shot: Shot, paths: Collection[Path]) -> Shot:
    rest = tuple(photo for photo in shot.photos if photo.path not in paths)
    if len(rest) == len(shot.photos):
        return shot
    return unframed(replace(shot, photos=rest))


def unframed(shot: Shot) -> Shot:
    """The shot with its framing to be decided anew, and its light."""
    return replace(
        shot,
        layout=None,
        crop=None,
        focus=None,
        motion=None,
        starts=None,
        windows=None,
        why="",
        light=None,
    )
