"""Small parts, sounds and films, made the way the renderer makes them; frames that know their number."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from slideshow.model.geometry import Size
from slideshow.package import Expected
from slideshow.system.ffmpeg import run

SIZE = Size(128, 224)
_STRIPES = 8
_FRAME_BYTES = SIZE.width * SIZE.height * 3 // 2
_BT709 = "colorprim=bt709:transfer=bt709:colormatrix=bt709:range=tv"
_CLEAN = ["-map_metadata", "-1", "-fflags", "+bitexact"]


def expected(frame_count: int, fps: Fraction = Fraction(30)) -> Expected:
    return Expected(frame_count, fps, SIZE)


def part(
    path: Path,
    count: int,
    *,
    first: int = 0,
    fps: str = "30",
    b_frames: int = 3,
    gop: int = 60,
    profile: str = "high",
    x264: str = f"open-gop=0:{_BT709}",
    options: Sequence[str] = (),
) -> Path:
    """A part of `count` frames: each shows its number in eight stripes, from `first` on."""
    run(
        [
            *("-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{SIZE.width}x{SIZE.height}"),
            *("-r", fps, "-i", "pipe:0", "-c:v", "libx264", "-preset", "veryfast", "-profile:v", profile),
            *("-level", "4.0", "-g", str(gop), "-bf", str(b_frames), "-x264-params", x264),
            *("-bsf:v", "filter_units=remove_types=6", *_CLEAN, "-flags:v", "+bitexact"),
            *("-video_track_timescale", "30000", *options, "-an", str(path)),
        ],
        stdin=b"".join(_frame(first + number) for number in range(count)),
    )
    return path


def sound(path: Path, seconds: float, *options: str) -> Path:
    """A tone of exactly that length, in stereo."""
    tone = f"sine=frequency=440:sample_rate=48000:duration={seconds}"
    run(["-y", "-f", "lavfi", "-i", tone, "-ac", "2", "-c:a", "aac", *_CLEAN, *options, str(path)])
    return path


def mux(picture: Path, tone: Path, into: Path, *options: str) -> Path:
    """A film as package() would mux it, but for what the options change."""
    inputs = ["-y", "-i", str(picture), "-i", str(tone), "-map", "0:v", "-map", "1:a", "-c", "copy"]
    clock = ["-video_track_timescale", "30000", "-movie_timescale", "30000"]
    run([*inputs, *_CLEAN, *clock, "-movflags", "+faststart", *options, str(into)])
    return into


def shown_numbers(film: Path) -> list[int]:
    """The numbers that the decoded frames show, in their order."""
    arguments = ["-i", str(film), "-map", "0:v", "-fps_mode", "passthrough"]
    frames, _ = run([*arguments, "-pix_fmt", "yuv420p", "-f", "rawvideo", "-"])
    middle = SIZE.width * SIZE.height // 2
    return [_number(frames[at + middle :]) for at in range(0, len(frames), _FRAME_BYTES)]


def shown_times(film: Path, fps: Fraction) -> list[Fraction]:
    """When ffmpeg shows each frame, in seconds, counted in hundredths of frames."""
    clock = fps * 100
    arguments = ["-i", str(film), "-map", "0:v", "-copyts", "-fps_mode", "passthrough"]
    base = ["-enc_time_base", f"{clock.denominator}:{clock.numerator}"]
    lines, _ = run([*arguments, *base, "-f", "framecrc", "-"])
    ticks = [int(line.split(b",")[2]) for line in lines.splitlines() if not line.startswith(b"#")]
    return [tick / clock for tick in ticks]


def _frame(number: int) -> bytes:
    width = SIZE.width // _STRIPES
    row = b"".join(bytes([200 if number >> bit & 1 else 40]) * width for bit in range(_STRIPES))
    return row * SIZE.height + bytes([128]) * (SIZE.width * SIZE.height // 2)


def _number(row: bytes) -> int:
    width = SIZE.width // _STRIPES
    return sum((row[bit * width + width // 2] > 120) << bit for bit in range(_STRIPES))
