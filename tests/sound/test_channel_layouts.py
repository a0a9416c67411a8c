"""Sound in layouts that ffmpeg has no way for is heard all the same, and on its side."""

from pathlib import Path

import numpy as np
import pytest

from slideshow.events import Noticed
from slideshow.media.clips.probe import probe
from slideshow.sound.beats.file import rhythm
from slideshow.sound.channel_layouts import filter_of
from slideshow.sound.clip_audio import decode_part, samples_of
from slideshow.sound.music_file import check_music, decode
from slideshow.system.ffmpeg import run

# How much of a tone each channel has. W, Y, Z, X of what is on the left: AmbiX in SN3D.
LAYOUTS = {
    "ambisonic 1": (1, 1, 0, 0),
    "binaural": (1, 0),
    "FL+BR": (1, 0),
    "FL+FR+LFE+FLC": (1, 0, 0, 1),
    "9 channels": (1,) * 9,
    "5.1": (1, 0, 0, 0, 0, 0),
    "22.2": (1,) + (0,) * 23,
}


def sound_of(folder: Path, layout: str, *, film: bool = False) -> Path:
    """Two seconds of a tone in a layout, alone or in a film. Opus alone writes ambisonics."""
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(96_000) / 48_000)
    raw = np.outer(tone, LAYOUTS[layout]).astype("<f4").tobytes()
    sound = ["-f", "f32le", "-ar", "48000", "-ch_layout", layout, "-i", "pipe:0"]
    picture = ["-f", "lavfi", "-i", "testsrc=d=2:s=96x96:r=25", "-c:v", "mpeg4"] if film else []
    is_opus = layout.startswith("ambisonic")
    coding = ["-c:a", "libopus", "-mapping_family", "2"] if is_opus else ["-c:a", "pcm_s16le"]
    kinds = ("clip.mp4", "song.opus") if is_opus else ("clip.mov", "song.caf")
    path = folder / kinds[0 if film else 1]
    run(["-y", *sound, *picture[:4], *coding, *picture[4:], str(path)], stdin=raw)
    return path


@pytest.mark.parametrize("layout", LAYOUTS)
def test_music_in_any_layout_is_heard(layout: str, tmp_path: Path) -> None:
    path = sound_of(tmp_path, layout)
    check_music(path)
    lines: list[object] = []
    music = decode(path, 96_000, tmp_path / "raw", lines.append)
    assert lines == []
    assert music.sample_count == pytest.approx(96_000, abs=400)
    left, right = np.fromfile(tmp_path / "raw", "<f4").reshape(-1, 2)[1000:90_000].std(axis=0)
    assert left > 0.02
    if layout in ("ambisonic 1", "binaural", "FL+BR", "5.1"):
        assert left > 10 * right
    assert rhythm(path).duration_seconds == pytest.approx(2.0, abs=0.05)


@pytest.mark.parametrize("layout", ["ambisonic 1", "FL+BR"])
def test_a_clip_in_any_layout_is_heard_and_not_called_damaged(layout: str, tmp_path: Path) -> None:
    clip = probe(sound_of(tmp_path, layout, film=True)).clip
    lines: list[object] = []
    assert decode_part(clip, 0.0, 1.5, tmp_path / "raw", lines.append) is not None
    assert [one for one in lines if isinstance(one, Noticed)] == []
    assert samples_of(clip, 0.5, 1.5).std() > 0.02


def test_what_ffmpeg_can_mix_is_left_to_it() -> None:
    assert all(filter_of(name) == "" for name in ("mono", "stereo", "5.1(side)", "7.1", "3 channels"))
