"""Finished sound tracks, kept in the user's cache by all that they are made from.

What was told while one was made is told again when it is taken from there.
"""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from slideshow import version as package_version
from slideshow.events import Event, Noticed, Report
from slideshow.system import ffmpeg
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder

MOST_BYTES = 300_000_000
_SWEEP_SECONDS = 3600.0
# Code of ours that makes sound.
_SOUNDING = ("sound", "model", "media")


def kept_track(recipe: object, out: Path, report: Report, make: Callable[[Report], object]) -> Path:
    """`out`, as `make` makes it: taken from the cache where one of the same `recipe` lies. Raises what `make`
    raises."""
    name = hashlib.blake2b(f"{_program()}\n{recipe!r}".encode("utf-8", "replace"), digest_size=16).hexdigest()
    kept = FileCache(cache_folder() / "sounds")
    words, track = kept.file(f"{name}.json"), kept.file(f"{name}.mp4")
    try:
        found = json.loads(words.read_bytes())
        content = track.read_bytes()
        whole = found["sum"] == _sum(content)
        texts = [str(text) for text in found["told"]]
    except (OSError, ValueError, KeyError, TypeError):
        whole, texts, content = False, [], b""
    if whole:
        out.write_bytes(content)
        kept.touch(words)
        kept.touch(track)
        for text in texts:
            report(Noticed(text))
        return out
    told: list[str] = []

    def telling(event: Event) -> None:
        if isinstance(event, Noticed):
            told.append(event.text)
        report(event)

    make(telling)
    content = out.read_bytes()
    kept.write(f"{name}.mp4", content)
    kept.write(f"{name}.json", json.dumps({"sum": _sum(content), "told": told}).encode())
    kept.sweep(MOST_BYTES, _SWEEP_SECONDS)
    return out


def content_of(file: Path) -> str:
    """A name for what a sound file holds."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    except OSError:
        return f"missing {file}"
    return digest.hexdigest()


def _sum(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@cache
def _program() -> str:
    """What makes sound here: our code, numpy, ffmpeg."""
    digest = hashlib.blake2b(digest_size=16)
    package = Path(package_version.__file__).parent
    if package.is_dir():
        for name in _SOUNDING:
            for file in sorted((package / name).rglob("*.py")):
                digest.update(file.read_bytes())
    try:
        numpy = version("numpy")
    except PackageNotFoundError:
        numpy = ""
    return f"{package_version.__version__} {digest.hexdigest()} {ffmpeg.build()} {numpy}"
