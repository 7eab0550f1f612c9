"""Workbooks on disk: the same bytes for the same register, whole or not at all, and nobody's edits lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

from openpyxl.writer.excel import ExcelWriter

from .extras import has_extras, with_extras
from .placing import place
from .sheet import Book
from .stamped import CREATOR, StampedZip, is_ours
from .streamed import BookWriter


def save(make: Callable[[], Book], path: Path, title: str, as_of: date, *, taken: bool = False) -> None:
    """Put the workbook that ``make`` returns at ``path``, as ``place`` does; of one that somebody has edited and whose
    changes are ``taken`` in, columns and sheets of their own go over into the new one. Raises OutputError."""
    def write(target: Path) -> None:
        _write(make, target, title, as_of)
        if taken or has_extras(path):
            _give_back(target, path)

    place(write, path, is_ours, taken=taken)


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
