"""How far a camera's clock is to be moved, as a person says it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class ClockShift:
    """`camera` is its maker and model, or a part of them; with a * it is for files of such names."""

    camera: str
    years: int = 0
    time: timedelta = timedelta(0)

    def correct(self, moment: datetime) -> datetime:
        """A time that this clock showed, as it should have been."""
        return years_later(moment, self.years) + self.time


def years_later(moment: datetime, years: int) -> datetime:
    """The same day and clock in another year; 29 February becomes 1 March. Raises ValueError beyond 9999."""
    if not years:
        return moment
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, month=3, day=1)


_UNITS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}
_UNIT = r"(y(?:ears?)?|w(?:eeks?)?|d(?:ays?)?|h(?:ours?)?|m(?:in(?:utes?)?)?|s(?:ec(?:onds?)?)?)"
_PART = re.compile(rf"(\d{{1,6}})\s*{_UNIT}(?![a-z])\s*")
_CLOCK = re.compile(r"(\d{1,4}):(\d\d)(?::(\d\d))?")
# Nobody's clock is farther off than digital photography is old.
_MOST_YEARS = 100
_MOST = timedelta(days=366 * _MOST_YEARS)


def clock_shift(text: str) -> ClockShift:
    """The shift in "Canon EOS 20D=+1h", "iPhone=-30m", "DSC_*=+1y2d" or "Nikon=-0:45". Raises ValueError."""
    camera, equals, amount = text.rpartition("=")
    amount = amount.strip().lower().replace("\N{MINUS SIGN}", "-")
    sign = -1 if amount.startswith("-") else 1
    amount = amount.lstrip("+-").strip()
    years, time = 0, timedelta(0)
    if not equals:
        raise ValueError("no equals sign")
    if clock := _CLOCK.fullmatch(amount):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        time = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    elif amount and not _PART.sub("", amount):
        for number, unit in _PART.findall(amount):
            if unit[0] == "y":
                years += int(number)
            else:
                time += int(number) * _UNITS[unit[0]]
    elif amount != "0":
        raise ValueError("no length of time")
    if years > _MOST_YEARS or time > _MOST:
        raise ValueError("too far")
    return ClockShift(camera.strip(), sign * years, sign * time)


def in_words(shift: ClockShift) -> str:
    """The text that `clock_shift` reads."""
    seconds = round(abs(shift.time).total_seconds())
    sign = "-" if shift.years < 0 or shift.time < timedelta(0) else "+"
    parts = [f"{abs(shift.years)}y" if shift.years else ""]
    for unit in "dhms":
        number, seconds = divmod(seconds, round(_UNITS[unit].total_seconds()))
        parts.append(f"{number}{unit}" if number else "")
    amount = "".join(parts)
    return f"{shift.camera}={sign}{amount}" if amount else f"{shift.camera}=0"
