"""Which task goes into whose list: one list for each body, each group, and one for tasks without a lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.knowledge.registry import Group, Registry
from pipeline.model import Party, Register, TaskRow

from .groups import Groups
from .slugs import NO_LEAD_SLUG, folder_names

NO_LEAD_NAME = "Chưa xác định cơ quan chủ trì"
LEAD, SUPPORT, UNKNOWN = "Chủ trì", "Phối hợp", "Chưa xác định"

_NO_LEAD_KEY = "chưa xác định"
_ID = "mã "
_NO_PLACE = "chưa rõ địa phương"


@dataclass(frozen=True, slots=True)
class Entry:
    """A task in a list with the role that puts it there: ``LEAD``, ``SUPPORT`` or ``UNKNOWN``; of a group, with the
    group as the directive means it (None when nothing tells who its members are)."""

    task: TaskRow
    role: str
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
        """Whether this is the list of tasks without a lead."""
        return self.key == _NO_LEAD_KEY

    @property
    def led(self) -> list[TaskRow]:
        """The tasks this body answers for; in the list without lead all of them."""
        return [entry.task for entry in self.entries if entry.role != SUPPORT]

    @property
    def supported(self) -> list[TaskRow]:
        """The tasks this body only supports."""
        return [entry.task for entry in self.entries if entry.role == SUPPORT]

    def role_words(self, entry: Entry) -> str:
        """The role as the list shows it; a group says that the task is everybody's."""
        return f"{entry.role} theo nhóm" if self.group else entry.role


def agency_lists(register: Register) -> list[AgencyList]:
    """The lists of a register, by name. A body that leads and supports a task has it once, as lead."""
    keys = _Keys(register.tasks)
    lists: dict[str, AgencyList] = {}
    for task in register.tasks:
        for key, party, role, group in _roles(task, keys):
            if key not in lists:
                lists[key] = _empty_list(key, party, group)
            lists[key].entries.append(Entry(task, role, group))
            lists[key].formerly |= {party.agency} if party and group else set()
    _tell_apart(lists.values())
    _name_folders(lists)
    _share(lists)
    return sorted(lists.values(), key=lambda one: (one.unknown, one.name.casefold(), one.key))


def _share(lists: dict[str, AgencyList]) -> None:
    """Give every body that has a list the tasks of the groups it belongs to, each once, as lead where it may."""
    own = {one.key: {entry.task.id for entry in one.entries} for one in lists.values()}
    groups = sorted((one for one in lists.values() if one.group), key=lambda one: one.key)
    for role in (LEAD, SUPPORT):
        for one in groups:
            for entry in one.entries:
                members = entry.group.members if entry.group and entry.role == role else ()
                for key in lists.keys() & {f"{_ID}{member}" for member in members}:
                    if entry.task.id not in own[key]:
                        own[key].add(entry.task.id)
                        lists[key].shared.append(Shared(one, entry))


def _roles(task: TaskRow, keys: _Keys) -> Iterable[tuple[str, Party | None, str, Group | None]]:
    if not task.lead:
        yield _NO_LEAD_KEY, None, UNKNOWN, None
    seen: set[str] = set()
    for role, parties in ((LEAD, task.lead), (SUPPORT, task.support)):
        for party in parties:
            group = keys.groups.of(party, task)
            key = keys.of(party, group)
            if key not in seen:
                seen.add(key)
                yield key, party, role, group


class _Keys:
    """Tells bodies apart: by their id, else by name.

    Two bodies of one name and different ids (Sở Y tế of two provinces) have two lists. A name without
    an id joins the body of that name when there is only one.
    """

    def __init__(self, tasks: Iterable[TaskRow]) -> None:
        self.groups = Groups()
        self._ids: defaultdict[str, set[str]] = defaultdict(set)
        for task in tasks:
            for party in task.lead + task.support:
                if party.agency_id and not party.group:
                    self._ids[_plain(party.agency)].add(party.agency_id)

    def of(self, party: Party, group: Group | None) -> str:
        name = _plain(party.agency)
        if party.group or group:
            return f"nhóm {group.id if group else name}"
        ids = self._ids.get(name, set())
        agency_id = party.agency_id or (next(iter(ids)) if len(ids) == 1 else None)
        return f"{_ID}{agency_id}" if agency_id else f"tên {name}"


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _empty_list(key: str, party: Party | None, group: Group | None) -> AgencyList:
    if party is None:
        return AgencyList(key, NO_LEAD_NAME)
    if group:
        return AgencyList(key, group.name, group=True)
    return AgencyList(key, " ".join(party.agency.split()), party.group)


def _tell_apart(lists: Iterable[AgencyList]) -> None:
    """Bodies of one name get the province from the registry, or the id, into their names."""
    by_name: defaultdict[str, list[AgencyList]] = defaultdict(list)
    for one in lists:
        if not one.group and not one.unknown:
            by_name[_plain(one.name)].append(one)
    for one in (one for same in by_name.values() if len(same) > 1 for one in same):
        agency_id = one.key.removeprefix(_ID)
        known = Registry.load().called(agency_id, one.name) if agency_id != one.key else None
        one.name = known or f"{one.name} ({'mã ' + agency_id if agency_id != one.key else _NO_PLACE})"


def _name_folders(lists: dict[str, AgencyList]) -> None:
    folders = folder_names((key, one.name) for key, one in lists.items() if not one.unknown)
    for key, one in lists.items():
        one.folder = NO_LEAD_SLUG if one.unknown else folders[key]
