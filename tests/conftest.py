"""What every test stands on: a cache of the tests' own, never the person's."""

import signal
from collections.abc import Iterator

import pytest

from slideshow.system.sandbox import Sandbox

_IN_PROCESSES = Sandbox._worker


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        folder = str(tmp_path_factory.mktemp("cache"))
        patch.setenv("XDG_CACHE_HOME", folder)
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """What tests start ends by Ctrl-C: a shell has what it starts in the background ignore that, and its
    children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session", autouse=True)
def in_this_process() -> Iterator[None]:
    """What is guarded is done where no process can be started: that takes longer than to decode small photos.

    Commands that tests start do as they always do.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sandbox, "_worker", lambda self: None)
        yield


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guarded processes, for tests of what happens in them."""
    monkeypatch.setattr(Sandbox, "_worker", _IN_PROCESSES)
