"""slideshow.toml as a person left it + a Storyboard -> the same file with what changed, and nothing else.

Comments, the order of keys and what we do not know stay. A slide's lines, with the comments right above its
header, move as one. tomlkit edits the values inside of them, as it keeps what stands around.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import tomlkit

from slideshow.documents import storyboard_file
from slideshow.documents.storyboard_text import (
    ABOUT_CONTENT,
    contents,
    film_lines,
    left_out_words,
    name_in_file,
    shift_list,
    slide_lines,
    toml_string,
)
from slideshow.documents.toml_files import parse_toml, read, sections
from slideshow.errors import StoryboardError
from slideshow.model.album import Album
from slideshow.model.clock_shift import in_words
from slideshow.model.storyboard import Storyboard
from slideshow.system import toml

_SLIDE = "[[slide]]"
_NUMBER = re.compile(r"(?<=#)\s*\d+\s*$")
# Keys above the slides, and in them, that are ours to write and to take away.
_OWN_KEYS = (
    "title",
    "dates",
    "end",
    "template",
    "music",
    "music_start",
    "soundfont",
    "album_link",
    "never",
    "shift",
)


@dataclass(frozen=True, slots=True)
class _Block:
    """A header's line, what stands right above it, and the lines below it up to the next."""

    above: str
    header: str
    body: str

    @property
    def text(self) -> str:
        return self.above + self.header + self.body


def update_text(path: Path, storyboard: Storyboard, album: Album) -> str:
    """The text of the file with the storyboard's choices. Raises StoryboardError when it is no TOML."""
    text = read(path, StoryboardError)
    parse_toml(path, text, StoryboardError)
    start, blocks = _split(text)
    slides = [block for block in blocks if block.header.startswith(_SLIDE)]
    others = [block for block in blocks if not block.header.startswith(_SLIDE)]
    written = _with_values(start, _values(film_lines(storyboard, album.folder)), _OWN_KEYS)
    return "".join(
        (
            written,
            *_slides(slides, storyboard, album),
            *_others(others, storyboard, album),
        )
    )


def write(path: Path, storyboard: Storyboard, album: Album) -> None:
    """The storyboard in the file, whether that was there before or not. Raises InputError, RenderError."""
    if not path.exists():
        storyboard_file.write(path, storyboard, album)
        return
    storyboard_file.put(path, update_text(path, storyboard, album))


def _split(text: str) -> tuple[str, list[_Block]]:
    """What stands before the first header, and the blocks."""
    lines = text.splitlines(keepends=True)
    heads = [number - 1 for number in sections(text)]
    starts = []
    for head in heads:
        above = list(takewhile(lambda line: line.lstrip().startswith("#"), reversed(lines[:head])))
        # A comment that goes on from keys above without a gap is theirs.
        first = head - len(above)
        starts.append(first if above and (first == 0 or not lines[first - 1].strip()) else head)
    stops = [*starts[1:], len(lines)]
    blocks = [
        _Block("".join(lines[start:head]), lines[head], "".join(lines[head + 1 : stop]))
        for start, head, stop in zip(starts, heads, stops, strict=True)
    ]
    return "".join(lines[: starts[0]] if starts else lines), blocks


def _slides(blocks: Sequence[_Block], storyboard: Storyboard, album: Album) -> Iterator[str]:
    free = [(tuple(_values([block.body]).get("photos", ())), block) for block in blocks]
    for number, shot in enumerate(storyboard.shots, start=1):
        lines = list(slide_lines(shot, album, is_first=number == 1))
        names = tuple(name_in_file(photo.path, album.folder) for photo in shot.photos)
        at = _matching(free, names)
        if at is None:
            yield f"\n{_SLIDE} # {number}\n" + "\n".join(lines) + "\n"
            continue
        _, block = free.pop(at)
        values = _values(lines)
        old = _values([block.body])
        # A clip's end may be written as its length, and stays so.
        if "to" in values and "seconds" in old and "from" in old:
            values["seconds"] = round(values.pop("to") - values["from"], 3)
        header = _NUMBER.sub(f" {number}", block.header.rstrip("\n")) + "\n"
        yield block.above + header + _with_values(block.body, values, tuple({**old, **values}))


def _matching(free: Sequence[tuple[tuple[str, ...], _Block]], names: tuple[str, ...]) -> int | None:
    """The block of just these photos, or of most of them."""
    for index, (photos, _) in enumerate(free):
        if photos == names:
            return index
    shared = [(len(set(photos) & set(names)), -index) for index, (photos, _) in enumerate(free)]
    most, index = max(shared, default=(0, 0))
    return -index if most else None


def _others(blocks: Sequence[_Block], storyboard: Storyboard, album: Album) -> Iterator[str]:
    folder, content = album.folder, contents(storyboard, album)
    left_out = {name_in_file(one.path, folder): left_out_words(one) for one in storyboard.left_out}
    known = [name_in_file(photo.path, folder) for shot in storyboard.shots for photo in shot.photos]
    folder_photos = list(dict.fromkeys(known))
    seen = set()
    for block in blocks:
        name = block.header.partition("#")[0].strip()
        seen.add(name)
        if name == "[left_out]":
            old = _values([block.body])
            # Reasons that a person wrote stay.
            words = {key: old.get(key, value) for key, value in left_out.items()}
            yield block.above + block.header + _with_values(block.body, words, tuple({**old, **words}))
        elif name == "[folder]":
            known_then: dict[str, Any] = {"photos": folder_photos}
            if storyboard.shifts:
                known_then["shift"] = [in_words(shift) for shift in storyboard.shifts]
            yield block.above + block.header + _with_values(block.body, known_then, ("photos", "shift"))
        elif name == "[folder.content]":
            own = tuple({**_values([block.body]), **content})
            yield block.above + block.header + _with_values(block.body, content, own)
        else:
            yield block.text
    if "[left_out]" not in seen and left_out:
        yield "\n[left_out]\n" + "".join(
            f"{toml_string(key)} = {toml_string(value)}\n" for key, value in left_out.items()
        )
    if "[folder]" not in seen:
        yield "\n[folder]\nphotos = [" + ", ".join(toml_string(name) for name in folder_photos) + "]\n"
        if storyboard.shifts:
            yield f"shift = {shift_list(storyboard.shifts)}\n"
    if "[folder.content]" not in seen and content:
        yield f"\n{ABOUT_CONTENT}\n[folder.content]\n" + "".join(
            f"{toml_string(name)} = {toml_string(digest)}\n" for name, digest in content.items()
        )


def _with_values(text: str, values: Mapping[str, Any], own: Sequence[str]) -> str:
    """Lines of keys with these values; of those that are our `own`, others are taken away."""
    old = _values([text])
    if all(old.get(key) == values.get(key) for key in own):
        return text
    lines = text.splitlines(keepends=True)
    # New keys go behind the last one, not behind the comments and the gap that follow.
    tail: list[str] = []
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        tail.insert(0, lines.pop())
    document = tomlkit.parse("".join(lines))
    for key in own:
        if key not in values:
            if key in document:
                document.remove(key)
        elif old.get(key) != values[key]:
            document[key] = values[key]
    found = document.as_string()
    if found and not found.endswith("\n"):
        found += "\n"
    return found + "".join(tail)


def _values(lines: Any) -> dict[str, Any]:
    return dict(toml.parse("\n".join(lines)))
