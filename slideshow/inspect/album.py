"""Album -> facts about every photo, from one small decode each."""

import io
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from PIL import Image

from slideshow.errors import PhotoError
from slideshow.events import Advanced, PhotoLeftOut, Report, Started, ignore
from slideshow.inspect.cache import FactsCache
from slideshow.inspect.faces import detector_name, forget_detectors
from slideshow.inspect.photo_facts import THUMBNAIL_SIDE, PhotoFacts, at, look_at, looked_at_and_kept
from slideshow.media.decode_limits import blaming, limits
from slideshow.media.photo_files import EXPORT_AGAIN
from slideshow.media.pictures import Colour, Picture, whole
from slideshow.media.proxies import all_kept
from slideshow.model.album import VIDEO, Album, LeftOut, Photo
from slideshow.model.facts import Facts
from slideshow.system.sandbox import Sandbox

MOST_THREADS = 16
STUMBLED = "looking at it ended in a"

Look = Callable[[Photo], PhotoFacts]
seen: Look = look_at
seen_and_kept: Look = looked_at_and_kept


def inspect(
    album: Album, report: Report = ignore, cache: FactsCache | None = None
) -> tuple[Album, Mapping[str, Facts]]:
    """The album without the photos that turned out to be unreadable, and facts by digest."""
    cache = cache or FactsCache(detector_name())
    facts: dict[str, Facts] = {}
    report(Started("inspect", len(album.photos)))
    # One of those with the same content is looked at.
    same: dict[str, list[Photo]] = {}
    for photo in album.photos:
        same.setdefault(photo.digest, []).append(photo)
    left_out: list[LeftOut] = []
    threads = max(1, min(os.cpu_count() or 1, MOST_THREADS, len(same)))
    # Left the other way round: when we are interrupted, nobody waits for an answer any more.
    # Of many photos few are filmed: copies of them all would push each other out.
    how = seen_and_kept if all_kept(album.photos) else seen
    with ThreadPoolExecutor(threads, "inspect") as pool, Sandbox(how, limits) as look:
        results = pool.map(lambda alike: known_facts(alike[0], cache, look), same.values())
        for done, (digest, found) in enumerate(zip(list(same), results, strict=True), start=1):
            if isinstance(found, Facts):
                facts[digest] = found
            else:
                for photo in same[digest]:
                    left_out.append(LeftOut(photo.path, found.reason, found.hint))
                    report(PhotoLeftOut(photo.path, found.reason, found.hint))
            report(Advanced("inspect", done))
    forget_detectors()
    cache.sweep()
    return as_seen(album.without(*left_out), facts), facts


def as_seen(album: Album, facts: Mapping[str, Facts]) -> Album:
    """The album with clips at the moment that stands for them, and photos turned that lay on their side."""
    photos = tuple(
        at(photo, its.still_seconds) if (its := facts[photo.digest].course) else photo
        for photo in album.photos
    )
    return replace(album, photos=tuple(_upright(photo, facts[photo.digest]) for photo in photos))


def _upright(photo: Photo, facts: Facts) -> Photo:
    """The photo as it was looked at: turned, and without its border."""
    photo = photo.turned_to(facts.turn_degrees)
    return photo.trimmed_to(facts.trim) if photo.clip is None else photo


def thumbnail(
    photo: Photo, scale: float = 1.0, *, background: Colour = (0, 0, 0), cache: FactsCache | None = None
) -> Picture:
    """A small copy of the photo in its place, whatever scale is asked for. Raises PhotoError."""
    cache = cache or FactsCache(detector_name())
    kept = None
    # Of another moment of a clip, or turned or trimmed another way, there is none.
    if _is_usual(photo, cache):
        kept = _decoded(cache.thumbnail(photo.digest))
    if kept is None:
        kept = Image.fromarray(whole(photo, THUMBNAIL_SIDE, background))
    return Picture.of_copy(photo, kept)


def _is_usual(photo: Photo, cache: FactsCache) -> bool:
    facts = cache.facts(photo.digest)
    if facts is None or (facts.turn_degrees, facts.trim) != (photo.turned_degrees, photo.trim):
        return False
    return photo.format != VIDEO or bool(facts.course and at(photo, facts.course.still_seconds) == photo)


def known_facts(photo: Photo, cache: FactsCache, look: Look) -> Facts | PhotoError:
    """The facts of a photo as they are kept, or from what `look` shows."""
    found = cache.facts(photo.digest)
    if found is not None:
        return found
    try:
        with blaming(photo):
            looked = look(photo)
    except PhotoError as error:
        return error
    # What we did not think of costs the photo that has it, and not the film.
    except Exception as error:
        return PhotoError(photo.path, f"{STUMBLED} {type(error).__name__}", EXPORT_AGAIN)
    cache.keep(photo.digest, looked.facts, looked.thumbnail)
    return looked.facts


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
