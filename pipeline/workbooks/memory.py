"""Whether a workbook is one of ours that can be taken back: told by its hidden sheet, without opening it whole."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from .review_values import BASE


def remembers(path: Path) -> bool:
    """Whether the workbook holds the sheet that keeps what was written into it, whichever program saved it last."""
    try:
        with ZipFile(path) as archive:
            return f'name="{BASE}"' in archive.read("xl/workbook.xml").decode("utf-8", "replace")
    except (OSError, KeyError, BadZipFile):
        return False
