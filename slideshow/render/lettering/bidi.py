"""A line of text → how deep each of its characters lies in text of the other direction: the levels of UAX #9.

Even levels run left to right, odd ones right to left. What is here follows the rules of Unicode's
"Bidirectional Algorithm" by their numbers (P2 to N2, I1, I2, L2), isolates and paired brackets included.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

_DEEPEST = 125
_MOST_BRACKETS = 63
_ISOLATES = {"LRI", "RLI", "FSI"}
_EMBEDDINGS = {"LRE": ("L", ""), "RLE": ("R", ""), "LRO": ("L", "L"), "RLO": ("R", "R")}
# X9: what says where an embedding begins and ends counts no more once it has been heard.
_UNHEARD = {"LRE", "RLE", "LRO", "RLO", "PDF", "BN"}
_NEUTRAL = {"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"}
# Where none of these is, nothing runs from right to left.
_TURNING = {"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI"}
_BRACKETS = "()[]{}«»‹›⁅⁆⁽⁾₍₎⟨⟩⟪⟫⟦⟧❨❩❪❫❬❭❮❯❰❱❲❳❴❵⦅⦆〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣"
# Quotation marks turn about in a mirror, but are no brackets.
_CLOSING = dict(pair for pair in zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True) if pair[0] not in "«‹❮")
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
# U+2329 and U+232A are the same brackets by another name.
_SAME = {"\u2329": "〈", "\u232a": "〉"}


def direction(text: str) -> int | None:
    """0 when the first letter of the text runs left to right, 1 when right to left, None without letters."""
    depth = 0
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return None


def levels(text: str, base: int) -> list[int]:
    """The level of each character in a paragraph whose own level is `base`, 0 or 1."""
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    if base == 0 and not _TURNING.intersection(kinds):
        return [0] * len(text)
    explicit, kinds = _explicit(text, kinds, base)
    found = list(explicit)
    for sequence in _sequences(kinds, explicit, base):
        for index, level in zip(sequence, _resolved(sequence, text, kinds, explicit, base), strict=True):
            found[index] = level
    # X9: what is not heard goes with what stands before it.
    for index, kind in enumerate(kinds):
        if kind == "BN":
            found[index] = found[index - 1] if index else base
    return found


def visual(levels: Sequence[int]) -> list[int]:
    """L2: the places of a line's parts, given their levels, in the order from left to right."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            stop = start
            while stop < len(order) and levels[order[stop]] >= level:
                stop += 1
            order[start:stop] = order[start:stop][::-1]
            start = stop + 1
    return order


def _explicit(text: str, kinds: list[str], base: int) -> tuple[list[int], list[str]]:
    """X1 to X8: levels from the embeddings and isolates, and the kinds as they override them."""
    found, heard = [], []
    # (level, override, whether an isolate opened it)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    too_deep_isolates = too_deep_embeddings = isolates = 0
    ends = _isolate_ends(kinds)
    for index, kind in enumerate(kinds):
        level, override, _ = stack[-1]
        if kind in _EMBEDDINGS or kind in _ISOLATES:
            isolates_it = kind in _ISOLATES
            way, forced = _EMBEDDINGS.get(kind, ("R" if kind == "RLI" else "L", ""))
            if kind == "FSI" and direction(text[index + 1 : ends.get(index, len(text))]) == 1:
                way = "R"
            found.append(level)
            heard.append((override or kind) if isolates_it else "BN")
            deeper = level + 1 + ((level + 1) % 2 != (way == "R"))
            if deeper <= _DEEPEST and not too_deep_isolates and not too_deep_embeddings:
                isolates += isolates_it
                stack.append((deeper, forced, isolates_it))
            elif isolates_it:
                too_deep_isolates += 1
            elif not too_deep_isolates:
                too_deep_embeddings += 1
        elif kind == "PDI":
            if too_deep_isolates:
                too_deep_isolates -= 1
            elif isolates:
                too_deep_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                isolates -= 1
            found.append(stack[-1][0])
            heard.append(stack[-1][1] or kind)
        else:
            if kind == "PDF" and not too_deep_isolates:
                if too_deep_embeddings:
                    too_deep_embeddings -= 1
                elif not stack[-1][2] and len(stack) > 1:
                    stack.pop()
            found.append(level)
            heard.append("BN" if kind in _UNHEARD else override or kind)
    return found, heard


def _isolate_ends(kinds: list[str]) -> dict[int, int]:
    """BD9: where the isolate that opens at an index closes."""
    ends, waiting = {}, []
    for index, kind in enumerate(kinds):
        if kind in _ISOLATES:
            waiting.append(index)
        elif kind == "PDI" and waiting:
            ends[waiting.pop()] = index
    return ends


def _sequences(kinds: list[str], found: list[int], base: int) -> list[list[int]]:
    """BD13: stretches of one level, those about an isolate as one; without what is unheard."""
    sequences: list[list[int]] = []
    # Of the isolates that are open: the stretch that goes on after each.
    waiting: list[list[int]] = []
    current: list[int] | None = None
    last = base
    for index, kind in enumerate(kinds):
        if kind == "BN":
            continue
        if kind == "PDI" and waiting and found[waiting[-1][-1]] == found[index]:
            current = waiting.pop()
        elif current is None or found[index] != last:
            current = []
            sequences.append(current)
        current.append(index)
        last = found[index]
        if kind in _ISOLATES:
            waiting.append(current)
            current = None
    return sequences


def _resolved(
    sequence: list[int], text: str, kinds: list[str], explicit: list[int], base: int
) -> Iterator[int]:
    """W1 to I2: the levels of one isolating run sequence."""
    level = explicit[sequence[0]]
    before = max(level, _level_beside(sequence[0], -1, kinds, explicit, base))
    opens = kinds[sequence[-1]] in _ISOLATES
    after = max(level, base if opens else _level_beside(sequence[-1], 1, kinds, explicit, base))
    start, end = "LR"[before % 2], "LR"[after % 2]
    now = [kinds[index] for index in sequence]
    originals = list(now)
    _weak(now, start)
    own = "LR"[level % 2]
    _brackets([_SAME.get(text[index], text[index]) for index in sequence], now, originals, start, own)
    _neutral(now, start, end, own)
    for kind in now:
        yield level + ((kind != "R") if level % 2 else {"L": 0, "R": 1}.get(kind, 2))


def _level_beside(index: int, step: int, kinds: list[str], explicit: list[int], base: int) -> int:
    index += step
    while 0 <= index < len(kinds) and kinds[index] == "BN":
        index += step
    return explicit[index] if 0 <= index < len(kinds) else base


def _weak(now: list[str], start: str) -> None:
    """W1 to W7: marks, numbers and what stands about numbers."""
    strong, previous = start, start
    for place, kind in enumerate(now):
        if kind == "NSM":
            now[place] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        elif kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            now[place] = "AN"
        previous = now[place]
    now[:] = ["R" if kind == "AL" else kind for kind in now]
    for place in range(1, len(now) - 1):
        sides = {now[place - 1], now[place + 1]}
        if (now[place] in ("ES", "CS") and sides == {"EN"}) or (now[place] == "CS" and sides == {"AN"}):
            now[place] = sides.pop()
    place = 0
    while place < len(now):
        stop = place
        while stop < len(now) and now[stop] == "ET":
            stop += 1
        if stop > place:
            beside = (place and now[place - 1] == "EN") or (stop < len(now) and now[stop] == "EN")
            now[place:stop] = ["EN" if beside else "ON"] * (stop - place)
        place = stop + 1
    strong = start
    for place, kind in enumerate(now):
        if kind in ("ES", "CS", "ET"):
            now[place] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            now[place] = "L"


def _strong(kind: str) -> str:
    """As N0 to N2 see it: numbers are like letters that run right to left."""
    return "R" if kind in ("EN", "AN", "R") else "L" if kind == "L" else ""


def _brackets(letters: list[str], now: list[str], originals: list[str], start: str, own: str) -> None:
    """N0: both brackets of a pair go the way of what they hold, or of what stands before them."""
    strong_places = [place for place, kind in enumerate(now) if _strong(kind)]
    for opening, closing in _pairs(letters, now):
        first, last = bisect_left(strong_places, opening), bisect_left(strong_places, closing)
        inside = {_strong(now[place]) for place in strong_places[first:last]}
        if not inside:
            continue
        way = own
        if own not in inside:
            before = _strong(now[strong_places[first - 1]]) if first else start
            way = before if before != own else own
        for bracket in (opening, closing):
            now[bracket] = way
            strong_places.insert(bisect_left(strong_places, bracket), bracket)
            mark = bracket + 1
            while mark < len(now) and originals[mark] == "NSM":
                now[mark] = way
                mark += 1


def _pairs(letters: list[str], now: list[str]) -> list[tuple[int, int]]:
    """BD16: the places of brackets that belong together, in the order of the opening ones."""
    pairs = []
    waiting: list[tuple[str, int]] = []
    for place, letter in enumerate(letters):
        if now[place] != "ON":
            continue
        if letter in _CLOSING:
            if len(waiting) == _MOST_BRACKETS:
                return []
            waiting.append((letter, place))
        elif letter in _OPENING:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == _OPENING[letter]:
                    pairs.append((waiting[depth][1], place))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _neutral(now: list[str], start: str, end: str, own: str) -> None:
    """N1 and N2: what has no direction takes that of both its sides, or the paragraph's."""
    place = 0
    while place < len(now):
        stop = place
        while stop < len(now) and now[stop] in _NEUTRAL:
            stop += 1
        if stop > place:
            before = _strong(now[place - 1]) if place else start
            after = _strong(now[stop]) if stop < len(now) else end
            now[place:stop] = [before if before == after else own] * (stop - place)
        place = stop + 1
