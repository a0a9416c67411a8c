"""Card + window -> frame: the window of the card, scaled to the frame, exact to a fraction of a pixel.

`cv2.warpAffine` would do it in one call, but only its bilinear kernel is fast, and at scales near 1 that
kernel takes a fifth of the detail and lets the rest shimmer as the camera glides between pixels. The
bicubic kernel of `cv2.resize` keeps the detail and is faster than the bilinear warp, but starts on
a whole pixel of the card. So each frame looks for a pixel boundary of its own that falls on a pixel
boundary of the card, and scales the four quarters around that point outward. The quarters that run left
or up are read from mirrored copies of the card. Among a thousand boundaries one is nearly always
within 0.001 px. `tests/render/test_camera.py` tracks a pattern of dots through this.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from slideshow.effects.layouts import beyond as extended
from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Rect, Size
from slideshow.render.players.build_up import BuildUp
from slideshow.render.players.clip_player import Player
from slideshow.render.players.registration import Planes
from slideshow.render.regions import Region, Surroundings, common, copy, inside, mix, rest_of, round_off

_MIRROR_BOTH, _MIRROR_ROWS, _MIRROR_COLUMNS = -1, 0, 1
# The bicubic kernel reads two pixels beyond the last one it makes.
_BEYOND = 3


class Layer:
    """A part of a card, or all of it, as planes with their mirror images (four times the memory).

    `at` is the part of the card that it covers, from even pixels to even pixels. A layer may be coarser
    than the card: `at` is then larger than its planes.
    """

    __slots__ = ("_border", "_is_stale", "_kernel", "_quarters", "at", "coarseness")

    def __init__(
        self, planes: tuple[Plane, Plane, Plane], at: Rect | None = None, *, sharp: bool = True
    ) -> None:
        height, width = planes[0].shape
        self.at = at or Rect(0.0, 0.0, float(width), float(height))
        self.coarseness = self.at.width / width
        # What has no fine detail does with the quicker kernel.
        self._kernel = cv2.INTER_CUBIC if sharp and self.coarseness <= 1.0 else cv2.INTER_LINEAR
        # Enlarged, a coarse layer must reach beyond the frame's edge, however the enlarging is rounded.
        self._border = 2 if self.coarseness > 1.0 else 0
        self._is_stale = False
        # [plane][rows mirrored][columns mirrored]
        self._quarters = tuple(
            (
                (plane, _mirrored(plane, _MIRROR_COLUMNS)),
                (_mirrored(plane, _MIRROR_ROWS), _mirrored(plane, _MIRROR_BOTH)),
            )
            for plane in (
                _bordered(planes[0], self._border),
                *(_bordered(chroma, self._border // 2) for chroma in planes[1:]),
            )
        )

    @property
    def planes(self) -> tuple[Plane, Plane, Plane]:
        """What it shows, to be written to; `renewed` is to be called then. Not of a coarse layer."""
        luma, first, second = (quarters[0][0] for quarters in self._quarters)
        return luma, first, second

    def renew_planes(self) -> None:
        """Its planes were written to: their mirror images are no longer theirs."""
        self._is_stale = True

    def _mirror(self) -> None:
        for (plane, columns), (rows, both) in self._quarters:
            cv2.flip(plane, _MIRROR_COLUMNS, dst=columns)
            cv2.flip(plane, _MIRROR_ROWS, dst=rows)
            cv2.flip(plane, _MIRROR_BOTH, dst=both)
        self._is_stale = False

    def visible_part(self, window: Rect, card: Size, frame: Size) -> Region:
        """The part of the frame that the layer fills when the window is looked at."""
        step = window.width / frame.width
        left, right = _seen(window.x, step, self.at.x, self.at.right, card.width, frame.width)
        top, bottom = _seen(window.y, step, self.at.y, self.at.bottom, card.height, frame.height)
        return left, top, max(left, right), max(top, bottom)

    def draw(self, window: Rect, region: Region, out: Frame, scratch: Plane) -> None:
        """Writes what the window sees of the layer into a region of `out`, which the layer fills."""
        left, top, right, bottom = region
        if left == right or top == bottom:
            return
        step = window.width / out.size.width
        scale = step / self.coarseness
        x = (window.x + left * step - self.at.x) / self.coarseness + self._border
        y = (window.y + top * step - self.at.y) / self.coarseness + self._border
        # A whole number of pixels away and not scaled, all of it is read as it is.
        if self._is_stale and not (scale == 1.0 and x.is_integer() and y.is_integer()):
            self._mirror()
        luma, *chromas = self._quarters
        _scaled(luma, out.y[top:bottom, left:right], scratch, scale, x, y, self._kernel)
        # Chroma lies on the left pixel of two: half the window, moved by what the scale makes of a quarter.
        # Its detail is beyond what eyes see, so the quicker kernel does.
        x, y = x / 2 - 0.25 * (scale - 1.0), y / 2
        for quarters, plane in zip(chromas, (out.u, out.v), strict=True):
            part = plane[top // 2 : bottom // 2, left // 2 : right // 2]
            _scaled(quarters, part, scratch, scale, x, y, cv2.INTER_LINEAR)


@dataclass(frozen=True, slots=True)
class Apart:
    """How a backdrop moves by itself: by the share `drift` less than the detail.

    `cover` says how much of the detail hides what is behind it, 0 to 255, in the detail's place; in the part
    of the card that is `opaque` it hides everything. On a `table` it moves over a picture of the frame that
    stands still.
    """

    cover: Layer
    opaque: Rect
    drift: float
    table: Frame | None = None


class Card:
    """A slide's composed still: a layer with its detail, and a backdrop where that leaves the card free.

    The backdrop covers the whole card, photos the part of it that is `covered`. Not for several threads at
    once: what is scaled passes through a place of its own.

    With `apart` the backdrop moves by itself. With `surroundings` it is seen in a part of the frame, and the
    windows that it is shot through have that part's shape. With a `player` clips play in the detail: such a
    card is to be closed.
    """

    __slots__ = (
        "_above",
        "_apart",
        "_backdrop",
        "_detail",
        "_number",
        "_player",
        "_scratch",
        "_seen",
        "_still",
        "_surroundings",
        "covered",
        "size",
    )

    def __init__(
        self,
        size: Size,
        detail: Layer,
        backdrop: Layer | None = None,
        covered: Rect | None = None,
        apart: Apart | None = None,
        player: Player | BuildUp | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.size = size
        self._surroundings = surroundings
        self._apart = apart
        self._player = player
        self._still: Planes | None = None
        self._number: int | None = None
        self._above: Frame | None = None
        self._seen: Frame | None = None
        self.covered = covered or size.whole
        self._detail = detail
        self._backdrop = backdrop
        self._scratch: Plane = np.empty(0, np.uint8)

    def play(self, number: int | None) -> None:
        """Shows the slide's frame of that number, counted from 0; without one, the still for all of them."""
        if self._player is None:
            return
        if number is not None and self._player.is_over(number):
            self._player.close()
            number = None
        if number == self._number:
            return
        planes = self._detail.planes
        if self._still is None:
            luma, first, second = (plane.copy() for plane in planes)
            self._still = luma, first, second
        if number is None:
            for plane, still in zip(planes, self._still, strict=True):
                plane[:] = still
        else:
            self._player.play(number, planes, self._still)
        self._detail.renew_planes()
        self._number = number

    def close(self) -> None:
        """Ends what plays on it."""
        if self._player:
            self._player.close()

    def view(self, canvas: Size) -> Size:
        """The shape of the windows that it is shot through."""
        if self._surroundings is None:
            return canvas
        left, top, right, bottom = self._surroundings.region
        return Size(right - left, bottom - top)

    def foot(self, window: Rect, canvas: Size) -> float:
        """Where the photo ends below when the window is looked at, in pixels of the frame."""
        if self._surroundings:
            return self._surroundings.covered.bottom
        return (self.covered.bottom - window.y) / window.height * canvas.height

    def cover(self, window: Rect, canvas: Size) -> Frame | None:
        """How much of the frame a print on a table hides, 0 to 255; None where there is no table."""
        if self._apart is None or self._apart.table is None:
            return None
        if self._seen is None:
            self._above, self._seen = Frame(canvas), Frame(canvas)
        # Each card is shot anew for every frame: what was left here is no longer needed.
        found = self._seen
        found.buffer[:] = 0
        seen = self._extended(window, canvas)
        self._apart.cover.draw(seen, self._detail.visible_part(seen, self.size, canvas), found, self._scratch)
        return found

    def shoot(self, window: Rect, out: Frame) -> None:
        """Writes the window, which lies on the card and has the shape of its view, into `out`."""
        width, height = out.size.width, out.size.height
        # A coarse layer is enlarged: what its kernel reads beyond the frame is more than that in pixels.
        beyond = math.ceil((_BEYOND + 1) * (self._backdrop.coarseness if self._backdrop else 1.0))
        if self._scratch.size < (width + beyond) * (height + beyond):
            # Fresh memory for every quarter of every frame would cost a twentieth of the time.
            self._scratch = np.empty((width + beyond) * (height + beyond), np.uint8)
        whole = opening = (0, 0, width, height)
        if self._surroundings:
            opening = self._surroundings.region
            for strip in rest_of(whole, opening):
                copy(self._surroundings.frame, strip, out)
        if self._apart:
            self._shoot_apart(window, opening, out, self._backdrop, self._apart)
        else:
            seen = self._extended(window, out.size)
            region = common(self._detail.visible_part(seen, self.size, out.size), opening)
            self._detail.draw(seen, region, out, self._scratch)
            if self._backdrop:
                for strip in rest_of(opening, region):
                    self._backdrop.draw(seen, strip, out, self._scratch)
        if self._surroundings and self._surroundings.cover is not None:
            round_off(self._surroundings, self._surroundings.cover, out)

    def _extended(self, window: Rect, frame: Size) -> Rect:
        return extended(window, self._surroundings.opening if self._surroundings else None, frame)

    def _shoot_apart(
        self, window: Rect, opening: Region, out: Frame, backdrop: Layer | None, apart: Apart
    ) -> None:
        view = self.view(out.size)
        scale = min(self.size.width / view.width, self.size.height / view.height)
        width, height = view.width * scale, view.height * scale
        widest = Rect((self.size.width - width) / 2, (self.size.height - height) / 2, width, height)
        behind = self._extended(window.toward(widest, apart.drift), out.size)
        window = self._extended(window, out.size)
        if self._above is None or self._seen is None:
            self._above, self._seen = Frame(out.size), Frame(out.size)
        outer = common(self._detail.visible_part(window, self.size, out.size), opening)
        inner = inside(apart.opaque, window, outer, out.size)
        self._detail.draw(window, outer, self._above, self._scratch)
        # Where nothing shines through, the backdrop need not be drawn, nor anything be mixed.
        copy(self._above, inner, out)
        for strip in rest_of(opening, inner):
            if apart.table:
                copy(apart.table, strip, out)
            elif backdrop:
                backdrop.draw(behind, strip, out, self._scratch)
        for strip in rest_of(outer, inner):
            apart.cover.draw(window, strip, self._seen, self._scratch)
            mix(self._above, self._seen, strip, out)


def _seen(offset: float, step: float, start: float, stop: float, card: int, length: int) -> tuple[int, int]:
    """The frame's pixels, from even to even, that lie inside a stretch of the card with the kernel's reach.

    At the card's own ends there is nothing beyond to reach for.
    """
    first = 2 * math.ceil((start + _BEYOND - offset) / step / 2) if start > 0 else 0
    last = 2 * math.floor((stop - _BEYOND - offset) / step / 2) if stop < card else length
    return max(0, first), min(length, last)


def _bordered(plane: Plane, width: int) -> Plane:
    return np.asarray(cv2.copyMakeBorder(plane, width, width, width, width, cv2.BORDER_REPLICATE), np.uint8)


def _mirrored(plane: Plane, code: int) -> Plane:
    return np.asarray(cv2.flip(plane, code), np.uint8)


_Quarters = tuple[tuple[Plane, Plane], tuple[Plane, Plane]]


def _scaled(
    quarters: _Quarters, out: Plane, scratch: Plane, scale: float, x: float, y: float, kernel: int
) -> None:
    height, width = out.shape
    fraction = 1.0 / scale
    column, card_column = _meeting(width, scale, x)
    row, card_row = _meeting(height, scale, y)
    card_height, card_width = quarters[0][0].shape
    for upward in (False, True):
        rows = row if upward else height - row
        top = card_height - card_row if upward else card_row
        bottom = min(card_height, top + math.ceil(rows * scale) + _BEYOND)
        for leftward in (False, True):
            columns = column if leftward else width - column
            if not rows or not columns:
                continue
            left = card_width - card_column if leftward else card_column
            right = min(card_width, left + math.ceil(columns * scale) + _BEYOND)
            # As OpenCV rounds it: a place of exactly that size is written to, any other replaced.
            shape = round((bottom - top) * fraction), round((right - left) * fraction)
            quarter = cv2.resize(
                quarters[upward][leftward][top:bottom, left:right],
                None,
                dst=scratch[: shape[0] * shape[1]].reshape(shape),
                fx=fraction,
                fy=fraction,
                interpolation=kernel,
            )[:rows, :columns]
            part = out[row - rows if upward else row :, column - columns if leftward else column :]
            part = part[:rows, :columns]
            if upward or leftward:
                code = _MIRROR_BOTH if upward and leftward else _MIRROR_ROWS if upward else _MIRROR_COLUMNS
                cv2.flip(quarter, code, dst=part)
            else:
                part[:] = quarter


def _meeting(length: int, scale: float, offset: float) -> tuple[int, int]:
    """The frame's pixel boundary (0 to `length`) that comes closest to one of the card's, and that one."""
    boundaries = offset + scale * np.arange(length + 1)
    nearest = np.rint(boundaries)
    best = int(np.argmin(np.abs(boundaries - nearest)))
    return best, max(0, int(nearest[best]))
