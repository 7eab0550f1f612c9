"""Counting days by Bộ luật Dân sự 2015, Điều 146–148, and the public holidays of Việt Nam.

The calendar of holidays (Tết and Giỗ Tổ by the lunar calendar, days off moved by the Government)
is that of the ``holidays`` library.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.relativedelta import relativedelta

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def load() -> None:
    """Load the calendars, which are loaded with the first working day otherwise."""
    _holidays(date.today().year)


def is_working(day: date) -> bool:
    """Whether offices work on that day: Monday to Friday, no public holiday."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def next_working(day: date) -> date:
    """The day itself or the first working day after it (Điều 148 khoản 5)."""
    while not is_working(day):
        day += ONE_DAY
    return day


def after(start: date, count: int, unit: str, working: bool) -> date:
    """The last day of ``count`` days (D), weeks (W), months (M) or years (Y) after ``start``.

    The first day is not counted (Điều 147 khoản 2); working days skip weekends and holidays. Hours (H)
    and minutes (MIN) give the day in which they end. Raises OverflowError past the year 9999.
    """
    if unit == "D" and working:
        day = start
        for _ in range(count):
            day = next_working(day + ONE_DAY)
        return day
    if unit in ("H", "MIN"):
        return start + timedelta(days=count // (24 if unit == "H" else 1440))
    steps = {"D": relativedelta(days=count), "W": relativedelta(weeks=count),
             "M": relativedelta(months=count), "Y": relativedelta(years=count)}
    try:
        end: date = start + steps[unit]
        return end
    except ValueError as error:
        raise OverflowError(str(error)) from error


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
