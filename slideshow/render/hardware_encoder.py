"""The encoder that a person asked for -> one that works here: tried on frames, and its film decoded."""

import hashlib
import json
import logging
import sys
import time
from fractions import Fraction

import numpy as np

from slideshow.errors import FfmpegError, InputError
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.render.encoder import SOFTWARE, arguments
from slideshow.system import ffmpeg
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder
from slideshow.system.working_folder import temporary_folder

MOST_BYTES = 1_000_000
AUTO = "auto"

# Which to try, best first, by the system.
_log = logging.getLogger(__name__)
_HARDWARE = {
    "darwin": ("videotoolbox",),
    "win32": ("nvenc", "qsv", "amf"),
}
_ON_OTHERS = ("nvenc", "qsv", "vaapi")

# A driver may come and go.
_REMEMBERED_SECONDS = 7 * 24 * 3600

# Limited range luma and chroma of patches: dark, light, and both ends of the blue and red differences.
_PATCHES = ((60, 128, 128), (200, 128, 128), (110, 200, 90), (110, 70, 190))
_TOLERANCE = 8
_FRAMES = 8
_FPS = Fraction(30)


def usable_encoder(wanted: str, size: Size, kept: FileCache | None = None) -> str:
    """The encoder to use for films of a size. Raises InputError for one that was named and does not work.

    For "auto" it is the first of this system's that encodes frames so that they come back right, else x264.
    What was found is remembered for each build of ffmpeg.
    """
    if wanted == SOFTWARE:
        return SOFTWARE
    kept = kept or FileCache(cache_folder() / "encoders")
    tried = candidates() if wanted == AUTO else (wanted,)
    name = hashlib.blake2b(f"{ffmpeg.build()} {size} {wanted}".encode(), digest_size=16).hexdigest() + ".json"
    found = _remembered(kept, name, tried)
    if found is None:
        found = next((encoder for encoder in tried if not fault(encoder, size)), SOFTWARE)
        _log.debug("of %s, %s works here", ", ".join(tried), found)
        kept.write(name, json.dumps({"encoder": found, "at": time.time()}).encode())
    if found == SOFTWARE and wanted != AUTO:
        # Tried again, for its reason and because it may have been mended.
        if problem := fault(wanted, size):
            raise InputError(f"--encoder {wanted}: does not work here ({problem}).", "Use --encoder auto.")
        return wanted
    return found


def candidates() -> tuple[str, ...]:
    """The encoders that this system's graphics cards may have, the best first."""
    return _HARDWARE.get(sys.platform, _ON_OTHERS)


def fault(encoder: str, size: Size) -> str:
    """What is wrong with the encoder's film of a few frames, "" when they come back as they were."""
    with temporary_folder() as folder:
        part = folder / "part.mp4"
        frame = _test_frame(size)
        try:
            with ffmpeg.feeding(arguments(size, _FPS, "good", part, encoder)) as pipe:
                for _ in range(_FRAMES):
                    ffmpeg.write(pipe, frame.buffer.data)
            raw, log = ffmpeg.run(
                ["-loglevel", "info", "-i", f"file:{part}", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"]
            )
        except FfmpegError as error:
            return error.problem
    if len(raw) != _FRAMES * frame.buffer.nbytes or f"{size.width}x{size.height}" not in log:
        return "its frames have another size or number"
    if "bt709" not in log or "h264 (High)" not in log:
        return "it does not tell its colours or profile"
    last = np.frombuffer(raw, np.uint8)[-frame.buffer.nbytes :]
    return "" if _patches_of(last, size) else "its colours are others"


def _test_frame(size: Size) -> Frame:
    """Four patches, one below the other."""
    frame = Frame(size)
    for index, values in enumerate(_PATCHES):
        for plane, value in zip(frame.planes, values, strict=True):
            height = plane.shape[0]
            plane[height * index // len(_PATCHES) : height * (index + 1) // len(_PATCHES)] = value
    return frame


def _patches_of(buffer: np.ndarray, size: Size) -> bool:
    """Whether the middle of every patch is as it was."""
    frame = Frame(size)
    frame.buffer[:] = buffer
    for index, values in enumerate(_PATCHES):
        for plane, value in zip(frame.planes, values, strict=True):
            height, width = plane.shape
            middle = plane[height * (2 * index + 1) // (2 * len(_PATCHES)), width // 4 : width * 3 // 4]
            if np.abs(middle.astype(int) - value).max() > _TOLERANCE:
                return False
    return True


def _remembered(kept: FileCache, name: str, candidates: tuple[str, ...]) -> str | None:
    try:
        value = json.loads(kept.file(name).read_bytes())
        encoder, at = value["encoder"], float(value["at"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None
    fresh = 0 <= time.time() - at < _REMEMBERED_SECONDS
    return str(encoder) if fresh and encoder in (*candidates, SOFTWARE) else None
