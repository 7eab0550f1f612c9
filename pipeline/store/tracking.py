"""What offices' own lists give: their directives and rows kept, and how they stand in the register. Called inside a
transaction.

Whether a directive of a list is in the store is settled when the register is made, so that the order of arrival changes
nothing: until then its tasks stand under what the list says of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.model import DirectiveRow, Head, TaskRow
from pipeline.model.tracker import FROM_TRACKER, ONLY_LISTED, SEPARATE, TOLD, Giver, KeptRow

from . import models
from .clock import now
from .matching import directive_of, task_of


def keep(source: str, givers: Iterable[Giver], rows: Iterable[KeptRow]) -> None:
    """Keep the directives that a list names and its rows as they stand; what is known stays as it is."""
    at = now()
    named = set(models.TrackedDirective.objects.values_list("key", flat=True))
    models.TrackedDirective.objects.bulk_create(
        models.TrackedDirective(key=one.key, number=one.number, issued_on=one.issued_on, issuer=one.issuer,
                                subject=one.subject, source=source, at=at) for one in givers if one.key not in named)
    known = {(row.subject, row.sheet, row.row): row for row in models.TrackedRow.objects.filter(source=source)}
    fresh, changed = [], []
    for one in rows:
        row = known.get((one.subject, one.sheet, one.row))
        raw = [list(pair) for pair in one.raw]
        if row is None:
            fresh.append(models.TrackedRow(subject=one.subject, source=source, sheet=one.sheet, row=one.row, raw=raw,
                                           at=at))
        elif row.raw != raw:
            row.raw, row.at = raw, at
            changed.append(row)
    models.TrackedRow.objects.bulk_create(fresh)
    models.TrackedRow.objects.bulk_update(changed, ["raw", "at"], batch_size=500)


def kept_rows(subject: str) -> list[tuple[str, KeptRow]]:
    """The rows that were taken for a task, each with the name of its file."""
    return [(row.source, KeptRow(row.subject, row.sheet, row.row, tuple((name, text) for name, text in row.raw)))
            for row in models.TrackedRow.objects.filter(subject=subject)]


def sources() -> frozenset[str]:
    """The names of all lists."""
    return frozenset(models.TrackedRow.objects.order_by().values_list("source", flat=True).distinct())


def joined(standing: Mapping[int, DirectiveRow]) -> tuple[dict[int, DirectiveRow], dict[str, list[str]]]:
    """The directives that stand with those that only lists name, and the keys of lists under each, by its sha256."""
    rows, found, under = dict(standing), list(standing.values()), defaultdict(list)
    counting = _counting()
    tasked = Counter(sha256 for key, sha256 in models.AddedTask.objects.values_list("key", "sha256")
                     if key in counting)
    for number, row in enumerate(models.TrackedDirective.objects.all(), 1):
        if row.key not in tasked:
            continue
        meant, _ = directive_of(row.number, row.issued_on, found)
        if meant is None:
            rows[-number] = meant = _alone(row, tasked[row.key])
        under[meant.sha256].append(row.key)
    return rows, dict(under)


def _counting() -> set[str]:
    return set(models.Correction.objects.filter(cell="text", state="taken").values_list("subject", flat=True))


def _alone(row: models.TrackedDirective, tasks: int) -> DirectiveRow:
    head = Head(number=row.number, type=None, issuer=row.issuer, issued_on=row.issued_on, subject=row.subject)
    return DirectiveRow(row.key, (row.source,), head, row.at, tasks, 0, notices=(ONLY_LISTED,))


def absorbed(rows: Sequence[TaskRow], listed: Iterable[tuple[str | None, TaskRow]]) -> tuple[list[TaskRow],
                                                                                                     list[TaskRow]]:
    """The tasks that are read from a directive with what lists say of them, and those of the lists (each with its
    place) that are none of them; a task is that of one row."""
    free, done, rest = list(rows), {row.id: row for row in rows}, []
    for place, one in listed:
        meant, _ = task_of(one.text, free) if place != SEPARATE else (None, "")
        if meant is None:
            rest.append(replace(one, notices=(*one.notices, FROM_TRACKER)) if rows else one)
        else:
            free.remove(meant)
            done[meant.id] = _with(done[meant.id], one)
    return list(done.values()), rest


def _with(task: TaskRow, listed: TaskRow) -> TaskRow:
    told = tuple(replace(one, subject=task.id) for one in listed.corrections if one.cell in TOLD)
    free = {one.cell for one in told if not task.corrected(one.cell)}
    return replace(task, corrections=(*told, *task.corrections), **{cell: getattr(listed, cell) for cell in free})
