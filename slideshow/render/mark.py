"""A mark → its pixels over the film, light or dark by what is behind: made once for a canvas."""

import io
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image

from slideshow.model.frame import Frame
from slideshow.model.geometry import Rect, Size
from slideshow.model.mark import Mark
from slideshow.render.captions.patch import Patch, colour_patch

# Beside what apps leave free, in shares of the shorter side: as for texts.
_PADDING = 0.027
_HIGHEST = 0.5


# Colours of a grey are so near each other, and a mark of one grey has pixels so near each other, in levels.
_GREY, _ONE_GREY = 16, 40
# What the edges of letters mix in does not count.
_SOLID = 128
# As bright as this, in luma, is light: between where white and where black stands out.
_LIGHT = 140.0


@dataclass(frozen=True, slots=True, eq=False)
class MarkPatches:
    """The mark's pixels: as they are where it has colours, else in white and in black."""

    light: Patch
    dark: Patch

    def draw(self, out: Frame, lightness: float) -> None:
        """Lays it over `out`: 1 is light, 0 dark, what is between on the way."""
        if self.light is self.dark:
            self.light.draw(out)
            return
        for patch, strength in ((self.light, lightness), (self.dark, 1.0 - lightness)):
            if strength > 0.0:
                patch.draw(out, strength)

    def area(self, canvas: Size) -> Rect:
        """Where it stands, in shares of the canvas."""
        height, width = self.light.keep[0].shape
        left, top = self.light.left / canvas.width, self.light.top / canvas.height
        return Rect(left, top, width / canvas.width, height / canvas.height)

    def wants_light(self, behind: Frame) -> bool:
        """Whether it is to be light over a picture without it."""
        if self.light is self.dark:
            return True
        keep, left, top = self.light.keep[0], self.light.left, self.light.top
        part = behind.y[top : top + keep.shape[0], left : left + keep.shape[1]]
        covered = 255.0 - keep[: part.shape[0], : part.shape[1]]
        return float((part * covered).sum()) < _LIGHT * float(covered.sum())


@lru_cache(maxsize=4)
def mark_patches(mark: Mark, canvas: Size, safe: Rect) -> MarkPatches:
    """The mark in its corner of the `safe` part of the canvas, which is in shares of it."""
    with Image.open(io.BytesIO(mark.content), formats=["PNG"]) as image:
        picture = image.convert("RGBA")
    if mark.colour == "own" or not _is_one_grey(picture):
        patch = _patch(picture, mark, canvas, safe)
        return MarkPatches(patch, patch)
    light, dark = (
        Image.merge(
            "RGBA", [*(Image.new("L", picture.size, level) for _ in range(3)), picture.getchannel("A")]
        )
        for level in (255, 0)
    )
    return MarkPatches(_patch(light, mark, canvas, safe), _patch(dark, mark, canvas, safe))


def _is_one_grey(picture: Image.Image) -> bool:
    pixels = np.asarray(picture, np.int16)
    solid = pixels[pixels[:, :, 3] >= _SOLID][:, :3]
    # A picture that is solid everywhere is no silhouette.
    if not solid.size or solid.size == pixels[:, :, :3].size:
        return False
    return bool(np.ptp(solid, axis=1).max() <= _GREY and np.ptp(solid, axis=0).max() <= _ONE_GREY)


def _patch(picture: Image.Image, mark: Mark, canvas: Size, safe: Rect) -> Patch:
    padding = _PADDING * min(canvas.width, canvas.height)
    free = Rect(
        safe.x * canvas.width + padding,
        safe.y * canvas.height + padding,
        safe.width * canvas.width - 2 * padding,
        safe.height * canvas.height - 2 * padding,
    )
    scale = min(mark.width * canvas.width, free.width) / picture.width
    scale = min(scale, _HIGHEST * mark.width * canvas.width / picture.height, free.height / picture.height)
    width, height = max(2, round(picture.width * scale)), max(2, round(picture.height * scale))
    # Colours of transparent pixels would bleed into the edges.
    small = picture.convert("RGBa").resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    pixels = np.asarray(small.convert("RGBA"), np.float32)
    alpha = pixels[:, :, 3:] * mark.opacity
    drawn = np.concatenate([pixels[:, :, :3] * alpha / 255.0, alpha], axis=2)
    left = free.x if mark.place.endswith("left") else free.right - width
    top = free.y if mark.place.startswith("top") else free.bottom - height
    at = 2 * round(left / 2), 2 * round(top / 2)
    whole = np.zeros((height + height % 2, width + width % 2, 4), np.uint8)
    whole[:height, :width] = np.rint(drawn).astype(np.uint8)
    return colour_patch(*at, whole)
