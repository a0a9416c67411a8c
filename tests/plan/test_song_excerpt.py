from dataclasses import replace

import pytest

from slideshow.model.music import Rhythm
from slideshow.plan.song_excerpt import best_part, loop_points, phrase_end

BAR = 2.0
QUIET, FULL = -14.0, 2.0


def song(bars: int = 48, sections: tuple[int, ...] = (8, 16, 32), full: range = range(16, 48)) -> Rhythm:
    """Bars of 2 s, the first one at 1 s; four chords go round; bars outside `full` are quiet and thin."""
    beats = tuple(1.0 + 0.5 * beat for beat in range(bars * 4))
    sounds = []
    for bar in range(bars):
        pitches = [1.0 if place == bar % 4 else 0.0 for place in range(12)]
        bands = [1.0 if place == (bar in full) else 0.0 for place in range(6)]
        sounds.append((*pitches, *bands))
    duration = 1.0 + bars * BAR + 1.0
    loudness = tuple(
        FULL if int((half / 2 - 1) / BAR) in full else QUIET for half in range(int(duration * 2))
    )
    return Rhythm(
        beats,
        beats[::4],
        tuple(1.0 + BAR * bar for bar in sections),
        confidence=0.9,
        bpm=120.0,
        loudness=loudness,
        bar_sounds=tuple(sounds),
        duration_seconds=duration,
    )


def test_the_best_part_begins_with_a_section_and_is_full() -> None:
    assert best_part(song(), 32.0) == 1.0 + 16 * BAR


def test_the_best_part_ends_where_a_section_ends_if_it_can() -> None:
    even = song(full=range(48))
    assert best_part(even, 32.0) + 32.0 in (*even.sections, even.beats[-1] + 0.5)


@pytest.mark.parametrize("length", [1.0, 7.3, 20.0, 41.0, 60.0, 95.0, 97.9])
def test_the_best_part_is_within_the_song_and_on_a_downbeat(length: float) -> None:
    start = best_part(song(), length)
    assert start + length <= song().duration_seconds
    assert start == 0.0 or start in song().downbeats


@pytest.mark.parametrize("length", [98.0, 98.5, 1_000.0])
def test_of_a_song_no_longer_than_the_film_all_is_played(length: float) -> None:
    assert best_part(song(), length) == 0.0


def test_without_bars_to_trust_the_song_is_played_from_its_beginning_and_not_looped() -> None:
    for unknown in (Rhythm(duration_seconds=200.0), replace(song(), confidence=0.2)):
        assert best_part(unknown, 30.0) == 0.0
        assert loop_points(unknown) is None
    assert phrase_end(Rhythm(duration_seconds=200.0), 31.4) == 31.4


def test_a_loop_joins_bar_lines_with_the_same_chords_and_fullness_around_them() -> None:
    points = loop_points(song())
    assert points is not None
    first, last = (song().downbeats.index(point) for point in points)
    assert (last - first) % 4 == 0
    assert last - first >= 24
    assert song().bar_sounds[first] == song().bar_sounds[last]
    assert song().bar_sounds[first - 1] == song().bar_sounds[last - 1]


def test_a_song_of_a_few_bars_has_no_loop() -> None:
    assert loop_points(song(bars=5, sections=())) is None
    assert loop_points(song(bars=6, sections=())) is not None


@pytest.mark.parametrize(
    ("near", "bar"),
    [
        (1.0 + 16 * BAR + 1.5, 16),  # a section's end close by
        (1.0 + 16 * BAR - 3.0, 16),
        (1.0 + 24 * BAR + 1.5, 24),  # a phrase of four bars
        (1.0 + 21.6 * BAR, 22),  # the nearest bar line where neither is near
        (500.0, 47),
    ],
)
def test_a_film_ends_with_a_section_a_phrase_or_a_bar(near: float, bar: int) -> None:
    assert phrase_end(song(), near) == song().downbeats[bar]
