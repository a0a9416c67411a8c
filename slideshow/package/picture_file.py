"""A picture made of a film: a preview, a still, a cover → its file under its final name."""

from pathlib import Path

from PIL.Image import Image

from slideshow.errors import RenderError, printable
from slideshow.package.output import beside, mark, publish


def publish_picture(picture: Image, out: Path, *, overwrite: bool) -> None:
    """Writes a PNG or JPEG, by its name, to `out` in one step. Raises RenderError when it cannot be."""
    try:
        with beside(out) as part:
            if out.suffix.lower() in (".jpg", ".jpeg"):
                picture.save(part, "JPEG", quality=90, subsampling=0, optimize=True)
            else:
                # Packed tighter it takes seconds, for a file that is looked at once.
                picture.save(part, "PNG", compress_level=1)
            mark(part)
            publish(part, out, overwrite)
    except OSError as error:
        raise RenderError(f"{printable(out)}: cannot be written ({error.strerror or error}).") from error
