"""A folder -> the photos that would be sent, as they would be, on one sheet; nothing else is written."""

from dataclasses import replace
from pathlib import Path

from PIL import Image

from slideshow.errors import printable
from slideshow.events import Report, ignore
from slideshow.model.album import VIDEO
from slideshow.model.measures import megabytes
from slideshow.package import check_output, publish_picture
from slideshow.pipeline.photos import SentPhotos, choose, pictures
from slideshow.pipeline.photos_asked import PhotosAsked
from slideshow.render import SheetPicture, picture_sheet
from slideshow.system.working_folder import temporary_folder


def sheet_of(out: Path) -> Path:
    """Where the sheet of a folder of photos goes: beside where that would be."""
    return out.with_name(f"{out.name}.png")


def write_photo_sheet(
    folder: Path, sheet: Path, asked: PhotosAsked, *, report: Report = ignore
) -> SentPhotos:
    """The sheet; a picture stands for each clip. Raises SlideshowError."""
    check_output(sheet, asked.overwrite, ".png")
    chosen = choose(folder, asked, report=report)
    with temporary_folder() as work:
        into = work / "photos"
        into.mkdir()
        sent = pictures(chosen, into, asked, films=False, report=report)
        cells = [
            SheetPicture(
                Image.open(into / name).convert("RGB"),
                f"{Path(name).stem}.mp4" if photo.format == VIDEO else name,
                photo.path.name if photo.format == VIDEO else f"{photo.path.name}   {megabytes(size)}",
                photo.format == VIDEO,
            )
            for name, photo, size in zip(sent.names, sent.sources, sent.sizes_bytes, strict=True)
        ]
    place = asked.place
    facts = f"{len(cells)} for {place.name}, at most {place.count.photos}   \u00b7   {asked.shown_as}"
    if sent.left_out:
        facts += f"   \u00b7   {len(sent.left_out)} left out"
    title = asked.brief.title or printable(Path(folder.resolve().name))
    publish_picture(picture_sheet(title, facts, cells), sheet, overwrite=asked.overwrite)
    return replace(sent, folder=sheet)
