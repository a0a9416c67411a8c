import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from slideshow.errors import InputError
from slideshow.sound.composed import STYLES, StyleName, compose
from slideshow.sound.composed.instruments import INSTRUMENTS
from slideshow.sound.composed.melody import chord_at, is_strong
from slideshow.sound.composed.modal_synthesis import ring
from slideshow.sound.composed.reverb import Room
from slideshow.sound.composed.voicing import has_parallels, movement
from slideshow.sound.loudness import lufs_of
from tests.sound.pieces import (
    LONG,
    NAMES,
    RATE,
    SEEDS,
    band_power,
    every_style,
    heard,
    loudness,
)


@pytest.mark.slow
@every_style
@pytest.mark.parametrize("seconds", [3.0, 4.3217, 11.0, LONG])
def test_piece_is_as_long_as_asked_to_the_sample(style: StyleName, seconds: float) -> None:
    piece, samples = heard(style, seconds)
    assert samples.shape == (round(seconds * RATE), 2)
    assert piece.sample_count == len(samples)
    assert piece.samples().dtype == np.float32


@every_style
@pytest.mark.parametrize("seconds", [3.0, 11.0, LONG])
def test_last_chord_rings_out_to_silence_at_the_last_sample(style: StyleName, seconds: float) -> None:
    piece, samples = heard(style, seconds)
    assert not samples[-1].any()
    ringing = loudness(samples[round(piece.beats[-1] * RATE) :], 0.1)
    assert len(ringing) >= 8
    assert ringing[0] > -30
    assert loudness(samples[-RATE // 20 :], 0.05)[0] < ringing[0] - 40
    # It dies away by itself: its last notes come early, and nothing is cut off.
    assert ringing[len(ringing) // 2] > ringing[-1] + 10
    assert np.diff(ringing[len(ringing) // 2 :]).max() < 4
    assert np.diff(ringing[:-2]).min() > -15
    assert np.abs(samples[-RATE // 50 :]).max() < 1e-4


@every_style
@pytest.mark.parametrize("seconds", [3.0, LONG])
def test_piece_starts_at_once_and_without_a_click(style: StyleName, seconds: float) -> None:
    _, samples = heard(style, seconds)
    assert np.abs(samples[0]).max() < 1e-4
    # Its first hit is as soft as those that follow.
    steps = np.abs(np.diff(samples, axis=0)).max(axis=1)
    assert steps[:48].max() <= steps[48:].max()
    assert loudness(samples[: RATE // 4], 0.25)[0] > -30


@every_style
def test_nothing_clicks(style: StyleName) -> None:
    _, samples = heard(style, LONG)
    bends = np.abs(np.diff(samples[:, 0], 2))
    around = np.sqrt(np.convolve(np.square(bends), np.full(480, 1 / 480), "same"))
    assert (bends / (around + 1e-4)).max() < 9


@every_style
def test_nothing_clips_and_nothing_is_off_centre(style: StyleName) -> None:
    _, samples = heard(style, LONG)
    assert 0.3 < np.abs(samples).max() <= 0.84
    assert np.abs(samples.mean(axis=0)).max() < 1e-3
    left, right = np.square(samples).mean(axis=0)
    assert abs(10 * np.log10(left / right)) < 1.5


@every_style
def test_loudness_is_even_and_alike_in_all_styles(style: StyleName) -> None:
    piece, samples = heard(style, LONG)
    body = loudness(samples[: round(piece.beats[-1] * RATE)], 4.0)
    assert body.max() - body.min() < 5
    assert -23 < lufs_of(samples) < -15


@every_style
@pytest.mark.parametrize("seconds", [3.0, 9.0, 14.0, 30.0, 61.7, 240.0])
def test_ending_rings_for_three_seconds_at_most(style: StyleName, seconds: float) -> None:
    for seed in range(8):
        piece = compose(style, seconds, seed)
        assert 0.85 <= seconds - piece.beats[-1] <= 3.0 + 1e-6


@every_style
def test_balance_is_that_of_a_recording(style: StyleName) -> None:
    _, samples = heard(style, LONG)
    assert band_power(samples, 0, 25) < 0.01
    assert band_power(samples, 0, 120) < 0.6
    assert band_power(samples, 250, 2000) > 0.25
    assert 1e-4 < band_power(samples, 2000, 20_000) < 0.1
    assert band_power(samples, 10_000, 24_000) < 0.005


@every_style
def test_it_is_wide_and_survives_a_single_loudspeaker(style: StyleName) -> None:
    _, samples = heard(style, LONG)
    left, right = samples.T
    assert 0.03 < np.square(left - right).mean() / np.square(left + right).mean() < 0.6


@every_style
def test_same_seed_gives_the_same_samples_each_time(style: StyleName) -> None:
    piece = compose(style, 9.0, 5)
    assert np.array_equal(piece.samples(), piece.samples())
    assert np.array_equal(piece.samples(), compose(style, 9.0, 5).samples())


@every_style
def test_another_seed_gives_another_tune(style: StyleName) -> None:
    tunes = set()
    for seed in SEEDS:
        melody = compose(style, 60.0, seed).score.melody
        tunes.add(tuple(note.pitch - melody[-1].pitch for note in melody[:12]))
    assert len(tunes) >= len(SEEDS) - 1


@every_style
def test_tune_comes_back(style: StyleName) -> None:
    score = compose(style, 75.0, 2).score
    starts = [
        phrase.start_bar * 4
        for phrase in score.form.phrases
        if phrase.theme == "A" and phrase.kind in ("theme", "answer")
    ]
    openings = [
        {(note.start_beat - start, note.pitch) for note in score.melody if 0 <= note.start_beat - start < 8}
        for start in starts
    ]
    assert len(openings) >= 2
    assert len(openings[0]) >= 4
    # A later turn may add passing tones.
    assert all(openings[0] <= later for later in openings)


@every_style
@pytest.mark.parametrize("seed", SEEDS)
def test_melody_stands_on_the_chord_on_strong_beats(style: StyleName, seed: int) -> None:
    score = compose(style, 90.0, seed).score
    strong = [note for note in score.melody if is_strong(note.start_beat)]
    assert len(strong) > 20
    for note in strong:
        assert note.pitch % 12 in chord_at(score.chords, note.start_beat).tones
    for note in score.melody:
        assert note.pitch % 12 in chord_at(score.chords, note.start_beat).scale
        assert STYLES[style].melody_range[0] <= note.pitch <= STYLES[style].melody_range[1]


@every_style
def test_other_tones_are_mostly_left_by_step(style: StyleName) -> None:
    steps, others = 0, 0
    for seed in SEEDS:
        score = compose(style, 90.0, seed).score
        for note, after in pairwise(score.melody):
            if note.pitch % 12 not in chord_at(score.chords, note.start_beat).tones:
                others += 1
                steps += 1 <= abs(after.pitch - note.pitch) <= 2
    assert others > 10
    assert steps / others > 0.85


@every_style
def test_melody_can_be_sung(style: StyleName) -> None:
    # After a breath the tune may begin anywhere.
    leaps = np.array(
        [
            abs(after.pitch - note.pitch)
            for seed in SEEDS
            for note, after in pairwise(compose(style, 90.0, seed).score.melody)
            if after.start_beat <= note.start_beat + note.beats
        ]
    )
    assert leaps.max() <= 12
    assert (leaps <= 4).mean() > 0.7
    assert (leaps == 0).mean() < 0.2


@every_style
def test_voices_move_little_and_rarely_in_parallels(style: StyleName) -> None:
    moves, parallels = [], []
    for seed in SEEDS:
        for before, after in pairwise(compose(style, 90.0, seed).score.voicings):
            moves.append(movement(before.voices, after.voices) / len(after.voices))
            parallels.append(has_parallels(before, after))
    assert np.mean(moves) < 1.6
    assert np.max(moves) <= 5
    assert np.mean(parallels) < 0.01


@every_style
@pytest.mark.parametrize("seconds", [3.0, 9.0, 12.0, 13.0, 14.0, 16.0, 19.0, 27.0, 60.0])
def test_piece_ends_with_a_cadence_on_the_downbeat(style: StyleName, seconds: float) -> None:
    piece = compose(style, seconds, 3)
    *_, dominant, tonic = piece.score.chords
    home = piece.score.keys[-1].tonic
    assert (dominant.degree, tonic.degree) == (4, 0)
    assert (home + 11) % 12 in dominant.tones
    assert tonic.bass == home
    assert piece.score.form.time(tonic.start_beat) == piece.beats[-1] == piece.downbeats[-1]
    assert piece.score.melody[-1].pitch % 12 in tonic.tones


@every_style
@pytest.mark.parametrize("seconds", [11.0, LONG])
def test_sound_rises_at_every_downbeat(style: StyleName, seconds: float) -> None:
    piece, samples = heard(style, seconds)
    mono = samples.mean(axis=1)
    # Low and high sounds by themselves, each with its own measure, as an ear hears them.
    window = np.hanning(400) / np.hanning(400).sum()
    low, high = np.convolve(mono, window, "same")[1:], np.diff(mono)
    power = np.square(low / low.std()) + np.square(high / high.std())
    for downbeat in piece.downbeats[1:]:
        at = round(downbeat * RATE)
        before = power[at - 1700 : at - 260].mean()
        assert power[at : at + 1440].mean() > before


@every_style
def test_beats_are_even_and_only_the_last_ones_slow_down(style: StyleName) -> None:
    piece = compose(style, 60.0, 1)
    beats = np.diff(piece.beats)
    steady = beats[: -STYLES[style].slowed_beats]
    assert piece.beats[0] == 0.0
    assert steady == pytest.approx(60 / piece.beats_per_minute, rel=1e-9)
    assert (np.diff(beats) >= -1e-9).all()
    assert beats.max() <= steady[0] * 1.25
    assert piece.downbeats == piece.beats[::4]
    assert (len(piece.beats) - 1) % 4 == 0


@every_style
def test_tempo_is_the_styles_own_at_every_length(style: StyleName) -> None:
    for seconds in (12.0, 13.7, 17.1, 23.9, 31.4, 48.6, 77.7, 191.0):
        for seed in range(3):
            tempo = compose(style, seconds, seed).beats_per_minute
            assert STYLES[style].slowest_bpm - 0.1 <= tempo <= STYLES[style].fastest_bpm + 0.1


def test_styles_differ_in_tempo_and_in_sound() -> None:
    tempos = {style: compose(style, LONG, 1).beats_per_minute for style in NAMES}
    assert tempos["calm"] < tempos["warm"] < tempos["bright"] < tempos["pulse"]
    bass = {style: band_power(heard(style, LONG)[1], 30, 80) for style in NAMES}
    treble = {style: band_power(heard(style, LONG)[1], 5000, 20_000) for style in NAMES}
    assert bass["pulse"] > 2 * bass["calm"]
    assert treble["bright"] > 5 * treble["calm"]


@every_style
@pytest.mark.slow
@pytest.mark.parametrize("seconds", [3.0, 9.0, 30.0, 75.0, 400.0])
def test_sections_start_on_downbeats(style: StyleName, seconds: float) -> None:
    piece = compose(style, seconds, 2)
    starts = [section.start_seconds for section in piece.sections]
    assert set(starts) <= set(piece.downbeats)
    assert starts == sorted(set(starts))
    assert starts[0] == 0.0


def test_long_piece_changes_key_and_comes_home() -> None:
    keys = compose("warm", 900.0, 1).score.keys
    assert len({key.tonic for key in keys}) >= 3
    assert keys[-1] == keys[0]


@pytest.mark.slow
@every_style
def test_hour_of_music_comes_in_small_blocks(style: StyleName) -> None:
    piece = compose(style, 3600.0, 1)
    assert piece.sample_count == 3600 * RATE
    assert 3590 < piece.beats[-1] < 3600
    blocks = piece.blocks()
    for _ in range(2):
        assert len(next(blocks)) < 5 * RATE


@pytest.mark.slow
def test_music_is_made_in_little_memory_however_many_tones_it_has() -> None:
    piece = compose("calm", 100.0, 1)
    tracemalloc.start()
    try:
        count = sum(len(block) for block in piece.blocks())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 100 * RATE
    # All of its tones together take as much again, and those of an hour 130 MB.
    assert peak < 80e6


@every_style
def test_blocks_meet_without_a_seam(style: StyleName) -> None:
    blocks = list(compose(style, 11.0, 1).blocks())
    assert len(blocks) > 2
    whole = np.concatenate(blocks).astype(np.float64)
    bends = np.abs(np.diff(whole, 2, axis=0)).max(axis=1)
    for seam in np.cumsum([len(block) for block in blocks])[:-1]:
        assert bends[seam - 4 : seam + 4].max() <= bends[seam - 2400 : seam + 2400].max()
        assert bends[seam - 4 : seam + 4].max() < 0.15


@pytest.mark.parametrize(
    ("style", "seconds", "problem"),
    [
        ("calm", 2.9, "Music of 2.9 s cannot be composed."),
        ("calm", float("nan"), "Music of nan s cannot be composed."),
        ("calm", float("inf"), "Music of inf s cannot be composed."),
        ("loud", 10.0, 'There is no music called "loud".'),
    ],
)
def test_what_cannot_be_composed_is_said(style: StyleName, seconds: float, problem: str) -> None:
    with pytest.raises(InputError) as raised:
        compose(style, seconds, 1)
    assert raised.value.problem == problem
    assert raised.value.hint


@pytest.mark.parametrize("name", [*INSTRUMENTS])
@pytest.mark.parametrize("hertz", [110.0, 440.0, 1760.0])
def test_instrument_is_in_tune_and_free_of_clicks(name: str, hertz: float) -> None:
    tone = INSTRUMENTS[name].tone(hertz, 0.7, 0).astype(np.float64)
    peak = np.abs(tone).max()
    assert abs(tone[0]) < 0.002 * peak
    assert abs(tone[-1]) < 0.002 * peak
    assert abs(tone.mean()) < 0.01 * peak
    count = 1 << 20
    powers = np.abs(np.fft.rfft(tone, count))
    found = np.fft.rfftfreq(count, 1 / RATE)
    near = (found > hertz * 0.94) & (found < hertz * 1.06)
    strongest = found[near][powers[near].argmax()]
    assert abs(1200 * np.log2(strongest / hertz)) < 8
    # Nothing folds back from above half the rate.
    assert np.square(powers[found > 16_000]).sum() < 1e-5 * np.square(powers).sum()


def test_ring_is_the_sum_of_its_sines() -> None:
    t = np.arange(RATE) / RATE
    expected = 0.5 * np.sin(2 * np.pi * 440 * t) * np.exp(-t / 0.3) + 0.2 * np.sin(2 * np.pi * 1111 * t)
    sounds = ring([440.0, 1111.0], [0.5, 0.2], [0.3, 1e9], 1.0)
    assert np.abs(sounds - expected).max() < 1e-4


def test_room_answers_the_same_however_its_input_is_cut() -> None:
    sound = np.random.default_rng(1).standard_normal((2, 48_000)).astype(np.float32)
    whole = Room(0.5, 48_000).answer(sound)
    room = Room(0.5, 12_000)
    parts = [room.answer(sound[:, at : at + 12_000]) for at in range(0, 48_000, 12_000)]
    assert np.abs(np.concatenate(parts, axis=1) - whole).max() < 1e-3
