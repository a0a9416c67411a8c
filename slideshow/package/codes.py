"""A film with a QR code at its end -> whether phones can read it, as it is and when an app makes it small."""

from pathlib import Path

import cv2
import numpy as np

from slideshow import ffmpeg
from slideshow.kept import temporary_folder
from slideshow.package.checks import Expected

# What chat apps make of a film for a slow connection.
_SMALL_WIDTH = 360
_SMALL_QUALITY = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-pix_fmt", "yuv420p")


def code_fault(film: Path, expected: Expected, link: str) -> str:
    """What is wrong with the code in the last frame, "" when it is read right at both sizes."""
    last = (expected.frame_count - 1.5) / float(expected.fps)
    start = ["-ss", f"{max(0.0, last - 1.0):.6f}", "-i", f"file:{film}", "-map", "0:v:0"]
    if (read := _read(film, max(0.0, last), "")) != link:
        return f"the QR code is read {_shown(read)}"
    if expected.size.width <= _SMALL_WIDTH:
        return ""
    with temporary_folder() as folder:
        small = folder / "small.mp4"
        ffmpeg.run(["-y", *start, "-vf", f"scale={_SMALL_WIDTH}:-2", *_SMALL_QUALITY, "-an", f"file:{small}"])
        if (read := _read(small, 0.9, "")) != link:
            return f"the QR code, {_SMALL_WIDTH} pixels wide, is read {_shown(read)}"
    return ""


def _read(film: Path, seconds: float, none: str) -> str:
    """What the code says in the frame at some second of a film."""
    picture = ["-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "-"]
    data, _ = ffmpeg.run(["-ss", f"{seconds:.6f}", "-i", f"file:{film}", "-map", "0:v:0", *picture])
    frame = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE) if data else None
    if frame is None:
        return none
    detector = cv2.QRCodeDetector()
    # Small modules are read better when there are more pixels to each.
    for scale in (1, 2, 3):
        larger = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        text, _, _ = detector.detectAndDecode(larger)
        if text:
            return str(text)
    return none


def _shown(text: str) -> str:
    # Never the link itself: it is a key.
    return "as another link" if text else "as nothing"
