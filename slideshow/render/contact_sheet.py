"""Timeline → contact sheet: the film on one page, a cell a slide, drawn by the film's own code in small."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from PIL import Image, ImageDraw

from slideshow.effects.photo_share import photo_share
from slideshow.errors import PhotoError
from slideshow.model.album import LeftOut, Photo
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.music import Rhythm
from slideshow.model.timeline import Slide, Timeline
from slideshow.render.beat_strip import HEIGHT, beat_strip
from slideshow.render.camera import Card
from slideshow.render.colour import rgb
from slideshow.render.compose import compose
from slideshow.render.prints import Decode
from slideshow.render.projector import Projector
from slideshow.render.sheet_text import printable_name, shorten, text_font, wrap_text
from slideshow.render.small_film import decoding_for, in_small

_WIDTH = 1840
_MARGIN, _GAP = 40, 26
# Of one of the two pictures of a cell.
_PICTURE_AREA = 21_000
_GROUND, _INK, _FAINT, _EMPTY = (24, 25, 28), (236, 236, 238), (150, 152, 158), (58, 60, 66)
_LINE = 19
_MUSIC_HEAD = 34
_LEFT_OUT_SIDE = 96
_MOST_LEFT_OUT = 48
_THREADS = 2


@dataclass(frozen=True, slots=True)
class _Cell:
    """Both pictures of a slide, side by side, and the lines under them."""

    pictures: Image.Image
    lines: tuple[str, ...]


def contact_sheet(
    timeline: Timeline, title: str, left_out: Sequence[tuple[LeftOut, Photo | None]], decode: Decode
) -> Image.Image:
    """The sheet, in RGB: every slide when it is first and last fully shown, and how it is made.

    `decode` gives pictures, thumbnails will do. Photos left out are below, those without a Photo without a
    picture.
    """
    canvas = timeline.canvas
    scale = min(1.0, (_PICTURE_AREA / (canvas.width * canvas.height)) ** 0.5)
    small = in_small(timeline, round(canvas.width * scale))
    numbers = range(len(small.slides))
    with ThreadPoolExecutor(_THREADS) as pool:
        cells = list(pool.map(partial(_cell, timeline, small, decode), numbers))
        rest = list(pool.map(partial(_left_out_picture, decode), left_out[:_MOST_LEFT_OUT]))
    return _laid_out(timeline, title, cells, left_out, rest)


def _cell(timeline: Timeline, small: Timeline, decode: Decode, index: int) -> _Cell:
    span = timeline.slides[index].span
    # The join before is over, the join after has not begun.
    start = timeline.joins[index - 1].span.stop if index else span.start
    stop = timeline.joins[index].span.start if index < len(timeline.joins) else span.stop
    # Texts fade in and out just then: a little later, and a little before, they are there.
    fading = [3 * one.fade_frames for one in timeline.captions if start <= one.span.start < stop]
    inside = min(max(fading, default=0), (stop - start) // 3)
    moments = (min(start + inside, span.stop - 1), max(stop - 1 - inside, span.start))
    try:
        pictures = _pictures(small, index, moments, _copies(timeline.slides[index], decode))
    except PhotoError as error:
        pictures = _blank(small.canvas, error.reason)
    return _Cell(pictures, tuple(_words(timeline, index)))


def _copies(slide: Slide, decode: Decode) -> Decode:
    """A decoder of the slide's shrunk photos."""
    originals = {photo.path: photo for photo in slide.all_photos}
    return decoding_for(lambda photo: originals[photo.path], decode)


def _pictures(small: Timeline, index: int, moments: tuple[int, int], decode: Decode) -> Image.Image:
    card = compose(small.slides[index], small.canvas, small.look, decode)

    def cards(first: int, last: int) -> Sequence[Card]:
        return (card,)

    # Of the whole film, this slide alone is there; its captions are.
    alone = replace(small, slides=(small.slides[index],), joins=())
    projector = Projector(alone, cards)
    width, height = small.canvas.width, small.canvas.height
    pair = Image.new("RGB", (2 * width + 4, height), _GROUND)
    frame = Frame(small.canvas)
    for number, moment in enumerate(moments):
        projector.draw(moment, frame)
        pair.paste(Image.fromarray(rgb(frame)), (number * (width + 4), 0))
    return pair


def _blank(canvas: Size, reason: str) -> Image.Image:
    pair = Image.new("RGB", (2 * canvas.width + 4, canvas.height), _EMPTY)
    lines = wrap_text(reason, pair.width - 20, text_font(13), 5)
    for number, line in enumerate(lines):
        ImageDraw.Draw(pair).text((10, 10 + 18 * number), line, _INK, text_font(13))
    return pair


def _words(timeline: Timeline, index: int) -> Iterator[str]:
    slide = timeline.slides[index]
    seconds = len(slide.span) / timeline.fps
    way = f"{slide.layout.name} · {slide.motion.name.replace('_', ' ')}"
    shown = photo_share(slide, timeline.canvas)
    yield f"{index + 1}   {float(seconds):.1f} s   {way}   {100 * shown:.0f} %"
    names = ", ".join(printable_name(photo.path.name) for photo in slide.photos)
    yield names
    if index:
        join = timeline.joins[index - 1]
        length = Fraction(len(join.span)) / timeline.fps
        yield f"{join.transition.name.replace('_', ' ')} {float(length):.1f} s" if len(join.span) else "cut"
    texts = [one for one in timeline.captions if one.span.start in slide.span and one.kind != "title"]
    for one in texts:
        yield f"“{' · '.join(part for part in (one.headline, one.detail) if part)}”"


def _left_out_picture(decode: Decode, one: tuple[LeftOut, Photo | None]) -> Image.Image:
    photo = one[1]
    side = _LEFT_OUT_SIDE
    if photo is None:
        return Image.new("RGB", (side, side), _EMPTY)
    scale = side / max(photo.size.width, photo.size.height)
    size = Size(max(1, round(photo.size.width * scale)), max(1, round(photo.size.height * scale)))
    try:
        return Image.fromarray(decode(photo, scale).sample(photo.size.whole, size))
    except PhotoError:
        return Image.new("RGB", (side, side), _EMPTY)


def _laid_out(
    timeline: Timeline,
    title: str,
    cells: list[_Cell],
    left_out: Sequence[tuple[LeftOut, Photo | None]],
    rest: list[Image.Image],
) -> Image.Image:
    cell = cells[0].pictures.size
    columns = max(1, (_WIDTH - 2 * _MARGIN + _GAP) // (cell[0] + _GAP))
    rows = -(-len(cells) // columns)
    row_height = cell[1] + 4 * _LINE + _GAP
    head = _MARGIN + 78
    tile = _LEFT_OUT_SIDE + 64
    per_row = max(1, (_WIDTH - 2 * _MARGIN) // tile)
    strip = _MUSIC_HEAD + HEIGHT + _GAP if timeline.rhythm else 0
    below = (56 + -(-len(rest) // per_row) * (_LEFT_OUT_SIDE + 3 * _LINE + 16)) if rest else 0
    sheet = Image.new("RGB", (_WIDTH, head + rows * row_height + strip + below + _MARGIN), _GROUND)
    draw = ImageDraw.Draw(sheet)
    _heading(draw, timeline, title, len(left_out))
    # The columns reach from margin to margin.
    step = (_WIDTH - 2 * _MARGIN - cell[0]) / max(1, columns - 1) if columns > 1 else 0
    for number, one in enumerate(cells):
        left, top = _MARGIN + round(number % columns * step), head + number // columns * row_height
        sheet.paste(one.pictures, (left, top))
        for line, text in enumerate(one.lines[:4]):
            font = text_font(14, 600) if line == 0 else text_font(13)
            at = (left, top + cell[1] + 8 + line * _LINE)
            draw.text(at, shorten(text, cell[0], font), _INK if line == 0 else _FAINT, font)
    if timeline.rhythm:
        _music(sheet, draw, head + rows * row_height, timeline, timeline.rhythm)
    if rest:
        _rest(sheet, draw, head + rows * row_height + strip, left_out, rest, per_row, tile)
    return sheet


def _heading(draw: ImageDraw.ImageDraw, timeline: Timeline, title: str, left_out: int) -> None:
    minutes, seconds = divmod(round(timeline.duration_seconds), 60)
    photos = sum(len(slide.photos) for slide in timeline.slides)
    facts = [
        f"{minutes}:{seconds:02d}",
        f"{len(timeline.slides)} slides of {photos} photos",
        *([f"{left_out} left out"] if left_out else []),
        f"{timeline.canvas}, {float(timeline.fps):g} frames a second",
    ]
    font = text_font(34, 650)
    draw.text((_MARGIN, _MARGIN - 8), shorten(title or "Without a title", _WIDTH // 2, font), _INK, font)
    draw.text((_MARGIN, _MARGIN + 38), "   ·   ".join(facts), _FAINT, text_font(15))


def _music(
    sheet: Image.Image, draw: ImageDraw.ImageDraw, top: int, timeline: Timeline, rhythm: Rhythm
) -> None:
    text = f"Music   {rhythm.bpm:.0f} beats a minute; beats, bars and loudness below, cuts across"
    draw.text((_MARGIN, top + 6), text, _FAINT, text_font(15))
    sheet.paste(beat_strip(timeline, rhythm, _WIDTH - 2 * _MARGIN), (_MARGIN, top + _MUSIC_HEAD))


def _rest(
    sheet: Image.Image,
    draw: ImageDraw.ImageDraw,
    top: int,
    left_out: Sequence[tuple[LeftOut, Photo | None]],
    rest: list[Image.Image],
    per_row: int,
    tile: int,
) -> None:
    more = f"   and {len(left_out) - len(rest)} more" if len(left_out) > len(rest) else ""
    draw.text((_MARGIN, top + 6), f"Left out{more}", _INK, text_font(18, 600))
    for number, (picture, (one, _)) in enumerate(zip(rest, left_out, strict=False)):
        left = _MARGIN + number % per_row * tile
        row = top + 44 + number // per_row * (_LEFT_OUT_SIDE + 3 * _LINE + 16)
        sheet.paste(picture, (left, row + _LEFT_OUT_SIDE - picture.height))
        font = text_font(12)
        name = shorten(printable_name(one.path.name), tile - 12, font)
        draw.text((left, row + _LEFT_OUT_SIDE + 5), name, _INK, font)
        for line, text in enumerate(wrap_text(one.reason, tile - 12, font, 2)):
            draw.text((left, row + _LEFT_OUT_SIDE + 5 + (line + 1) * (_LINE - 3)), text, _FAINT, font)
