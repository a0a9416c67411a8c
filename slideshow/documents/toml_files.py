"""TOML files that people write → checked models. Every mistake is told with file, line, key and a way out."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from slideshow.documents.toml_hints import as_seconds, way_out
from slideshow.errors import InputError, printable
from slideshow.system import toml
from slideshow.system.safe_read import read_start

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# So many mistakes are told at once.
_MOST_MISTAKES = 12
# Headers and keys are looked for in so many letters of a line: no name of ours is longer, and the patterns
# go over a line again and again.
_LONGEST_KEY = 200
# The parser's words -> what a person calls it.
_PLAIN_WORDS = {
    "invalid value": "this is no text, number or list",
    "cannot overwrite a value": "this name stands there twice",
    "expected newline or end of document after a statement": "there is something behind the value",
    "invalid statement": "this is no line of the form name = value",
    "unclosed array": "a list is not closed with ]",
    "unterminated string": "a text is not closed with a quote",
    'expected "=" after a key in a key/value pair': "the = behind the name is missing",
}
_LINE = re.compile(r"line (\d+)")
_HEADER = re.compile(r"\s*(\[{1,2})\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:[A-Za-z0-9_-]+|\"(?:[^\"\\]|\\.)*\"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=")
# A string, whole or left open, a comment, or a bracket.
_TOKEN = re.compile(
    r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*|[\[\]{}]',
)

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]


def load(path: Path, schema: type[Model], error: type[InputError]) -> Model:
    """The model that a file describes. Raises `error`, which lists every mistake, one a line."""
    text = read(path, error)
    return check_model(path, text, parse_toml(path, text, error), schema, error)


def read(path: Path, error: type[InputError]) -> str:
    """The text of a file that a person wrote. Raises `error` when it cannot be one."""
    return _text(path, printable(path), error)


def parse_toml(path: Path, text: str, error: type[InputError]) -> dict[str, Any]:
    """What the text holds, unchecked. Raises `error` with the line that is not TOML."""
    try:
        return toml.parse(text)
    # A number of thousands of digits is a ValueError too, and no TOMLDecodeError.
    except ValueError as fault:
        line = _LINE.search(str(fault))
        is_double = "overwrite" in str(fault)
        hint = way_out(text, int(line[1]) if line else None, is_double=is_double)
        raise error(_syntax(printable(path), fault), hint) from fault


def check_model(
    path: Path,
    text: str,
    content: Mapping[str, Any],
    schema: type[Model],
    error: type[InputError],
    known: Mapping[str, Iterable[str]] | None = None,
) -> Model:
    """The model of what a file holds; `known` are names that its validators ask for. Raises `error`."""
    name = printable(path)
    try:
        return schema.model_validate(content, context=known)
    except ValidationError as fault:
        lines = dict(lines_of(text))
        faults = _without_branches(fault.errors(include_url=False))
        told = [_mistake(name, one, lines, schema) for one in faults[:_MOST_MISTAKES]]
        more = len(faults) - len(told)
        raise error("\n".join(told), f"And {more} more." if more else "") from fault


# What pydantic calls a way in which a value may be meant, where there are several.
_BRANCH = re.compile(
    r"(?:constrained-\w+|float|int|str|bool|function-.*|lax-or-strict.*|(?:tuple|list|dict)\[.*)", re.DOTALL
)


def _without_branches(faults: "Sequence[ErrorDetails]") -> "list[ErrorDetails]":
    """One mistake for each value, where it may be meant in several ways: that of the way that was tried."""
    found: dict[Place, list[tuple[bool, ErrorDetails]]] = {}
    for fault in faults:
        place: Place = tuple(fault["loc"])
        way = next((at for at, part in enumerate(place) if at and _BRANCH.fullmatch(str(part))), None)
        if way is None:
            found.setdefault(place, []).append((True, fault))
            continue
        is_list = str(place[way]).startswith(("tuple", "list"))
        rest = (*place[:way], *place[way + 1 :])
        plain: ErrorDetails = {**fault, "loc": rest}
        got = fault.get("input")
        # A list was meant as one where a value in it is wrong, or the whole of it is a list.
        fits = is_list == (len(rest) > way or isinstance(got, list))
        found.setdefault(place[:way], []).append((fits, plain))
    chosen = []
    for several in found.values():
        chosen += [fault for fits, fault in several if fits] or [several[0][1]]
    return chosen


def nearest(word: object, known: list[str]) -> str:
    """What a person may have meant, as a sentence; and what there is."""
    near = difflib.get_close_matches(str(word), known, 1, 0.5)
    return f'Did you mean "{near[0]}"?' if near else f"There are {', '.join(known)}." if known else ""


def _text(path: Path, name: str, error: type[InputError]) -> str:
    try:
        content = read_start(path, toml.MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else None
        raise error(f"{name}: cannot be read ({(why or str(fault)).lower()}).") from fault
    if len(content) > toml.MOST_BYTES:
        raise error(f"{name}: is too long to be one of these files.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise error(f"{name}:{line}: is not UTF-8 text.", "Save it as UTF-8.") from fault
    return text.replace("\r\n", "\n")


def _syntax(name: str, fault: Exception) -> str:
    message = str(fault)
    if "digits" in message:
        return f"{name}: a number has thousands of digits."
    line = _LINE.search(message)
    what = message.partition(" (at ")[0].lower() or "cannot be understood"
    what = _PLAIN_WORDS.get(what, what)
    return f"{name}:{line[1]}: {what}." if line else f"{name}: {what}."


def _mistake(name: str, fault: "ErrorDetails", lines: dict[Place, int], schema: type[BaseModel]) -> str:
    place: Place = tuple(part for part in fault["loc"])
    line = next((lines[place[:end]] for end in range(len(place), 0, -1) if place[:end] in lines), None)
    where = f"{name}:{line}" if line else name
    return f"{where}: {_in_words(place)}: {_what(fault, place, schema)}"


def _in_words(place: Place) -> str:
    """("slide", 2, "layout") as "slide 3, layout"."""
    words = ""
    for part in place:
        words += f" {part + 1}" if isinstance(part, int) else f"{', ' if words else ''}{part}"
    return words or "the file"


def _what(fault: "ErrorDetails", place: Place, schema: type[BaseModel]) -> str:
    got = fault.get("input")
    limits = fault.get("ctx", {})
    match fault["type"]:
        case "extra_forbidden":
            return f"is unknown. {nearest(place[-1], _keys(schema, place[:-1]))}".rstrip()
        case "missing":
            return "is missing."
        case "literal_error":
            known = re.findall(r"'([^']*)'", str(limits.get("expected", "")))
            return f'"{got}" is unknown. {nearest(got, known)}'
        case "unknown_parameter":
            name = str(limits["name"])
            return f'"{name}" is unknown. {nearest(name.partition(".")[2], list(limits["known"]))}'
        case "unknown_name":
            return f'"{got}" is unknown. {nearest(got, list(limits["known"]))}'
        case "string_pattern_mismatch" if "#" in str(limits.get("pattern")):
            return f'"{got}" is not a colour. Write it like "#ff8800".'
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than" if got != got:
            return "must be a number, not nan."
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            bound = next(limits[key] for key in ("ge", "gt", "le", "lt") if key in limits)
            words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
            return f"{_shown(got)} must be {words[next(iter(limits))]} {bound:g}."
        case "too_short":
            return f"must have at least {limits['min_length']}."
        case "too_long" | "string_too_long":
            return f"is too long: at most {limits['max_length']}."
        case kind if kind.startswith(("float", "int", "decimal")):
            seconds = as_seconds(got) if isinstance(got, str) else ""
            return f"must be a number, not {_kind(got)}." + (
                f" In seconds it is {seconds}." if seconds else ""
            )
        case kind if kind.startswith("string"):
            return f"must be text between quotes, not {_kind(got)}."
        case kind if kind.startswith(("list", "tuple")):
            return f"must be a list between [ and ], not {_kind(got)}."
        case kind if kind.startswith(("model", "dict")):
            return f"must be a section, not {_kind(got)}."
        case kind if kind.startswith("bool"):
            return f"must be true or false, not {_kind(got)}."
        case "value_error":
            return str(limits.get("error", fault["msg"]))
    return f"{fault['msg']}."


def _kind(value: object) -> str:
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return f"the number {_shown(value)}"
        case str():
            return f'the text "{value[:40]}"'
        case list():
            return "a list"
        case dict():
            return "a section"
    return "that"


def _shown(value: object) -> str:
    try:
        return str(value)[:40]
    # Written as hexadecimal, they get as far as here.
    except ValueError:
        return "of thousands of digits"


def _keys(schema: type[BaseModel], place: Place) -> list[str]:
    """The keys that are known where `place` is."""
    model: object = schema
    for part in place:
        if isinstance(part, int):
            continue
        fields = getattr(model, "model_fields", {})
        field = next((one for key, one in fields.items() if part in (key, one.alias)), None)
        if field is None:
            return []
        model = _model_in(field.annotation)
    fields = getattr(model, "model_fields", {})
    return [one.alias or key for key, one in fields.items()]


def _model_in(annotation: object) -> object:
    """The model in `tuple[Model, ...]`, `Model | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if found := _model_in(part):
            return found
    return None


def lines_of(text: str) -> Iterator[tuple[Place, int]]:
    """Where each key and section stands: the reader does not tell. Only for text that it has accepted."""
    table: Place = ()
    counts: dict[Place, int] = {}
    depth, quote = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not depth and not quote:
            if len(line) <= _LONGEST_KEY and (header := _HEADER.match(line)):
                parts = tuple(_parts(header[2]))
                if header[1] == "[[":
                    counts[parts] = counts.get(parts, -1) + 1
                table = tuple(_numbered(parts, counts))
                yield table, number
                continue
            if key := _KEY.match(line[:_LONGEST_KEY]):
                yield (*table, *_parts(key[1])), number
                line = line[key.end() :]
        depth, quote = _open(line, depth, quote)


def sections(text: str) -> list[int]:
    """The lines, counted from 1, that open a section. Only for text that tomllib accepts."""
    found = []
    depth, quote = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not depth and not quote and len(line) <= _LONGEST_KEY and _HEADER.match(line):
            found.append(number)
            continue
        depth, quote = _open(line, depth, quote)
    return found


def _numbered(parts: tuple[str, ...], counts: dict[Place, int]) -> Iterator[str | int]:
    """ "target.canvas" below the second [[target]] as target, 1, canvas."""
    for end, part in enumerate(parts, start=1):
        yield part
        if parts[:end] in counts:
            yield counts[parts[:end]]


def _parts(key: str) -> list[str]:
    return [part.strip().strip("\"'") for part in re.split(r"\.(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)", key)]


def _open(line: str, depth: int, quote: str) -> tuple[int, str]:
    """How many brackets are open after a line, and which long string."""
    position = 0
    while position < len(line):
        if quote:
            end = line.find(quote, position)
            if end < 0:
                return depth, quote
            position, quote = end + 3, ""
            continue
        token = _TOKEN.search(line, position)
        if token is None:
            break
        position = token.end()
        if token[0] in ('"""', "'''"):
            quote = token[0]
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth = max(0, depth - 1)
    return depth, quote
