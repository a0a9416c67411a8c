"""Processes of ours know where they are, and start where their server cannot."""

import os
import sys
from multiprocessing import Pipe, forkserver
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from slideshow.system import processes

linux = pytest.mark.skipif(sys.platform != "linux", reason="nowhere else do they come from a server")


def tell(connection: "Connection[object, object]", name: str) -> None:
    """In the process: what it knows when it begins."""
    connection.send((os.environ.get(name), str(Path.cwd()), "cv2" in sys.modules))
    connection.close()


def told(name: str) -> tuple[str | None, str, bool]:
    ours, theirs = Pipe()
    process = processes.started(tell, theirs, name)
    theirs.close()
    answer: tuple[str | None, str, bool] = ours.recv()
    process.join()
    return answer


def test_a_process_has_the_environment_and_the_folder_of_the_one_who_starts_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    processes.get_ready()
    for value in ("one", "two"):
        folder = tmp_path_factory.mktemp(value)
        monkeypatch.setenv("SLIDESHOW_TOLD", value)
        monkeypatch.chdir(folder)
        assert told("SLIDESHOW_TOLD")[:2] == (value, str(folder))


@linux
def test_a_process_need_not_load_what_all_of_them_need() -> None:
    assert told("HOME")[2]


@linux
def test_a_process_starts_where_there_is_no_room_for_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(forkserver, "ensure_running", full)
    monkeypatch.setattr(forkserver._forkserver, "connect_to_new_process", lambda fds: full())
    monkeypatch.setenv("SLIDESHOW_TOLD", "there")
    processes.get_ready()
    assert told("SLIDESHOW_TOLD")[0] == "there"
