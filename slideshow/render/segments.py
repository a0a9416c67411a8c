"""Timeline -> segments: cut where joins begin, at places that stay when the film changes elsewhere."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from slideshow.model.geometry import EVERYWHERE
from slideshow.model.segment import Segment
from slideshow.model.span import FrameSpan
from slideshow.model.timeline import Slide, Timeline

# Every segment begins with a whole picture and ends the encoder's foresight: shorter ones make the film
# larger (2 % against 4 s) and cost an encoder's start each, longer ones are more to do again when one slide
# changes: most slides are a segment of their own. tests/bench/segments.py and editing.py measure both.
LEAST_SECONDS = Fraction(3, 2)
# What is a segment for being another in each film may be shorter.
LEAST_OWN_SECONDS = 1


def cut(timeline: Timeline, *, apart: bool = False) -> tuple[Segment, ...]:
    """The film's segments, in order; together they are its frames, each once.

    With what is of this film alone `apart`, its title and its end card are segments of their own: films of
    one album share the rest.
    """
    fixed = _own(timeline) if apart else []
    bounds = [0, *_cuts(timeline, fixed), len(timeline.span)]
    return tuple(_segment(timeline, FrameSpan(start, stop)) for start, stop in pairwise(bounds))


def _own(timeline: Timeline) -> list[int]:
    """Where the title has gone, and where the end card's words begin to come."""
    stop = len(timeline.span)
    titles = [caption.span.stop for caption in timeline.captions if caption.kind == "title"]
    cards = [slide.span for slide in timeline.slides if slide.layout.name == "ground"]
    ends = [
        min(
            (caption.span.start for caption in timeline.captions if caption.span.start in card),
            default=card.start,
        )
        for card in cards[-1:]
    ]
    cuts = sorted({frame for frame in (*titles[:1], *ends) if 0 < frame < stop})
    # A title may last as long as the film's only photo.
    least = LEAST_OWN_SECONDS * timeline.fps
    far = [frame for frame, after in pairwise([*cuts, stop]) if after - frame >= least]
    return [frame for frame in far if frame >= least]


def _cuts(timeline: Timeline, fixed: Sequence[int]) -> list[int]:
    """Frames at which segments meet, each the beginning of a slide.

    Slides are asked in an order that their photos' names decide, and each is cut at that is far enough from
    those before. So no segment is longer than a slide beyond twice the least; and a slide that is added,
    changed or taken away moves only the cuts around it, as the others are asked in the order they were.
    """
    least = LEAST_SECONDS * timeline.fps
    cuts = [0, *fixed, len(timeline.span)]
    for slide in sorted(timeline.slides[1:], key=_turn):
        if all(abs(slide.span.start - other) >= least for other in cuts):
            cuts.append(slide.span.start)
    return sorted(cuts)[1:-1]


def _turn(slide: Slide) -> bytes:
    # By the name, not the content: a photo that was edited keeps its place.
    return hashlib.blake2b(
        "/".join(photo.path.name for photo in slide.photos).encode("utf-8", "replace")
    ).digest()


def _segment(timeline: Timeline, span: FrameSpan) -> Segment:
    earlier = span.start - 1 if span.start else 0
    seen = [index for index, slide in enumerate(timeline.slides) if _meet(slide.span, span)]
    first, last = seen[0], seen[-1]
    over = timeline.look.overlay
    captions = tuple(
        replace(caption, span=_moved(caption.span, earlier))
        for caption in timeline.captions
        if _meet(caption.span, span)
    )
    return Segment(
        replace(
            timeline,
            # What makes no difference to what is seen is not in a segment.
            rhythm=None,
            safe=timeline.safe if captions or timeline.mark else EVERYWHERE,
            clock=timeline.clock + earlier if over.leaks or over.weave else 0,
            slides=tuple(
                replace(slide, span=_moved(slide.span, earlier), clip_decibels=0.0)
                for slide in timeline.slides[first : last + 1]
            ),
            joins=tuple(
                replace(join, span=_moved(join.span, earlier)) for join in timeline.joins[first:last]
            ),
            captions=captions,
            fade=_moved(fade, earlier) if (fade := timeline.fade) and _meet(fade, span) else None,
        ),
        _moved(span, earlier),
    )


def _meet(one: FrameSpan, other: FrameSpan) -> bool:
    return one.start < other.stop and other.start < one.stop


def _moved(span: FrameSpan, earlier: int) -> FrameSpan:
    return FrameSpan(span.start - earlier, span.stop - earlier)
