"""What was forgotten goes from the files of the database too. That it is owed stands in the database, with the
forgetting itself, so that a program that is killed between the two leaves it to the next.

SQLite overwrites what is deleted (``secure_delete``); its write-ahead log is folded in and emptied. PostgreSQL leaves
deleted rows in their pages, so the tables that hold words are written anew without them, once nobody looks at an
older moment any more.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from django.db import connection

from . import models, postgres
from .clock import now
from .guard import guarded
from .outage import lasting

OWED: Final = "can-xoa-sach"
"""The name of the mark."""
_HOLDING: Final = ("store_", "web_")
"""How the names of tables begin that hold words of directives: those of the web pages may be there too."""
_WAIT: Final = 60.0
"""Seconds to wait for those who look at an older moment; afterwards the next program that opens the store does it."""
_LOOK_EVERY: Final = 0.2  # seconds


def owe() -> None:
    """Note that something was forgotten. Called inside the transaction that forgets."""
    models.Mark.objects.update_or_create(name=OWED, defaults={"words": "", "at": now()})


@guarded
def wipe() -> None:
    """Wipe what is owed; does nothing where nothing is."""
    lasting(_wipe)


def _wipe() -> None:
    owed = models.Mark.objects.filter(name=OWED).first()
    if owed is None:
        return
    with connection.cursor() as cursor:
        clean = _postgres(cursor) if connection.vendor == "postgresql" else _sqlite(cursor)
    if clean:
        models.Mark.objects.filter(name=OWED, at=owed.at).delete()


def _sqlite(cursor: Any) -> bool:
    """Fold the write-ahead log in; False when somebody still looked at an older moment, which is in it."""
    cursor.execute("INSERT INTO search_words (search_words) VALUES ('rebuild')")  # else it only marks words as deleted

    def busy() -> bool:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(cursor.fetchone()[0])

    return not _stays(busy)


def _postgres(cursor: Any) -> bool:
    """Write all tables anew; False when somebody still looked at an older moment, for whom the rows were kept."""
    moment = postgres.moment(cursor)
    older = _stays(lambda: postgres.looks_back(cursor, moment))
    for table in connection.introspection.table_names(cursor):
        if table.startswith(_HOLDING):
            cursor.execute(f'VACUUM (FULL) "{table}"')
    return not older


def _stays(trouble: Callable[[], bool]) -> bool:
    """Whether it is still there after a while."""
    until = time.monotonic() + _WAIT
    while (there := trouble()) and time.monotonic() < until:
        time.sleep(_LOOK_EVERY)
    return there
