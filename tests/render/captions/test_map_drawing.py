"""A route as it is drawn: dots for what was, a line that grows, names that do not lie on one another."""

import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Frame
from slideshow.model.geometry import Rect, Size
from slideshow.model.route import Route
from slideshow.model.template import Type
from slideshow.render.captions.map_drawing import map_drawing
from slideshow.render.colour import rgb

CANVAS = Size(270, 480)
AREA = Rect(20.0, 60.0, 220.0, 180.0)
ROUTE = Route(
    ((0.0, 0.0), (0.4, 0.1), (0.6, 0.5), (1.0, 0.6)), ((0, "Madrid"), (2, "Toledo"), (3, "Lisbon")), 2, 3
)
RED = (200, 60, 40)


def drawn(progress: float, route: Route = ROUTE) -> NDArray[np.int16]:
    out = Frame(CANVAS)
    out.y[:], out.u[:], out.v[:] = 235, 128, 128
    drawing = map_drawing(route, [AREA], CANVAS, Type(colour="#202020"), "#c83c28")
    assert drawing is not None
    drawing.draw(progress, 1.0, out)
    return rgb(out).astype(np.int16)


def red(picture: NDArray[np.int16]) -> NDArray[np.bool_]:
    return np.asarray(picture[:, :, 0] - picture[:, :, 1] > 70)


def test_the_line_grows_from_where_it_was_to_where_it_goes() -> None:
    counts = [int(red(drawn(progress)).sum()) for progress in (0.0, 0.4, 0.7, 1.0)]
    assert counts == sorted(counts)
    assert counts[0] < 0.2 * counts[-1]
    early, whole = red(drawn(0.45)), red(drawn(1.0))
    assert np.nonzero(early)[1].mean() < np.nonzero(whole)[1].mean() - 3


def test_nothing_is_drawn_outside_of_the_area() -> None:
    picture = drawn(1.0)
    changed = np.abs(picture - picture[0, 0]).max(axis=2) > 8
    rows, columns = np.nonzero(changed)
    assert rows.min() >= AREA.y - 1
    assert rows.max() <= AREA.bottom
    assert columns.min() >= AREA.x - 1
    assert columns.max() <= AREA.right


def test_names_are_beside_their_places_and_only_where_there_is_room() -> None:
    def ink(route: Route) -> int:
        return int((drawn(1.0, route).sum(axis=2) < 300).sum())

    nameless = Route(ROUTE.points, tuple((number, "") for number, _ in ROUTE.stops), 2, 3)
    crowded = Route(((0.5, 0.5), (0.5, 0.502)), ((0, "Madrid"), (1, "Madrid")), 0, 1)
    assert ink(ROUTE) > ink(nameless) + 60
    assert map_drawing(crowded, [AREA], CANVAS, Type(), "#c83c28") is not None
    assert map_drawing(ROUTE, [Rect(0, 0, 10, 200)], CANVAS, Type(), "#c83c28") is None
