"""Timeline -> a moviepy clip, and moviepy clips -> one clip with our transitions (the extra "moviepy").

For those who go on editing in Python: what comes out can be cut, composed and written like any other clip.

    timeline = slideshow.plan("trip", template="cinema", music="calm")
    sound = slideshow.sound("trip", "trip.m4a", template="cinema", music="calm")
    clip = to_clip(timeline, sound)
    clip.subclipped(2, 8).write_videofile("part.mp4")

moviepy 2.2 demands Pillow below 12, so it wants an environment of its own.
"""

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from itertools import accumulate, pairwise
from os import PathLike
from typing import Any

import numpy as np

from slideshow.documents import template_files
from slideshow.documents.toml_files import nearest
from slideshow.effects.transitions import TRANSITIONS, parameters
from slideshow.errors import InputError, printable
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.template import Overlay
from slideshow.model.timeline import Timeline
from slideshow.render.camera import Card
from slideshow.render.colour import RGB, planes, rgb
from slideshow.render.compose import compose
from slideshow.render.overlays import lay_over
from slideshow.render.projector import Projector
from slideshow.system import installation

try:
    from moviepy import AudioFileClip, CompositeAudioClip, VideoClip, afx
except ImportError as error:
    raise InputError(
        f"moviepy cannot be used here ({error}).", f"Install it: {installation.extra('moviepy')}"
    ) from error

# Of 1080x1920, some 25 MB each: two in sight, and as many for who looks around a join.
_MOST_CARDS = 4
# Times come as frame / fps, which is a little less than the frame as often as not.
_EARLY_FRAMES = 1e-3


def to_clip(timeline: Timeline, sound: "str | PathLike[str] | Any | None" = None) -> VideoClip:
    """The film as a moviepy.VideoClip of its size, length and frame rate.

    Any time can be asked for, by one thread after another; at a frame's time the picture is that of
    `slideshow.frames`: (H, W, 3), uint8, RGB. `sound` is a file, such as `slideshow.sound` gives, or a
    moviepy audio clip; it is cut to the film, and as long as it where it is shorter. Photos are decoded when
    they are first seen, and a few are kept. Raises InputError for a sound that cannot be read, PhotoError on
    the way for a photo that cannot be decoded.
    """
    clip = VideoClip(_Film(timeline), duration=float(timeline.duration_seconds))
    clip = clip.with_fps(float(timeline.fps))
    if sound is None:
        return clip
    heard: Any = sound
    if isinstance(sound, str | PathLike):
        try:
            heard = AudioFileClip(str(sound))
        except OSError as error:
            raise InputError(
                f"{printable(str(sound))}: moviepy finds no sound in it.", "Give a sound file."
            ) from error
    if heard.duration is not None and heard.duration > clip.duration:
        heard = heard.subclipped(0, clip.duration)
    return clip.with_audio(heard)


def from_clips(
    clips: Sequence[Any],
    transition: str = "crossfade",
    seconds: float = 0.5,
    *,
    template: str | None = None,
    **numbers: float,
) -> VideoClip:
    """The clips one after the other, each flowing into the next by one of our transitions, as a VideoClip.

    They stay what they are: their frames outside of the joins are untouched, unless a `template` lays its
    vignette, grain or light over all of it. Neighbours overlap by `seconds`, 0 for hard cuts, and so do their
    sounds, which fade across. `numbers` are the transition's own, such as `softness`. All clips must be of
    one size with even sides, and long enough for the joins at their ends; masks are not looked at. The frame
    rate is the highest of theirs. Raises InputError.
    """
    _check(clips, transition, seconds, numbers)
    overlay = template_files.load(template).look.overlay if template else Overlay()
    fps = max((clip.fps for clip in clips if clip.fps), default=30)
    starts = list(accumulate((clip.duration - seconds for clip in clips[:-1]), initial=0.0))
    draw = _Joined(clips, starts, seconds, transition, numbers, overlay, fps)
    joined = VideoClip(draw, duration=starts[-1] + clips[-1].duration).with_fps(fps)
    sounds = []
    for index, (clip, start) in enumerate(zip(clips, starts, strict=True)):
        if clip.audio is None:
            continue
        fades = [afx.AudioFadeIn(seconds)] if index and seconds else []
        fades += [afx.AudioFadeOut(seconds)] if index < len(clips) - 1 and seconds else []
        sounds.append(clip.audio.with_effects(fades).with_start(start))
    return joined.with_audio(CompositeAudioClip(sounds).with_duration(joined.duration)) if sounds else joined


class _Film:
    """Time in seconds -> picture, anywhere in a timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._composed: OrderedDict[int, Card] = OrderedDict()
        self._projector = Projector(timeline, self._cards)
        self._frame = Frame(timeline.canvas)
        self._drawing = threading.Lock()

    def __call__(self, seconds: float) -> RGB:
        number = int(float(seconds) * float(self._timeline.fps) + _EARLY_FRAMES)
        with self._drawing:
            self._projector.draw(min(max(0, number), len(self._timeline.span) - 1), self._frame)
            return rgb(self._frame)

    def _cards(self, first: int, last: int) -> list[Card]:
        for index in range(first, last + 1):
            if index not in self._composed:
                slide = self._timeline.slides[index]
                film = self._timeline
                self._composed[index] = compose(slide, film.canvas, film.look, fps=film.fps)
            self._composed.move_to_end(index)
        cards = [self._composed[index] for index in range(first, last + 1)]
        while len(self._composed) > _MOST_CARDS:
            _, card = self._composed.popitem(last=False)
            card.close()
        return cards


class _Joined:
    """Time in seconds -> picture, anywhere in a row of clips."""

    def __init__(
        self,
        clips: Sequence[Any],
        starts: Sequence[float],
        seconds: float,
        transition: str,
        numbers: dict[str, float],
        overlay: Overlay,
        fps: float,
    ) -> None:
        self._clips, self._starts, self._seconds, self._fps = clips, starts, seconds, fps
        self._transition, self._numbers, self._overlay = TRANSITIONS[transition], numbers, overlay

    def __call__(self, time: float) -> RGB:
        index = max(0, bisect_right(self._starts, time + _EARLY_FRAMES / self._fps) - 1)
        at = max(0.0, time - self._starts[index])
        after = self._clips[index].get_frame(at)
        in_join = index > 0 and at < self._seconds
        if not in_join and self._overlay == Overlay():
            return np.asarray(after)
        picture = _framed(after)
        if in_join:
            earlier = self._clips[index - 1]
            out = Frame(picture.size)
            before = _framed(earlier.get_frame(time - self._starts[index - 1]))
            self._transition(before, picture, at / self._seconds, out=out, **self._numbers)
            picture = out
        lay_over(round(time * self._fps), self._overlay, picture)
        return rgb(picture)


def _framed(picture: RGB) -> Frame:
    height, width, _ = picture.shape
    frame = Frame(Size(width, height))
    pixels = np.ascontiguousarray(np.clip(picture[:, :, :3], 0, 255), dtype=np.uint8)
    for plane, made in zip(frame.planes, planes(pixels), strict=True):
        plane[:] = made
    return frame


def _check(clips: Sequence[Any], transition: str, seconds: float, numbers: dict[str, float]) -> None:
    if not clips:
        raise InputError("There are no clips.", "Give one or more.")
    if transition not in TRANSITIONS:
        raise InputError(f'Transition "{transition}" is unknown.', nearest(transition, list(TRANSITIONS)))
    for name in numbers:
        if name not in parameters(transition):
            known = nearest(name, list(parameters(transition)))
            raise InputError(f'Transition "{transition}" has no "{name}".', known)
    if seconds < 0:
        raise InputError(f"{seconds:g} seconds: joins cannot be shorter than nothing.")
    for number, clip in enumerate(clips, start=1):
        if clip.duration is None:
            raise InputError(f"Clip {number}: has no length.", "Give it one: clip.with_duration(3).")
        joins = (number > 1) + (number < len(clips))
        if clip.duration < joins * seconds:
            raise InputError(
                f"Clip {number}: lasts {clip.duration:g} s, and its joins take {joins * seconds:g}.",
                "Use fewer seconds.",
            )
        if clip.size[0] % 2 or clip.size[1] % 2:
            raise InputError(f"Clip {number}: its sides are odd.", "Crop it by a pixel: clip.cropped(...).")
    for number, (one, other) in enumerate(pairwise(clips), start=2):
        if tuple(one.size) != tuple(other.size):
            sizes = [f"{clip.size[0]}x{clip.size[1]}" for clip in (other, one)]
            raise InputError(
                f"Clip {number}: is {sizes[0]}, the one before it {sizes[1]}.",
                f"Make them one size: clip.resized(({one.size[0]}, {one.size[1]})).",
            )
