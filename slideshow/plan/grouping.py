"""Photos in order -> shots: which stand alone, and which two or three of one scene fill a frame together.

The cheapest way to divide the sequence, by the costs of `plan.frame`, found from its end backwards.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from slideshow.effects.layouts import HOLDS, MOST_ENLARGED
from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.model.geometry import Point, Size
from slideshow.plan.framing import Framing, cost, framings, on_card
from slideshow.plan.interest import Interest, interest
from slideshow.plan.photo_quality import colour_distance, hash_distance
from slideshow.plan.staging import Setting, Staging, stage_photos
from slideshow.plan.ways import PANORAMA_ASPECT

MOST_TOGETHER = 5
# Photos of one scene: taken within this time of their neighbours, and as similar in colour (CIELAB). Within
# an outing they must be more alike; photos without times are taken to be so far apart.
_ONE_SCENE, _ONE_OUTING, _UNTOLD = timedelta(minutes=12), timedelta(minutes=50), timedelta(minutes=20)
_COLOURS_APART, _COLOURS_APART_LATER = 34.0, 22.0
_COLOURS_PRICE, _TIME_PRICE = 0.1, 0.1
# People beside a view.
_STRANGERS = 0.1
# Of an album's photos that could share a frame half may, or as few as these.
_ALWAYS_TOGETHER = 3
# A face so near to another photo, as a share of the frame's height, seems to touch it.
_NEAR_SEAM, _AT_SEAM = 0.02, 0.6
# With fewer bits of their hashes apart they are two of the same.
_SAME_BITS = 20
# Photos together are smaller, and share their time.
_TOGETHER = 0.16
_TOGETHER_WANTED = 0.8
_HIDDEN_FACE, _HIDDEN_SUBJECT = 20.0, 4.0
_UNKNOWN = Facts()


@dataclass(frozen=True, slots=True)
class Group:
    """Photos of one shot, with the framing of all of them where they share the frame: what that costs, and
    what it gains over photos that stand alone."""

    photos: tuple[Photo, ...]
    framing: Framing | None = None
    cost: float = 0.0
    gain: float = 0.0


# What the rest of the photos costs, and its first shot.
_Rest = tuple[float, Group | None]


def group_photos(
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
    found = [
        list(_groups_from(photos[index : index + MOST_TOGETHER], facts, times, seconds, setting, apart))
        for index in range(len(photos))
    ]
    # What stands alone in any case need not be compared.
    compared = {
        index + step for index, some in enumerate(found) for one in some for step in range(len(one.photos))
    }
    alone = [
        _alone(photo, facts.get(photo.digest, _UNKNOWN), seconds, setting) if index in compared else 0.0
        for index, photo in enumerate(photos)
    ]
    # The cost of the rest and its first shot, from each photo on: after a shot of one, and after a group.
    # Where a template does not ask for them, groups are rare: never two in a row.
    best: list[_Rest] = [(0.0, None)] * (len(photos) + 1)
    after_group: list[_Rest] = list(best)
    rest = best if setting.layouts.together else after_group
    for index in reversed(range(len(photos))):
        single: _Rest = (alone[index] + best[index + 1][0], Group((photos[index],)))
        choices = [single]
        for group in found[index]:
            stop = index + len(group.photos)
            gain = sum(alone[index:stop]) - group.cost
            choices.append((group.cost + rest[stop][0], replace(group, gain=gain)))
        best[index] = min(choices, key=lambda choice: choice[0])
        after_group[index] = single
    groups: list[Group] = []
    index, rests = 0, best
    while index < len(photos):
        first = rests[index][1]
        assert first is not None
        groups.append(first)
        index += len(first.photos)
        rests = after_group if len(first.photos) > 1 and not setting.layouts.together else best
    return tuple(groups) if setting.layouts.together else _rare(groups, setting)


def _groups_from(
    photos: Sequence[Photo],
    facts: Mapping[str, Facts],
    times: Mapping[Path, timedelta | None],
    seconds: float,
    setting: Setting,
    apart: Callable[[Photo], bool],
) -> Iterator[Group]:
    """The groups that the first of some photos could begin."""
    for count in range(2, min(MOST_TOGETHER, len(photos)) + 1):
        run = photos[:count]
        # Two things that move at once are one too many.
        if any(apart(photo) for photo in run[1:]) or sum(photo.moves for photo in run) > 1:
            return
        distance = 0.0 if setting.layouts.together else _distance(run, facts, times)
        if distance is None or (count > 3 and not setting.layouts.together):
            return
        framing = together(run, facts, seconds, setting)
        if framing is not None:
            yield Group(tuple(run), framing, framing.cost + distance)


def _rare(groups: Sequence[Group], setting: Setting) -> tuple[Group, ...]:
    """The groups with at most half of the photos that could be in one: those that gain least are parted."""
    could = sum(_across(photo.size, setting.aspect) for group in groups for photo in group.photos)
    most = max(_ALWAYS_TOGETHER, could / 2)
    several = sorted((group for group in groups if group.framing), key=lambda group: -group.gain)
    kept: set[Path] = set()
    held = 0
    for group in several:
        if held + len(group.photos) <= most:
            held += len(group.photos)
            kept.add(group.photos[0].path)
    return tuple(
        part
        for group in groups
        for part in (
            (group,)
            if not group.framing or group.photos[0].path in kept
            else tuple(Group((photo,)) for photo in group.photos)
        )
    )


def together(
    photos: Sequence[Photo], facts: Mapping[str, Facts], seconds: float, setting: Setting
) -> Framing | None:
    """The framing of photos that fill one frame: landscapes a tall one, portraits a wide one; else None."""
    allowed = setting.layouts.allowed
    ways = [name for name in _ways(photos, setting.aspect) if name in allowed]
    # What takes photos of any shape.
    ways += [name for name in ("mosaic", "booth") if name in allowed and _holds(name, photos)]
    framings = (_framing(photos, name, facts, seconds, setting) for name in ways)
    return min((one for one in framings if one is not None), key=lambda framing: framing.cost, default=None)


def _ways(photos: Sequence[Photo], frame: float) -> Iterator[str]:
    """The layouts that suit the shapes of some photos in a frame of so much width to its height."""
    tall = frame < 1.0
    if len(photos) == 4:
        if all(_of_its_shape(photo.size, frame) for photo in photos):
            yield "grid"
    elif len(photos) < 4 and all(_across(photo.size, frame) for photo in photos):
        yield "stack" if tall else "row"
        if tall and len(photos) == 3:
            yield "strip"
    elif len(photos) == 2 and _of_its_shape(photos[0].size, frame) and tall:
        yield "inset"


def _holds(layout: str, photos: Sequence[Photo]) -> bool:
    least, most = HOLDS[layout]
    return least <= len(photos) <= most


def _framing(
    photos: Sequence[Photo], layout: str, facts: Mapping[str, Facts], seconds: float, setting: Setting
) -> Framing | None:
    setting = setting.for_reference
    canvas = setting.canvas
    seen = [interest(photo.size, facts.get(photo.digest, _UNKNOWN)) for photo in photos]
    # The middle of the view is as good as any where nothing stands out.
    focus: list[Point] = [one.focus for one in seen]
    motion = "pan_down" if layout == "strip" else "zoom_in"
    staging = stage_photos([photo.size for photo in photos], layout, focus, motion, seconds, setting)
    if any(placement.enlarged > MOST_ENLARGED for placement in staging.arrangement.placements):
        return None
    price = sum(cost(staging, index, one, setting) for index, one in enumerate(seen))
    if layout == "inset":
        price += _hidden(staging, seen[0])
    else:
        price += sum(_at_seam(staging, index, one) for index, one in enumerate(seen))
    words = {2: "two", 3: "three", 4: "four", 5: "five"}[len(photos)]
    mixed = layout in ("grid", "inset", "mosaic", "booth")
    kind = "photos" if mixed else "landscapes" if canvas.aspect < 1.0 else "portraits"
    why = f"{words} {kind} together" if setting.layouts.together else f"{words} {kind} of one scene"
    # A template for several photos in a frame pays for each that stands alone instead.
    price += (-_TOGETHER_WANTED if setting.layouts.together else _TOGETHER) * len(photos)
    return Framing(layout, tuple(focus), motion, price, why)


def _at_seam(staging: Staging, index: int, seen: Interest) -> float:
    """The price of faces that another photo begins right beside."""
    placements, card = staging.arrangement.placements, staging.arrangement.card
    box, near = placements[index].box, _NEAR_SEAM * card.height
    price = 0.0
    for face, score in seen.faces:
        place = on_card(face, placements[index])
        above, below = place.y - box.y, box.bottom - place.bottom
        if (above < near and box.y > 0) or (below < near and box.bottom < card.height):
            price += _AT_SEAM * score
    return price


def _hidden(staging: Staging, seen: Interest) -> float:
    """The price of what the photo on top hides of the one below it."""
    below, above = staging.arrangement.placements
    faces = [on_card(face, below) for face, _ in seen.faces]
    # A face that is touched is as bad as one that is hidden: no inset then.
    price = _HIDDEN_FACE * sum(face.share_inside(above.box) > 0.0 for face in faces)
    if seen.subject:
        price += _HIDDEN_SUBJECT * on_card(seen.subject, below).share_inside(above.box)
    return price


def _alone(photo: Photo, facts: Facts, seconds: float, setting: Setting) -> float:
    return min(framing.cost for framing in framings(photo.size, facts, seconds, setting))


def _of_its_shape(photo: Size, frame: float) -> bool:
    """Whether a photo fits a quarter of the frame, which has the frame's shape."""
    return min(photo.aspect / frame, frame / photo.aspect) > 0.6


def _across(photo: Size, frame: float) -> bool:
    """Whether a photo lies across the frame: a landscape in a tall one, but no panorama."""
    if frame < 1.0:
        return 1.1 <= photo.aspect <= PANORAMA_ASPECT
    return frame > 1.2 and 1 / PANORAMA_ASPECT <= photo.aspect <= 0.9


def _distance(
    photos: Sequence[Photo], facts: Mapping[str, Facts], times: Mapping[Path, timedelta | None]
) -> float | None:
    """How little the last of some photos belongs to those before it, as a price; None for not at all."""
    first, last = photos[-2], photos[-1]
    start, stop = times.get(first.path), times.get(last.path)
    # Photos without times lie in their folder as they were taken.
    apart = abs(stop - start) if start is not None and stop is not None else _UNTOLD
    if apart > _ONE_OUTING:
        return None
    known = [facts.get(photo.digest, _UNKNOWN) for photo in photos]
    if not all(one.layout for one in known):
        return None
    colours = [colour_distance(one, known[-1]) for one in known[:-1]]
    if len(photos) > 2 and apart > _ONE_SCENE:
        return None
    limit = _COLOURS_APART if apart <= _ONE_SCENE else _COLOURS_APART_LATER
    if max(colours) > limit or any(hash_distance(one, known[-1]) <= _SAME_BITS for one in known[:-1]):
        return None
    strangers = len({bool(one.faces) for one in known}) > 1
    return max(colours) / limit * _COLOURS_PRICE + apart / _ONE_OUTING * _TIME_PRICE + strangers * _STRANGERS
