"""A clip and the time it has -> which part of it is shown: the best one, or the seconds before a still."""

from collections.abc import Mapping
from fractions import Fraction

from slideshow.model.album import Photo
from slideshow.model.clip import Clip
from slideshow.model.facts import Course, Facts
from slideshow.model.storyboard import Shot

# With less that moves by itself, the camera moves instead.
STILL_BELOW = 0.1
_STEPS_A_SECOND = 10
# Before a photo comes to rest; it is then seen at rest for as long at least.
_LIVE_SECONDS, _LIVE_SHARE = Fraction(3, 2), Fraction(1, 2)
# What is shorter is a twitch.
_SHORTEST_LIVE = Fraction(3, 10)


def starts_of(
    shot: Shot, facts: Mapping[str, Facts], *, at_rest: bool = False
) -> tuple[Fraction | None, ...]:
    """For each photo of a shot the second of its clip that it begins with; None for stills.

    Live Photos are stills as well where they share the frame, and where the shot is to be `at_rest`.
    """
    seconds = shot.seconds or Fraction(3)
    is_live = len(shot.photos) == 1 and not at_rest

    def begun(photo: Photo) -> Fraction | None:
        if photo.clip is None:
            return None
        if photo.moves:
            return _start(photo.clip, seconds, facts.get(photo.digest, Facts()).course)
        return _live_start(photo.clip, seconds) if is_live else None

    return tuple(begun(photo) for photo in shot.photos)


def is_moving(photo: Photo, facts: Facts) -> bool:
    """Whether a photo is a clip in which enough happens for the camera to stand still."""
    return photo.moves and (facts.course is None or facts.course.movement >= STILL_BELOW)


def _live_start(clip: Clip, seconds: Fraction) -> Fraction | None:
    """Where a photo's own seconds begin; None where there are too few of them."""
    played = min(_LIVE_SECONDS, clip.still_seconds, seconds * _LIVE_SHARE)
    return _rounded(clip.still_seconds - played) if played >= _SHORTEST_LIVE else None


def _start(clip: Clip, seconds: Fraction, course: Course | None) -> Fraction:
    """Where the best part of a clip begins, as long as that is."""
    free = clip.seconds - seconds
    if free <= 0 or clip.loops:
        return Fraction(0)
    if course is None:
        return _rounded(free / 2)
    first = min(float(free), course.start_seconds)
    last = min(float(free), course.start_seconds + course.step_seconds * len(course.worth) - float(seconds))
    count = max(0, int((last - first) * _STEPS_A_SECOND))
    tried = [first + index / _STEPS_A_SECOND for index in range(count + 1)]
    # Around the moment that stands for it, where others are as good.
    middle = course.still_seconds - float(seconds) / 2
    best = max(tried, key=lambda at: (round(_worth(course, at, float(seconds)), 4), -abs(at - middle)))
    return min(_rounded(Fraction(best)), free)


def _worth(course: Course, start: float, seconds: float) -> float:
    """The mean worth of a stretch."""
    total = 0.0
    for index, worth in enumerate(course.worth):
        begin = course.start_seconds + index * course.step_seconds
        total += worth * max(0.0, min(start + seconds, begin + course.step_seconds) - max(start, begin))
    return total / seconds


def _rounded(seconds: Fraction) -> Fraction:
    return Fraction(int(seconds * 1000), 1000)
