"""The stages of planning put together: pace, frame, join, title."""

from itertools import pairwise
from random import Random

from slideshow.errors import PlanError
from slideshow.model.album import Album
from slideshow.model.brief import Brief
from slideshow.model.span import FrameSpan
from slideshow.model.template import Template
from slideshow.model.timeline import Caption, EffectRef, Join, Slide, Timeline
from slideshow.plan.frame import frame
from slideshow.plan.pace import pace
from slideshow.plan.title import title_lines


def plan(album: Album, template: Template, brief: Brief) -> Timeline:
    """The film of all photos of the album, in its order. Raises PlanError when it cannot be as asked."""
    if not album.photos:
        raise PlanError(f"{album.folder}: no photo is left to make a film of.")
    seed = template.seed if brief.seed is None else brief.seed
    spans = pace(len(album.photos), template.pace, brief)
    slides: list[Slide] = []
    for photo, span in zip(album.photos, spans, strict=True):
        layout, motion = frame(
            photo.size,
            brief.canvas,
            # From the first frame to the last: the motion has one step fewer than frames.
            seconds=float((len(span) - 1) / brief.fps),
            motion=template.motion,
            random=Random(f"{seed}/{photo.digest}/frame"),
            opening=not slides,
        )
        slides.append(Slide((photo,), span, layout, motion))
    joins = tuple(
        Join(
            FrameSpan(after.span.start, before.span.stop),
            _transition(template, Random(f"{seed}/{after.photos[0].digest}/join")),
        )
        for before, after in pairwise(slides)
    )
    return Timeline(
        brief.fps, brief.canvas, tuple(slides), joins, _captions(album, template, brief, spans), template.look
    )


def _transition(template: Template, random: Random) -> EffectRef:
    names = sorted(template.transitions)
    return EffectRef(random.choices(names, [template.transitions[name] for name in names])[0])


def _captions(
    album: Album, template: Template, brief: Brief, spans: tuple[FrameSpan, ...]
) -> tuple[Caption, ...]:
    heading, detail = title_lines(album, brief)
    if not heading:
        return ()
    # From frame 0, fully there: chat apps show that frame as the film's cover.
    stop = min(round(template.look.title.seconds * brief.fps), spans[-1].stop)
    return (
        Caption(heading, detail, FrameSpan(0, stop), fade_frames=min(stop // 3, round(brief.fps * 3 / 5))),
    )
