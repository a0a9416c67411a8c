"""Timeline -> OpenTimelineIO, for those who go on in an editor (the extra "otio").

One video track holds a clip for each slide, cut in the middle of each join, and the joins as transitions; a
slide of several photos is a stack of clips, the lowest first. The media of a clip is the photo itself, by its
absolute URL, and as long as the slide with both its joins. Texts are markers on the whole; music is an audio
track.

What OpenTimelineIO has no words for is in `metadata["slideshow"]`:

- of the timeline: `canvas` [width, height] in pixels, `version` of slideshow;
- of a clip: `photo_size` of the upright photo in pixels, without what is `trim`med off it at the left, top,
  right and bottom, where something is; `layout` and `motion`, each `name` and `parameters`;
  `crop` [x, y, width, height], the part of the upright photo that is shown, where that is not all of it; and
  `keyframes`, linear from one to the next. Each has a `frame` of the media, `scale` in pixels of the film to
  a pixel of the photo, and `position` [x, y], where the middle of the upright photo is in pixels from the
  middle of the film, right and down;
- of a transition: `name` and `parameters`;
- of a marker: `kind` ("title", "chapter", "caption", "end", "beat"), `detail`, a text's smaller line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slideshow.bridges.keyframes import keyframes
from slideshow.effects.layouts import arrange
from slideshow.errors import InputError, RenderError, printable
from slideshow.events import Report, Written, ignore
from slideshow.model.album import Photo
from slideshow.model.brief import Brief
from slideshow.model.geometry import NO_MARGINS
from slideshow.model.span import FrameSpan, frame_at
from slideshow.model.timeline import EffectRef, Join, Slide, Timeline
from slideshow.pipeline.planning import plan_folder
from slideshow.system import installation
from slideshow.version import __version__

if TYPE_CHECKING:
    import opentimelineio

_NAME = "slideshow"
_SUFFIX = ".otio"
_DISSOLVES = ("crossfade",)
_COLOURS = {"title": "PURPLE", "chapter": "GREEN", "caption": "CYAN", "end": "PURPLE", "beat": "RED"}


def check_installed() -> None:
    """Raises InputError when the extra is not installed."""
    if find_spec("opentimelineio") is None:
        raise InputError("OpenTimelineIO is not installed.", f"Install it: {installation.extra('otio')}")


def to_otio(
    timeline: Timeline,
    name: str = "",
    *,
    music: Path | None = None,
    music_start_seconds: float = 0.0,
    beats_seconds: Sequence[float] = (),
) -> "opentimelineio.schema.Timeline":
    """The timeline as OpenTimelineIO has it, with the music from where it begins and a marker on each beat.

    Raises InputError when the extra is not installed.
    """
    check_installed()
    import opentimelineio as otio

    whole = otio.schema.Timeline(name)
    canvas = [timeline.canvas.width, timeline.canvas.height]
    whole.metadata[_NAME] = {"canvas": canvas, "version": __version__}
    pictures = otio.schema.Track("Pictures", kind=otio.schema.TrackKind.Video)
    cuts = [0, *(_cut(join) for join in timeline.joins), timeline.span.stop]
    for index, slide in enumerate(timeline.slides):
        if index and len(timeline.joins[index - 1].span):
            pictures.append(_transition(timeline.joins[index - 1], timeline.fps))
        shown = FrameSpan(cuts[index] - slide.span.start, cuts[index + 1] - slide.span.start)
        pictures.append(_item(slide, shown, timeline))
    whole.tracks.append(pictures)
    if music is not None:
        whole.tracks.append(_music(music, music_start_seconds, timeline))
    for caption in timeline.captions:
        detail = {"kind": caption.kind, "detail": caption.detail}
        whole.tracks.markers.append(_marker(caption.headline, caption.span, detail, timeline.fps))
    for number, seconds in enumerate(beats_seconds, start=1):
        frame = frame_at(seconds, timeline.fps)
        if frame in timeline.span:
            at = FrameSpan(frame, frame)
            whole.tracks.markers.append(_marker(f"Beat {number}", at, {"kind": "beat"}, timeline.fps))
    return whole


def write_timeline(
    folder: Path,
    out: Path,
    brief: Brief,
    *,
    recursive: bool = False,
    overwrite: bool = False,
    report: Report = ignore,
) -> None:
    """Writes the film of `folder`, as its slideshow.toml has it or else as we would, to `out` for an editor.

    Raises SlideshowError.
    """
    check_installed()
    check_output(out, overwrite)
    film = plan_folder(folder, brief, recursive=recursive, report=report)
    rhythm = film.timeline.rhythm
    made = to_otio(
        film.timeline,
        film.storyboard.heading or "",
        music=film.song.paths[0] if film.song and film.song.paths else None,
        music_start_seconds=film.music.passages[0].start if film.music and film.music.passages else 0.0,
        beats_seconds=rhythm.beats if rhythm else (),
    )
    write_otio(made, out, overwrite=overwrite)
    report(Written(out, len(film.timeline.slides), float(film.timeline.duration_seconds)))


def write_otio(timeline: "opentimelineio.schema.Timeline", out: Path, *, overwrite: bool = False) -> None:
    """Writes a file that editors open. Raises SlideshowError; what was at `out` is then still there."""
    import opentimelineio as otio

    from slideshow.package.output import beside

    check_output(out, overwrite)
    try:
        with beside(out) as part:
            part.write_text(otio.adapters.write_to_string(timeline, "otio_json"), "utf-8")
            part.replace(out)
    except OSError as error:
        raise RenderError(f"{printable(out)}: cannot be written ({error.strerror or error}).") from error


def check_output(out: Path, overwrite: bool) -> None:
    """Raises InputError when a timeline must not be written to `out`."""
    if out.suffix.lower() != _SUFFIX:
        raise InputError(f"{printable(out)}: a timeline's name ends in {_SUFFIX}.", "Call it trip.otio.")
    if not out.parent.is_dir():
        raise InputError(
            f"{printable(out.parent)}: there is no such folder.", "Create it, or choose another."
        )
    if out.exists() and not overwrite:
        raise InputError(f"{printable(out)}: is there already.", "Use --overwrite to replace it.")


def _cut(join: Join) -> int:
    return join.span.start + len(join.span) // 2


def _item(slide: Slide, shown: FrameSpan, timeline: Timeline) -> Any:
    """A clip, or a stack of clips for several photos; `shown` is counted from the start of the slide."""
    import opentimelineio as otio

    sizes = [photo.size for photo in slide.photos]
    arrangement = arrange(slide.layout.name, sizes, timeline.canvas, **slide.layout.arguments)  # type: ignore[arg-type]
    visible = _range(shown, timeline.fps)
    if not arrangement.placements:
        return _card(slide, visible, timeline.fps)
    clips = []
    for photo, placement in zip(slide.photos, arrangement.placements, strict=True):
        clip = _clip(photo, slide, timeline.fps)
        frames = keyframes(slide, arrangement, placement, photo.size, timeline.canvas)
        clip.metadata[_NAME]["keyframes"] = [
            {"frame": one.frame, "scale": round(one.scale, 6), "position": [round(one.x, 3), round(one.y, 3)]}
            for one in frames
        ]
        if arrangement.opening:
            part = arrangement.opening
            edges = [part.x, part.y, part.width, part.height]
            clip.metadata[_NAME]["opening"] = [round(edge, 3) for edge in edges]
        if placement.crop != photo.size.whole:
            crop = placement.crop
            clip.metadata[_NAME]["crop"] = [
                round(edge, 3) for edge in (crop.x, crop.y, crop.width, crop.height)
            ]
        clips.append(clip)
    if len(clips) == 1:
        clips[0].source_range = visible
        return clips[0]
    names = ", ".join(photo.path.name for photo in slide.photos)
    return otio.schema.Stack(names, children=clips, source_range=visible)


def _clip(photo: Photo, slide: Slide, fps: Fraction) -> Any:
    import opentimelineio as otio

    whole = _range(FrameSpan(0, len(slide.span)), fps)
    media = otio.schema.ExternalReference(_url(photo.path), available_range=whole)
    return otio.schema.Clip(
        photo.path.name,
        media_reference=media,
        source_range=whole,
        metadata={
            _NAME: {
                "photo_size": [photo.size.width, photo.size.height],
                **({"trim": asdict(photo.trim)} if photo.trim != NO_MARGINS else {}),
                "layout": _effect(slide.layout),
                "motion": _effect(slide.motion),
            }
        },
    )


def _card(slide: Slide, visible: Any, fps: Fraction) -> Any:
    """A slide without a photo on it: the ground of a text."""
    import opentimelineio as otio

    media = otio.schema.GeneratorReference(
        "Card",
        generator_kind="slideshow.card",
        available_range=_range(FrameSpan(0, len(slide.span)), fps),
    )
    metadata = {_NAME: {"layout": _effect(slide.layout), "motion": _effect(slide.motion)}}
    return otio.schema.Clip("Card", media_reference=media, source_range=visible, metadata=metadata)


def _transition(join: Join, fps: Fraction) -> Any:
    import opentimelineio as otio

    kinds = otio.schema.TransitionTypes
    return otio.schema.Transition(
        join.transition.name,
        transition_type=kinds.SMPTE_Dissolve if join.transition.name in _DISSOLVES else kinds.Custom,
        in_offset=_time(_cut(join) - join.span.start, fps),
        out_offset=_time(join.span.stop - _cut(join), fps),
        metadata={_NAME: _effect(join.transition)},
    )


def _music(music: Path, start_seconds: float, timeline: Timeline) -> Any:
    import opentimelineio as otio

    track = otio.schema.Track("Music", kind=otio.schema.TrackKind.Audio)
    media = otio.schema.ExternalReference(_url(music))
    first = frame_at(start_seconds, timeline.fps)
    heard = FrameSpan(first, first + len(timeline.span))
    track.append(
        otio.schema.Clip(music.name, media_reference=media, source_range=_range(heard, timeline.fps))
    )
    return track


def _marker(name: str, span: FrameSpan, detail: Mapping[str, str], fps: Fraction) -> Any:
    import opentimelineio as otio

    return otio.schema.Marker(
        name, marked_range=_range(span, fps), color=_COLOURS[detail["kind"]], metadata={_NAME: dict(detail)}
    )


def _url(path: Path) -> str:
    return path.resolve().as_uri()


def _effect(effect: EffectRef) -> dict[str, object]:
    parameters = {name: list(value) if isinstance(value, tuple) else value for name, value in effect.params}
    return {"name": effect.name, "parameters": parameters}


def _range(span: FrameSpan, fps: Fraction) -> Any:
    import opentimelineio as otio

    return otio.opentime.TimeRange(_time(span.start, fps), _time(len(span), fps))


def _time(frames: int, fps: Fraction) -> Any:
    import opentimelineio as otio

    return otio.opentime.RationalTime(frames, float(fps))
