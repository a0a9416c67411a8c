"""Chosen photos -> how each is shown by itself: the part of it that fills a canvas, or a slide that stands.

The film's own framing decides what is cropped; nothing moves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from slideshow.effects.layouts import LAYOUTS
from slideshow.model.album import Photo
from slideshow.model.geometry import Point, Rect
from slideshow.model.safe_zone import is_covered
from slideshow.model.span import FrameSpan
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.model.timeline import Caption, Timeline
from slideshow.plan.chapters import day_and_place
from slideshow.plan.fill_in import complete
from slideshow.plan.order import local_day
from slideshow.plan.storyboard import Scene
from slideshow.plan.timeline import timeline_of

_SECONDS = Fraction(3)
_UNCOVERED_ROOM = 0.75
# Texts appear in some frames: in the middle they stand.
_FRAMES, _FADE_FRAMES = 91, 2
MIDDLE_FRAME = _FRAMES // 2


def filling_crops(photos: Sequence[Photo], scene: Scene, decided: Storyboard | None) -> tuple[Rect, ...]:
    """The part of each photo, in its pixels, that fills the scene's canvas."""
    canvas = scene.brief.canvas
    timeline = _stills(photos, replace(scene, brief=replace(scene.brief, title="")), decided, layout="fill")
    return tuple(
        LAYOUTS[slide.layout.name]([slide.photos[0].size], canvas, **slide.layout.arguments)
        .placements[0]
        .crop
        for slide in timeline.slides
    )


def cards(photos: Sequence[Photo], scene: Scene, decided: Storyboard | None) -> tuple[Timeline, ...]:
    """For each photo a film of itself alone that stands still, in the template's look, with its texts.

    The first has the brief's title, if that has one; the others their caption, day and place. MIDDLE_FRAME
    shows all of it.
    """
    brief = scene.brief
    if not is_covered(brief.canvas):
        # Templates leave room at the foot for what an app lays over a film: here it lays nothing.
        layouts = scene.template.layouts
        layouts = layouts.model_copy(update={"text_room": _UNCOVERED_ROOM * layouts.text_room})
        scene = replace(scene, template=scene.template.model_copy(update={"layouts": layouts}))
    timeline = _stills(photos, scene, decided, layout=None)
    title = next((one for one in timeline.captions if one.kind == "title"), None)
    texts = captions_of(photos, scene, decided)
    span = FrameSpan(0, _FRAMES)
    found = []
    for index, slide in enumerate(timeline.slides):
        heading, detail = texts[photos[index].path]
        caption: Caption | None = None
        if index == 0 and title:
            caption = replace(title, span=span, fade_frames=_FADE_FRAMES)
        elif scene.template.texts and heading:
            caption = Caption("caption", heading, detail, span, _FADE_FRAMES)
        found.append(
            Timeline(
                brief.fps,
                brief.canvas,
                (replace(slide, span=span),),
                (),
                (caption,) if caption else (),
                timeline.look,
                timeline.safe,
            )
        )
    return tuple(found)


def captions_of(
    photos: Sequence[Photo], scene: Scene, decided: Storyboard | None
) -> Mapping[Path, tuple[str, str]]:
    """Two lines for each photo: what a person wrote of it, and its day and place; either may be empty."""
    written = {
        shot.photos[0].path: (shot.caption, shot.detail or "")
        for shot in (decided.shots if decided else ())
        if len(shot.photos) == 1 and shot.caption is not None
    }
    lines = {}
    for photo in photos:
        caption, detail = written.get(photo.path, (photo.description, photo.note))
        when = day_and_place(local_day(photo), scene.places.get(photo.path, ""), scene.brief.locale)
        # A price says more to who buys than the day.
        lines[photo.path] = (caption, detail or when) if caption else (detail or when, "")
    return lines


def _stills(
    photos: Sequence[Photo], scene: Scene, decided: Storyboard | None, *, layout: str | None
) -> Timeline:
    """A slide a photo, each by itself and without a camera that moves."""
    focus = _decided_focus(decided)
    texts = captions_of(photos, scene, decided)
    shots = tuple(
        Shot(
            (replace(photo, clip=None) if photo.moves or photo.is_live else photo,),
            seconds=_SECONDS,
            caption=texts[photo.path][0] if layout is None else "",
            chapter="",
            layout=layout,
            focus=focus.get(photo.path),
            motion="still",
            transition="cut",
            join_seconds=Fraction(0),
        )
        for photo in photos
    )
    brief = replace(scene.brief, closing=None, album_link=None)
    still = replace(scene, brief=brief)
    return timeline_of(complete(Storyboard(shots, closing=""), still), scene.template, brief)


def _decided_focus(decided: Storyboard | None) -> Mapping[Path, tuple[Point, ...]]:
    if decided is None:
        return {}
    return {
        shot.photos[0].path: shot.focus
        for shot in decided.shots
        if len(shot.photos) == 1 and shot.focus is not None
    }
