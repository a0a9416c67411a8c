from itertools import pairwise

import pytest

from slideshow.model.music import Rhythm
from slideshow.plan import beat_cuts as beats_of_plan
from slideshow.plan.beat_cuts import Range, cuts_on_beats, nearest_beat
from slideshow.plan.music_passages import soundtrack

RANGE = Range(1.0, 5.0)


def steady(bpm: float = 120.0, seconds: float = 240.0, metre: int = 4, confidence: float = 0.9) -> Rhythm:
    """A song whose bars all sound alike, with a new section every eight."""
    beat = 60.0 / bpm
    beats = tuple(round(beat * index, 4) for index in range(int(seconds / beat)))
    bars = beats[::metre]
    return Rhythm(
        beats=beats,
        downbeats=bars,
        sections=bars[8::8],
        confidence=confidence,
        bpm=bpm,
        loudness=(0.0,) * int(2 * seconds),
        bar_sounds=((1.0,) + (0.0,) * 11 + (1.0,) + (0.0,) * 5,) * (len(bars) - 1),
        duration_seconds=seconds,
    )


@pytest.mark.parametrize("bpm", [60, 87.3, 120, 174])
@pytest.mark.parametrize("count", [2, 5, 24])
def test_every_cut_lies_on_a_beat_in_order(bpm: float, count: int) -> None:
    rhythm = steady(bpm)
    cuts = cuts_on_beats([1.0] * count, 2.6 * count, rhythm, RANGE)
    assert cuts is not None
    assert cuts[0] == 0.0
    assert set(cuts[1:]) <= set(rhythm.beats)
    assert all(after > before for before, after in pairwise((*cuts, 2.6 * count)))


def test_lengths_stay_in_the_range_and_near_their_share() -> None:
    end = 60.0
    cuts = cuts_on_beats([1.3, *[1.0] * 20], end, steady(110), RANGE)
    assert cuts is not None
    lengths = [stop - start for start, stop in pairwise((*cuts, end))]
    assert min(lengths) >= RANGE.least
    assert max(lengths) <= RANGE.most
    assert sum(lengths[1:]) / 20 == pytest.approx(end / 21.3, rel=0.1)


def test_most_cuts_fall_on_bars_and_half_bars() -> None:
    rhythm = steady(120)
    cuts = cuts_on_beats([1.0] * 24, 60.0, rhythm, RANGE)
    assert cuts is not None
    halves = {round(time, 4) for time in rhythm.beats[::2]}
    assert sum(cut in halves for cut in cuts[1:]) >= 0.8 * 23


def test_a_chapter_begins_on_a_downbeat() -> None:
    rhythm = steady(100)
    for chapter in (3, 4, 5, 9):
        cuts = cuts_on_beats([1.0] * 14, 33.0, rhythm, RANGE, {chapter})
        assert cuts is not None
        assert cuts[chapter] in rhythm.downbeats


def test_pictures_change_faster_where_the_music_is_fuller() -> None:
    from dataclasses import replace

    levels = (-8.0,) * 60 + (4.0,) * 60
    rhythm = replace(steady(120, 60.0), loudness=levels)
    cuts = cuts_on_beats([1.0] * 20, 60.0, rhythm, RANGE)
    assert cuts is not None
    quiet, loud = sum(cut < 30 for cut in cuts), sum(cut >= 30 for cut in cuts)
    assert loud >= quiet + 3


def test_with_fewer_beats_than_photos_there_are_no_cuts() -> None:
    assert cuts_on_beats([1.0] * 30, 60.0, steady(40, 20.0), RANGE) is None


def test_the_nearest_beat_is_told_with_its_sign() -> None:
    assert nearest_beat(1.02, (0.0, 1.0, 2.0)) == pytest.approx(0.02)
    assert nearest_beat(1.98, (0.0, 1.0, 2.0)) == pytest.approx(-0.02)
    assert nearest_beat(9.0, (0.0, 1.0)) == pytest.approx(8.0)


def test_a_long_song_is_played_from_a_downbeat_and_ends_on_one() -> None:
    rhythm = steady(120, 240.0)
    music = soundtrack(rhythm, 60.0, 52.0, 68.0)
    (passage,) = music.passages
    assert passage.start in rhythm.downbeats
    assert any(abs(passage.stop - bar) < 1e-3 for bar in rhythm.downbeats)
    assert 52.0 <= music.film_seconds <= 68.0
    assert music.rhythm.beats[0] == pytest.approx(0.0, abs=1e-3)


def test_a_given_start_is_kept_and_beats_move_with_it() -> None:
    music = soundtrack(steady(120, 240.0), 60.0, 60.0, 60.0, start=30.2)
    assert music.passages[0].start == 30.2
    assert music.rhythm.beats[0] == pytest.approx(0.3, abs=1e-3)


@pytest.mark.parametrize("seconds", [20.0, 33.0])
def test_a_short_song_is_repeated_so_that_its_beats_go_on(seconds: float) -> None:
    music = soundtrack(steady(120, seconds), 90.0, 80.0, 100.0)
    assert len(music.passages) > 1
    steps = [after - before for before, after in pairwise(music.rhythm.beats)]
    assert all(step == pytest.approx(0.5, abs=1e-3) for step in steps)
    assert music.rhythm.duration_seconds == pytest.approx(music.film_seconds)
    bars = [after - before for before, after in pairwise(music.rhythm.downbeats)]
    assert all(bar == pytest.approx(2.0, abs=1e-3) for bar in bars)


def test_a_song_only_a_little_short_ends_the_film_instead_of_beginning_again() -> None:
    music = soundtrack(steady(120, 57.0), 60.0, 51.0, 69.0)
    assert len(music.passages) == 1
    assert 51.0 <= music.film_seconds <= 57.0


def test_without_a_trusted_beat_the_film_keeps_its_length() -> None:
    music = soundtrack(steady(120, 240.0, confidence=0.2), 60.0, 52.0, 68.0)
    assert music.film_seconds == 60.0
    assert not music.has_beats


def test_of_very_long_music_only_the_beats_near_a_shot_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0

    class Counted(beats_of_plan._Fullness):
        def __call__(self, start: float, stop: float) -> float:
            nonlocal looked
            looked += 1
            return super().__call__(start, stop)

    monkeypatch.setattr(beats_of_plan, "_Fullness", Counted)
    monkeypatch.setattr(beats_of_plan, "_FARTHEST_SECONDS", 12.0)
    cuts = cuts_on_beats([1.0] * 100, 400.0, steady(seconds=401.0), RANGE)
    assert cuts == tuple(4.0 * index for index in range(100))
    # All of them for all shots are nearly 4 million pairs.
    assert looked < 500_000
