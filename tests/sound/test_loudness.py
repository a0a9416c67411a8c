import math
from pathlib import Path

import numpy as np
import pytest

from slideshow.sound.loudness import integrated_lufs, measure
from slideshow.sound.music_file import decode
from tests.sound import sounds


def _ignore(event: object) -> None: ...


def test_a_tone_at_minus_20_dbfs_in_both_channels_measures_minus_20_lufs(tmp_path: Path) -> None:
    # BS.1770: a 997 Hz tone at full scale in one channel reads -3.01, in two 0.0.
    both = np.stack([sounds.tone(3, 997, 0.1)] * 2, axis=1)
    found = measure(sounds.write(tmp_path / "tone.wav", both))
    assert found.integrated_lufs == pytest.approx(-20.0, abs=0.1)
    assert found.true_peak_dbtp == pytest.approx(-20.0, abs=0.1)


def test_true_peak_is_found_between_the_samples(tmp_path: Path) -> None:
    # A quarter of the sample rate, met at 45 degrees: every sample is 3 dB below the wave's top.
    between = 0.9 * np.sin(np.pi / 2 * np.arange(96_000) + np.pi / 4)
    assert measure(sounds.write(tmp_path / "between.wav", between)).true_peak_dbtp > -1.2


def test_silence_measures_minus_infinity(tmp_path: Path) -> None:
    found = measure(sounds.write(tmp_path / "silence.wav", np.zeros(96_000)))
    assert found.integrated_lufs == -math.inf


@pytest.mark.parametrize("name", ["tone", "noise", "hits", "loud then quiet"])
def test_our_own_gating_agrees_with_ffmpeg(name: str, tmp_path: Path) -> None:
    sound = {
        "tone": sounds.tone(5, 997, 0.1),
        "noise": sounds.noise(5, 0.1),
        "hits": sounds.hits(5),
        "loud then quiet": np.concatenate([sounds.noise(2, 0.2), sounds.noise(4, 0.002)]),
    }[name]
    file = sounds.write(tmp_path / "sound.wav", np.stack([sound, 0.5 * sound], axis=1))
    music = decode(file, 60 * sounds.RATE, tmp_path / "raw", _ignore)
    assert integrated_lufs(music.powers) == pytest.approx(measure(file).integrated_lufs, abs=0.1)
