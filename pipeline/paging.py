"""On which page a reading is: told by whoever reads, heard by whoever waits, neither knowing the other.

A room calls ``at``; the process that runs it has said by ``heard`` who listens. Where nobody does, nothing happens.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

Step = Literal["text", "marks", "picture"]
"""Reading the text layer, looking for marks of secrecy on pictures, recognising a scanned page."""

SELDOM = 0.5
"""Seconds between two pages that are told: a text layer gives many pages a second."""


class Page(NamedTuple):
    """The page that is read now, from 1, of ``pages`` in the file."""

    step: Step
    number: int
    pages: int


_listener: list[tuple[Callable[[Page], None], list[float]]] = []


def at(step: Step, number: int, pages: int) -> None:
    """Tell that page ``number`` is being read; a file of one page, and pages in quick succession, are left out."""
    if not _listener or pages < 2:
        return
    listen, last = _listener[-1]
    now = time.monotonic()
    if now - last[0] >= SELDOM:
        last[0] = now
        listen(Page(step, number, pages))


@contextmanager
def heard(listen: Callable[[Page], None]) -> Iterator[None]:
    """Hear of pages as long as the context is; the first half second is not worth telling."""
    _listener.append((listen, [time.monotonic()]))
    try:
        yield
    finally:
        _listener.pop()
