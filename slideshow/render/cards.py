"""Slide -> card: its photos laid out once, in RGB, and converted once."""

import cv2
import numpy as np

from slideshow.effects.layouts import LAYOUTS, Arrangement
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Backdrop, Look
from slideshow.model.timeline import Slide
from slideshow.pictures import Picture, decode
from slideshow.render.camera import Card
from slideshow.render.colour import RGB, planes

# A blur leaves nothing that an eighth of the resolution could not hold.
_COARSE = 8
_SHADOW_BLUR = 0.02  # of the card's width
_SHADOW_DROP = 0.008


def compose(slide: Slide, canvas: Size, look: Look) -> Card:
    """The slide's card. Raises PhotoError when its photo cannot be decoded."""
    photo = slide.photos[0]
    arrangement = LAYOUTS[slide.layout.name](photo.size, canvas, **slide.layout.arguments)
    crop, box = arrangement.placement.crop, arrangement.placement.box
    picture = decode(photo, box.width / crop.width, background=rgb_of(look.background))
    sharp = picture.sample(crop, Size(int(box.width), int(box.height)))
    if not arrangement.has_backdrop:
        return Card(*planes(sharp))
    card = _backdrop(picture, arrangement, look.backdrop)
    card[int(box.y) : int(box.bottom), int(box.x) : int(box.right)] = sharp
    return Card(*planes(card))


def rgb_of(colour: str) -> tuple[int, int, int]:
    """The channels of "#rrggbb"."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _backdrop(picture: Picture, arrangement: Arrangement, look: Backdrop) -> RGB:
    """The card covered by the photo, blurred and dimmed, with the shadow that the sharp one casts."""
    card = arrangement.card
    coarse = Size(-(-card.width // _COARSE), -(-card.height // _COARSE))
    small = picture.sample(_covering(picture.size, card), coarse).astype(np.float32)
    blurred = cv2.GaussianBlur(
        small, (0, 0), max(0.1, look.blur * coarse.width), borderType=cv2.BORDER_REPLICATE
    )
    shade = look.brightness * (1.0 - look.shadow * _shadow(arrangement.placement.box, coarse))
    dimmed = np.clip(blurred * shade[:, :, None], 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(dimmed, (card.width, card.height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _shadow(box: Rect, coarse: Size) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    """How much of the light the box takes away: (height, width), 0 to 1."""
    drop = _SHADOW_DROP * coarse.width * _COARSE
    shadow = np.zeros((coarse.height, coarse.width), np.float32)
    left, right = round(box.x / _COARSE), round(box.right / _COARSE)
    shadow[round((box.y + drop) / _COARSE) : round((box.bottom + drop) / _COARSE), left:right] = 1.0
    sigma = max(0.1, _SHADOW_BLUR * coarse.width)
    return np.asarray(cv2.GaussianBlur(shadow, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE), np.float32)


def _covering(photo: Size, card: Size) -> Rect:
    """The largest part of the photo that has the card's shape, at its middle."""
    scale = max(card.width / photo.width, card.height / photo.height)
    width, height = card.width / scale, card.height / scale
    return Rect((photo.width - width) / 2, (photo.height - height) / 2, width, height)
