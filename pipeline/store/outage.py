"""What happens while the database cannot be reached, or others write for long: work is tried again for a while, and the
user hears of it once."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from django.db import connection
from django.db.utils import Error, InterfaceError, OperationalError

from pipeline.causes import cause_of
from pipeline.stopping import pause
from pipeline.store import waiting

R = TypeVar("R")

PATIENCE: Final = 120.0
"""Seconds for which work is tried again, counted from the first failure."""
_FIRST, _LONGEST = 0.25, 5.0
_BUSY: Final = ("database is locked", "database table is locked", "database schema is locked")
_FOR_GOOD: Final = ("authentication failed", "no password supplied", "does not exist", "no pg_hba.conf entry",
                    "not permitted to log in", "certificate", "invalid connection option")
"""What a server says when it refuses somebody who may ask again as often as he likes."""
_PASSING: Final = ("08", "57P", "53300", "40001", "40P01", "25006", "25P03")
"""Beginnings of the codes that PostgreSQL gives to what passes: connections that break, a server that stops, starts or
has only its standby, too many connections, transactions that collided (PostgreSQL, appendix A)."""


def passes(error: Error) -> bool:
    """Whether it is worth while to try again."""
    told = str(error).casefold()
    if isinstance(error, InterfaceError):
        return bool(connection.vendor == "postgresql")
    if not isinstance(error, OperationalError):
        return bool(getattr(error.__cause__, "sqlstate", None) == "25006")
    if connection.vendor != "postgresql":
        return any(words in told for words in _BUSY)
    code: str = getattr(error.__cause__, "sqlstate", None) or ""
    return code.startswith(_PASSING) if code else not any(words in told for words in _FOR_GOOD)


def lasting(work: Callable[[], R], patience: float | None = None) -> R:
    """The result of ``work``, tried again while what stands in its way passes; after that the error is raised.

    ``work`` must be such that trying it again is right.
    """
    until, delay = 0.0, _FIRST
    while True:
        try:
            result = work()
        except Error as error:
            drop()
            now = time.monotonic()
            until = until or now + (PATIENCE if patience is None else patience)
            if not passes(error) or now + delay > until:
                raise
            if delay == _FIRST:
                waiting.tell(*_words(error))
                waiting.log("away")
            pause(delay)
            delay = min(2 * delay, _LONGEST)
            continue
        if until:
            waiting.tell("Kho dữ liệu đã hoạt động lại, tiếp tục.", "")
            waiting.log("back")
        return result


def drop() -> None:
    """Let go of a connection that may be broken: the next query makes another."""
    with suppress(Error):
        connection.close()


def _words(error: Error) -> tuple[str, str]:
    minutes = f"chương trình tự thử lại trong {PATIENCE / 60:.0f} phút rồi làm tiếp; bấm Ctrl+C để thôi."
    if connection.vendor != "postgresql":
        return "Chương trình khác đang ghi lâu vào kho dữ liệu.", f"Không cần làm gì: {minutes}"
    return (f"Không kết nối được với kho dữ liệu: {cause_of(error)}.",
            f"Nếu máy chủ cơ sở dữ liệu đang khởi động lại thì không cần làm gì: {minutes}")
