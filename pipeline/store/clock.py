"""Vietnamese time, whatever the machine's own time zone is.

Viet Nam keeps UTC+7 all year and knows no summer time, so a naive
local time is never ambiguous and a spreadsheet can hold it as it is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "ICT")


def now() -> datetime:
    """The time in Viet Nam, to the second, without a zone."""
    return datetime.now(VIETNAM).replace(tzinfo=None, microsecond=0)


def today() -> date:
    """The day in Viet Nam."""
    return now().date()
