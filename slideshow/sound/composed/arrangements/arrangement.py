"""What an arrangement is: parts that each turn a bar into notes, and the sounds that play them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from slideshow.sound.composed.score import Bar, Note
from slideshow.sound.composed.styles import Track

_Option = TypeVar("_Option")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some options, the same one for the same question: a tune keeps its figure when it comes back."""

    piece: str

    def __call__(self, question: str, options: Sequence[_Option]) -> _Option:
        return Random(f"{self.piece} {question}").choice(options)


Part = Callable[[Bar, Choice], Iterable[Note]]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One way to play a style.

    `parts` play every bar, `ending` that of the last chord. `swing` is where the off-beat falls, None for the
    style's own place.
    """

    name: str
    tracks: Mapping[str, Track]
    parts: tuple[Part, ...]
    ending: tuple[Part, ...]
    swing: float | None = None

    def play(self, bar: Bar, choice: Choice) -> list[Note]:
        return [note for part in self.parts for note in part(bar, choice)]

    def close(self, bar: Bar, choice: Choice) -> list[Note]:
        return [note for part in self.ending for note in part(bar, choice)]
