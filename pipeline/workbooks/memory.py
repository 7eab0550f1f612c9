"""The hidden sheet of a workbook that can be taken back: what was written into it, cell by cell (``brought_back`` reads
it), and whether a file has one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from .review_values import BASE, VERSION
from .sheet import Book


class Memory:
    """What is written, for the hidden sheet: a row for each cell; in the first row the kind of workbook and what it is
    of."""

    def __init__(self, kind: str, of: Iterable[str]) -> None:
        self._rows: list[list[str]] = [[kind, VERSION, *of]]

    def add(self, subject: str, values: Mapping[str, str]) -> None:
        """Keep the cells of a task, or of the head of a directive."""
        self._rows += [[subject, cell, value] for cell, value in values.items()]

    def write(self, book: Book) -> None:
        """Add the hidden sheet."""
        book.add_plain(BASE, self._rows, "veryHidden")


def remembers(path: Path) -> bool:
    """Whether the workbook holds the sheet that keeps what was written into it, whichever program saved it last."""
    try:
        with ZipFile(path) as archive:
            return f'name="{BASE}"' in archive.read("xl/workbook.xml").decode("utf-8", "replace")
    except (OSError, KeyError, BadZipFile):
        return False
