"""The terminal → whether a key was pressed, read without waiting for Enter where that is possible."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Pressed = Callable[[float], bool]


@contextmanager
def keys() -> Iterator[Pressed]:
    """A function that waits so many seconds at most for a key. Without a keyboard none is ever pressed."""
    if not _is_terminal():
        yield _nobody
    elif sys.platform == "win32":
        yield _pressed_on_windows
    else:
        with _on_posix() as pressed:
            yield pressed


def _is_terminal() -> bool:
    try:
        return sys.stdin is not None and sys.stdin.isatty()
    except ValueError:  # closed
        return False


def _nobody(seconds: float) -> bool:
    time.sleep(seconds)
    return False


if sys.platform == "win32":

    def _pressed_on_windows(seconds: float) -> bool:
        import msvcrt

        until = time.monotonic() + seconds
        while not msvcrt.kbhit():
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)
        if msvcrt.getwch() == "\x03":
            raise KeyboardInterrupt
        return True

else:

    @contextmanager
    def _on_posix() -> Iterator[Pressed]:
        """Ctrl-C goes on being an interrupt, and the terminal is afterwards as it was."""
        import os
        import select
        import termios
        import tty

        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        asleep = [False]

        def pressed(seconds: float) -> bool:
            if asleep[0]:
                return _nobody(seconds)
            ready, _, _ = select.select([terminal], [], [], seconds)
            if not ready:
                return False
            # A terminal that was closed is ready for ever and has nothing to say.
            asleep[0] = not os.read(terminal, 1024)
            return not asleep[0]

        try:
            tty.setcbreak(terminal, termios.TCSANOW)
            yield pressed
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
