"""The table of bands: what each style plays in a bar, and on the last chord.

`play` is `(bar, dice) -> notes` for a bar of any phrase; `close` gets the bar of the last chord.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from slideshow.sound.composed.arrangements import bright, calm, pulse, warm
from slideshow.sound.composed.score import Bar, Note
from slideshow.sound.composed.styles import StyleName

Player = Callable[[Bar, Random], list[Note]]


@dataclass(frozen=True, slots=True)
class Band:
    play: Player
    close: Player


BANDS: Mapping[StyleName, Band] = {
    "calm": Band(calm.play, calm.close),
    "bright": Band(bright.play, bright.close),
    "warm": Band(warm.play, warm.close),
    "pulse": Band(pulse.play, pulse.close),
}
