"""A photo's own film on its card: it plays up to the photo's moment, and settles into the photo.

The film lies on the photo where the two show the same (`render.registered`). Mostly it shows less: the view
begins as wide as the film goes, and widens to the whole photo while the film, which stands still by then,
gives way to it. What the film leaves free shows the photo.
"""

import math
from contextlib import ExitStack
from fractions import Fraction

import cv2
import numpy as np
from PIL.ImageFilter import Color3DLUT

from slideshow.errors import PhotoError
from slideshow.media.clips.reader import reading
from slideshow.model.clip import Clip
from slideshow.model.frame import Plane
from slideshow.model.geometry import Rect, Size
from slideshow.render.players.registration import SIDE, Matrix, Planes, by_index, register, tables

_DISSOLVE_SECONDS = 0.35
_WIDEN_SECONDS = 1.0
# With more, too little of the photo would be seen at first.
_MOST_ENLARGED = 1.3
# The film's edge is this soft, as a share of its shorter side.
_SOFT = 0.02


def last_played(clip: Clip, start: Fraction, fps: Fraction) -> int:
    """The frame, counted from the slide's first, that shows the photo's moment in the film."""
    return max(0, round((clip.still_seconds - start) * fps))


def at_rest(clip: Clip, start: Fraction, fps: Fraction) -> int:
    """The first frame that shows nothing but the photo."""
    return last_played(clip, start, fps) + math.ceil(_WIDEN_SECONDS * fps)


class Settling:
    """The frames of a film that settles into `still`: planes of the photo's `crop` as the card shows it.

    `photo` are planes of all of it, in small; `crop` is in pixels of the photo, which has `whole`.
    """

    def __init__(
        self,
        clip: Clip,
        start: Fraction,
        fps: Fraction,
        crop: Rect,
        whole: Size,
        photo: Planes,
        still: Planes,
        grade: Color3DLUT | None,
        first: int,
    ) -> None:
        self._clip, self._start, self._fps, self._grade = clip, start, fps, grade
        self._still = still
        self._last = last_played(clip, start, fps)
        height, width = still[0].shape
        self._size = Size(width, height)
        self._stack = ExitStack()
        try:
            film = self._moment(clip)
        except PhotoError:
            # The photo is there all the same.
            self._is_playing = False
            return
        lie = register(photo[0], film[0])
        self._tables = tables(photo, film, lie.matrix)
        on_photo = _scaled(lie.matrix, film[0], clip.size, photo[0], whole)
        scale = width / crop.width
        # Places in the film, in its pixels -> on the card's part that shows the photo.
        self._at = np.array(
            [[scale, 0, -crop.x * scale], [0, height / crop.height, -crop.y * height / crop.height]]
        )
        self._at = _after(self._at, on_photo)
        seen = _inner(self._at, clip.size, self._size)
        self._first_view = _view(seen, self._size)
        self._part, size = self._read_part()
        part = self._part
        self._from_read = np.array(
            [[part.width / size.width, 0, part.x], [0, part.height / size.height, part.y]]
        )
        self._soft = _softened(part, size, clip.size)
        self._frames = self._stack.enter_context(
            reading(clip, start, fps, part, size, first=min(first, self._last), grade=grade)
        )
        # A view, and how the film covers the photo in it.
        self._behind: tuple[Rect, Plane, Planes] | None = None
        self._is_playing = True

    def read(self, number: int) -> Planes:
        """Y, U and V of a frame. They hold it until the next call."""
        if not self._is_playing:
            return self._still
        seconds = float((number - self._last) / self._fps)
        view = self._first_view
        if seconds > 0:
            view = _between(view, self._size, _eased(seconds / _WIDEN_SECONDS))
        share = 1.0 - _eased(max(0.0, seconds) / _DISSOLVE_SECONDS)
        if share <= 0.0:
            self._stack.close()
            return self._photo(view)
        film = self._frames.read(min(number, self._last))
        luma, first, second = (
            np.asarray(cv2.LUT(plane, table), np.uint8)
            for plane, table in zip(film, self._tables, strict=True)
        )
        matrix = _after(_viewing(view, self._size), _after(self._at, self._from_read))
        # A film is never so sharp that the quicker kernel would take something from it.
        shown = self._seen((luma, first, second), matrix, cv2.INTER_LINEAR)
        if self._behind is None or self._behind[0] != view:
            size = (self._size.width, self._size.height)
            cover = cv2.warpAffine(self._soft, by_index(matrix), size, flags=cv2.INTER_LINEAR)
            self._behind = view, np.asarray(cover, np.uint8), self._photo(view)
        _, cover, photo = self._behind
        if share >= 1.0 and int(cover.min()) == 255:
            return shown
        return _mixed(shown, photo, cover, share)

    def _photo(self, view: Rect) -> Planes:
        """What is seen of the photo."""
        return self._seen(self._still, _viewing(view, self._size), cv2.INTER_CUBIC)

    def close(self) -> None:
        self._stack.close()

    def _moment(self, clip: Clip) -> Planes:
        """All that the film shows at the photo's moment, in small."""
        scale = min(1.0, SIDE / max(clip.size.width, clip.size.height))
        small = Size(*(max(16, 2 * round(side * scale / 2)) for side in (clip.size.width, clip.size.height)))
        with reading(
            clip, self._start, self._fps, clip.size.whole, small, first=self._last, grade=self._grade
        ) as frames:
            luma, first, second = (plane.copy() for plane in frames.read(self._last))
        return luma, first, second

    def _read_part(self) -> tuple[Rect, Size]:
        """The part of the film that comes to be seen, and the size at which it is read."""
        corners = _corners(_inverse(self._at), self._size)
        width, height = self._clip.size.width, self._clip.size.height
        left, right = (_even(edge, width) for edge in (corners[:, 0].min() - 4, corners[:, 0].max() + 4))
        top, bottom = (_even(edge, height) for edge in (corners[:, 1].min() - 4, corners[:, 1].max() + 4))
        part = Rect(left, top, max(2.0, right - left), max(2.0, bottom - top))
        closest = math.hypot(self._at[0, 0], self._at[1, 0]) * self._size.width / self._first_view.width
        scale = min(1.0, closest)
        size = Size(*(max(2, 2 * round(side * scale / 2)) for side in (part.width, part.height)))
        return part, size

    def _seen(self, picture: Planes, matrix: Matrix, way: int) -> Planes:
        size = self._size
        luma = _warped(picture[0], by_index(matrix), size, way)
        # Chroma's pixels lie on every second one across, and between two of them down.
        inner = np.array([[2.0, 0.0, 0.0], [0.0, 2.0, 0.5]])
        at = _after(_inverse(inner), _after(by_index(matrix), inner))
        half = Size(size.width // 2, size.height // 2)
        first, second = (_warped(plane, at, half, cv2.INTER_LINEAR) for plane in picture[1:])
        return luma, first, second


def _warped(plane: Plane, matrix: Matrix, size: Size, way: int) -> Plane:
    found = cv2.warpAffine(
        plane, matrix, (size.width, size.height), flags=way, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(found, np.uint8)


def _mixed(shown: Planes, behind: Planes, cover: Plane, share: float) -> Planes:
    mixed = []
    for index, (over, under) in enumerate(zip(shown, behind, strict=True)):
        part = cover if index == 0 else cv2.resize(cover, (over.shape[1], over.shape[0]))
        weight = cv2.convertScaleAbs(part, alpha=share)
        found = cv2.multiply(over, weight, scale=1.0 / 255.0)
        cv2.add(found, cv2.multiply(under, cv2.bitwise_not(weight), scale=1.0 / 255.0), dst=found)
        mixed.append(np.asarray(found, np.uint8))
    return mixed[0], mixed[1], mixed[2]


def _softened(part: Rect, size: Size, film: Size) -> Plane:
    """How much the film hides, at the size it is read in: less toward the edges that are its own."""
    width = max(1.0, _SOFT * min(film.width, film.height))

    def ramp(start: float, length: float, count: int, whole: int) -> np.ndarray:
        places = start + (np.arange(count) + 0.5) * length / count
        inward = np.minimum(places, whole - places) / width
        return np.clip(inward, 0.0, 1.0)

    rows = ramp(part.y, part.height, size.height, film.height)
    columns = ramp(part.x, part.width, size.width, film.width)
    return np.asarray(np.rint(255.0 * rows[:, None] * columns), np.uint8)


def _inner(matrix: Matrix, film: Size, box: Size) -> Rect:
    """The upright part of the box that the film fills, soft edges aside."""
    soft = _SOFT * min(film.width, film.height)
    places = [
        matrix @ (x, y, 1.0)
        for x, y in (
            (soft, soft),
            (film.width - soft, soft),
            (soft, film.height - soft),
            (film.width - soft, film.height - soft),
        )
    ]
    left, right = max(places[0][0], places[2][0]), min(places[1][0], places[3][0])
    top, bottom = max(places[0][1], places[1][1]), min(places[2][1], places[3][1])
    found = Rect(left, top, max(0.0, right - left), max(0.0, bottom - top))
    return found.common(box.whole)


def _view(seen: Rect, box: Size) -> Rect:
    """What is looked at first: as much as the film fills, in the box's shape."""
    scale = min(1.0, max(1 / _MOST_ENLARGED, min(seen.width / box.width, seen.height / box.height)))
    width, height = box.width * scale, box.height * scale
    middle = seen.centre if seen.area else box.whole.centre
    x = min(max(0.0, middle.x - width / 2), box.width - width)
    y = min(max(0.0, middle.y - height / 2), box.height - height)
    return Rect(x, y, width, height)


def _between(view: Rect, box: Size, progress: float) -> Rect:
    left, top = view.x * (1 - progress), view.y * (1 - progress)
    width = view.width + (box.width - view.width) * progress
    return Rect(left, top, width, width / box.aspect)


def _viewing(view: Rect, box: Size) -> Matrix:
    scale = box.width / view.width
    return np.array([[scale, 0.0, -view.x * scale], [0.0, scale, -view.y * scale]])


def _scaled(matrix: Matrix, film_small: Plane, film: Size, photo_small: Plane, photo: Size) -> Matrix:
    """A matrix between small pictures as one between the large ones."""
    before = (film_small.shape[1] / film.width, film_small.shape[0] / film.height)
    after = np.array([photo.width / photo_small.shape[1], photo.height / photo_small.shape[0]])
    return np.asarray(matrix * (*before, 1.0) * after[:, None])


def _after(second: Matrix, first: Matrix) -> Matrix:
    """First the one, then the other."""
    found: Matrix = second[:, :2] @ first
    found[:, 2] += second[:, 2]
    return found


def _inverse(matrix: Matrix) -> Matrix:
    return np.asarray(cv2.invertAffineTransform(matrix), np.float64)


def _corners(matrix: Matrix, size: Size) -> np.ndarray:
    places = [(x, y, 1.0) for x in (0.0, float(size.width)) for y in (0.0, float(size.height))]
    return np.asarray(np.array(places) @ matrix.T)


def _even(edge: float, most: int) -> float:
    return float(min(max(0, 2 * round(edge / 2)), most))


def _eased(progress: float) -> float:
    """Slow at both ends."""
    p = min(1.0, max(0.0, progress))
    return p * p * (3.0 - 2.0 * p)
