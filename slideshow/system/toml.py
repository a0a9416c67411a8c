"""A text in TOML → what it holds, in a time that its length bounds: such files may come from anybody.

Python 3.11's own reader copies all parts of a key for each of them (80 kB of dotted keys took 22 s and 6 GB),
and tomli 2.5, which is much quicker, still goes over the parts of a key again and again (3.9 s). So
keys with more parts than any of ours, and more tables than any file of ours has, are refused unread.
"""

import re
from typing import Any

import tomli

# Ours have three: look.title.family.
_MOST_PARTS = 8
# [[slide]] is one of a list, and is quick; each other table takes a tenth of a millisecond.
_MOST_TABLES = 2000
MOST_BYTES = 4_000_000

# A key's part, without a way back for the search: what it has read it does not read again.
_PART = r"(?:[A-Za-z0-9_-]++|\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+')"
_LONG_KEY = re.compile(
    rf"^[ \t]*+\[?\[?[ \t]*+{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{_MOST_PARTS}}}", re.MULTILINE
)
_TABLE = re.compile(r"^[ \t]*+\[(?!\[)", re.MULTILINE)


def parse(text: str) -> dict[str, Any]:
    """What the text holds. Raises ValueError for one that is no TOML, or none that a person would write;
    where it knows the line, it ends "(at line 3, column 1)".
    """
    if len(text) > MOST_BYTES:
        raise ValueError("is too long to be one of these files")
    if found := _LONG_KEY.search(text):
        line = text.count("\n", 0, found.end()) + 1
        raise ValueError(f"A key has more than {_MOST_PARTS} parts (at line {line}, column 1)")
    for count, found in enumerate(_TABLE.finditer(text)):
        if count >= _MOST_TABLES:
            line = text.count("\n", 0, found.end()) + 1
            raise ValueError(f"There are more than {_MOST_TABLES} tables (at line {line}, column 1)")
    try:
        return tomli.loads(text)
    except RecursionError as fault:
        raise ValueError("Lists are nested too deeply") from fault
