"""The inbox under watch: when it is worth taking in again.

Events of the file system only wake the watch; whether anything changed is seen by looking. So a share that tells no
events is watched by the same looks, and what the program itself moves sets nothing going twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from watchfiles import watch as changes_under
from watchfiles._rust_notify import WatchfilesRustInternalError

from pipeline.errors import ChidaoError
from pipeline.releases import NAME as RELEASES
from pipeline.settings import Settings
from pipeline.store.clock import today

from .collecting import Mark, collect, mark_of

SOON, LATEST = 5.0, 60.0
"""Seconds after which what was not whole is tried again: at first, and at the longest."""

TakeIn = Callable[[frozenset[str], bool], bool]
"""Takes in what lies in the inbox; is given the names of what is new or changed since the last time and whether a new
day has begun, and says whether to try again by itself."""


def keep_watch(settings: Settings, take_in: TakeIn, away: Callable[[], None], woken: Iterable[None],
               clock: Callable[[], float] = time.monotonic) -> None:
    """Call ``take_in`` whenever something changed in the inbox, on each new day, and where it asked for it; ``away``
    once when the inbox cannot be looked at. Ends when ``woken`` does, which goes on for each look."""
    seen: frozenset[Mark] | None = frozenset()
    day: date | None = None
    again, wait, due = False, SOON, 0.0
    for _ in woken:
        found = glance(settings)
        if found is None:
            if seen is not None:
                away()
            seen, day = None, None
            continue
        before, new_day = seen or frozenset(), day != today()
        changed = found != seen
        if not (changed or new_day or (again and clock() >= due)):
            continue
        wait = SOON if changed else min(2 * wait, LATEST)
        day = today()
        again = take_in(frozenset(Path(mark[0]).name for mark in found - before), new_day)
        due = clock() + wait
        # what came meanwhile is new the next time, what was filed away is no change
        seen = found & (glance(settings) or frozenset())


def glance(settings: Settings) -> frozenset[Mark] | None:
    """What lies in the inbox, and the list of releases; None when the inbox cannot be looked at."""
    try:
        files = collect([settings.inbox], settings).files
    except (ChidaoError, OSError):
        return None
    marks = set()
    for file in (*files, settings.home / RELEASES):  # what a person released meanwhile is taken in too
        with suppress(OSError):
            marks.add(mark_of(file))
    return frozenset(marks)


def wakings(settings: Settings, pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """One item whenever the file system tells of a change under the inbox, and every ``watch_seconds`` without one;
    endless, also where the inbox is away or the system has no events to give."""
    yield
    while True:
        there = _identity(settings.inbox)
        with suppress(OSError, WatchfilesRustInternalError):
            for _ in _events(settings) if there else ():
                yield
                if _identity(settings.inbox) != there:
                    break  # a share that was mounted again is another folder, whose events nobody hears
        pause(settings.watch_seconds)
        yield


def _events(settings: Settings) -> Iterable[object]:
    return changes_under(settings.inbox, watch_filter=None, yield_on_timeout=True, ignore_permission_denied=True,
                         rust_timeout=round(settings.watch_seconds * 1000))


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        seen = folder.stat()
    except OSError:
        return None
    return seen.st_dev, seen.st_ino
