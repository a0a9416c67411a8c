"""Samples in, their rhythm out: every step of hearing in its order."""

import numpy as np

from slideshow.model.music import Rhythm
from slideshow.sound.beats.bars import downbeats
from slideshow.sound.beats.beat_tracking import follow
from slideshow.sound.beats.confidence import confidence
from slideshow.sound.beats.loudness import loudness
from slideshow.sound.beats.metrical_level import candidates, score
from slideshow.sound.beats.onsets import onsets, strength
from slideshow.sound.beats.refine import refine
from slideshow.sound.beats.sections import bar_sounds, sections
from slideshow.sound.beats.spectrum import Floats, spectrum
from slideshow.sound.beats.tempo import tempo_path, tempogram

_SHORTEST_SECONDS = 4.0
_FEWEST_BEATS = 4
# Below 16 bits' last bit nothing is music.
_SILENT = 1e-4
# Full scale is 1. Floats of a damaged file can be so large that their squares are no numbers any more.
_LOUDEST = 1e3


def hear_rhythm(samples: Floats, sample_rate: int) -> Rhythm:
    """The rhythm of mono sound; without beats, and of confidence 0, where it is silent or shorter than 4 s.

    Spectral flux, a tempo path through a tempogram, dynamic programming along it at each metrical level,
    and a search for bars and sections; each step's source is in its module.
    """
    duration = len(samples) / sample_rate
    peak = float(np.abs(samples).max(initial=0.0))
    if peak < _SILENT:
        return Rhythm(loudness=loudness(np.zeros(int(duration * 100)), 0.01), duration_seconds=duration)
    if peak > _LOUDEST:
        samples = np.clip(samples, -_LOUDEST, _LOUDEST)
    found = spectrum(samples, sample_rate)
    loud = loudness(found.powers, found.frame_seconds)
    nothing = Rhythm(loudness=loud, duration_seconds=duration)
    if duration < _SHORTEST_SECONDS:
        return nothing

    flux = onsets(found)
    stress = strength(flux, found.frame_seconds)
    likeness = tempogram(stress, found.frame_seconds)
    paths = candidates(likeness, tempo_path(likeness, found.frame_seconds), found.frame_seconds)
    tracked = follow(stress, paths, found.frame_seconds)
    scores = [
        score(flux, stress, likeness, path, beats, found.frame_seconds)
        for path, beats in zip(paths, tracked, strict=True)
    ]
    frames = tracked[int(np.argmax(scores))]
    if len(frames) < _FEWEST_BEATS:
        return nothing

    beats = _ordered(refine(samples, sample_rate, frames * found.frame_seconds), duration)
    firsts = beats[downbeats(found, flux, beats)]
    return Rhythm(
        beats=_rounded(beats),
        downbeats=_rounded(firsts),
        sections=_rounded(sections(found, flux, firsts)),
        confidence=confidence(flux, stress, beats, found.frame_seconds),
        bpm=round(60 / float(np.median(np.diff(beats))), 2),
        loudness=loud,
        bar_sounds=tuple(tuple(round(float(part), 3) for part in bar) for bar in bar_sounds(found, firsts)),
        duration_seconds=duration,
    )


def _ordered(beats: Floats, duration: float) -> Floats:
    """Without those that refining moved out of the sound or onto one another."""
    beats = beats[(beats >= 0) & (beats < duration)]
    return beats[np.diff(beats, prepend=-1.0) > 0.15]


def _rounded(times: Floats) -> tuple[float, ...]:
    return tuple(round(float(time), 4) for time in times)
