"""Directives as people have corrected them, with nothing that is not theirs: no limit that comes down a chain, no body
that a role means by decision, no row joined with that of another directive. Called inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import TaskRow

from . import codec, models
from .correcting import Corrections, is_dropped
from .originals import Originals
from .registering import every_directive, every_task
from .results import Reviewed


def every(originals: Originals) -> tuple[Reviewed, ...]:
    """All that stand, in the order of arrival."""
    directives = every_directive()
    tasks, corrections = every_task(directives), Corrections()
    found = []
    for row in models.Directive.objects.filter(twin_of=None, removed__isnull=True):
        directive = corrections.head(directives[row.pk])
        rows = corrections.tasks([replace(task, directive=directive) for task in tasks[row.pk]], directive)
        references = tuple(one for one in map(codec.reference, row.references) if one.number != row.number)
        found.append(Reviewed(directive, tuple(task for task in rows if not is_dropped(task)), references, row.text,
                              originals.place(row.sha256, row.source_name), _open(rows)))
    return tuple(found)


def _open(rows: Iterable[TaskRow]) -> int:
    return sum(not row.verdict or any(one.state == "conflict" for one in row.corrections) for row in rows)
