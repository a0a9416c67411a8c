"""A film with a QR code at its end -> whether phones can read it, as it is and when an app makes it small."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from slideshow.package.checks import Expected
from slideshow.system import ffmpeg

# What chat apps make of a film for a slow connection.
_SMALL_WIDTH = 360
_SMALL_QUALITY = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "30", "-pix_fmt", "yuv420p")


def code_fault(film: Path, expected: Expected, link: str) -> str:
    """What is wrong with the code in the last frame, "" when it is read right at both sizes."""
    last = max(0.0, (expected.frame_count - 1.5) / float(expected.fps))
    start = max(0.0, last - 1.0)
    if (read := _read(["-ss", f"{last:.6f}", "-i", f"file:{film}"])) != link:
        return f"the QR code is read {_shown(read)}"
    if expected.size.width <= _SMALL_WIDTH:
        return ""
    # Through pipes: no disk is needed for it that may be full.
    source = ["-ss", f"{start:.6f}", "-i", f"file:{film}", "-map", "0:v:0", "-an"]
    small, _ = ffmpeg.run(
        [*source, "-vf", f"scale={_SMALL_WIDTH}:-2", *_SMALL_QUALITY, "-f", "nut", "pipe:1"]
    )
    # Behind the input, so that it is not sought in the pipe.
    if (read := _read(["-i", "pipe:0", "-ss", f"{max(0.0, last - start - 0.1):.6f}"], small)) != link:
        return f"the QR code, {_SMALL_WIDTH} pixels wide, is read {_shown(read)}"
    return ""


def _read(source: Sequence[str], film: bytes = b"") -> str:
    """What the code says in the frame of a film that ffmpeg is told to begin at, "" when it says nothing."""
    picture = ["-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "-"]
    data, _ = ffmpeg.run([*source, "-map", "0:v:0", *picture], stdin=film)
    frame = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE) if data else None
    if frame is None:
        return ""
    detector = cv2.QRCodeDetector()
    # Small modules are read better when there are more pixels to each.
    for scale in (1, 2, 3):
        larger = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        text, _, _ = detector.detectAndDecode(larger)
        if text:
            return str(text)
    return ""


def _shown(text: str) -> str:
    # Never the link itself: it is a key.
    return "as another link" if text else "as nothing"
