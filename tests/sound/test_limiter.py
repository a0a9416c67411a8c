import numpy as np
import pytest

from slideshow.sound.limiter import Levels, gains, limit_gain

CEILING_DBTP = -1.5
CEILING = 10 ** (CEILING_DBTP / 20)


@pytest.fixture
def peaks() -> Levels:
    """Longer than one chunk of the release: mostly low, one frame in fifty high."""
    random = np.random.default_rng(5)
    low = random.uniform(0.0, 0.3, 10_000)
    return np.where(random.random(10_000) < 0.02, 1.0, low).astype(np.float32)


def _decibels(amplitudes: Levels) -> Levels:
    return np.asarray(20 * np.log10(amplitudes), dtype=np.float32)


def test_no_peak_passes_the_ceiling_at_either_border_of_its_frame(peaks: Levels) -> None:
    borders = limit_gain(peaks, 12.0, CEILING_DBTP)
    assert len(borders) == len(peaks) + 1
    assert (peaks * np.maximum(borders[:-1], borders[1:])).max() <= CEILING * 1.0001


def test_gain_is_the_same_everywhere_when_no_peak_is_too_high(peaks: Levels) -> None:
    borders = limit_gain(peaks, -6.0, CEILING_DBTP)
    np.testing.assert_allclose(_decibels(borders), -6.0, atol=1e-4)


def test_a_cut_begins_before_its_peak_without_a_jump_and_goes_softly() -> None:
    peaks = np.full(400, 0.01, dtype=np.float32)
    peaks[200] = 1.0
    cut = _decibels(limit_gain(peaks, 12.0, CEILING_DBTP)) - 12.0
    assert cut.min() == pytest.approx(-13.5, abs=0.01)
    assert cut[194] == pytest.approx(0.0, abs=0.01)
    assert np.abs(np.diff(cut)).max() < 6.0  # decibels in 5 ms
    # Back by three quarters after 0.2 s, and never in a hurry.
    assert -4.0 < cut[240] < -1.0
    assert np.diff(cut[204:]).max() < 0.7
    assert cut[399] == pytest.approx(0.0, abs=0.02)


def test_release_runs_on_across_chunks() -> None:
    peaks = np.full(9000, 0.01, dtype=np.float32)
    peaks[[1000, 4090]] = 1.0
    cut = _decibels(limit_gain(peaks, 12.0, CEILING_DBTP))
    np.testing.assert_allclose(cut[4080:4200], cut[990:1110], atol=0.01)


def test_quieter_loudness_needs_no_more_than_one_gain(peaks: Levels) -> None:
    powers = np.full(len(peaks), 0.01, dtype=np.float32)  # -20.7 LUFS
    borders, reached = gains(peaks, powers, -30.0, CEILING_DBTP)
    assert reached
    np.testing.assert_allclose(_decibels(borders), -9.31, atol=0.01)


def test_sound_of_single_clicks_is_given_up_instead_of_driven_without_end() -> None:
    peaks = np.zeros(4000, dtype=np.float32)
    peaks[::200] = 1.0
    _, reached = gains(peaks, peaks * np.float32(1e-3), -14.0, CEILING_DBTP)
    assert not reached
