"""A frame is a function of time: Timeline + cards + frame number -> picture."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from slideshow.effects.motions import MOTIONS
from slideshow.effects.transitions import TRANSITIONS
from slideshow.effects.transitions.prints import NEED_COVER
from slideshow.model.frame import Frame
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Type
from slideshow.model.timeline import Caption, Slide, Timeline
from slideshow.render.camera import Card
from slideshow.render.captions.caption_text import type_of
from slideshow.render.captions.captions import Overlay, overlay
from slideshow.render.mark import MarkPatches, mark_patches
from slideshow.render.overlays import darken, lay_over

# A card covered by less, in pixels, has no photo on it.
_BARE = 16


def window(slide: Slide, card: Size, view: Size, frame: int) -> Rect:
    """Where on the slide's card the camera looks at a frame of the film, in windows of the view's shape."""
    motion = MOTIONS[slide.motion.name]
    return motion(card, view, slide.span.progress(frame), **slide.motion.arguments)


class Projector:
    """Draws any frame of the film. `cards` gives those of the slides from one index to another, inclusive.

    Not for several threads at once: it keeps frames to blend from.
    """

    def __init__(self, timeline: Timeline, cards: Callable[[int, int], Sequence[Card]]) -> None:
        self._timeline = timeline
        self._cards = cards
        self._starts = [slide.span.start for slide in timeline.slides]
        self._before = Frame(timeline.canvas)
        self._after = Frame(timeline.canvas)
        self._picture: Frame | None = None
        self._overlays: dict[Caption, Overlay] = {}
        self._light_marks: dict[int, bool] = {}

    def draw(self, frame: int, out: Frame) -> None:
        """Writes the film's `frame` into `out`."""
        self._draw_picture(frame, out)
        self._finish(frame, out)

    def picture(self, frame: int) -> Frame:
        """What is behind the texts at `frame`, until the next is asked for."""
        self._picture = self._picture or Frame(self._timeline.canvas)
        self._draw_picture(frame, self._picture)
        return self._picture

    def draw_over(self, frame: int, picture: Frame, out: Frame) -> None:
        """Writes the film's `frame` into `out`, where `picture` is what is behind its texts."""
        out.buffer[:] = picture.buffer
        self._finish(frame, out)

    def _draw_picture(self, frame: int, out: Frame) -> None:
        first, last = self._seen(frame)
        cards = self._cards(first, last)
        if first == last:
            self._shoot(first, cards[0], frame, out)
        else:
            join = self._timeline.joins[first]
            self._shoot(first, cards[0], frame, self._before)
            self._shoot(last, cards[1], frame, self._after)
            # The join's own frames lie between the ends: neither exactly before nor exactly after.
            progress = (frame - join.span.start + 1) / (len(join.span) + 1)
            transition = TRANSITIONS[join.transition.name]
            arguments = dict(join.transition.arguments)
            if join.transition.name in NEED_COVER:
                slide, card = self._timeline.slides[last], cards[1]
                seen = window(slide, card.size, card.view(out.size), frame)
                arguments["cover"] = card.cover(seen, out.size)  # type: ignore[assignment]
            transition(self._before, self._after, progress, out=out, **arguments)
        lay_over(frame + self._timeline.clock, self._timeline.look.overlay, out)

    def _finish(self, frame: int, out: Frame) -> None:
        """Lays over what is not behind the texts: they, the mark, the dark at the end."""
        for caption in self._timeline.captions:
            if frame in caption.span:
                self._overlay(caption).draw(frame, out)
        if mark := self._timeline.mark:
            patches = mark_patches(mark, out.size, self._timeline.safe)
            patches.draw(out, self._mark_lightness(patches, frame))
        fade = self._timeline.fade
        if fade and frame in fade:
            darken(out, (frame - fade.start + 1) / len(fade))

    def _mark_lightness(self, patches: MarkPatches, frame: int) -> float:
        """How light the mark is: the same over all of a slide, and on the way in a join."""
        first, last = self._seen(frame)
        for index, card in zip((first, last), self._cards(first, last), strict=False):
            if index not in self._light_marks:
                span = self._timeline.slides[index].span
                picture = self._still_of(index, card, (span.start + span.stop) // 2)
                self._light_marks[index] = patches.wants_light(picture)
        before, after = float(self._light_marks[first]), float(self._light_marks[last])
        if first == last:
            return before
        join = self._timeline.joins[first].span
        return before + (after - before) * (frame - join.start + 1) / (len(join) + 1)

    def _still_of(self, index: int, card: Card, frame: int) -> Frame:
        """A slide alone, without texts. Of a clip it is the still: its other pictures come in turn."""
        picture = Frame(self._timeline.canvas)
        self._shoot(index, card, frame, picture, still=True)
        lay_over(frame + self._timeline.clock, self._timeline.look.overlay, picture)
        return picture

    def _overlay(self, caption: Caption) -> Overlay:
        """The caption's pixels: kept while it is shown, no longer, as each takes megabytes."""
        if caption not in self._overlays:
            self._overlays = {
                other: pixels
                for other, pixels in self._overlays.items()
                if other.span.start < caption.span.stop and caption.span.start < other.span.stop
            }
            look = type_of(caption, self._timeline)
            self._overlays[caption] = self._placed(caption, look)
        return self._overlays[caption]

    def _placed(self, caption: Caption, look: Type) -> Overlay:
        """The caption set over what is behind it when it appears and half-way."""
        index, _ = self._seen(caption.span.start)
        # Of its own slide alone, so that it looks the same whatever else is drawn.
        slide, (card,) = self._timeline.slides[index], self._cards(index, index)
        canvas, lowest = self._timeline.canvas, 0.0
        moments = (caption.span.start, (caption.span.start + caption.span.stop) // 2)
        behind = [self._still_of(index, card, frame) for frame in moments]
        for frame in (caption.span.start, caption.span.stop - 1):
            seen = window(slide, card.size, card.view(canvas), frame)
            lowest = max(lowest, card.foot(seen, canvas))
        # Without a photo there is nothing to be below of.
        below = lowest if _BARE < lowest < canvas.height else None
        if mark := self._timeline.mark:
            # No text stands on it, as on no face.
            taken = mark_patches(mark, canvas, self._timeline.safe).area(canvas)
            caption = replace(caption, faces=(*caption.faces, taken))
        whole = self._timeline.look
        gesture = whole.gesture if caption.kind != "caption" and whole.gesture != "none" else ""
        return overlay(caption, canvas, self._timeline.safe, look, behind, below, gesture, whole.route)

    def _shoot(self, index: int, card: Card, frame: int, out: Frame, *, still: bool = False) -> None:
        card.play(None if still else frame - self._timeline.slides[index].span.start)
        view = card.view(self._timeline.canvas)
        card.shoot(window(self._timeline.slides[index], card.size, view, frame), out)

    def _seen(self, frame: int) -> tuple[int, int]:
        """The slides seen at a frame: the same one twice, or two neighbours in a join."""
        last = bisect_right(self._starts, frame) - 1
        joined = last > 0 and frame in self._timeline.slides[last - 1].span
        return (last - 1 if joined else last), last
