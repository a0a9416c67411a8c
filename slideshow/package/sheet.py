"""A preview's picture → its file under its final name."""

from pathlib import Path

from PIL.Image import Image

from slideshow.errors import RenderError
from slideshow.package.output import beside, mark, publish


def publish_sheet(sheet: Image, out: Path, *, overwrite: bool) -> None:
    """Writes a PNG to `out`, in one step. Raises RenderError when that cannot be done."""
    try:
        with beside(out) as part:
            # Packed tighter it takes seconds, for a file that is looked at once.
            sheet.save(part, "PNG", compress_level=1)
            mark(part)
            publish(part, out, overwrite)
    except OSError as error:
        raise RenderError(f"{out}: cannot be written ({error.strerror or error}).") from error
