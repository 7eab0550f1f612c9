"""Where an office's own list and the store say different things of one task: its last day, and who leads.

A list does not take these over: the store keeps what the directive says, or what a person corrected. A name in a list
is the same body whatever way it is written, under its name of today or that of the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.knowledge.folding import key
from pipeline.knowledge.registry import Office, Signed, typed_body
from pipeline.model import TaskRow
from pipeline.model.review import split_names
from pipeline.model.tracker import Line
from pipeline.workbooks.heirs import took_over


@dataclass(frozen=True, slots=True)
class Difference:
    """A ``cell`` (``review.CELL_WORDS``) of which the list says one thing and the store another; words as a person
    reads them, ``kept`` is "" where the store has none."""

    cell: str
    listed: str
    kept: str


def differences(line: Line, task: TaskRow, office: Office, as_of: date) -> tuple[Difference, ...]:
    """In what a row differs from the task that it means; a cell that it leaves empty differs in nothing."""
    return (*_limit(line, task), *_lead(line, task, office, as_of))


def _limit(line: Line, task: TaskRow) -> Iterator[Difference]:
    due = line.values.get("due")
    days = sorted({day for day in (*(limit.due for limit in task.deadlines), task.extended_to) if day})
    if due and date.fromisoformat(due) not in days:
        yield Difference("due", f"{date.fromisoformat(due):%d/%m/%Y}", "; ".join(f"{day:%d/%m/%Y}" for day in days))


def _lead(line: Line, task: TaskRow, office: Office, as_of: date) -> Iterator[Difference]:
    """Bodies are the same by id, else by their words. A list may leave out some of many leads, never name others."""
    listed = split_names(line.values.get("lead", ""))
    known = set(_keys(task, office, as_of))
    others = [name for name in listed if known.isdisjoint(_meant(name, task, office))]
    if others or (listed and not task.lead):
        yield Difference("lead", "; ".join(listed), "; ".join(party.agency for party in task.lead))


def _keys(task: TaskRow, office: Office, as_of: date) -> Iterator[str]:
    for party in task.lead:
        yield key(party.mention)
        yield from _meant(party.agency, task, office) if party.agency_id is None else (key(party.agency),
                                                                                       party.agency_id)
        heirs = took_over(party, task, as_of)
        yield from (heirs.all if heirs else ())


def _meant(name: str, task: TaskRow, office: Office) -> set[str]:
    """What a name in a list may be told by: its words, and the body that it means on the day of the directive and
    today (a list is of today)."""
    head = task.directive.head
    days = (Signed(head.issuer, head.issued_on, head.place), Signed(head.issuer, None, head.place))
    return {key(name), *filter(None, (typed_body(name, signed, office).id for signed in days))}
