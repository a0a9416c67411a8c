"""Shots -> how long each stands and how it overlaps with the one before: on the music's beats, or evenly."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise
from statistics import median

from slideshow.model.music import Rhythm
from slideshow.model.soundtrack import Soundtrack
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.plan.beat_cuts import Range, continue_beats, cuts_on_beats
from slideshow.plan.clip_times import within_clips
from slideshow.plan.joins import wanted_joins
from slideshow.plan.music_passages import soundtrack
from slideshow.plan.pace import LEAST_SECONDS, set_pace
from slideshow.plan.phrases import phrase_slides
from slideshow.plan.storyboard import Scene
from slideshow.plan.weights import weights

# A film may get so much shorter or longer for the music to end with a phrase.
_STRETCH = 0.15
# Of the time from cut to cut, at both ends of a shot together: some of it stands alone.
_MOST_OF_SHOT = 0.6
# Briefer than this share of the median, less of it.
_BRIEF, _MOST_OF_BRIEF = 0.7, 0.3
# Longer than usual before a chapter, and at the end, where nobody wants to see a photo for ever.
_BREATH, _LONGEST_LAST = 1.2, 1.4
# A clip that has ended stands still for so long at most, its joins included.
_HELD = 0.4
# Beside a clip that is so brief, joins are brief too.
_MOST_AROUND = 0.2


def soundtrack_of(storyboard: Storyboard, scene: Scene, rhythm: Rhythm, start: float | None) -> Soundtrack:
    """The part of the music that suits a storyboard, and the length that it suggests for the film.

    `start` is where in the music to begin, None where it is left to us.
    """
    wanted = film_seconds(storyboard, scene)
    decided = all(shot.seconds is not None for shot in storyboard.shots)
    if decided or scene.brief.length_seconds is not None:
        return soundtrack(rhythm, wanted, wanted, wanted, start)
    least, most = (1.0 - _STRETCH) * wanted, (1.0 + _STRETCH) * wanted
    if not scene.brief.keep_all and not scene.brief.seconds_per_photo:
        most = max(wanted, min(most, scene.brief.most_seconds))
    return soundtrack(rhythm, wanted, least, most, start)


def film_seconds(storyboard: Storyboard, scene: Scene) -> float:
    """How long the film would be without music, its end card included."""
    return film_seconds_of(storyboard.shots, scene)


def film_seconds_of(shots: Sequence[Shot], scene: Scene) -> float:
    """How long a film of these shots would be without music, its end card included."""
    shots = _evenly(shots, scene)
    seconds = sum((shot.seconds or Fraction(0)) - (shot.join_seconds or Fraction(0)) for shot in shots)
    return float(seconds) + scene.brief.closing_seconds


def time_slides(shots: Sequence[Shot], scene: Scene, music: Soundtrack | None) -> list[Shot]:
    """The shots with the lengths and joins that nobody has decided: on beats where there are some, else
    in phrases of the same time."""
    free = all(shot.seconds is None and shot.join_seconds is None for shot in shots)
    if music is not None and music.has_beats and free:
        found = _on_beats(shots, scene, music)
        if found is not None:
            return found
    if music is not None and free and music.film_seconds < film_seconds_of(shots, scene) - 0.05:
        # Without beats the music may still be a little short.
        scene = replace(scene, brief=replace(scene.brief, length_seconds=music.film_seconds))
    even = _evenly(shots, scene)
    if not free or scene.brief.seconds_per_photo or len(shots) < 2:
        return even
    end = float(sum((shot.seconds or 0) - (shot.join_seconds or 0) for shot in even))
    shares = _phrases(shots, scene)
    edges = [end * share / sum(shares) for share in accumulate(shares, initial=0.0)]
    return _around(shots, within_clips(edges, _longest(shots, scene)), scene)


def _phrases(shots: Sequence[Shot], scene: Scene) -> list[float]:
    """The share of time of each shot."""
    pace, brief = scene.template.pace, scene.brief
    photos = [shot.photos for shot in shots]
    flat = weights(photos, scene.facts_of, brief, pace.seconds_per_photo)
    if brief.seconds_per_photo:
        return flat
    # As brief as the mean shot of the film may be: in a film that is crowded, all are brief.
    mean = min(pace.seconds_per_photo, max(pace.least_seconds, brief.photo_seconds / sum(flat)))
    if brief.length_seconds is not None:
        mean = brief.photo_seconds / sum(flat)
    read = {index for index, shot in enumerate(shots) if shot.chapter or shot.caption}
    shares = phrase_slides(photos, flat, scene.facts_of, max(0.1, mean - pace.join_seconds), read)
    chapters = [index for index, shot in enumerate(shots) if shot.chapter]
    for index in chapters:
        # A breath before another chapter.
        if index and not any(photo.moves for photo in shots[index - 1].photos):
            shares[index - 1] *= _BREATH
    shares[-1] = min(shares[-1], _LONGEST_LAST * median(shares))
    return shares


def _longest(shots: Sequence[Shot], scene: Scene, held_seconds: float = 0.0) -> list[float | None]:
    """How far from the middle of the join before a shot the next one's may be, for its clip to be held no
    longer than that after it has ended; None without a clip."""
    joins = [*wanted_joins(shots, scene.template, scene.facts_of), 0.0]
    found: list[float | None] = []
    for index, shot in enumerate(shots):
        clip = shot.photos[0].clip if len(shot.photos) == 1 and shot.photos[0].moves else None
        if clip is None or clip.loops:
            found.append(None)
            continue
        around = min((joins[index] + joins[index + 1]) / 2, _MOST_AROUND * float(clip.seconds))
        seconds = float(clip.seconds) + held_seconds - around
        found.append(max(float(LEAST_SECONDS) / 2, seconds))
    return found


def _on_beats(shots: Sequence[Shot], scene: Scene, music: Soundtrack) -> list[Shot] | None:
    """The shots with cuts on beats: the middle of each join."""
    pace, brief = scene.template.pace, scene.brief
    least = min(pace.least_seconds, brief.seconds_per_photo or pace.least_seconds) - pace.join_seconds
    usual = (brief.seconds_per_photo or pace.seconds_per_photo) - pace.join_seconds
    end = music.film_seconds - brief.closing_seconds
    special = {index for index, shot in enumerate(shots) if shot.chapter} | {len(shots) - 1}
    cuts = cuts_on_beats(
        _phrases(shots, scene),
        end,
        continue_beats(music.rhythm, end),
        Range(max(least, float(LEAST_SECONDS) / 2), 1.6 * usual),
        special,
        _longest(shots, scene, _HELD),
    )
    if cuts is None:
        return None
    return _around(shots, [*cuts, end], scene)


def _around(shots: Sequence[Shot], edges: Sequence[float], scene: Scene) -> list[Shot]:
    """The shots with the middles of their joins at these times; the first is the film's start, the last its
    end, or the middle of the join into the end card."""
    pace = scene.template.pace
    alone = [stop - start for start, stop in pairwise(edges)]
    usual = median(alone)
    # Half of what is brief should not be seen through another photo.
    free = [(_MOST_OF_SHOT if one > _BRIEF * usual else _MOST_OF_BRIEF) * one for one in alone]
    joins = [0.0]
    for index, wanted in enumerate(wanted_joins(shots, scene.template, scene.facts_of)[1:], start=1):
        joins.append(min(wanted, free[index - 1], free[index]))
    joins.append(min(pace.join_seconds, _MOST_OF_SHOT * alone[-1]) if scene.brief.closing_seconds else 0.0)
    done = []
    for index, shot in enumerate(shots):
        start, stop = edges[index] - joins[index] / 2, edges[index + 1] + joins[index + 1] / 2
        before = edges[index] + joins[index] / 2
        done.append(
            replace(
                shot,
                seconds=_milliseconds(stop) - _milliseconds(start),
                join_seconds=_milliseconds(before) - _milliseconds(start),
            )
        )
    return done


def _milliseconds(seconds: float) -> Fraction:
    return Fraction(round(seconds * 1000), 1000)


def _evenly(shots: Sequence[Shot], scene: Scene) -> list[Shot]:
    shots = [
        replace(shot, join_seconds=Fraction(0)) if not index else shot for index, shot in enumerate(shots)
    ]
    if all(shot.seconds is not None and shot.join_seconds is not None for shot in shots):
        return shots
    seconds, joins = set_pace(
        weights(
            [shot.photos for shot in shots],
            scene.facts_of,
            scene.brief,
            scene.template.pace.seconds_per_photo,
        ),
        scene.template.pace,
        scene.brief,
    )
    return [
        replace(
            shot,
            seconds=own if shot.seconds is None else shot.seconds,
            join_seconds=join if shot.join_seconds is None else shot.join_seconds,
        )
        for shot, own, join in zip(shots, seconds, joins, strict=True)
    ]
