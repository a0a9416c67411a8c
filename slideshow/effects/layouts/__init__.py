"""Where photos lie on a card: `photos, canvas, params -> Arrangement`. Geometry only.

A card is a still a little larger than the canvas, in pixels of its own: where the camera comes closest,
CLOSEST card pixels make one pixel of the film. Above 1, so that every frame is a slight reduction of
the card: detail stays even while the camera glides between pixels.

`focus` holds a point for each photo, across and down in shares of it: (x, y, x, y, ...). What has to be cut
is cut around that point, as far as the photo's edges allow.

Where a photo does not fill the frame there are two ways. In an opening, a part of the frame that stands
still, the photo moves: the card is then what is behind the opening. Without one the camera moves over all of
the card, the photo and what it lies on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slideshow.effects.layouts.arrangement import (
    CLOSEST,
    CROPS,
    MOST_ENLARGED,
    MOST_ENLARGED_CLIP,
    WHOLE,
    Arrangement,
    Layout,
    Placement,
    beyond,
)
from slideshow.effects.layouts.cutting import closest, even
from slideshow.effects.layouts.several import (
    BOOTH_EDGE,
    GAP,
    INSET,
    booth,
    grid,
    inset,
    mosaic,
    row,
    stack,
    strip,
)
from slideshow.effects.layouts.single import band, fill, fit, ground, pan
from slideshow.effects.layouts.windows import window, windows_on
from slideshow.model.geometry import Size

__all__ = [
    "BOOTH_EDGE",
    "CHOSEN_BY_NAME",
    "CLOSEST",
    "CROPS",
    "GAP",
    "HOLDS",
    "INSET",
    "LAYOUTS",
    "MOST_ENLARGED",
    "MOST_ENLARGED_CLIP",
    "WHOLE",
    "Arrangement",
    "Layout",
    "Placement",
    "arranged",
    "band",
    "beyond",
    "closest",
    "fill",
    "fit",
    "stack",
    "windows_on",
]

LAYOUTS: Mapping[str, Layout] = {
    "fill": fill,
    "pan": pan,
    "fit": fit,
    "band": band,
    "stack": stack,
    "row": row,
    "grid": grid,
    "inset": inset,
    "strip": strip,
    "mosaic": mosaic,
    "booth": booth,
    "ground": ground,
    "window": window,
}
# How many photos a slide's layout can hold: "ground" is of cards that show none.
HOLDS: Mapping[str, tuple[int, int]] = {name: (1, 1) for name in LAYOUTS if name != "ground"} | {
    "stack": (2, 4),
    "row": (2, 4),
    "grid": (4, 4),
    "inset": (2, 2),
    "strip": (2, 5),
    "mosaic": (3, 5),
    "booth": (2, 4),
}
# Those that a person can ask for by name: "window" is what windows of one's own make.
CHOSEN_BY_NAME = tuple(name for name in HOLDS if name != "window")


def arrange(
    layout: str, photos: Sequence[Size], canvas: Size, *, bars: float = 0.0, **params: Any
) -> Arrangement:
    """The layout of that name, between bars of so much of the frame's height above and below.

    Raises KeyError for a name that is not in LAYOUTS.
    """
    if bars <= 0.0:
        return LAYOUTS[layout](photos, canvas, **params)
    top = even(bars * canvas.height)
    between = Size(canvas.width, max(2, canvas.height - 2 * top))
    arrangement = LAYOUTS[layout](photos, between, **params)
    opening = arrangement.opening or between.whole
    return replace(arrangement, opening=replace(opening, y=opening.y + top))
