"""How a task stands on a day: its status, its progress in words, its place in a list, and the counts.

A task is overdue from the day after its limit; the statuses are those of the reporting system on tasks
that the Government and the Prime Minister assign, each also without a limit. They share out every task,
so the counts of a roll-up reconcile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from pipeline.model import Sure, Task, TaskRow
from pipeline.model.register import FIELD_WORDS

from .words import short_date

NEAR_DAYS = 7
"""The first of the usual alerts (7, 3 and 1 days before the limit)."""

CHECK_BELOW = 0.7
"""A task less sure than this (0 to 1) is marked for checking."""


class State(Enum):
    """Where a task stands, the most pressing first. ``NEAR`` is in time with few days left."""

    OVERDUE = "overdue"
    NEAR = "near"
    IN_TIME = "in time"
    UNDATED = "undated"
    DONE_LATE = "done late"
    DONE_IN_TIME = "done in time"
    DONE_UNDATED = "done, undated"
    CANCELLED = "cancelled"


STATUS_WORDS = {
    State.OVERDUE: "Chưa hoàn thành quá hạn",
    State.NEAR: "Chưa hoàn thành trong hạn",
    State.IN_TIME: "Chưa hoàn thành trong hạn",
    State.UNDATED: "Chưa hoàn thành (không hạn)",
    State.DONE_LATE: "Hoàn thành quá hạn",
    State.DONE_IN_TIME: "Hoàn thành đúng hạn",
    State.DONE_UNDATED: "Hoàn thành (không hạn)",
    State.CANCELLED: "Bị hủy",
}
"""The four statuses, each also without a limit, as workbooks show them, and what was called off."""

ORDER = {state: place for place, state in enumerate(State)}


def state_of(task: TaskRow, as_of: date) -> State:
    """The status on the day ``as_of``.

    What a person said stands: done in time or late, or called off. A task that is done on an unknown day counts as in
    time: nobody is blamed on a guess, and ``doubts_of`` asks for the day.
    """
    if not task.open:
        return _SAID.get(task.status) or _state_done(task)
    due = task.due
    if due is None:
        return State.UNDATED
    left = (due - as_of).days
    if left < 0:
        return State.OVERDUE
    return State.NEAR if left <= NEAR_DAYS else State.IN_TIME


_SAID = {"hoàn thành đúng hạn": State.DONE_IN_TIME, "hoàn thành quá hạn": State.DONE_LATE, "bị hủy": State.CANCELLED}


def _state_done(task: TaskRow) -> State:
    due = task.due
    if due is None:
        return State.DONE_UNDATED
    late = task.completed_on is not None and task.completed_on > due
    return State.DONE_LATE if late else State.DONE_IN_TIME


def progress(task: TaskRow, as_of: date) -> str:
    """How far it is, in words: days over or left, or the day it was done."""
    if not task.open:
        return _progress_done(task) if task.done else ""
    due = task.due
    if due is None:
        return _progress_undated(task)
    left = (due - as_of).days
    if left < 0:
        return f"Quá hạn {-left} ngày"
    if left == 0:
        return "Đến hạn hôm nay"
    return f"Sắp đến hạn: còn {left} ngày" if left <= NEAR_DAYS else f"Còn {left} ngày"


def _progress_undated(task: TaskRow) -> str:
    if any(limit.rrule for limit in task.deadlines):
        return "Thực hiện định kỳ"
    return "Chưa tính được ngày hạn" if task.deadlines else "Không ghi thời hạn"


def _progress_done(task: TaskRow) -> str:
    if task.completed_on is None:
        return "Chưa ghi ngày hoàn thành"
    day = f"Xong ngày {short_date(task.completed_on)}"
    late = (task.completed_on - task.due).days if task.due else 0
    return f"{day}, trễ {late} ngày" if late > 0 else day


def is_doubtful(task: Task | TaskRow) -> bool:
    """Whether the reading of a task leaves something to check; ``doubts_of`` tells it in words."""
    return task.confidence < CHECK_BELOW or not task.lead or any(map(_doubted, task.sure))


def doubts_of(task: TaskRow) -> tuple[str, ...]:
    """What somebody has to check in this task, in Vietnamese; empty when nothing is doubtful."""
    found = list(task.doubts)
    if task.confidence < CHECK_BELOW:
        found.append(f"Độ tin cậy thấp ({percent(task.confidence)}): đối chiếu với văn bản gốc")
    found += map(_doubt, sorted(filter(_doubted, task.sure), key=lambda sure: sure.chance))
    if not task.lead:
        found.append("Chưa xác định được cơ quan chủ trì")
    if task.done and task.completed_on is None:
        found.append("Đã hoàn thành nhưng chưa ghi ngày: bổ sung ngày hoàn thành")
    if task.done and task.completed_on and task.due and state_of(task, task.due) is not _state_done(task):
        found.append(f"Ngày hoàn thành và thời hạn không khớp với tình trạng “{task.status}”")
    return tuple(dict.fromkeys(found))


def _doubted(sure: Sure) -> bool:
    return bool(sure.reasons)


def _doubt(sure: Sure) -> str:
    return f"{FIELD_WORDS[sure.field]} chưa chắc ({percent(sure.chance)}): {'; '.join(sure.reasons)}"


def percent(share: float) -> str:
    """``0.55`` → ``55%``."""
    return f"{round(share * 100)}%"


def urgency(task: TaskRow, as_of: date) -> tuple[int, date, date, str, str]:
    """The sort key of every list: overdue first, oldest limit first; then near, open, undated, done."""
    head = task.directive.head
    return (ORDER[state_of(task, as_of)], task.due or date.max, head.issued_on or date.max, head.number or "", task.id)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of tasks by status; all but what was called off add up to ``total``."""

    counts: tuple[tuple[State, int], ...]

    @classmethod
    def of(cls, tasks: Iterable[TaskRow], as_of: date) -> Tally:
        """Count the tasks as they stand on the day ``as_of``."""
        counts = dict.fromkeys(State, 0)
        for task in tasks:
            counts[state_of(task, as_of)] += 1
        return cls(tuple(counts.items()))

    def __getitem__(self, state: State) -> int:
        return dict(self.counts)[state]

    @property
    def total(self) -> int:
        """All tasks but those that were called off."""
        return sum(n for state, n in self.counts if state is not State.CANCELLED)

    @property
    def done(self) -> int:
        """Tasks that are finished, in time or not."""
        return sum(self[s] for s in (State.DONE_IN_TIME, State.DONE_LATE, State.DONE_UNDATED))

    @property
    def words(self) -> str:
        """All counts, in the words of the reports on tasks that the Government assigns."""
        undated = self[State.UNDATED] + self[State.DONE_UNDATED]
        off = f"; bị hủy {self[State.CANCELLED]} (không tính)" if self[State.CANCELLED] else ""
        return (f"{self.total} nhiệm vụ: hoàn thành đúng hạn {self[State.DONE_IN_TIME]}, quá hạn "
                f"{self[State.DONE_LATE]}; chưa hoàn thành trong hạn {self[State.IN_TIME] + self[State.NEAR]} (sắp đến "
                f"hạn {self[State.NEAR]}), quá hạn {self[State.OVERDUE]}; không hạn {undated} (đã hoàn thành "
                f"{self[State.DONE_UNDATED]}){off}")

    def share(self, count: int) -> float | None:
        """A count as a share of the total, None when there is no task."""
        return count / self.total if self.total else None
