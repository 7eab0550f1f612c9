"""Days of the Vietnamese lunar calendar (UTC+7), by the ``lunar-vn`` library."""

from __future__ import annotations

from datetime import date

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The solar day of a lunar one; None when the month has no such day or the year is outside 1900–2100."""
    lunar = LunarDate(day, month, year)
    try:
        found = lunar_to_solar(lunar)
    except (ValueError, OverflowError):
        return None
    return found if solar_to_lunar(found) == lunar else None


def lunar_month_end(year: int, month: int) -> date | None:
    """The last day of a lunar month of 29 or 30 days; None outside 1900–2100."""
    return lunar_day(year, month, 30) or lunar_day(year, month, 29)
