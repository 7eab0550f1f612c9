"""What people put into a workbook besides its cells: columns and sheets of their own, which a new one gets back.

A workbook with such things says so in its properties, so that others need not be opened to look for them.
"""

from __future__ import annotations

import re
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from .review_values import (
    BASE,
    CHAIN,
    CONFLICTS,
    HEAD,
    ID,
    LEFT_OUT,
    LIST,
    LISTS,
    PICTURES,
    SHARED,
    SHEET,
    SOURCES,
    titles_of,
)

MARK: Final = "bảng có phần thêm của người dùng"
_BEFORE = "DanhSach"  # a sheet of the program in earlier workbooks
_OURS = frozenset((SHEET, HEAD, LEFT_OUT, CONFLICTS, BASE, LISTS, PICTURES, LIST, SHARED, SOURCES, CHAIN, _BEFORE))


def has_extras(path: Path) -> bool:
    """Whether a workbook of this program says that people's own columns or sheets are in it."""
    try:
        with ZipFile(path) as archive:
            return re.search(rf"keywords[^<]*>{MARK}<", archive.read("docProps/core.xml").decode("utf-8")) is not None
    except (OSError, KeyError, BadZipFile, UnicodeDecodeError):
        return False


def with_extras(new: Path, old: Path) -> Any | None:
    """The workbook ``new`` with what people added to ``old``; None when they added nothing."""
    theirs, ours = (load_workbook(BytesIO(path.read_bytes())) for path in (old, new))  # whatever their names end in
    found = [_columns(theirs[name], ours[name]) for name in (SHEET, LIST) if name in theirs.sheetnames]
    for sheet in theirs:
        if sheet.title not in _OURS:
            _sheet(sheet, ours.create_sheet(sheet.title))
            found.append(True)
    if not any(found):
        return None
    ours.properties.keywords = MARK
    return ours


def _columns(theirs: Any, ours: Any) -> bool:
    """Copy the columns that only the old sheet has, by the ids of their rows."""
    old, new = (titles_of(sheet.iter_rows(values_only=True), ID) for sheet in (theirs, ours))
    if old is None or new is None:
        return False
    added = {title: at + 1 for title, at in old[1].items() if title not in new[1]}
    old_id, new_id = old[1][ID] + 1, new[1][ID] + 1
    at = {str(theirs.cell(row, old_id).value): row for row in range(theirs.max_row, old[0], -1)}  # the first of copies
    for place, source in enumerate(added.values(), max(new[1].values()) + 2):
        _cell(theirs.cell(old[0], source), ours.cell(new[0], place))
        ours.column_dimensions[get_column_letter(place)].width = (
            theirs.column_dimensions[get_column_letter(source)].width)
        for row in range(new[0] + 1, ours.max_row + 1):
            subject = ours.cell(row, new_id).value
            if subject and (was := at.get(str(subject))):
                _cell(theirs.cell(was, source), ours.cell(row, place))
    return bool(added)


def _sheet(theirs: Any, ours: Any) -> None:
    for row in theirs.iter_rows():
        for cell in row:
            if cell.value is not None or cell.has_style:
                _cell(cell, ours.cell(cell.row, cell.column))
    for letter, dimension in theirs.column_dimensions.items():
        ours.column_dimensions[letter].width = dimension.width
    for area in theirs.merged_cells.ranges:
        ours.merge_cells(str(area))
    ours.sheet_state = theirs.sheet_state


def _cell(theirs: Any, ours: Any) -> None:
    ours.value = theirs.value
    if theirs.has_style:
        for part in ("font", "border", "fill", "alignment", "protection"):
            setattr(ours, part, copy(getattr(theirs, part)))
        ours.number_format = theirs.number_format
