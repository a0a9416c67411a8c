"""The command `edit`: one step on an album's film, or its history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from slideshow.cli import completion, console
from slideshow.cli.options import AsJson, Debug, Folder, Quiet
from slideshow.cli.runner import reporting
from slideshow.errors import InputError, printable
from slideshow.events import Event, Noticed, PhotoLeftOut, Report

if TYPE_CHECKING:
    from slideshow.editing.film import EditedFilm
    from slideshow.model.brief import Order


@dataclass(frozen=True, slots=True)
class _Action:
    """What is written behind its name, what it does in a few words, and how, given the words.

    Words in brackets may be left out.
    """

    usage: str
    about: str
    do: "Callable[[EditedFilm, Sequence[str]], object]"

    @property
    def least(self) -> int:
        return sum(not word.startswith("[") for word in self.usage.split())

    @property
    def most(self) -> int:
        return 100 if self.usage.endswith("...]") or self.usage.endswith("...") else len(self.usage.split())


def _named(word: str) -> int | str:
    """A slide's number, or a photo's name."""
    return int(word) if word.isascii() and word.isdigit() else word


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise InputError(f"{word}: is not a number.") from None


def _whole(word: str | None) -> int | None:
    return None if word is None else int(_number(word))


def _given(words: Sequence[str], index: int) -> str | None:
    """A word, None where it is not there, or gives the choice back."""
    return words[index] if len(words) > index and words[index] != "auto" else None


def _numbers(word: str, count: int) -> tuple[float, ...]:
    numbers = tuple(_number(part) for part in word.split(","))
    if len(numbers) != count:
        raise InputError(f"{word}: is not {count} numbers with commas between them.")
    return numbers


def _window(film: "EditedFilm", words: Sequence[str]) -> object:
    start, end = _given(words, 1), _given(words, 2)
    parts = [None if part is None else _numbers(part, 4) for part in (start, end)]
    return film.window(_named(words[0]), *parts)  # type: ignore[arg-type]


def _focus(film: "EditedFilm", words: Sequence[str]) -> object:
    points = [_numbers(word, 2) for word in words[1:] if word != "auto"]
    return film.focus(_named(words[0]), *points)  # type: ignore[arg-type]


def _switch(word: str) -> bool:
    if word.lower() not in ("on", "off"):
        raise InputError(f"{word}: is neither on nor off.")
    return word.lower() == "on"


def _seconds(words: Sequence[str], index: int) -> float | None:
    word = _given(words, index)
    return None if word is None else _number(word)


# Slides go by their number or the name of a photo in them. "auto" gives a choice back.
ACTIONS: Mapping[str, _Action] = {
    "take-out": _Action("SLIDE", "take a slide or photo out", lambda f, w: f.take_out(_named(w[0]))),
    "put-in": _Action(
        "PHOTO [NUMBER]",
        "put a photo in",
        lambda f, w: f.put_in(w[0], int(_number(w[1])) if len(w) > 1 else None),
    ),
    "take-in": _Action(
        "FILE...", "put in photos from elsewhere", lambda f, w: f.take_in(*(Path(one) for one in w))
    ),
    "swap": _Action(
        "SLIDE [SLIDE|PHOTO]",
        "put another photo, or the next best, there",
        lambda f, w: f.swap(*map(_named, w)),
    ),
    "move": _Action("SLIDE TO", "move a slide", lambda f, w: f.move(_named(w[0]), _named(w[1]))),
    "never": _Action("PHOTO", "take a photo out for good", lambda f, w: f.never(w[0])),
    "join": _Action("SLIDE", "one frame for it and the next", lambda f, w: f.join(_named(w[0]))),
    "split": _Action("SLIDE", "its photos one by one", lambda f, w: f.split(_named(w[0]))),
    "seconds": _Action(
        "SLIDE SECONDS", "how long it stands", lambda f, w: f.seconds(_named(w[0]), _number(w[1]))
    ),
    "beats": _Action(
        "SLIDE COUNT", "the same in beats", lambda f, w: f.beats(_named(w[0]), int(_number(w[1])))
    ),
    "caption": _Action(
        "SLIDE TEXT", 'a text under it, "" for none', lambda f, w: f.caption(_named(w[0]), _given(w, 1))
    ),
    "chapter": _Action(
        "SLIDE TEXT", "a text that opens a chapter", lambda f, w: f.chapter(_named(w[0]), _given(w, 1))
    ),
    "layout": _Action("SLIDE NAME", "how it lies", lambda f, w: f.layout(_named(w[0]), _given(w, 1))),
    "crop": _Action("SLIDE NAME", "cut it, framed", lambda f, w: f.crop(_named(w[0]), _given(w, 1))),
    "focus": _Action("SLIDE X,Y...", "what stays in view, 0 to 1", _focus),
    "window": _Action("SLIDE X,Y,W,H [X,Y,W,H]", "what is seen first and last, 0 to 1", _window),
    "motion": _Action(
        "SLIDE NAME [STRENGTH]",
        "how the camera moves",
        lambda f, w: f.motion(_named(w[0]), _given(w, 1), _seconds(w, 2)),
    ),
    "transition": _Action(
        "SLIDE NAME [SECONDS]",
        "how it comes in",
        lambda f, w: f.transition(_named(w[0]), _given(w, 1), _seconds(w, 2)),
    ),
    "rotate": _Action(
        "SLIDE DEGREES", "turn it clockwise", lambda f, w: f.rotate(_named(w[0]), int(_number(w[1])))
    ),
    "clip-start": _Action(
        "SLIDE SECONDS", "where its clip begins", lambda f, w: f.clip_start(_named(w[0]), _seconds(w, 1))
    ),
    "loudness": _Action(
        "SLIDE DECIBELS", "its clip louder", lambda f, w: f.loudness(_named(w[0]), _number(w[1]))
    ),
    "pin": _Action("SLIDE", "nothing changes it", lambda f, w: f.pin(_named(w[0]))),
    "unpin": _Action("SLIDE", "it may be changed", lambda f, w: f.pin(_named(w[0]), False)),
    "by-itself": _Action("SLIDE", "give its choices back", lambda f, w: f.by_itself(_named(w[0]))),
    "title": _Action("TEXT [TEXT]", "the title's lines", lambda f, w: f.title(_given(w, 0), _given(w, 1))),
    "end": _Action("TEXT", "what the end card says", lambda f, w: f.end_card(w[0])),
    "look": _Action("TEMPLATE", "another look", lambda f, w: f.look(w[0])),
    "music": _Action("[MUSIC...]", "other music, or none", lambda f, w: f.music(*w)),
    "seed": _Action("NUMBER", "another piece of our own music", lambda f, w: f.seed(_whole(_given(w, 0)))),
    "music-start": _Action("SECONDS", "where it begins", lambda f, w: f.music_start(_seconds(w, 0))),
    "length": _Action("SECONDS", "how long the film is", lambda f, w: f.length(_seconds(w, 0))),
    "order": _Action("ORDER", "by time, name or shuffle", lambda f, w: f.order(_order(w[0]))),
    "tone": _Action("ON|OFF", "correct the light", lambda f, w: f.tone(_switch(w[0]))),
    "for": _Action("TARGET", "where the film is to go", lambda f, w: f.target(w[0])),
    "album-link": _Action("LINK", "the album's link", lambda f, w: f.album_link(_given(w, 0))),
    "on-the-beat": _Action("", "time every slide anew", lambda f, w: f.on_the_beat()),
    "undo": _Action("[STEPS]", "go back", lambda f, w: f.undo(int(_number(w[0])) if w else 1)),
    "redo": _Action("[STEPS]", "go forward again", lambda f, w: f.redo(int(_number(w[0])) if w else 1)),
    "history": _Action("", "what was done", lambda f, w: True),
    "slides": _Action("", "what there is", lambda f, w: True),
    "save": _Action("", "write slideshow.toml", lambda f, w: f.save()),
    "make": _Action("FILM", "make the film", lambda f, w: f.make(w[0])),
}


def _order(word: str) -> "Order":
    from slideshow.pipeline import option_values

    return option_values.order(word)


def edit(
    folder: Folder,
    action: Annotated[
        str,
        typer.Argument(help="What to do: see below.", autocompletion=completion.one_of(*ACTIONS)),
    ] = "history",
    words: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="With what.", show_default=False),
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Change a folder's film by a step. Each is kept, and can be undone; save writes slideshow.toml.

    Slides go by their number or by the name of a photo in them; "auto" gives a choice back.
    """
    with reporting(as_json, quiet, debug) as report:
        given = list(words or ())
        wanted = _checked(action, given)
        from slideshow.editing.film import EditedFilm

        opening = _Opening(report)
        with EditedFilm(folder, report=report if as_json else opening.tell) as film:
            opening.end(is_first=len(film.history) == 1)
            done = wanted.do(film, given)
            if not quiet:
                _tell(film, action, done, as_json)


class _Opening:
    """A report that tells what there is to say of an album with its first step, and not with every other."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._held: list[Event] | None = []

    def tell(self, event: Event) -> None:
        if self._held is None or not isinstance(event, Noticed | PhotoLeftOut):
            self._report(event)
        else:
            self._held.append(event)

    def end(self, *, is_first: bool) -> None:
        """The album is open: what comes now is told as it comes."""
        held, self._held = self._held or [], None
        for event in held if is_first else ():
            self._report(event)


def _checked(name: str, words: Sequence[str]) -> _Action:
    found = ACTIONS.get(name)
    if found is None:
        import difflib

        near = difflib.get_close_matches(name, ACTIONS, 1)
        hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(ACTIONS)}."
        raise InputError(f"{name}: is nothing that can be done to a film.", hint)
    if not found.least <= len(words) <= found.most:
        raise InputError(
            f"{name}: has {len(words)} words behind it.", f"Write: {name} {found.usage}".rstrip()
        )
    return found


def _tell(film: "EditedFilm", action: str, done: object, as_json: bool) -> None:
    if action == "slides":
        for slide in film.slides:
            names = ", ".join(printable(Path(photo.name)) for photo in slide.photos)
            fields: dict[str, object] = {
                "number": slide.number,
                "photos": [printable(photo) for photo in slide.photos],
                "seconds": slide.seconds,
                "layout": slide.shot.layout,
                "motion": slide.shot.motion,
                "transition": slide.shot.transition,
                "caption": slide.shot.caption,
                "pinned": slide.shot.pinned,
            }
            console.tell_result(
                "slide", f"{slide.number:3}  {slide.seconds:4.1f} s  {names}", fields, as_json=as_json
            )
        return
    if action == "history":
        for number, text in enumerate(film.history):
            line = f"{number:3}  {text}"
            console.tell_result("step", line, {"number": number, "words": text}, as_json=as_json)
        for text in film.undone:
            console.tell_result("undone", f"     ({text})", {"words": text}, as_json=as_json)
        return
    if action == "make":
        return
    if action == "save":
        console.tell_result("saved", f"{done}", {"path": str(done)}, as_json=as_json)
        return
    text = film.history[-1] if action not in ("undo", "redo") else f"Now at: {film.history[-1]}"
    if not done:
        text = "There is nothing to go to." if action in ("undo", "redo") else "That changed nothing."
    seconds = float(film.timeline.duration_seconds)
    fields = {"changed": bool(done), "words": text, "slides": len(film.slides), "seconds": seconds}
    kept = "" if film.session.is_kept else " It could not be kept: the cache's disk is full or read-only."
    line = f"{text.rstrip('.')}. {len(film.slides)} slides, {seconds:.1f} s.{kept}"
    console.tell_result("edited", line, fields, as_json=as_json)


def actions_text() -> str:
    """What can be done, a line each."""
    width = max(len(f"{name} {one.usage}") for name, one in ACTIONS.items())
    return "\n".join(
        f"{f'{name} {one.usage}'.rstrip():{width}}  {one.about}" for name, one in ACTIONS.items()
    )
