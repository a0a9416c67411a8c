"""A film that is being changed -> what the page shows of it, as JSON can hold it.

Photos go by an id, so that nothing that the page asks for can be a path.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from slideshow.editing.draft import Draft
from slideshow.editing.film import EditedFilm
from slideshow.effects.layouts import CHOSEN_BY_NAME, HOLDS, LAYOUTS
from slideshow.effects.motions import MOTIONS
from slideshow.model.album import VIDEO, Photo
from slideshow.model.geometry import Rect
from slideshow.model.storyboard import Shot
from slideshow.model.timeline import Slide, Timeline
from slideshow.pipeline.planning import Planned
from slideshow.studio.ids import photo_id


def state_of(film: EditedFilm, revision: str) -> dict[str, Any]:
    """The film as it is now."""
    session = film.session
    planned, draft = session.film, session.draft
    timeline, storyboard = planned.timeline, planned.storyboard
    words, at = session.history
    beats = planned.music.rhythm.beats if planned.music and planned.music.has_beats else ()
    bars = planned.music.rhythm.downbeats if beats and planned.music else ()
    fps = float(timeline.fps)
    return {
        "revision": revision,
        "fps": fps,
        "frames": len(timeline.span),
        "seconds": round(float(timeline.duration_seconds), 2),
        "width": timeline.canvas.width,
        "height": timeline.canvas.height,
        "safe": _shares(timeline.safe),
        "bars": [round(bar * fps) for bar in bars if bar * fps < len(timeline.span)],
        "beats": [round(beat * fps) for beat in beats if beat * fps < len(timeline.span)],
        "slides": [
            _slide(number, shot, slide, planned)
            for number, (shot, slide) in enumerate(
                zip(storyboard.shots, timeline.slides, strict=False), start=1
            )
        ],
        "out": _left_out(planned),
        "unreadable": [
            {"name": one.path.name, "reason": one.reason, "hint": one.hint}
            for one in planned.scene.album.left_out
        ],
        "history": list(words),
        "at": at,
        "kept": session.is_kept,
        "film": _film(planned, draft),
    }


def _left_out(planned: Planned) -> list[dict[str, Any]]:
    """The photos that are not in the film; those without a reason have joined and been taken back."""
    storyboard = planned.storyboard
    reasons = {one.path: one.reason for one in storyboard.left_out}
    shown = {photo.path for shot in storyboard.shots for photo in shot.photos}
    rest = {photo.path: photo for photo in planned.scene.album.photos if photo.path not in shown}
    paths = dict.fromkeys([*(path for path in reasons if path in rest), *rest])
    return [_photo(rest[path]) | {"reason": reasons.get(path, "")} for path in paths]


def _film(planned: Planned, draft: Draft) -> dict[str, Any]:
    storyboard, brief = planned.storyboard, draft.brief
    title = next((one for one in planned.timeline.captions if one.kind == "title"), None)
    words = storyboard.music or brief.music
    return {
        "heading": storyboard.heading if storyboard.heading is not None else (title.heading if title else ""),
        "detail": storyboard.detail if storyboard.detail is not None else (title.detail if title else ""),
        "closing": storyboard.closing or "",
        "look": storyboard.template or brief.template or "default",
        "music": _music(words, planned),
        "musicName": planned.song.name if planned.song else "",
        "musicStart": storyboard.music_start,
        "bpm": round(planned.music.rhythm.bpm) if planned.music and planned.music.has_beats else 0,
        "seed": planned.piece.seed if planned.piece else None,
        "length": brief.length_seconds,
        "tone": brief.tone,
        "order": brief.order,
        "target": draft.target or "tiktok-dm",
        "link": storyboard.album_link or "",
    }


def _music(words: Sequence[str], planned: Planned) -> str:
    """The name that the page chooses it by: "" for none."""
    if planned.song is None:
        return ""
    if planned.song.style:
        return str(planned.song.style)
    return f"file:{photo_id(planned.song.paths[0])}" if planned.song.paths else ""


def _slide(number: int, shot: Shot, slide: Slide, planned: Planned) -> dict[str, Any]:
    timeline = planned.timeline
    before = timeline.joins[number - 2].span if number > 1 else None
    after = timeline.joins[number - 1].span if number <= len(timeline.joins) else None
    # Seen alone: after the one transition and before the next.
    alone = before.stop if before else slide.span.start
    until = after.start if after else slide.span.stop
    photo = shot.photos[0]
    count = len(shot.photos)
    fps = float(timeline.fps)
    return {
        "number": number,
        "id": "-".join(photo_id(one.path) for one in shot.photos),
        "photos": [_photo(one) for one in shot.photos],
        "start": slide.span.start,
        "stop": slide.span.stop,
        "middle": max(alone, (alone + max(alone, until)) // 2),
        "seconds": round(float(shot.seconds or len(slide.span) / fps), 2),
        "thumb": look_key(shot, planned, number),
        "layout": shot.layout or slide.layout.name,
        "layouts": [name for name in CHOSEN_BY_NAME if HOLDS[name][0] <= count <= HOLDS[name][1]],
        "motion": shot.motion or slide.motion.name,
        "strength": shot.strength,
        "transition": timeline.joins[number - 2].transition.name if before else "",
        "transitionSeconds": round(len(before) / fps, 2) if before else 0,
        "caption": shot.caption or "",
        "chapter": shot.chapter or "",
        "why": shot.why,
        "pinned": shot.pinned,
        "focus": [[point.x, point.y] for point in shot.focus or ()],
        "ownWindows": shot.windows is not None,
        "windows": _windows(shot, slide, timeline),
        "day": photo.captured.date().isoformat() if photo.captured else "",
        "decibels": shot.clip_decibels,
        "clipStart": next((float(one) for one in shot.starts or () if one is not None), None),
    }


def _photo(photo: Photo) -> dict[str, Any]:
    playing = photo.clip if photo.format == VIDEO else None
    return {
        "id": photo_id(photo.path),
        "name": photo.path.name,
        "width": photo.size.width,
        "height": photo.size.height,
        "turned": photo.turned_degrees,
        "clip": round(float(playing.seconds), 2) if playing else None,
        # Another address whenever the picture is another.
        "picture": f"{photo_id(photo.path)}-{photo.digest[:8]}-{photo.turned_degrees}",
    }


def _shares(rect: Rect) -> list[float]:
    return [round(one, 5) for one in (rect.x, rect.y, rect.width, rect.height)]


def _windows(shot: Shot, slide: Slide, timeline: Timeline) -> list[list[float]]:
    """What the frame shows of the one photo at first and at last, in shares of it; empty for several."""
    if len(slide.photos) != 1:
        return []
    if shot.windows:
        return [_shares(part) for part in shot.windows]
    size = slide.photos[0].size
    canvas = timeline.canvas
    arrangement = LAYOUTS[slide.layout.name]([size], canvas, **slide.layout.arguments)
    if not arrangement.placements:
        return []
    view = arrangement.view(canvas)
    place = arrangement.placements[0]
    across, down = place.crop.width / place.box.width, place.crop.height / place.box.height
    found = []
    for progress in (0.0, 1.0):
        seen = MOTIONS[slide.motion.name](arrangement.card, view, progress, **slide.motion.arguments)
        part = Rect(
            (place.crop.x + (seen.x - place.box.x) * across) / size.width,
            (place.crop.y + (seen.y - place.box.y) * down) / size.height,
            seen.width * across / size.width,
            seen.height * down / size.height,
        )
        found.append(_shares(part))
    return found


def look_key(shot: Shot, planned: Planned, number: int) -> str:
    """Another name whenever the slide's picture is another, whatever it lasts and comes after."""
    plain = replace(shot, seconds=None, join_seconds=None, transition=None, pinned=False, why="", light=None)
    parts: tuple[object, ...] = (
        plain,
        planned.timeline.slides[number - 1].corrections,
        [photo.digest for photo in shot.photos],
        planned.storyboard.template,
        planned.timeline.canvas,
        planned.timeline.look,
    )
    if number == 1:
        parts += (planned.storyboard.heading, planned.storyboard.detail)
    return blake2b(repr(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()


def choices(file_music: Mapping[str, Path]) -> dict[str, Any]:
    """What the page offers that no step changes: looks, music, targets, transitions, motions."""
    from slideshow.documents.photo_place_files import photo_places
    from slideshow.documents.target_files import targets
    from slideshow.documents.template_files import load, names
    from slideshow.effects.transitions import TRANSITIONS
    from slideshow.errors import SlideshowError
    from slideshow.sound.composed import STYLES

    looks = []
    for name in names():
        try:
            looks.append({"name": name, "about": load(name).description})
        except SlideshowError:
            continue
    return {
        "looks": looks,
        "styles": list(STYLES),
        "files": [{"name": f"file:{key}", "label": path.name} for key, path in file_music.items()],
        "targets": [{"name": one.name, "about": one.description} for one in targets().values()],
        "places": [{"name": one.name, "about": one.description} for one in photo_places().values()],
        "transitions": list(TRANSITIONS),
        "motions": [name for name in MOTIONS if name != "travel"],
    }
