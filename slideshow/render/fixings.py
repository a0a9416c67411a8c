"""What holds a print: a strip of tape, a pin, a paper clip, a peg; drawn on its pixels, with their light."""

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Plane
from slideshow.model.template import Border
from slideshow.render.colour import RGB, rgb_of

# The tape in shares of the frame's shorter side; how much of what is below it it hides, of 255.
TAPE = (0.25, 0.058)
_TAPE_COVER = 205


def pin(paper: RGB, side: float, colour: str) -> None:
    """A round pin in the paper's upper edge, with a spark of light on it and its shadow beside."""
    scale, radius = 4, 0.019 * side
    reach = int(4 * radius)
    left, top = paper.shape[1] // 2 - reach, 0
    part = paper[top : top + reach, left : left + 2 * reach]
    if part.shape[:2] != (reach, 2 * reach):
        return
    middle = (reach, 1.35 * radius)

    def disc(right: float, down: float, size: float, blur: float = 0.0) -> NDArray[np.float32]:
        mask = np.zeros((scale * reach, scale * 2 * reach), np.uint8)
        centre = (round(scale * (middle[0] + right * radius)), round(scale * (middle[1] + down * radius)))
        cv2.circle(mask, centre, max(1, round(scale * size * radius)), 255, cv2.FILLED)
        small = cv2.resize(mask, (2 * reach, reach), interpolation=cv2.INTER_AREA).astype(np.float32) / 255.0
        soft = cv2.GaussianBlur(small, (0, 0), blur * radius) if blur else small
        return np.asarray(soft, np.float32)[:, :, None]

    paint = np.array(rgb_of(colour), np.float32)
    look = part.astype(np.float32)
    for share, tone, mask in (
        (0.5, paint * 0.0, disc(0.55, 0.8, 1.0, 0.35)),
        (1.0, paint * 0.72, disc(0.0, 0.0, 1.0)),
        (1.0, paint, disc(-0.1, -0.12, 0.78, 0.18)),
        (0.75, paint * 0.0 + 255.0, disc(-0.32, -0.36, 0.2, 0.12)),
    ):
        look += (tone - look) * (share * mask)
    part[:] = np.clip(np.rint(look), 0, 255).astype(np.uint8)


def stick(pixels: RGB, cover: Plane, edge: int, side: float, border: Border, whim: float) -> None:
    """A strip of tape over the paper's upper edge, somewhat askew, its ends cut in teeth."""
    assert border.tape is not None
    length, width = min(TAPE[0] * side, 0.45 * pixels.shape[1]), TAPE[1] * side
    middle = pixels.shape[1] * (0.4 + 0.2 * whim)
    angle = np.radians(7.0 * (whim * 7.0 % 1.0) - 3.5)
    teeth = 5
    right = [
        (length / 2 - (number % 2) * width * 0.09, width * (number / (2 * teeth) - 0.5))
        for number in range(2 * teeth + 1)
    ]
    outline = np.array([*right, *((-x, -y) for x, y in right)])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    # The rest of the print it does not touch.
    reach = round(edge + 1.2 * width + length * abs(np.sin(angle)))
    pixels, cover = pixels[:reach], cover[:reach]
    points = outline @ turn.T + (middle, edge + 0.08 * width)
    tape: Plane = np.zeros(cover.shape[:2], np.uint8)
    cv2.fillPoly(tape, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
    share = tape.astype(np.float32)[:, :, None] / 255.0
    # Lit from above: the strip is a little brighter along its middle.
    rows = np.arange(tape.shape[0], dtype=np.float32)[:, None] - edge
    sheen = 1.0 + 0.06 * np.cos(np.clip(rows / width, -1.0, 1.0) * np.pi)[:, :, None]
    paint = np.array(rgb_of(border.tape), np.float32) * sheen
    # Off the paper it is as it is; on it, what is below shines through.
    own = np.where(cover[:, :, None] > 0, _TAPE_COVER / 255.0, 1.0)
    pixels[:] = np.clip(pixels + (paint - pixels) * (share * own), 0, 255).astype(np.uint8)
    np.maximum(cover, np.asarray(cv2.convertScaleAbs(tape, alpha=_TAPE_COVER / 255.0), np.uint8), out=cover)


def peg(ground: RGB, x: float, y: float, side: float, colour: str) -> None:
    """A wooden peg, its middle at a place of the ground: two cheeks, the light along them, a wire spring."""
    scale, width, height = 4, 0.03 * side, 0.085 * side
    reach = (round(1.6 * width), round(0.72 * height))
    left, top = round(x) - reach[0], round(y) - reach[1]
    if min(left, top) < 0:
        return
    part = ground[top : top + 2 * reach[1], left : left + 2 * reach[0]]
    if part.shape[:2] != (2 * reach[1], 2 * reach[0]):
        return
    middle = (x - left, y - top)

    def box(from_x: float, from_y: float, to_x: float, to_y: float, blur: float = 0.0) -> NDArray[np.float32]:
        mask = np.zeros((scale * part.shape[0], scale * part.shape[1]), np.uint8)
        first = (middle[0] + from_x * width, middle[1] + from_y * height)
        last = (middle[0] + to_x * width, middle[1] + to_y * height)
        points = [(round(scale * px), round(scale * py)) for px, py in (first, last)]
        cv2.rectangle(mask, points[0], points[1], 255, cv2.FILLED)
        size = (part.shape[1], part.shape[0])
        small = cv2.resize(mask, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255.0
        soft = cv2.GaussianBlur(small, (0, 0), blur * width) if blur else small
        return np.asarray(soft, np.float32)[:, :, None]

    paint, look = np.array(rgb_of(colour), np.float32), part.astype(np.float32)
    for share, tone, mask in (
        (0.45, paint * 0.0, box(-0.3, -0.42, 0.75, 0.6, 0.22)),
        (1.0, paint, box(-0.5, -0.5, 0.5, 0.5)),
        (0.5, paint * 0.0 + 255.0, box(-0.38, -0.47, -0.14, 0.47, 0.08)),
        (0.55, paint * 0.45, box(-0.04, -0.5, 0.05, 0.5)),
        (0.4, paint * 0.4, box(0.3, -0.5, 0.5, 0.5, 0.08)),
        (1.0, paint * 0.0 + 120.0, box(-0.56, -0.07, 0.56, 0.0)),
        (1.0, paint * 0.0 + 205.0, box(-0.56, -0.07, 0.56, -0.04)),
    ):
        look += (tone - look) * (share * mask)
    part[:] = np.clip(np.rint(look), 0, 255).astype(np.uint8)


def clip(paper: RGB, cover: Plane, edge: int, side: float, colour: str, whim: float) -> None:
    """A paper clip over the upper edge, a wire in two loops; `edge` rows of pixels are beyond the paper."""
    scale, width, height = 4, 0.03 * side, 0.1 * side
    wide, high = round(2.4 * width), edge + round(1.1 * height)
    left = round(paper.shape[1] * (0.62 + 0.22 * whim))
    part, hides = paper[:high, left : left + wide], cover[:high, left : left + wide]
    if part.shape[:2] != (high, wide):
        return
    thick = max(1, round(scale * 0.0042 * side))
    wire = np.zeros((scale * high, scale * wide), np.uint8)
    top = 0.12 * edge

    def loop(inner: float, first: float, last: float) -> None:
        half, middle = scale * (0.5 - inner) * width, scale * wide / 2
        y0, y1 = scale * (top + first * height), scale * (top + last * height)
        axes = (round(half), round(half))
        cv2.ellipse(wire, (round(middle), round(y0 + half)), axes, 0, 180, 360, 255, thick)
        cv2.ellipse(wire, (round(middle), round(y1 - half)), axes, 0, 0, 180, 255, thick)
        for x in (middle - half, middle + half):
            cv2.line(wire, (round(x), round(y0 + half)), (round(x), round(y1 - half)), 255, thick)

    loop(0.0, 0.0, 0.92)
    loop(0.2, 0.14, 0.78)
    mask = np.asarray(cv2.resize(wire, (wide, high), interpolation=cv2.INTER_AREA), np.float32) / 255.0
    shadow = cv2.GaussianBlur(np.roll(mask, (2, 2), (0, 1)), (0, 0), max(0.6, 0.003 * side))
    paint = np.array(rgb_of(colour), np.float32)
    light = np.clip(mask - np.roll(mask, (1, 1), (0, 1)), 0.0, 1.0)
    look = part.astype(np.float32)
    look -= look * (0.4 * shadow)[:, :, None]
    look += (paint - look) * mask[:, :, None]
    look += (255.0 - look) * (0.7 * light)[:, :, None]
    part[:] = np.clip(np.rint(look), 0, 255).astype(np.uint8)
    np.maximum(hides, np.rint(255.0 * mask).astype(np.uint8), out=hides)
