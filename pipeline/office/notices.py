"""What is new, due soon or late for which body: notices, each with a key that is the same whenever it is found again,
so that it is given once.

Of a limit that comes near only the most pressing alert is given (7, 3 and 1 days before); a limit that is moved is
told of anew. Nobody is told of what came in before the last ``FRESH`` days, nor of what is late for more than
``RECENT`` days: when notices are switched on, old work does not come all at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from pipeline.knowledge.registry import comparable
from pipeline.model import Register, TaskRow
from pipeline.settings import Event
from pipeline.store.results import Noted

from .due import RECENT

if TYPE_CHECKING:
    from pipeline.workbooks.lists import AgencyList

FRESH: Final = 7
"""Days after its arrival in which a task is told of as new."""
ALERTS: Final = (1, 3, 7)
"""Days before a limit at which somebody is told."""
NEW, LATE = "new", "late"
EVENTS: Final[dict[str, Event]] = {NEW: "new", "due1": "due", "due3": "due", "due7": "due", LATE: "late"}
"""The kinds of notices, and which event of the settings each is."""
WORDS: Final[dict[str, str]] = {NEW: "nhiệm vụ mới", "due7": "còn 7 ngày", "due3": "còn 3 ngày", "due1": "còn 1 ngày",
                                LATE: "quá hạn"}


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: ``kind`` is a key of ``EVENTS``, ``body_id`` the id of the body in the registry ("" for none),
    ``leads`` whether the body answers for the task or helps."""

    key: str
    kind: str
    body_key: str
    body: str
    body_id: str
    leads: bool
    task: TaskRow

    @property
    def noted(self) -> Noted:
        """As the store keeps it."""
        return Noted(self.key, self.kind, self.body_key, self.body, self.task.id, self.task.directive.sha256,
                     self.task.due)


@dataclass(frozen=True, slots=True)
class Told:
    """A body with all that may be told of it: its list and the notices of today, whether they were given or not."""

    list: AgencyList
    id: str
    notices: tuple[Notice, ...]

    def is_named(self, names: Iterable[str]) -> bool:
        """Whether one of these names or ids in the settings means it."""
        known = {comparable(self.list.name), self.id, self.list.folder}
        return any(name in known or comparable(name) in known for name in names)

    def tasks(self) -> Iterator[tuple[TaskRow, bool]]:
        """Every task of the body with whether it leads, also those it has with others."""
        return _tasks(self.list)


def every(register: Register) -> list[Told]:
    """All bodies and groups with their notices of the day of the register."""
    from pipeline.workbooks.holders import id_of  # noqa: PLC0415  openpyxl is loaded only when lists are made
    from pipeline.workbooks.lists import agency_lists  # noqa: PLC0415

    return [Told(one, id_of(one.key), tuple(_notices(one, id_of(one.key), register.as_of)))
            for one in agency_lists(register) if not one.unknown]


def strangers(names: Iterable[str], bodies: Sequence[Told]) -> list[str]:
    """The names in the settings that mean no body with a list."""
    return [name for name in dict.fromkeys(names) if not any(body.is_named([name]) for body in bodies)]


def _notices(one: AgencyList, body_id: str, as_of: date) -> Iterator[Notice]:
    for task, leads in _tasks(one):
        for kind in kinds(task, as_of):
            yield Notice(key_of(kind, one.key, task), kind, one.key, one.name, body_id, leads, task)


def _tasks(one: AgencyList) -> Iterator[tuple[TaskRow, bool]]:
    from pipeline.workbooks.lists import LEAD  # noqa: PLC0415

    for entry in (*one.entries, *(shared.entry for shared in one.shared)):
        yield entry.task, entry.role == LEAD


def kinds(task: TaskRow, as_of: date) -> Iterator[str]:
    """What is to be told of a task on that day."""
    if not task.open:
        return
    if task.directive.received_at.date() > as_of - timedelta(days=FRESH):
        yield NEW
    if task.due is None:
        return
    left = (task.due - as_of).days
    if left < 0:
        if left >= -RECENT:
            yield LATE
    elif near := next((days for days in ALERTS if left <= days), None):
        yield f"due{near}"


def key_of(kind: str, body_key: str, task: TaskRow) -> str:
    """The key of a notice: of its kind, body and task, and but for new ones of the limit."""
    due = "" if kind == NEW or task.due is None else task.due.isoformat()
    return hashlib.sha256("\n".join((kind, body_key, task.id, due)).encode()).hexdigest()
