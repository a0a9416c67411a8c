"""An animated photo on its card: its pictures one after the other, each for its time, over and over."""

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate

from slideshow.errors import PhotoError
from slideshow.media.clips.delays import delays_of
from slideshow.media.pictures import Animation, Colour
from slideshow.model.album import Photo
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Grade
from slideshow.render.colour import planes
from slideshow.render.grade import graded
from slideshow.render.players.registration import Planes

# Pictures are kept for the next time around; those that find no room are decoded again.
_ROOM_BYTES = 64 << 20


class Looping:
    """The frames of an animation, which shows `crop`, in pixels of the photo, at `size`."""

    def __init__(
        self,
        photo: Photo,
        start: Fraction,
        fps: Fraction,
        crop: Rect,
        size: Size,
        grade: Grade,
        background: Colour,
    ) -> None:
        self._start, self._fps = start, fps
        self._crop, self._size, self._grade = crop, size, grade
        # Where each picture ends.
        self._ends = list(accumulate(delays_of(photo.path, photo.format)))
        self._animation = Animation(photo, background)
        self._kept: dict[int, Planes] = {}
        self._room = max(1, _ROOM_BYTES // (size.width * size.height * 3 // 2))
        self._shown: tuple[int, Planes] | None = None

    def read(self, number: int) -> Planes:
        """Y, U and V of a frame, not to be changed."""
        if not self._ends:
            raise PhotoError(self._animation.path, "it has changed since the album was read", "Start again.")
        seconds = (self._start + number / self._fps) % self._ends[-1]
        index = bisect_right(self._ends, seconds)
        if self._shown is None or self._shown[0] != index:
            self._shown = index, self._picture(index)
        return self._shown[1]

    def close(self) -> None:
        self._animation.close()

    def _picture(self, index: int) -> Planes:
        if index in self._kept:
            return self._kept[index]
        try:
            picture = self._animation.picture(index)
        except PhotoError:
            if index == 0:
                raise
            # Up to what is damaged it plays; the last good picture then stays.
            last = self._last_good(index)
            del self._ends[last:-1]
            return self._picture(last)
        found = planes(graded(picture.sample(self._crop, self._size), self._grade))
        if len(self._kept) < self._room:
            self._kept[index] = found
        return found

    def _last_good(self, bad: int) -> int:
        """The last picture that can be decoded. What comes after a bad one fails too."""
        good = 0
        while bad - good > 1:
            middle = (good + bad) // 2
            try:
                self._animation.picture(middle)
                good = middle
            except PhotoError:
                bad = middle
        return good
