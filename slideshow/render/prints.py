"""Photo + border -> the print: its paper, corners and tilt, and how it is laid on what is behind it."""

import math
from collections.abc import Callable

import cv2
import numpy as np

from slideshow.effects.layouts import Placement
from slideshow.media.pictures import Picture
from slideshow.model.album import Photo
from slideshow.model.frame import Plane
from slideshow.model.geometry import Point, Rect, Size, around
from slideshow.model.template import Border, Look
from slideshow.render.backdrop import even_up
from slideshow.render.colour import RGB, rgb_of
from slideshow.render.grade import graded

Decode = Callable[..., Picture]

_SMOOTH = 2
_RIM = 16


def sample_print(photo: Photo, placement: Placement, look: Look, decode: Decode) -> tuple[RGB, Picture]:
    """What the photo shows in its box, in the look's colours, and the picture it was taken from."""
    crop, box = placement.crop, placement.box
    picture = decode(photo, box.width / crop.width, background=rgb_of(look.background))
    return graded(picture.sample(crop, Size(int(box.width), int(box.height))), look.grade), picture


def print_of(sharp: RGB, box: Rect, side: float, border: Border) -> tuple[RGB, Rect]:
    """The photo on its paper, and where that lies on the card."""
    edge, foot = round(border.width * side), round(max(border.width, border.foot) * side)
    if edge == foot == 0:
        return sharp, box
    height, width, _ = sharp.shape
    paper = np.empty((height + edge + foot, width + 2 * edge, 3), np.uint8)
    paper[:] = rgb_of(border.colour)
    paper[edge : edge + height, edge : edge + width] = sharp
    # As a whole in the photo's place: a foot moves the photo up.
    top = box.y - edge - (foot - edge) // 2
    return paper, Rect(box.x - edge, float(top), float(paper.shape[1]), float(paper.shape[0]))


def cover_of(print_: RGB, radius: int) -> Plane | None:
    """Where the print is not see-through: rounded corners, smooth to a quarter of a pixel; None without."""
    height, width = print_.shape[:2]
    radius = min(radius, height // 2, width // 2)
    if radius <= 0:
        return None
    corner = np.zeros((4 * radius, 4 * radius), np.uint8)
    cv2.circle(corner, (4 * radius, 4 * radius), 4 * radius, 255, cv2.FILLED)
    small = np.asarray(cv2.resize(corner, (radius, radius), interpolation=cv2.INTER_AREA), np.uint8)
    cover = np.full((height, width), 255, np.uint8)
    cover[:radius, :radius], cover[:radius, -radius:] = small, small[:, ::-1]
    cover[-radius:, :radius], cover[-radius:, -radius:] = small[::-1], small[::-1, ::-1]
    return cover


def tilt(photo: Photo, border: Border) -> float:
    """How far the photo lies askew, by its content: the same every time."""
    share = int(photo.digest[:8], 16) / 0xFFFFFFFF
    return border.tilt_degrees * (2.0 * share - 1.0)


def bounds(at: Rect, degrees: float) -> Rect:
    """The upright rectangle around a turned one."""
    if degrees == 0.0:
        return at
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    centre = at.centre
    corners = (
        Point(centre.x + across * cosine - down * sine, centre.y + across * sine + down * cosine)
        for across in (-at.width / 2, at.width / 2)
        for down in (-at.height / 2, at.height / 2)
    )
    return around(Rect(point.x, point.y, 0.0, 0.0) for point in corners)


def inscribed_box(at: Rect, degrees: float, radius: int) -> Rect:
    """An upright rectangle within a turned one with round corners."""
    cosine, sine = math.cos(math.radians(degrees)), abs(math.sin(math.radians(degrees)))
    scale = cosine * cosine - sine * sine
    # Above and below the corners' curves it may be as wide as the print.
    width = max(0.0, (cosine * at.width - sine * at.height) / scale - 2 * _SMOOTH)
    height = max(0.0, (cosine * at.height - sine * at.width) / scale - 2 * (radius + _SMOOTH))
    centre = at.centre
    return Rect(centre.x - width / 2, centre.y - height / 2, width, height)


def lay(print_: RGB, cover: Plane | None, at: Rect, degrees: float, rim: Rect, detail: RGB) -> Plane:
    """Lays the print on the detail of the card, which begins at the rim, as far as that reaches.

    Returned is how much of each pixel it hides.
    """
    left, top = round(at.x - rim.x), round(at.y - rim.y)
    height, width = detail.shape[:2]
    if degrees == 0.0 and cover is None:
        seen = print_[max(0, -top) : height - top, max(0, -left) : width - left]
        top, left = max(0, top), max(0, left)
        detail[top : top + seen.shape[0], left : left + seen.shape[1]] = seen
        hidden = np.zeros((height, width), np.uint8)
        hidden[top : top + seen.shape[0], left : left + seen.shape[1]] = 255
        return hidden
    matrix = cv2.getRotationMatrix2D(((print_.shape[1] - 1) / 2, (print_.shape[0] - 1) / 2), -degrees, 1.0)
    matrix[:, 2] += (left, top)
    # A border of nothing, so that the edge of the turned paper is smooth.
    flags = cv2.INTER_CUBIC
    turned = cv2.warpAffine(print_, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    if cover is None:
        cover = np.full(print_.shape[:2], 255, np.uint8)
    opaque = cv2.warpAffine(cover, matrix, (width, height), flags=cv2.INTER_LINEAR)
    share = (np.asarray(opaque, np.float32) / 255.0)[:, :, None]
    detail[:] = np.rint(detail + (np.asarray(turned, np.float32) - detail) * share).astype(np.uint8)
    return np.asarray(opaque, np.uint8)


def rim_of(box: Rect, card: Size) -> Rect:
    """The box and a little around it, from even pixels to even pixels, as far as the card goes."""
    left, top = (max(0, 2 * (int(edge - _RIM) // 2)) for edge in (box.x, box.y))
    right, bottom = min(card.width, even_up(box.right + _RIM)), min(card.height, even_up(box.bottom + _RIM))
    return Rect(float(left), float(top), float(right - left), float(bottom - top))
