"""From the store to the workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.settings import Settings
from pipeline.store import open_store

from .changes import Changes, changes
from .days import on_day


@dataclass(frozen=True, slots=True)
class Published:
    """The paths of all workbooks, and which lists differ from those published before."""

    written: list[Path]
    changes: Changes


def publish(settings: Settings, outputs: Path, as_of: date, *, past: bool = False) -> Published:
    """Write all workbooks under ``outputs`` as of that day; ``past``: with what was there on that day alone.

    Raises StoreError when the store cannot be read, OutputError when a workbook cannot be written; lists that changed
    are then told by the next run.
    """
    from pipeline import workbooks  # noqa: PLC0415  openpyxl is loaded only when something is published

    with open_store(settings) as store:
        register = on_day(store.register(as_of)) if past else store.register(as_of)
    written = workbooks.publish(register, outputs)
    return Published(written, changes(settings.home, outputs, register))
