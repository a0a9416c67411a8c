"""The picture of all templates in docs/templates.md, put together from the stills of a gallery.

slideshow templates gallery -o looks; python tests/readme/templates.py looks
"""

import sys
from pathlib import Path

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from slideshow.documents.template_files import names

OUT = Path(__file__).parents[2] / "docs" / "pictures" / "templates.jpg"
COLUMNS = 3
STILL = (378, 224)
LABEL = 30


def main(folder: str) -> None:
    """Writes templates.jpg to docs/pictures."""
    shown = list(names())
    rows = -(-len(shown) // COLUMNS)
    gap = 12
    sheet = Image.new(
        "RGB", (COLUMNS * (STILL[0] + gap) - gap, rows * (STILL[1] + LABEL + gap) - gap), "white"
    )
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(fontpkg.path("Inter", 600)), 17)
    for number, name in enumerate(shown):
        left = number % COLUMNS * (STILL[0] + gap)
        top = number // COLUMNS * (STILL[1] + LABEL + gap)
        still = Image.open(Path(folder) / f"{name}.jpg").resize(STILL, Image.Resampling.LANCZOS)
        sheet.paste(still, (left, top + LABEL))
        draw.text((left, top + 6), name, "#333333", font)
    sheet.save(OUT, quality=86, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
