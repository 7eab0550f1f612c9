"""The table of an agency's list: its own tasks, then those in which it helps; in each part the pressing ones first, and
the tasks of a clause under a row that tells the clause, so that they can be folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.model import TaskRow

from .lists import SUPPORT, AgencyList, Entry
from .metrics import line_count
from .progress import AT, COLUMNS, PRINTED, cells_of, task_row
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


def write_parts(sheet: Sheet, one: AgencyList, parts: Sequence[Part],
                told: Mapping[str, str], as_of: date) -> Iterator[tuple[TaskRow | None, Mapping[str, Value | Cell]]]:
    """Write the parts; yields every row as it stands, with its task where it has one. ``told`` says by task what people
    entered."""
    number = 0
    for place, part in enumerate(parts):
        title = {"TT": "I" * (place + 1), "Nội dung nhiệm vụ": f"{part.title} ({len(part.entries)})"}
        sheet.row(cells_of(title, "section"))
        yield None, title
        for clause in part.clauses:
            row = clause_row([entry.task for entry in clause])
            sheet.row(cells_of(row, "clause"))
            yield None, row
            for entry in clause:
                number += 1
                cells = task_row(number, entry.task, one.role_words(entry), told.get(entry.task.id, ""), as_of)
                sheet.row(cells_of(cells), level=1)
                yield entry.task, cells


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
