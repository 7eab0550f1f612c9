"""Workbooks on disk: the same bytes for the same register, with what people added to the one before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

from openpyxl.writer.excel import ExcelWriter

from .extras import has_extras, with_extras
from .placing import Beside, Changed, place
from .sheet import Book
from .stamped import CREATOR, StampedZip, is_ours
from .streamed import BookWriter


def save(make: Callable[[], Book], path: Path, title: str, as_of: date,
         changed: Changed = "beside") -> Beside | None:
    """Put the workbook that ``make`` returns at ``path``, see ``place``. Raises OutputError when it cannot be
    written."""
    return place(writer(make, path, title, as_of, taken=changed == "taken"), path, is_ours, changed)


def writer(make: Callable[[], Book], path: Path, title: str, as_of: date, *,
           taken: bool = False) -> Callable[[Path], None]:
    """What writes the workbook that is for ``path``. Of one there that is ``taken`` in, or has them, columns and sheets
    of people's own go over into the new one."""
    def write(target: Path) -> None:
        _write(make, target, title, as_of)
        if taken or has_extras(path):
            _give_back(target, path)

    return write


def _write(make: Callable[[], Book], target: Path, title: str, as_of: date) -> None:
    with StampedZip(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:  # first: a closed folder costs no work
        book = make().workbook
        _describe(book, title, as_of)
        BookWriter(book, archive).write_data()


def _give_back(new: Path, old: Path) -> None:
    """Put what people added to the old workbook into the new one."""
    book = with_extras(new, old)
    if book is not None:
        with StampedZip(new, "w", ZIP_DEFLATED, allowZip64=True) as archive:
            ExcelWriter(book, archive).write_data()


def _describe(book: Any, title: str, as_of: date) -> None:
    properties = book.properties
    properties.creator = properties.lastModifiedBy = CREATOR
    properties.title, properties.language = title, "vi-VN"
    properties.created = properties.modified = datetime(as_of.year, as_of.month, as_of.day)
