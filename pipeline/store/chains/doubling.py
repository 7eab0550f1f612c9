"""One duty given twice: a directive that carries another out passes its tasks on nearly word for word.

They are shown as one row with both sources where nothing is at stake: the same bodies lead and support, the limits and
figures are the same, and what people entered does not contradict. Else both rows stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from pipeline.model import Edge, Party, TaskRow
from pipeline.model.review import PROGRESS

from ..comparing import words

SAME = 0.9
"""So alike are the words of one duty at least (0 to 1): twice the words in common and in order over all words."""

LEAST = 8
"""Shorter tasks (words) are never joined: *báo cáo kết quả* is said of many things."""

ENTERED = tuple(cell for cell in PROGRESS if cell != "product")
OPEN = tuple("chưa hoàn thành" if cell == "status" else None for cell in ENTERED)

Rows = Mapping[str, Sequence[TaskRow]]


def joined(rows: Rows, edges: Iterable[Edge]) -> dict[str, tuple[TaskRow, ...]]:
    """The tasks with each duty once, at the directive that gave it first; the others stand in its ``also``."""
    standing = {sha256: list(tasks) for sha256, tasks in rows.items()}
    pairs = {(edge.target.sha256, edge.source.sha256) for edge in edges if edge.kind == "thực hiện"}
    for above, below in sorted(((a, b) for a, b in pairs if a in standing and b in standing and a != b),
                               key=lambda pair: [_day(standing[one]) for one in reversed(pair)], reverse=True):
        standing[above], standing[below] = _joined(standing[above], standing[below])
    return {sha256: tuple(tasks) for sha256, tasks in standing.items()}


def _day(tasks: Sequence[TaskRow]) -> tuple[str, str]:
    """What puts directives into the order of their days; the latest are joined first, so that a duty moves up."""
    directive = tasks[0].directive if tasks else None
    return (str(directive.head.issued_on), directive.sha256) if directive else ("", "")


def _joined(above: Sequence[TaskRow], below: Sequence[TaskRow]) -> tuple[list[TaskRow], list[TaskRow]]:
    of_stake: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, task in enumerate(above):
        of_stake[_stake(task)].append(i)
    scored = sorted((-score, i, j) for j, other in enumerate(below) for i in of_stake.get(_stake(other), ())
                    if (score := _likeness(above[i], other)))
    partner: dict[int, int] = {}
    for _, i, j in scored:
        if i not in partner and j not in partner.values():
            partner[i] = j
    first = [_one(task, below[partner[i]]) if i in partner else task for i, task in enumerate(above)]
    return first, [task for j, task in enumerate(below) if j not in partner.values()]


def _one(first: TaskRow, again: TaskRow) -> TaskRow:
    """The duty at the first directive, with what people entered at either."""
    entered = {name: getattr(again, name) for name in ENTERED} if _entered(first) == OPEN else {}
    return replace(first, also=(*first.also, replace(again, also=()), *again.also), **entered)


def _likeness(one: TaskRow, other: TaskRow) -> float:
    """How alike the words of two tasks are (0 to 1); 0 where they must not be joined."""
    if len({_entered(one), _entered(other)} - {OPEN}) > 1:
        return 0
    mine, theirs = words(one.text), words(other.text)
    if min(len(mine), len(theirs)) < LEAST or _figures(mine) != _figures(theirs):
        return 0
    return float(Indel.normalized_similarity(mine, theirs, score_cutoff=SAME))


def _stake(task: TaskRow) -> tuple[object, ...]:
    """What two rows of one duty have the same; rows without a lead are never the same."""
    limits = frozenset((limit.type, limit.due, limit.time, limit.value, limit.rrule) for limit in task.deadlines)
    return (_bodies(task.lead) or task.id, _bodies(task.support), limits, task.modality, task.product, task.notices)


def _bodies(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(party.agency_id or party.agency.casefold() for party in parties)


def _entered(task: TaskRow) -> tuple[object, ...]:
    return tuple(getattr(task, name) for name in ENTERED)


def _figures(told: Sequence[str]) -> list[str]:
    return [word for word in told if any(map(str.isdigit, word))]
