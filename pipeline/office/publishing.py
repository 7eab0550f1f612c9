"""From the store to the workbooks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.settings import Settings
from pipeline.store import open_store

from .changes import Changes, changes
from .days import on_day


@dataclass(frozen=True, slots=True)
class Published:
    """The paths of all workbooks, which lists differ from those published before, and what is wrong in the office's own
    list of bodies (Vietnamese)."""

    written: list[Path]
    changes: Changes
    wrong: tuple[str, ...] = ()


def publish(settings: Settings, outputs: Path, as_of: date, taken: Collection[Path] = (), *,
            past: bool = False) -> Published:
    """Write all workbooks under ``outputs`` as of that day; ``past``: with what was there on that day alone. What
    people changed in the workbooks ``taken`` is in the store already.

    Raises StoreError when the store cannot be read, OutputError when a workbook cannot be written; lists that changed
    are then told by the next run.
    """
    from pipeline import workbooks  # noqa: PLC0415  openpyxl is loaded only when something is published

    from .own import load_own  # noqa: PLC0415

    own = load_own(settings, as_of)
    with open_store(settings) as store:
        register = store.register(as_of, own.office)
    register = on_day(register) if past else register
    written = workbooks.publish(register, outputs, taken)
    return Published(written, changes(settings.home, outputs, register), own.wrong)
