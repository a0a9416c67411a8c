"""The table of arrangements: the bands that can play each style; the seed chooses one."""

from collections.abc import Mapping
from random import Random

from slideshow.sound.composed.arrangements import acoustic, bright, calm, lofi, pulse, warm
from slideshow.sound.composed.arrangements.arrangement import Arrangement, Choice
from slideshow.sound.composed.styles import StyleName

__all__ = ["ARRANGEMENTS", "Arrangement", "Choice", "arrangement_of"]

ARRANGEMENTS: Mapping[StyleName, tuple[Arrangement, ...]] = {
    "calm": calm.ARRANGEMENTS,
    "bright": bright.ARRANGEMENTS,
    "warm": warm.ARRANGEMENTS,
    "pulse": pulse.ARRANGEMENTS,
    "acoustic": acoustic.ARRANGEMENTS,
    "lo-fi": lofi.ARRANGEMENTS,
}


def arrangement_of(style: StyleName, seed: int) -> Arrangement:
    """The seed's own: seeds that follow one another get another one each, in an order that is the style's."""
    choices = ARRANGEMENTS[style]
    order = Random(f"{style} arrangements").sample(range(len(choices)), len(choices))
    return choices[order[seed % len(choices)]]
