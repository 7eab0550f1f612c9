"""What is due: open tasks whose limit is past or near. Usual alerts are 7, 3 and 1 days before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.model import Register, TaskRow


@dataclass(frozen=True, slots=True)
class Alerts:
    """Open tasks by nearness of their limit, nearest first; a task is in one list only.

    ``overdue``: from the day after the limit. ``one``: today or tomorrow. ``three``: in 2 or 3 days.
    ``seven``: in 4 to 7 days.
    """

    overdue: tuple[TaskRow, ...]
    one: tuple[TaskRow, ...]
    three: tuple[TaskRow, ...]
    seven: tuple[TaskRow, ...]


def alerts(register: Register, as_of: date) -> Alerts:
    """Share out the open tasks that have a dated limit, as they stand on the day ``as_of``."""
    dated = sorted(
        ((task.due, task) for task in register.tasks if task.due and task.status == "chưa hoàn thành"),
        key=lambda pair: (pair[0], pair[1].directive.head.number or "", pair[1].id),
    )

    def within(first: int, last: int) -> tuple[TaskRow, ...]:
        return tuple(task for due, task in dated if first <= (due - as_of).days <= last)

    return Alerts(tuple(task for due, task in dated if due < as_of), within(0, 1), within(2, 3), within(4, 7))
