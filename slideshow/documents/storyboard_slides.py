"""A slide's table in slideshow.toml -> its Shot. Mistakes are told with the slide's number."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from slideshow.documents import trusted_paths
from slideshow.documents.storyboard_schema import LEAST_SECONDS, MOST_SECONDS, SlideTable, Trim, Turn, Window
from slideshow.effects.layouts import HOLDS
from slideshow.errors import StoryboardError, printable
from slideshow.model.album import VIDEO, Photo
from slideshow.model.clip import Clip
from slideshow.model.file_names import at_home
from slideshow.model.geometry import NO_MARGINS, Margins, Point, Rect
from slideshow.model.storyboard import Shot
from slideshow.model.tone import Correction

# Slides as short as this may be longer than their clip.
_SHORT_SLIDE_SECONDS = 2.0


def shot_of(
    path: Path, number: int, slide: SlideTable, photos: list[Photo], changes: list[str], *, whole: bool
) -> Shot:
    where = f"{printable(path)}: slide {number}"
    layout, focus, crop = slide.layout, None, slide.crop
    if slide.focus is not None:
        focus = _focus(where, slide.focus, len(slide.photos))
    starts, seconds = (
        _part(where, f"slide {number}", slide, photos, changes) if whole else (None, _exact(slide.seconds))
    )
    if not whole:
        # What was chosen for all of them does not suit the rest.
        layout, focus, crop = None, None, None
    if layout is not None:
        least, most = HOLDS[layout]
        if not least <= len(photos) <= most:
            fitting = [name for name, (low, high) in HOLDS.items() if low <= len(photos) <= high]
            count = f"{least} photo" if most == 1 else f"{least} to {most} photos"
            raise StoryboardError(
                f'{where}, layout: "{layout}" holds {count}, not {len(photos)}.',
                f"Use {' or '.join(fitting)}." if fitting else "Use fewer photos.",
            )
    if crop is not None and layout not in (None, "fit"):
        raise StoryboardError(
            f'{where}, crop: is for a photo that does not fill the frame, not for layout "{layout}".',
            'Take crop out, or use layout = "fit".',
        )
    return Shot(
        tuple(photos),
        seconds=seconds,
        caption=slide.caption,
        detail=slide.detail,
        chapter=slide.chapter,
        layout=layout,
        focus=focus,
        motion=slide.motion,
        transition=slide.transition,
        join_seconds=_exact(slide.transition_seconds),
        starts=starts,
        crop=crop,
        windows=_windows(where, slide, photos) if whole else None,
        strength=slide.strength,
        clip_decibels=slide.loudness,
        voice=_voice(where, path, slide.voice),
        pinned=slide.pin,
        light=_light(slide) if whole else None,
    )


def _light(slide: SlideTable) -> tuple[Correction, ...] | None:
    if slide.light is None or len(slide.light) not in (0, len(slide.photos)):
        return None
    return tuple(
        Correction(black, white, gamma, (red, green, blue))
        for black, white, gamma, red, green, blue in slide.light
    )


def _voice(where: str, path: Path, name: str) -> str:
    """The name, if it leads to where such a file may read."""
    file = path.parent / at_home(name)
    if name and not trusted_paths.stays_inside(name, path.parent) and not trusted_paths.is_remembered(file):
        raise StoryboardError(
            f"{where}, voice: lies outside of the album's folder.", "Put it beside the photos."
        )
    return name


def turns_of(path: Path, number: int, slide: SlideTable) -> tuple[Turn | None, ...]:
    """How far each photo of a slide is turned, None where that is not said. Raises StoryboardError."""
    turns = slide.rotate if isinstance(slide.rotate, tuple) else (slide.rotate,) * len(slide.photos)
    if len(turns) != len(slide.photos):
        raise StoryboardError(
            f"{printable(path)}: slide {number}, rotate: has {len(turns)} turns for "
            f"{len(slide.photos)} photos.",
            "Give one for all, or one for each.",
        )
    return turns


def trims_of(path: Path, number: int, slide: SlideTable) -> tuple[Trim | None, ...]:
    """What is trimmed of each photo of a slide, None where that is not said. Raises StoryboardError."""
    trim = slide.trim
    if trim is None or trim is False or isinstance(trim[0], float):
        return (trim,) * len(slide.photos)  # type: ignore[return-value]
    if len(trim) != len(slide.photos):
        raise StoryboardError(
            f"{printable(path)}: slide {number}, trim: has {len(trim)} trims for {len(slide.photos)} photos.",
            "Give [left, top, right, bottom] for all, or one of these, or false, for each.",
        )
    return trim  # type: ignore[return-value]


def trim_photo(photo: Photo, trim: Trim) -> Photo:
    """The photo with so much of its edges left out."""
    # What plays is shown as it is.
    if photo.clip is not None:
        return photo
    if trim is False:
        return photo.trimmed_to(NO_MARGINS)
    whole = photo.whole_size
    sides = (round(share * side) for share, side in zip(trim, (whole.width, whole.height) * 2, strict=True))
    return photo.trimmed_to(Margins(*sides))


def _windows(where: str, slide: SlideTable, photos: Sequence[Photo]) -> tuple[Rect, Rect] | None:
    """The windows at the start and at the end; where one is not given, the other is both."""
    if slide.window_start is None and slide.window_end is None:
        return None
    if len(photos) > 1:
        raise StoryboardError(f"{where}: windows are for a photo that stands alone.", "Take them out.")
    start = slide.window_start or slide.window_end
    end = slide.window_end or start
    assert start is not None
    assert end is not None
    return _on_photo(start), _on_photo(end)


def _on_photo(window: Window) -> Rect:
    x, y, width, height = window
    return Rect(min(x, 1.0 - width), min(y, 1.0 - height), width, height)


def _part(
    where: str, slide_name: str, slide: SlideTable, photos: Sequence[Photo], changes: list[str]
) -> tuple[tuple[Fraction | None, ...] | None, Fraction | None]:
    """Where the clips of a slide begin, None where that is not decided, and how long it is seen."""
    clips = [photo.clip for photo in photos if photo.clip and photo.format == VIDEO]
    if slide.start is None:
        if slide.stop is not None:
            raise StoryboardError(f"{where}, to: says nothing without from.", "Give both, in seconds.")
        return None, _exact(slide.seconds)
    if not clips:
        raise StoryboardError(f"{where}, from: there is no clip in it.", "Take from and to out.")
    given = slide.start if isinstance(slide.start, tuple) else (slide.start,)
    if len(given) != len(clips):
        raise StoryboardError(
            f"{where}, from: has {len(given)} moments for {len(clips)} clips.", "Give one for each."
        )
    for moment, clip in zip(given, clips, strict=True):
        if moment >= clip.seconds:
            length = f"{float(clip.seconds):.1f}"
            raise StoryboardError(f"{where}, from: the clip is only {length} seconds long.", "Begin earlier.")
    moments = iter(given)
    starts = tuple(
        _exact(next(moments)) if photo.format == VIDEO else Fraction(0) if photo.moves else None
        for photo in photos
    )
    if slide.stop is None:
        return starts, _exact(slide.seconds)
    if slide.seconds is not None:
        raise StoryboardError(f"{where}: from and to decide its seconds.", "Take seconds out, or to.")
    if len(clips) > 1:
        raise StoryboardError(f"{where}, to: there are several clips in it.", "Use seconds instead.")
    stop = _within(clips[0], given[0], slide.stop)
    if stop < slide.stop:
        end = float(clips[0].seconds)
        shown_to = "it is shown to there" if stop <= end + 0.05 else f"its last picture stands to {stop:g}"
        line = f"the clip ends at {end:.1f} seconds, before {slide.stop:g}; {shown_to}."
        changes.append(f"{slide_name}, to: {line}")
    part = stop - given[0]
    if not LEAST_SECONDS <= part <= MOST_SECONDS:
        raise StoryboardError(
            f"{where}, to: the part is {part:.2f} seconds long.",
            f"It must be {LEAST_SECONDS:g} to {MOST_SECONDS:g} seconds, transitions included.",
        )
    return starts, _exact(part)


def _within(clip: Clip, start: float, stop: float) -> float:
    """Until when a part is shown: no longer than the clip, but that its last picture fills a short slide."""
    return min(stop, max(float(clip.seconds), start + _SHORT_SLIDE_SECONDS))


def _focus(where: str, focus: Sequence[Any], count: int) -> tuple[Point, ...]:
    points = [focus] if focus and not isinstance(focus[0], list | tuple) else list(focus)
    if len(points) != count:
        raise StoryboardError(
            f"{where}, focus: has {len(points)} points for {count} photos.",
            "Give one for each, across and down, such as [0.5, 0.4].",
        )
    found = []
    for point in points:
        numbers = isinstance(point, list | tuple) and len(point) == 2
        if not numbers or not all(_is_share(value) for value in point):
            raise StoryboardError(
                f"{where}, focus: must be two numbers from 0 to 1: across and down.",
                "The middle is [0.5, 0.5].",
            )
        found.append(Point(float(point[0]), float(point[1])))
    return tuple(found)


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0.0 <= value <= 1.0


def _exact(seconds: float | None) -> Fraction | None:
    return None if seconds is None else Fraction(str(round(seconds, 3)))
