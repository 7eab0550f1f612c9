"""Which task goes into whose list: one list for each body, each group, one for roles and general nouns for which nobody
is known, and one for tasks without a lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from pipeline.knowledge.registry import Group
from pipeline.model import Party, Register, TaskRow

from .groups import Groups
from .heirs import heirs_of, took_over
from .holders import WAITING, Holder, ground, holder_of, holder_of_group, id_of, key_of
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
    """A task that a body has with others: as a member of a group, or because the body that had it ended and was shared
    out. It stands once, in the list of ``source``, the group or the body that was."""

    source: AgencyList
    entry: Entry

    @property
    def role_words(self) -> str:
        """The role, and whether the directive leaves open which members are meant."""
        if not self.source.group:
            return f"{self.entry.role}, nhận từ cơ quan đã kết thúc"
        some = self.entry.group is not None and self.entry.group.some
        return f"{self.entry.role} theo nhóm{' (nếu liên quan)' if some else ''}"


@dataclass(slots=True)
class AgencyList:
    """The tasks of one body or group; ``folder`` is its folder under ``co-quan/``; ``shared`` are the tasks that a body
    has with others and not by itself, ``formerly`` the other names under which its tasks may have stood, ``before`` the
    bodies that have ended whose open tasks stand here."""

    key: str
    name: str
    group: bool = False
    folder: str = ""
    entries: list[Entry] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    formerly: set[str] = field(default_factory=set)
    before: set[str] = field(default_factory=set)

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
    groups = Groups(register.place)
    for task in register.tasks:
        for holder, party, entry in _roles(task, groups, register.as_of):
            one = lists.setdefault(holder.key, AgencyList(holder.key, "", holder.group, holder.folder))
            name = register.names.get(holder.agency_id or "", holder.name)
            if name != one.name:
                one.name = max(one.name, name, key=_telling)  # of one id, whichever came first
            one.entries.append(entry)
            heirs = took_over(party, task, register.as_of) if party else None
            if party and heirs and heirs.main:
                one.before.add(heirs.ended.name)
            one.formerly |= {party.agency, *one.before} if party and not one.unknown else set()
    _share(lists, register.as_of)
    return sorted(lists.values(), key=lambda one: (one.unknown, one.name.casefold(), one.key))


def _telling(name: str) -> tuple[int, int, str]:
    """How much a name tells: its length, then its capital letters."""
    return len(name), sum(letter.isupper() for letter in name), name


def waiting_words(task: TaskRow) -> tuple[str, ...]:
    """The roles and general nouns of a task for which nobody is known, who leads first."""
    return tuple(dict.fromkeys(party.agency for party in task.lead + task.support if holder_of(party) is WAITING))


def _share(lists: dict[str, AgencyList], as_of: date) -> None:
    """Give every body that has a list the tasks of the groups it belongs to, each once, as lead where it may."""
    own = {one.key: {entry.task.id for entry in one.entries} for one in lists.values()}
    sources = sorted(lists.values(), key=lambda one: (not one.group, one.key))
    near = frozenset(map(ground, lists))
    for role in (LEAD, SUPPORT):
        for one in sources:
            for entry in (entry for entry in one.entries if entry.role == role):
                for key in lists.keys() & {key_of(i) for i in _with_whom(one, entry, as_of, near, lists)}:
                    if entry.task.id not in own[key]:
                        own[key].add(entry.task.id)
                        lists[key].shared.append(Shared(one, entry))


def _with_whom(one: AgencyList, entry: Entry, as_of: date, near: frozenset[str], keys: Iterable[str]) -> Iterable[str]:
    """The ids of the bodies that have the task of a list too: the members of a group, units inside a body among those
    that have lists (``keys``), and of a body that was shared out (a district) its heirs. Heirs are only looked for
    where there are lists: on the grounds ``near``."""
    if entry.group and entry.group.inside:
        return {*entry.group.members, *(i for i in map(id_of, keys) if i.startswith(f"{entry.group.inside}/"))}
    if entry.group:
        return entry.group.members if not entry.task.open else _today(entry.group.members, as_of, near)
    heirs = heirs_of(id_of(one.key), as_of) if entry.task.open else None
    return heirs.all if heirs and heirs.main is None else ()


@lru_cache(maxsize=512)
def _today(members: frozenset[str], as_of: date, near: frozenset[str]) -> frozenset[str]:
    """The members, with whoever took over in place of those that have ended."""
    heirs = {member: heirs_of(member, as_of) for member in members if ground(key_of(member)) in near}
    ended = {member: one.all for member, one in heirs.items() if one}
    return (members - ended.keys()) | {i for every in ended.values() for i in every}


def _roles(task: TaskRow, groups: Groups, as_of: date) -> Iterable[tuple[Holder, Party | None, Entry]]:
    """Everyone who has the task, once, with the role that counts; for nobody known yet with the words that stand
    there."""
    if not task.lead:
        yield NO_LEAD, None, Entry(task, UNKNOWN)
    seen: set[str] = set()
    for role, parties in ((LEAD, task.lead), (SUPPORT, task.support)):
        for party in parties:
            group = groups.of(party, task)
            heirs = took_over(party, task, as_of)
            main = heirs.main if heirs else None
            mine = replace(party, agency=main.name, agency_id=main.id) if main else party
            holder = holder_of_group(group) if group else holder_of(mine)
            if holder.key not in seen:
                seen.add(holder.key)
                yield holder, party, Entry(task, role, waiting_words(task) if holder is WAITING else (), group)
