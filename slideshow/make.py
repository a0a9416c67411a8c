"""One album, all stages: the only file that knows them all."""

import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path

from slideshow import ffmpeg
from slideshow.errors import PhotoError
from slideshow.events import Finished, Noticed, PhotoLeftOut, Report, Started, ignore
from slideshow.model.album import Album, LeftOut
from slideshow.model.brief import Brief
from slideshow.model.timeline import Timeline
from slideshow.package import Expected, check_output, package
from slideshow.pictures import decode
from slideshow.plan import plan
from slideshow.render import level, render
from slideshow.scan import scan
from slideshow.sound.music import check_music
from slideshow.sound.track import make_track
from slideshow.template_files import load


def make(
    folder: Path,
    out: Path,
    brief: Brief,
    *,
    music: Path | None = None,
    quality: str = "good",
    recursive: bool = False,
    overwrite: bool = False,
    report: Report = ignore,
) -> Finished:
    """The film of `folder` at `out`. Raises SlideshowError; nothing is left at `out` then."""
    started = time.monotonic()
    check_output(out, overwrite)
    template = load()
    album = scan(folder, report, recursive=recursive)
    music = music or _own_music(album, report)
    if music is not None:
        check_music(music)
    with _working_folder() as work:
        while True:
            timeline = plan(album, template, brief)
            try:
                segments, sound = _render(timeline, quality, music, work, report)
                break
            except PhotoError as error:
                album = _without_unreadable(album, error, report)
        report(Started("package"))
        package(segments, sound, out, _expected(timeline), overwrite=overwrite)
    finished = Finished(
        path=out,
        duration_seconds=float(timeline.duration_seconds),
        size_bytes=out.stat().st_size,
        width=timeline.canvas.width,
        height=timeline.canvas.height,
        photos_used=len(album.photos),
        photos_left_out=len(album.left_out),
        elapsed_seconds=time.monotonic() - started,
    )
    report(finished)
    return finished


def _render(
    timeline: Timeline, quality: str, music: Path | None, work: Path, report: Report
) -> tuple[tuple[Path, ...], Path]:
    """Pictures and sound, side by side."""
    with ThreadPoolExecutor(1, "sound") as pool:
        track = pool.submit(make_track, music, timeline.duration_seconds, work / "sound.mp4", report)
        try:
            segments = render(timeline, quality, work, report)
        except BaseException:
            ffmpeg.stop_all()
            raise
        return segments, track.result()


def _expected(timeline: Timeline) -> Expected:
    return Expected(
        frame_count=len(timeline.span),
        fps=timeline.fps,
        size=timeline.canvas,
        level=level(timeline.canvas, timeline.fps),
    )


def _own_music(album: Album, report: Report) -> Path | None:
    """The sound file that lies among the photos, when it is clear which one is meant."""
    if len(album.audio) > 1:
        names = ", ".join(path.name for path in album.audio[:3])
        report(Noticed(f"{len(album.audio)} sound files are there ({names}): choose one with --music."))
        return None
    return album.audio[0] if album.audio else None


def _without_unreadable(album: Album, error: PhotoError, report: Report) -> Album:
    """The album without the photo that could not be decoded, nor any other that would stop the next try.

    Headers do not tell everything. A damaged photo is found while the film is being made of it, so the film
    is begun again: once, however many there are, because all the others are tried first.
    """
    for photo in album.photos:
        found = error
        if photo.path != error.photo:
            try:
                decode(photo, scale=0.125)
                continue
            except PhotoError as other:
                found = other
        album = album.without(LeftOut(photo.path, found.reason, found.hint))
        report(PhotoLeftOut(photo.path, found.reason, found.hint))
    return album


@contextmanager
def _working_folder() -> Iterator[Path]:
    """A folder for what is not finished, in the user's cache, or among temporary files without one."""
    parent: Path | None = user_cache_path("slideshow") / "work"
    assert parent is not None
    try:
        parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        parent = None
    with tempfile.TemporaryDirectory(prefix="make-", dir=parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
