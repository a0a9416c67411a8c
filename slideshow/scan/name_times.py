"""A file's name → the time that a camera, a phone or an app for sending wrote into it.

The shapes are looked for wherever they stand in a name, not one program after another: a date and a clock
with or without marks between, milliseconds since 1970, a date and a number. What only looks like one (a
telephone number, the number of a message) is no time.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import PurePath

from slideshow.model.dating import KnownTo
from slideshow.scan.written_time import FIRST_YEAR, at_noon

# Digits without marks between are a date only where digital cameras were about.
_FIRST_DIGITAL_YEAR = 1990
_FIRST_PHONES = 2000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Names that apps for sending give to what arrives: when it was sent or kept, not when it was taken.
_SENT = re.compile(
    r"whatsapp|^(?:img|vid|aud|ptt|stk|doc)-\d{8}-wa|^fb_img|^mmexport|^wx_camera|^signal-|^(?:photo|video|file)_\d|"
    r"^viber|telegram|^line_|^messenger|^received|^screen ?shot|^screenshot|^bildschirmfoto|@\d\d-\d\d-"
)
# Their digits are the numbers of messages and people.
_NUMBERED = re.compile(r"^(?:snapchat|received|fb_vid|tiktok|instagram)|^\d+_\d+_\d+_[a-z]$|^\d{15,}")

_DATE = r"(?P<year>\d{4})(?P<mark>[-_. ]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
_DAY_FIRST = r"(?P<day>\d\d)(?P<mark>[-_.])(?P<month>\d\d)(?P=mark)(?P<year>\d{4})"
_FRACTION = r"(?:[-_.]?(?P<fraction>\d{3})(?!\d))?"
_TIGHT = rf"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d){_FRACTION}"
# 15-41-14, 15.41.14, 15 41 14, 15h41m14s, 3.41.14 PM
_MARK = r"[-_.:\u2236\ua789 ]"
_LOOSE = (
    rf"(?P<hour>\d\d?)(?:{_MARK}|h)(?P<minute>\d\d)(?:(?:{_MARK}|m)(?P<second>\d\d)(?:s|(?!\d))"
    rf"{_FRACTION})?(?!\d)(?:\s?(?P<half>[ap])\.?\s?m\b)?"
)
# Words between date and clock, in any language: " at ", " um ", ", ", " a las ", " à(s) "
_WORDS = r"(?:[-_ tT.@]{1,3}|,? [^\W\d]{1,10}\.?(?:\([^\W\d]\))?(?: [^\W\d]{1,5})? |, ?)"


@dataclass(frozen=True, slots=True)
class NameTime:
    """`number` is the one that follows a date without a clock, and orders what was taken on that day."""

    moment: datetime
    known_to: KnownTo = "clock"
    is_utc: bool = False
    is_sent: bool = False
    number: int = 0


def name_time(path: PurePath, latest: datetime) -> NameTime | None:
    """The time in a file's name; None where there is none, or one after `latest` (in UTC)."""
    name = path.name[: -len(path.suffix)] if path.suffix else path.name
    name = name.casefold().replace("\u202f", " ").replace("\xa0", " ")
    if _NUMBERED.match(name):
        return None
    is_sent = _SENT.search(name) is not None
    for shape, read in _SHAPES:
        for match in shape.finditer(name):
            found = read(match, name)
            # A day more, as local time may be ahead of UTC.
            if found and found.moment.replace(tzinfo=UTC) <= latest + timedelta(days=1):
                return NameTime(found.moment, found.known_to, found.is_utc, is_sent, found.number)
    return None


def _with_clock(match: "re.Match[str]", name: str) -> NameTime | None:
    part = match.groupdict()
    year, hour = int(part["year"]), int(part["hour"])
    if len(part["year"]) == 2:
        year += 2000
    if year < (FIRST_YEAR if part.get("mark") else _FIRST_DIGITAL_YEAR):
        return None
    if half := part.get("half"):
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = (part.get("fraction") or "0").ljust(6, "0")
    try:
        moment = datetime(
            year,
            int(part["month"]),
            int(part["day"]),
            hour,
            int(part["minute"]),
            int(part["second"] or 0),
            int(fraction),
        )
    except ValueError:
        return None
    # Google's camera and OneDrive name files by UTC, all others by the clock on the wall.
    is_utc = re.search(r"(?:^|[^a-z])pxl_$", name[: match.start()]) is not None or name.endswith("_ios")
    return NameTime(moment.replace(tzinfo=UTC) if is_utc else moment, is_utc=is_utc)


def _day_alone(match: "re.Match[str]", name: str) -> NameTime | None:
    part = match.groupdict()
    year = int(part["year"]) + (2000 if len(part["year"]) == 2 else 0)
    if year < (FIRST_YEAR if part.get("mark") else _FIRST_DIGITAL_YEAR):
        return None
    number = int(part.get("number") or 0)
    try:
        noon = at_noon(year, int(part["month"]), int(part["day"]))
    except ValueError:
        return None
    return NameTime(noon + timedelta(microseconds=number), "day", number=number)


def _since_1970(match: "re.Match[str]", name: str) -> NameTime | None:
    moment = _EPOCH + timedelta(milliseconds=int(match[1]))
    return NameTime(moment, is_utc=True) if moment.year >= _FIRST_PHONES else None


def _shapes() -> Iterator[tuple["re.Pattern[str]", Callable[["re.Match[str]", str], NameTime | None]]]:
    free, edge = r"(?<!\d)", r"(?!\d)"
    # IMG_20240512_154114_HDR, DJI_20240512154114_0001_D, signal-2024-05-12-180509
    yield re.compile(rf"{free}{_DATE}(?:[-_ t.]{{1,3}})?{_TIGHT}{edge}"), _with_clock
    # WhatsApp Image 2024-05-12 at 15.41.14, photo_2024-05-11_15-20-30, WP_20150423_12_34_56_Pro
    yield re.compile(rf"{free}{_DATE}{_WORDS}{_LOOSE}"), _with_clock
    # photo_1@12-05-2024_15-41-14, Foto 12.05.2024, 15 41 14
    yield re.compile(rf"{free}(?:(?<=@)|(?=\d\d\.)){_DAY_FIRST}{_WORDS}{_LOOSE}"), _with_clock
    # 2024_0512_154114_001, of cameras in cars
    yield (
        re.compile(rf"{free}(?P<year>\d{{4}})(?P<mark>_)(?P<month>\d\d)(?P<day>\d\d)_{_TIGHT}{edge}"),
        _with_clock,
    )
    # Picsart_24-05-12_15-41-14-123
    yield (
        re.compile(
            r"(?<=picsart_)(?P<year>\d\d)(?P<mark>-)(?P<month>\d\d)-(?P<day>\d\d)_(?P<hour>\d\d)-(?P<minute>\d\d)"
            r"-(?P<second>\d\d)(?:-(?P<fraction>\d{3}))?"
        ),
        _with_clock,
    )
    # FB_IMG_1715529600000, mmexport1715529600000, 1715529600000
    yield (
        re.compile(r"(?:^|fb_img_|mmexport|wx_camera_|image-|img_|screenshot_|line_)(\d{13})(?!\d)"),
        _since_1970,
    )
    # IMG-20240511-WA0003
    yield re.compile(rf"{free}{_DATE}-wa(?P<number>\d{{1,6}}){edge}"), _day_alone
    # WP_20150423_001, IMG_20240512, 20240512 (3), 2024-05-12 Lisbon 7
    yield (
        re.compile(
            rf"(?:^|(?<=img_)|(?<=img-)|(?<=wp_)|(?<=vid_)|(?<=image_)|(?<=photo_)|(?<=photo ))"
            rf"{_DATE}(?:$|(?=[-_ (])[-_ (]+(?:(?P<number>\d{{1,4}})(?!\d)|(?!\d)))"
        ),
        _day_alone,
    )
    # Lisbon 2024-05-12 7
    yield (
        re.compile(
            rf"{free}(?P<year>\d{{4}})(?P<mark>[-.])(?P<month>\d\d)(?P=mark)(?P<day>\d\d){edge}"
            rf"(?:[-_ (]+(?P<number>\d{{1,4}})(?!\d))?"
        ),
        _day_alone,
    )
    # LINE_ALBUM_Lisbon_240512_7
    yield (
        re.compile(r"(?<=_)(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)_(?P<number>\d{1,4})$"),
        lambda match, name: _day_alone(match, name) if name.startswith("line_album") else None,
    )


_SHAPES = tuple(_shapes())
