"""Clips made of numbers, and where they are heard in a film."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from slideshow.model.clip import Clip
from slideshow.model.geometry import Size
from slideshow.system.ffmpeg import run
from tests.sound.sounds import RATE, Samples

SIZE = Size(32, 32)


def write(
    path: Path, sound: Samples, rate: int = RATE, codec: Sequence[str] = ("aac",), late_seconds: float = 0.0
) -> Clip:
    """A clip whose sound, (count,) or (count, channels), sets in `late_seconds` after its picture."""
    channels = 1 if sound.ndim == 1 else sound.shape[1]
    seconds = len(sound) / rate + late_seconds
    picture = ["-f", "lavfi", "-i", f"color=red:s=32x32:r=10:d={seconds}"]
    source = ["-f", "f32le", "-ar", str(rate), "-ac", str(channels), "-i", "pipe:0"]
    coding = ["-c:v", "mjpeg", "-c:a", *codec, "-map", "0:v", "-map", "1:a"]
    late = ["-af", f"asetpts=PTS+{late_seconds}/TB"] if late_seconds else []
    run(["-y", *picture, *source, *coding, *late, str(path)], stdin=sound.astype("<f4").tobytes())
    return known(path, seconds)


def known(path: Path, seconds: float = 4.0, *, has_sound: bool = True) -> Clip:
    """The clip in a file, as if its header had been read."""
    return Clip(path, Fraction(seconds), Fraction(10), SIZE, SIZE, has_sound=has_sound)
