"""Clip → single pictures of it, RGB and upright: one to stand for it, small ones to be looked at."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from slideshow.errors import FfmpegError
from slideshow.media.clips import colours
from slideshow.media.clips.graph import picture_filters
from slideshow.media.clips.reader import reading
from slideshow.media.clips.source import source
from slideshow.model.clip import Clip
from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Size
from slideshow.system import ffmpeg

RGB = NDArray[np.uint8]

# Samples nearer than this are decoded in one go with all between them; others are key pictures alone.
_NEAR_SECONDS = 2.0
# The longest stretch that is decoded in one go.
_LONGEST_SECONDS = 40.0
# Times that are not evenly spaced are looked up on a grid as fine as this.
_FINEST = Fraction(1, 10)
_PATIENCE_SECONDS = 30.0
# What no other picture is made from, such as B-frames, is left out, and so is smoothing over blocks: half the
# work, a picture or two earlier, and nothing that is seen in small.
_HURRIED = ("-skip_frame", "noref", "-skip_loop_filter", "all")
_TIME = re.compile(r"pts_time:(-?[\d.]+)")

# BT.709-6, limited range: rows Y, Cb, Cr; columns R, G, B.
_KR, _KB = 0.2126, 0.0722
_MATRIX = np.array(
    [
        [_KR, 1 - _KR - _KB, _KB],
        [-_KR / (2 - 2 * _KB), -(1 - _KR - _KB) / (2 - 2 * _KB), 0.5],
        [0.5, -(1 - _KR - _KB) / (2 - 2 * _KR), -_KB / (2 - 2 * _KR)],
    ]
) * (np.array([[219.0], [224.0], [224.0]]) / 255)
_BACK = np.linalg.inv(_MATRIX)
_TO_RGB = np.column_stack([_BACK, -_BACK @ np.array([16.0, 128.0, 128.0])])
# Where a pixel of the picture lies in the chroma plane: on the left of two columns, between two rows.
_ON_CHROMA = np.array([[0.5, 0.0, 0.0], [0.0, 0.5, -0.25]])


def poster(clip: Clip, seconds: float, longest_side: int | None = None) -> Image.Image:
    """The picture that is seen at `seconds`: the last one behind the end. In full size, or with a longer side
    of at most `longest_side`. Raises PhotoError.
    """
    size = _within(clip.size, longest_side)
    even = Size(size.width + size.width % 2, size.height + size.height % 2)
    with reading(clip, Fraction(seconds), Fraction(30), clip.size.whole, even) as frames:
        image = Image.fromarray(_rgb(frames.read(0)))
    if even == size:
        return image
    return image.resize((size.width, size.height), Image.Resampling.LANCZOS)


def samples(clip: Clip, times: Sequence[float], side: int) -> Iterator[tuple[float, RGB]]:
    """Pictures (height, width, 3) with a longer side of about `side`, and when each is seen, for times in
    their order. Raises PhotoError.

    Where the times are far apart, it is the key picture before each, and none where there is none: hours of
    film cost no more than the number of pictures.
    """
    size = _within(clip.size, side)
    size = Size(max(2, size.width // 2 * 2), max(2, size.height // 2 * 2))
    for near in _stretches(times):
        if len(near) == 1 and clip.seconds > _NEAR_SECONDS:
            yield from _key_picture(clip, near[0], size)
        else:
            yield from _in_one_go(clip, near, size)


def _stretches(times: Sequence[float]) -> list[list[float]]:
    """The times in runs of neighbours."""
    runs: list[list[float]] = []
    for time in times:
        if runs and time - runs[-1][-1] < _NEAR_SECONDS and time - runs[-1][0] < _LONGEST_SECONDS:
            runs[-1].append(time)
        else:
            runs.append([time])
    return runs


def _in_one_go(clip: Clip, times: Sequence[float], size: Size) -> Iterator[tuple[float, RGB]]:
    start, steps = times[0], np.diff(times)
    step = _FINEST
    if len(steps) and steps.min() > 0 and np.ptp(steps) < 0.01:
        step = Fraction(float(steps.mean())).limit_denominator(1000)
    with reading(clip, Fraction(start), 1 / step, clip.size.whole, size, decoding=_HURRIED) as frames:
        for time in times:
            number = round((time - start) / step)
            yield start + float(number * step), _rgb(frames.read(number))


def _key_picture(clip: Clip, time: float, size: Size) -> Iterator[tuple[float, RGB]]:
    """The key picture before a time, and its own time; nothing where there is none."""
    with colours.tables(clip) as tables:
        filters = ["showinfo", *picture_filters(clip, clip.size.whole, size, tables)]
        arguments = [
            *("-loglevel", "info", "-copyts", "-start_at_zero", "-fflags", "+discardcorrupt"),
            *("-filter_threads", "1", "-an", "-noaccurate_seek", "-ss", f"{max(0.0, time):.6f}"),
            *("-skip_frame", "nokey", *source(clip), "-map", "0:V:0", "-frames:v", "1"),
            *("-vf", ",".join(filters), "-fps_mode", "passthrough"),
            *("-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"),
        ]
        try:
            data, log = ffmpeg.run(arguments, timeout_seconds=_PATIENCE_SECONDS)
        except FfmpegError:
            return
    frame = Frame(size)
    shown = _TIME.search(log)
    if shown and len(data) >= len(frame.buffer):
        frame.buffer[:] = np.frombuffer(data, np.uint8)[: len(frame.buffer)]
        yield max(0.0, float(shown[1])), _rgb(frame.planes)


def _within(size: Size, longest_side: int | None) -> Size:
    longest = max(size.width, size.height)
    if longest_side is None or longest_side >= longest:
        return size
    width, height = (max(1, round(side * longest_side / longest)) for side in (size.width, size.height))
    return Size(width, height)


def _rgb(planes: tuple[Plane, Plane, Plane]) -> RGB:
    y, *chroma = planes
    size = (y.shape[1], y.shape[0])
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    u, v = (
        cv2.warpAffine(plane, _ON_CHROMA, size, flags=way, borderMode=cv2.BORDER_REPLICATE)
        for plane in chroma
    )
    return np.asarray(cv2.transform(cv2.merge([y, u, v]), _TO_RGB), np.uint8)
