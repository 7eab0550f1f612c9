"""The brief of one body for its leaders: one page in Word with the counts, what is late, what is due soon, what is new.

What does not fit is counted, and stands in the list beside it. A task stands where it is most pressing, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.model import DirectiveRow
from pipeline.model.clauses import called

from .agency import LIST_NAME, owner
from .lists import SUPPORT, AgencyList, Entry
from .metrics import BODY_SIZE, line_count
from .sources import number_words, shortened
from .standing import NEAR_DAYS, State, Tally, progress, state_of, urgency
from .word import OWNER_WIDTH, TEXT_HEIGHT, Letter, Words
from .words import capital, long_date, short_date

BRIEF_NAME = "danh-sach.docx"
NEW_DAYS = 7

_WIDTHS = (9.0, 69.0, 46.0, 27.0, 14.0)
_COUNT_WIDTHS = (27.0, 33.0, 28.0, 44.0, 33.0)
_HEADER = tuple(Words(title, "head") for title in ("TT", "Nội dung nhiệm vụ", "Văn bản giao", "Thời hạn", "Trang"))
_TEXT = 105
_LINE = BODY_SIZE * 1.16
"""Points that a line takes in Word and in LibreOffice."""

_ABOVE = 132.0
"""Points that the head of the page, the counts and the header of the table take."""

_BELOW = 34.0
_MM = 96 / 25.4 / 7
"""A millimetre in units of column widths."""


@dataclass(frozen=True, slots=True)
class _Section:
    """Its first ``least`` rows always have room."""

    title: str
    entries: tuple[Entry, ...]
    none: str
    least: int


def brief(one: AgencyList, as_of: date) -> Letter:
    """The brief of a list as it stands on the day ``as_of``."""
    letter = Letter(f"Tình hình thực hiện nhiệm vụ – {capital(one.name)}", owner(one), as_of)
    letter.line("TÌNH HÌNH THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO", "title")
    letter.line(f"(Số liệu đến {long_date(as_of)})", "as of")
    _counts(letter, one, as_of)
    letter.line("", "gap")
    below = list(_remarks(one))
    room = TEXT_HEIGHT - _ABOVE - _LINE * line_count(owner(one), OWNER_WIDTH * _MM, bold=True) - _BELOW * len(below)
    letter.table(_WIDTHS, _HEADER, list(_rows(_sections(one, as_of), room, as_of)))
    for text in below:
        letter.line(text, "remark")
    return letter


def is_new(row: DirectiveRow, as_of: date) -> bool:
    """Whether a directive came in within the last days."""
    return as_of - timedelta(days=NEW_DAYS) < row.received_at.date() <= as_of


def _counts(letter: Letter, one: AgencyList, as_of: date) -> None:
    tally = Tally.of((entry.task for entry in one.entries), as_of)
    late = tally[State.OVERDUE]
    counts = {"Tổng số": tally.total, "Đã hoàn thành": tally.done, "Quá hạn": late,
              f"Đến hạn trong {NEAR_DAYS} ngày": tally[State.NEAR],
              "Không hạn": tally[State.UNDATED] + tally[State.DONE_UNDATED]}
    if tally[State.CANCELLED]:
        counts["Bị hủy (không tính)"] = tally[State.CANCELLED]
    looks = ["number late" if name == "Quá hạn" and late else "number" for name in counts]
    widths = _COUNT_WIDTHS if len(counts) == len(_COUNT_WIDTHS) else [sum(_COUNT_WIDTHS) / len(counts)] * len(counts)
    letter.table(widths, [Words(name, "center") for name in counts],
                 [[Words(str(count), look) for count, look in zip(counts.values(), looks, strict=True)]])


def _sections(one: AgencyList, as_of: date) -> list[_Section]:
    """What is late, due soon, and new; the rest is for the list."""
    by_state: dict[State, list[Entry]] = {state: [] for state in State}
    for entry in sorted(one.entries, key=lambda e: (*urgency(e.task, as_of)[:2], e.role == SUPPORT,
                                                    *urgency(e.task, as_of)[2:])):
        by_state[state_of(entry.task, as_of)].append(entry)
    new = [entry for state in (State.IN_TIME, State.UNDATED) for entry in by_state[state]
           if is_new(entry.task.directive, as_of)]
    return [_Section("I. Quá hạn, chưa hoàn thành", tuple(by_state[State.OVERDUE]), "không có", 3),
            _Section(f"II. Đến hạn trong {NEAR_DAYS} ngày tới", tuple(by_state[State.NEAR]), "không có", 3),
            _Section(f"III. Mới tiếp nhận trong {NEW_DAYS} ngày qua", tuple(new),
                     "không có nhiệm vụ nào ngoài các nhiệm vụ trên", 2)]


def _rows(sections: Sequence[_Section], room: float, as_of: date) -> Iterator[list[Words]]:
    """As many rows as the page holds, the most pressing first."""
    width, number = len(_WIDTHS), 0
    made = [[_row(entry, as_of) for entry in section.entries] for section in sections]
    for section, rows in zip(sections, made, strict=True):
        room -= (1 + (len(rows) > section.least)) * (_LINE + 3) + sum(map(_tall, rows[:section.least]))
    for section, rows in zip(sections, made, strict=True):
        fitting, room = _fitting(rows, room, section.least)
        yield [Words(f"{section.title}: {len(rows) or section.none}", "section", width)]
        for row in rows[:fitting]:
            number += 1
            yield [Words(str(number), "center"), *row]
        if fitting < len(rows):
            yield [Words(f"… và {len(rows) - fitting} nhiệm vụ khác, xem {LIST_NAME} cùng thư mục.", "more", width)]


def _fitting(rows: Sequence[Sequence[Words]], room: float, least: int) -> tuple[int, float]:
    """How many rows fit, the first of which have their room already, and what room is left."""
    for count, row in enumerate(rows[least:], least):
        if _tall(row) > room:
            return count, room
        room -= _tall(row)
    return len(rows), room


def _tall(row: Sequence[Words]) -> float:
    lines = [sum(line_count(line, (width - 2) * _MM, bold=words.look == "late") for line in words.text.split("\n"))
             for words, width in zip(row, _WIDTHS[1:], strict=True)]
    return max(lines) * _LINE + 2.6


def _row(entry: Entry, as_of: date) -> list[Words]:
    task = entry.task
    text = shortened(task.text, _TEXT) + (" (phối hợp)" if entry.role == SUPPORT else "")
    directive = number_words(task.directive.head).replace(" ngày", "\nngày")
    source = "\n".join(filter(None, (directive, called(task.clause))))
    late = state_of(task, as_of) is State.OVERDUE
    limit = [short_date(task.due)] if task.due else []
    return [Words(text), Words(source), Words("\n".join([*limit, progress(task, as_of)]), "late" if late else "center"),
            Words(str(task.page or ""), "center")]


def _remarks(one: AgencyList) -> Iterator[str]:
    more = f" Ngoài ra có {len(one.shared)} nhiệm vụ giao chung theo nhóm." if one.shared else ""
    yield (f"Ghi chú: Danh mục đầy đủ, nguyên văn thời hạn và nguồn của từng nhiệm vụ ở tệp {LIST_NAME} cùng thư mục."
           f"{more} Cột “Trang” là trang của văn bản giao nhiệm vụ.")
