"""From the store to the workbooks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.settings import Settings
from pipeline.store import open_store


def publish(settings: Settings, outputs: Path, as_of: date) -> list[Path]:
    """Write all workbooks under ``outputs`` as of that day and return their paths.

    Raises StoreError when the store cannot be read, OutputError when a workbook cannot be written.
    """
    from pipeline import workbooks  # noqa: PLC0415  openpyxl is loaded only when something is published

    with open_store(settings) as store:
        register = store.register(as_of)
    return workbooks.publish(register, outputs)
