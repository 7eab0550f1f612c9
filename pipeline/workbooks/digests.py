"""Digests of what workbooks show, by which they are known to need no writing.

A digest covers all fields of a row but those named here that no workbook shows: a new field is in it by itself. What
tables of the program and its layout add is covered by ``form``, which the caller gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from pipeline.model import DirectiveRow, Edge, Limit, Link, Party, Register, RejectedRow, Sure, TaskRow
from pipeline.model.review import PROGRESS

from .heirs import heirs_of, own_id
from .holders import id_of
from .lists import AgencyList, Entry
from .standing import progress, state_of


def _all_of(kind: Any, *but: str) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of all fields of a row but those named, as a tuple."""
    return attrgetter(*(one.name for one in fields(kind) if one.name not in but))


_PLACE = ("start", "end", "origin")
_PARTY, _LIMIT, _SURE = _all_of(Party, *_PLACE), _all_of(Limit, *_PLACE), _all_of(Sure)
_TASK = _all_of(TaskRow, "directive", "lead", "support", "deadlines", "sure", "links", "also", "start", "end",
                "verdict", "corrections", "quote")
_REJECTED = _all_of(RejectedRow, "directive")
_EDGE = _all_of(Edge, "source", "target", "start", "end")


@dataclass(slots=True)
class Digests:
    """Digests of the rows of one register, each made once; ``as_of`` is its day. Rows are told by identity: they have
    to stay while this is used."""

    as_of: date
    _tasks: dict[int, bytes] = field(default_factory=dict)
    _shown: dict[int, bytes] = field(default_factory=dict)
    _reviewed: dict[int, bytes] = field(default_factory=dict)
    _directives: dict[int, bytes] = field(default_factory=dict)
    _heirs: dict[str | None, str] = field(default_factory=dict)

    def task(self, row: TaskRow) -> bytes:
        """What lists show of a task, whatever the day."""
        found = self._tasks.get(id(row))
        if found is None:
            found = self._tasks[id(row)] = _of(
                _TASK(row), list(map(_PARTY, row.lead)), list(map(_PARTY, row.support)),
                [(_LIMIT(one), one.origin and (one.origin.kind, one.origin.rule)) for one in row.deadlines],
                list(map(_SURE, row.sure)), self._directive(row.directive), list(map(self._link, row.links)),
                list(map(self.task, row.also)))
        return found

    def shown(self, row: TaskRow) -> bytes:
        """What lists show of a task on the day: its state and the days left, who took over from bodies that have ended,
        and what was entered."""
        found = self._shown.get(id(row))
        if found is None:
            heirs = "".join([self._took_over(party.agency_id) for party in (*row.lead, *row.support)])
            told = f"{state_of(row, self.as_of).name} {progress(row, self.as_of)} {heirs}"
            entered = [one for one in row.corrections if one.cell in PROGRESS]
            found = self._shown[id(row)] = self.task(row) + f"{told} {entered}".encode("utf-8", "surrogatepass")
        return found

    def _took_over(self, agency_id: str | None) -> str:
        found = self._heirs.get(agency_id)
        if found is None:
            heirs = heirs_of(own_id(agency_id), self.as_of) if agency_id else None
            found = self._heirs[agency_id] = f"{heirs.main and heirs.main.id} {heirs.parts}" if heirs else ""
        return found

    def reviewed(self, row: TaskRow) -> bytes:
        """What a review workbook shows of a task."""
        found = self._reviewed.get(id(row))
        if found is None:
            read_at = [one.start for one in (*row.lead, *row.support)], [one.start for one in row.deadlines]
            found = self._reviewed[id(row)] = _of(self.task(row), row.verdict, row.corrections, row.quote, row.start,
                                                  row.end, read_at)
        return found

    def directive(self, row: DirectiveRow) -> bytes:
        """All that is known of a directive but when its file arrived."""
        found = self._reviewed.get(id(row))
        if found is None:
            found = self._reviewed[id(row)] = _of(_EXCEPT_ARRIVAL(row))
        return found

    def rejected(self, row: RejectedRow) -> bytes:
        """A segment that was not taken, with what is shown of its directive."""
        return _of(self._directive(row.directive), _REJECTED(row))

    def _directive(self, row: DirectiveRow) -> bytes:
        """What lists show of a directive at its tasks."""
        found = self._directives.get(id(row))
        if found is None:
            found = self._directives[id(row)] = _of(row.sha256, row.head, row.notices, row.files)
        return found

    def _link(self, link: Link) -> tuple[object, ...]:
        return link.target, link.clauses, list(map(self.task, link.tasks))

    def of_list(self, one: AgencyList) -> tuple[str, str]:
        """What stands in a list, and what its workbook shows of it on the day."""
        stands = [(_role(one.role_words(entry), entry), entry.task) for entry in one.entries]
        stands += [(f"{_role(shared.role_words, shared.entry)} {shared.source.name} {shared.source.folder}",
                    shared.entry.task) for shared in one.shared]
        frame = (one.name, one.group, one.folder, sorted(one.before), heirs_of(id_of(one.key), self.as_of))
        return (joined((role, self.task(task)) for role, task in stands),
                joined([frame, *((role, self.shown(task)) for role, task in stands)]))

    def of_register(self, register: Register) -> str:
        """All that the workbooks of a register show on the day."""
        nodes = {id(node): repr(node) for edge in register.edges for node in (edge.source, edge.target)}
        return joined([
            sorted(register.names.items()), sorted(register.places.items()), register.place, register.failures,
            register.removed, register.copies, register.acts,
            [(row.received_at, self.directive(row)) for row in register.directives],
            *map(self.shown, register.tasks), *map(self.reviewed, register.rows()),
            *map(self.rejected, register.rejected),
            *((_EDGE(edge), nodes[id(edge.source)], nodes[id(edge.target)]) for edge in register.edges)])

    def of_review(self, title: str, tasks: Iterable[TaskRow], directives: Iterable[DirectiveRow],
                  rejected: Iterable[RejectedRow]) -> str:
        """What a review workbook shows."""
        return joined([title, *map(self.reviewed, tasks), *map(self.directive, directives), *map(_REJECTED, rejected)])


_EXCEPT_ARRIVAL = _all_of(DirectiveRow, "received_at")


def _role(words: str, entry: Entry) -> str:
    return f"{words} ({entry.role}; {'; '.join(entry.words)})"


def _of(*parts: object) -> bytes:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def joined(parts: Iterable[object]) -> str:
    """One digest of many parts, told by their representations."""
    whole = blake2b(digest_size=12)
    for part in parts:
        whole.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass") + b"\n")
    return whole.hexdigest()
