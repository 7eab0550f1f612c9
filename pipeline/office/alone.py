"""One run at a time on a store: whoever works on it alone has its lock, and makes nothing that others can read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline import private
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.locking import one_run
from pipeline.store.originals import at


@contextmanager
def alone(settings: Settings, busy: Callable[[str], None]) -> Iterator[None]:
    """No other run works on the store meanwhile, and what is made is closed to others.

    ``busy`` hears once who is at work (Vietnamese) when that has to be waited for. The umask and the lock are those of
    the process: one thread of it may be here at a time. Raises StoreError when the store cannot be locked.
    """
    with _closed_to_others(settings):
        if settings.database_url:
            open_store(settings).close()  # its tables are there before its lock is taken
        with one_run(settings.home, busy, database=bool(settings.database_url)):
            if settings.originals:
                at(settings.home, settings.originals).sweep()
            yield


@contextmanager
def _closed_to_others(settings: Settings) -> Iterator[None]:
    """Store, journals and lists speak of people and their work: only their owner, or also the group, reads them."""
    closed = 0o027 if settings.group_reads else 0o077
    before = os.umask(closed)
    try:
        private.close(settings.home, closed)
        yield
    finally:
        os.umask(before)
