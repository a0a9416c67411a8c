"""Files that are whole or not there: written beside their place, and renamed."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def part_beside(out: Path) -> Path:
    """A hidden name in the folder of `out` that nobody else has: ".trip.mp4.0123456789abcdef.part"."""
    # Parts of the name only: with the rest it might be too long where `out` itself is not.
    return out.with_name(f".{out.name[:40]}.{secrets.token_hex(8)}.part")


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A name to write a file to, which takes the place of `out` when the block is left in order.

    Otherwise nothing is left of it, and what was at `out` is still there. Raises OSError.
    """
    part = part_beside(out)
    try:
        yield part
        part.replace(out)
    finally:
        # Also when all went well: one file under two names is left as it is by renaming.
        with suppress(OSError):
            part.unlink(missing_ok=True)
