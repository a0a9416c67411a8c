"""A store that speaks S3, on this machine, in memory: gone when the tests are."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

BUCKET = "bucket"


@contextmanager
def s3_server() -> Iterator[Any]:
    """fsspec's way there. Programs that are started meanwhile find it as well; it has one bucket."""
    s3fs = pytest.importorskip("s3fs")
    moto = pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    # What another one held lies in this process.
    urlopen(Request(f"http://{host}:{port}/moto-api/reset", method="POST")).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.delenv("AWS_PROFILE", raising=False)
        s3fs.S3FileSystem.clear_instance_cache()
        system = s3fs.S3FileSystem()
        system.mkdir(BUCKET)
        try:
            yield system
        finally:
            s3fs.S3FileSystem.clear_instance_cache()
            server.stop()


def put_folder(system: Any, folder: Path, address: str) -> None:
    """What lies directly in the folder now lies at the address, too."""
    for path in folder.iterdir():
        system.pipe_file(f"{address}/{path.name}", path.read_bytes())


def names_at(system: Any, address: str) -> list[str]:
    """What lies there directly, and is not hidden."""
    system.invalidate_cache()
    names = (path.rpartition("/")[2] for path in system.find(address, maxdepth=1))
    return sorted(name for name in names if not name.startswith("."))
