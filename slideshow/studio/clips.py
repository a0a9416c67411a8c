"""A clip of the album -> a strip of its pictures and how loud it is where, to choose a part by."""

import io
import json
from collections.abc import Sequence

import numpy as np
from PIL import Image

from slideshow.errors import InputError, PhotoError
from slideshow.media.clips.poster import samples
from slideshow.model.album import VIDEO, Photo
from slideshow.model.clip import Clip
from slideshow.render.colour import RGB
from slideshow.sound.clip_audio import samples_of
from slideshow.sound.loudness import SAMPLE_RATE
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder

_PICTURES = 12
_HEIGHT = 72
_SIDE = 128
_BARS = 160
_MOST_HEARD_SECONDS = 900.0
_RANGE_DECIBELS = 48.0
_REVISION = 1


def strip(photo: Photo) -> bytes:
    """A JPEG: pictures side by side, evenly over the clip. Raises InputError for a photo that plays not,
    PhotoError."""
    clip = _clip(photo)
    kept = FileCache(cache_folder() / "preview")
    file = kept.file(f"{photo.digest}-{photo.turned_degrees}-strip-{_REVISION}.jpg")
    try:
        return file.read_bytes()
    except OSError:
        pass
    seconds = float(clip.seconds)
    times = [seconds * (place + 0.5) / _PICTURES for place in range(_PICTURES)]
    pictures = [picture for _, picture in samples(clip, times, _SIDE)]
    if not pictures:
        raise PhotoError(photo.path, "no picture is found in it", "Export it again.")
    content = io.BytesIO()
    Image.fromarray(_side_by_side(pictures)).save(content, "JPEG", quality=80)
    kept.write(file.name, content.getvalue())
    return content.getvalue()


def loudness(photo: Photo) -> Sequence[float]:
    """How loud it is, from 0 to 1, evenly over the clip; empty for one without sound. Raises InputError."""
    clip = _clip(photo)
    if not clip.has_sound:
        return ()
    kept = FileCache(cache_folder() / "preview")
    file = kept.file(f"{photo.digest}-loudness-{_REVISION}.json")
    try:
        return [float(one) for one in json.loads(file.read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        pass
    found = _loudness(clip)
    kept.write(file.name, json.dumps(found).encode())
    return found


def _loudness(clip: Clip) -> list[float]:
    seconds = min(float(clip.seconds), _MOST_HEARD_SECONDS)
    sound = samples_of(clip, 0.0, seconds)
    count = max(_BARS, round(seconds * SAMPLE_RATE))
    power = np.zeros(count, np.float32)
    power[: len(sound)] = np.square(sound[:count]).mean(axis=1)
    bars = np.asarray([part.mean() for part in np.array_split(power, _BARS)])
    levels = 1.0 + 10.0 * np.log10(np.maximum(bars, 1e-9)) / _RANGE_DECIBELS
    return [round(float(one), 3) for one in np.clip(levels, 0.0, 1.0)]


def _clip(photo: Photo) -> Clip:
    if photo.format != VIDEO or photo.clip is None:
        raise InputError("It is no clip.")
    return photo.clip


def _side_by_side(pictures: Sequence[RGB]) -> RGB:
    scaled = []
    for picture in pictures:
        image = Image.fromarray(picture)
        scaled.append(np.asarray(image.resize((max(1, image.width * _HEIGHT // image.height), _HEIGHT))))
    return np.concatenate(scaled, axis=1)
