"""The workbook of the whole register: a page that tells all, bodies, months, all tasks, directives, what to check, what
was not taken, and one row for each assignment. On paper it is that page, and the bodies where they fit on one more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pipeline.model import DirectiveRow, Register, RejectedRow, RemovedRow, Signer, TaskRow

from .agency import UNDATED_REMARK
from .assignments import assignment_sheet
from .blocks import Blocks, kept_blocks
from .chain import graph_sheet
from .digests import Digests
from .figures import Figures
from .kept_rows import ROWS
from .lists import AgencyList
from .months import month_sheet
from .overview import overview_sheet
from .review import review_sheet, twins
from .rollup import rollup_sheet
from .sheet import Book, Cell, Column, Layout, Line, Sheet, Shown, Span, Value
from .shelf import Shelf
from .signed import signature_lines
from .standing import urgency
from .tasktable import CHECK, NO_NUMBER, TASK_COLUMNS, TRACE_COLUMNS, task_cells, trace_cells
from .words import capital, long_date, short_date

_DIRECTIVE_COLUMNS = (
    Column("TT", 5, "center"), Column("Số, ký hiệu", 15), Column("Ngày ban hành", 11, "date"),
    Column("Cơ quan ban hành", 18), Column("Loại văn bản", 12), Column("Trích yếu", 44), Column("Người ký", 20),
    Column("Chữ ký số", 34), Column("Mức độ khẩn", 9, "center"), Column("Số nhiệm vụ", 8, "center"),
    Column("Đoạn không lấy", 8, "center"),
    Column("Ngày nhận", 11, "date"), Column("Tệp", 26), Column("Các bản khác, liên quan", 26),
    Column("Vì sao không có nhiệm vụ", 24), Column("Cần kiểm tra", 28),
)
_REJECTED_COLUMNS = (
    Column("TT", 6, "center"), Column("Số, ký hiệu", 15), Column("Ngày ban hành", 11, "date"),
    Column("Cơ quan ban hành", 18), Column("Mục", 8, "center"), Column("Trang", 7, "center"),
    Column("Đoạn văn bản", 74), Column("Lý do không lấy", 34), Column("Tệp", 26),
)


def summary_book(register: Register, lists: Sequence[AgencyList], workbook_of: dict[str, str],
                 digests: Digests, shelf: Shelf) -> Book:
    """The workbook for leaders and analysts; ``workbook_of`` maps a list's key to its workbook (relative). Rows of
    tasks and of segments that were not taken are taken over when they show the same as the last time."""
    book, figures = Book(), Figures.count(register, lists)
    overview_sheet(book, register, lists, figures)
    rollup_sheet(book, register.as_of, lists, workbook_of, figures)
    month_sheet(book, register)
    with kept_blocks(shelf.root / ROWS, shelf.form) as rows:
        _task_sheet(book, register, digests, rows)
        _directive_sheet(book, register)
        graph_sheet(book, register, _footer(register, "Chuỗi văn bản"))
        review_sheet(book, register, digests, rows)
        _rejected_sheet(book, register, digests, rows)
        assignment_sheet(book, register, lists, digests, rows)
    return book


def _heading(register: Register, title: str, width: int) -> list[Line]:
    return [Line((Span(1, width, title, "title"),), 15, 26),
            Line((Span(1, width, f"(Số liệu đến {long_date(register.as_of)})", "as of"),), 12)]


def _footer(register: Register, name: str) -> tuple[str, str]:
    return name, f"Số liệu đến ngày {short_date(register.as_of)}"


def _task_sheet(book: Book, register: Register, digests: Digests, rows: Blocks) -> None:
    printed = len(TASK_COLUMNS)
    heading = _heading(register, "TẤT CẢ NHIỆM VỤ", printed)
    sheet = Sheet(book, "Tất cả nhiệm vụ", Layout((*TASK_COLUMNS, *TRACE_COLUMNS), heading, printed=printed))
    tasks = sorted(register.tasks, key=lambda task: urgency(task, register.as_of))
    sheet.kept_rows(rows, (Shown(digests.shown(task), (number,), partial(_cells, number, task, register))
                           for number, task in enumerate(tasks, 1)))
    last = sheet.rows
    sheet.remark(UNDATED_REMARK + " Các cột nguồn (mã, tệp, trang, nguyên văn) nằm bên phải.")
    sheet.finish(last, _footer(register, "Tất cả nhiệm vụ"), on_paper=False)


def _cells(number: int, task: TaskRow, register: Register) -> list[Value | Cell]:
    return [*task_cells(number, task, register.as_of), *trace_cells(task)]


def _directive_sheet(book: Book, register: Register) -> None:
    heading = _heading(register, "VĂN BẢN CHỈ ĐẠO ĐÃ TIẾP NHẬN", len(_DIRECTIVE_COLUMNS))
    sheet = Sheet(book, "Văn bản", Layout(_DIRECTIVE_COLUMNS, heading))
    doubled = {row.sha256 for pair in twins(register.directives) for row in pair}
    for number, row in enumerate(sorted(register.directives, key=_newest_first), 1):
        sheet.row(_directive(number, row, row.sha256 in doubled))
    last = sheet.rows
    for gone in register.removed:
        sheet.remark(_gone(gone))
    sheet.finish(last, _footer(register, "Văn bản"), on_paper=False)


def _gone(row: RemovedRow) -> str:
    """Who took a directive out of the lists, when and why."""
    head, decision = row.directive.head, row.decision
    what = " ".join(filter(None, (capital(head.type or "văn bản"), head.number or f"({NO_NUMBER.lower()})",
                                  f"ngày {short_date(head.issued_on)}" if head.issued_on else "",
                                  f"của {head.issuer}" if head.issuer else "")))
    return (f"Đã đưa ra khỏi danh mục: {what} (tệp {', '.join(row.directive.files)}), do {decision.who} ngày "
            f"{short_date(decision.at.date())}; lý do: {decision.reason}.")


def _newest_first(row: DirectiveRow) -> tuple[int, str, str]:
    day = row.head.issued_on
    return (-day.toordinal() if day else 0, row.head.number or "", row.sha256)


def _directive(number: int, row: DirectiveRow, doubled: bool) -> list[Value | Cell]:
    head = row.head
    doubts = [*row.notices, *row.doubts, *(["Có bản khác cùng số, ký hiệu"] if doubled else [])]
    return [number, head.number or NO_NUMBER, head.issued_on, head.issuer, capital(head.type or ""), head.subject,
            _signer(head.signer), "\n".join(signature_lines(row.signatures)), capital(head.urgency or ""),
            row.task_count, row.rejected_count, row.received_at.date(), "\n".join(row.files), "\n".join(row.history),
            row.no_task, Cell(f"{CHECK}: " + "\n".join(doubts), "check") if doubts else None]


def _signer(signer: Signer | None) -> str:
    if signer is None:
        return ""
    post = " ".join(part for part in (signer.authority, signer.position) if part)
    return "\n".join(part for part in (post, signer.name) if part)


def _rejected_sheet(book: Book, register: Register, digests: Digests, rows: Blocks) -> None:
    heading = _heading(register, "ĐOẠN VĂN BẢN ĐÃ XÉT VÀ KHÔNG LẤY LÀM NHIỆM VỤ", len(_REJECTED_COLUMNS))
    sheet = Sheet(book, "Đoạn không lấy", Layout(_REJECTED_COLUMNS, heading))
    sheet.kept_rows(rows, (Shown(digests.rejected(row), (number,), partial(_rejected, number, row))
                           for number, row in enumerate(register.rejected, 1)))
    sheet.finish(None, _footer(register, "Đoạn không lấy"), on_paper=False)


def _rejected(number: int, row: RejectedRow) -> list[Value | Cell]:
    head = row.directive.head
    return [number, head.number or NO_NUMBER, head.issued_on, head.issuer, row.clause, row.page, row.text, row.reason,
            "\n".join(row.directive.files)]
