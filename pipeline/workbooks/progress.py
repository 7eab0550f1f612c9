"""The rows of an agency's list: what the directive says is read, how far the task is can be entered in the blue cells.

What was written is kept in the hidden sheet, so that what comes back is compared with it (``returned``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from pipeline.model import TaskRow
from pipeline.model.review import CELL_WORDS, DAYS, PROGRESS

from .looks import state_look
from .review_book import told
from .review_values import ID, STATUSES, normal, shown, task_values, words_of
from .sheet import Cell, Column, Value
from .standing import STATUS_WORDS, progress, state_of
from .tasktable import each, lead_words, limit_words, names_today, notes, number_of, undated
from .words import capital

STATUS: Final = "tình trạng đã ghi"
"""In the hidden sheet: the words for the status of a task, which tell more than people enter."""
READ_ONLY: Final = "ô chỉ đọc"
"""In the hidden sheet: a digest of the cells of a row that are not entered; of all other rows under ``OTHERS``."""
OTHERS: Final = "*"

ENTRY_WORDS: Final = {**{cell: CELL_WORDS[cell] for cell in PROGRESS},
                      "note": "Ghi chú của đơn vị", "percent": "Tỷ lệ"}
"""The blue cells of a list, with the titles of their columns."""

_WIDTHS = {"extended_to": 11, "extended_by": 9, "product": 9.5, "status": 14, "percent": 6.5, "completed_on": 11,
           "reply": 10, "replied_on": 11, "delay": 10.5, "note": 13, "leader_note": 12.5}
_LOOKS = {**dict.fromkeys(DAYS, "edit date"), "percent": "edit percent"}


def _entry(*cells: str) -> tuple[Column, ...]:
    return tuple(Column(ENTRY_WORDS[cell], _WIDTHS[cell], _LOOKS.get(cell, "edit")) for cell in cells)


COLUMNS: Final = (
    Column("TT", 4.5, "center"), Column("Số, ký hiệu", 15), Column("Mục", 7.5, "center"),
    Column("Nội dung nhiệm vụ", 42), Column("Chủ trì", 17), Column("Phối hợp", 16), Column("Thời hạn", 11, "date"),
    *_entry("extended_to", "extended_by", "product", "status", "percent"), Column("Tiến độ", 11, "center"),
    *_entry("completed_on", "reply", "replied_on", "delay", "note", "leader_note"), Column("Ghi chú", 16),
    # to sort and filter by, not printed
    Column("Vai trò", 12, "center"), Column("Thời hạn theo văn bản", 20), Column("Ngày ban hành", 11.5, "date"),
    Column("Cơ quan ban hành", 16), Column("Mức độ khẩn", 10, "center"), Column("Đã sửa", 30), Column(ID, 16),
)
PRINTED: Final = next(at for at, column in enumerate(COLUMNS, 1) if column.title == "Ghi chú")
AT: Final = {column.title: at for at, column in enumerate(COLUMNS, 1)}
_READ: Final = frozenset(AT) - {"TT", ID, *ENTRY_WORDS.values()}
ENTRY_AT: Final = frozenset(AT[title] for title in ENTRY_WORDS.values())
CHECKS: Final = {at: {"edit date": "day", "edit percent": "share"}.get(column.look, "")
                 for column, at in zip(COLUMNS, AT.values(), strict=True)}
"""What may be typed into a column: a day, a share, other words; nothing where the program alone writes."""


def task_row(number: int, task: TaskRow, role: str, as_of: date) -> dict[str, Value | Cell]:
    """The cells of a task by the titles of their columns."""
    state, head = state_of(task, as_of), task.directive.head
    values = task_values(task)
    entered: dict[str, Value | Cell] = {ENTRY_WORDS[cell]: shown(cell, values[cell]) for cell in PROGRESS}
    due = task.first_due or undated(task)
    look = "date" if task.extended_to else state_look(state, "date")
    return entered | {
        "TT": number, "Số, ký hiệu": number_of(task), "Mục": each(task, lambda one: one.clause),
        "Nội dung nhiệm vụ": task.text, "Chủ trì": lead_words(task, as_of),
        "Phối hợp": names_today(task.support, task, as_of),
        "Thời hạn": Cell(due, look), ENTRY_WORDS["status"]: STATUS_WORDS[state],
        "Tiến độ": Cell(progress(task, as_of), state_look(state)), "Ghi chú": notes(task, as_of), "Vai trò": role,
        "Thời hạn theo văn bản": limit_words(task), "Ngày ban hành": head.issued_on,
        "Cơ quan ban hành": each(task, lambda one: one.directive.head.issuer),
        "Mức độ khẩn": capital(head.urgency or "") or None,
        "Đã sửa": "\n".join(told(one) for one in task.corrections if one.cell in PROGRESS) or None, ID: task.id,
    }


def cells_of(row: Mapping[str, Value | Cell], look: str | None = None) -> list[Value | Cell]:
    """The cells of a row in the order of the columns; those that have no look of their own get ``look``."""
    cells = [row.get(title) for title in AT]
    return [cell if isinstance(cell, Cell) or look is None else Cell(cell, look) for cell in cells]


def plain(row: Mapping[str, Value | Cell]) -> dict[str, Value]:
    """The values of the cells of a row."""
    return {title: cell.value if isinstance(cell, Cell) else cell for title, cell in row.items()}


def kept(task: TaskRow, row: Mapping[str, Value | Cell], as_of: date) -> dict[str, str]:
    """What the hidden sheet keeps of a task: the cells that are entered, and what else its row says."""
    values = task_values(task)
    entered = {cell: values[cell] for cell in PROGRESS if values[cell]}
    return {**entered, STATUS: normal(STATUS_WORDS[state_of(task, as_of)]),
            READ_ONLY: digest_of(plain(row))}


def digest_of(row: Mapping[str, object]) -> str:
    """A digest of the cells of a row, by title, that the program alone writes."""
    return _digest(f"{title}={words}" for title in sorted(_READ)
                   if (value := row.get(title)) is not None and (words := words_of(value)))


def words_in(row: Mapping[str, Value | Cell]) -> list[bytes]:
    """The words of the cells of a row without a task, for ``digest_of_others``."""
    return [words.encode("utf-8", "replace") for value in plain(row).values()
            if value is not None and (words := words_of(value))]


def digest_of_others(texts: Iterable[object]) -> str:
    """A digest of all that stands in rows without a task, whatever their order; of bytes as ``words_in`` makes them."""
    words = (text.decode("utf-8", "replace") if isinstance(text, bytes) else words_of(text)
             for text in texts if text is not None)
    return _digest(sorted(filter(None, words)))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def offered() -> str:
    """The drop-down of the status: what people say, not what follows from the days."""
    return f'"{",".join(STATUSES.values())}"'
