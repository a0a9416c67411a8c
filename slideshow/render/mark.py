"""A mark → its pixels over the film: made once for a canvas, then laid over every frame where it is."""

import io
from functools import lru_cache

import numpy as np
from PIL import Image

from slideshow.model.geometry import Rect, Size
from slideshow.model.mark import Mark
from slideshow.render.captions.patch import Patch, coloured_patch

# Beside what apps leave free, in shares of the shorter side: as for texts.
_PADDING = 0.027
_HIGHEST = 0.5


@lru_cache(maxsize=4)
def mark_patch(mark: Mark, canvas: Size, safe: Rect) -> Patch:
    """The mark in its corner of the `safe` part of the canvas, which is in shares of it."""
    with Image.open(io.BytesIO(mark.content), formats=["PNG"]) as image:
        picture = image.convert("RGBA")
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
    return coloured_patch(*at, whole)
