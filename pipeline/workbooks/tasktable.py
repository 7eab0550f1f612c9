"""The columns of a task in a list, and where every one of its cells comes from.

The columns are those that registers of incoming and outgoing documents share with working trackers
(NĐ 30/2020/NĐ-CP, Phụ lục IV, mẫu VII and VIII).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pipeline.knowledge.registry.groups import of_the_day
from pipeline.model import Limit, Party, TaskRow

from .chain_words import chain_notes
from .heirs import moved_parts, name_today
from .looks import state_look
from .sheet import Cell, Column, Value
from .standing import STATUS_WORDS, doubts_of, progress, state_of
from .words import capital, clock, limit_source, limit_value, modality_words, short_date

NO_NUMBER = "Không ghi số"
NO_LIMIT = "Không hạn"
CHECK = "Cần kiểm tra"

_NAMES_SHOWN = 6
_ROLE_AT = 8

TASK_COLUMNS = (
    Column("TT", 4.5, "center"), Column("Số, ký hiệu", 13), Column("Ngày ban hành", 11.5, "date"),
    Column("Cơ quan ban hành", 12), Column("Mục", 6.5, "center"), Column("Nội dung nhiệm vụ", 42),
    Column("Chủ trì", 14.5), Column("Phối hợp", 15), Column("Thời hạn", 11.5, "date"),
    Column("Thời hạn theo văn bản", 14), Column("Sản phẩm", 10.5), Column("Tình trạng", 13, "center"),
    Column("Tiến độ", 12, "center"), Column("Văn bản trả lời", 10.5), Column("Ghi chú", 18),
)
ROLE_COLUMN = Column("Vai trò", 10, "center")
TRACE_COLUMNS = (
    Column("Mã nhiệm vụ", 12), Column("Tệp nguồn", 22), Column("Trang", 6.5, "center"), Column("Loại", 12),
    Column("Chủ trì: đầy đủ, nguyên văn", 30), Column("Phối hợp: đầy đủ, nguyên văn", 30),
    Column("Thời hạn: nguyên văn", 24), Column("Thời hạn: giá trị và cách tính", 30),
    Column("Độ tin cậy", 8, "sure"), Column("Cần kiểm tra", 28),
)


def columns_with_role() -> tuple[Column, ...]:
    """The columns of an agency's own list: its role stands after lead and support."""
    return (*TASK_COLUMNS[:_ROLE_AT], ROLE_COLUMN, *TASK_COLUMNS[_ROLE_AT:])


def task_cells(number: int, task: TaskRow, as_of: date) -> list[Value | Cell]:
    """The cells under ``TASK_COLUMNS``."""
    head, state = task.directive.head, state_of(task, as_of)
    due = Cell(task.due or undated(task), state_look(state, "date"))
    status = [Cell(STATUS_WORDS[state], state_look(state)), Cell(progress(task, as_of), state_look(state))]
    return [number, number_of(task), head.issued_on, each(task, lambda one: one.directive.head.issuer),
            each(task, lambda one: one.clause), task.text, lead_words(task, as_of),
            names_today(task.support, task, as_of), due, limit_words(task), task.product, *status, task.reply,
            notes(task, as_of, task.note or "")]


def task_cells_with_role(number: int, task: TaskRow, as_of: date, role: str) -> list[Value | Cell]:
    """The cells under ``columns_with_role``."""
    cells = task_cells(number, task, as_of)
    return [*cells[:_ROLE_AT], role, *cells[_ROLE_AT:]]


def trace_cells(task: TaskRow) -> list[Value | Cell]:
    """The cells under ``TRACE_COLUMNS``: everything needed to find the words on the page."""
    doubts = "\n".join(doubts_of(task))
    values = "\n".join(_value_and_rule(limit) for limit in task.deadlines)
    page = each(task, lambda one: one.page) if task.also else task.page
    return [each(task, lambda one: one.id), each(task, lambda one: "\n".join(one.directive.files)), page,
            modality_words(task.modality),
            _mentions(task.lead), _mentions(task.support), "\n".join(limit_source(d) for d in task.deadlines),
            values, task.confidence, Cell(f"{CHECK}: {doubts}", "check") if doubts else None]


def number_of(task: TaskRow) -> str | None:
    """Number and code of each directive that gives the duty."""
    return each(task, lambda one: one.directive.head.number or NO_NUMBER)


def each(task: TaskRow, told: Callable[[TaskRow], object]) -> str | None:
    """What is told of each directive that gives the duty, one a line."""
    lines = (told(one) for one in (task, *task.also))
    return "\n".join(str(line or "–") for line in lines) if task.also or told(task) else None


def undated(task: TaskRow) -> str:
    """What stands for the day of a limit that has none."""
    return "\n".join(capital(limit_value(limit)) for limit in task.deadlines) or NO_LIMIT


def limit_words(task: TaskRow) -> str:
    """The limits in the words of the directive, and the more time that was given."""
    limits = task.deadlines
    several = [f"{limit_source(limit)} → {limit_value(limit)}" for limit in limits]
    told = several if len(limits) > 1 else list(map(limit_source, limits))
    return "\n".join([*told, _extension(task)]).strip()


def _extension(task: TaskRow) -> str:
    if task.extended_to is None:
        return ""
    old = f"; hạn cũ {short_date(task.first_due)}" if task.first_due else ""
    return f"Gia hạn đến {short_date(task.extended_to)}{f' theo {task.extended_by}' if task.extended_by else ''}{old}"


def _value_and_rule(limit: Limit) -> str:
    return f"{limit_value(limit)}: {limit.rule}" if limit.rule else limit_value(limit)


def lead_words(task: TaskRow, as_of: date) -> str:
    """Who leads, or that somebody has to find out."""
    return names_today(task.lead, task, as_of) or CHECK + ": chưa xác định"


def names_today(parties: Sequence[Party], task: TaskRow, as_of: date) -> str:
    """The names of bodies as they are called today, the first few of many."""
    on = task.directive.head.issued_on
    found = [of_the_day(name_today(party, task, as_of), on) for party in parties]
    if len(found) <= _NAMES_SHOWN:
        return "; ".join(found)
    left = len(found) - _NAMES_SHOWN + 2
    return f"{'; '.join(found[: _NAMES_SHOWN - 2])} … và {left} cơ quan khác (đủ tên ở phần nguồn)"


def _mentions(parties: Sequence[Party]) -> str:
    return "\n".join(party.agency if party.mention in ("", party.agency) else f"{party.agency} (“{party.mention}”)"
                     for party in parties)


def notes(task: TaskRow, as_of: date, entered: str = "") -> Cell:
    """What has to be known of a task besides its columns, with what people ``entered``."""
    times = [f"Hạn lúc {clock(d.time)}" for d in task.deadlines if d.time and d.due == task.due]
    doubtful, notices = bool(doubts_of(task)), (*task.directive.notices, *task.notices)
    parts = [*notices, *chain_notes(task), f"{CHECK} (xem phần nguồn)" if doubtful else "", entered, *times,
             *moved_parts(task, as_of)]
    return Cell("\n".join(part for part in parts if part), "check" if doubtful or notices else "text")
