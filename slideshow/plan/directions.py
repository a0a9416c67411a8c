"""The motions so far -> which are fresh, and which would go against the one before."""

from collections.abc import Sequence

from slideshow.model.storyboard import Shot
from slideshow.plan.staging import PANS

# A framing that keeps a neighbouring pan's direction, or does not pan, may cost so much more (see `framing`).
MOST_FOR_DIRECTION = 0.8
_MOST_RUNNING = 2
_AGAINST = {
    "pan_right": "pan_left",
    "pan_left": "pan_right",
    "pan_down": "pan_up",
    "pan_up": "pan_down",
}


def fresh_kinds(kinds: Sequence[str], earlier: Sequence[Shot]) -> Sequence[str]:
    """The kinds of motion that a template likes, without one that the last two shots had."""
    last = [kind_of(shot.motion or "") for shot in earlier[-_MOST_RUNNING:]]
    if len(last) < _MOST_RUNNING or len(set(last)) > 1:
        return kinds
    return [kind for kind in kinds if kind != last[0]] or kinds


def kind_of(motion: str) -> str:
    """ "pan" for one that pans, else the motion itself."""
    return "pan" if motion in PANS else motion


def is_against(motion: str, before: str) -> bool:
    """Whether a pan goes back the way that the one before it came."""
    return _AGAINST.get(before) == motion
