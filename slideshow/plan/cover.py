"""Which photo stands for the film: before all others, and as the frame that chats show."""

from collections.abc import Callable, Sequence

from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.model.timeline import Timeline
from slideshow.plan.photo_quality import flaw, is_dark, quality
from slideshow.plan.ratings import is_liked
from slideshow.plan.recurring import recurrence

_FLAWED = 0.25
_DARK = 0.5
# Several photos in a frame are too small for a cover.
_TOGETHER = 0.8
# Chats show its first frame, which of a clip is not as sharp.
_CLIP = 0.7
# What a person liked stands in front, unless it fits the frame far worse.
_LIKED = 1.6
# A photo whose shape is within this share of the frame's fills it.
_FILLS = 0.7
_LEAST_FIT = 0.5
# An album is about people when this share of its photos shows somebody this large.
_PEOPLE, _LARGE_FACE = 0.25, 0.07
_NOBODY = 0.6


def cover_photo(photos: Sequence[Photo], facts_of: Callable[[Photo], Facts], canvas: Size) -> Photo:
    """The best to begin with: it fills the frame, is neither dark nor a screenshot, and in an album of people
    has those that are in most of it."""
    with_people = [photo for photo in photos if _has_people(facts_of(photo))]
    about_people = len(with_people) >= _PEOPLE * len(photos)
    often = recurrence(with_people, facts_of) if about_people else {}
    most = max(often.values(), default=0.0)

    def worth(photo: Photo) -> float:
        value = poster_worth(facts_of(photo)) * (_CLIP if photo.moves else 1.0)
        value *= _LIKED if is_liked(photo) else 1.0
        aspect = photo.size.aspect
        fits = min(aspect / canvas.aspect, canvas.aspect / aspect)
        value *= _LEAST_FIT + (1.0 - _LEAST_FIT) * min(1.0, fits / _FILLS)
        if about_people:
            known = often.get(photo.digest)
            value *= _NOBODY if known is None else _NOBODY + (1.0 - _NOBODY) * known / max(most, 1e-9)
        return value

    return max(photos, key=worth)


def poster_worth(facts: Facts) -> float:
    """How good a photo is to stand by itself, 0 to 1: never one with a flaw, seldom a dark one."""
    return quality(facts) * (_FLAWED if flaw(facts) else 1.0) * (_DARK if is_dark(facts) else 1.0)


def cover_frame(timeline: Timeline, facts_of: Callable[[Photo], Facts]) -> int:
    """The middle of the best slide, while no other is seen; frame 0 where there are only joins."""
    best, worth = 0, -1.0
    for index, slide in enumerate(timeline.slides):
        if slide.layout.name == "ground":  # the end card
            continue
        start = timeline.joins[index - 1].span.stop if index else slide.span.start
        stop = timeline.joins[index].span.start if index < len(timeline.joins) else slide.span.stop
        if stop <= start:
            continue
        value = sum(poster_worth(facts_of(photo)) for photo in slide.photos) / len(slide.photos)
        value *= _TOGETHER if len(slide.photos) > 1 else 1.0
        if value > worth:
            best, worth = (start + stop) // 2, value
    return best


def _has_people(facts: Facts) -> bool:
    return bool(facts.faces) and facts.faces[0].box.height >= _LARGE_FACE
