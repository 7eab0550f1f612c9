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
    rows = models.TaskParty.objects.filter(**condition).order_by("task_id", "role", "position")
    for task, role, *fields in rows.values_list("task_id", "role", "mention", "name", "registry_id", "group", "start",
                                                "end").iterator():
        found[task, role].append(Party(*fields))
    return {key: tuple(parties) for key, parties in found.items()}


def limits_by_task(**condition: object) -> Limits:
    """Limits of the tasks that meet the condition (of ``Deadline``), by task row."""
    found: dict[int, list[Limit]] = defaultdict(list)
    rows = models.Deadline.objects.filter(**condition).order_by("task_id", "position")
    for task, *fields in rows.values_list("task_id", "text", "type", "due", "time", "value", "working", "rrule", "rule",
                                          "inherited_from", "start", "end").iterator():
        found[task].append(Limit(*fields))
    return {key: tuple(limits) for key, limits in found.items()}


def extraction(row: models.Directive) -> Extraction:
    """The extraction as it was recorded last; tasks that are no longer found are left out, and what was recognised."""
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


def document(sha256: str) -> bytes:
    """What was recognised of that content, empty where nothing was."""
    found = models.Reading.objects.filter(directive__sha256=sha256).values_list("document", flat=True).first()
    return bytes(found or b"")


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
