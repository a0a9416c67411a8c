from itertools import combinations, pairwise, product
from pathlib import Path
from random import Random

import numpy as np
import pytest

from slideshow.sound.composed import STYLES, StyleName, compose
from slideshow.sound.composed.arrangements import ARRANGEMENTS, arrangement_of
from slideshow.sound.composed.drums import DRUMS, TAKES
from slideshow.sound.composed.instruments import INSTRUMENTS
from slideshow.sound.composed.mix import mix
from slideshow.sound.composed.score import Note
from slideshow.sound.loudness import lufs_of
from slideshow.sound.song import Song
from tests.sound.pieces import BRIGHT, NAMES, RATE, SHORT, band_power, centre, every_style, heard, loudness

# A piece takes a second: one of each style, and the others with the slow tests.
some_seeds = pytest.mark.parametrize(
    "seed", [1, *(pytest.param(one, marks=pytest.mark.slow) for one in (2, 3, 4))]
)


@every_style
@some_seeds
def test_first_seconds_are_as_loud_as_the_rest(style: StyleName, seed: int) -> None:
    piece, samples = heard(style, SHORT, seed)
    first, last = 4 * RATE, round(piece.beats[-1] * RATE)
    assert abs(lufs_of(samples[:first]) - lufs_of(samples[first:last])) < 2.0
    # And there is something to hear at once: the band, not one voice.
    assert len({note.track for note in piece.score.notes if note.start_beat < 4}) >= 3


@pytest.mark.parametrize("style", BRIGHT)
@some_seeds
def test_bright_styles_have_treble_and_no_hiss(style: StyleName, seed: int) -> None:
    piece, samples = heard(style, SHORT, seed)
    assert 10 * np.log10(band_power(samples, 5000, 24_000)) >= -24.0
    # Treble comes with the hits and goes between them; hiss would stay.
    spectrum = np.fft.rfft(samples.mean(axis=1))
    spectrum[np.fft.rfftfreq(len(samples), 1 / RATE) < 5000] = 0
    high = np.fft.irfft(spectrum)[: round(piece.beats[-1] * RATE), None]
    levels = loudness(np.repeat(high, 2, axis=1), 0.01)
    assert np.percentile(levels, 10) < 10 * np.log10(np.square(high).mean()) - 11


@pytest.mark.slow
@every_style
def test_a_style_has_several_bands_and_seeds_that_follow_have_others(style: StyleName) -> None:
    count = len(ARRANGEMENTS[style])
    assert 3 <= count <= 4
    assert len({compose(style, 12.0, seed).arrangement for seed in range(7, 7 + count)}) == count
    # Not the same sounds under another name.
    for one, other in combinations(ARRANGEMENTS[style], 2):
        assert one.tracks["melody"].instrument != other.tracks["melody"].instrument
    average = {}
    for seed in range(1, 1 + count):
        samples = heard(style, SHORT, seed)[1]
        bands = [band_power(samples, 100 * 2**n, 200 * 2**n) for n in range(7)]
        average[seed] = np.log10(bands)
    for first, second in combinations(average.values(), 2):
        assert 10 * np.abs(first - second).max() > 1.5


@every_style
def test_forms_differ_from_seed_to_seed(style: StyleName) -> None:
    def forms(seconds: float) -> set[tuple[object, ...]]:
        pieces = [compose(style, seconds, seed) for seed in range(20)]
        return {
            tuple((one.kind, one.theme, one.bar_count) for one in piece.score.form.phrases)
            for piece in pieces
        }

    assert len(forms(30.0)) >= 4
    assert len(forms(90.0)) >= 6


@every_style
def test_drums_lead_into_most_new_sections(style: StyleName) -> None:
    led, others = 0, 0
    for seed in range(12):
        piece = compose(style, 75.0, seed)
        tracks = arrangement_of(style, seed).tracks
        drums = [note for note in piece.score.notes if tracks[note.track].instrument in DRUMS]
        for phrase in piece.score.form.phrases[:-1]:
            if phrase.bar_count < 4 or phrase.kind in ("build", "rest", "break"):
                continue
            before, last = (
                {
                    (note.track, note.start_beat % 4)
                    for note in drums
                    if note.start_beat // 4 == phrase.start_bar + bar
                }
                for bar in (2, 3)
            )
            if before:
                led += before != last
                others += before == last
    assert led >= 6
    assert led > 1.5 * others


@pytest.mark.parametrize("name", [name for name in DRUMS if name != "riser"])
def test_no_two_hits_of_a_drum_are_the_same_and_harder_ones_are_brighter(name: str) -> None:
    takes = [DRUMS[name](0.7, take).astype(np.float64) for take in range(TAKES)]
    for one, other in combinations(takes, 2):
        # Not a copy, and yet the same drum: their spectra lie near each other.
        assert np.square(one - other).sum() > 0.004 * np.square(one).sum()
        assert abs(centre(one) / centre(other) - 1) < 0.35
    soft, hard = (
        np.mean([centre(DRUMS[name](touch, take)) for take in range(TAKES)]) for touch in (0.1, 1.0)
    )
    assert hard > 0.97 * soft if name in ("hightom", "lowtom", "ride", "crash", "openhat") else hard > soft


@pytest.mark.parametrize(("style", "drum"), [("warm", "snare"), ("pulse", "clap"), ("lo-fi", "snare")])
def test_hands_play_near_the_beat_and_no_two_hits_alike(style: StyleName, drum: str) -> None:
    piece = compose(style, 60.0, 1)
    arrangement = arrangement_of(style, 1)
    hits = [note for note in piece.score.notes if note.track == drum and note.start_beat % 4 in (1, 3)]
    assert len(hits) >= 12
    alone = mix(hits, piece.score.form, STYLES[style], arrangement, Random(3))
    sound = np.concatenate([*alone]).astype(np.float64).mean(axis=1)
    late, strong = [], []
    for note in hits:
        at = round(piece.score.form.time(note.start_beat) * RATE)
        around = np.abs(sound[at - 1500 : at + 3500])
        strong.append(around.max())
        late.append((np.argmax(around > 0.15 * around.max()) - 1500) / RATE)
    assert 0.0005 < np.std(late) < 0.012
    assert -0.01 < np.mean(late) < 0.03
    assert np.std(strong) > 0.03 * np.mean(strong)


@every_style
def test_form_has_phrases_a_climax_and_an_ending(style: StyleName) -> None:
    lifted = 0
    for seed in range(12):
        piece = compose(style, 75.0, seed)
        kinds = [section.kind for section in piece.sections]
        assert kinds[0] in ("intro", "theme")
        assert kinds[-1] == "ending"
        assert "theme" in kinds
        for before, after in pairwise(piece.sections):
            if before.kind in ("build", "break") and after.kind != "build":
                lifted += 1
                assert after.energy == max(section.energy for section in piece.sections)
        for phrase in piece.score.form.phrases:
            assert phrase.bar_count == 4 or phrase.kind in ("intro", "ending")
    assert lifted >= 6


@pytest.mark.slow
@every_style
def test_break_is_thinner_and_softer_than_what_follows(style: StyleName) -> None:
    found = 0
    for seconds, seed in product((35.0, 45.0, 75.0), range(20)):
        piece = compose(style, seconds, seed)
        form, notes = piece.score.form, piece.score.notes

        def played(bar: int, notes: tuple[Note, ...] = notes) -> int:
            return sum(bar <= note.start_beat / 4 < bar + 4 for note in notes)

        for phrase, after in pairwise(form.phrases):
            if phrase.kind != "break" or after.kind == "build":
                continue
            found += 1
            assert played(phrase.start_bar) < 0.8 * played(after.start_bar)
            if found == 1:
                start, middle, stop = (
                    round(form.time(4 * bar) * RATE)
                    for bar in (phrase.start_bar, after.start_bar, after.start_bar + 4)
                )
                samples = piece.samples().astype(np.float64)
                assert lufs_of(samples[start:middle]) < lufs_of(samples[middle:stop]) - 0.8
    assert found >= 1


@pytest.mark.slow
@every_style
def test_every_track_has_an_instrument_and_every_note_a_track(style: StyleName) -> None:
    count = len(ARRANGEMENTS[style])
    for first in range(count):
        tracks = arrangement_of(style, first).tracks
        assert {track.instrument for track in tracks.values()} <= {*INSTRUMENTS, *DRUMS}
        played = {
            note.track
            for seed in range(first, first + 16 * count, count)
            for note in compose(style, 100.0, seed).score.notes
        }
        assert played == set(tracks)


def test_every_instrument_and_drum_is_played_somewhere() -> None:
    played = {
        track.instrument for style in NAMES for one in ARRANGEMENTS[style] for track in one.tracks.values()
    }
    assert played == {*INSTRUMENTS, *DRUMS}


@pytest.mark.parametrize("word", ["lo-fi", "lofi", "Calm", "acoustic"])
def test_a_style_is_known_by_its_name_however_it_is_written(word: str, tmp_path: Path) -> None:
    assert Song.of([word], tmp_path).style in NAMES
