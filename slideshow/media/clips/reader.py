"""Clip + times → its frames, one after the other: decoded by one ffmpeg, at the size that is asked for.

What a number shows depends on the clip, the start and the rate alone: pictures are placed on a grid that
is reckoned in whole ticks from the start, wherever decoding began.
"""

import contextlib
import math
import os
import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import IO

from PIL.ImageFilter import Color3DLUT

from slideshow.errors import PhotoError
from slideshow.media.clips import colours
from slideshow.media.clips.graph import picture_filters
from slideshow.media.clips.key_pictures import entry_seconds
from slideshow.media.clips.source import source
from slideshow.model.clip import Clip
from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Rect, Size
from slideshow.system import ffmpeg

_EXPORT_AGAIN = "Export it again to include it."

# The longest that is waited for one picture: those of a whole GOP may have to be decoded before it.
_PATIENCE_SECONDS = 60.0
# One is shown, one is being filled, one is ready.
_BUFFERS = 3
# Phones' clocks are a few ms off; a picture that is late by less than this is on time.
_LATE_SECONDS = Fraction(4, 1000)
_FINEST_TICKS = 90_000
# Decoding begins so much earlier: some pictures after a key picture that are shown before it cannot be
# decoded, and filters want a neighbour.
_RUN_UP_SECONDS, _RUN_UP_PICTURES = Fraction(1, 4), 12
# How far back the last picture is looked for, when there is none from the time on that was asked for.
_BACK_SECONDS = (2, 20, 200, 10**6)


class ClipFrames:
    """The clip's frames, as `read` asks for them."""

    def __init__(
        self,
        clip: Clip,
        start: Fraction,
        fps: Fraction,
        crop: Rect,
        size: Size,
        first: int,
        tables: Sequence[Path],
        decoding: Sequence[str],
    ) -> None:
        self._clip, self._start, self._fps = clip, start, fps
        self._crop, self._size, self._tables = crop, size, tables
        self._decoding = decoding
        self._first = first
        self._last = first
        self._cycle = self._cycle_of(first)
        self._shown: Frame | None = None
        self._stream = _Stream(self._arguments(first), size)
        self._at = first - 1

    def read(self, number: int) -> tuple[Plane, Plane, Plane]:
        """Y, U and V of what is seen at `start + number / fps`. They hold it until the next call.

        Numbers only grow. Raises PhotoError when no picture of the clip can be decoded.
        """
        if number < self._last:
            raise ValueError(f"frame {number} after {self._last}: a clip is only read forwards")
        self._last = number
        if self._cycle_of(number) != self._cycle:
            self._cycle = self._cycle_of(number)
            self._restart(number)
        while self._at < number and (frame := self._next()):
            self._show(frame)
        if self._shown is None:
            self._shown = self._last_before(number)
        return self._shown.planes

    def close(self) -> None:
        self._stream.close()

    def _cycle_of(self, number: int) -> int:
        """How often the clip has been played before; always 0 of one that does not loop."""
        return math.floor((self._start + number / self._fps) / self._clip.seconds) if self._clip.loops else 0

    def _restart(self, number: int) -> None:
        self._stream.close()
        self._stream = _Stream(self._arguments(number), self._size)
        self._at = number - 1
        self._shown = None

    def _show(self, frame: Frame) -> None:
        if self._shown is not None:
            self._stream.give_back(self._shown)
        self._shown = frame
        self._at += 1

    def _next(self) -> Frame | None:
        """The next frame; None when there are no more."""
        try:
            return self._stream.next()
        except queue.Empty:
            raise PhotoError(self._clip.path, "its decoder does not answer", _EXPORT_AGAIN) from None

    def _last_before(self, number: int) -> Frame:
        """The last picture that can be decoded: there is none from this number on."""
        for seconds in _BACK_SECONDS:
            earliest = math.floor(-self._start_in_cycle() * self._fps)
            self._restart(max(earliest, number - math.ceil(seconds * self._fps)))
            while frame := self._next():
                self._show(frame)
            self._at = number
            if self._shown is not None:
                return self._shown
        raise PhotoError(self._clip.path, "no picture in it can be decoded", _EXPORT_AGAIN)

    def _start_in_cycle(self) -> Fraction:
        return self._start - self._cycle * self._clip.seconds

    def _arguments(self, number: int) -> list[str]:
        """ffmpeg's, for a stream of frames from `number` on."""
        clip, fps = self._clip, self._fps
        start = self._start_in_cycle()
        # A clock on which both a second and a frame are whole numbers of ticks.
        rate = fps.numerator * math.ceil(_FINEST_TICKS / fps.numerator)
        frame_ticks = rate // fps.numerator * fps.denominator
        late = min(_LATE_SECONDS, 1 / (4 * clip.frame_rate))
        begin = math.floor((start + late) * rate) + number * frame_ticks

        run_up = max(_RUN_UP_SECONDS, _RUN_UP_PICTURES / clip.frame_rate)
        # Without an index, a time found by seeking may be another: so always seek the same.
        earliest = float(start + number / fps - run_up if clip.is_indexed else start - 4 * run_up)
        earliest = entry_seconds(clip, earliest, float(start))
        seek = ["-noaccurate_seek", "-ss", f"{earliest:.6f}"] if earliest > 0 else []
        filters = [
            *(["bwdif=mode=send_frame:parity=auto:deint=interlaced"] if clip.is_interlaced else []),
            f"settb=1/{rate}",
            f"setpts=PTS-({begin})",
            # "Up": a picture belongs to the first frame that is not before it.
            f"fps={fps.numerator}/{fps.denominator}:start_time=0:round=up",
            *picture_filters(clip, self._crop, self._size, self._tables),
        ]
        return [
            *("-loglevel", "error", "-copyts", "-start_at_zero", "-fflags", "+discardcorrupt"),
            *("-filter_threads", "1", "-an", *seek, *self._decoding, *source(clip)),
            *("-map", "0:V:0", "-vf", ",".join(filters), "-fps_mode", "passthrough"),
            *("-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"),
        ]


@contextlib.contextmanager
def reading(
    clip: Clip,
    start: Fraction,
    fps: Fraction,
    crop: Rect,
    size: Size,
    first: int = 0,
    grade: Color3DLUT | None = None,
    decoding: Sequence[str] = (),
) -> Iterator[ClipFrames]:
    """The frames of a clip from `start` (seconds) on, `fps` of them a second, from number `first` on.

    They are I420, BT.709 limited range, `size` pixels, showing `crop`, in pixels of the upright film.
    `grade` is a table that the colours go through last, as RGB; `decoding` are options for the decoder.
    """
    with colours.tables(clip, grade) as tables:
        frames = ClipFrames(clip, start, fps, crop, size, first, tables, decoding)
        try:
            yield frames
        finally:
            frames.close()


class _Stream:
    """Frames out of one ffmpeg, taken by a thread of its own: a pipe cannot be waited for with a limit."""

    def __init__(self, arguments: list[str], size: Size) -> None:
        self._stack = ExitStack()
        pipe = self._stack.enter_context(_left_at_any_time(arguments))
        self._free: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._filled: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        for _ in range(_BUFFERS):
            self._free.put(Frame(size))
        # Its own end of the pipe, so that it never reads from one that has been closed.
        own = os.fdopen(os.dup(pipe.fileno()), "rb", buffering=0)
        self._thread = threading.Thread(target=self._take, args=(own,), daemon=True)
        self._thread.start()
        self._has_ended = False

    def next(self) -> Frame | None:
        """The next frame, to be given back; None at the end. Raises queue.Empty when none comes."""
        if self._has_ended:
            return None
        frame = self._filled.get(timeout=_PATIENCE_SECONDS)
        self._has_ended = frame is None
        return frame

    def give_back(self, frame: Frame) -> None:
        self._free.put(frame)

    def close(self) -> None:
        self._free.put(None)
        self._stack.close()
        self._thread.join()

    def _take(self, pipe: IO[bytes]) -> None:
        with pipe:
            while frame := self._free.get():
                rest = memoryview(frame.buffer.data)
                while rest and (count := pipe.readinto(rest)):  # type: ignore[attr-defined]
                    rest = rest[count:]
                if rest:
                    break
                self._filled.put(frame)
        self._filled.put(None)


class _Left(Exception):
    """We have what we want."""


@contextlib.contextmanager
def _left_at_any_time(arguments: list[str]) -> Iterator[IO[bytes]]:
    """As `ffmpeg.reading`, but ended at once, whatever it has said or is still doing."""
    with contextlib.suppress(_Left), ffmpeg.reading(arguments) as pipe:
        yield pipe
        raise _Left
