"""``chidao status``: where the store is, what is in it, what failed and why, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.model import TaskRow
from pipeline.office.due import Alerts, alerts
from pipeline.settings import Settings
from pipeline.store import DATABASE, Counts, open_store
from pipeline.store.clock import today

from .console import output
from .showing import day, names
from .trouble import tell

SHOWN = 20
"""So many tasks of a list are shown; the others are counted."""

LENGTH = 160
"""Characters of a task's text that a list shows."""


def show_status(settings: Settings) -> None:
    """Print the state of the store on this day; a store that is not there yet is not made."""
    console, database = output(), (settings.home / DATABASE).absolute()
    console.print(f"Kho dữ liệu: {database}", soft_wrap=True)
    if not database.exists():
        console.print("Kho chưa được tạo. Đặt tệp vào thư mục tiếp nhận rồi chạy: chidao run")
        return
    as_of = today()
    with open_store(settings) as store:
        counts, register = store.counts(), store.register(as_of)
    console.print(_counts(counts))
    _due(console, alerts(register, as_of), as_of)
    if register.failures:
        console.print(Text(f"{len(register.failures)} tệp lỗi:", "bold"))
    for failure in register.failures:
        tell(f"{failure.name} ({failure.at:%d/%m/%Y %H:%M}): {failure.message}", failure.advice)


def _counts(counts: Counts) -> Table:
    table = Table(title="Trong kho", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for label, count in (
        ("Văn bản", counts.directives), ("Tệp nguồn", counts.files), ("Bản khác của cùng văn bản", counts.twins),
        ("Nhiệm vụ", counts.tasks), ("Nhiệm vụ đã hoàn thành", counts.done), ("Đoạn đã xét và loại", counts.rejected),
        ("Cơ quan", counts.agencies), ("Tệp lỗi", counts.failures), ("Lần chạy", counts.runs),
    ):
        table.add_row(label, str(count))
    return table


def _due(console: Console, found: Alerts, as_of: date) -> None:
    console.print(Text(f"Tính đến ngày {day(as_of)}:", "bold"))
    lists = (("Quá hạn", found.overdue, "red"), ("Đến hạn trong 1 ngày", found.one, "red"),
             ("Đến hạn sau 2–3 ngày", found.three, "yellow"), ("Đến hạn sau 4–7 ngày", found.seven, "yellow"))
    for title, tasks, style in lists:
        console.print(Text(f"{title}: {len(tasks)} nhiệm vụ", style if tasks else "dim"))
        if tasks:
            console.print(_tasks(tasks[:SHOWN]))
        if len(tasks) > SHOWN:
            console.print(f"… và {len(tasks) - SHOWN} nhiệm vụ nữa, xem trong bảng theo dõi.")


def _tasks(tasks: Sequence[TaskRow]) -> Table:
    table = Table(show_lines=False, expand=True)
    table.add_column("Hạn", no_wrap=True)
    table.add_column("Số, ký hiệu", ratio=2)
    table.add_column("Nội dung nhiệm vụ", ratio=5)
    table.add_column("Chủ trì", ratio=3)
    for task in tasks:
        table.add_row(day(task.due) if task.due else "", task.directive.head.number or "(không số)", _short(task.text),
                      names(task.lead) or "(chưa rõ)")
    return table


def _short(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[:LENGTH].rsplit(' ', 1)[0]} …"
