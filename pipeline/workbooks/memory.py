"""The hidden sheet of a workbook that can be taken back: what was written into it, cell by cell (``brought_back`` reads
it), and whether a file has one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from .review_values import BASE, VERSION
from .sheet import Book, plain


class Memory:
    """What is written, for the hidden sheet: a row for each cell; in the first row the kind of workbook and what it is
    of."""

    def __init__(self, kind: str, of: Iterable[str]) -> None:
        self._rows: list[bytes] = [plain([kind, VERSION, *of])]

    def add(self, subject: str, values: Mapping[str, str]) -> None:
        """Keep the cells of a task, or of the head of a directive."""
        self._rows += rows_of(subject, values)

    def write(self, book: Book, more: Iterable[bytes] = ()) -> None:
        """Add the hidden sheet, with ``more`` rows."""
        book.add_plain(BASE, chain(self._rows, more), "veryHidden")


def rows_of(subject: str, values: Mapping[str, str]) -> list[bytes]:
    """The rows of the hidden sheet for the cells of a task, or of the head of a directive."""
    return [plain((subject, cell, value)) for cell, value in values.items()]


def remembers(path: Path) -> bool:
    """Whether the workbook holds the sheet that keeps what was written into it, whichever program saved it last."""
    try:
        with ZipFile(path) as archive:
            return f'name="{BASE}"' in archive.read("xl/workbook.xml").decode("utf-8", "replace")
    except (OSError, KeyError, BadZipFile):
        return False
