"""What an app's own controls leave free of a frame."""

from slideshow.model.geometry import Rect, Size

# A canvas at least this slender is watched in an app that lays its controls over it.
_TALL = 0.7
# What tiktok covers of 1080 x 1920: 270 px above, 440 below, 60 on the left, 160 on the right.
_UNCOVERED = Rect(60 / 1080, 270 / 1920, 860 / 1080, 1210 / 1920)
# EBU R 95: what every screen shows of a wide film.
_WIDE = Rect(0.05, 0.05, 0.9, 0.9)


def is_covered(canvas: Size) -> bool:
    """Whether controls lie over a film of this shape."""
    return canvas.aspect < _TALL


def safe_zone(canvas: Size) -> Rect:
    """Where nothing covers the film, in shares of the frame: for text, and faces if it can be."""
    return _UNCOVERED if is_covered(canvas) else _WIDE
