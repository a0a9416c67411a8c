"""A size limit -> the way to film that keeps it: quality is traded first, then length, then pixels.

Every decision rests on whole takes. Short probes were tried: they cost two thirds of a take, as photos have
to be opened and encoders started, and were wrong by up to a quarter, so that most films were filmed again.
Slower motion is not traded: half the speed saved nothing, and only standing still would (a quarter).
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from slideshow.errors import InputError
from slideshow.model.geometry import Size

# What a limit that binds is to be used to.
_LEAST_SHARE = 0.8
_AIM = 0.95
# A rate that every photo still looks fine at on a phone, and the one that films end at before we give up.
MOST_CRF = 30.0
_LAST_CRF = 40.0
# Rates are chosen in these steps, so that parts of an earlier film of nearly the same size can be used again.
_STEP, _FINE_STEP = 0.5, 0.1
_MOST_TAKES = 10
# A rate that is this much more than the most by estimate may still do.
_HOPE = 1.0
# What films of photos take: bytes a pixel at _USUAL_CRF in 1080x1920, and how that grows with fewer pixels.
_USUAL_BYTES, _USUAL_CRF, _USUAL_PIXELS = 0.0038, 23.0, 1080 * 1920
_FEWER_PIXELS = 0.33
_WITHOUT_B_FRAMES = 1.45
# ln of the bytes for each step of crf: 0.14 for most, more where the rate passes the photos' noise.
_SLOPE, _LEAST_SLOPE, _MOST_SLOPE = 0.14, 0.09, 0.3
_SHORTER = (0.9, 0.8, 0.7)
_LEAST_SECONDS = 8.0
_SMALLER = (5 / 6, 2 / 3, 5 / 9, 1 / 2, 5 / 12, 1 / 3)
_LEAST_SIDE = 360


@dataclass(frozen=True, slots=True)
class Way:
    """How to film: the rate, how long at most (None as planned), how large."""

    crf: float
    seconds: float | None
    canvas: Size


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a take came to. `other_bytes` are the sound's and the container's."""

    picture_bytes: int
    other_bytes: int
    seconds: float
    frames: int

    @property
    def total_bytes(self) -> int:
        return self.picture_bytes + self.other_bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """The film as it would be without a limit, and whether it may be made shorter."""

    crf: float
    canvas: Size
    seconds: float
    frames: int
    may_shorten: bool
    is_plain: bool = False
    other_bytes: int = 0


def search_size(limit_bytes: int, wanted: Wanted, film: Callable[[Way], Weighed]) -> Way:
    """The way to film that keeps the limit, of those that were `film`ed; raises InputError when none can.

    Where the limit binds, the take comes to 80 to 100 % of it.
    """
    takes: list[tuple[Way, Weighed]] = []
    way: Way | None = Way(_first_crf(limit_bytes, wanted), None, wanted.canvas)
    while way is not None and len(takes) < _MOST_TAKES:
        takes.append((way, film(way)))
        if _is_good(*takes[-1], limit_bytes, wanted):
            return way
        way = _next(limit_bytes, wanted, takes)
    kept = [(way, take) for way, take in takes if take.total_bytes <= limit_bytes]
    if not kept:
        least = min(take.total_bytes for _, take in takes)
        raise InputError(
            f"{_size(limit_bytes)}: this film cannot be made as small as that.",
            f"It can be with --max-size {_size(_rounded_up(least * 1.03))}; or give it fewer photos.",
        )
    # The largest of those that are largest on the screen and longest.
    return max(kept, key=lambda one: (one[0].canvas.width, one[0].seconds or math.inf, one[1].total_bytes))[0]


def describe_trade(way: Way, wanted: Wanted, take: Weighed) -> str:
    """What it cost: "less detail (rate 24 instead of 20), 28 seconds instead of 33"; empty for nothing."""
    parts = []
    if way.crf > wanted.crf:
        parts.append(f"less detail (rate {way.crf:g} instead of {wanted.crf:g})")
    if way.seconds is not None:
        parts.append(f"{take.seconds:.0f} seconds instead of {wanted.seconds:.0f}")
    if way.canvas != wanted.canvas:
        parts.append(f"{way.canvas} instead of {wanted.canvas}")
    return ", ".join(parts)


def _is_good(way: Way, take: Weighed, limit_bytes: int, wanted: Wanted) -> bool:
    if take.total_bytes > limit_bytes:
        return False
    return way.crf <= wanted.crf or take.total_bytes >= _LEAST_SHARE * limit_bytes


def _first_crf(limit_bytes: int, wanted: Wanted) -> float:
    """The rate that films of photos usually need for the limit."""
    pixels = wanted.canvas.width * wanted.canvas.height
    usual = _USUAL_BYTES * (_USUAL_PIXELS / pixels) ** _FEWER_PIXELS
    usual *= pixels * wanted.frames * (_WITHOUT_B_FRAMES if wanted.is_plain else 1.0)
    room = _AIM * limit_bytes - wanted.other_bytes
    if room <= 0:
        return max(wanted.crf, MOST_CRF)
    crf = _USUAL_CRF + math.log(usual / room) / _SLOPE
    return min(max(wanted.crf, _in_steps(crf, _STEP)), max(wanted.crf, MOST_CRF))


def _next(limit_bytes: int, wanted: Wanted, takes: Sequence[tuple[Way, Weighed]]) -> Way | None:
    """What to try after these, which are not good; None when there is nothing left."""
    way, take = takes[-1]
    most = max(wanted.crf, MOST_CRF)
    alike = [
        (one.crf, weighed) for one, weighed in takes if (one.seconds, one.canvas) == (way.seconds, way.canvas)
    ]
    later = list(_versions(wanted))
    later = later[later.index((way.seconds, way.canvas)) + 1 :]
    bound = most if later else max(most, _LAST_CRF)
    crf = _crf_for(limit_bytes, alike, wanted.crf, bound, is_last=not later)
    if crf is not None:
        return Way(crf, way.seconds, way.canvas)
    if any(weighed.total_bytes <= limit_bytes for _, weighed in alike) or not later:
        return None
    # Too large at every rate: on to the first version that is small enough by what is known.
    slope = _slope(alike)
    at_most = take.picture_bytes * math.exp(-slope * max(0.0, most - way.crf))
    for seconds, canvas in later:
        share = (seconds or take.seconds) / take.seconds
        pixels = (canvas.width * canvas.height) / (way.canvas.width * way.canvas.height)
        picture = at_most * share * pixels ** (1.0 - _FEWER_PIXELS)
        room = _AIM * limit_bytes - take.other_bytes * share
        if room > 0 and picture <= room:
            crf = most - math.log(room / picture) / slope
            return Way(min(most, max(wanted.crf, _in_steps(crf, _STEP))), seconds, canvas)
    # By estimate none is. The smallest tells for sure, and what the limit would have to be.
    return Way(max(most, _LAST_CRF), *later[-1])


def _versions(wanted: Wanted) -> Iterator[tuple[float | None, Size]]:
    """Lengths and sizes from the film as planned to the smallest, each after what should be traded before."""
    seconds: float | None = None
    yield seconds, wanted.canvas
    if wanted.may_shorten:
        for share in _SHORTER:
            if wanted.seconds * share >= _LEAST_SECONDS:
                seconds = round(wanted.seconds * share, 1)
                yield seconds, wanted.canvas
    for share in _SMALLER:
        canvas = Size(_even(wanted.canvas.width * share), _even(wanted.canvas.height * share))
        if min(canvas.width, canvas.height) >= _LEAST_SIDE:
            yield seconds, canvas


def _crf_for(
    limit_bytes: int, alike: Sequence[tuple[float, Weighed]], least: float, most: float, *, is_last: bool
) -> float | None:
    """The next rate to try for a film of one length and size; None when no other is any use."""
    over = max((crf for crf, take in alike if take.total_bytes > limit_bytes), default=None)
    under = min((crf for crf, take in alike if take.total_bytes <= limit_bytes), default=None)
    low = least if over is None else over + _FINE_STEP
    high = most if under is None else under - _FINE_STEP
    crf, take = alike[-1]
    room = _AIM * limit_bytes - take.other_bytes
    guess = crf + math.log(max(1, take.picture_bytes) / room) / _slope(alike) if room > 0 else math.inf
    if low > high or (under is None and guess > most + _HOPE and not is_last):
        return None
    step = _STEP if len(alike) < 3 else _FINE_STEP
    return round(min(max(_in_steps(min(guess, most), step), low), high), 2)


def _slope(alike: Sequence[tuple[float, Weighed]]) -> float:
    """By how much ln of the pictures' bytes falls for each step of crf, as the last takes show it."""
    for (before, larger), (after, smaller) in pairwise(sorted(alike, key=lambda one: one[0])[-2:]):
        if after - before >= _STEP:
            found = math.log(max(1, larger.picture_bytes) / max(1, smaller.picture_bytes)) / (after - before)
            return min(max(found, _LEAST_SLOPE), _MOST_SLOPE)
    return _SLOPE


def _in_steps(crf: float, step: float) -> float:
    return float(math.ceil(crf / step - 1e-9) * step)


def _even(side: float) -> int:
    return 2 * round(side / 2)


def _rounded_up(size_bytes: float) -> float:
    """To two digits: 1,912,345 -> 2,000,000."""
    unit = 10.0 ** max(0, math.floor(math.log10(size_bytes)) - 1)
    return math.ceil(size_bytes / unit) * unit


def _size(size_bytes: float) -> str:
    """As it is typed: "16MB", "950kB"."""
    return f"{size_bytes / 1e6:g}MB" if size_bytes >= 1e6 else f"{size_bytes / 1e3:g}kB"
