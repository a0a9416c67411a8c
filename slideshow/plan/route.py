"""Where an album's photos were taken -> the line that is drawn on from chapter to chapter."""

import math
from collections.abc import Sequence
from dataclasses import replace

from slideshow.model.album import Photo, Position
from slideshow.model.route import Route
from slideshow.model.timeline import Caption, Slide
from slideshow.plan.order import in_order
from slideshow.plan.storyboard import Scene

# A way shorter than this, in degrees of latitude (some 300 m), is a place.
_LEAST_DEGREES = 0.003
# Points nearer to the last one than this share of the whole way's extent are left out.
_NEAR = 0.012


def routed(captions: Sequence[Caption], slides: Sequence[Slide], scene: Scene) -> tuple[Caption, ...]:
    """The captions, with the way to where each chapter begins, and all of it on the end card.

    As they were where the photos do not tell of two places.
    """
    photos = [photo for photo in in_order(scene.album.photos, "time", 0) if photo.position]
    if len(photos) < 2:
        return tuple(captions)
    xy = _projected([photo.position for photo in photos if photo.position])
    if max(x for x, _ in xy) == max(y for _, y in xy) == 0.0:
        return tuple(captions)
    points, number_of = _thinned(photos, xy)
    opened = [
        (index, _begun(caption, slides))
        for index, caption in enumerate(captions)
        if caption.kind == "chapter"
    ]
    reached = [
        (index, number_of[near.path], scene.places.get(near.path, ""))
        for index, photo in opened
        if photo is not None and (near := _nearest(photo, photos)) is not None
    ]
    found, last, stops = list(captions), 0, [(0, scene.places.get(photos[0].path, ""))]
    for index, number, name in reached:
        stops = [*(one for one in stops if one[0] != number), (number, name)]
        found[index] = replace(captions[index], route=Route(points, tuple(stops), min(last, number), number))
        last = max(last, number)
    whole = Route(points, tuple(stops), 0, len(points) - 1)
    return tuple(replace(one, route=whole) if one.kind == "end" and not one.code else one for one in found)


def _begun(caption: Caption, slides: Sequence[Slide]) -> Photo | None:
    """The first photo of the slide that a caption is over."""
    shown = [slide for slide in slides if slide.span.start <= caption.span.start < slide.span.stop]
    return shown[-1].photos[0] if shown else None


def _nearest(photo: Photo, placed: Sequence[Photo]) -> Photo | None:
    """The photo itself where it tells its place, else the one that does which was taken nearest to it."""
    if photo.position or photo.captured is None:
        return photo if photo.position else None
    own = photo.captured.replace(tzinfo=None)
    timed = [one for one in placed if one.captured is not None]
    return min(timed, key=lambda one: abs((one.captured or own).replace(tzinfo=None) - own), default=None)


def _projected(positions: Sequence[Position]) -> list[tuple[float, float]]:
    """Right and down from the upper left of the way, in shares of its longer side; all 0 where it is a place.

    Equirectangular about the middle latitude; over the date line it goes on.
    """
    longitudes = [positions[0].longitude]
    for one in positions[1:]:
        turn = (one.longitude - longitudes[-1] + 180.0) % 360.0 - 180.0
        longitudes.append(longitudes[-1] + turn)
    latitudes = [one.latitude for one in positions]
    middle = (min(latitudes) + max(latitudes)) / 2
    narrowing = max(0.05, math.cos(math.radians(middle)))
    across = [(one - min(longitudes)) * narrowing for one in longitudes]
    down = [max(latitudes) - one for one in latitudes]
    extent = max(*across, *down)
    if extent < _LEAST_DEGREES:
        return [(0.0, 0.0)] * len(positions)
    return [(round(x / extent, 4), round(y / extent, 4)) for x, y in zip(across, down, strict=True)]


def _thinned(
    photos: Sequence[Photo], xy: Sequence[tuple[float, float]]
) -> tuple[tuple[tuple[float, float], ...], dict[object, int]]:
    """The points without those that are hardly apart, and for each photo the number of its own."""
    points: list[tuple[float, float]] = []
    number_of: dict[object, int] = {}
    for photo, point in zip(photos, xy, strict=True):
        if not points or math.dist(points[-1], point) > _NEAR:
            points.append(point)
        number_of[photo.path] = len(points) - 1
    return tuple(points), number_of
