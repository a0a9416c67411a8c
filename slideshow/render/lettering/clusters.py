"""Text as typed → text fit to be set, its clusters (what must stay together), and where lines may end."""

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

import uharfbuzz as hb

# What joins, varies, directs or hints, but is never seen itself.
_UNSEEN = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
_NEW_LINES = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[ \t]+")
# Of the format characters (Cf), those that do something here: directions, joiners, tags, places to break,
# and the number signs of Arabic and its kin, which are seen.
_OF_USE = re.compile(
    "[\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\U000110bd\U000110cd\U000e0020-\U000e007f]"
)
_COLOURED, _PLAIN, _KEYCAP = "\ufe0f", "\ufe0e", "\u20e3"
# Unicode's Emoji_Presentation below U+1F000: drawn in colour unless the text asks otherwise.
_COLOURED_EARLY = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
_NOT_FIRST = frozenset(
    "!%),.:;?]}¢°’”»›‰…‥℃、。，．：；？！）］｝〕〉》」』】〙〗〟｠·・ーゝゞヽヾ々〻％"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ،؛؟।॥๏ฯๆะาำๅະາຳຯໆ"
)
_NOT_LAST = frozenset("([{¿¡‘“«‹（［｛〔〈《「『【〘〖〝｟$£¥€เแโใไເແໂໃໄ")
_STICKY_SPACES = frozenset("\u00a0\u202f\u2007\u2060")
_ANYWHERE = frozenset({"Hani", "Hira", "Kana", "Bopo", "Yiii"})
# Written without spaces, in words that only a dictionary could tell.
_SPACELESS = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Lana", "Tale", "Talu"})
# Scripts whose consonants join over a virama, the sign that there is no vowel; and its combining class.
_JOINING = frozenset({"Deva", "Beng", "Gujr", "Orya", "Telu", "Mlym"})
_VIRAMA = 9
_NOTHING = hb.Font(hb.Face(b""))


class Break(IntEnum):
    """Whether a line may end between two clusters."""

    NEVER = 0
    IF_NEEDED = 1
    FREELY = 2


def clean(text: str) -> str:
    """The text composed (NFC), its lines divided by line feeds alone, without what nobody could see or draw.

    Spaces that follow each other are one, and none stands at the ends of a line.
    """
    text = _NEW_LINES.sub("\n", text)
    text = unicodedata.normalize("NFC", "".join(letter for letter in text if _can_be_set(letter)))
    lines = [_SPACES.sub(" ", line).strip(" ") for line in text.split("\n")]
    return "\n".join(lines).strip("\n")


def _can_be_set(letter: str) -> bool:
    if letter in "\n\t":
        return True
    if unicodedata.category(letter) == "Cf":
        return _OF_USE.match(letter) is not None
    code = ord(letter)
    # Half a character (a lone surrogate), a place kept empty for ever, what stands for something lost.
    empty = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return not empty and letter not in "\ufffc\ufffd" and unicodedata.category(letter) not in ("Cc", "Cs")


def clusters(text: str) -> list[str]:
    """The text in pieces that must not be divided: a letter with its marks, an emoji sequence, a flag."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script = "ltr", "Zyyy"
    # A font without letters: HarfBuzz tells the clusters all the same.
    hb.shape(_NOTHING, buffer)
    places = sorted({info.cluster for info in buffer.glyph_infos} | {len(text)})
    return [
        text[start:stop] for start, stop in pairwise(place for place in places if not _joined(text, place))
    ]


def _joined(text: str, place: int) -> bool:
    """True when a consonant at the place is joined to the one before it (Unicode's rule GB9c)."""
    if not 0 < place < len(text) or unicodedata.combining(text[place - 1]) != _VIRAMA:
        return False
    return script(text[place]) in _JOINING and unicodedata.category(text[place]) == "Lo"


def visible_letters(cluster: str) -> str:
    """The cluster without what joins, varies or directs."""
    return _UNSEEN.sub("", cluster)


def is_coloured(cluster: str) -> bool:
    """True for what people expect to see as a picture: emoji, unless plain text is asked for."""
    first = cluster[0]
    if is_plain(cluster) or first.isspace():
        return False
    if first in "0123456789#*":
        return _KEYCAP in cluster
    return first in _COLOURED_EARLY or _COLOURED in cluster or "\U0001f000" <= first <= "\U0001faff"


def is_plain(cluster: str) -> bool:
    """True for what is asked to be no picture, where it can be."""
    return _PLAIN in cluster


@lru_cache(maxsize=8192)
def script(letter: str) -> str:
    """The script a character belongs to, "Latn"; "" for what all share: figures, signs, spaces, marks."""
    buffer = hb.Buffer()
    buffer.add_str(letter)
    buffer.guess_segment_properties()
    return buffer.script or ""


def breaks(before: str, after: str) -> Break:
    """Whether a line may end between two clusters that follow each other."""
    last, first = before[-1], after[0]
    if first == " " or last in _STICKY_SPACES or first in _STICKY_SPACES:
        return Break.NEVER
    if last == "\u200b" or unicodedata.category(last) == "Zs":
        return Break.FREELY
    if first in _NOT_FIRST or before[0] in _NOT_LAST or unicodedata.category(first) == "Zs":
        return Break.NEVER
    if last == "—" or (last in "-‐–/" and first.isalpha()):
        return Break.FREELY
    scripts = (script(before[0]), script(first))
    if _ANYWHERE.intersection(scripts) or (is_coloured(before) and is_coloured(after)):
        return Break.FREELY
    return Break.IF_NEEDED if _SPACELESS.issuperset(scripts) else Break.NEVER
