"""The boxes of a film → the names of whatever it tells beside picture and sound: dates, places, programs."""

from collections.abc import Iterable, Iterator

from slideshow.media.mp4_boxes import Box, Place

_CARRIERS = ("meta", "uuid", "udta")


def of_top_level(places: Iterable[Place]) -> Iterator[str]:
    """Names of metadata beside the `moov` box, such as XMP in a "uuid" box."""
    return (place.kind for place in places if place.kind in _CARRIERS)


def of_movie(movie: Box) -> Iterator[str]:
    """Names of metadata in the `moov` box, such as "©xyz" for a place."""
    yield from _carried(movie)
    times = [movie.need("mvhd")]
    for track in movie.children():
        if track.kind == "trak":
            yield from _carried(track)
            times += [track.need("tkhd"), track.need("mdia", "mdhd")]
    if any(_is_dated(box) for box in times):
        yield "creation time"


def _is_dated(box: Box) -> bool:
    fields = box.fields()
    return any(fields.take("QQ" if fields.version() == 1 else "II"))


def _carried(parent: Box) -> Iterator[str]:
    for box in parent.children():
        if box.kind == "udta":
            for item in box.children():
                if item.kind == "meta":
                    yield from _items(item)
                elif any(item.body):
                    yield item.kind
        elif box.kind == "meta":
            yield from _items(box)
        elif box.kind == "uuid":
            yield box.kind


def _items(meta: Box) -> Iterator[str]:
    # QuickTime's box begins with its children, ISO's with a version.
    children = meta.children(0 if bytes(meta.body[4:8]) == b"hdlr" else 4)
    keys = [name for box in children if box.kind == "keys" for name in _keys(box)]
    yield from keys
    for box in children:
        if box.kind == "ilst" and not keys:  # ffmpeg writes an empty one, which tells nothing
            yield from (item.kind for item in box.children())
        elif box.kind in ("xml ", "bxml", "ID32"):
            yield box.kind


def _keys(box: Box) -> Iterator[str]:
    """The full names of Apple's items, such as "com.apple.quicktime.location.ISO6709"."""
    yield from (bytes(item.body).decode("utf-8", "replace") for item in box.children(8))
