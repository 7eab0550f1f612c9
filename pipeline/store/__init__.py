"""The store: directives, their tasks and what became of them, in a Django database.

Django is configured without a project and only when a store is opened, so that commands that need
no store start fast::

    with open_store(Settings()) as store:
        store.record(extraction, path)
        register = store.register(date.today())
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.address import Address
from pipeline.errors import StoreError
from pipeline.settings import Settings

from .originals import ChangedFile, sha256_of
from .results import (
    Amendment,
    Assigned,
    Comparison,
    Counts,
    Found,
    Hit,
    Hits,
    Known,
    Met,
    Recorded,
    RunCounts,
    Stale,
)

if TYPE_CHECKING:
    from .ledger import Store

__all__ = [
    "DATABASE", "Amendment", "Assigned", "ChangedFile", "Comparison", "Counts", "Found", "Hit", "Hits", "Known", "Met",
    "Recorded", "RunCounts", "Stale", "StoreError", "copy_store", "fill_store", "is_begun", "is_there", "open_store",
    "place_of", "sha256_of",
]

DATABASE = "chidao.sqlite3"
"""The name of the database in the home folder."""


def open_store(settings: Settings, *, anew: bool = False) -> Store:
    """Open the store of the office, creating or migrating its database when needed: SQLite under ``settings.home``, or
    PostgreSQL at ``settings.database_url``; originals are the same with either.

    One store is open at a time in a process: opening another closes the one before.
    Raises StoreError when the database cannot be created, read or brought up to date, LostStore when there was one that
    is gone or damaged; ``anew`` makes it anew all the same, its audit not opened yet.
    """
    from .config import connect  # noqa: PLC0415  Django is loaded only when a store is opened

    connect(settings, anew=anew)
    from .ledger import Store  # noqa: PLC0415  needs Django configured

    return Store(settings.home, settings.originals)


def copy_store(settings: Settings, url: str) -> list[tuple[str, int, int]]:
    """Copy the store of the office into the empty database at ``url``; returns for each table its name (Vietnamese) and
    how many rows are here and there. All of it or nothing; raises StoreError."""
    open_store(settings).close()
    from .moving import copy_to  # noqa: PLC0415  needs Django configured

    return copy_to(settings, url)


def is_there(settings: Settings) -> bool:
    """Whether the store was made already, as far as that can be told without opening it: a database on a server is."""
    return bool(settings.database_url) or (settings.home / DATABASE).exists()


def is_begun(settings: Settings) -> bool:
    """Whether there is a store of this office: where the database is on a server, a home folder here or something in
    the database. Makes nothing; raises StoreError when the server cannot be asked."""
    if not settings.database_url or settings.home.exists():
        return is_there(settings)
    from .config import is_used  # noqa: PLC0415  Django is loaded only when a store is opened

    return is_used(settings)


def place_of(settings: Settings) -> str:
    """Where the database is, without any password."""
    return (str(Address.of(settings.database_url)) if settings.database_url
            else str((settings.home / DATABASE).absolute()))


def fill_store(settings: Settings, migrations: Mapping[str, Sequence[str]],
               tables: Iterable[tuple[str, Callable[[], Iterable[str]]]]) -> dict[str, int]:
    """Make the store of these settings out of rows that were copied (``copying``) when these migrations were applied
    (by application), and bring it up to date; returns how many rows each table got. Raises StoreError when it is not
    empty, or fails."""
    from .config import point_at  # noqa: PLC0415  Django is loaded only when a store is opened

    point_at(settings)
    from .copying import fill  # noqa: PLC0415  needs Django configured

    return fill(settings, migrations, tables)
