"""A folder → its storyboard as a file in it."""

from pathlib import Path

from slideshow.documents import storyboard_file
from slideshow.errors import InputError, printable
from slideshow.events import Report, Written, ignore
from slideshow.model.brief import Brief
from slideshow.pipeline.planning import plan_folder
from slideshow.pipeline.slide_reports import slide_reports


def write_plan(
    folder: Path, brief: Brief, *, recursive: bool = False, overwrite: bool = False, report: Report = ignore
) -> Path:
    """The file in `folder` that now holds the film's storyboard. Raises SlideshowError."""
    file = folder / storyboard_file.NAME
    if file.exists() and not overwrite:
        raise InputError(
            f"{printable(file)}: is there already.", "Use --overwrite to plan anew, and lose what it says."
        )
    film = plan_folder(folder, brief, recursive=recursive, fresh=True, report=report)
    storyboard_file.write(file, film.storyboard, film.scene.album, overwrite=overwrite)
    report(
        Written(file, len(film.timeline.slides), float(film.timeline.duration_seconds), slide_reports(film))
    )
    return file
