"""Which directive and which task of it a row of an office's own list means. Nothing here asks the database.

A list shortens what the directive says, leaves its symbol incomplete and adds slips of its own: what may mean two is
told and means neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from pipeline.knowledge.folding import key
from pipeline.model import DirectiveRow, TaskRow
from pipeline.model.chain import key_of

ALIKE: Final = 86.0
"""Words so alike (0 to 100, ``fuzz.ratio`` of folded text) are one task."""

WHOLE: Final = 95.0
"""So much of the shorter of two texts in the longer one is it all."""

LEAST: Final = 40
"""Characters below which a text that lies in a longer one proves nothing."""

APART: Final = 4.0
"""By so much the best task has to be more alike than the next."""


def directive_of(number: str | None, day: date | None,
                 rows: Iterable[DirectiveRow]) -> tuple[DirectiveRow | None, str]:
    """The directive of that number and day, or None with why (Vietnamese, "" where none has that number).

    A number without a symbol (*1307*), or with the beginning of one (*193/TB*), needs its day.
    """
    wanted = key_of(number) if number else ""
    same = [row for row in rows if wanted and _may_be(wanted, row, day)]
    of_day = [row for row in same if row.head.issued_on == day or None in (row.head.issued_on, day)]
    if len(of_day) == 1:
        return of_day[0], ""
    if of_day:
        return None, f"kho có {len(of_day)} văn bản số {number}, chưa rõ là văn bản nào"
    days = ", ".join(f"{row.head.issued_on:%d/%m/%Y}" for row in same if row.head.issued_on)
    return None, f"kho có văn bản số {number} nhưng ghi ngày {days}" if same else ""


def _may_be(wanted: str, row: DirectiveRow, day: date | None) -> bool:
    number = key_of(row.head.number or "")
    begun = day is not None and day == row.head.issued_on and number.startswith((f"{wanted}/", f"{wanted}-"))
    return number == wanted or begun


def task_of(text: str, tasks: Sequence[TaskRow]) -> tuple[TaskRow | None, str]:
    """The task of a directive that the words mean, or None with why ("" where none is like them)."""
    words = key(text)
    scores = sorted(((_alike(words, key(task.text)), task.id, task) for task in tasks), key=lambda one: one[:2],
                    reverse=True)
    near = [(score, task) for score, _, task in scores if score >= ALIKE]
    if len(near) > 1 and near[0][0] - near[1][0] < APART and near[0][0] < 100:
        return None, f"giống {len(near)} nhiệm vụ của văn bản, chưa rõ là nhiệm vụ nào"
    return (near[0][1], "") if near else (None, "")


def _alike(one: str, other: str) -> float:
    score: float = fuzz.ratio(one, other)
    if score < ALIKE and min(len(one), len(other)) >= LEAST:
        part: float = fuzz.partial_ratio(one, other)
        score = max(score, part - 5) if part >= WHOLE else score
    return score
