"""A line that is no TOML, as people write it -> what to write instead."""

import re

# Quotes as word processors and phones type them, by the plain one that was meant.
_CURLY = dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‘’‚‛′", "'")
_TABLE = str.maketrans(_CURLY)
_KEY = r"\s*[A-Za-z0-9_-]+\s*=\s*"
_BARE = re.compile(rf"({_KEY})([^\W\d_][^\"'\[\]{{}}#]*?)\s*(?:#.*)?$")
_COMMA = re.compile(rf"({_KEY}-?\d+),(\d+)\s*(?:#.*)?$")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?")
_ONE_SLIDE = re.compile(r"^\s*\[\s*slide\s*\]", re.MULTILINE)
_QUOTES = "Texts stand between quotes, lists between [ and ]."
_LONGEST = 120


def way_out(text: str, line: int | None, *, is_double: bool = False) -> str:
    """What would help where a file cannot be understood at a line; `is_double`: a name stands there twice."""
    if found := _ONE_SLIDE.search(text):
        at = text.count("\n", 0, found.end()) + 1
        return f"Line {at}: a slide begins with two brackets on each side, [[slide]]."
    lines = text.split("\n")
    written = lines[line - 1].strip() if line and line <= len(lines) else ""
    if any(one in _CURLY for one in written):
        return f"Its quotes are curly; write plain ones: {_cut(written.translate(_TABLE))}"
    if is_double:
        return "Take one of them out."
    if match := _COMMA.match(written):
        return f"Numbers have a point: {match[1]}.{match[2]}"
    if match := _BARE.match(written):
        return f"Texts stand between quotes: {_cut(f'{match[1]}{chr(34)}{match[2]}{chr(34)}')}"
    return _QUOTES


def as_seconds(text: str) -> str:
    """ "1:05" as "65.0", what people write for a moment; empty for other texts."""
    match = _CLOCK.fullmatch(text.strip())
    return f"{int(match[1]) * 60 + int(match[2])}.{match[3] or 0}" if match else ""


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
