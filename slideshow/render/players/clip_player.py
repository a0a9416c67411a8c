"""Clips on a card: at each frame their pictures go where the card's still shows them."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

import cv2
import numpy as np

from slideshow.effects.layouts import CLOSEST, Arrangement, Placement
from slideshow.media.clips.reader import reading
from slideshow.media.pictures import Colour, Picture
from slideshow.model.album import Photo
from slideshow.model.frame import Plane
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Grade
from slideshow.model.timeline import Slide
from slideshow.render.colour import planes as planes_of
from slideshow.render.grade import graded, table_of
from slideshow.render.players.animation_player import Looping
from slideshow.render.players.live_photo_player import Settling, at_rest
from slideshow.render.players.registration import SIDE, Planes

_PLAIN = Grade()


class Frames(Protocol):
    """What plays: the planes of a frame, which hold it until the next call. Numbers only grow."""

    def read(self, number: int) -> Planes: ...


@dataclass(frozen=True, slots=True)
class Playing:
    """A photo's clip from second `start` on: what it shows in `crop`, in pixels of the photo, goes to `left`
    and `top` of a layer's planes, `size` pixels large; all even. `cover` says where it hides what is there, 0
    to 255, as planes of that size; None is everywhere. Its colours go through `grade`, and what is
    transparent shows `background`. `small` is all of a still that it settles into.
    """

    photo: Photo
    start: Fraction
    crop: Rect
    left: int
    top: int
    size: Size
    cover: Planes | None = None
    grade: Grade = _PLAIN
    background: Colour = (0, 0, 0)
    small: Planes | None = None


def for_clips(arrangement: Arrangement, canvas: Size, *, rests: bool) -> tuple[Arrangement, float]:
    """The arrangement with its boxes on even pixels, and how many card pixels make one of the film.

    Where the camera `rests` the card is as large as the film: nothing is scaled twice.
    """
    card, closeness = arrangement.card, CLOSEST
    placements = arrangement.placements
    if rests and abs(card.width / canvas.width - card.height / canvas.height) < 2 / canvas.width:
        scale, card, closeness = canvas.width / card.width, canvas, 1.0
        placements = tuple(replace(one, box=_scaled(one.box, scale)) for one in placements)
    return replace(
        arrangement, card=card, placements=tuple(_even(one, card) for one in placements)
    ), closeness


def player_of(
    slide: Slide,
    arrangement: Arrangement,
    grade: Grade,
    fps: Fraction | None,
    pictures: Sequence[Picture],
    background: Colour,
    at: Rect | None = None,
    cover: Plane | None = None,
) -> "Player | None":
    """Who plays the slide's clips in a layer that begins at `at` of the card; None where there are none.

    `pictures` are those of the slide's photos.
    """
    if fps is None or not slide.has_clips:
        return None
    playing = []
    for photo, start, placement, picture in zip(
        slide.photos, slide.starts, arrangement.placements, pictures, strict=True
    ):
        if photo.clip is None or start is None:
            continue
        box = placement.box
        playing.append(
            Playing(
                photo,
                start,
                placement.crop,
                int(box.x - (at.x if at else 0.0)),
                int(box.y - (at.y if at else 0.0)),
                Size(int(box.width), int(box.height)),
                _halved(cover),
                grade,
                background,
                _small(picture, grade) if photo.is_live else None,
            )
        )
    return Player(tuple(playing), fps)


def _small(picture: Picture, grade: Grade) -> Planes:
    scale = min(1.0, SIDE / max(picture.size.width, picture.size.height))
    size = Size(*(max(16, 2 * round(side * scale / 2)) for side in (picture.size.width, picture.size.height)))
    return planes_of(graded(picture.sample(picture.size.whole, size), grade))


def _scaled(box: Rect, scale: float) -> Rect:
    return Rect(box.x * scale, box.y * scale, box.width * scale, box.height * scale)


def _even(placement: Placement, card: Size) -> Placement:
    """The placement with its box between even pixels, as near as there are, and the crop that fits that."""
    old = placement.box
    left, top = 2 * round(max(0.0, old.x) / 2), 2 * round(max(0.0, old.y) / 2)
    right = 2 * round(min(float(card.width), old.right) / 2)
    bottom = 2 * round(min(float(card.height), old.bottom) / 2)
    box = Rect(float(left), float(top), float(max(2, right - left)), float(max(2, bottom - top)))
    crop = placement.crop
    # The crop keeps its middle, and takes the box's shape.
    aspect = box.width / box.height
    width, height = min(crop.width, crop.height * aspect), min(crop.height, crop.width / aspect)
    middle = crop.centre
    return Placement(Rect(middle.x - width / 2, middle.y - height / 2, width, height), box)


def _halved(cover: Plane | None) -> Planes | None:
    if cover is None or int(cover.min()) == 255:
        return None
    half = np.asarray(cv2.resize(cover, (cover.shape[1] // 2, cover.shape[0] // 2)), np.uint8)
    return np.ascontiguousarray(cover), half, half


class Player:
    """Plays clips into a layer's planes, at `fps` frames a second. Its frames are counted from 0."""

    def __init__(self, playing: tuple[Playing, ...], fps: Fraction) -> None:
        self._playing = playing
        self._fps = fps
        self._open: list[tuple[ExitStack, Frames]] = []
        self._shown: int | None = None

    def play(self, number: int, planes: Planes, still: Planes) -> None:
        """Writes the pictures of a frame into `planes`, over those of a `still`."""
        if self._shown is None or number < self._shown:
            self.close()
            self._open = [self._opened(one, number, still) for one in self._playing]
        for one, (_, frames) in zip(self._playing, self._open, strict=True):
            _lay(frames.read(number), one, planes, still)
        self._shown = number

    def is_over(self, number: int) -> bool:
        """Whether the still is all that is seen from that frame on."""
        return all(
            one.photo.clip is not None
            and one.photo.is_live
            and number >= at_rest(one.photo.clip, one.start, self._fps)
            for one in self._playing
        )

    def close(self) -> None:
        """Ends the decoders. What is played next starts them anew."""
        for stack, _ in self._open:
            stack.close()
        self._open = []
        self._shown = None

    def _opened(self, one: Playing, number: int, still: Planes) -> tuple[ExitStack, Frames]:
        stack = ExitStack()
        photo, clip = one.photo, one.photo.clip
        assert clip is not None
        if clip.loops:
            looping = Looping(photo, one.start, self._fps, one.crop, one.size, one.grade, one.background)
            stack.callback(looping.close)
            return stack, looping
        table = table_of(one.grade)
        if one.small is None:
            crop = _in_film(one.crop, photo.size, clip.size)
            return stack, stack.enter_context(
                reading(clip, one.start, self._fps, crop, one.size, first=number, grade=table)
            )
        luma, first, second = (still[index][_part(one, index)] for index in range(3))
        settling = Settling(
            clip,
            one.start,
            self._fps,
            one.crop,
            photo.size,
            one.small,
            (luma, first, second),
            table,
            number,
        )
        stack.callback(settling.close)
        return stack, settling


def _in_film(crop: Rect, photo: Size, film: Size) -> Rect:
    """The same part in pixels of the film."""
    across, down = film.width / photo.width, film.height / photo.height
    return Rect(crop.x * across, crop.y * down, crop.width * across, crop.height * down)


def _part(one: Playing, index: int) -> tuple[slice, slice]:
    """Where it lies in a plane: the first has all pixels, the others half of them each way."""
    half = 1 if index == 0 else 2
    top, left = one.top // half, one.left // half
    return slice(top, top + one.size.height // half), slice(left, left + one.size.width // half)


def _lay(picture: Planes, one: Playing, planes: Planes, still: Planes) -> None:
    for index, (source, plane) in enumerate(zip(picture, planes, strict=True)):
        part = _part(one, index)
        if one.cover is None:
            plane[part] = source
            continue
        share = one.cover[index]
        behind = np.ascontiguousarray(still[index][part])
        seen = cv2.multiply(source, share, scale=1.0 / 255.0)
        cv2.add(seen, cv2.multiply(behind, cv2.bitwise_not(share), scale=1.0 / 255.0), dst=seen)
        plane[part] = seen
