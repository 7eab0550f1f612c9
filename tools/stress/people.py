"""People at work in review workbooks and in lists of agencies: they edit, sort, filter, insert, paste, copy, delete,
split, merge and colour."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from pipeline.model.review import CELL_WORDS, DAYS, HEAD_WORDS, PROGRESS
from pipeline.workbooks.progress import ENTRY_WORDS
from pipeline.workbooks.review_values import HEAD, ID, LEFT_OUT, LIST, PICK, SHEET

BODIES = ("Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Công an tỉnh", "Sở Xây dựng; Sở Y tế", "Ban Quản lý dự án Hòa An")
_YELLOW = PatternFill("solid", fgColor="FFFFFF00")


@dataclass(slots=True)
class Meant:
    """What a person meant: cells by task or head and cell, tasks added by their words, and which workbooks they left
    with something of their own (a column's title or a sheet's name)."""

    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    own: dict[Path, set[str]] = field(default_factory=dict)


class Person:
    """Works in one workbook; ``meant`` grows with every change."""

    name, words = SHEET, CELL_WORDS

    def __init__(self, path: Path, random: Random, meant: Meant) -> None:
        self.path, self.random, self.meant = path, random, meant
        self.book: Any = load_workbook(path)
        self.sheet: Any = self.book[self.name]

    def work(self, changes: int) -> None:
        """Make so many changes, shuffle what is there, and save."""
        ways = self.ways()
        for _ in range(changes):
            self.random.choice(ways)()
        for rarely in (self.own_column, self.own_sheet, self.blank_rows, self.sort, self.delete, self.filter):
            if self.random.random() < 0.4:
                rarely()
        self.book.save(self.path)

    def ways(self) -> list[Callable[[], None]]:
        """What this person does, the frequent things several times."""
        return [self.edit] * 10 + [self.drop, self.confirm, self.add, self.copy, self.split, self.merge, self.head,
                                   self.pick, self.colour]

    def edit(self) -> None:
        """Type something into a cell."""
        row, subject = self._task()
        cell = self.random.choice(("text", "lead", "support", "due", "product", "status", "completed_on", "note"))
        value = self._value(cell)
        self._set(row, cell, value[0])
        self.meant.cells[subject, cell] = value[1]

    def confirm(self) -> None:
        """Say that a row is right."""
        self._decide("Đúng")

    def drop(self) -> None:
        """Say that a row is no task."""
        self._decide("Bỏ")

    def add(self) -> None:
        """Write a task into the first empty row."""
        titles, row = self._titles(), self._empty()
        text = f"Nhiệm vụ thêm tay {self.random.randrange(10**9)}"
        self.sheet.cell(row, titles[CELL_WORDS["text"]]).value = text
        self.sheet.cell(row, titles[CELL_WORDS["lead"]]).value = "Sở Y tế"
        self.sheet.cell(row, titles[CELL_WORDS["verdict"]]).value = "Thêm"
        self.meant.added.append(text)

    def copy(self) -> None:
        """Paste a row once more below the others: that is no second task."""
        self._copied(self._task()[0])

    def split(self) -> None:
        """Make two tasks of one: the row is copied, and each is given its part."""
        row, subject = self._task()
        again, number = self._copied(row), self.random.randrange(10**9)
        first, second = f"Phần một của nhiệm vụ {number}", f"Phần hai của nhiệm vụ {number}"
        column = self._titles()[CELL_WORDS["text"]]
        self.sheet.cell(row, column).value, self.sheet.cell(again, column).value = first, second
        self.meant.cells[subject, "text"] = first
        self.meant.added.append(second)

    def merge(self) -> None:
        """Make one task of two: the words go into one row, the other is dropped."""
        (row, subject), (other, gone) = self._task(), self._task()
        if subject != gone:
            self._set(row, "text", merged := f"Nhiệm vụ gộp {self.random.randrange(10**9)}")
            self._set(other, "verdict", "Bỏ")
            self.meant.cells[subject, "text"] = merged
            self.meant.cells[gone, "verdict"] = "Bỏ"

    def head(self) -> None:
        """Correct a field of the head."""
        sheet = self.book[HEAD]
        row = self.random.choice([row for row in sheet.iter_rows() if row[1].value in HEAD_WORDS.values()])
        cell = next(name for name, words in HEAD_WORDS.items() if words == row[1].value)
        typed, value = self._day() if cell == "issued_on" else (made := f"Giá trị {self.random.randrange(10**6)}", made)
        row[3].value = typed
        self.meant.cells[str(row[5].value), cell] = value

    def pick(self) -> None:
        """Make a task of a segment that was left out."""
        if LEFT_OUT in self.book.sheetnames:
            sheet = self.book[LEFT_OUT]
            at = next(row for row in sheet.iter_rows() if any(cell.value == PICK for cell in row))
            row = self.random.choice(list(sheet.iter_rows(min_row=at[0].row + 1)))
            if not row[5].value:
                row[5].value = "Thêm"
                self.meant.added.append(str(row[3].value))

    def colour(self) -> None:
        """Mark a row in yellow."""
        for cell in self.sheet[self._task()[0]]:
            cell.fill = _YELLOW

    def own_column(self) -> None:
        """Insert a column of one's own among the others."""
        titles = self._titles()
        at, title = titles[CELL_WORDS["lead"]], f"Cột riêng {self.random.randrange(10**6)}"
        self.sheet.insert_cols(at)
        self.sheet.cell(self._title_row(), at).value = title
        for row, subject in self._ids().items():
            self.sheet.cell(row, at).value = f"riêng {subject}"
        self.meant.own.setdefault(self.path, set()).add(title)

    def own_sheet(self) -> None:
        """Add a sheet of one's own."""
        name = f"Trang riêng {self.random.randrange(10**6)}"
        self.book.create_sheet(name)["B2"] = "ghi riêng"
        self.meant.own.setdefault(self.path, set()).add(name)

    def blank_rows(self) -> None:
        """Insert empty rows above the table's last row."""
        self.sheet.insert_rows(self._rows()[-1], 2)

    def sort(self) -> None:
        """Sort the rows by some column."""
        rows = self._rows()
        column = self.random.choice(list(self._titles().values()))
        values = [[(cell.value, copy(cell._style)) for cell in self.sheet[row]] for row in rows]
        values.sort(key=lambda cells: str(cells[column - 1][0] or ""), reverse=self.random.random() < 0.5)
        for row, cells in zip(rows, values, strict=True):
            for cell, (value, style) in zip(self.sheet[row], cells, strict=True):
                cell.value, cell._style = value, style
                cell.data_type = "s" if isinstance(value, str) else cell.data_type

    def delete(self) -> None:
        """Delete a row that nobody changed: its task stays."""
        changed = {subject for subject, _ in self.meant.cells}
        rows = [row for row, subject in self._ids().items() if subject not in changed]
        if rows:
            self.sheet.delete_rows(self.random.choice(rows))

    def filter(self) -> None:
        """Hide rows by a filter."""
        for row in self._rows()[::3]:
            self.sheet.row_dimensions[row].hidden = True

    def _decide(self, verdict: str) -> None:
        row, subject = self._task()
        self._set(row, "verdict", verdict)
        self.meant.cells[subject, "verdict"] = verdict

    def _value(self, cell: str) -> tuple[Any, str]:
        """What is typed, and what it means."""
        if cell in DAYS:
            return self._day()
        if cell == "percent":
            share = self.random.randrange(101)
            return self.random.choice((share / 100, f"{share}%")), str(share)
        if cell in ("lead", "support"):
            made = self.random.choice(BODIES)
            return (made.replace("; ", self.random.choice((";", "\n", " ; "))), made)
        if cell == "status":
            return ("Hoàn thành", "hoàn thành")
        made = f"{self.random.choice(('Sửa', '=1+1', '+84', '#N/A', 'Rà soát  kỹ'))} {self.random.randrange(10**9)}"
        return made, " ".join(made.split())

    def _day(self) -> tuple[Any, str]:
        day = date(2025, 1, 1) + timedelta(self.random.randrange(700))
        return self.random.choice((day, f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}")), day.isoformat()

    def _set(self, row: int, cell: str, typed: Any) -> None:
        place = self.sheet.cell(row, self._titles()[self.words[cell]])
        place.value = typed
        if isinstance(typed, str):
            place.data_type = "s"

    def _copied(self, row: int) -> int:
        to = self._empty()
        for cell in list(self.sheet[row]):
            self.sheet.cell(to, cell.column).value = cell.value
            self.sheet.cell(to, cell.column).data_type = cell.data_type
        return to

    def _task(self) -> tuple[int, str]:
        """A row that is the first of its task, and its id."""
        first: dict[str, int] = {}
        for row, subject in self._ids().items():
            first.setdefault(subject, row)
        subject = self.random.choice(list(first))
        return first[subject], subject

    def _ids(self) -> dict[int, str]:
        """The rows that hold a task, with its id."""
        column = self._titles()[ID]
        below = range(self._title_row() + 1, self.sheet.max_row + 1)
        return {row: str(value) for row in below if (value := self.sheet.cell(row, column).value)}

    def _rows(self) -> list[int]:
        return list(self._ids())

    def _empty(self) -> int:
        """The first row below all that holds anything."""
        last = max(row for row in range(1, self.sheet.max_row + 1) if any(cell.value for cell in self.sheet[row]))
        return last + 1

    def _title_row(self) -> int:
        return next(row[0].row for row in self.sheet.iter_rows(max_row=10) if any(cell.value == ID for cell in row))

    def _titles(self) -> dict[str, int]:
        return {str(cell.value): cell.column for cell in self.sheet[self._title_row()] if cell.value}


class Agency(Person):
    """Enters progress in the list of an agency."""

    name, words = LIST, ENTRY_WORDS

    def ways(self) -> list[Callable[[], None]]:
        """Somebody in an agency only enters, copies and colours."""
        return [self.edit] * 10 + [self.copy, self.colour]

    def edit(self) -> None:
        """Enter something that nobody has entered elsewhere."""
        row, subject = self._task()
        cell = self.random.choice([cell for cell in PROGRESS if (subject, cell) not in self.meant.cells] or ["percent"])
        given, value = self._value(cell)
        self._set(row, cell, given)
        self.meant.cells[subject, cell] = value
