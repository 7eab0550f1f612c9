"""What is due: open tasks whose limit is past or near."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from pipeline.model import Register, TaskRow

RECENT = 30
"""Days behind a limit in which somebody can still be reminded; what is late for longer is a matter of record."""

NEAR = 7
"""Days before a limit at which the first of the usual alerts (7, 3 and 1 days) is given."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """Open tasks by nearness of their limit; a task counts once.

    ``late``: the limit went by in the last ``RECENT`` days, newest first. ``near``: today or in up to ``NEAR`` days,
    nearest first. ``older``: year of the limit → how many tasks are late for longer, newest year first.
    """

    late: tuple[TaskRow, ...]
    near: tuple[TaskRow, ...]
    older: dict[int, int]

    @property
    def overdue(self) -> int:
        """All open tasks whose limit is past."""
        return len(self.late) + sum(self.older.values())


def alerts(register: Register, as_of: date) -> Alerts:
    """Share out the open tasks that have a dated limit, as they stand on the day ``as_of``."""
    dated = sorted(
        (((task.due - as_of).days, task) for task in register.tasks if task.due and task.open),
        key=lambda pair: (abs(pair[0]), pair[1].directive.head.number or "", pair[1].id),
    )
    older = Counter(task.due.year for days, task in dated if days < -RECENT and task.due)
    return Alerts(
        tuple(task for days, task in dated if -RECENT <= days < 0),
        tuple(task for days, task in dated if 0 <= days <= NEAR),
        dict(sorted(older.items(), reverse=True)),
    )
