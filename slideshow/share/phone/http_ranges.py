"""A request's Range and If-Range → the bytes that are to be sent (RFC 9110, section 14)."""

import re
from collections.abc import Iterable

# Spaces are given back to nobody (*+): thousands of them would take minutes.
# More digits than any file has bytes; Python refuses to read very long numbers.
_ONE_RANGE = re.compile(r"bytes\s*+=\s*+([0-9]{0,18})\s*+-\s*+([0-9]{0,18})\s*+", re.IGNORECASE)


class OutOfRange(ValueError):
    """None of the bytes that were asked for are there: the answer is 416."""


def asked(header: str | None, size_bytes: int) -> range | None:
    """The bytes of a Range header as a half-open range, None for all of the file.

    What is no range, another unit than bytes, and several ranges at once mean all of it: the standard lets
    us ignore them. Raises OutOfRange.
    """
    match = _ONE_RANGE.fullmatch((header or "").strip())
    if match is None:
        return None
    first, last = match[1], match[2]
    if not first:
        return _last_bytes(last, size_bytes)
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size_bytes:
        raise OutOfRange
    return range(start, min(int(last) + 1, size_bytes) if last else size_bytes)


def _last_bytes(count: str, size_bytes: int) -> range | None:
    """ "bytes=-500" is the last 500; "bytes=-" is nothing the standard knows."""
    if not count:
        return None
    if not int(count) or not size_bytes:
        raise OutOfRange
    return range(max(0, size_bytes - int(count)), size_bytes)


def still_meant(if_range: str | None, tag: str) -> bool:
    """Whether an If-Range header lets a range be sent. Only our own strong tag does; we send no dates."""
    return if_range is None or if_range.strip() == tag


def join_ranges(parts: Iterable[range]) -> list[range]:
    """The parts in order, those that touch or overlap made one."""
    whole: list[range] = []
    for part in sorted((part for part in parts if part), key=lambda part: part.start):
        if whole and part.start <= whole[-1].stop:
            whole[-1] = range(whole[-1].start, max(whole[-1].stop, part.stop))
        else:
            whole.append(part)
    return whole
