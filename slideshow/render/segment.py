"""Timeline -> encoded segments. Photos are decoded ahead, frames drawn and encoded side by side."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import cv2

from slideshow import ffmpeg
from slideshow.events import Advanced, Report, Started, ignore
from slideshow.model.frame import Frame
from slideshow.model.timeline import Timeline
from slideshow.render.camera import Card
from slideshow.render.cards import compose
from slideshow.render.encoder import arguments
from slideshow.render.frames import Projector

STAGE = "render"
# Frames between drawing and encoding: enough to keep both busy through the other's slow moments.
_AHEAD = 6
_FRAMES_A_REPORT = 10


def render(timeline: Timeline, quality: str, folder: Path, report: Report = ignore) -> tuple[Path, ...]:
    """The film's video as MP4 parts in `folder`, in order. Today it is one part.

    Raises PhotoError when a photo cannot be decoded, FfmpegError when encoding fails.
    """
    # Two threads of ours and the encoder's already fill the cores: OpenCV's pool would only spin.
    cv2.setNumThreads(1)
    out = folder / "part-0.mp4"
    report(Started(STAGE, len(timeline.span)))
    with (
        ffmpeg.feeding(arguments(timeline.canvas, timeline.fps, quality, out)) as pipe,
        _worker("compose") as composer,
        _worker("write") as writer,
    ):
        projector = Projector(timeline, _Cards(timeline, composer).shown)
        ring = [Frame(timeline.canvas) for _ in range(_AHEAD)]
        written: list[Future[None] | None] = [None] * _AHEAD
        for number in range(timeline.span.start, timeline.span.stop):
            place = number % _AHEAD
            if (before := written[place]) is not None:
                before.result()
            projector.draw(number, ring[place])
            written[place] = writer.submit(ffmpeg.write, pipe, ring[place].buffer.data)
            if number % _FRAMES_A_REPORT == 0:
                report(Advanced(STAGE, number))
        for last in written:
            if last is not None:
                last.result()
    report(Advanced(STAGE, len(timeline.span)))
    return (out,)


class _Cards:
    """Cards by the indices of their slides, which only grow: the next is composed while these are shown."""

    def __init__(self, timeline: Timeline, worker: ThreadPoolExecutor) -> None:
        self._timeline = timeline
        self._worker = worker
        self._coming: dict[int, Future[Card]] = {}

    def shown(self, first: int, last: int) -> list[Card]:
        for over in [index for index in self._coming if index < first]:
            del self._coming[over]
        for index in range(first, min(last + 2, len(self._timeline.slides))):
            if index not in self._coming:
                slide = self._timeline.slides[index]
                self._coming[index] = self._worker.submit(
                    compose, slide, self._timeline.canvas, self._timeline.look
                )
        return [self._coming[index].result() for index in range(first, last + 1)]


@contextmanager
def _worker(name: str) -> Iterator[ThreadPoolExecutor]:
    """A thread that is not waited for when the block fails: it may hang on a pipe that is about to close."""
    worker = ThreadPoolExecutor(1, name)
    try:
        yield worker
    except BaseException:
        worker.shutdown(wait=False, cancel_futures=True)
        raise
    worker.shutdown()
