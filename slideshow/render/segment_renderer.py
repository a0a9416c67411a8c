"""Segments -> encoded parts: photos decoded ahead, frames drawn and encoded side by side, in one process."""

import secrets
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import cv2

from slideshow.media.decode_limits import limits
from slideshow.media.proxies import decode_once
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.segment import Segment
from slideshow.model.timeline import Slide, Timeline
from slideshow.render.camera import Card
from slideshow.render.compose import compose
from slideshow.render.prints import Decode
from slideshow.render.projector import Projector
from slideshow.system import ffmpeg
from slideshow.system.sandbox import ending_after

# Frames between drawing and encoding: enough to keep both busy through the other's slow moments.
_AHEAD = 6
# A card takes some tenths of a second besides what its photos may take.
_COMPOSING_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Task:
    """A segment to be filmed into `out`; ffmpeg's arguments for that, but for the file's name."""

    segment: Segment
    encoding: tuple[str, ...]
    out: Path


class _Open:
    """OpenCV's own threads are off while studios are open, and then what they were for the program."""

    def __init__(self) -> None:
        self._count = 0
        self._threads = 0
        self._counting = threading.Lock()

    def enter(self) -> None:
        with self._counting:
            if not self._count:
                self._threads = cv2.getNumThreads()
            self._count += 1
            # Two threads of ours and the encoder's already fill the cores: OpenCV's pool would only spin.
            cv2.setNumThreads(1)

    def leave(self) -> None:
        with self._counting:
            self._count -= 1
            if not self._count:
                cv2.setNumThreads(self._threads)


_open = _Open()


class SegmentRenderer:
    """Films one segment after the other; while an encoder finishes one, the next is drawn.

    `drawn` is called after every frame; `finished`, from a thread, when a task's file is complete, and
    `failed` when it cannot be, before that is raised.
    """

    def __init__(
        self,
        drawn: Callable[[], None],
        finished: Callable[[Task], None],
        failed: Callable[[BaseException], None] = lambda error: None,
        decode: Decode = decode_once,
    ) -> None:
        self._drawn = drawn
        self._finished = finished
        self._failed = failed
        self._composer, self._writer, self._finisher = (
            ThreadPoolExecutor(1, name) for name in ("compose", "write", "finish")
        )
        self._cards = _Cards(self._composer, decode)
        self._ring: list[Frame] = []
        self._written: list[Future[None] | None] = [None] * _AHEAD
        self._finishing: list[Future[None]] = []
        self._number = 0

    def __enter__(self) -> "SegmentRenderer":
        _open.enter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _open.leave()
        self._cards.close()
        workers = (self._composer, self._writer, self._finisher)
        if error is None:
            try:
                self.wait()
                return
            finally:
                for worker in workers:
                    worker.shutdown(wait=False, cancel_futures=True)
        # They are not waited for: they may hang on a pipe that is about to close.
        for worker in workers:
            worker.shutdown(wait=False, cancel_futures=True)

    def film(self, task: Task, then: Segment | None = None) -> None:
        """Draws the task's frames; its file may be complete a little later. `then` is what comes next.

        Raises PhotoError when a photo cannot be decoded, FfmpegError when encoding of this or an earlier
        segment fails.
        """
        self.film_alike((task,), then)

    def film_alike(self, tasks: Sequence[Task], then: Segment | None = None) -> None:
        """The same for several tasks at once, whose segments differ in their texts alone: what is behind the
        letters is drawn once."""
        timeline, span = tasks[0].segment.timeline, tasks[0].segment.span
        self._prepare(timeline.canvas)
        cards = self._cards.of(timeline, then)
        projectors = [Projector(task.segment.timeline, cards) for task in tasks]
        with ExitStack() as encoders:
            # Not `out`: the encoder of a worker that died may still be writing, to a file of its own.
            parts = [task.out.with_suffix(f".{secrets.token_hex(4)}.part") for task in tasks]
            endings = [encoders.enter_context(ExitStack()) for _ in tasks]
            pipes = [
                ending.enter_context(ffmpeg.feeding([*task.encoding, str(part)]))
                for ending, task, part in zip(endings, tasks, parts, strict=True)
            ]
            drawn = 0
            for number in range(span.start, span.stop):
                picture: Frame | None = None
                for projector, pipe in zip(projectors, pipes, strict=True):
                    # An earlier segment's failure is told by the encoder that it happened to.
                    frame = self._free_frame(tells=drawn >= _AHEAD)
                    if len(tasks) == 1:
                        projector.draw(number, frame)
                    else:
                        picture = picture or projectors[0].picture(number)
                        projector.draw_over(number, picture, frame)
                    self._written[self._number % _AHEAD] = self._writer.submit(
                        ffmpeg.write, pipe, frame.buffer.data
                    )
                    self._number += 1
                    drawn += 1
                    self._drawn()
            last = [write for write in self._written if write is not None]
            begun = [ending.pop_all() for ending in endings]
        for task, part, encoder in zip(tasks, parts, begun, strict=True):
            self._finishing.append(self._finisher.submit(self._finish, task, part, encoder, last))

    def _free_frame(self, *, tells: bool) -> Frame:
        """The next of the ring, once it is written; with `tells`, what went wrong with that is raised."""
        place = self._number % _AHEAD
        if (before := self._written[place]) is not None:
            wait((before,))
            if tells:
                before.result()
        return self._ring[place]

    def wait(self) -> None:
        """Returns when every file is complete. Raises FfmpegError when one cannot be."""
        while self._finishing:
            self._finishing.pop(0).result()

    def _prepare(self, canvas: Size) -> None:
        while self._finishing and self._finishing[0].done():
            self._finishing.pop(0).result()
        if not self._ring or self._ring[0].size != canvas:
            self.wait()
            self._ring = [Frame(canvas) for _ in range(_AHEAD)]

    def _finish(self, task: Task, part: Path, ending: ExitStack, writes: Sequence[Future[None]]) -> None:
        try:
            with ending:
                for write in writes:
                    write.result()
            part.replace(task.out)
            self._finished(task)
        except BaseException as error:
            self._failed(error)
            raise


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a card is made from; `plays` says that it is of clips, whose pictures come in their order."""

    content: tuple[object, ...]
    plays: bool


class _Cards:
    """Cards, each composed before it is needed and kept while it is seen, from one segment to the next."""

    def __init__(self, worker: ThreadPoolExecutor, decode: Decode) -> None:
        self._worker = worker
        self._decode = decode
        self._coming: dict[Recipe, Future[Card]] = {}

    def of(self, timeline: Timeline, then: Segment | None) -> Callable[[int, int], Sequence[Card]]:
        """Gives the cards of a timeline's slides from one index to another, which only grow."""
        slides = [(slide, timeline) for slide in timeline.slides]
        # The first slide of the next segment is the last of this one, when they are neighbours.
        after = [(slide, then.timeline) for slide in then.timeline.slides[:2]] if then else []
        recipes = [(recipe_of(slide, its), slide, its) for slide, its in (*slides, *after)]

        def shown(first: int, last: int) -> list[Card]:
            coming = recipes[first : last + 2] if last + 1 < len(slides) else recipes[first:]
            wanted = {recipe for recipe, _, _ in coming}
            for over in [recipe for recipe in self._coming if recipe not in wanted]:
                _close(self._coming.pop(over))
            for recipe, slide, its in coming:
                if recipe not in self._coming:
                    self._coming[recipe] = self._worker.submit(_composed, slide, its, self._decode)
            return [self._coming[recipe].result() for recipe, _, _ in recipes[first : last + 1]]

        return shown

    def close(self) -> None:
        """Lets all cards go."""
        for coming in self._coming.values():
            _close(coming)
        self._coming.clear()


def _composed(slide: Slide, timeline: Timeline, decode: Decode) -> Card:
    with ending_after(_COMPOSING_SECONDS + 2 * sum(limits(photo).seconds for photo in slide.all_photos)):
        return compose(slide, timeline.canvas, timeline.look, decode, timeline.fps)


def _close(coming: Future[Card]) -> None:
    """Ends what plays on a card, when it is there."""

    def close(done: Future[Card]) -> None:
        if not done.cancelled() and done.exception() is None:
            done.result().close()

    if not coming.cancel():
        coming.add_done_callback(close)


def recipe_of(slide: Slide, timeline: Timeline) -> Recipe:
    """What tells two cards apart."""
    moving = (slide.starts, slide.motion.name == "still", timeline.fps) if slide.starts else ()
    look = timeline.look.model_dump_json()
    # On a table the shadow, and what lies beneath, go by where motions end.
    lying = (slide.handwriting, slide.beneath, slide.motion) if timeline.look.has_table else ()
    content = slide.photos, slide.layout, moving, slide.corrections, lying, timeline.canvas, look
    return Recipe(content, slide.has_clips)
