"""Tables as grids of cells: the sheets of a workbook (Excel by openpyxl, older ones and ODS by LibreOffice), the tables
of a document. All of a file has passed the gate of secrecy before a cell leaves."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from openpyxl import load_workbook

from pipeline import private
from pipeline.errors import BrokenFile, EncryptedFile, TooLarge, UnsupportedFormat
from pipeline.model.names import shown
from pipeline.model.text import Document, Table
from pipeline.model.tracker import Area, Grid
from pipeline.settings import Settings

from . import archives, door
from .secrecy import gate, markup, words

ROWS: Final = 20_000
"""Rows of a sheet at most: a tracker of an office has hundreds."""

TABLE: Final = "Bảng"
"""How the tables of a document are called, with their numbers behind."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DAY_CODE = re.compile(r"d", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_UNCOMPUTED = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s?/>|<v></v>)?</c>")
_ADVICE = "Mở thử bằng Excel, lưu lại thành .xlsx rồi nhập; nếu không mở được thì xin lại tệp."


def read_grids(path: Path, settings: Settings) -> tuple[Grid, ...]:
    """The tables of a workbook (XLSX, XLSM, XLS, ODS) or of a document, in order.

    Raises what :func:`door.read` raises; UnsupportedFormat for a file that holds no table.
    """
    kind = _kind(path) if path.is_file() else ""
    if kind == "locked":
        raise EncryptedFile(f"{path.name}: tệp Excel có mật khẩu.", "Mở tệp, bỏ mật khẩu, lưu lại rồi nhập.")
    if not kind:
        return _of_document(door.read(path, settings), path.name)
    with door.only_known(path):
        settings = door.admitted(path, settings)[1]
        if kind == "xlsx":
            return _of_workbook(path, path.name, settings)
        with private.held() as folder:
            from .office_files import soffice  # noqa: PLC0415  few files need it

            source = folder / f"bang.{kind}"
            shutil.copyfile(path, source)
            return _of_workbook(soffice.converted(source, folder, path.name, "xlsx"), path.name, settings)


def _kind(path: Path) -> str:
    """What kind of workbook the file is; "" when it is none."""
    head = path.read_bytes()[:8]
    if head == _OLE:
        data = path.read_bytes()
        return "locked" if _LOCKED in data else "xls" if any(name in data for name in _BOOKS) and (
            "WordDocument".encode("utf-16-le") not in data) else ""
    if not head.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if any(name.startswith("xl/") for name in names):
                return "xlsx"
            return "ods" if "mimetype" in names and b"spreadsheet" in archive.read("mimetype")[:80] else ""
    except archives.DAMAGED as error:
        raise archives.broken(path.name) from error


def _of_workbook(path: Path, name: str, settings: Settings) -> tuple[Grid, ...]:
    with archives.opened(path, name) as archive:
        uncomputed = any(_UNCOMPUTED.search(archive.read(part)) for part in archive.namelist()
                         if part.startswith("xl/worksheets/") and part.endswith(".xml"))
    gate.refuse(shown(name), markup.pieces(path), settings.cleared)
    try:
        book = load_workbook(path, data_only=True)
        formulas = load_workbook(path) if uncomputed else None
    except (*archives.DAMAGED, TypeError, AttributeError) as error:
        raise BrokenFile(f"{name}: tệp Excel hỏng hoặc chưa chép xong, không mở được.", _ADVICE) from error
    grids = tuple(_of_sheet(sheet, formulas, name) for sheet in book.worksheets)
    gate.refuse(shown(name), (gate.Piece(text, f"trang tính “{grid.name}”") for grid in grids
                              for text in words.cells(filter(any, grid.rows)) if text), settings.cleared)
    return grids


def _of_sheet(sheet: Any, formulas: Any, name: str) -> Grid:
    if sheet.max_row > ROWS and sum(1 for row in sheet.iter_rows(values_only=True) if any(row)) > ROWS:
        raise TooLarge(f"{name}: trang tính “{sheet.title}” có hơn {ROWS} dòng.",
                       "Tách bớt dòng sang tệp khác rồi nhập.")
    rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(min_row=1, min_col=1)]
    if formulas is not None:  # a program that is no spreadsheet has left no value
        for row, cells in zip(rows, formulas[sheet.title].iter_rows(min_row=1, min_col=1), strict=False):
            for at, cell in enumerate(cells):
                if not row[at] and cell.data_type == "f":
                    row[at] = str(cell.value)
    while rows and not any(rows[-1]):
        rows.pop()
    areas = (Area(a.min_row - 1, a.min_col - 1, a.max_row - 1, a.max_col - 1) for a in sheet.merged_cells.ranges)
    return Grid(sheet.title, tuple(map(tuple, rows)), tuple(sorted(areas, key=lambda a: (a.top, a.left))),
                sheet.sheet_state != "visible")


def _text(cell: Any) -> str:
    """A cell as a person reads it: a day as 05/04/2024, a month as Tháng 4/2024 where the format shows no day."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        shows_day = _DAY_CODE.search(_QUOTED.sub("", cell.number_format or "d"))
        return f"{value:%d/%m/%Y}" if shows_day else f"Tháng {value.month}/{value.year}"
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float) and "%" in (cell.number_format or ""):
        return f"{value * 100:g}%"
    if isinstance(value, float | time):
        return f"{value:g}" if isinstance(value, float) else f"{value:%H:%M}"
    return normal(str(value))


def normal(text: str) -> str:
    """Text of a cell in NFC, without blanks that nobody sees."""
    lines = (" ".join(line.split()) for line in normalize("NFC", text).replace("_x000D_", "").splitlines())
    return "\n".join(line for line in lines if line)


def _of_document(document: Document, name: str) -> tuple[Grid, ...]:
    if not document.tables:
        raise UnsupportedFormat(f"{name}: không thấy bảng nào trong tệp.",
                                "Chỉ nhập bảng theo dõi ở dạng bảng tính Excel, hoặc bảng trong tệp Word, PDF.")
    return tuple(_of_table(document, table, f"{TABLE} {number}") for number, table in enumerate(document.tables, 1))


def _of_table(document: Document, table: Table, name: str) -> Grid:
    rows = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = normal(document.text[cell.start:cell.end])
    return Grid(name, tuple(map(tuple, rows)), tuple(_areas(table)))


def _areas(table: Table) -> Iterator[Area]:
    for cell in table.cells:
        if cell.row_span > 1 or cell.col_span > 1:
            yield Area(cell.row, cell.col, cell.row + cell.row_span - 1, cell.col + cell.col_span - 1)
