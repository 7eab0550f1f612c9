"""Work that is given up in good order: whoever asked for it sets an event, and every wait looks at it.

A signal handler that raises may do so anywhere, also where Python loses what is raised (while it tidies up an object)
or before anybody can catch it; one that only sets an event cannot be lost. Where nobody ``heeds`` an event nothing here
does anything but wait.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event
from typing import Final

SOON: Final = 0.5
"""Seconds after which a wait of unknown length has to look again."""

_ended: ContextVar[Event | None] = ContextVar("ended", default=None)


class Stopped(KeyboardInterrupt):
    """The work is wanted no more. It passes all that catches errors, as an interrupt does."""


@contextmanager
def heeding(ended: Event) -> Iterator[None]:
    """What is done meanwhile, in this thread, is given up once ``ended`` is set."""
    before = _ended.set(ended)
    try:
        yield
    finally:
        _ended.reset(before)


def look() -> None:
    """Raise Stopped when the work is wanted no more."""
    ended = _ended.get()
    if ended is not None and ended.is_set():
        raise Stopped


def pause(seconds: float) -> None:
    """Wait so long, but no longer than the work is wanted; raises Stopped then."""
    ended = _ended.get()
    if ended is None:
        time.sleep(seconds)
    elif ended.wait(seconds):
        raise Stopped
