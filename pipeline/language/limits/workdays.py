"""Counting days by Bộ luật Dân sự 2015, Điều 146–148.

Public holidays (Tết and Giỗ Tổ by the lunar calendar) are those of the ``holidays`` library, days swapped by the
Government for a working Saturday those of ``workday_swaps.csv`` and of the library.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.relativedelta import relativedelta

from pipeline.knowledge.tables import read_table

ONE_DAY = timedelta(days=1)
_HOURS = {"H": 24, "MIN": 1440}
_STEPS = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}


@lru_cache(maxsize=64)
def _days(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The days off of a year and its Saturdays worked."""
    known = holidays.country_holidays("VN", years=year)
    swaps = read_table("workday_swaps")
    off = {date.fromisoformat(row["off"]) for row in swaps}
    worked = {date.fromisoformat(row["worked"]) for row in swaps}
    return frozenset({*known, *off}), frozenset({*getattr(known, "weekend_workdays", ()), *worked})


def load() -> None:
    """Load the calendars, which are loaded with the first working day otherwise."""
    _days(date.today().year)


def is_working(day: date) -> bool:
    """Whether offices work on that day: Monday to Friday and no day off, or a Saturday worked instead of one."""
    off, worked = _days(day.year)
    return day in worked or (day.weekday() < 5 and day not in off)


def next_working(day: date, step: timedelta = ONE_DAY) -> date:
    """The day itself or the first working day after it (Điều 148 khoản 5); before it with a negative ``step``."""
    while not is_working(day):
        day += step
    return day


def after(start: date, count: int, unit: str, working: bool) -> date:
    """The last day of ``count`` days (D), weeks (W), months (M) or years (Y) after ``start``, before it when negative.

    The first day is not counted (Điều 147 khoản 2); working days skip weekends and holidays. Hours (H)
    and minutes (MIN) give the day in which they end. Raises OverflowError past the year 9999.
    """
    step = ONE_DAY if count > 0 else -ONE_DAY
    if working and unit == "D":
        for _ in range(abs(count)):
            start = next_working(start + step, step)
        return start
    if unit in _HOURS:
        return start + step * (abs(count) // _HOURS[unit])
    try:
        end: date = start + relativedelta(**{_STEPS[unit]: count})
    except ValueError as error:
        raise OverflowError(str(error)) from error
    return end


def solar_day(year: int, month: int, day: int) -> date | None:
    """The day of the solar calendar, None when there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
