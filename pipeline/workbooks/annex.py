"""The table of an agency's list: its own tasks, then those in which it helps; in each part the pressing ones first, and
the tasks of a clause under a row that tells the clause, so that they can be folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from pipeline.model import TaskRow

from .digests import Digests
from .kept_rows import KeptRows
from .lists import SUPPORT, AgencyList, Entry
from .memory import rows_of
from .metrics import line_count
from .progress import AT, COLUMNS, PRINTED, cells_of, kept, task_row, words_in
from .review_values import BASE
from .sheet import Cell, Sheet, Value
from .standing import State, state_of, urgency
from .tasktable import each, number_of
from .words import capital, short_date

_PRESSING: Final = (State.OVERDUE, State.NEAR)
_CLAUSE_SIZE: Final = 11
_ROOM: Final = sum(column.width for column in COLUMNS[AT["Nội dung nhiệm vụ"] - 1:PRINTED])
_LEADING, _HELPING = "NHIỆM VỤ CHỦ TRÌ", "NHIỆM VỤ PHỐI HỢP"


@dataclass(frozen=True, slots=True)
class Part:
    """The own tasks of a list, or those in which its body helps, in the order of the sheet."""

    title: str
    clauses: tuple[tuple[Entry, ...], ...]

    @property
    def entries(self) -> list[Entry]:
        """All of them in turn."""
        return [entry for clause in self.clauses for entry in clause]


def parts_of(one: AgencyList, as_of: date) -> list[Part]:
    """The parts of a list that are not empty."""
    both = ((_LEADING if not one.unknown or one.waiting else "NHIỆM VỤ CHƯA XÁC ĐỊNH CƠ QUAN CHỦ TRÌ",
             [entry for entry in one.entries if entry.role != SUPPORT]),
            (_HELPING, [entry for entry in one.entries if entry.role == SUPPORT]))
    return [Part(title, tuple(map(tuple, clauses_of(entries, as_of)))) for title, entries in both if entries]


def clauses_of(entries: Iterable[Entry], as_of: date) -> list[list[Entry]]:
    """The tasks by clause: first what is late or nearly so, the oldest limit first, then the others by directive in the
    order of the text. The pressing tasks of a clause stand apart from its others."""
    found: dict[tuple[bool, str, str | None], list[Entry]] = {}
    for entry in entries:
        task = entry.task
        key = (state_of(task, as_of) not in _PRESSING, task.directive.sha256, task.clause)
        found.setdefault(key, []).append(entry)
    pressing = [sorted(clause, key=lambda e: urgency(e.task, as_of)) for key, clause in found.items() if not key[0]]
    pressing.sort(key=lambda clause: urgency(clause[0].task, as_of))
    others = [clause for key, clause in found.items() if key[0]]
    return pressing + sorted(others, key=lambda clause: _directive(clause[0].task))


def _directive(task: TaskRow) -> tuple[date, str, str]:
    head = task.directive.head
    return head.issued_on or date.max, head.number or "", task.directive.sha256


@dataclass(frozen=True, slots=True)
class ListRows:
    """The rows of a list as they were made the last time, told by what they show on a day, and what the hidden sheet
    keeps of them."""

    kept: KeptRows
    digests: Digests

    def shows(self, entry: Entry, role: str) -> bytes:
        """What the row of a task shows in its list."""
        return self.digests.shown(entry.task) + role.encode("utf-8", "surrogatepass")

    def remembered(self, shows: bytes, make: Callable[[], list[bytes]]) -> list[bytes]:
        """What is kept of a row in the hidden sheet."""
        return self.kept.all(b"%s %s" % (BASE.encode(), shows), make)


def write_parts(sheet: Sheet, one: AgencyList, parts: Sequence[Part], rows: ListRows,
                as_of: date) -> Iterator[tuple[bool, list[bytes]]]:
    """Write the parts; yields for every row whether it is of a task, with what the hidden sheet keeps of it: rows of
    that sheet, of other rows their words (``progress.words_in``). Rows that show the same as the last time are taken
    over."""
    number = 0
    for place, part in enumerate(parts):
        title = {"TT": "I" * (place + 1), "Nội dung nhiệm vụ": f"{part.title} ({len(part.entries)})"}
        sheet.row(cells_of(title, "section"))
        yield False, words_in(title)
        for clause in part.clauses:
            yield False, _write_clause(sheet, clause, rows)
            for entry in clause:
                number += 1
                yield True, _write_task(sheet, number, (one, entry), rows, as_of)


def _write_clause(sheet: Sheet, clause: Sequence[Entry], rows: ListRows) -> list[bytes]:
    shows = b"".join([b"clause", *(rows.digests.shown(entry.task) for entry in clause)])
    made = cache(lambda: clause_row([entry.task for entry in clause]))
    sheet.kept_row(rows.kept, shows, (), lambda: cells_of(made(), "clause"))
    return rows.remembered(shows, lambda: words_in(made()))


def _write_task(sheet: Sheet, number: int, of: tuple[AgencyList, Entry], rows: ListRows, as_of: date) -> list[bytes]:
    one, entry = of
    task, role = entry.task, one.role_words(entry)
    shows = rows.shows(entry, role)
    made = cache(lambda: task_row(number, task, role, as_of))
    sheet.kept_row(rows.kept, shows, (sheet.cell(number),), lambda: cells_of(made()), level=1)
    return rows.remembered(shows, lambda: rows_of(task.id, kept(task, made(), as_of)))


def clause_row(tasks: Sequence[TaskRow], room: float = _ROOM) -> dict[str, Value | Cell]:
    """What is shown of a clause when its tasks are folded: its directive, how urgent that is, how many tasks, and its
    words. It bears the number, clause and day by which tasks are sorted and filtered."""
    head = tasks[0].directive.head
    day = f" ngày {short_date(head.issued_on)}" if head.issued_on else ""
    issuer = f" của {head.issuer}" if head.issuer else ""
    urgent = f" – {head.urgency.upper()}" if head.urgency else ""
    words = "; ".join(dict.fromkeys(task.text.strip(" .,;") for task in tasks))
    first = f"{capital(head.type or 'văn bản')}{day}{issuer}{urgent} – {len(tasks)} nhiệm vụ: {words}"
    keys = {"Số, ký hiệu": number_of(tasks[0]), "Mục": each(tasks[0], lambda task: task.clause),
            "Ngày ban hành": head.issued_on, "Cơ quan ban hành": head.issuer,
            "Mức độ khẩn": capital(head.urgency or "") or None}
    return {**{title: Cell(value, "clause key") for title, value in keys.items()},
            "Nội dung nhiệm vụ": Cell(_cut(" ".join(first.split()), room), "clause urgent" if urgent else "clause")}


def _cut(text: str, room: float) -> str:
    """As much of the text as fits on one printed line, ``room`` units of column width long."""
    if line_count(text, room, _CLAUSE_SIZE, bold=True) == 1:
        return text
    words = text.split(" ")
    low, high = 1, len(words)
    while low < high - 1:
        middle = (low + high) // 2
        fits = line_count(f"{' '.join(words[:middle])} …", room, _CLAUSE_SIZE, bold=True) == 1
        low, high = (middle, high) if fits else (low, middle)
    return f"{' '.join(words[:low])} …"
