"""Dask's own programs, as somebody starts them: a scheduler, and workers that it knows."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import slideshow

# Only for what never comes.
_PATIENCE_SECONDS = 60

Program = subprocess.Popen[bytes]


@contextmanager
def _started(*arguments: str) -> Iterator[Program]:
    command = [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", "--no-dashboard"]
    environment = {**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent)}
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def scheduler() -> Iterator[str]:
    """The address of a scheduler that answers."""
    from distributed import Client

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with _started("scheduler", "--port", str(port)):
        # It is called until it answers.
        with Client(address, timeout=_PATIENCE_SECONDS):
            pass
        yield address


@contextmanager
def worker(address: str, folder: Path, *options: str) -> Iterator[Program]:
    """A worker of one thread, once the scheduler knows it, with a folder of its own."""
    from distributed import Client

    with Client(address, timeout=_PATIENCE_SECONDS) as client:
        known = len(client.scheduler_info(n_workers=-1)["workers"])
        with _started(
            "worker", address, "--nthreads", "1", "--local-directory", str(folder), *options
        ) as one:
            client.wait_for_workers(known + 1, timeout=_PATIENCE_SECONDS)
            client.close()
            yield one
