"""Which task goes into whose list: one list for each body, each group, one for roles and general nouns for which nobody
is known, and one for tasks without a lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.knowledge.registry import Group
from pipeline.model import Party, Register, TaskRow

from .groups import Groups
from .holders import WAITING, Holder, holder_of, holder_of_group, key_of
from .slugs import NO_LEAD_SLUG

LEAD, SUPPORT, UNKNOWN = "Chủ trì", "Phối hợp", "Chưa xác định"
NO_LEAD = Holder("chưa xác định", "Chưa xác định cơ quan chủ trì", NO_LEAD_SLUG)


@dataclass(frozen=True, slots=True)
class Entry:
    """A task in a list with the role that puts it there: ``LEAD``, ``SUPPORT`` or ``UNKNOWN``; ``words`` are the roles
    and general nouns of the directive for which nobody is known yet, ``group`` the group as the directive means it
    (None for a body, and when nothing tells who the members are)."""

    task: TaskRow
    role: str
    words: tuple[str, ...] = ()
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """A task of a group that a body has as one of its members; the task stands in the list of the group."""

    group: AgencyList
    entry: Entry

    @property
    def role_words(self) -> str:
        """The role, and whether the directive leaves open which members are meant."""
        some = self.entry.group is not None and self.entry.group.some
        return f"{self.entry.role} theo nhóm{' (nếu liên quan)' if some else ''}"


@dataclass(slots=True)
class AgencyList:
    """The tasks of one body or group; ``folder`` is its folder under ``co-quan/``; ``shared`` are the tasks that a body
    has with its groups and not by itself, ``formerly`` the other names under which the list may have stood."""

    key: str
    name: str
    group: bool = False
    folder: str = ""
    entries: list[Entry] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    formerly: set[str] = field(default_factory=set)

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
    groups = Groups()
    for task in register.tasks:
        for holder, party, entry in _roles(task, groups):
            one = lists.setdefault(holder.key, AgencyList(holder.key, holder.name, holder.group, holder.folder))
            one.name = max(one.name, holder.name, key=lambda name: (len(name), name))  # of one id, whichever came first
            one.formerly |= {party.agency} if party and entry.group else set()
            one.entries.append(entry)
    _share(lists)
    return sorted(lists.values(), key=lambda one: (one.unknown, one.name.casefold(), one.key))


def waiting_words(task: TaskRow) -> tuple[str, ...]:
    """The roles and general nouns of a task for which nobody is known, who leads first."""
    return tuple(dict.fromkeys(party.agency for party in task.lead + task.support if holder_of(party) is WAITING))


def _share(lists: dict[str, AgencyList]) -> None:
    """Give every body that has a list the tasks of the groups it belongs to, each once, as lead where it may."""
    own = {one.key: {entry.task.id for entry in one.entries} for one in lists.values()}
    groups = sorted((one for one in lists.values() if one.group), key=lambda one: one.key)
    for role in (LEAD, SUPPORT):
        for one in groups:
            for entry in one.entries:
                members = entry.group.members if entry.group and entry.role == role else ()
                for key in lists.keys() & {key_of(member) for member in members}:
                    if entry.task.id not in own[key]:
                        own[key].add(entry.task.id)
                        lists[key].shared.append(Shared(one, entry))


def _roles(task: TaskRow, groups: Groups) -> Iterable[tuple[Holder, Party | None, Entry]]:
    """Everyone who has the task, once, with the role that counts; for nobody known yet with the words that stand
    there."""
    if not task.lead:
        yield NO_LEAD, None, Entry(task, UNKNOWN)
    seen: set[str] = set()
    waiting = waiting_words(task)
    for role, parties in ((LEAD, task.lead), (SUPPORT, task.support)):
        for party in parties:
            group = groups.of(party, task)
            holder = holder_of_group(group) if group else holder_of(party)
            if holder.key not in seen:
                seen.add(holder.key)
                yield holder, party, Entry(task, role, waiting if holder is WAITING else (), group)
