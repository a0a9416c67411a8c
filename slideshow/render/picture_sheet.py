"""Pictures that are to be sent -> one sheet: all in their order, numbered, with a line or two each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from slideshow.render.sheet_text import printable_name, shorten, text_font

_WIDTH, _MARGIN, _GAP = 1840, 40, 24
_COLUMN, _HEIGHT, _LINE = 230, 410, 19
_GROUND, _INK, _FAINT = (24, 25, 28), (236, 236, 238), (150, 152, 158)


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture, in RGB, the name of its file, and what there is to say of it; `is_film` marks a clip."""

    picture: Image.Image
    name: str
    words: str
    is_film: bool = False


def picture_sheet(title: str, facts: str, pictures: Sequence[SheetPicture]) -> Image.Image:
    """The sheet, in RGB."""
    columns = (_WIDTH - 2 * _MARGIN + _GAP) // (_COLUMN + _GAP)
    rows = [pictures[start : start + columns] for start in range(0, len(pictures), columns)]
    small = [[_small(one.picture) for one in row] for row in rows]
    heights = [max(one.height for one in row) for row in small]
    head = _MARGIN + 78
    height = head + sum(heights) + len(rows) * (2 * _LINE + 16 + _GAP) + _MARGIN
    sheet = Image.new("RGB", (_WIDTH, height), _GROUND)
    draw = ImageDraw.Draw(sheet)
    font = text_font(34, 650)
    draw.text((_MARGIN, _MARGIN - 8), shorten(title, _WIDTH - 2 * _MARGIN, font), _INK, font)
    draw.text((_MARGIN, _MARGIN + 38), facts, _FAINT, text_font(15))
    top = head
    for row, drawn, tall in zip(rows, small, heights, strict=True):
        for column, (one, picture) in enumerate(zip(row, drawn, strict=True)):
            left = _MARGIN + column * (_COLUMN + _GAP)
            at = (left + (_COLUMN - picture.width) // 2, top + tall - picture.height)
            sheet.paste(picture, at)
            if one.is_film:
                _arrow(draw, at[0] + picture.width // 2, at[1] + picture.height // 2)
            names, words = text_font(14, 600), text_font(13)
            draw.text((left, top + tall + 8), shorten(one.name, _COLUMN, names), _INK, names)
            line = shorten(printable_name(one.words), _COLUMN, words)
            draw.text((left, top + tall + 8 + _LINE), line, _FAINT, words)
        top += tall + 2 * _LINE + 16 + _GAP
    return sheet


def _small(picture: Image.Image) -> Image.Image:
    scale = min(_COLUMN / picture.width, _HEIGHT / picture.height)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _arrow(draw: ImageDraw.ImageDraw, across: int, down: int) -> None:
    """The sign for what plays."""
    draw.ellipse((across - 26, down - 26, across + 26, down + 26), fill=(0, 0, 0))
    draw.polygon([(across - 9, down - 14), (across - 9, down + 14), (across + 15, down)], fill=_INK)
