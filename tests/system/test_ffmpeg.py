"""An ffmpeg that does nothing is ended, one that works may take its time, and one that fails is quoted."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from slideshow.errors import FfmpegError
from slideshow.system import ffmpeg
from tests.scripts import shell_script

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are shell scripts")


def feed() -> None:
    with ffmpeg.feeding([]) as pipe:
        ffmpeg.write(pipe, memoryview(bytes(4 << 20)))


def read() -> None:
    with ffmpeg.reading([]) as pipe:
        while pipe.read(1 << 16):
            pass


def run() -> None:
    ffmpeg.run([])


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has a script be ffmpeg, of which nobody expects much patience."""

    def stand_in(text: str) -> None:
        path = shell_script(tmp_path / "ffmpeg", text)
        monkeypatch.setattr(ffmpeg, "executable", lambda: path)

    monkeypatch.setenv("SLIDESHOW_FFMPEG_SECONDS", "0.3")
    return stand_in


@pytest.mark.parametrize(
    ("wait", "text"),
    [
        # A process that it has started would hold the pipes, were it not ended too.
        (feed, "sleep 1000"),
        (feed, "cat >/dev/null; sleep 1000"),
        (read, "sleep 1000"),
        (read, "echo begins; sleep 1000"),
        (read, "exec 1>&-; sleep 1000"),
        (run, "sleep 1000"),
    ],
)
def test_an_ffmpeg_that_does_nothing_is_ended(
    stand_in: Callable[[str], None], wait: Callable[[], None], text: str
) -> None:
    stand_in(text)
    with pytest.raises(FfmpegError, match=r"ffmpeg hangs: it did nothing for 0\.3 s"):
        wait()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody sees whether it works")
@pytest.mark.parametrize("wait", [read, run])
def test_an_ffmpeg_that_works_may_take_its_time(
    stand_in: Callable[[str], None], wait: Callable[[], None]
) -> None:
    # Longer than the patience, in a process of the script's own.
    stand_in("(i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done)")
    wait()


def test_who_is_slow_to_feed_it_does_not_take_it_for_one_that_hangs(stand_in: Callable[[str], None]) -> None:
    stand_in("cat >/dev/null")
    with ffmpeg.feeding([]) as pipe:
        ffmpeg.write(pipe, memoryview(bytes(1000)))
        # Work of ours between two frames, for longer than the patience.
        sum(range(40_000_000))
        ffmpeg.write(pipe, memoryview(bytes(1000)))


@pytest.mark.parametrize("wait", [feed, read, run])
def test_its_last_words_need_no_disk(
    stand_in: Callable[[str], None],
    wait: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    stand_in('echo "out/part.mp4: No space left on device" >&2; exit 1')
    with pytest.raises(FfmpegError, match=r"^ffmpeg failed: out/part\.mp4: No space left on device$"):
        wait()


@pytest.mark.parametrize("wait", [feed, read, run])
def test_it_may_say_more_than_a_pipe_holds(stand_in: Callable[[str], None], wait: Callable[[], None]) -> None:
    stand_in('yes "damaged here" | head -n 200000 >&2; echo "and so it ends" >&2; exit 1')
    with pytest.raises(FfmpegError, match=r"damaged here / damaged here / and so it ends$"):
        wait()
