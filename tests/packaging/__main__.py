"""Builds the source archive and the wheel, and tries both as somebody who has nothing else.

python -m tests.packaging

It needs the dependency group `package`. The film is made without a network where Linux lets us take it away.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_ARCHIVE_BYTES = 20_000_000
# Its own sample photos are not in the wheel.
PHOTOS = ROOT / "sample_photos"


def main() -> None:
    """Prints sizes and times. Raises where something does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        # A wheel of the source archive, then one of the checkout.
        run(sys.executable, "-m", "build", "-o", place / "archive", ROOT)
        run(sys.executable, "-m", "build", "--wheel", "-o", place / "checkout", ROOT)
        (archive,) = (place / "archive").glob("*.tar.gz")
        (wheel,) = (place / "archive").glob("*.whl")
        (other,) = (place / "checkout").glob("*.whl")
        assert contents(wheel) == contents(other), "The source archive builds another wheel."
        assert archive.stat().st_size <= MOST_ARCHIVE_BYTES, archive.stat().st_size
        tell(f"{archive.name}: {megabytes(archive.stat().st_size)}")
        tell(f"{wheel.name}: {megabytes(wheel.stat().st_size)}")
        run(sys.executable, "-m", "twine", "check", "--strict", archive, wheel)
        run("check-wheel-contents", wheel)
        use(wheel, place)


def use(wheel: Path, place: Path) -> None:
    """The wheel in an environment of its own, and a film by it, in a folder where nothing of ours is."""
    started = time.monotonic()
    environment = place / "environment"
    run(sys.executable, "-m", "venv", environment)
    run(environment / "bin" / "pip", "install", "-q", wheel)
    size = sum(one.stat().st_size for one in environment.rglob("*") if one.is_file() and not one.is_symlink())
    tell(f"installed in {time.monotonic() - started:.0f} s: {megabytes(size)}")
    for name in ("man/man1/slideshow.1", "bash-completion/completions/slideshow"):
        assert (environment / "share" / name).is_file(), name
    away = place / "away"
    shutil.copytree(PHOTOS, away / "trip")
    alone = ["unshare", "-rn"] if can_be_alone() else []
    started = time.monotonic()
    command = [*alone, environment / "bin" / "slideshow"]
    run(*command, "make", "trip", "--music", "warm", "--size", "360x640", "--quality", "draft", cwd=away)
    assert (away / "trip.mp4").stat().st_size > 100_000
    tell(f"a film of {len(list(PHOTOS.iterdir()))} photos in {time.monotonic() - started:.0f} s")
    run(*command, "config", cwd=away)


def contents(wheel: Path) -> dict[str, bytes]:
    """What a wheel holds, by name."""
    with zipfile.ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist()}


def can_be_alone() -> bool:
    """Whether a program can be run without a network here."""
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode
    )


def run(*command: object, cwd: Path | None = None) -> None:
    """Runs a program that finds its like in our environment, and nothing of the checkout."""
    paths = (str(Path(sys.executable).parent), os.environ.get("PATH", ""))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PATH"] = os.pathsep.join(paths)
    subprocess.run([str(word) for word in command], cwd=cwd, env=environment, check=True)


def megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


def tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
