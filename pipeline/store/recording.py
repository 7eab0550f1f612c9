"""Writing an extraction: new rows, or the changes against what is there. Called inside a transaction.

What people entered (status, day, reply, note) belongs to them and is never written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pipeline.model import Extraction, Limit, Party, Task

from . import correcting, models
from .agencies import agencies_for, key_of
from .citing import citations
from .codec import digest, plain
from .comparing import sketch

READ_FIELDS = ["position", "clause", "text", "modality", "product", "page", "start", "end", "boxes", "confidence",
               "sure", "withdrawn"]
NO_TASK = "khong-co-nhiem-vu"
"""The code of the warning by which the pipeline itself says why a directive gives no task."""


def create(extraction: Extraction, version: str, at: datetime) -> models.Directive:
    """A new directive with everything that was read from it."""
    row = models.Directive(sha256=extraction.source.sha256, received_at=at, version=version)
    _fill(row, extraction)
    row.save()
    _keep_document(row, extraction)
    _write(row, extraction)
    return row


def update(row: models.Directive, extraction: Extraction, version: str) -> bool:
    """Bring a directive up to a new reading; False when the reading is the same as before."""
    changed = bool(row.digest != digest(extraction))
    row.version = version
    _keep_document(row, extraction)
    if changed:
        before = row.text
        _fill(row, extraction)
        _write(row, extraction)
        if row.text != before:
            correcting.follow_text(row, before)
    row.save()
    return changed


def _write(row: models.Directive, extraction: Extraction) -> None:
    """Everything that stands in tables of its own."""
    _write_tasks(row, extraction)
    _write_rejected(row, extraction)
    row.citations.all().delete()
    models.Citation.objects.bulk_create(
        models.Citation(directive=row, **fields) for fields in citations(extraction.references, extraction.text))


def _keep_document(row: models.Directive, extraction: Extraction) -> None:
    if extraction.document:
        models.Reading.objects.update_or_create(directive=row, defaults={"document": extraction.document})


def no_task_reason(extraction: Extraction) -> str | None:
    """Why a directive gives no task, None when it gives one."""
    if extraction.tasks:
        return None
    told = next((doubt.message for doubt in extraction.warnings if doubt.code == NO_TASK), None)
    if told or not extraction.rejected:
        return told or "Không tìm thấy phần chỉ đạo, giao nhiệm vụ trong văn bản."
    return (f"Đã xét {len(extraction.rejected)} đoạn của phần chỉ đạo, không đoạn nào giao nhiệm vụ; "
            "lý do từng đoạn ghi trong danh sách các đoạn đã loại.")


def _fill(row: models.Directive, extraction: Extraction) -> None:
    head, source = extraction.head, extraction.source
    row.number, row.type, row.issuer, row.issued_on = head.number, head.type, head.issuer, head.issued_on
    row.head = plain(head)
    row.references = [plain(reference) for reference in extraction.references]
    row.warnings = [plain(doubt) for doubt in extraction.warnings]
    row.signatures = [plain(signature) for signature in extraction.signatures]
    row.text, row.source_name, row.pages, row.text_from = extraction.text, source.name, source.pages, source.text_from
    row.no_task = no_task_reason(extraction)
    row.digest, row.sketch = digest(extraction), sketch(extraction.text)


def _numbered(tasks: Iterable[Task]) -> Iterator[tuple[tuple[str, int], Task]]:
    """Tasks with their id and how often it has come so far, so that none hides another."""
    seen: Counter[str] = Counter()
    for task in tasks:
        seen[task.id] += 1
        yield (task.id, seen[task.id]), task


def _write_tasks(directive: models.Directive, extraction: Extraction) -> None:
    old = {(row.key, row.repeat): row for row in directive.tasks.all()}
    rows: list[tuple[models.Task, Task]] = []
    for position, (key, task) in enumerate(_numbered(extraction.tasks)):
        row = old.pop(key, None) or models.Task(directive=directive, key=key[0], repeat=key[1])
        for name, value in _task_fields(position, task).items():
            setattr(row, name, value)
        rows.append((row, task))
    kept = {row.pk for row, _ in rows if row.pk}
    _save_tasks([row for row, _ in rows])
    _retire(old.values(), [row for row, _ in rows if row.pk not in kept])
    models.TaskParty.objects.filter(task__directive=directive, task__withdrawn=False).delete()
    models.Deadline.objects.filter(task__directive=directive, task__withdrawn=False).delete()
    _write_parties(rows)
    models.Deadline.objects.bulk_create(_limit_rows(rows))


def _task_fields(position: int, task: Task) -> dict[str, Any]:
    evidence = task.evidence
    return {
        "position": position, "clause": task.clause, "text": task.text, "modality": task.modality,
        "product": task.product, "page": evidence.page, "start": evidence.start, "end": evidence.end,
        "boxes": [plain(box) for box in evidence.boxes], "confidence": task.confidence,
        "sure": [plain(field) for field in task.sure], "withdrawn": False,
    }


def _save_tasks(rows: list[models.Task]) -> None:
    kept = [row for row in rows if row.pk]
    models.Task.objects.bulk_create([row for row in rows if not row.pk])
    if kept:
        models.Task.objects.bulk_update(kept, READ_FIELDS)


def _retire(rows: Iterable[models.Task], fresh: list[models.Task]) -> None:
    """A task that is no longer found goes, unless somebody worked on it: then the task that has its words now takes
    that over, and where there is none it stays, marked."""
    for row in rows:
        if row.touched and not correcting.carry_over(row, fresh):
            row.withdrawn = True
            row.save(update_fields=["withdrawn"])
        else:
            row.delete()


def _write_parties(rows: list[tuple[models.Task, Task]]) -> None:
    agencies = agencies_for(party for _, task in rows for party in (*task.lead, *task.support))
    models.TaskParty.objects.bulk_create(
        _party_row(row, role, position, party, agencies[key_of(party)])
        for row, task in rows
        for role, parties in (("lead", task.lead), ("support", task.support))
        for position, party in enumerate(parties)
    )


def _party_row(
    row: models.Task, role: str, position: int, party: Party, agency: models.Agency
) -> models.TaskParty:
    return models.TaskParty(
        task=row, agency=agency, role=role, position=position, mention=party.mention, name=party.agency,
        registry_id=party.agency_id, group=party.group, start=party.start, end=party.end,
    )


def _limit_rows(rows: list[tuple[models.Task, Task]]) -> Iterator[models.Deadline]:
    for row, task in rows:
        for position, limit in enumerate(task.deadlines):
            yield _limit_row(row, position, limit)


def _limit_row(row: models.Task, position: int, limit: Limit) -> models.Deadline:
    return models.Deadline(
        task=row, position=position, text=limit.text, type=limit.type, due=limit.due, time=limit.time,
        value=limit.value, working=limit.working, rrule=limit.rrule, rule=limit.rule,
        inherited_from=limit.inherited_from, start=limit.start, end=limit.end,
    )


def _write_rejected(directive: models.Directive, extraction: Extraction) -> None:
    directive.rejected.all().delete()
    models.RejectedSegment.objects.bulk_create(
        models.RejectedSegment(
            directive=directive, position=position, text=segment.text, reason=segment.reason, code=segment.code,
            clause=segment.clause, page=segment.page, start=segment.start, end=segment.end,
        )
        for position, segment in enumerate(extraction.rejected)
    )
