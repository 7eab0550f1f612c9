"""What a damaged database still gives of what people entered, row by row, put into a new one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.db.models import Model
from django.db.utils import DatabaseError

from pipeline.audit import Entry, examine

from . import auditing, models, twins
from .second import SECOND, second_file

TABLES: Final[tuple[type[Model], ...]] = (models.Assignment, models.Correction, models.AddedTask,
                                          models.TrackedDirective, models.TrackedRow)
"""The tables that hold nothing but what people entered."""
DECIDED: Final = ("removed", "chosen")


def salvage(file: Path) -> int:
    """Take over what can be read; returns how many rows. What the new store has already stays."""
    if not file.is_file() or not file.stat().st_size:
        return 0
    with second_file(file), transaction.atomic():
        return sum(map(_table, TABLES)) + _decisions() + _entered()


def audit(file: Path) -> int:
    """Take over the beginning of the audit, as far as it can be read and holds; returns how many entries."""
    if not file.is_file() or not file.stat().st_size or models.AuditEntry.objects.exists():
        return 0
    found: list[Entry] = []
    with second_file(file), suppress(DatabaseError):
        rows = models.AuditEntry.objects.using(SECOND).order_by("number").iterator(chunk_size=1)
        found.extend(map(auditing.entry, rows))
    broken = examine(found).broken_at
    good = [one for one in found if not broken or one.number < broken]
    models.AuditEntry.objects.bulk_create(models.AuditEntry(**asdict(one)) for one in good)
    return len(good)


def _table(model: type[Model]) -> int:
    fields = [field.attname for field in model._meta.concrete_fields]
    rows = [model(**values) for values in _readable(model, fields)]
    return len(model._default_manager.bulk_create(rows, ignore_conflicts=True))


def _decisions() -> int:
    """What was taken out of the lists, and which copies were chosen."""
    count = 0
    for old in _readable(models.Directive, ["sha256", *DECIDED]):
        row = models.Directive.objects.filter(sha256=old["sha256"]).first()
        if row and any(old[name] for name in DECIDED):
            row.removed, row.chosen = old["removed"], old["chosen"]
            row.save(update_fields=list(DECIDED))
            twins.choose_standing(row)
            count += 1
    return count


def _entered() -> int:
    """Status, day, reply and note of tasks."""
    count = 0
    for old in _readable(models.Task, ["key", "repeat", "directive__sha256", *models.ENTERED]):
        given = {name: old[name] for name in models.ENTERED if old[name] not in (None, "", models.OPEN)}
        if given:
            count += models.Task.objects.filter(key=old["key"], repeat=old["repeat"],
                                                directive__sha256=old["directive__sha256"]).update(**given)
    return count


def _readable(model: type[Model], fields: list[str]) -> Iterator[dict[str, Any]]:
    """The rows of the damaged database until one cannot be read, then those from the end."""
    seen: set[object] = set()
    for order in ("pk", "-pk"):
        with suppress(DatabaseError):
            found = model._base_manager.using(SECOND).order_by(order).values("pk", *fields)
            for values in found.iterator(chunk_size=1):
                key = values.pop("pk")
                if key in seen:
                    break
                seen.add(key)
                yield values
