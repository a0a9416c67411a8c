"""Photos in order -> shots: which stand alone, and which two or three of one scene fill a frame together.

The cheapest way to divide the sequence, by the costs of `plan.frame`, found from its end backwards.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from slideshow.effects.layouts import MOST_ENLARGED
from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.model.geometry import Point, Size
from slideshow.plan.framing import PANORAMA_ASPECT, Framing, Interest, cost, framings, interest, on_card
from slideshow.plan.photo_quality import colour_distance, hash_distance
from slideshow.plan.staging import Setting, Staging, staged

MOST_TOGETHER = 4
# Photos of one scene: taken within this time of their neighbours, and as similar in colour (CIELAB).
_ONE_SCENE = timedelta(minutes=12)
_COLOURS_APART = 34.0
# With fewer bits of their hashes apart they are two of the same.
_SAME_BITS = 20
# Photos together are smaller, and share their time.
_TOGETHER = 0.16
_TOGETHER_WANTED = 0.8
_HIDDEN_FACE, _HIDDEN_SUBJECT = 20.0, 4.0
_UNKNOWN = Facts()


@dataclass(frozen=True, slots=True)
class Group:
    """Photos of one shot, with the framing of all of them where they share the frame."""

    photos: tuple[Photo, ...]
    framing: Framing | None = None


def grouped(
    photos: Sequence[Photo],
    facts: Mapping[str, Facts],
    times: Mapping[Path, timedelta | None],
    seconds: float,
    setting: Setting,
    *,
    apart: Callable[[Photo], bool],
) -> tuple[Group, ...]:
    """The photos divided into shots of about `seconds`. One for which `apart` holds does not share its frame
    with those before it."""
    alone = [_alone(photo, facts.get(photo.digest, _UNKNOWN), seconds, setting) for photo in photos]
    # [cost of the rest, how many photos its first shot holds], from each photo on
    best: list[tuple[float, Group | None]] = [(0.0, None)] * (len(photos) + 1)
    for index in reversed(range(len(photos))):
        choices = [(alone[index] + best[index + 1][0], Group((photos[index],)))]
        for count in range(2, min(MOST_TOGETHER, len(photos) - index) + 1):
            run = photos[index : index + count]
            # Two things that move at once are one too many.
            if any(apart(photo) for photo in run[1:]) or sum(photo.moves for photo in run) > 1:
                break
            if not setting.layouts.together and (count > 3 or not _one_scene(run, facts, times)):
                break
            framing = together(run, facts, seconds, setting)
            if framing is not None:
                choices.append((framing.cost + best[index + count][0], Group(tuple(run), framing)))
        best[index] = min(choices, key=lambda choice: choice[0])
    groups: list[Group] = []
    index = 0
    while index < len(photos):
        group = best[index][1]
        assert group is not None
        groups.append(group)
        index += len(group.photos)
    return tuple(groups)


def together(
    photos: Sequence[Photo], facts: Mapping[str, Facts], seconds: float, setting: Setting
) -> Framing | None:
    """The framing of photos that fill one frame: landscapes a tall one, portraits a wide one; else None."""
    ways = [name for name in _ways(photos, setting.canvas) if name in setting.layouts.allowed]
    framings = (_framing(photos, name, facts, seconds, setting) for name in ways)
    return min((one for one in framings if one is not None), key=lambda framing: framing.cost, default=None)


def _ways(photos: Sequence[Photo], canvas: Size) -> Iterator[str]:
    """The layouts that suit the shapes of some photos."""
    tall = canvas.aspect < 1.0
    if len(photos) == 4:
        if all(_of_its_shape(photo.size, canvas) for photo in photos):
            yield "grid"
    elif all(_across(photo.size, canvas) for photo in photos):
        yield "stack" if tall else "row"
        if tall and len(photos) == 3:
            yield "strip"
    elif len(photos) == 2 and _of_its_shape(photos[0].size, canvas) and tall:
        yield "inset"


def _framing(
    photos: Sequence[Photo], layout: str, facts: Mapping[str, Facts], seconds: float, setting: Setting
) -> Framing | None:
    canvas = setting.canvas
    seen = [
        interest(photo.size, facts.get(photo.digest, _UNKNOWN).turned(photo.turned_degrees))
        for photo in photos
    ]
    # The middle of the view is as good as any where nothing stands out.
    focus: list[Point] = [one.focus for one in seen]
    motion = "pan_down" if layout == "strip" else "zoom_in"
    staging = staged([photo.size for photo in photos], layout, focus, motion, seconds, setting)
    if any(placement.enlarged > MOST_ENLARGED for placement in staging.arrangement.placements):
        return None
    price = sum(cost(staging, index, one, setting) for index, one in enumerate(seen))
    if layout == "inset":
        price += _hidden(staging, seen[0])
    words = {2: "two", 3: "three", 4: "four"}[len(photos)]
    kind = "photos" if layout in ("grid", "inset") else "landscapes" if canvas.aspect < 1.0 else "portraits"
    why = f"{words} {kind} together" if setting.layouts.together else f"{words} {kind} of one scene"
    # A template for several photos in a frame pays for each that stands alone instead.
    price += (-_TOGETHER_WANTED if setting.layouts.together else _TOGETHER) * len(photos)
    return Framing(layout, tuple(focus), motion, price, why)


def _hidden(staging: Staging, seen: Interest) -> float:
    """The price of what the photo on top hides of the one below it."""
    below, above = staging.arrangement.placements
    faces = [on_card(face, below) for face, _ in seen.faces]
    price = _HIDDEN_FACE * sum(face.share_inside(above.box) for face in faces)
    if seen.subject:
        price += _HIDDEN_SUBJECT * on_card(seen.subject, below).share_inside(above.box)
    return price


def _alone(photo: Photo, facts: Facts, seconds: float, setting: Setting) -> float:
    return min(framing.cost for framing in framings(photo.size, facts, seconds, setting))


def _of_its_shape(photo: Size, canvas: Size) -> bool:
    """Whether a photo fits a quarter of the canvas, which has the canvas's shape."""
    return min(photo.aspect / canvas.aspect, canvas.aspect / photo.aspect) > 0.6


def _across(photo: Size, canvas: Size) -> bool:
    """Whether a photo lies across the canvas: a landscape on a tall one, but no panorama."""
    if canvas.aspect < 1.0:
        return 1.1 <= photo.aspect <= PANORAMA_ASPECT
    return canvas.aspect > 1.2 and 1 / PANORAMA_ASPECT <= photo.aspect <= 0.9


def _one_scene(
    photos: Sequence[Photo], facts: Mapping[str, Facts], times: Mapping[Path, timedelta | None]
) -> bool:
    first, last = photos[-2], photos[-1]
    start, stop = times.get(first.path), times.get(last.path)
    if start is None or stop is None or abs(stop - start) > _ONE_SCENE:
        return False
    known = [facts.get(photo.digest, _UNKNOWN) for photo in photos]
    return all(one.layout for one in known) and all(
        colour_distance(one, known[-1]) <= _COLOURS_APART and hash_distance(one, known[-1]) > _SAME_BITS
        for one in known[:-1]
    )
