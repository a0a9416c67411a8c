"""Segment + encoder arguments -> a name for its content: another one whenever its pixels would be others."""

import dataclasses
import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import BaseModel

from slideshow import version as package_version
from slideshow.effects.transitions import TRANSITIONS
from slideshow.effects.transitions.table import Added
from slideshow.model.album import Photo
from slideshow.model.clip import Clip
from slideshow.model.file_names import at_home
from slideshow.model.geometry import NO_MARGINS
from slideshow.model.segment import Segment
from slideshow.model.template import Look, Type
from slideshow.model.timeline import Timeline
from slideshow.system import ffmpeg

# Packages whose code makes pixels.
_LIBRARIES = ("numpy", "opencv-python-headless", "pillow", "pillow-heif", "uharfbuzz")
# Code of ours that makes pixels, beside slideshow/.
_DRAWING = ("effects", "media", "model", "render")
# Where systems keep their fonts, which stand in for letters that a template's own does not have.
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
)


def fingerprint(segment: Segment, encoding: Sequence[str]) -> str:
    """32 hexadecimal digits. `encoding` are ffmpeg's arguments without the name of its output.

    Where and when the segment stands in the film does not matter, nor what is told of a photo beside its
    pixels: its name, its time, its place.
    """
    content = {
        "segment": _plain(segment),
        "fonts": _fonts(segment.timeline),
        "encoding": list(encoding),
        "program": program(),
    }
    # Transitions that are not ours: their code is not part of the program.
    if others := added_transitions(segment):
        content["transitions"] = {name: added.version for name, added in others.items()}
    text = json.dumps(content, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def added_transitions(segment: Segment) -> Mapping[str, Added]:
    """The transitions in a segment that are not ours."""
    names = sorted({join.transition.name for join in segment.timeline.joins})
    found = {name: TRANSITIONS.added(name) for name in names}
    return {name: added for name, added in found.items() if added}


@cache
def program() -> str:
    """What turns a segment into bytes here: our code, libraries, ffmpeg, the kind of processor."""
    parts = [package_version.__version__, _revision(), ffmpeg.build(), platform.system(), platform.machine()]
    for library in _LIBRARIES:
        try:
            parts.append(f"{library} {version(library)}")
        except PackageNotFoundError:  # built another way, such as opencv by a distribution
            parts.append(library)
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _revision() -> str:
    """The render's revision: a digest of its source, so that no change of it is forgotten."""
    digest = hashlib.blake2b(digest_size=16)
    package = Path(package_version.__file__).parent
    # Imported from an archive, there are no folders: the version has to do.
    if package.is_dir():
        for name in _DRAWING:
            files = sorted((package / name).rglob("*.py"))
            if not files:
                raise RuntimeError(f"{package / name}: is not there, and its changes would go unnoticed.")
            for file in files:
                source = file.read_bytes()
                digest.update(f"{file.relative_to(package).as_posix()} {len(source)}\n".encode() + source)
    return digest.hexdigest()


def _plain(value: object) -> object:
    """The value as JSON can hold it. Everything is taken that is not known to make no difference."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return hashlib.blake2b(value, digest_size=16).hexdigest()
        case Fraction():
            return str(value)
        case Photo():
            told = [value.digest, value.format, value.orientation, _plain(value.size)]
            told += [_plain(value.trim)] if value.trim != NO_MARGINS else []
            return [*told, _plain(value.clip)] if value.clip else told
        case Clip():
            # Where it lies makes no difference; what it holds, the photo's digest tells.
            names = [field.name for field in dataclasses.fields(value) if field.name != "path"]
            return {name: _plain(getattr(value, name)) for name in names}
        case Timeline():
            fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
            return fields | {"look": _look(value)}
        case BaseModel():
            return value.model_dump(mode="json")
        case tuple() | list():
            return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} has no fingerprint")


def _look(timeline: Timeline) -> object:
    """The look without the lettering that nothing is written in, and with what its table of colours holds."""
    look = timeline.look.model_dump(mode="json")
    kinds = {caption.kind for caption in timeline.captions} | _written(timeline).keys()
    for name, field in Look.model_fields.items():
        if _is_type(field.annotation) and name not in kinds:
            del look[name]
    if timeline.look.grade.cube is not None:
        look["grade"]["cube"] = _content(Path(timeline.look.grade.cube))
    return look


def _is_type(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Type)


def _content(file: Path) -> str:
    try:
        # A pipe would be waited for.
        if not file.is_file():
            return "missing"
        return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return "missing"


def _fonts(timeline: Timeline) -> list[str]:
    """What the texts are drawn with: the families' files, and the system's where those may not do."""
    notes = _written(timeline)
    kinds = {caption.kind for caption in timeline.captions} | notes.keys()
    types = {kind: getattr(timeline.look, kind) for kind in sorted(kinds)}
    fonts = [
        _font(family, weight) for family, weight in sorted({(t.family, t.weight) for t in types.values()})
    ]
    texts = [caption.kicker + caption.heading + caption.detail for caption in timeline.captions]
    if all(_is_familiar(text) for text in (*texts, *notes.values())):
        return fonts
    return [*fonts, _system_fonts()]


def _written(timeline: Timeline) -> dict[str, str]:
    """What is written on prints, by the kind of lettering."""
    slides = [one for slide in timeline.slides for one in (slide, *slide.beneath)]
    text = "".join(slide.handwriting for slide in slides)
    return {"caption": text} if text else {}


def _is_familiar(text: str) -> bool:
    """Whether every font has it: the letters of western Europe."""
    return text.encode("cp1252", "replace").decode("cp1252") == text


@cache
def _font(family: str, weight: int) -> str:
    import fontpkg

    return _content(Path(fontpkg.path(family, weight, nearest=True)))


@cache
def _system_fonts() -> str:
    """A digest of the folders of fonts: when one was added or taken away, its folder's time is another."""
    digest = hashlib.blake2b(digest_size=16)
    for name in _FONT_FOLDERS:
        top = at_home(name)
        for folder in (top, *sorted(path for path in top.rglob("*") if path.is_dir())):
            try:
                digest.update(f"{folder} {folder.stat().st_mtime_ns}\n".encode("utf-8", "replace"))
            except OSError:
                continue
    return digest.hexdigest()
