"""What the page asks for -> a step on the film. Everything is checked: a page may be mistaken."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from slideshow.editing.film import EditedFilm
from slideshow.errors import InputError
from slideshow.pipeline import option_values

# The photo or the music that an id of the page stands for. Raises InputError for one that it was not given.
PathOf = Callable[[str], Path]
Step = Callable[[EditedFilm, Mapping[str, Any], PathOf], object]

_LONGEST = 500


def step(film: EditedFilm, name: str, given: Mapping[str, Any], path_of: PathOf) -> object:
    """Does what was asked. Raises InputError, and nothing has changed then."""
    found = STEPS.get(name)
    if found is None:
        raise InputError("The page asked for what is no step.", "Reload it.")
    return found(film, given, path_of)


def _slide(given: Mapping[str, Any]) -> int:
    return _whole(given, "slide")


def _whole(given: Mapping[str, Any], name: str) -> int:
    value = given.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"{name}: a whole number is wanted.")
    return value


def _number(given: Mapping[str, Any], name: str) -> float:
    value = given.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise InputError(f"{name}: a number is wanted.")
    return float(value)


def _maybe(given: Mapping[str, Any], name: str) -> float | None:
    return None if given.get(name) is None else _number(given, name)


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise InputError(f"{name}: a text is wanted.")
    if len(value) > _LONGEST:
        raise InputError(f"The text has {len(value)} letters.", f"Give at most {_LONGEST}.")
    return value


def _name(given: Mapping[str, Any], name: str) -> str | None:
    return None if given.get(name) is None else _text(given, name)


def _part(given: Mapping[str, Any], name: str) -> tuple[float, float, float, float] | None:
    value = given.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 4:
        raise InputError("A window is four numbers.")
    left, top, width, height = (_number({"window": one}, "window") for one in value)
    return left, top, width, height


def _points(given: Mapping[str, Any]) -> list[tuple[float, float]]:
    value = given.get("points") or []
    if not isinstance(value, list) or not all(isinstance(one, list) and len(one) == 2 for one in value):
        raise InputError("A point is two numbers.")
    return [(_number({"x": x}, "x"), _number({"y": y}, "y")) for x, y in value]


def _music(film: EditedFilm, given: Mapping[str, Any], path_of: PathOf) -> object:
    name = _name(given, "name")
    if name is None:
        return film.music()
    if name.startswith("file:"):
        return film.music(str(path_of(name.removeprefix("file:"))))
    from slideshow.sound.composed import STYLES

    if name not in STYLES:
        raise InputError("There is no music of that name.", f"There are {', '.join(STYLES)}.")
    return film.music(name)


def _veto(film: EditedFilm, given: Mapping[str, Any], path_of: PathOf) -> object:
    """Another photo in its place, where there is one that is not in the film: else it is taken out."""
    number = _slide(given)
    photo = given.get("photo")
    named = number if photo is None else path_of(_text(given, "photo"))
    if film.alternatives(number, 1):
        return film.swap(named)
    return film.take_out(named)


def _swap(film: EditedFilm, given: Mapping[str, Any], path_of: PathOf) -> object:
    photo = given.get("photo")
    new = given.get("new")
    named = _slide(given) if photo is None else path_of(_text(given, "photo"))
    return film.swap(named, None if new is None else path_of(_text(given, "new")))


def _look(film: EditedFilm, given: Mapping[str, Any], path_of: PathOf) -> object:
    from slideshow.documents import template_files

    name = _text(given, "name")
    if name not in template_files.names():
        raise InputError("There is no look of that name.")
    return film.look(name)


def _title(film: EditedFilm, given: Mapping[str, Any], path_of: PathOf) -> object:
    return film.title(_name(given, "heading"), _name(given, "detail"))


def _tone(film: EditedFilm, given: Mapping[str, Any], path_of: PathOf) -> object:
    """Whether dark photos are lifted and neighbours matched; a look is not asked."""
    on = given.get("on") is True
    words = "Light corrected" if on else "Photos in their own light"
    return film.session.apply(words, lambda draft, _: replace(draft, brief=replace(draft.brief, tone=on)))


def _order(film: EditedFilm, given: Mapping[str, Any], path_of: PathOf) -> object:
    return film.order(option_values.order(_text(given, "name")))


STEPS: Mapping[str, Step] = {
    "move": lambda f, g, p: f.move(_slide(g), _whole(g, "to")),
    "take_out": lambda f, g, p: f.take_out(_slide(g) if g.get("photo") is None else p(_text(g, "photo"))),
    "veto": _veto,
    "swap": _swap,
    "put_in": lambda f, g, p: f.put_in(
        p(_text(g, "photo")), None if g.get("at") is None else _whole(g, "at")
    ),
    "never": lambda f, g, p: f.never(p(_text(g, "photo"))),
    "join": lambda f, g, p: f.join(_slide(g)),
    "split": lambda f, g, p: f.split(_slide(g)),
    "seconds": lambda f, g, p: f.seconds(_slide(g), _number(g, "seconds")),
    "beats": lambda f, g, p: f.beats(_slide(g), _whole(g, "beats")),
    "caption": lambda f, g, p: f.caption(_slide(g), _name(g, "text")),
    "chapter": lambda f, g, p: f.chapter(_slide(g), _name(g, "text")),
    "layout": lambda f, g, p: f.layout(_slide(g), _name(g, "name")),
    "motion": lambda f, g, p: f.motion(_slide(g), _name(g, "name"), _maybe(g, "strength")),
    "focus": lambda f, g, p: f.focus(_slide(g), *_points(g)),
    "window": lambda f, g, p: f.window(_slide(g), _part(g, "start"), _part(g, "end")),
    "transition": lambda f, g, p: f.transition(_slide(g), _name(g, "name"), _maybe(g, "seconds")),
    "rotate": lambda f, g, p: f.rotate(_slide(g), _whole(g, "degrees")),
    "clip_start": lambda f, g, p: f.clip_start(_slide(g), _maybe(g, "seconds")),
    "loudness": lambda f, g, p: f.loudness(_slide(g), _number(g, "decibels")),
    "pin": lambda f, g, p: f.pin(_slide(g), bool(g.get("pinned", True))),
    "by_itself": lambda f, g, p: f.by_itself(_slide(g)),
    "title": _title,
    "end_card": lambda f, g, p: f.end_card(_text(g, "text")),
    "look": _look,
    "music": _music,
    "tone": _tone,
    "seed": lambda f, g, p: f.seed(_whole(g, "number") if g.get("number") is not None else None),
    "music_start": lambda f, g, p: f.music_start(_maybe(g, "seconds")),
    "length": lambda f, g, p: f.length(_maybe(g, "seconds")),
    "order": _order,
    "target": lambda f, g, p: f.target(_text(g, "name")),
    "album_link": lambda f, g, p: f.album_link(_name(g, "link") or None),
    "on_the_beat": lambda f, g, p: f.on_the_beat(),
    "undo": lambda f, g, p: f.undo(_whole(g, "steps") if "steps" in g else 1),
    "redo": lambda f, g, p: f.redo(_whole(g, "steps") if "steps" in g else 1),
}
