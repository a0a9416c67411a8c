"""Slide -> card: its photos laid out once, in RGB, and converted once."""

import math
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.effects.layouts import LAYOUTS, Arrangement, Placement
from slideshow.model.album import Photo
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Backdrop, Look
from slideshow.model.timeline import Slide
from slideshow.pictures import Picture, decode
from slideshow.render.camera import Card, Layer
from slideshow.render.colour import RGB, planes

Decode = Callable[..., Picture]

# A blur leaves nothing that an eighth of the resolution could not hold.
_COARSE = 8
_RIM = 16
_SHADOW_BLUR = 0.02  # of the card's width
_SHADOW_DROP = 0.008


def compose(slide: Slide, canvas: Size, look: Look, decode: Decode = decode) -> Card:
    """The slide's card. Raises PhotoError when a photo of it cannot be decoded.

    `decode` gives a photo's picture with at least so many decoded pixels to a pixel of it.
    """
    sizes = [photo.size for photo in slide.photos]
    arrangement = LAYOUTS[slide.layout.name](sizes, canvas, **slide.layout.arguments)
    background = rgb_of(look.background)
    if arrangement.has_backdrop:
        return _over_itself(slide.photos[0], arrangement, look, decode)
    if len(slide.photos) == 1:
        sharp, _ = _sampled(slide.photos[0], arrangement.placements[0], background, decode)
        return Card(arrangement.card, Layer(planes(sharp)))
    paper = np.empty((arrangement.card.height, arrangement.card.width, 3), np.uint8)
    paper[:] = rgb_of(look.gap)
    for photo, placement in zip(slide.photos, arrangement.placements, strict=True):
        sharp, _ = _sampled(photo, placement, background, decode)
        top, left = int(placement.box.y), int(placement.box.x)
        paper[top : top + sharp.shape[0], left : left + sharp.shape[1]] = sharp
    return Card(arrangement.card, Layer(planes(paper)))


def _over_itself(photo: Photo, arrangement: Arrangement, look: Look, decode: Decode) -> Card:
    """The photo over its own copy, blurred and dimmed."""
    box = arrangement.placements[0].box
    sharp, picture = _sampled(photo, arrangement.placements[0], rgb_of(look.background), decode)
    # The backdrop has no detail: coarse, as it is made, it costs the camera next to nothing. The photo lies
    # over it with a rim of backdrop in full resolution, so that its edge is not the edge of a layer.
    backdrop = _backdrop(picture, arrangement, look.backdrop)
    rim = _rim(box, arrangement.card)
    detail = _enlarged(backdrop, rim)
    top, left = int(box.y - rim.y), int(box.x - rim.x)
    detail[top : top + sharp.shape[0], left : left + sharp.shape[1]] = sharp
    height, width, _ = backdrop.shape
    covered = Rect(0.0, 0.0, float(width * _COARSE), float(height * _COARSE))
    return Card(arrangement.card, Layer(planes(detail), rim), Layer(planes(backdrop), covered))


def _sampled(
    photo: Photo, placement: Placement, background: tuple[int, int, int], decode: Decode
) -> tuple[RGB, Picture]:
    """What the photo shows in its box, and the picture it was taken from."""
    crop, box = placement.crop, placement.box
    picture = decode(photo, box.width / crop.width, background=background)
    return picture.sample(crop, Size(int(box.width), int(box.height))), picture


def rgb_of(colour: str) -> tuple[int, int, int]:
    """The channels of "#rrggbb"."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _backdrop(picture: Picture, arrangement: Arrangement, look: Backdrop) -> RGB:
    """The photo over all of the card, coarse: blurred, dimmed, under the shadow that the sharp one casts."""
    card = arrangement.card
    coarse = Size(_even_up(card.width / _COARSE), _even_up(card.height / _COARSE))
    small = picture.sample(_covering(picture.size, coarse), coarse).astype(np.float32)
    sigma = max(0.1, look.blur * coarse.width)
    blurred = cv2.GaussianBlur(small, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    shade = look.brightness * (1.0 - look.shadow * _shadow(arrangement.placements[0].box, coarse))
    return np.clip(blurred * shade[:, :, None], 0, 255).astype(np.uint8)


def _shadow(box: Rect, coarse: Size) -> NDArray[np.float32]:
    """How much of the light the box takes away: (height, width), 0 to 1."""
    drop = _SHADOW_DROP * coarse.width * _COARSE
    shadow = np.zeros((coarse.height, coarse.width), np.float32)
    left, right = round(box.x / _COARSE), round(box.right / _COARSE)
    shadow[round((box.y + drop) / _COARSE) : round((box.bottom + drop) / _COARSE), left:right] = 1.0
    sigma = max(0.1, _SHADOW_BLUR * coarse.width)
    return np.asarray(cv2.GaussianBlur(shadow, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE), np.float32)


def _rim(box: Rect, card: Size) -> Rect:
    """The box and a little around it, from even pixels to even pixels, as far as the card goes."""
    left, top = (max(0, 2 * (int(edge - _RIM) // 2)) for edge in (box.x, box.y))
    right, bottom = min(card.width, _even_up(box.right + _RIM)), min(card.height, _even_up(box.bottom + _RIM))
    return Rect(float(left), float(top), float(right - left), float(bottom - top))


def _enlarged(coarse: RGB, part: Rect) -> RGB:
    """A part of the card, in its full resolution, of the coarse backdrop."""
    step = 1.0 / _COARSE
    matrix = np.array(
        [[step, 0.0, (part.x + 0.5) * step - 0.5], [0.0, step, (part.y + 0.5) * step - 0.5]], np.float64
    )
    size = (int(part.width), int(part.height))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    enlarged = cv2.warpAffine(coarse, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(enlarged, np.uint8)


def _covering(photo: Size, shape: Size) -> Rect:
    """The largest part of the photo that has a shape, at its middle."""
    scale = max(shape.width / photo.width, shape.height / photo.height)
    width, height = shape.width / scale, shape.height / scale
    return Rect((photo.width - width) / 2, (photo.height - height) / 2, width, height)


def _even_up(length: float) -> int:
    return 2 * math.ceil(length / 2)
