"""From linear light to a photo: what a lens, a sensor and a camera's own development do to a picture.

A path-traced frame looks rendered because it is perfectly sharp, perfectly clean and clips like a ruler. So
the light is spread a little by the lens (glow, softness, falling off to the corners), exposed, bent by a
film-like curve that rolls off the highlights, and given the noise of a small sensor.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.float32]

LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


@dataclass(frozen=True)
class Look:
    """How a frame is developed; exposure in stops on top of the metered one."""

    exposure: float = 0.0
    key: float = 0.18
    warmth: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    glow: float = 0.06
    vignette: float = 0.22
    grain: float = 0.012
    softness: float = 0.45
    blur: tuple[float, float] = (0.0, 0.0)


def meter(light: Image) -> float:
    """The frame's log-average luminance (Reinhard 2002), without the brightest and darkest hundredth."""
    luminance = np.maximum(light @ LUMA, 1e-7)
    low, high = np.percentile(luminance, (1.0, 99.0))
    return float(np.exp(np.log(np.clip(luminance, low, high)).mean()))


def film_curve(light: Image) -> Image:
    """Narkowicz's fit (2015) of the ACES film curve: a toe, a straight middle, a long shoulder.

    The three layers of a film leak into each other where there is much light; without that, the sky around a
    setting sun would burn to one flat yellow.
    """
    grey = (light @ LUMA)[..., None]
    x = (light + (grey - light) * 0.42 * grey / (grey + 1.5)) * 0.78
    return np.asarray(np.clip(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0), np.float32)


def resize(image: Image, width: int, height: int) -> Image:
    """Resamples in floating point."""
    method = cv2.INTER_AREA if width < image.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (width, height), interpolation=method), np.float32)


def _motion(image: Image, dx: float, dy: float) -> Image:
    """The smear of a hand that moved during the exposure, over (dx, dy) thousandths of the width."""
    unit = image.shape[1] / 1000.0
    steps = np.linspace(-0.5, 0.5, 15)
    total = np.zeros_like(image)
    for step in steps:
        shift = np.array(
            [[1, 0, dx * unit * step], [0, 1, dy * unit * (step + 0.6 * step * step)]], np.float32
        )
        total += cv2.warpAffine(image, shift, image.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(total / len(steps), np.float32)


def develop(light: Image, width: int, height: int, look: Look, seed: int) -> Image:
    """Develops a linear frame into display values 0 to 1 (sRGB coded), at the size of the photo."""
    taste = np.array([1.0 + look.warmth, 1.0, 1.0 - look.warmth], np.float32)
    light = np.nan_to_num(np.maximum(light, 0.0), posinf=1e4) * taste
    light = light * (look.key / meter(light) * 2.0**look.exposure)
    long_side = max(light.shape[:2])
    spread = np.minimum(light, 24.0)
    for share, sigma in ((0.6, 0.006), (0.4, 0.03)):
        halo = cv2.GaussianBlur(spread, (0, 0), sigma * long_side)
        light = light * (1.0 - look.glow * share) + halo * look.glow * share
    rows = np.linspace(-1.0, 1.0, light.shape[0], dtype=np.float32)[:, None]
    columns = np.linspace(-1.0, 1.0, light.shape[1], dtype=np.float32)[None, :]
    fall = (1.0 + look.vignette * (rows**2 + columns**2)) ** 2 / (1.0 + 0.35 * look.vignette)
    light = light / fall[..., None]
    if look.blur != (0.0, 0.0):
        light = _motion(np.asarray(light, np.float32), *look.blur)
    curved = film_curve(np.asarray(light, np.float32))
    coded = np.where(curved <= 0.0031308, curved * 12.92, 1.055 * np.power(curved, 1 / 2.4) - 0.055)
    coded = resize(np.asarray(coded, np.float32), width, height)
    grey = (coded @ LUMA)[..., None]
    coded = grey + (coded - grey) * look.saturation
    coded = 0.5 + (coded - 0.5) * look.contrast
    return _sensor(np.asarray(coded, np.float32), look, seed)


def _sensor(coded: Image, look: Look, seed: int) -> Image:
    """Softness of the lens, sharpening in the camera, and noise that is strongest in the middle tones."""
    height, width = coded.shape[:2]
    unit = max(width, height) / 2400.0
    if look.softness > 0.0:
        coded = np.asarray(cv2.GaussianBlur(coded, (0, 0), max(0.3, look.softness * unit)), np.float32)
    wide = cv2.GaussianBlur(coded, (0, 0), 1.6 * unit)
    coded = np.asarray(coded + 0.35 * (coded - wide), np.float32)
    random = np.random.default_rng(seed)
    fine = random.standard_normal((height, width, 1), np.float32)
    chroma = random.standard_normal((height // 2 + 1, width // 2 + 1, 3), np.float32)
    colours = cv2.resize(chroma, (width, height), interpolation=cv2.INTER_LINEAR)
    grains = cv2.GaussianBlur(fine, (0, 0), 0.6)[..., None] * 1.9
    grey = np.clip(coded @ LUMA, 0.0, 1.0)[..., None]
    amount = look.grain * (0.35 + 2.6 * grey * (1.0 - grey))
    noisy = coded + amount * (grains + 0.5 * colours)
    return np.asarray(np.clip(noisy, 0.0, 1.0), np.float32)
