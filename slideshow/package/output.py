"""Where a film goes: whether it may, a hidden file beside it while it is made, its mark, its final name."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from slideshow.errors import InputError, printable
from slideshow.media import own_films
from slideshow.media.film_mark import MARK, is_ours
from slideshow.system.atomic_write import part_beside
from slideshow.system.working_folder import held, is_left

# How the name of a hidden file beside a film goes on behind the film's.
_PART = re.compile(r"[0-9a-f]{16}\.part")

_KINDS = {".mp4": "film", ".png": "preview"}
_OTHER_SUFFIXES = {
    ".mp4": frozenset({".avi", ".gif", ".m4v", ".mkv", ".mov", ".webm"}),
    ".png": frozenset({".jpg", ".jpeg", ".webp", ".gif", ".pdf", ".tif", ".tiff", ".bmp"}),
}


def check_output(out: Path, overwrite: bool, suffix: str = ".mp4") -> None:
    """Raises InputError when a film, or a preview (".png"), cannot, or must not, be written to `out`."""
    try:
        if out.is_dir():
            name = out.resolve().name or "film"
            raise InputError(
                f"{printable(out)}: is a folder.",
                f"Give the {_KINDS[suffix]} a name, such as {printable(out / (name + suffix))}.",
            )
        if out.suffix.lower() != suffix:
            raise InputError(
                f"{printable(out)}: a {_KINDS[suffix]}'s name ends in {suffix}.",
                f"Call it {printable(_named(out, suffix))}.",
            )
        folder = out.parent
        if not folder.is_dir():
            missing = "is not a folder" if folder.exists() else "there is no such folder"
            raise InputError(f"{printable(folder)}/: {missing}.", "Create it, or choose another with -o.")
        refuse_foreign(out, overwrite)
        # Only trying tells: permission bits say nothing of a read-only disk, or of a name it cannot hold.
        with beside(out):
            pass
    except OSError as error:
        raise InputError(
            f"{printable(out)}: cannot be written ({error.strerror or error}).",
            "Choose another place with -o.",
        ) from error


def refuse_foreign(out: Path, overwrite: bool) -> None:
    """Raises InputError when something stands at `out` that we may not replace."""
    if not os.path.lexists(out):
        return
    if out.exists() and not out.is_file():
        raise InputError(f"{printable(out)}: is not a file.", "Choose another name with -o.")
    if not overwrite and not own_films.is_own(out):
        who = "was not made by slideshow on this computer" if is_ours(out) else "slideshow did not make it"
        raise InputError(
            f"{printable(out)}: is there already, and {who}.",
            "Use --overwrite to replace it, or choose another name with -o.",
        )


@contextlib.contextmanager
def beside(out: Path) -> Iterator[Path]:
    """An empty hidden file in the folder of `out`; gone on leaving, unless it was renamed."""
    part = part_beside(out)
    _drop_left(out.parent, part.name.removesuffix(part.name[-21:]))
    try:
        # Not tempfile's, which only its owner may read: a film is sent and shared.
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        with held(part):
            yield part
    finally:
        part.unlink(missing_ok=True)


def _drop_left(folder: Path, start: str) -> None:
    """Throws out what runs to the same name have left that were killed."""
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            if path.name.startswith(start) and _PART.fullmatch(path.name[len(start) :]):
                with contextlib.suppress(OSError):
                    if path.is_file() and is_left(path):
                        path.unlink()


def mark(part: Path) -> None:
    """Signs a film or a preview as ours: what shows either ignores what stands behind its end."""
    with part.open("ab") as file:
        file.write(MARK)


def publish(part: Path, out: Path, overwrite: bool) -> None:
    """Gives a film its final name in one step, once it is safely on the disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    refuse_foreign(out, overwrite)  # it may have come while we rendered
    own_films.remember(part)
    part.replace(out)
    if os.name == "posix":  # the name is on the disk when the folder is
        with contextlib.suppress(OSError):
            folder = os.open(out.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _named(out: Path, suffix: str) -> Path:
    # "trip.mov" is a kind of film, "trip.2024" a name.
    if out.suffix.lower() in _OTHER_SUFFIXES[suffix]:
        return out.with_suffix(suffix)
    return out.with_name(f"{out.name.strip('.') or 'film'}{suffix}") if out.name else Path(f"film{suffix}")
