"""From the store to the workbooks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Register
from pipeline.settings import Settings
from pipeline.store import open_store

from .changes import Changes, Last, compared, keep, last
from .days import on_day
from .fingerprint import layout

if TYPE_CHECKING:
    from pipeline.workbooks.placing import Beside


@dataclass(frozen=True, slots=True)
class Published:
    """The paths of all workbooks, which lists differ from those published before, what is wrong in the office's own
    list of bodies (Vietnamese), and the workbooks that could not take their place."""

    written: list[Path]
    changes: Changes
    wrong: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()


def publish(settings: Settings, outputs: Path, as_of: date, taken: Collection[Path] = (), *,
            past: bool = False) -> Published:
    """Bring the workbooks under ``outputs`` up to date as of that day; ``past``: with what was there on that day alone.
    What people changed in the workbooks ``taken`` is in the store already.

    Raises StoreError when the store cannot be read, OutputError when a workbook cannot be written; lists that changed
    are then told by the next run.
    """
    from .own import load_own  # noqa: PLC0415  openpyxl is loaded only when something is published

    own = load_own(settings, as_of)
    with open_store(settings) as store:
        register = store.register(as_of, own.office)
    register = on_day(register) if past else register
    return replace(write(settings.home, outputs, register, taken, past=past), wrong=own.wrong)


def write(home: Path, outputs: Path, register: Register, taken: Collection[Path] = (), *,
          past: bool = False) -> Published:
    """Write what differs from what was published last into ``outputs``, which is kept in ``home``; of the lists of
    another day (``past``) nothing is kept."""
    from pipeline import workbooks  # noqa: PLC0415  openpyxl is loaded only when something is published
    from pipeline.workbooks.shelf import Shelf  # noqa: PLC0415

    before = Last() if past else last(home, outputs, layout())
    shelf = Shelf(outputs, before.books, before.whole, layout())
    lists = before.lists
    try:
        written = workbooks.publish(register, outputs, taken, shelf)
        lists = shelf.lists if shelf.lists is not None else lists
    finally:
        if not past:
            keep(home, outputs, Last(lists, shelf.books, shelf.whole, layout()))
    return Published(written, compared(before.lists, lists, shelf.formerly), beside=tuple(shelf.beside))
