"""What a transition is."""

from collections.abc import Callable

# (before, after, progress, *, out, params): writes a picture into `out`.
Transition = Callable[..., None]
