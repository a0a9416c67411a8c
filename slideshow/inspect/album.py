"""Album -> facts about every photo, from one small decode each."""

import io
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from functools import partial

import numpy as np
from PIL import Image

from slideshow.errors import PhotoError
from slideshow.events import Advanced, PhotoLeftOut, Report, Started, ignore
from slideshow.guarded import Guarded, Limits, Lost
from slideshow.inspect import measure
from slideshow.inspect.cache import FactsCache
from slideshow.inspect.faces import detector_name, faces_in, forget_detectors
from slideshow.inspect.found import RGB
from slideshow.inspect.subject import subject_in
from slideshow.model.album import VIDEO, Album, LeftOut, Photo
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.photo_files import EXPORT_AGAIN, why_unreadable
from slideshow.pictures import Colour, Picture, whole

# Faces and sharpness are looked for at this size, in pixels of the longer side, the rest at a thumbnail's.
_SIDE = measure.SHARP_SIDE
THUMBNAIL_SIDE = 512
_QUALITY = 88

_MOST_THREADS = 16
# The slowest we met, 12-megapixel HEICs, take 0.8 s each on a small machine, and 120 MB. A progressive JPEG
# of 400 megapixels takes 6 bytes a pixel for its coefficients alone; libraries set room aside for threads.
_SECONDS, _SECONDS_A_MEGAPIXEL = 20.0, 0.25
_BYTES, _BYTES_A_PIXEL = 2_000_000_000, 24

Look = Callable[[Photo], RGB]
# The photo as facts are measured on it. Not a function of this module, which is slow to import.
seen: Look = partial(whole, side=_SIDE)


def inspect(
    album: Album, report: Report = ignore, cache: FactsCache | None = None
) -> tuple[Album, Mapping[str, Facts]]:
    """The album without the photos that turned out to be unreadable, and facts by digest."""
    cache = cache or FactsCache(detector_name())
    facts: dict[str, Facts] = {}
    report(Started("inspect", len(album.photos)))
    # One of those with the same content is looked at.
    first = {photo.digest: photo for photo in reversed(album.photos)}
    threads = max(1, min(os.cpu_count() or 1, _MOST_THREADS, len(first)))
    # Left the other way round: when we are interrupted, nobody waits for an answer any more.
    with ThreadPoolExecutor(threads, "inspect") as pool, Guarded(seen, limits) as look:
        results = pool.map(lambda photo: known(photo, cache, look), first.values())
        for done, (photo, found) in enumerate(zip(list(first.values()), results, strict=True), start=1):
            if isinstance(found, Facts):
                facts[photo.digest] = found
            else:
                for same in [one for one in album.photos if one.digest == photo.digest]:
                    album = album.without(LeftOut(same.path, found.reason, found.hint))
                    report(PhotoLeftOut(same.path, found.reason, found.hint))
            report(Advanced("inspect", done))
    forget_detectors()
    cache.sweep()
    photos = tuple(
        _at(photo, its.still_seconds) if (its := facts[photo.digest].course) else photo
        for photo in album.photos
    )
    return replace(album, photos=photos), facts


def thumbnail(
    photo: Photo, scale: float = 1.0, *, background: Colour = (0, 0, 0), cache: FactsCache | None = None
) -> Picture:
    """A small copy of the photo in its place, whatever scale is asked for. Raises PhotoError."""
    cache = cache or FactsCache(detector_name())
    kept = None
    # Of another moment of a clip there is none.
    if photo.format != VIDEO or _is_usual(photo, cache):
        kept = _decoded(cache.thumbnail(photo.digest))
    if kept is None:
        kept = Image.fromarray(whole(photo, THUMBNAIL_SIDE, background))
    return Picture.of_copy(photo, kept)


def _is_usual(photo: Photo, cache: FactsCache) -> bool:
    facts = cache.facts(photo.digest)
    return bool(facts and facts.course and _at(photo, facts.course.still_seconds) == photo)


def known(photo: Photo, cache: FactsCache, look: Look) -> Facts | PhotoError:
    """The facts of a photo as they are kept, or from what `look` shows."""
    found = cache.facts(photo.digest)
    if found is not None:
        return found
    try:
        if photo.format == VIDEO:
            return _known_clip(photo, cache)
        pixels = look(photo)
    except PhotoError as error:
        return error
    except Lost as error:
        return PhotoError(photo.path, error.why, EXPORT_AGAIN)
    except MemoryError as error:
        return PhotoError(photo.path, *why_unreadable(error))
    small = _small(pixels)
    return _kept(photo, measured(pixels, small), small, cache)


def _known_clip(photo: Photo, cache: FactsCache) -> Facts:
    """The facts of a clip, measured on its best moment. Raises PhotoError."""
    from slideshow.inspect.clip import watched, with_course

    assert photo.clip is not None
    course, faces = watched(photo.clip)
    pixels = whole(_at(photo, course.still_seconds), _SIDE)
    small = _small(pixels)
    return _kept(photo, with_course(measured(pixels, small), course, faces), small, cache)


def _kept(photo: Photo, found: Facts, small: RGB, cache: FactsCache) -> Facts:
    copy = io.BytesIO()
    Image.fromarray(small).save(copy, "JPEG", quality=_QUALITY)
    cache.keep(photo.digest, found, copy.getvalue())
    return found


def _at(photo: Photo, still_seconds: float) -> Photo:
    """A clip, with the moment that stands for it."""
    if photo.clip is None or photo.format != VIDEO:
        return photo
    moment = Fraction(round(still_seconds * 1000), 1000)
    return replace(photo, clip=replace(photo.clip, still_seconds=moment))


def measured(pixels: RGB, small: RGB) -> Facts:
    """The facts of a photo, from a copy of about SHARP_SIDE pixels and from a smaller one."""
    light = measure.light(small)
    return Facts(
        faces=faces_in(pixels),
        subject=subject_in(small),
        sharpness=measure.sharpness(pixels),
        brightness=light.brightness,
        contrast=light.contrast,
        black=light.black,
        white=light.white,
        detail=measure.detail(small),
        colours=measure.colours(small),
        layout=measure.layout(small),
        hash=measure.difference_hash(small),
        is_screen=measure.is_screen(pixels),
    )


def limits(photo: Photo) -> Limits:
    """What its decoder may take."""
    pixels = photo.size.width * photo.size.height
    return Limits(_SECONDS + _SECONDS_A_MEGAPIXEL * pixels / 1e6, _BYTES + _BYTES_A_PIXEL * pixels)


def _small(pixels: RGB) -> RGB:
    scale = min(1.0, THUMBNAIL_SIDE / max(pixels.shape))
    if scale >= 1.0:
        return pixels
    size = _scaled(Size(pixels.shape[1], pixels.shape[0]), scale)
    small = Image.fromarray(pixels).resize((size.width, size.height), Image.Resampling.BOX)
    return np.asarray(small, np.uint8)


def _scaled(size: Size, scale: float) -> Size:
    return Size(max(1, round(size.width * scale)), max(1, round(size.height * scale)))


def _decoded(content: bytes | None) -> Image.Image | None:
    """The kept copy; None where there is none, or nothing that can be shown."""
    if content is None:
        return None
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            if max(image.size) > THUMBNAIL_SIDE:
                return None
            return image.convert("RGB")
    # A decoder of damaged bytes raises whatever it trips over.
    except Exception:
        return None
