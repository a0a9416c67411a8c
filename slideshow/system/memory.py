"""How the program holds its memory."""

import ctypes
from contextlib import suppress

# From glibc's malloc.h.
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8
_LARGE_BYTES = 4 << 20


def return_large_blocks() -> None:
    """Tells glibc to give photos' memory back to the system as soon as they are done with.

    By itself it keeps blocks of up to 32 MB for later, in an arena for each thread, and the process grows
    by a third. Other C libraries do not know the call.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def return_what_is_free() -> None:
    """Has glibc give back the small blocks too that nobody uses any more. It keeps them otherwise."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def share_arenas() -> None:
    """Has all threads of this process take memory from two places.

    Otherwise glibc sets 64 MB of addresses aside for each: a decoder with a thread for every core would have
    used up a limit before it began.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)
