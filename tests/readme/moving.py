"""The moving picture at the top of the README: moments of the film of the sample photos, as a WebP animation.

python tests/readme/moving.py
"""

from pathlib import Path

from PIL import Image

import slideshow

ROOT = Path(__file__).parents[2]
OUT = ROOT / "docs" / "pictures" / "film.webp"
SIZE = (270, 480)
FPS = 10
# From which second to which: the title, and the joins and motions that follow.
SECONDS = (0.5, 12.5)
# The source archive has to stay small, too.
LARGEST_BYTES = 1_200_000


def main() -> None:
    """Writes film.webp to docs/pictures, at the best quality that is small enough."""
    timeline = slideshow.plan(ROOT / "sample_photos", fps=FPS, size=(540, 960))
    first, last = (round(second * FPS) for second in SECONDS)
    pictures = [
        Image.fromarray(picture).resize(SIZE, Image.Resampling.LANCZOS)
        for picture in slideshow.frames(timeline, first, last)
    ]
    for quality in (50, 40, 30):
        pictures[0].save(
            OUT,
            save_all=True,
            append_images=pictures[1:],
            duration=round(1000 / FPS),
            loop=0,
            quality=quality,
            method=4,
        )
        size = OUT.stat().st_size
        print(f"quality {quality}: {size:,} bytes")  # noqa: T201
        if size <= LARGEST_BYTES:
            return
    raise SystemExit("The film is too long for a picture this small.")


if __name__ == "__main__":
    main()
