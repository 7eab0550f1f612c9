"""The store: directives, their tasks and what became of them, in a Django database.

Django is configured without a project and only when a store is opened, so that commands that need
no store start fast::

    with open_store(Settings()) as store:
        store.record(extraction, path)
        register = store.register(date.today())
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import StoreError
from pipeline.settings import Settings

from .originals import ChangedFile, sha256_of
from .results import Amendment, Assigned, Comparison, Counts, Found, Known, Met, Recorded, RunCounts, Stale

if TYPE_CHECKING:
    from .ledger import Store

__all__ = [
    "DATABASE", "Amendment", "Assigned", "ChangedFile", "Comparison", "Counts", "Found", "Known", "Met", "Recorded",
    "RunCounts", "Stale", "StoreError", "open_store", "sha256_of",
]

DATABASE = "chidao.sqlite3"
"""The name of the database in the home folder."""


def open_store(settings: Settings) -> Store:
    """Open the store under ``settings.home``, creating or migrating its database when needed.

    One store is open at a time in a process: opening another home closes the one before.
    Raises StoreError when the database cannot be created, read or brought up to date.
    """
    from .config import connect  # noqa: PLC0415  Django is loaded only when a store is opened

    connect(settings.home)
    from .ledger import Store  # noqa: PLC0415  needs Django configured

    return Store(settings.home, settings.originals)
