"""Small films as data, and their photos."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.model.span import FrameSpan
from slideshow.model.template import Look
from slideshow.model.timeline import Caption, EffectRef, Join, Slide, Timeline
from tests.photos import save

CANVAS = Size(144, 256)
FPS = Fraction(30)


def photo(name: str, digest: str = "0" * 32) -> Photo:
    """A photo that need not be there."""
    return Photo(Path(name), "JPEG", Size(300, 400), 1, None, digest)


def timeline(
    photos: list[Photo], *, still: int = 70, join: int = 15, captions: tuple[Caption, ...] = ()
) -> Timeline:
    """Each photo for `still` frames alone, neighbours together for `join`."""
    spans = [
        FrameSpan(index * (still + join) - (join if index else 0), (index + 1) * (still + join))
        for index in range(len(photos))
    ]
    slides = tuple(
        Slide(
            (one,), span, EffectRef.of("fill", room=0.09), EffectRef.of("zoom_in", focus_x=0.4, focus_y=0.5)
        )
        for one, span in zip(photos, spans, strict=True)
    )
    joins = tuple(
        Join(FrameSpan(after.start, before.stop), EffectRef.of("crossfade"))
        for before, after in pairwise(spans)
    )
    return Timeline(FPS, CANVAS, slides, joins, captions, Look())


def title(text: str = "Trip", stop: int = 60) -> Caption:
    return Caption("title", text, "2026", FrameSpan(0, stop), 10)


def saved(folder: Path, count: int, **options: object) -> Timeline:
    """A film of photos that are there."""
    photos = []
    for index in range(count):
        path = save(folder, f"IMG_{index}.jpg", (300, 400), seed=index)
        photos.append(replace(photo(path.name, f"{index:032x}"), path=path))
    return timeline(photos, **options)  # type: ignore[arg-type]
