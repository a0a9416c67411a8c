"""The picture on the first page of the docs: frames of the film of the sample photos, side by side.

python tests/readme/strip.py sample_photos.mp4
"""

import sys
from pathlib import Path

from slideshow.system import ffmpeg

SECONDS = (0.4, 4.6, 7.0, 12.0, 17.4, 22.6, 31.0)
OUT = Path(__file__).parents[2] / "docs" / "pictures" / "strip.jpg"


def main(film: str) -> None:
    """Writes strip.jpg to docs/pictures."""
    inputs = [word for second in SECONDS for word in ("-ss", str(second), "-i", film)]
    scaled = "".join(
        f"[{index}:v]scale=270:480:flags=lanczos,pad=278:480:4:0:white[f{index}];"
        for index in range(len(SECONDS))
    )
    joined = "".join(f"[f{index}]" for index in range(len(SECONDS)))
    graph = f"{scaled}{joined}hstack=inputs={len(SECONDS)}"
    ffmpeg.run(["-y", *inputs, "-filter_complex", graph, "-frames:v", "1", "-q:v", "4", str(OUT)])


if __name__ == "__main__":
    main(sys.argv[1])
