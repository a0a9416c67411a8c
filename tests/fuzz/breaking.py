"""Something whole → the same, broken; and the words that break readers."""

import random
import re
from collections.abc import Iterable, Sequence

MOST_BYTES = 200_000

# What breaks readers.
TOKENS = (
    *"[]{}\"'\\\n\r\0\ufeff\u202e😀=#@,:",
    *r"nan -inf 1e999 -1 0 0x 1979-05-27T07:32:00Z true null \u0000 \ud800 [[slide]] a.b.c=1".split(),  # noqa: SIM905
    '"""',
    *"&lt; <a> %00 %ff :// .. ../../etc/passwd /dev/zero https:// - LUT_3D_SIZE xn-- a.".split(),  # noqa: SIM905
    "9" * 40,
    "9" * 5000,
)
_NUMBERS = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\0", b"\0\0\0\1", b"\1\0\0\0")
_WORD = re.compile(rb"[A-Za-z_\xa9][\w.:-]{2,30}")
# libFuzzer's dictionary takes no longer ones.
_LONGEST_WORD = 60


def broken(whole: bytes, chance: random.Random) -> bytes:
    """The content with one to five things done to it."""
    data = whole
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 3, 20, 200)))
        token = chance.choice(TOKENS).encode()
        match chance.randrange(8):
            case 0:
                data = data[:at] + data[to:]
            case 1:
                data = data[:at] + token + data[to:]
            case 2:
                data = data[:at] + token * chance.choice((1, 2, 50, 3000)) + data[at:]
            case 3:
                data = data[:at] + chance.randbytes(chance.choice((1, 4))) + data[to:]
            case 4:
                data = data[:to] + data[at:to] * chance.choice((1, 3, 300)) + data[to:]
            case 5:
                data = data[:at]
            case 6:
                other = chance.randrange(len(data) + 1)
                data = data[:at] + data[other : other + 60] + data[at:]
            case 7:
                number = chance.choice(_NUMBERS)
                data = data[:at] + number + data[at + len(number) :]
        data = data[:MOST_BYTES]
    return data


def dictionary(wholes: Sequence[bytes]) -> str:
    """A dictionary as libFuzzer reads it: the words of whole inputs, and those that break readers."""
    words = {word for whole in wholes for word in _WORD.findall(whole)}
    words |= {token.encode() for token in TOKENS} | set(_NUMBERS)
    return "".join(f'"{_escaped(word)}"\n' for word in sorted(words) if len(word) <= _LONGEST_WORD)


def _escaped(word: Iterable[int]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)
