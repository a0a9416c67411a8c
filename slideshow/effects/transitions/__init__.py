"""The table of transitions, gathered from its families.

A transition is `(before, after, progress, *, out, params)`: it writes a picture into `out`. At progress 0 it
is exactly `before`, at 1 exactly `after`; inputs are unchanged; any even size; the same result twice.
"""

import inspect
from collections.abc import Mapping

from slideshow.effects.transitions import (
    fades,
    glitches,
    patterns,
    prints,
    pushes,
    shapes,
    tears,
    wipes,
    zooms,
)
from slideshow.effects.transitions.kind import Transition
from slideshow.effects.transitions.table import Table

FAMILIES: Mapping[str, Mapping[str, Transition]] = {
    "fades": fades.TABLE,
    "wipes": wipes.TABLE,
    "pushes": pushes.TABLE,
    "zooms": zooms.TABLE,
    "shapes": shapes.TABLE,
    "patterns": patterns.TABLE,
    "tears": tears.TABLE,
    "glitches": glitches.TABLE,
    "prints": prints.TABLE,
}
# Ours, and behind them those that packages and programs add.
TRANSITIONS = Table({name: transition for table in FAMILIES.values() for name, transition in table.items()})


def parameters(name: str) -> Mapping[str, float]:
    """The numbers that a transition can be given, with their defaults."""
    given = inspect.signature(TRANSITIONS[name]).parameters.values()
    return {
        one.name: one.default
        for one in given
        if isinstance(one.default, int | float) and not isinstance(one.default, bool)
    }


__all__ = ["FAMILIES", "TRANSITIONS", "Table", "Transition", "parameters"]
