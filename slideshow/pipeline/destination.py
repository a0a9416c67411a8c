"""Where a film is to go -> what that asks of its plan, its coding and its size, and the proof."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from slideshow.documents.target_files import target as target_of
from slideshow.errors import InputError
from slideshow.model.brief import Brief
from slideshow.model.coding import MUSIC_KILOBITS, Coding
from slideshow.model.geometry import Size
from slideshow.model.measures import exact_clock
from slideshow.model.target import Target, Weight
from slideshow.share.target_check import Checked, check

_SOUND_SHARE = 0.15
_LEAST_KILOBITS = 64


@dataclass(frozen=True, slots=True)
class Destination:
    """`max_bytes` is what a person allows beside the target's own limit; `in_parts` makes several films of
    one that is too long; with `kit`, cover, message and facts go beside the film; unless
    `offline`, the album's link is tried; with `copies_message` the message goes to the clipboard.
    """

    target: Target = field(default_factory=target_of)
    max_bytes: int | None = None
    in_parts: bool = False
    kit: bool = False
    offline: bool = False
    copies_message: bool = False

    @property
    def limit_bytes(self) -> int | None:
        """The size that no film may be above: the person's, or the one that the target refuses films by."""
        own = self.target.weight.most_bytes if self.target.weight else None
        return min((limit for limit in (own, self.max_bytes) if limit is not None), default=None)

    @property
    def limit_seconds(self) -> float | None:
        """The length that the target refuses films by."""
        return self.target.length.most_seconds if self.target.length else None

    def sound_kilobits(self, seconds: float) -> int:
        """What music may take a second: of a tight limit no more than a part, while it still sounds well."""
        if self.limit_bytes is None:
            return MUSIC_KILOBITS
        share = _SOUND_SHARE * self.limit_bytes * 8 / 1000 / seconds
        return max(_LEAST_KILOBITS, min(MUSIC_KILOBITS, int(share)))

    def coding(self, quality: str) -> Coding:
        return Coding(quality, plain=self.target.wants_plain)

    def proof(self, film: Path) -> Checked:
        """The finished film held against the target, and against the size that a person allows."""
        limit = self.limit_bytes
        if self.max_bytes is None or limit != self.max_bytes:
            return check(film, self.target)
        weight = Weight.model_construct(advised_bytes=None, most_bytes=limit)
        return check(film, self.target.model_copy(update={"weight": weight}))


def brief_for(target: Target, brief: Brief, canvas: Size | None) -> Brief:
    """The brief with what the target asks for; `canvas` is the person's own."""
    size = canvas or Size(target.canvas.width, target.canvas.height)
    # Longer than a friend will watch, a film gets only when it is asked for.
    most = min(target.most_seconds or brief.most_seconds, brief.most_seconds)
    return replace(brief, canvas=size, most_seconds=most, safe=target.safe(size))


def too_long(seconds: float, parts: int, target: Target, limit: float) -> InputError:
    """Why a film cannot be sent whole, and what would help."""
    return InputError(
        f"The film is {exact_clock(seconds)}, and {target.name} takes at most {exact_clock(limit)}.",
        f"Use --parts to make {parts} films of it, or a shorter --length, or show fewer photos.",
    )
