"""This computer -> what of slideshow works on it, each thing tried; and what to do where one does not."""

import io
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from slideshow.errors import SlideshowError, printable
from slideshow.maintenance import caches, sample_pictures
from slideshow.model.geometry import Size
from slideshow.system import cores, ffmpeg, installation
from slideshow.system.programs import program
from slideshow.system.user_folders import cache_folder
from slideshow.version import __version__

# "off" is what may be added and need not.
Outcome = Literal["ok", "off", "warning", "failed"]

# The first Pillow whose JPEG decoder has no known overflow.
SAFE_PILLOW = 13
_LIBRARIES = ("pillow", "pillow-heif", "numpy", "opencv-python-headless", "uharfbuzz", "imageio-ffmpeg")
_EXTRAS = {
    "cjk": ("noto_cjk_sans_otc", "Chinese, Japanese and Korean letters"),
    "cluster": ("distributed", "many machines, and albums in a store such as S3"),
    "moviepy": ("moviepy", "clips for moviepy"),
    "otio": ("opentimelineio", "timelines for video editors"),
    "places": ("reverse_geocode", "names of cities"),
    "soundfont": ("symusic", "sampled instruments"),
    "svg": ("resvg_py", "logos as SVG"),
}
# A few letters of each; a film whose texts have none of a script needs no font for it.
_SCRIPTS = {
    "Latin": "Aéßřğ",
    "Greek": "Ωμέγα",
    "Cyrillic": "Щжїғ",
    "Vietnamese": "ếữậ",
    "Hebrew": "שלום",
    "Arabic": "سفرژ",
    "Devanagari": "यात्रा",
    "Bengali": "ভ্রমণ",
    "Tamil": "பயணம்",
    "Thai": "ทะเล",
    "Georgian": "ზღვა",
    "Armenian": "ծով",
    "Ethiopic": "ባሕር",
    "Japanese": "旅のアルバム",
    "Chinese": "旅行照片",
    "Korean": "여행사진",
    "emoji": "🏖🎉",
}
_TRIED_SIZE = Size(256, 256)
_LITTLE_DISK_BYTES = 2_000_000_000
_TOLERANCE = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `section` and `name` tell which, `found` what there is, `fix` what would
    help. Only "failed" means that films cannot be made."""

    section: str
    name: str
    outcome: Outcome
    found: str
    fix: str = ""


def examine() -> Iterator[Finding]:
    """Everything, one after the other."""
    yield Finding("program", "slideshow", "ok", __version__)
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield Finding("program", "Python", "ok", f"{platform.python_version()} on {system}")
    for one in _LIBRARIES:
        yield _library(one)
    yield _ffmpeg()
    yield from _photos()
    yield from _encoders()
    for name, (module, what) in _EXTRAS.items():
        here = find_spec(module) is not None
        fix = "" if here else installation.extra(name)
        yield Finding("extras", name, "ok" if here else "off", what, fix)
    rclone = program("rclone")
    yield Finding("extras", "rclone", "ok" if rclone else "off", "uploads of photos for friends")
    yield from _tried("fonts", _fonts)
    yield from _machine()


def works(findings: list[Finding]) -> bool:
    """Whether films can be made."""
    return all(one.outcome != "failed" for one in findings)


def _library(name: str) -> Finding:
    try:
        found = version(name)
    except PackageNotFoundError:
        return Finding("program", name, "warning", "not installed by pip", installation.pip(name))
    if name == "pillow" and int(re.match(r"\d*", found)[0] or 0) < SAFE_PILLOW:  # type: ignore[index]
        return Finding(
            "program",
            name,
            "warning",
            f"{found}: photos from strangers can harm it, says an advisory on its JPEG decoder",
            f"{installation.pip(f'pillow>={SAFE_PILLOW}')}; only the extra moviepy holds it back",
        )
    return Finding("program", name, "ok", found)


def _ffmpeg() -> Finding:
    try:
        first = ffmpeg.build().partition("\n")[0]
        path = ffmpeg.executable()
    except SlideshowError as error:
        return Finding("program", "ffmpeg", "failed", error.problem, error.hint)
    number = re.match(r"ffmpeg version (\S+)", first)
    where = (
        "from the package imageio-ffmpeg"
        if "imageio_ffmpeg" in path
        else "by IMAGEIO_FFMPEG_EXE or the system"
    )
    return Finding(
        "program", "ffmpeg", "ok", f"{number[1] if number else first}, {where}: {printable(Path(path))}"
    )


def _photos() -> Iterator[Finding]:
    for format, content in sample_pictures.samples().items():
        found = _decoded(format, content)
        fix = f"Install both again: {installation.pip('--force-reinstall', 'pillow', 'pillow-heif')}"
        outcome: Outcome = "failed" if found else "ok"
        yield Finding("photos", format, outcome, found or "is read", fix if found else "")


def _decoded(format: str, content: bytes) -> str:
    """Why a small picture of one colour is not read as such; "" when it is."""
    from slideshow.media.photo_files import opened

    if not content:
        return "has no decoder here"
    try:
        with opened(io.BytesIO(content), format) as image:
            pixel = image.convert("RGB").resize((1, 1)).getpixel((0, 0))
    # A decoder that is missing or broken fails in its own way.
    except Exception as error:
        return f"is not read ({type(error).__name__}: {error})"
    assert isinstance(pixel, tuple)
    wrong = max(abs(one - other) for one, other in zip(pixel, sample_pictures.COLOUR, strict=True))
    return "is read in other colours" if wrong > _TOLERANCE else ""


def _encoders() -> Iterator[Finding]:
    from slideshow.render.encoder import SOFTWARE
    from slideshow.render.hardware_encoder import candidates, fault

    def tried(name: str) -> str:
        try:
            return fault(name, _TRIED_SIZE)
        except (SlideshowError, OSError) as error:
            return str(error)

    problem = tried(SOFTWARE)
    yield Finding(
        "encoders",
        SOFTWARE,
        "failed" if problem else "ok",
        problem or "encodes, and its frames come back as they were",
        "Unset IMAGEIO_FFMPEG_EXE, or name an ffmpeg with libx264." if problem else "",
    )
    for name in candidates():
        problem = tried(name)
        words = "does not work here" if problem else f"works: --encoder {name}"
        yield Finding("encoders", name, "off" if problem else "ok", words)


def _fonts() -> Iterator[Finding]:
    from slideshow.render.lettering.fonts import chain

    fonts = chain("Inter", 500)
    for script, letters in _SCRIPTS.items():
        missing = [letter for letter in letters if fonts.font(letter) is None]
        if not missing:
            yield Finding("fonts", script, "ok", letters)
            continue
        extra = script in ("Japanese", "Chinese", "Korean")
        fix = installation.extra("cjk") if extra else "Install a font of the system's, such as Noto."
        yield Finding("fonts", script, "off", f"no font has {' '.join(missing)}", fix)


def _machine() -> Iterator[Finding]:
    count = cores.cores()
    jobs = cores.default_jobs()
    yield Finding("machine", "cores", "ok", f"{count}: {jobs} process{'es' if jobs > 1 else ''} by default")
    for shelf in caches.shelves():
        size = f"{shelf.count} files, {shelf.size_bytes / 1e6:.1f} of {shelf.most_bytes / 1e6:.0f} MB"
        yield Finding("machine", f"cache {shelf.name}", "ok", size)
    for name, folder in (("free in cache", cache_folder()), ("free here", Path())):
        yield _disk(name, folder)


def _disk(name: str, folder: Path) -> Finding:
    there = next((one for one in (folder.absolute(), *folder.absolute().parents) if one.exists()), folder)
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return Finding("machine", name, "warning", f"{printable(there)}: {error.strerror or error}")
    words = f"{free / 1e9:.1f} GB, {printable(folder.absolute())}"
    if free < _LITTLE_DISK_BYTES:
        return Finding("machine", name, "warning", words, "Make room: slideshow cache clear")
    return Finding("machine", name, "ok", words)


def _tried(section: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What is found; where the looking itself fails, that."""
    try:
        yield from look()
    except Exception as error:
        broken = f"{type(error).__name__}: {error}"
        yield Finding(
            section, section, "failed", broken, f"Install slideshow again with {sys.executable} -m pip."
        )
