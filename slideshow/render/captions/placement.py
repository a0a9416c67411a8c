"""A text's size and pictures behind it -> where it stands: on no face, across no edge, where it is calm."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Frame
from slideshow.model.geometry import Rect, Size
from slideshow.render.captions.contrast import scrim_needed

# Rows are tried in steps of this share of the frame's height.
_STEP = 1 / 60
# What a place costs: a face under the text above all, then a photo's edge through it, then what is busy.
_FACE, _NEAR_FACE, _EDGE = 60.0, 4.0, 14.0
_BUSY, _SCRIM = 1.6, 0.5
# For each frame's height away from where the look would have it, and for standing at the room's other side.
_AWAY, _OTHER_SIDE = 2.0, 0.8
# For standing on a photo where the look would have it on the ground beside.
_ON_PHOTO = 0.6
# A photo's edge closer than this to the frame's is the frame's; text keeps so far from others.
_AT_FRAME, _FROM_EDGE = 0.012, 0.018
# Mean difference of neighbouring pixels, in levels of luma, of what is as busy as foliage; at a shorter side
# of so many pixels, so that a film in small has its texts in the same places.
_BUSIEST, _SIDE = 20.0, 96

_Grey = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind a text: pictures of the frame, and in shares of it the places of faces and photos."""

    behind: Sequence[Frame]
    faces: tuple[Rect, ...] = ()
    photos: tuple[Rect, ...] = ()


def best_place(
    wanted: Rect, room: Rect, canvas: Size, ground: Ground, colour: tuple[int, int, int], *, may_shift: bool
) -> Rect:
    """The rectangle of the size of `wanted`, in pixels, in the room where the text stands best.

    `wanted` is where the look would have it; `may_shift` allows the room's other side.
    """
    if not ground.behind:
        return wanted
    busy = _busyness(ground.behind)
    places = _places(wanted, room, canvas, may_shift=may_shift)
    return min(places, key=lambda place: _cost(place, wanted, canvas, ground, busy, colour))


def is_free(place: Rect, canvas: Size, ground: Ground) -> bool:
    """Whether a place, in pixels, is on no face and across no photo's edge."""
    width, height = canvas.width, canvas.height
    share = Rect(place.x / width, place.y / height, place.width / width, place.height / height)
    return not any(face.share_inside(share) > 0 for face in ground.faces) and not any(
        _is_crossed(photo, share) for photo in ground.photos
    )


def _places(wanted: Rect, room: Rect, canvas: Size, *, may_shift: bool) -> list[Rect]:
    """The wanted one first, so that it wins among equals."""
    last = max(room.y, room.bottom - wanted.height)
    count = max(1, round((last - room.y) / (_STEP * canvas.height)))
    rows = [room.y + (last - room.y) * step / count for step in range(count + 1)]
    columns = [wanted.x]
    other = room.right - wanted.width
    if may_shift and other > wanted.x + 0.1 * canvas.width:
        columns.append(other)
    return [wanted, *(replace(wanted, x=x, y=y) for x in columns for y in rows)]


def _cost(
    place: Rect,
    wanted: Rect,
    canvas: Size,
    ground: Ground,
    busy: _Grey,
    colour: tuple[int, int, int],
) -> float:
    share = Rect(
        place.x / canvas.width,
        place.y / canvas.height,
        place.width / canvas.width,
        place.height / canvas.height,
    )
    price = _AWAY * abs(place.y - wanted.y) / canvas.height + (_OTHER_SIDE if place.x != wanted.x else 0.0)
    for face in ground.faces:
        covered = face.share_inside(share)
        price += _FACE * (0.2 + covered) if covered > 0 else 0.0
        price += _NEAR_FACE * face.share_inside(_wider(share, _FROM_EDGE))
    own = Rect(wanted.x / canvas.width, wanted.y / canvas.height, share.width, share.height)
    if any(share.share_inside(one) > 0 for one in ground.photos) and not any(
        own.share_inside(one) > 0 for one in ground.photos
    ):
        price += _ON_PHOTO
    price += _EDGE * sum(_is_crossed(photo, share) for photo in ground.photos)
    height, width = busy.shape
    top, left = max(0, int(share.y * height)), max(0, int(share.x * width))
    part = busy[
        top : max(top + 1, round(share.bottom * height)), left : max(left + 1, round(share.right * width))
    ]
    price += _BUSY * min(1.0, float(part.mean()) / _BUSIEST) if part.size else 0.0
    return price + _SCRIM * scrim_needed(ground.behind, place, colour)


def _is_crossed(photo: Rect, text: Rect) -> bool:
    """Whether an edge of a photo, which is not the frame's too, goes through a text or touches it."""
    near = _wider(text, _FROM_EDGE)
    across = photo.x < near.right and near.x < photo.right
    down = photo.y < near.bottom and near.y < photo.bottom
    rows = [edge for edge in (photo.y, photo.bottom) if _AT_FRAME < edge < 1.0 - _AT_FRAME]
    columns = [edge for edge in (photo.x, photo.right) if _AT_FRAME < edge < 1.0 - _AT_FRAME]
    return (across and any(near.y < edge < near.bottom for edge in rows)) or (
        down and any(near.x < edge < near.right for edge in columns)
    )


def _wider(part: Rect, margin: float) -> Rect:
    return Rect(part.x - margin, part.y - margin, part.width + 2 * margin, part.height + 2 * margin)


def _busyness(behind: Sequence[Frame]) -> _Grey:
    """How much neighbours differ in the busiest of the pictures, in small."""
    found: _Grey | None = None
    for frame in behind:
        height, width = frame.y.shape
        scale = _SIDE / min(height, width)
        size = (max(2, round(width * scale)), max(2, round(height * scale)))
        grey = np.asarray(cv2.resize(frame.y, size, interpolation=cv2.INTER_AREA), np.float32)
        across = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=1))
        down = np.abs(cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=1))
        edges = np.asarray(across + down, np.float32)
        found = edges if found is None else np.maximum(found, edges)
    assert found is not None
    return found
