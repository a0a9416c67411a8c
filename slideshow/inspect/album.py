"""Album -> facts about every photo, from one small decode each."""

import io
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

from slideshow.errors import PhotoError
from slideshow.events import Advanced, PhotoLeftOut, Report, Started, ignore
from slideshow.inspect import measure
from slideshow.inspect.cache import FactsCache
from slideshow.inspect.faces import detector_name, faces_in, forget_detectors
from slideshow.inspect.found import RGB
from slideshow.inspect.subject import subject_in
from slideshow.model.album import Album, LeftOut, Photo
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.pictures import Colour, Picture, decode

# Faces and sharpness are looked for at this size, in pixels of the longer side, the rest at a thumbnail's.
_SIDE = measure.SHARP_SIDE
THUMBNAIL_SIDE = 512
_QUALITY = 88


def inspect(
    album: Album, report: Report = ignore, cache: FactsCache | None = None
) -> tuple[Album, Mapping[str, Facts]]:
    """The album without the photos that turned out to be unreadable, and facts by digest."""
    cache = cache or FactsCache(detector_name())
    facts: dict[str, Facts] = {}
    report(Started("inspect", len(album.photos)))
    # One of those with the same content is looked at.
    first = {photo.digest: photo for photo in reversed(album.photos)}
    with ThreadPoolExecutor(os.cpu_count() or 1, "inspect") as pool:
        results = pool.map(lambda photo: _known(photo, cache), first.values())
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
    return album, facts


def thumbnail(
    photo: Photo, scale: float = 1.0, *, background: Colour = (0, 0, 0), cache: FactsCache | None = None
) -> Picture:
    """A small copy of the photo in its place, whatever scale is asked for. Raises PhotoError."""
    cache = cache or FactsCache(detector_name())
    kept = _decoded(cache.thumbnail(photo.digest))
    if kept is None:
        pixels, _ = _seen(photo, THUMBNAIL_SIDE, background)
        kept = Image.fromarray(pixels)
    return Picture.of_copy(photo, kept)


def _known(photo: Photo, cache: FactsCache) -> Facts | PhotoError:
    found = cache.facts(photo.digest)
    if found is not None:
        return found
    try:
        pixels, small = _seen(photo, _SIDE)
    except PhotoError as error:
        return error
    found = measured(pixels, small)
    copy = io.BytesIO()
    Image.fromarray(small).save(copy, "JPEG", quality=_QUALITY)
    cache.keep(photo.digest, found, copy.getvalue())
    return found


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


def _seen(photo: Photo, side: int, background: Colour = (255, 255, 255)) -> tuple[RGB, RGB]:
    """The photo upright, in sRGB, with a longer side of at most `side`, and its thumbnail."""
    longer = max(photo.size.width, photo.size.height)
    scale = min(1.0, side / longer)
    pixels = decode(photo, scale, background=background).sample(photo.size.whole, _scaled(photo.size, scale))
    small_scale = min(1.0, THUMBNAIL_SIDE / max(pixels.shape))
    if small_scale >= 1.0:
        return pixels, pixels
    size = _scaled(Size(pixels.shape[1], pixels.shape[0]), small_scale)
    small = Image.fromarray(pixels).resize((size.width, size.height), Image.Resampling.BOX)
    return pixels, np.asarray(small, np.uint8)


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
