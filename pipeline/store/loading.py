"""Reading the store back: rows into the shared model.

Parties and limits are read in one query each and grouped here: a query with one parameter for each
task would pass SQLite's limit on a large store.
"""

from __future__ import annotations

from collections import defaultdict

from pipeline.model import Evidence, Extraction, Limit, Party, Rejected, Source, Task

from . import models
from .codec import box, doubt, head, reference, signature, sure

Parties = dict[tuple[int, str], tuple[Party, ...]]
Limits = dict[int, tuple[Limit, ...]]


def parties_by_task(**condition: object) -> Parties:
    """Parties of the tasks that meet the condition (of ``TaskParty``), by task row and role."""
    found: dict[tuple[int, str], list[Party]] = defaultdict(list)
    for row in models.TaskParty.objects.filter(**condition).order_by("task_id", "role", "position"):
        party = Party(row.mention, row.name, row.registry_id, row.group, row.start, row.end)
        found[row.task_id, row.role].append(party)
    return {key: tuple(parties) for key, parties in found.items()}


def limits_by_task(**condition: object) -> Limits:
    """Limits of the tasks that meet the condition (of ``Deadline``), by task row."""
    found: dict[int, list[Limit]] = defaultdict(list)
    for row in models.Deadline.objects.filter(**condition).order_by("task_id", "position"):
        found[row.task_id].append(Limit(
            row.text, row.type, row.due, row.time, row.value, row.working, row.rrule, row.rule, row.inherited_from,
            row.start, row.end,
        ))
    return {key: tuple(limits) for key, limits in found.items()}


def extraction(row: models.Directive) -> Extraction:
    """The extraction as it was recorded last; tasks that are no longer found are left out."""
    parties = parties_by_task(task__directive=row)
    limits = limits_by_task(task__directive=row)
    return Extraction(
        Source(row.source_name, row.sha256, row.pages, row.text_from),
        row.text,
        head(row.head),
        tuple(reference(fields) for fields in row.references),
        tuple(_task(task, parties, limits) for task in row.tasks.filter(withdrawn=False)),
        tuple(_rejected(segment) for segment in row.rejected.all()),
        tuple(doubt(fields) for fields in row.warnings),
        tuple(signature(fields) for fields in row.signatures),
    )


def _task(row: models.Task, parties: Parties, limits: Limits) -> Task:
    return Task(
        row.key, row.clause, row.text, row.modality,
        parties.get((row.pk, "lead"), ()), parties.get((row.pk, "support"), ()), limits.get(row.pk, ()),
        row.product,
        Evidence(row.page, row.start, row.end, tuple(box(fields) for fields in row.boxes)),
        row.confidence, tuple(sure(fields) for fields in row.sure),
    )


def _rejected(row: models.RejectedSegment) -> Rejected:
    return Rejected(row.text, row.reason, row.code, row.clause, row.page, row.start, row.end)
