"""A text → the time written in it, however a camera, a phone or a program writes times.

"2024:05:12 15:41:14.5+02:00", "2024:05:12", "2024-05", "2024:05:00 00:00:00", "12.05.2024 15:41", "2024:05:12
02:00:00 PM", "2024/5/12 下午3:41:14", "Sun May 12 15:41:14 2024", "20240512T154114Z".
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from slideshow.model.dating import KnownTo

# Before the first photograph a camera's clock is only unset.
FIRST_YEAR = 1826
# Calendars of Thai phones count from the year -543.
_BUDDHIST_YEARS = range(2500, 2700)
_BUDDHIST_AHEAD = 543
# No time takes more letters.
_LONGEST = 80
# Kiribati is 14 hours ahead; no place is farther from UTC.
_FARTHEST = timedelta(hours=14)

_YEAR, _SEPARATOR = r"\d{4}", r"[:\-/. ]"
# 2024:05:12, and 2024年5月12日
_YEAR_FIRST = re.compile(
    rf"({_YEAR})(?:{_SEPARATOR}|年|년 ?)(\d\d?)(?:(?:{_SEPARATOR}|月|월 ?)(\d\d?)(?!\d))?[日일]?"
)
_COMPACT = re.compile(rf"({_YEAR})(\d\d)(\d\d)(?=\D|$)")
_DAY_FIRST = re.compile(rf"(\d\d?)([./\-])(\d\d?)\2({_YEAR})(?!\d)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY_MONTH = re.compile(rf"(?:[a-z]+,? +)?(\d\d?)[ \-]({'|'.join(_MONTHS)})[a-z]*\.?,?[ \-]({_YEAR})")
_MONTH_DAY = re.compile(rf"(?:[a-z]+,? +)?({'|'.join(_MONTHS)})[a-z]*\.? +(\d\d?)(?:, *({_YEAR}))?")
_YEAR_BEHIND = re.compile(rf" +({_YEAR})\b")

# The halves of the day, in English, Chinese, Japanese, Korean, Vietnamese, Arabic and Greek.
_MORNING_WORDS = r"\ba\.?m\b\.?|上午|午前|오전|凌晨|早上|sáng|ص|π\.?μ\.?"
_EVENING_WORDS = r"\bp\.?m\b\.?|下午|午後|오후|晚上|中午|chiều|م|μ\.?μ\.?"
_MORNING, _EVENING = re.compile(_MORNING_WORDS), re.compile(_EVENING_WORDS)
# Behind a date: at most a few letters, such as the half of the day in another script.
_CLOCK = re.compile(
    r"(?P<before>[^\d+\-]{0,16}?)(?P<hour>\d\d?)[:.](?P<minute>\d\d?)(?:[:.](?P<second>\d\d?)"
    rf"(?:[.,:](?P<fraction>\d+))?)?(?P<after>\s*(?:{_MORNING_WORDS}|{_EVENING_WORDS})?)"
)
_COMPACT_CLOCK = re.compile(r"t? ?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?")


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """`moment` carries a UTC offset where one is written; `is_utc` says that it is written as UTC itself."""

    moment: datetime
    known_to: KnownTo = "clock"
    is_utc: bool = False


def written_time(text: str) -> WrittenTime | None:
    """The time written in a text; None where there is none, or one that there never was."""
    text = text.strip()[:_LONGEST].lower()
    found = _date(text)
    if found is None:
        return None
    year, month, day, rest = found
    year = year - _BUDDHIST_AHEAD if year in _BUDDHIST_YEARS else year
    if year < FIRST_YEAR or month == 0:
        return _partly(year, 0, 0)
    if day == 0:
        return _partly(year, month, 0)
    clock = _CLOCK.match(rest) or _COMPACT_CLOCK.match(rest)
    if clock is None:
        # What is no time of day behind it may be anything, but digits make it another kind of number.
        return None if re.search(r"\d", rest) else _partly(year, month, day)
    hour = _hour(int(clock["hour"]), clock)
    second = min(int(clock["second"] or 0), 59)
    try:
        moment = datetime(year, month, day, hour, int(clock["minute"]), second, _fraction(clock["fraction"]))
    except ValueError:
        return None
    zone, is_utc = _zone(rest[clock.end() :].strip())
    return WrittenTime(moment.replace(tzinfo=zone), is_utc=is_utc)


def at_noon(year: int, month: int, day: int) -> datetime:
    """Where a photo stands of which only the day is known. Raises ValueError."""
    return datetime(year, month, day, 12)


def offset_written(text: str) -> timezone | None:
    """The UTC offset in a text such as "+02:00" or "Z"."""
    return _zone(text.strip().lower())[0]


def _date(text: str) -> tuple[int, int, int, str] | None:
    """Year, month and day, 0 where they are not told, and what stands behind them."""
    if match := _COMPACT.match(text):
        return int(match[1]), int(match[2]), int(match[3]), text[match.end() :]
    if match := _YEAR_FIRST.match(text):
        return int(match[1]), int(match[2]), int(match[3] or 0), text[match.end() :]
    if match := _DAY_FIRST.match(text):
        day, month = int(match[1]), int(match[3])
        rest = text[match.end() :]
        # "5/12/2024" is May in one country and December in another; nobody writes the month first with dots,
        # and who does with strokes has two halves of a day.
        if match[2] != "." and day <= 12:
            if month <= 12 and not (match[2] == "/" and re.search(r"\d ?[ap]\.?m\b", rest)):
                return None
            day, month = month, day
        return int(match[4]), month, day, rest
    if match := _DAY_MONTH.match(text):
        return int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]), text[match.end() :]
    if match := _MONTH_DAY.match(text):
        rest = text[match.end() :]
        year = match[3]
        # Sun May 12 15:41:14 2024
        if year is None and (behind := _YEAR_BEHIND.search(rest)):
            year, rest = behind[1], rest[: behind.start()] + rest[behind.end() :]
        return None if year is None else (int(year), _MONTHS.index(match[1]) + 1, int(match[2]), rest)
    if re.fullmatch(_YEAR, text):
        return int(text), 0, 0, ""
    return None


def _partly(year: int, month: int, day: int) -> WrittenTime | None:
    if year < FIRST_YEAR:
        return None
    try:
        if day:
            return WrittenTime(at_noon(year, month, day), "day")
        return WrittenTime(datetime(year, month or 1, 1), "month" if month else "year")
    except ValueError:
        return None


def _hour(hour: int, clock: "re.Match[str]") -> int:
    halves = " ".join(
        text for name, text in clock.groupdict().items() if name in ("before", "after") and text
    )
    if _EVENING.search(halves) and hour < 12:
        return hour + 12
    if _MORNING.search(halves) and hour == 12:
        return 0
    # Phones that count 1 to 24 write 24:30 for the first half hour of that day, not of the next.
    return 0 if hour == 24 else hour


def _fraction(digits: str | None) -> int:
    """Microseconds of a decimal fraction."""
    return int((digits or "0")[:6].ljust(6, "0"))


def _zone(text: str) -> tuple[timezone | None, bool]:
    """The UTC offset that a text begins with, and whether it is written as UTC itself."""
    if re.match(r"z\b|utc$|gmt$", text):
        return UTC, True
    match = re.match(r"(?:utc|gmt)? ?([+-])(\d{1,2}):?(\d{2})", text)
    if match is None:
        return None, False
    sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if int(minutes) > 59 or offset > _FARTHEST:
        return None, False
    return timezone(-offset if sign == "-" else offset), False
