"""Shots -> how long each stands and how it overlaps with the one before: on the music's beats, or evenly."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from slideshow.model.music import Rhythm
from slideshow.model.soundtrack import Soundtrack
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.plan.beat_cuts import Range, cuts_on_beats
from slideshow.plan.music_passages import soundtrack
from slideshow.plan.pace import LEAST_SECONDS, paced
from slideshow.plan.storyboard import Scene
from slideshow.plan.weights import weights

# A film may get so much shorter or longer for the music to end with a phrase.
_STRETCH = 0.15
# Of the time from cut to cut, at both ends of a shot together: some of it stands alone.
_MOST_OF_SHOT = 0.6


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


def timed(shots: Sequence[Shot], scene: Scene, music: Soundtrack | None) -> list[Shot]:
    """The shots with the lengths and joins that nobody has decided: on beats where there are some, else
    evenly."""
    free = all(shot.seconds is None and shot.join_seconds is None for shot in shots)
    if music is not None and music.has_beats and free:
        found = _on_beats(shots, scene, music)
        if found is not None:
            return found
    if music is not None and free and music.film_seconds < film_seconds_of(shots, scene) - 0.05:
        # Without beats the music may still be a little short.
        scene = replace(scene, brief=replace(scene.brief, length_seconds=music.film_seconds))
    even = _evenly(shots, scene)
    if not free or all(_join_seconds(shot, scene) == scene.template.pace.join_seconds for shot in shots[1:]):
        return even
    edges, at = [0.0], Fraction(0)
    for before, shot in pairwise(even):
        at += (before.seconds or 0) - (shot.join_seconds or 0)
        edges.append(float(at + (shot.join_seconds or 0) / 2))
    return _around(even, [*edges, float(at + (even[-1].seconds or 0))], scene)


def _on_beats(shots: Sequence[Shot], scene: Scene, music: Soundtrack) -> list[Shot] | None:
    """The shots with cuts on beats: the middle of each join."""
    pace, brief = scene.template.pace, scene.brief
    least = min(pace.least_seconds, brief.seconds_per_photo or pace.least_seconds) - pace.join_seconds
    usual = (brief.seconds_per_photo or pace.seconds_per_photo) - pace.join_seconds
    end = music.film_seconds - brief.closing_seconds
    special = {index for index, shot in enumerate(shots) if shot.chapter} | {len(shots) - 1}
    cuts = cuts_on_beats(
        weights([shot.photos for shot in shots], scene.facts_of, brief, pace.seconds_per_photo),
        end,
        music.rhythm,
        Range(max(least, float(LEAST_SECONDS) / 2), 1.6 * usual),
        special,
    )
    if cuts is None:
        return None
    return _around(shots, [*cuts, end], scene)


def _around(shots: Sequence[Shot], edges: Sequence[float], scene: Scene) -> list[Shot]:
    """The shots with the middles of their joins at these times; the first is the film's start, the last its
    end, or the middle of the join into the end card."""
    pace = scene.template.pace
    alone = [stop - start for start, stop in pairwise(edges)]
    joins = [0.0]
    for index in range(1, len(shots)):
        wanted = _join_seconds(shots[index], scene)
        joins.append(min(wanted, _MOST_OF_SHOT * min(alone[index - 1], alone[index])))
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


def _join_seconds(shot: Shot, scene: Scene) -> float:
    """How long the transition into a shot takes: its own time, or the template's."""
    use = scene.template.transitions.get(shot.transition or "")
    own = use.seconds if use else None
    return scene.template.pace.join_seconds if own is None else own


def _milliseconds(seconds: float) -> Fraction:
    return Fraction(round(seconds * 1000), 1000)


def _evenly(shots: Sequence[Shot], scene: Scene) -> list[Shot]:
    shots = [
        replace(shot, join_seconds=Fraction(0)) if not index else shot for index, shot in enumerate(shots)
    ]
    if all(shot.seconds is not None and shot.join_seconds is not None for shot in shots):
        return shots
    seconds, joins = paced(
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
