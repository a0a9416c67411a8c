"""Parts and sound → the finished film under its final name, joined, checked, and only then seen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from slideshow.errors import FfmpegError, RenderError, printable
from slideshow.media.mp4 import Movie, read
from slideshow.package.checks import Expected, decoding_fault, faults
from slideshow.package.join import join
from slideshow.package.output import beside, check_output, mark, publish
from slideshow.package.qr_check import code_fault
from slideshow.system.disk_full import is_disk_full


def package(
    segments: Sequence[Path], sound: Path, out: Path, expected: Expected, *, overwrite: bool
) -> Movie:
    """The film at `out`, as its headers describe it.

    Until all checks are passed it is a hidden file beside `out`, and that is gone when anything fails.
    Raises InputError when `out` may not be written, RenderError when the film is not as expected.
    """
    check_output(out, overwrite)
    if not segments:
        raise RenderError(f"{printable(out)}: there are no parts to make a film of.")
    try:
        with beside(out) as part:
            with _needing(part):
                join(segments, sound, part)
                mark(part)
                movie = _checked(part, out, expected)
            publish(part, out, overwrite)
            return movie
    except (OSError, FfmpegError) as error:
        if is_disk_full(error):
            needed = sum(source.stat().st_size for source in (*segments, sound))
            raise RenderError(
                f"{printable(out)}: the disk is full. The film needs about {needed / 1e6:.1f} MB.",
                "Make room, or choose another place with -o.",
            ) from error
        if isinstance(error, OSError):
            raise RenderError(f"{printable(out)}: cannot be written ({error.strerror or error}).") from error
        raise


@contextmanager
def _needing(part: Path) -> Iterator[None]:
    """Where the block fails and the part is gone, or closed, by now, that is raised, as an OSError.

    ffmpeg would name a hidden file, and a film that was taken away would be called a mistake of ours.
    """
    try:
        yield
    except RenderError:
        with part.open("rb+"):
            pass
        raise


def weight(segments: Sequence[Path], sound: Path, folder: Path) -> int:
    """Bytes of the film that these make, found by joining them in `folder` for a moment."""
    film = folder / "weighed.mp4"
    try:
        join(segments, sound, film)
        mark(film)
        return film.stat().st_size
    finally:
        film.unlink(missing_ok=True)


def _checked(part: Path, out: Path, expected: Expected) -> Movie:
    movie = read(part)
    found = faults(movie, expected)
    if expected.most_bytes is not None and part.stat().st_size > expected.most_bytes:
        found.append(f"bytes: expected at most {expected.most_bytes}, found {part.stat().st_size}")
    if not found and (fault := decoding_fault(part, expected)):
        found = [fault]
    if not found and expected.code and (fault := code_fault(part, expected, expected.code)):
        found = [fault]
    if found:
        raise RenderError(
            f"{printable(out)}: the finished film did not pass its check ({'; '.join(found)}). "
            "It was not kept.",
            "This is a mistake in slideshow; please report it.",
        )
    return movie
