"""A song's rhythm + the time the photos need -> which part of it the film plays, and how long it is."""

from dataclasses import replace
from math import floor

from slideshow.model.music import LOUDNESS_STEP_SECONDS, Rhythm
from slideshow.model.soundtrack import TRUSTED, Passage, Soundtrack
from slideshow.plan.song_excerpt import best_part, loop_points, phrase_end

_MOST_PASSAGES = 500
# So much of the song is left behind the film's end at least: its fade needs something to fade.
_SPARE_SECONDS = 0.05


def soundtrack(
    rhythm: Rhythm, seconds: float, least: float, most: float, start: float | None = None
) -> Soundtrack:
    """The music of a film that would last `seconds` by itself, and may last from `least` to `most`.

    `start` is where in the song to begin; None finds a section that begins and ends well.
    """
    trusted = rhythm.confidence >= TRUSTED and len(rhythm.downbeats) > 1
    latest = max(0.0, rhythm.duration_seconds - 1.0)
    begin = best_part(rhythm, seconds) if start is None else min(start, latest)
    passages: tuple[Passage, ...] = ()
    if not trusted:
        # A film may rather be a little shorter than begin its music again at the very end.
        film = min(seconds, rhythm.duration_seconds - begin)
        if film >= min(seconds, least):
            passages = (Passage(0.0, begin, begin + film),)
        return Soundtrack(_through(rhythm, passages), passages, film if passages else seconds)
    if rhythm.duration_seconds - begin >= seconds + _SPARE_SECONDS:
        last = min(begin + most, rhythm.duration_seconds)
        end = _end(rhythm, begin + seconds, begin + least, last)
        passages = (Passage(0.0, begin, end),)
    elif rhythm.duration_seconds - begin >= least:
        bars = [time for time in rhythm.downbeats if time - begin >= least]
        passages = (Passage(0.0, begin, bars[-1] if bars else rhythm.duration_seconds),)
    else:
        passages = _looped(rhythm, begin, most)
        if not passages:
            return Soundtrack(rhythm, (), seconds)
        heard = _through(rhythm, passages)
        passages = _until(passages, _end(heard, seconds, least, most))
    film = passages[-1].at + passages[-1].stop - passages[-1].start
    return Soundtrack(_through(rhythm, passages), passages, film)


def _end(rhythm: Rhythm, wanted: float, least: float, most: float) -> float:
    """Where the film ends: with a phrase when one ends in time, else with a bar, else where it would."""
    end = phrase_end(rhythm, wanted)
    if least <= end <= most:
        return end
    bars = [time for time in rhythm.downbeats if least <= time <= most]
    return min(bars, key=lambda time: abs(time - wanted)) if bars else wanted


def _looped(rhythm: Rhythm, begin: float, seconds: float) -> tuple[Passage, ...]:
    """The song repeated from bar line to bar line until it lasts; empty where no loop is found."""
    points = loop_points(rhythm)
    if points is None:
        return ()
    first, last = points
    passages = [Passage(0.0, min(begin, first), last)]
    while (at := passages[-1].at + passages[-1].stop - passages[-1].start) < seconds:
        if len(passages) == _MOST_PASSAGES:
            return ()
        passages.append(Passage(at, first, last))
    return tuple(passages)


def _until(passages: tuple[Passage, ...], end: float) -> tuple[Passage, ...]:
    """The passages that are heard before the film's end, the last one as far as that."""
    return tuple(
        replace(one, stop=min(one.stop, one.start + end - one.at)) for one in passages if one.at < end - 1e-6
    )


def _through(rhythm: Rhythm, passages: tuple[Passage, ...]) -> Rhythm:
    """The rhythm that is heard when the passages are played."""

    def moved(times: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(
            round(one.at + time - one.start, 4)
            for one in passages
            for time in times
            if one.start - 1e-6 <= time < one.stop - 1e-6
        )

    if not passages:
        return rhythm
    length = passages[-1].at + passages[-1].stop - passages[-1].start
    levels = []
    for step in range(floor(length / LOUDNESS_STEP_SECONDS) + 1):
        time = step * LOUDNESS_STEP_SECONDS
        one = next((one for one in reversed(passages) if one.at <= time), passages[0])
        index = int((one.start + time - one.at) / LOUDNESS_STEP_SECONDS)
        levels.append(rhythm.loudness[min(index, len(rhythm.loudness) - 1)] if rhythm.loudness else 0.0)
    return Rhythm(
        beats=moved(rhythm.beats),
        downbeats=moved(rhythm.downbeats),
        sections=moved(rhythm.sections),
        confidence=rhythm.confidence,
        bpm=rhythm.bpm,
        loudness=tuple(levels),
        duration_seconds=length,
    )
