"""The table of transitions, gathered from its families.

A transition is `(before, after, progress, *, out, params)`: it writes a picture into `out`. At progress 0 it
is exactly `before`, at 1 exactly `after`; inputs are unchanged; any even size; the same result twice.
"""

from collections.abc import Callable, Mapping

from slideshow.effects.transitions import fades

Transition = Callable[..., None]

TRANSITIONS: Mapping[str, Transition] = {**fades.TABLE}
