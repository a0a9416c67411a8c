"""Caption -> overlay: text drawn once, then laid over the frames only where it is."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Size
from slideshow.model.template import Type
from slideshow.model.timeline import Caption
from slideshow.render.colour import rgb_of, ycbcr

# Shares of the canvas that the apps cover with their own controls (tiktok: 440 px of 1920 below,
# 60 of 1080 on the left, 160 on the right), and a margin of ours.
_MARGIN_LEFT = 0.08
_MARGIN_RIGHT = 0.16
_MARGIN_BELOW = 0.25
# Of the heading's size. What is small already has a line under it that is nearly as large.
_DETAIL_SIZES = {"title": 0.46, "chapter": 0.72, "caption": 0.72}
_LINE_HEIGHT = 1.16
_LEAST_SHRUNK = 0.5
_BLACK = (16, 128, 128)


@dataclass(slots=True)
class Overlay:
    """A caption's pixels: rows `top` and below of the frame, over its whole width.

    Per plane: what is kept of the picture (0 to 255), and what is added to it.
    """

    caption: Caption
    top: int
    keep: tuple[Plane, Plane, Plane]
    add: tuple[Plane, Plane, Plane]

    def draw(self, frame: int, out: Frame) -> None:
        """Lays the caption over `out`, at the strength it has at this frame of the film."""
        strength = self._strength(frame)
        if strength <= 0.0:
            return
        tops = (self.top, self.top // 2, self.top // 2)
        for plane, top, keep, add in zip(out.planes, tops, self.keep, self.add, strict=True):
            part = plane[top:]
            if strength < 1.0:
                cv2.multiply(part, _faded(keep, strength, 255.0), dst=part, scale=1.0 / 255.0)
                cv2.add(part, _faded(add, strength, 0.0), dst=part)
            else:
                cv2.multiply(part, keep, dst=part, scale=1.0 / 255.0)
                cv2.add(part, add, dst=part)

    def _strength(self, frame: int) -> float:
        span, fade = self.caption.span, self.caption.fade_frames
        if frame not in span:
            return 0.0
        rising = 1.0 if span.start == 0 else (frame - span.start + 1) / (fade + 1)
        return min(1.0, rising, (span.stop - frame) / (fade + 1))


def _faded(values: Plane, strength: float, none: float) -> Plane:
    """`values` at full strength, `none` at no strength."""
    return np.asarray(cv2.convertScaleAbs(values, alpha=strength, beta=none * (1.0 - strength)), np.uint8)


def overlay(caption: Caption, canvas: Size, look: Type) -> Overlay:
    """The caption set in the lower part of the canvas, over a scrim that rises from the bottom edge."""
    text, text_top = _text(caption, canvas, look)
    # The scrim begins well above the text, so that no edge of it shows.
    top = 2 * max(0, (text_top - round(0.18 * canvas.height)) // 2)
    height = canvas.height - top
    rows = np.linspace(0.0, 1.0, height, dtype=np.float32)
    full = (text_top - top) / height
    ramp = np.clip(rows / max(full, 0.01), 0.0, 1.0)
    scrim = look.scrim * (ramp * ramp * (3 - 2 * ramp))[:, None]
    ink = text[top:].astype(np.float32) / 255.0
    keep = (1.0 - ink) * (1.0 - scrim)
    colour = ycbcr(rgb_of(look.colour))
    keeps, adds = [], []
    for index in range(3):
        kept, inked = (keep, ink) if index == 0 else (_halved(keep), _halved(ink))
        added = inked * colour[index] + (1.0 - kept - inked) * _BLACK[index]
        keeps.append(np.rint(kept * 255.0).astype(np.uint8))
        adds.append(np.rint(np.clip(added, 0, 255)).astype(np.uint8))
    return Overlay(caption, top, (keeps[0], keeps[1], keeps[2]), (adds[0], adds[1], adds[2]))


def _halved(mask: NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = mask.shape
    return np.asarray(cv2.resize(mask, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.float32)


def _text(caption: Caption, canvas: Size, look: Type) -> tuple[Plane, int]:
    """How much ink lies on each pixel of the canvas (0 to 255), and the row where the text begins."""
    short = min(canvas.width, canvas.height)
    room = canvas.width * (1.0 - _MARGIN_LEFT - _MARGIN_RIGHT)
    heading_size = look.size * short
    heading, heading_font = _set(caption.heading, look, heading_size, look.weight, room)
    detail, detail_font = _set(caption.detail, look, heading_size * _DETAIL_SIZES[caption.kind], 450, room)
    lines = [(line, heading_font) for line in heading] + [(line, detail_font) for line in detail]
    heights = [_LINE_HEIGHT * font.size for _, font in lines]
    gap = 0.35 * detail_font.size if heading and detail else 0.0
    top = canvas.height * (1.0 - _MARGIN_BELOW) - sum(heights) - gap
    ink = Image.new("L", (canvas.width, canvas.height))
    draw = ImageDraw.Draw(ink)
    below = top
    for index, ((line, font), height) in enumerate(zip(lines, heights, strict=True)):
        if index == len(heading):
            below += gap
        below += height
        # Anchored at the baseline, so that lines stand evenly whatever letters they hold.
        draw.text((_MARGIN_LEFT * canvas.width, below - 0.28 * font.size), line, 255, font, anchor="ls")
    return np.asarray(ink), int(top)


def _set(
    text: str, look: Type, size: float, weight: int, room: float
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The text in lines no wider than `room`, smaller where a word would not fit otherwise."""
    font = font_of(look.family, weight, max(1, round(size)))
    words = _known(text, font).split(" ") if text else []
    widest = max((font.getlength(word) for word in words), default=0.0)
    if widest > room:
        font = font_of(look.family, weight, max(1, int(size * max(_LEAST_SHRUNK, room / widest))))
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.extend(_broken(word, font, room))
    return lines, font


def _broken(word: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """The word, cut where even the smallest letters would run over the edge."""
    parts = [""]
    for letter in word:
        if parts[-1] and font.getlength(parts[-1] + letter) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def _known(text: str, font: ImageFont.FreeTypeFont) -> str:
    """The text without the characters that the font would draw as an empty box."""
    box = bytes(font.getmask("\uffff"))
    kept = "".join(letter for letter in text if letter.isspace() or bytes(font.getmask(letter)) != box)
    return " ".join(kept.split(" "))


@cache
def font_of(family: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """A face of a font package, `size` pixels high."""
    import fontpkg

    font = ImageFont.truetype(str(fontpkg.path(family, weight, nearest=True)), size)
    # A font of one weight has no axes. Beside the weight there may be the optical size: titles are large.
    with suppress(OSError):
        font.set_variation_by_axes([_on_axis(axis, weight) for axis in font.get_variation_axes()])
    return font


def _on_axis(axis: Any, weight: int) -> float:
    least, most = axis["minimum"] or 0, axis["maximum"] or 0
    return float(min(max(weight, least), most) if axis["name"] == b"Weight" else most)
