"""One row for each assignment, as a table of the spreadsheet program: for pivot tables, filters and formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from pipeline.model import Register

from .blocks import Blocks
from .digests import Digests
from .levels import level_of
from .lists import AgencyList, Entry
from .sheet import Book, Cell, Column, Layout, Sheet, Shown, Value
from .sources import shortened
from .standing import STATUS_WORDS, State, doubts_of, state_of
from .words import capital, short_date

TITLE, NAME = "Dữ liệu", "LuotGiao"
_TEXT = 500
_COLUMNS = tuple(Column(title, width, look) for title, width, look in (
    ("Mã nhiệm vụ", 16, "plain"), ("Cơ quan", 36, "plain"), ("Cấp", 18, "plain"), ("Vai trò", 13, "plain"),
    ("Số, ký hiệu", 18, "plain"), ("Ngày ban hành", 14, "plain date"), ("Cơ quan ban hành", 26, "plain"),
    ("Loại văn bản", 14, "plain"), ("Ngày nhận", 14, "plain date"), ("Mục", 9, "plain"), ("Trang", 8, "plain"),
    ("Nội dung nhiệm vụ", 60, "plain"), ("Thời hạn", 14, "plain date"), ("Tháng đến hạn", 14, "plain"),
    ("Tình trạng", 28, "plain"), ("Số ngày quá hạn", 11, "plain"), ("Ngày hoàn thành", 14, "plain date"),
    ("Cần xem lại", 12, "plain"), ("Số lượt", 9, "plain"),
))


def assignment_sheet(book: Book, register: Register, lists: Sequence[AgencyList], digests: Digests,
                     rows: Blocks) -> None:
    """Add the sheet; the header is its first row, nothing is merged, and every cell holds one value. What it says of a
    task is kept in ``rows``."""
    sheet = Sheet(book, TITLE, Layout(_COLUMNS, (), table=NAME))
    sheet.kept_rows(rows, _rows(lists, digests, register.as_of))
    sheet.finish(None, (TITLE, f"Số liệu đến ngày {short_date(register.as_of)}"), on_paper=False)


def _rows(lists: Sequence[AgencyList], digests: Digests, as_of: date) -> Iterator[Shown]:
    for one in lists:
        whose = capital(one.name), level_of(one)
        for entry in one.entries:
            yield Shown(digests.shown(entry.task), (entry.task.id, *whose, entry.role),
                        partial(_values, one, entry, as_of))


def _values(one: AgencyList, entry: Entry, as_of: date) -> list[Value | Cell]:
    task, row, head = entry.task, entry.task.directive, entry.task.directive.head
    state = state_of(task, as_of)
    late = task.due and (as_of - task.due).days
    return [task.id, capital(one.name), level_of(one), entry.role,
            head.number, head.issued_on, head.issuer, capital(head.type or "") or None, row.received_at.date(),
            task.clause, task.page, shortened(task.text, _TEXT), task.due, task.due and f"{task.due:%Y-%m}",
            STATUS_WORDS[state], late if state is State.OVERDUE else None, task.completed_on,
            "Có" if doubts_of(task) else "Không", 1]
