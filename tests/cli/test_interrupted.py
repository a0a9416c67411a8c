"""Making that is ended from outside leaves no process behind, and goes on where it was."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from slideshow.system import ffmpeg
from tests.photos import album
from tests.scripts import shell_script


def ends(pid: int) -> bool:
    """Whether a process has ended, or does within a minute."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], 60)[0])
    finally:
        os.close(process)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="other processes are waited for as Linux can")
@pytest.mark.parametrize("ending", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_workers_and_their_ffmpegs_end_with_us(tmp_path: Path, ending: str) -> None:
    photos = album(tmp_path / "trip", 8)
    pids = tmp_path / "pids"
    # An ffmpeg that writes down who it is.
    shim = shell_script(tmp_path / "ffmpeg", f'echo $$ >> "{pids}"\nexec "{ffmpeg.executable()}" "$@"')
    environment = os.environ | {"IMAGEIO_FFMPEG_EXE": shim, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    out = tmp_path / "film.mp4"
    command = [sys.executable, "-m", "slideshow", "make", str(photos), "-o", str(out)]
    options = ["--jobs", "2", "--json", "--all", "--per-photo", "6", "--size", "540x960"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "advanced" and event["stage"] == "render" and event["done"] > 0:
                break
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        process.send_signal(signal.Signals[ending])
        rest = process.stdout.read()
        code = process.wait()
    assert code == (-signal.SIGKILL if ending == "SIGKILL" else 130)
    assert ending == "SIGKILL" or b"interrupted" in rest
    everyone = [int(pid) for pid in (*children, *pids.read_text().split())]
    assert len(everyone) > 4
    assert all(ends(pid) for pid in everyone)
    assert not out.exists()
