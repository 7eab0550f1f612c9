"""Vietnamese time, whatever the machine's own time zone is.

Viet Nam keeps UTC+7 all year and knows no summer time, so a naive
local time is never ambiguous and a spreadsheet can hold it as it is.

The clock of a machine may be set back. So times are told and never compared to say what came first: that is said by
the numbers of rows. How long something lasts is measured by ``time.monotonic``.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "ICT")


def now() -> datetime:
    """The time in Viet Nam, to the second, without a zone."""
    return _system().replace(tzinfo=None, microsecond=0)


def today() -> date:
    """The day in Viet Nam."""
    return now().date()


def moment() -> str:
    """The time in Viet Nam with its zone (ISO 8601), for journals and figures that other programs read."""
    return _system().isoformat(timespec="seconds")


def _system() -> datetime:
    """What the machine says."""
    return datetime.now(VIETNAM)
