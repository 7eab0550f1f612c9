"""Which task goes into whose list: one list for each body, each group, one for roles and general nouns for which nobody
is known, and one for tasks without a lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import Register, TaskRow

from .holders import WAITING, Holder, holder_of
from .slugs import NO_LEAD_SLUG

LEAD, SUPPORT, UNKNOWN = "Chủ trì", "Phối hợp", "Chưa xác định"
NO_LEAD = Holder("chưa xác định", "Chưa xác định cơ quan chủ trì", NO_LEAD_SLUG)


@dataclass(frozen=True, slots=True)
class Entry:
    """A task in a list with the role that puts it there: ``LEAD``, ``SUPPORT`` or ``UNKNOWN``; ``words`` are the roles
    and general nouns of the directive for which nobody is known yet."""

    task: TaskRow
    role: str
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class AgencyList:
    """The tasks of one body or group; ``folder`` is its folder under ``co-quan/``."""

    key: str
    name: str
    group: bool = False
    folder: str = ""
    entries: list[Entry] = field(default_factory=list)

    @property
    def unknown(self) -> bool:
        """Whether these are tasks of nobody known: without a lead, or told by a role only."""
        return self.key in (NO_LEAD.key, WAITING.key)

    @property
    def waiting(self) -> bool:
        """Whether a person has to say who the roles in this list are."""
        return self.key == WAITING.key

    @property
    def led(self) -> list[TaskRow]:
        """The tasks this body answers for; in the list without lead all of them."""
        return [entry.task for entry in self.entries if entry.role != SUPPORT]

    @property
    def supported(self) -> list[TaskRow]:
        """The tasks this body only supports."""
        return [entry.task for entry in self.entries if entry.role == SUPPORT]

    def role_words(self, entry: Entry) -> str:
        """The role as the list shows it, with the words for which nobody is known; a group says that the task is
        everybody's."""
        told = f"{entry.role}: {'; '.join(entry.words)}" if entry.words else entry.role
        return f"{told} theo nhóm" if self.group else told


def agency_lists(register: Register) -> list[AgencyList]:
    """The lists of a register, by name. A body that leads and supports a task has it once, as lead."""
    lists: dict[str, AgencyList] = {}
    for task in register.tasks:
        for holder, role, words in _roles(task):
            one = lists.setdefault(holder.key, AgencyList(holder.key, "", holder.group, holder.folder))
            name = register.names.get(holder.agency_id or "", holder.name)
            one.name = max(one.name, name, key=_telling)  # of one id, whichever came first
            one.entries.append(Entry(task, role, words))
    return sorted(lists.values(), key=lambda one: (one.unknown, one.name.casefold(), one.key))


def _telling(name: str) -> tuple[int, int, str]:
    """How much a name tells: its length, then its capital letters."""
    return len(name), sum(letter.isupper() for letter in name), name


def waiting_words(task: TaskRow) -> tuple[str, ...]:
    """The roles and general nouns of a task for which nobody is known, who leads first."""
    return tuple(dict.fromkeys(party.agency for party in task.lead + task.support if holder_of(party) is WAITING))


def _roles(task: TaskRow) -> Iterable[tuple[Holder, str, tuple[str, ...]]]:
    """Everyone who has the task, once, with the role that counts; for nobody known yet with the words that stand
    there."""
    if not task.lead:
        yield NO_LEAD, UNKNOWN, ()
    seen: set[str] = set()
    waiting = waiting_words(task)
    for role, parties in ((LEAD, task.lead), (SUPPORT, task.support)):
        for holder in map(holder_of, parties):
            if holder.key not in seen:
                seen.add(holder.key)
                yield holder, role, waiting if holder is WAITING else ()
