"""Storyboard -> the text of slideshow.toml: every choice, and what it may be changed to."""

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePath

from slideshow.effects.layouts import CHOSEN_BY_NAME, CROPS, WHOLE
from slideshow.effects.motions import MOTIONS
from slideshow.effects.transitions import TRANSITIONS
from slideshow.errors import for_shell
from slideshow.model.album import VIDEO, Album, LeftOut, Photo
from slideshow.model.clock_shift import ClockShift, in_words
from slideshow.model.geometry import NO_MARGINS
from slideshow.model.music import NO_MUSIC
from slideshow.model.storyboard import Shot, Storyboard

# Letters that turn the direction of what follows, and the mark of a file's beginning.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
ABOUT_CONTENT = "# What is in each: a photo that gets another name keeps its slide."


def text_of(storyboard: Storyboard, album: Album) -> Iterator[str]:
    """The lines of the file, with what a person needs to know to change them."""
    folder = album.folder
    place = for_shell(folder.name or ".")
    yield f"""\
# The film of this folder. Change what you like, then:  slideshow make {place}
# Delete a line and slideshow decides it again, a slide and its photos are left out. Move slides as you like.
# Delete this file and slideshow decides everything.
#
# photos      file names; several share the frame (layout "stack" or "row")
# seconds     how long the slide is seen, its transitions included
# from, to    the part of a clip that is played, in seconds of it
# layout      {", ".join(CHOSEN_BY_NAME)}
# crop        how much of a photo is kept that does not fill the frame (layout "fit"):
#             {", ".join((WHOLE, *CROPS))}
# focus       what stays in view and is moved toward: [across, down], from 0 to 1
# motion      {", ".join(MOTIONS)}
# rotate      turns a photo clockwise: 0, 90, 180 or 270 degrees more than its file says
# trim        takes a border off a photo: [left, top, right, bottom], from 0 to 0.45; false for none
# end         what the end card says; "" for none
# shift       moves a camera's clock, and with it its photos among the others: ["Canon EOS 20D=+1h"]
# transition  how the slide begins:
{_listed(TRANSITIONS)}
# You may add: window_start and window_end ([left, top, width, height] of the photo,
# from 0 to 1), strength (of the motion: 0.09), loudness (of a clip, in dB more), voice (a file of what is
# said meanwhile: the slide stands as long), pin = true; and, above the slides, never = ["IMG_3.jpg"]
# for photos that are not to be in the film. Editing writes light (black, white, gamma, red, green, blue of
# each photo) where a slide keeps its light though others stand beside it now.
"""
    yield from film_lines(storyboard, folder)
    for number, shot in enumerate(storyboard.shots, start=1):
        yield f"\n[[slide]] # {number}"
        yield from slide_lines(shot, album, is_first=number == 1)
    yield from _left_out(storyboard, folder)
    yield "\n# What was here when this was written, so that photos that come later are placed by themselves."
    yield "[folder]\nphotos = ["
    known = [photo.path for shot in storyboard.shots for photo in shot.photos]
    for name in dict.fromkeys(name_in_file(path, folder) for path in known):
        yield f"  {toml_string(name)},"
    yield "]"
    if storyboard.shifts:
        yield f"shift = {shift_list(storyboard.shifts)}"
    yield ""
    if content := contents(storyboard, album):
        yield f"{ABOUT_CONTENT}\n[folder.content]"
        for name, digest in content.items():
            yield f"{toml_string(name)} = {toml_string(digest)}"
        yield ""


def contents(storyboard: Storyboard, album: Album) -> dict[str, str]:
    """The names of the storyboard's photos, in the film or left out, and what is in them."""
    digests = {photo.path: photo.digest for photo in album.photos}
    shown = [photo.path for shot in storyboard.shots for photo in shot.photos]
    paths = dict.fromkeys([*shown, *(one.path for one in storyboard.left_out)])
    return {name_in_file(path, album.folder): digests[path] for path in paths if path in digests}


def film_lines(storyboard: Storyboard, folder: Path) -> Iterator[str]:
    """What is decided of the film as a whole."""
    yield from _line("title", storyboard.heading)
    yield from _line("dates", storyboard.detail)
    yield from _line("end", storyboard.closing)
    yield from _line("template", storyboard.template)
    yield from _music(storyboard)
    yield from _line("album_link", storyboard.album_link) or ('# album_link = "https://..."',)
    if storyboard.never:
        yield f"never = [{', '.join(toml_string(name_in_file(path, folder)) for path in storyboard.never)}]"
    if storyboard.shifts:
        yield f"shift = {shift_list(storyboard.shifts)}"


def slide_lines(shot: Shot, album: Album, *, is_first: bool) -> Iterator[str]:
    """What is decided of a slide, a key and its value a line."""
    names = ", ".join(toml_string(name_in_file(photo.path, album.folder)) for photo in shot.photos)
    yield f"photos = [{names}]"
    yield from _times(shot)
    yield from _line("chapter", shot.chapter or None)
    yield from _line("caption", shot.caption)
    yield from _line("detail", shot.detail)
    if shot.layout is not None:
        yield f"layout = {toml_string(shot.layout)}" + (f" # {shot.why}" if shot.why else "")
    yield from _line("crop", shot.crop)
    if shot.focus is not None:
        points = [f"[{point.x!r}, {point.y!r}]" for point in shot.focus]
        yield f"focus = {points[0] if len(points) == 1 else '[' + ', '.join(points) + ']'}"
    yield from _line("motion", shot.motion)
    yield from _turns(shot, album)
    yield from _trims(shot, album)
    if not is_first:
        yield from _line("transition", shot.transition)
        if shot.join_seconds is not None:
            yield f"transition_seconds = {_decimal(shot.join_seconds)}"
    yield from _by_hand(shot)


def _turns(shot: Shot, album: Album) -> Iterator[str]:
    """How photos are turned: also those that a person has turned back to what their file says."""
    turns = [photo.turned_degrees for photo in shot.photos]
    paths = {photo.path for photo in shot.photos}
    if any(turns) or any(photo.turned_degrees for photo in album.photos if photo.path in paths):
        yield f"rotate = {turns[0] if len(set(turns)) == 1 else turns}"


def _trims(shot: Shot, album: Album) -> Iterator[str]:
    """What is taken off the edges of photos: also where a person wants nothing taken off."""
    paths = {photo.path for photo in shot.photos}
    if any(photo.trim != NO_MARGINS for photo in (*shot.photos, *album.photos) if photo.path in paths):
        trims = [_trim(photo) for photo in shot.photos]
        yield f"trim = {trims[0] if len(set(trims)) == 1 else '[' + ', '.join(trims) + ']'}"


def _trim(photo: Photo) -> str:
    trim, whole = photo.trim, photo.whole_size
    if trim == NO_MARGINS:
        return "false"
    sides = (trim.left, whole.width), (trim.top, whole.height), (trim.right, whole.width)
    shares = [round(side / length, 5) for side, length in (*sides, (trim.bottom, whole.height))]
    return f"[{', '.join(map(repr, shares))}]"


def _by_hand(shot: Shot) -> Iterator[str]:
    """What only a person decides."""
    if shot.windows is not None:
        for key, window in zip(("window_start", "window_end"), shot.windows, strict=True):
            sides = (window.x, window.y, window.width, window.height)
            yield f"{key} = [{', '.join(f'{round(side, 5)!r}' for side in sides)}]"
    if shot.strength is not None:
        yield f"strength = {shot.strength!r}"
    if shot.clip_decibels:
        yield f"loudness = {shot.clip_decibels!r}"
    if shot.voice:
        yield f"voice = {toml_string(shot.voice)}"
    if shot.pinned:
        yield "pin = true"
    if shot.light is not None:
        yield f"light = {[[one.black, one.white, one.gamma, *one.gains] for one in shot.light]}"


def shift_list(shifts: Iterable[ClockShift]) -> str:
    """How far clocks are moved, as TOML has it."""
    return f"[{', '.join(toml_string(in_words(shift)) for shift in shifts)}]"


def _times(shot: Shot) -> Iterator[str]:
    # Of what else plays nothing is to be chosen.
    starts = [
        start
        for photo, start in zip(shot.photos, shot.starts or (), strict=False)
        if start is not None and photo.format == VIDEO
    ]
    if len(starts) == 1:
        yield f"from = {_decimal(starts[0])}"
        if shot.seconds is not None:
            yield f"to = {_decimal(starts[0] + shot.seconds)}"
        return
    if shot.seconds is not None:
        yield f"seconds = {_decimal(shot.seconds)}"
    if starts:
        yield f"from = [{', '.join(_decimal(start) for start in starts)}]"


def _music(storyboard: Storyboard) -> Iterator[str]:
    names = [toml_string(one) for one in storyboard.music]
    if not names:
        yield '# music = "song.mp3" # or calm, bright, warm, pulse, acoustic, lo-fi'
        return
    none = " # none" if storyboard.music == NO_MUSIC else ""
    yield f"music = {names[0] if len(names) == 1 else '[' + ', '.join(names) + ']'}{none}"
    if storyboard.music_start is not None:
        yield f"music_start = {storyboard.music_start:g} # seconds into it"
    if storyboard.soundfont:
        yield f"soundfont = {toml_string(storyboard.soundfont)} # plays the style"


def _left_out(storyboard: Storyboard, folder: Path) -> Iterator[str]:
    if storyboard.left_out:
        yield "\n# Not in the film, and why. To have one in it, write its name into a slide of its own above:"
        yield '#   [[slide]]\n#   photos = ["..."]'
        yield "[left_out]"
        for one in storyboard.left_out:
            yield f"{toml_string(name_in_file(one.path, folder))} = {toml_string(left_out_words(one))}"


def left_out_words(one: LeftOut) -> str:
    """Why a photo is not in the film, as the file has it."""
    return f"{one.reason}. {one.hint}" if one.hint else f"{one.reason}."


def _listed(names: Iterable[str]) -> str:
    """Names in the lines of a comment."""
    start = "#             "
    return textwrap.fill(", ".join(names), 110, initial_indent=start, subsequent_indent=start)


def _line(key: str, value: str | None) -> tuple[str, ...]:
    return () if value is None else (f"{key} = {toml_string(value)}",)


def _decimal(seconds: Fraction) -> str:
    """Whole milliseconds as 2.5 or 3.074."""
    text = str((Decimal(seconds.numerator) / Decimal(seconds.denominator)).quantize(Decimal("0.001")))
    return text.rstrip("0") + "0" if text.rstrip("0").endswith(".") else text.rstrip("0")


def toml_string(text: str) -> str:
    """The text as a TOML string in one line."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return (
        '"'
        + "".join(escapes.get(one) or (f"\\U{ord(one):08x}" if _hides(one) else one) for one in text)
        + '"'
    )


def _hides(letter: str) -> bool:
    """Whether a letter would show nothing, or other letters in another order. Thin spaces and what joins
    emoji are as a person typed them.
    """
    return unicodedata.category(letter) in ("Cc", "Cs", "Co", "Zl", "Zp") or letter in _TURNING


def name_in_file(path: Path, folder: Path) -> str:
    """A photo's name in the file: from the folder on, with forward slashes.

    Bytes that are no UTF-8, of which TOML cannot hold a trace, become %XX; so does a percent sign before two
    such digits, so that every name stays its own.
    """
    relative = path.relative_to(folder) if path.is_relative_to(folder) else PurePath(path)
    name = relative.as_posix()
    for digit in "0123456789abcdefABCDEF":
        name = name.replace(f"%{digit}", f"%25{digit}")
    return "".join(f"%{ord(one) - 0xDC00:02x}" if 0xDC80 <= ord(one) <= 0xDCFF else one for one in name)


def shown(name: str) -> str:
    """A name without what a terminal would obey."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name)
