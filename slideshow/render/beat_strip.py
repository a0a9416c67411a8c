"""A film's music and its cuts as a strip: how loud it is, where its beats are, where the pictures change."""

from fractions import Fraction

from PIL import Image, ImageDraw

from slideshow.model.music import LOUDNESS_STEP_SECONDS, Rhythm
from slideshow.model.timeline import Timeline

HEIGHT = 74
_GROUND, _LOUD, _BEAT, _BAR, _CUT, _OFF = (
    (34, 36, 40),
    (62, 70, 84),
    (104, 110, 122),
    (168, 174, 186),
    (255, 190, 70),
    (240, 96, 80),
)
# Loudness from so many LU below the mean to so many above it fills the strip.
_LOWEST_LU, _HIGHEST_LU = -18.0, 8.0
# A cut within two frames of a beat is on it, as far as eyes can tell.
_NEAR_FRAMES = 2


def beat_strip(timeline: Timeline, rhythm: Rhythm, width: int) -> Image.Image:
    """The strip, in RGB: beats short lines, bars longer ones, cuts from top to foot, red off the beat."""
    strip = Image.new("RGB", (width, HEIGHT), _GROUND)
    draw = ImageDraw.Draw(strip)
    scale = width / float(timeline.duration_seconds)
    if rhythm.loudness:
        points = []
        for step, level in enumerate(rhythm.loudness):
            share = (level - _LOWEST_LU) / (_HIGHEST_LU - _LOWEST_LU)
            height = min(1.0, max(0.02, share)) * (HEIGHT - 6)
            points.append(((step + 0.5) * LOUDNESS_STEP_SECONDS * scale, HEIGHT - height))
        draw.polygon(
            [(0, HEIGHT), (0, points[0][1]), *points, (width, points[-1][1]), (width, HEIGHT)], _LOUD
        )
    bars = set(rhythm.downbeats)
    for beat in rhythm.beats:
        x = beat * scale
        top = HEIGHT * (0.62 if beat in bars else 0.8)
        draw.line([(x, top), (x, HEIGHT)], _BAR if beat in bars else _BEAT)
    near = float(_NEAR_FRAMES / timeline.fps)
    for join in timeline.joins:
        middle = float(Fraction(join.span.start + join.span.stop, 2) / timeline.fps)
        on_beat = any(abs(middle - beat) <= near for beat in rhythm.beats)
        x = middle * scale
        draw.line([(x, 0), (x, HEIGHT)], _CUT if on_beat else _OFF, 2)
    return strip
