"""Storyboard -> Timeline: whole frames, effects with their parameters, texts."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from slideshow.errors import PlanError
from slideshow.model.album import VIDEO, Photo
from slideshow.model.brief import Brief
from slideshow.model.span import FrameSpan, frame_at
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.model.template import Template
from slideshow.model.timeline import Caption, EffectRef, Join, Slide, Timeline
from slideshow.plan.pace import MOST_JOINED
from slideshow.plan.staging import Setting, stage_photos, with_room

# Of the shorter of two shots, when a person asks for a longer join.
_MOST_OVERLAP = Fraction(9, 20)
assert _MOST_OVERLAP >= MOST_JOINED
_END_FADE_SECONDS = 0.5
# A code that is to be scanned stands still for so long; a link of so many letters can also be typed.
_LINK_SECONDS = 5.2
_LONGEST_SHOWN_LINK = 45
_LINK_HEADING = "All the photos"


def timeline_of(storyboard: Storyboard, template: Template, brief: Brief) -> Timeline:
    """The film of a storyboard in which everything is decided. Raises PlanError when it cannot be shown."""
    shots = storyboard.shots
    spans = spans_of(shots, brief.fps)
    if any(len(span) < 2 for span in spans):
        raise PlanError(f"{float(brief.fps):g} frames a second are too few for slides as short as these.")
    shown = [photo for shot in shots for photo in shot.photos]
    setting = Setting.of(template, brief.canvas, brief.safe, shown)
    slides = [
        _slide(
            shot,
            span,
            brief.fps,
            with_room(setting, shot, template, titled=not index and bool(storyboard.heading)),
        )
        for index, (shot, span) in enumerate(zip(shots, spans, strict=True))
    ]
    joins = [
        Join(FrameSpan(after.span.start, before.span.stop), _transition(shot, template))
        for before, after, shot in zip(slides, slides[1:], shots[1:], strict=False)
    ]
    ending: list[Caption] = []
    if has_end_card(storyboard, template):
        slide, join, end = _end_card(storyboard, slides[-1], template, brief)
        slides, joins, ending = [*slides, slide], [*joins, join], [end]
    title = _title(storyboard, template, brief, spans) if template.texts else ()
    texts = _texts(shots, spans, brief, after_title=bool(title)) if template.texts else []
    captions = (*title, *texts, *ending)
    return Timeline(
        brief.fps,
        brief.canvas,
        tuple(slides),
        tuple(joins),
        captions,
        template.look,
        brief.uncovered,
        mark=brief.mark,
    )


def spans_of(shots: Sequence[Shot], fps: Fraction) -> list[FrameSpan]:
    """The frames of each shot; all of them have their seconds."""
    spans: list[FrameSpan] = []
    start = stop = Fraction(0)
    last: Fraction | None = None
    for shot in shots:
        seconds = shot.seconds or Fraction(0)
        if last is not None:
            start = stop - min(shot.join_seconds or Fraction(0), _MOST_OVERLAP * min(last, seconds))
        stop = start + seconds
        # Round boundaries, not durations: rounding each slide would drift.
        # [0.0, 2.5, 5.0] s at 30 fps -> spans 0-90, 75-165, 150-240
        spans.append(FrameSpan(frame_at(start, fps), frame_at(stop, fps)))
        last = seconds
    return spans


def _transition(shot: Shot, template: Template) -> EffectRef:
    """The transition into a shot, as the template wants it."""
    name = shot.transition or "crossfade"
    use = template.transitions.get(name)
    return EffectRef.of(name, **(use.parameters if use else {}))


def _slide(shot: Shot, span: FrameSpan, fps: Fraction, setting: Setting) -> Slide:
    assert shot.layout is not None
    assert shot.focus is not None
    assert shot.motion is not None
    # From the first frame to the last: the motion has one step fewer than frames.
    seconds = float((len(span) - 1) / fps)
    staging = stage_photos(
        [photo.size for photo in shot.photos],
        shot.layout,
        shot.focus,
        shot.motion,
        seconds,
        setting,
        shot.crop,
        shot.windows,
    )
    starts = shot.starts or ()
    photos = tuple(
        _shown(photo, start, seconds)
        for photo, start in zip(shot.photos, starts or (None,) * len(shot.photos), strict=True)
    )
    effects = staging.layout, staging.motion
    return Slide(photos, span, *effects, starts, clip_decibels=shot.clip_decibels)


def _shown(photo: Photo, start: Fraction | None, seconds: float) -> Photo:
    """A clip with a moment standing for it that is shown."""
    clip = photo.clip
    if clip is None or start is None or photo.format != VIDEO:
        return photo
    if start <= clip.still_seconds <= start + Fraction(seconds):
        return photo
    middle = min(start + Fraction(round(seconds * 500), 1000), clip.seconds)
    return replace(photo, clip=replace(clip, still_seconds=middle))


def _end_card(
    storyboard: Storyboard, last: Slide, template: Template, brief: Brief
) -> tuple[Slide, Join, Caption]:
    """The ground of the last photo with a text on it, and the album's link, to the film's last frame."""
    link = storyboard.album_link or ""
    seconds = closing_seconds(template, bool(link))
    join_frames = min(
        round(template.pace.join_seconds * brief.fps),
        int(_MOST_OVERLAP * len(last.span)),
        len(last.span) // 2,
    )
    # So that the middle of the join is where the photos' time ends.
    middle = last.span.stop - join_frames // 2
    span = FrameSpan(last.span.stop - join_frames, middle + round(Fraction(str(seconds)) * brief.fps))
    photo = last.photos[-1]
    slide = Slide((photo,), span, EffectRef.of("ground", room=0.0), EffectRef.of("still"))
    shown = FrameSpan(last.span.stop, span.stop)
    fade_frames = min(len(shown) // 4, round(brief.fps * _END_FADE_SECONDS))
    text = storyboard.closing or (_LINK_HEADING if link else "")
    short = link.removeprefix("https://") if len(link) <= _LONGEST_SHOWN_LINK else ""
    caption = Caption("end", text, short, shown, fade_frames, stays=True, code=link)
    return slide, Join(FrameSpan(span.start, last.span.stop), EffectRef.of("crossfade")), caption


def has_end_card(storyboard: Storyboard, template: Template) -> bool:
    """Whether the film ends with a card. A link is shown even by a template without texts."""
    return bool(storyboard.album_link or (storyboard.closing and template.texts))


def closing_seconds(template: Template, has_link: bool) -> float:
    """How much longer a film gets by its end card, counted from the middle of the join into it."""
    if not has_link:
        return template.look.end.seconds
    return max(template.look.end.seconds, _LINK_SECONDS + _END_FADE_SECONDS + template.pace.join_seconds / 2)


def _title(
    storyboard: Storyboard, template: Template, brief: Brief, spans: Sequence[FrameSpan]
) -> tuple[Caption, ...]:
    if not storyboard.heading:
        return ()
    # From frame 0, fully there: chat apps show that frame as the film's cover. Gone with the first slide.
    stop = min(round(template.look.title.seconds * brief.fps), spans[0].stop)
    fade_frames = min(stop // 3, round(brief.fps * 3 / 5))
    return (Caption("title", storyboard.heading, storyboard.detail or "", FrameSpan(0, stop), fade_frames),)


def _texts(
    shots: Sequence[Shot], spans: Sequence[FrameSpan], brief: Brief, *, after_title: bool
) -> list[Caption]:
    """Chapters and captions, each while its slide is fully shown; the title has the first for itself."""
    texts: list[Caption] = []
    for index, (shot, span) in enumerate(zip(shots, spans, strict=True)):
        chapter, caption, detail = shot.chapter or "", shot.caption or "", shot.detail or ""
        if chapter or not caption:
            # There are two lines: what is not needed above makes room below.
            caption, detail = " · ".join(part for part in (caption, detail) if part), ""
        if (index == 0 and after_title) or not (chapter or caption):
            continue
        start = max(span.start, spans[index - 1].stop) if index else 0
        stop = spans[index + 1].start if index + 1 < len(spans) else span.stop
        shown = FrameSpan(start, stop)
        fade_frames = min(len(shown) // 4, round(brief.fps / 3))
        day, place = _day_and_place(chapter)
        texts.append(
            Caption(
                "chapter" if chapter else "caption",
                place or caption,
                caption if chapter else detail,
                shown,
                fade_frames,
                kicker=day,
            )
        )
    return texts


def _day_and_place(chapter: str) -> tuple[str, str]:
    """The two parts of a chapter's text: what stands small above, which may be nothing, and the rest."""
    day, dot, place = chapter.partition(" · ")
    return (day, place) if dot and place and " · " not in place else ("", chapter)
