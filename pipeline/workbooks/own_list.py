"""``co-quan.xlsx``: the list in which an office corrects what the registry says of bodies. Written once, edited by
people, read at each run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.causes import cause_of

from .files import save
from .sheet import Book, Column, Layout, Line, Sheet, Span, Value

NAME, OTHERS, KIND, PARENT, SINCE, UNTIL, ID = (
    "Tên cơ quan", "Tên khác, viết tắt", "Loại", "Cơ quan cấp trên", "Có từ ngày", "Đến hết ngày", "Mã")
_COLUMNS = (Column(NAME, 44), Column(OTHERS, 30), Column(KIND, 14), Column(PARENT, 34), Column(SINCE, 13, "date"),
            Column(UNTIL, 13, "date"), Column(ID, 34))
_TITLES = tuple(column.title for column in _COLUMNS)
_HELP = ("Sửa tên, thêm cơ quan, tên khác (cách nhau bằng dấu chấm phẩy), cơ quan cấp trên, ngày bắt đầu và ngày cuối. "
         "Danh sách này được dùng trước danh mục của chương trình; dòng nào xóa đi thì lấy theo danh mục. Giữ nguyên "
         "cột Mã của dòng đã có, để trống ở dòng mới.")
_SEARCHED = 20  # rows in which the header must stand

Cells = dict[str, Value]
"""What stands in a row, by the title of the column."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in the list: in which row and column (0 and "" for all of it), in Vietnamese."""

    row: int
    column: str
    message: str

    @property
    def told(self) -> str:
        """``dòng 5, cột E “Có từ ngày”: …``."""
        letter = get_column_letter(_TITLES.index(self.column) + 1) if self.column in _TITLES else ""
        return f"dòng {self.row}, cột {letter} “{self.column}”: {self.message}" if letter else self.message


def write(rows: Iterable[Cells], path: Path, office: str, on: date) -> None:
    """Write the list; one that somebody has edited is set aside first. Raises OutputError."""
    save(partial(_book, tuple(rows), office), path, "Danh sách cơ quan", on, "aside")


def _book(rows: tuple[Cells, ...], office: str) -> Book:
    width = len(_COLUMNS)
    heading = [Line((Span(1, width, f"DANH SÁCH CƠ QUAN – {office}".upper(), "title"),), 15, 26),
               Line((Span(1, width, _HELP, "remark"),), 11, 18)]
    book = Book()
    sheet = Sheet(book, "Cơ quan", Layout(_COLUMNS, heading))
    for row in rows:
        sheet.row([row.get(title) for title in _TITLES])
    sheet.finish()
    return book


def read(path: Path) -> tuple[list[tuple[int, Cells]], list[Wrong]]:
    """The rows under the header with their numbers, and what is wrong with the file; nothing for a file that is not
    there."""
    if not path.exists():
        return [], []
    try:
        book = load_workbook(path, data_only=True)
    except OSError as error:
        return [], [Wrong(0, "", f"không mở được tệp: {cause_of(error)}")]
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        return [], [Wrong(0, "", "không mở được tệp: không phải bảng tính Excel (.xlsx)")]
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    top = next((n for n, row in enumerate(rows[:_SEARCHED]) if _said(row[0]) == NAME), None)
    if top is None:
        return [], [Wrong(0, "", f"không thấy dòng tiêu đề có ô đầu là “{NAME}”")]
    titles = [_said(cell) for cell in rows[top]]
    unknown = [Wrong(top + 1, "", f"dòng {top + 1}: không có cột “{title}”; các cột: {', '.join(_TITLES)}")
               for title in titles if title and title not in _TITLES]
    return list(_filled(rows, top, titles)), unknown


def _filled(rows: list[tuple[Value, ...]], top: int, titles: list[str]) -> Iterator[tuple[int, Cells]]:
    for number, row in enumerate(rows[top + 1:], top + 2):
        cells = {title: _value(cell) for title, cell in zip(titles, row, strict=False) if title in _TITLES}
        if any(cells.values()):
            yield number, cells


def _value(cell: object) -> Value:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else _said(cell)


def _said(cell: object) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""
