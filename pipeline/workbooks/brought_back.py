"""What all workbooks that come back have in common: opened, their hidden sheet, and the table of a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import InputError
from pipeline.model.review import Added, Answer, Edit

from .review_values import BASE, OF, VERSION, titles_of, typed

ADVICE: Final = ("Dùng bảng do chương trình lập ở outputs/ra-soat hoặc outputs/co-quan; nếu tệp bị hỏng thì lấy lại "
                 "bản lưu gần nhất, hoặc chạy chidao run để lập bảng mới rồi chép chỗ sửa sang.")


@dataclass(slots=True)
class Table:
    """A sheet's table: its name, the rows below its titles with their number and their cells by title, and what stands
    ``above`` in the same columns."""

    sheet: str
    rows: list[tuple[int, dict[str, Any]]]
    above: list[dict[str, Any]]


def opened(path: Path) -> Any:
    """The workbook; raises InputError for what is none."""
    try:
        return load_workbook(path)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, TypeError, AttributeError) as error:
        raise InputError(f"“{path.name}” hỏng hoặc không phải bảng tính Excel, không mở được.", ADVICE) from error


@dataclass(slots=True)
class Answers:
    """What was found so far."""

    edits: list[tuple[Edit, Answer]] = field(default_factory=list)
    added: list[tuple[Added, Answer]] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Base:
    """What was written: the directives (of a list its name), the cells of each task and head, and the directive ``of``
    each task."""

    sha256s: tuple[str, ...]
    cells: dict[str, dict[str, str]]
    of: dict[str, str]

    def tasks(self) -> set[str]:
        """The ids of the tasks of a review workbook."""
        return set(self.cells) - set(self.sha256s)

    def directive(self, number: str, behind: str | None) -> str:
        """The directive of a new row: the only one, the one of that number, or that of the row above."""
        if len(self.sha256s) == 1:
            return self.sha256s[0]
        named = [sha for sha in self.sha256s if number and self.cells[sha].get("number") == number]
        return named[0] if len(named) == 1 else self.of.get(behind or "", "")


def kind_of(sheet: Any) -> str:
    """The kind of workbook that the hidden sheet is of, "" when another version wrote it."""
    first = [*next(sheet.iter_rows(values_only=True), ()), None, None]
    return str(first[0]) if str(first[1]) == VERSION else ""


def base_of(sheet: Any) -> Base:
    """What the hidden sheet keeps."""
    rows = sheet.iter_rows(values_only=True)
    first = [value for value in next(rows, ()) if value is not None]
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    of: dict[str, str] = {}
    for subject, cell, value in ((*row, None, None)[:3] for row in rows if row[0]):
        if cell == OF:
            of[str(subject)] = str(value)
        else:
            cells[str(subject)][str(cell)] = "" if value is None else str(value)
    return Base(tuple(map(str, first[2:])), dict(cells), of)


def table_of(path: Path, book: Any, name: str, title: str) -> Table:
    """The table of a sheet, found by one of its titles; a sheet that was renamed is found by the title as well."""
    sheets = [book[name]] if name in book.sheetnames else [sheet for sheet in book if sheet.title != BASE]
    for sheet in sheets:
        found = titles_of(sheet.iter_rows(values_only=True), title)
        if found:
            first = found[0] + 1
            rows = [{name: value_of(cells[at]) for name, at in found[1].items()} for cells in sheet.iter_rows()]
            return Table(sheet.title, list(enumerate(rows[found[0]:], first)), rows[:found[0] - 1])
    raise InputError(f"“{path.name}”: trang “{name}” không còn cột “{title}”.", ADVICE)


class Formula(str):
    """A cell that is computed by the spreadsheet: its value depends on other cells."""

    __slots__ = ()


def row_id(row: Mapping[str, Any], title: str) -> str:
    """The id in that column of a row."""
    return str(row.get(title) or "").strip()


def value_of(cell: Any) -> Any:
    """What a cell holds, a formula as such."""
    return Formula(cell.value) if cell.data_type == "f" else cell.value


def sound(cell: str, value: object) -> str:
    """The cell as a string; raises ValueError with the reason for what cannot be taken."""
    if isinstance(value, Formula):
        raise ValueError("ô chứa công thức; hãy chép rồi dán giá trị vào ô")
    return typed(cell, value)


def changes(values: Mapping[str, str], base: Mapping[str, str]) -> list[tuple[str, str]]:
    """The cells that differ from what was written."""
    return [(cell, value) for cell, value in values.items() if value != base.get(cell, "")]
