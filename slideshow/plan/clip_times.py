"""When shots change -> the same with clips that end before they would stand still for long."""

from collections.abc import Sequence
from itertools import pairwise


def within_clips(edges: Sequence[float], longest: Sequence[float | None]) -> list[float]:
    """The edges between shots, moved so that no shot is longer than its `longest`; None is free.

    What a clip cannot fill, the free shots share by their lengths. The film stays as long as it is, unless
    there are none.
    """
    lengths = [stop - start for start, stop in pairwise(edges)]
    free = sum(length for length, most in zip(lengths, longest, strict=True) if most is None)
    over = sum(
        max(0.0, length - most) for length, most in zip(lengths, longest, strict=True) if most is not None
    )
    if over <= 0.0:
        return list(edges)
    stretch = (free + over) / free if free > 0 else 1.0
    found = [edges[0]]
    for length, most in zip(lengths, longest, strict=True):
        found.append(found[-1] + (length * stretch if most is None else min(length, most)))
    return found
