"""The register: standing directives with their tasks, rejected segments and open failures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from pipeline.model import Decision, DirectiveRow, FailureRow, Register, RejectedRow, RemovedRow, TaskRow

from . import models
from .codec import decision, head, signature, sure
from .loading import Limits, Parties, limits_by_task, parties_by_task
from .twins import difference

WITHDRAWN = ("Lần đọc gần nhất không còn thấy nhiệm vụ này trong văn bản; giữ lại vì đã có người cập nhật. "
             "Đề nghị đối chiếu với văn bản gốc.")


def register(as_of: date) -> Register:
    """Everything that is to be published, in order of arrival and of the text."""
    directives = _directives()
    tasks = _tasks(directives)
    _tell_twins(directives, tasks)
    standing, removed = {pk: row for pk, row in directives.items() if pk not in _twins()}, _removed()
    gone = tuple(RemovedRow(standing.pop(pk), found) for pk, found in removed.items() if pk in standing)
    return Register(
        as_of,
        tuple(standing.values()),
        tuple(replace(task, directive=row) for pk, row in standing.items() for task in tasks[pk]),
        _rejected(standing),
        failures(),
        gone,
    )


def failures() -> tuple[FailureRow, ...]:
    """Files that are still failing."""
    return tuple(
        FailureRow(row.name, row.code, row.message, row.advice, row.at)
        for row in models.Failure.objects.filter(resolved_at=None)
    )


def _twins() -> dict[int, int]:
    """Row of a twin → row of the directive that stands for it."""
    return dict(models.Directive.objects.exclude(twin_of=None).values_list("pk", "twin_of_id"))


def _removed() -> dict[int, Decision]:
    """Row of a directive that a person took out of the lists → the decision."""
    rows = models.Directive.objects.filter(removed__isnull=False).order_by("id").values_list("pk", "removed")
    return {pk: found for pk, fields in rows if (found := decision(fields))}


def _directives() -> dict[int, DirectiveRow]:
    """All directives by row, twins included; the full text is not loaded."""
    files, rejected, tasks = _files(), _count(models.RejectedSegment), _count(models.Task)
    return {
        row.pk: DirectiveRow(
            row.sha256, tuple(files[row.pk]), head(row.head), row.received_at, tasks[row.pk], rejected[row.pk],
            tuple(fields["message"] for fields in row.warnings), row.no_task,
            tuple(signature(fields) for fields in row.signatures),
        )
        for row in models.Directive.objects.defer("text", "references")
    }


def _files() -> dict[int, list[str]]:
    """Names by standing directive, each once, in order of arrival."""
    twins = _twins()
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in models.SourceFile.objects.order_by("id").values_list("directive_id", "name"):
        for owner in {pk, twins.get(pk, pk)}:
            if name not in names[owner]:
                names[owner].append(name)
    return names


def _count(table: type[models.Task] | type[models.RejectedSegment]) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for pk in table.objects.order_by().values_list("directive_id", flat=True):
        counts[pk] += 1
    return counts


def _tasks(directives: dict[int, DirectiveRow]) -> dict[int, list[TaskRow]]:
    parties, limits = parties_by_task(), limits_by_task()
    found: dict[int, list[TaskRow]] = defaultdict(list)
    for row in models.Task.objects.order_by("directive_id", "position", "id"):
        found[row.directive_id].append(_task_row(row, directives[row.directive_id], parties, limits))
    return found


def _task_row(row: models.Task, directive: DirectiveRow, parties: Parties, limits: Limits) -> TaskRow:
    return TaskRow(
        row.public_id, directive, row.clause, row.page, row.text, row.modality,
        parties.get((row.pk, "lead"), ()), parties.get((row.pk, "support"), ()), limits.get(row.pk, ()),
        row.product, row.confidence, row.status, row.completed_on, row.reply, row.note,
        (WITHDRAWN,) if row.withdrawn else (), tuple(sure(fields) for fields in row.sure),
    )


def _tell_twins(directives: dict[int, DirectiveRow], tasks: dict[int, list[TaskRow]]) -> None:
    """Add a doubt to each directive whose other copy was read differently; past readings of the same file are none."""
    past = set(models.Directive.objects.filter(past=True).values_list("pk", flat=True))
    for twin, first in _twins().items():
        if twin in past or first in past:
            continue
        doubt = difference(directives[first], tasks[first], directives[twin], tasks[twin])
        if doubt:
            row = directives[first]
            directives[first] = replace(row, doubts=(*row.doubts, doubt))


def _rejected(standing: dict[int, DirectiveRow]) -> tuple[RejectedRow, ...]:
    return tuple(
        RejectedRow(standing[row.directive_id], row.clause, row.page, row.text, row.reason)
        for row in models.RejectedSegment.objects.order_by("directive_id", "position")
        if row.directive_id in standing
    )
