"""A timeline + what is known of its photos -> the same with corrected light, texts that know where faces are,
and an ending. Whatever is decided in a storyboard stays as it is: this follows from it.
"""

from collections.abc import Sequence
from dataclasses import replace

from slideshow.effects.layouts import Placement, arrange
from slideshow.effects.motions import MOTIONS
from slideshow.model.album import Photo
from slideshow.model.geometry import EVERYWHERE, Point, Rect, Size, around
from slideshow.model.music import Rhythm
from slideshow.model.timeline import Caption, Slide, Timeline
from slideshow.model.tone import NO_CORRECTION, Correction
from slideshow.plan.arrivals import build_up
from slideshow.plan.ending import closing_fade
from slideshow.plan.prints import pile_prints, written
from slideshow.plan.route import routed
from slideshow.plan.storyboard import Scene
from slideshow.plan.tones import corrections

# Hair and chin, around the detector's box.
_FACE_MARGIN = 0.15
# A smaller part of the frame is no place of a photo's.
_LEAST_SIDE = 0.05


def finishing(
    timeline: Timeline,
    scene: Scene,
    *,
    has_music: bool,
    rhythm: Rhythm | None = None,
    lights: Sequence[tuple[Correction, ...] | None] = (),
) -> Timeline:
    """The timeline as it is filmed. With music it goes to black on the last chord, unless a card ends it.
    `lights` are the corrections of slides that are decided already, None for others."""
    slides = _corrected(timeline, scene, lights) if scene.brief.tone else timeline.slides
    captions = tuple(_placed(one, timeline, scene) for one in timeline.captions)
    look, brief = timeline.look, scene.brief
    if look.route:
        captions = routed(captions, slides, scene)
    slides, captions = written(slides, captions, look, brief.locale, dated=scene.template.texts)
    slides = pile_prints(slides, captions, look)
    if scene.template.layouts.build_up:
        slides = build_up(replace(timeline, slides=slides), rhythm)
    fade = closing_fade(timeline, rhythm) if has_music else None
    return replace(timeline, slides=slides, captions=captions, fade=fade)


def _corrected(
    timeline: Timeline, scene: Scene, lights: Sequence[tuple[Correction, ...] | None]
) -> tuple[Slide, ...]:
    shown = [photo for slide in timeline.slides for photo in slide.photos]
    tones = [None if _plays(photo) else scene.facts_of(photo).tone for photo in shown]
    chapters = {caption.span.start for caption in timeline.captions if caption.kind == "chapter"}
    begins = [
        index == 0 and any(slide.span.start <= start < slide.span.stop for start in chapters)
        for slide in timeline.slides
        for index in range(len(slide.photos))
    ]
    found = corrections(tones, [not begin for begin in begins])
    slides: list[Slide] = []
    first = 0
    for slide in timeline.slides:
        own = found[first : first + len(slide.photos)]
        first += len(slide.photos)
        slides.append(replace(slide, corrections=_none_where_nothing(own)))
    for index, light in enumerate(lights):
        if light is not None and len(light) in (0, len(slides[index].photos)):
            slides[index] = replace(slides[index], corrections=light)
    return tuple(slides)


def _none_where_nothing(own: Sequence[Correction]) -> tuple[Correction, ...]:
    return tuple(own) if any(one != NO_CORRECTION for one in own) else ()


def _plays(photo: Photo) -> bool:
    """Whether more than one picture of it is seen: all would have to be corrected alike."""
    return photo.clip is not None or photo.moves


def _placed(caption: Caption, timeline: Timeline, scene: Scene) -> Caption:
    faces: list[Rect] = []
    photos: list[Rect] = []
    for slide in timeline.slides:
        if slide.span.start > caption.span.start or slide.span.stop <= caption.span.start:
            continue
        for index, photo in enumerate(slide.photos):
            for face in scene.facts_of(photo).faces:
                seen = _seen(slide, index, _wider(face.box), caption, timeline.canvas)
                faces += [seen] if seen.area > 0 else []
            part = _seen(slide, index, EVERYWHERE, caption, timeline.canvas)
            photos += [part] if min(part.width, part.height) > _LEAST_SIDE else []
    return replace(caption, faces=tuple(faces), photos=tuple(photos))


def _seen(slide: Slide, index: int, part: Rect, caption: Caption, canvas: Size) -> Rect:
    """Where a part of a photo, in shares of it, is while a caption is shown, in shares of the frame."""
    sizes = [photo.size for photo in slide.photos]
    arrangement = arrange(slide.layout.name, sizes, canvas, **slide.layout.arguments)  # type: ignore[arg-type]
    if index >= len(arrangement.placements):
        return Rect(0.0, 0.0, 0.0, 0.0)
    move, placement = MOTIONS[slide.motion.name], arrangement.placements[index]
    shape, opening = arrangement.view(canvas), _in_shares(arrangement.opening, canvas)
    places = []
    for frame in (caption.span.start, min(caption.span.stop, slide.span.stop) - 1):
        window = move(arrangement.card, shape, slide.span.progress(frame), **slide.motion.arguments)
        view = arrangement.beyond(window, canvas)
        whole = _on_card(part, sizes[index], placement).common(placement.box)
        places.append(
            Rect(
                (whole.x - view.x) / view.width,
                (whole.y - view.y) / view.height,
                whole.width / view.width,
                whole.height / view.height,
            ).common(opening)
        )
    return _rounded(around(places))


def _in_shares(opening: Rect | None, canvas: Size) -> Rect:
    """The part of the frame that shows photos at all."""
    if opening is None:
        return EVERYWHERE
    width, height = canvas.width, canvas.height
    return Rect(opening.x / width, opening.y / height, opening.width / width, opening.height / height)


def _on_card(part: Rect, photo: Size, placement: Placement) -> Rect:
    first = placement.on_card(Point(part.x * photo.width, part.y * photo.height))
    last = placement.on_card(Point(part.right * photo.width, part.bottom * photo.height))
    return Rect(first.x, first.y, last.x - first.x, last.y - first.y)


def _rounded(part: Rect) -> Rect:
    return Rect(*(round(edge, 4) for edge in (part.x, part.y, part.width, part.height)))


def _wider(box: Rect) -> Rect:
    across, down = _FACE_MARGIN * box.width, _FACE_MARGIN * box.height
    wide = Rect(box.x - across, box.y - down, box.width + 2 * across, box.height + 2 * down)
    return wide.common(EVERYWHERE)
