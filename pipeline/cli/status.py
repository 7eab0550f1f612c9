"""``chidao status``: what is due and late, what waits for a person, what is in the store. One screen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import REFUSED_CODES
from pipeline.model import Copies, DirectiveRow, FailureRow, Register, TaskRow
from pipeline.office.due import NEAR, RECENT, Alerts, alerts
from pipeline.office.fate_words import reason
from pipeline.office.figures import figures
from pipeline.settings import Settings
from pipeline.store import Counts, is_there, open_store, place_of
from pipeline.store.clock import today
from pipeline.store.loss import refuse_missing

from .console import output
from .showing import day, names
from .stepping import counted

SHOWN, FEW = 5, 3
"""So many tasks of a list and years, and so many files, are shown; the others are counted: all must fit on a screen."""


def show_status(settings: Settings) -> None:
    """Print the state of the office on this day; a store that is not there yet is not made."""
    console, database = output(), place_of(settings)
    refuse_missing(settings)
    if not is_there(settings):
        console.print(f"Kho dữ liệu: {database}", soft_wrap=True)
        console.print("Kho chưa được tạo. Đặt tệp vào thư mục tiếp nhận rồi chạy: chidao run")
        return
    from pipeline.office.own import load_own  # noqa: PLC0415  openpyxl is loaded only where the store is shown

    as_of = today()
    with open_store(settings) as store:
        counts, register = store.counts(), store.register(as_of, load_own(settings, as_of).office)
        steps = counted(store.steps())
    _due(console, alerts(register, as_of), as_of)
    console.print(_standing(register), soft_wrap=True)
    _waiting(console, register)
    console.print(_figures(counts, register), soft_wrap=True)
    if steps:
        console.print(f"Các bước: {steps} (xem một tệp: chidao status TỆP).", soft_wrap=True)
    console.print(f"Kho dữ liệu: {database}", soft_wrap=True)


def show_figures(settings: Settings) -> None:
    """Print the figures of the office as JSON: ``{"version", "rules", "at", "store": {"tasks": …}, …}``; ``{}`` where
    there is no store yet."""
    print(json.dumps(asdict(figures(settings)) if is_there(settings) else {}, ensure_ascii=False, indent=2))


def _due(console: Console, found: Alerts, as_of: date) -> None:
    console.print(Text(f"Tính đến ngày {day(as_of)}: {found.overdue} nhiệm vụ quá hạn, "
                       f"{len(found.near)} nhiệm vụ đến hạn trong {NEAR} ngày tới", "bold"))
    _list(console, f"Quá hạn trong {RECENT} ngày qua", found.late, as_of, "red")
    _list(console, f"Đến hạn trong {NEAR} ngày tới", found.near, as_of, "yellow")
    if found.older:
        console.print(f"Quá hạn đã lâu (trên {RECENT} ngày): {sum(found.older.values())} nhiệm vụ")
    years = list(found.older.items())
    for year, count in years[:SHOWN]:
        console.print(f"  hạn trong năm {year}: {count} nhiệm vụ")
    if len(years) > SHOWN:
        rest = years[SHOWN:]
        console.print(f"  từ năm {rest[0][0]} trở về trước: {sum(count for _, count in rest)} nhiệm vụ")


def _list(console: Console, title: str, tasks: Sequence[TaskRow], as_of: date, style: str) -> None:
    console.print(Text(f"{title}: {len(tasks)} nhiệm vụ", style if tasks else "dim"))
    if tasks:
        console.print(_tasks(tasks[:SHOWN], as_of))
    if len(tasks) > SHOWN:
        console.print(f"  … và {len(tasks) - SHOWN} nhiệm vụ nữa, xem bảng tổng hợp")


def _tasks(tasks: Sequence[TaskRow], as_of: date) -> Table:
    """A task a line: what does not fit is cut, for all of it stands in the workbooks."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    for ratio in (2, 5, 3):
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=ratio)
    for task in tasks:
        lead = names(task.lead).replace("\n", "; ") or "(chưa rõ chủ trì)"
        table.add_row("", *_when(task, as_of), task.directive.head.number or "(không số)", " ".join(task.text.split()),
                      lead)
    return table


def _when(task: TaskRow, as_of: date) -> tuple[str, str]:
    """The day of the limit and how far it is."""
    if task.due is None:
        return "", ""
    days = (task.due - as_of).days
    far = "hôm nay" if days == 0 else f"còn {days} ngày" if days > 0 else f"quá {-days} ngày"
    return day(task.due), far


def _standing(register: Register) -> str:
    from pipeline.workbooks.standing import Tally  # noqa: PLC0415  openpyxl is loaded only where the store is shown

    return f"Tình trạng {Tally.of(register.tasks, register.as_of).words}."


def _waiting(console: Console, register: Register) -> None:
    """What no program can settle."""
    from pipeline.workbooks.lists import waiting_words  # noqa: PLC0415
    from pipeline.workbooks.review import twins  # noqa: PLC0415  openpyxl is loaded only where the store is shown
    from pipeline.workbooks.standing import doubts_of  # noqa: PLC0415

    doubted = sum(bool(doubts_of(task)) for task in register.tasks)
    directives = sum(bool(row.doubts) for row in register.directives)
    same, copies = twins(register.directives), register.copies
    roles = {word for task in register.tasks for word in waiting_words(task)}
    refused = sum(failure.code in REFUSED_CODES for failure in register.failures)
    failed = len(register.failures) - refused
    waits = [
        f"{failed} tệp không xử lý được" if failed else "",
        f"{refused} tệp từ chối, tạm giữ vì dấu mật" if refused else "",
        f"{doubted} nhiệm vụ cần kiểm tra" if doubted else "",
        f"{directives} văn bản có điểm nghi ngờ" if directives else "",
        f"{len(roles)} vai trò chờ chọn cơ quan (chidao assign)" if roles else "",
        f"{len(copies)} trường hợp có hai bản chờ chọn" if copies else "",
        f"{len(same)} số, ký hiệu có nhiều bản khác nhau" if same else "",
    ]
    told = "; ".join(filter(None, waits))
    console.print(Text(f"Chờ người xem: {told or 'không có việc gì'}", "bold yellow" if told else "dim"))
    _some(console, [_failure(row) for row in reversed(register.failures)], "tệp")
    _some(console, [*map(_copies, copies), *map(_numbered_alike, same)], "văn bản có bản khác nhau")
    if doubted or directives or same or copies:
        console.print("  Từng điểm ghi ở trang “Cần xem lại” của bảng tổng hợp (tong-hop.xlsx).")


def _some(console: Console, lines: Sequence[Text], what: str) -> None:
    for line in lines[:FEW]:
        console.print(line, soft_wrap=True)
    if len(lines) > FEW:
        console.print(f"  … và {len(lines) - FEW} {what}")


def _copies(copies: Copies) -> Text:
    """Two copies of one directive that differ."""
    number, (here, there) = copies.standing.head.number, copies.names
    return Text(f"  Có hai bản số {number or '(không số)'}: “{here}” (đang lấy) và “{there}” khác nhau ở "
                f"{len(copies.differences)} điểm → chidao compare \"{number or here}\"")


def _numbered_alike(rows: Sequence[DirectiveRow]) -> Text:
    files = ", ".join(f"“{name}”" for row in rows for name in row.files)
    return Text(f"  Số {rows[0].head.number}: {files} khác nhau; cần giữ lại một bản.")


def _failure(row: FailureRow) -> Text:
    return Text.assemble("  ", (f"{row.name} ", "red"),
                         f"({row.at:%d/%m/%Y %H:%M}): {reason(row.name, row.code, row.message)}",
                         f" → {row.advice}" if row.advice else "")


def _figures(counts: Counts, register: Register) -> str:
    from pipeline.workbooks.counts import Counts as Figures  # noqa: PLC0415  openpyxl is loaded only here
    from pipeline.workbooks.lists import agency_lists  # noqa: PLC0415

    holders = Figures.of(register, agency_lists(register)).holders
    removed = f", {counts.removed} tệp đã đưa ra khỏi danh mục" if counts.removed else ""
    return (f"Trong kho: {counts.directives} văn bản ({counts.files} tệp nguồn, {counts.twins} bản khác của cùng văn "
            f"bản{removed}), {counts.tasks} nhiệm vụ của {holders}; "
            f"{counts.rejected} đoạn đã xét và loại; {counts.runs} lần chạy.")
