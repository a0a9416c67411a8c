"""How processes of ours are started: from one that has loaded the program already, where the system can.

A new interpreter takes most of a second to load what decodes and films. On Linux a server loads it once and
forks: before it has threads, so that nothing is forked half-done. macOS's own libraries cannot be forked.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import current_process, get_context
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from types import ModuleType
from typing import Any

# What workers load. Before 3.11.1 everybody on the computer could speak with the server (CVE-2022-42919).
_LOADED = ["slideshow.inspect.photo_facts", "slideshow.render.workers"]
_CAN_FORK = sys.platform == "linux" and sys.version_info >= (3, 11, 1)
# For everybody who starts processes: what is put away twice would not come back.
_STARTING_ONE = threading.Lock()


def get_ready() -> None:
    """Begins to load what workers need, side by side with whatever the caller does next."""
    if _CAN_FORK:
        with suppress(OSError), starting():
            _ensure_server()


def started(target: Callable[..., object], *arguments: Any) -> BaseProcess:
    """A process that calls `target`, and ends with us. Raises OSError where none can be started."""
    if _CAN_FORK:
        process: BaseProcess = get_context("forkserver").Process(
            target=_as_here, args=(dict(os.environ), target, arguments), daemon=True
        )
        # Where there is no room for the server's socket, or it was ended, the other way may do.
        with suppress(OSError, EOFError):
            with starting():
                _ensure_server()
                process.start()
            return process
    process = get_context("spawn").Process(target=target, args=arguments, daemon=True)
    with starting():
        process.start()
    return process


@contextmanager
def starting() -> Iterator[None]:
    """Around the start of every process of ours.

    It is not to load the program that was started, which may be a script that calls us. And programs that
    call us may be processes that were told to have no children (daemonic ones, as pools of tasks have): these
    would outlive them when they are killed. Ours hear of that, and end.
    """
    with _STARTING_ONE:
        main, ours = sys.modules["__main__"], current_process()
        was_daemon, ours.daemon = ours.daemon, False
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
            ours.daemon = was_daemon


def _ensure_server() -> None:
    # Not to be had on Windows.
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload(_LOADED)
    forkserver.ensure_running()
    _end_with_us(os.getpid())


@cache
def _end_with_us(own: int) -> None:
    """Has the server be gone when this process is, and not a little later."""
    Finalize(None, end_server, (own,), exitpriority=1)


def end_server(own: int | None = None) -> None:
    """Ends the server of this process, or of none but `own`. What it took of the processor is counted with
    ours then; the next process that is started begins another."""
    server = getattr(sys.modules.get("multiprocessing.forkserver"), "_forkserver", None)
    stop: Callable[[], None] | None = getattr(server, "_stop", None)
    if stop and own in (None, os.getpid()):
        with suppress(OSError):
            # It may still be loading, and hear of nothing before it has.
            if number := getattr(server, "_forkserver_pid", None):
                os.kill(number, signal.SIGKILL)
            stop()


def _as_here(
    environment: Mapping[str, str], target: Callable[..., object], arguments: tuple[Any, ...]
) -> None:
    """What a process of the server's does first: the server's environment is that of its own start."""
    os.environ.clear()
    os.environ.update(environment)
    target(*arguments)
