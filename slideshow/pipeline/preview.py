"""A folder → its film on one page."""

from pathlib import Path

from slideshow.events import Report, Written, ignore
from slideshow.inspect import thumbnail
from slideshow.model.brief import Brief
from slideshow.package import check_output, publish_picture
from slideshow.pipeline.planning import plan_folder
from slideshow.pipeline.slide_reports import slide_reports
from slideshow.render import (
    contact_sheet,
)


def preview(
    folder: Path,
    out: Path,
    brief: Brief,
    *,
    recursive: bool = False,
    fresh: bool = False,
    overwrite: bool = False,
    report: Report = ignore,
) -> None:
    """The film of `folder` on one page, at `out`. Raises SlideshowError."""
    check_output(out, overwrite, ".png")
    film = plan_folder(folder, brief, recursive=recursive, fresh=fresh, report=report)
    photos = {photo.path: photo for photo in film.scene.album.photos}
    left_out = [(one, photos.get(one.path)) for one in film.left_out]
    publish_picture(
        contact_sheet(film.timeline, film.storyboard.heading or "", left_out, thumbnail),
        out,
        overwrite=overwrite,
    )
    report(
        Written(out, len(film.timeline.slides), float(film.timeline.duration_seconds), slide_reports(film))
    )
