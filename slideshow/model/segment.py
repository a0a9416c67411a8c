"""A piece of the film that can be made by itself."""

from dataclasses import dataclass

from slideshow.model.span import FrameSpan
from slideshow.model.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Segment:
    """What is seen in some frames of the film, on a clock of its own: the same wherever in a film it stands.

    `timeline` holds the slides, joins and texts that are seen, wholly; so the first may begin before `span`
    and the last end after it. `span` begins at 0 for the film's first segment, and at 1 for the others: a
    text that begins with the film is there at once.
    """

    timeline: Timeline
    span: FrameSpan
