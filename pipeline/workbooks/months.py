"""Limits by month: how many tasks are due in each, and how they stand."""

from __future__ import annotations

from collections import defaultdict

from pipeline.model import Register, TaskRow

from .sheet import Book, Cell, Column, Layout, Line, Sheet, Span
from .standing import State, Tally
from .words import long_date, short_date

TITLE = "Thời hạn theo tháng"
COLUMNS = (Column("Tháng đến hạn", 24, "name"), *(Column(title, 16, "number") for title in (
    "Số nhiệm vụ", "Đã hoàn thành", "Chưa hoàn thành, không quá hạn", "Quá hạn chưa hoàn thành", "Số văn bản")))


def month_sheet(book: Book, register: Register) -> None:
    """Add the sheet; tasks without a day as limit stand in its last row."""
    heading = [Line((Span(1, len(COLUMNS), "NHIỆM VỤ THEO THÁNG ĐẾN HẠN", "title"),), 15, 26),
               Line((Span(1, len(COLUMNS), f"(Số liệu đến {long_date(register.as_of)})", "as of"),), 12)]
    sheet = Sheet(book, TITLE, Layout(COLUMNS, heading))
    months: defaultdict[tuple[int, int], list[TaskRow]] = defaultdict(list)
    for task in register.tasks:
        months[(task.due.year, task.due.month) if task.due else (9999, 0)].append(task)
    for (year, month), tasks in sorted(months.items()):
        tally = Tally.of(tasks, register.as_of)
        late = tally[State.OVERDUE]
        sheet.row([f"Tháng {month:02d}/{year}" if month else "Không hạn", tally.total, tally.done,
                   tally.total - tally.done - late, Cell(late, "alarm") if late else 0,
                   len({task.directive.sha256 for task in tasks})])
    sheet.finish(None, (TITLE, f"Số liệu đến ngày {short_date(register.as_of)}"), on_paper=False)
