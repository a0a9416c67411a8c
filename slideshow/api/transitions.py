"""`slideshow.transitions`: the ways from one slide to the next, and how a program or a package adds its own.

A transition is a function `(before, after, progress, *, out, **numbers)` that writes a picture into `out`.
`before`, `after` and `out` are `Frame`s of one even size: I420, BT.709 limited range (black is Y 16, white
235, grey U and V 128), with the planes `y` (H, W), `u` and `v` (H/2, W/2), all uint8. `progress` runs from
0, where `out` must be exactly `before`, to 1, where it must be exactly `after`. The inputs stay unchanged,
all of `out` is written, and the same call draws the same again, at any size. Parameters with a number as
default can be set by templates.

A package offers its own by entry points, which need no call and which worker processes find too:

    [project.entry-points."slideshow.transitions"]
    curtain = "my_package.curtains:curtain"
"""

from slideshow.effects.transitions import TRANSITIONS, Transition, parameters
from slideshow.model.frame import Frame

__all__ = ["Frame", "Transition", "names", "parameters", "register"]


def names() -> tuple[str, ...]:
    """All that templates and storyboards can name: ours, those of packages, those registered."""
    return tuple(TRANSITIONS)


def register(name: str, transition: Transition, *, version: str = "") -> None:
    """Makes a transition known to this process by a name of small letters, digits and underscores.

    It is tried on small frames first. Registered again, it takes the place of the earlier one; ours cannot be
    replaced. What is drawn with it is kept for later films by a digest of the file that the function is in;
    by `version` where it depends on more than that. A function without either (a closure, one typed at a
    prompt) is drawn anew each time. This process draws it, as workers do not know it: for a film by several
    processes, offer it by an entry point. Raises InputError when it does not keep to the contract.

    >>> def louvre(before, after, progress, *, out, slats=6):
    ...     for from_plane, to_plane, plane in zip(before.planes, after.planes, out.planes):
    ...         height = plane.shape[0]
    ...         shown = (np.arange(height) * slats / height) % 1 < progress
    ...         plane[:] = np.where(shown[:, None], to_plane, from_plane)
    >>> register("louvre", louvre)
    >>> "louvre" in names(), parameters("louvre")
    (True, {'slats': 6})
    """
    TRANSITIONS.add(name, transition, version)
