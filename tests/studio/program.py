"""The page's program as people start it: in a process of its own, with a cache of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path


def started(trip: Path, work: Path) -> tuple[str, "subprocess.Popen[str]"]:
    """The page's address and the program that serves it; films go into the folder `made` of `work`."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NICEGUI_")
        and name not in ("PYTEST_CURRENT_TEST", "SSH_CONNECTION", "SSH_TTY")
    }
    environment |= {
        "XDG_CACHE_HOME": str(work / "cache"),
        "PYTHONPATH": str(Path(__file__).parent.parent.parent),
    }
    made = work / "made"
    made.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "slideshow", "studio", str(trip), "--no-open", "--json"]
    program = subprocess.Popen(command, cwd=made, env=environment, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    ready = json.loads(program.stdout.readline())
    assert ready["event"] == "ready"
    return ready["url"], program


def end(program: "subprocess.Popen[str]") -> int:
    """Ctrl-C, where it has not ended yet; its exit code."""
    if program.poll() is None:
        program.send_signal(signal.SIGINT)
    return program.wait(timeout=60)
