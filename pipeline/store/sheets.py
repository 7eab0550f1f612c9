"""One directive as a person reviews it: what the register says of it, made of no more rows than it takes. Called inside
a transaction.

What comes down to it from the directives that it carries out is there, so that its cells are those of the workbooks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from pipeline.knowledge.registry import Office
from pipeline.model import DirectiveRow, RejectedRow, TaskRow

from . import models, relating, tracking
from .chains import chained
from .correcting import Corrections
from .registering import every_directive, every_task, meant, placed
from .results import Sheet


def sheet(sha256: str, office: Office | None = None) -> Sheet | None:
    """The directive that stands with that content, with bodies named as ``office`` knows them; None when there is none
    in the lists."""
    row = models.Directive.objects.filter(sha256=sha256, twin_of=None, removed__isnull=True).first()
    if row is None:
        return None
    above, edges = relating.above(row)
    directives = every_directive(above)
    tasks = placed(meant(every_task(directives, above), directives), office)
    corrections = Corrections(office, _subjects(above, directives, tasks))
    standing = {pk: corrections.head(one) for pk, one in directives.items()}
    if models.TrackedDirective.objects.exists():
        _, corrections.listed = tracking.joined(standing)
    rows = {one.sha256: corrections.tasks([replace(task, directive=one) for task in tasks[pk]], one)
            for pk, one in standing.items()}
    mine = standing[row.pk]
    suffered = [act.suffered for act in relating.of(row) if act.earlier.number == row.number]
    mine = replace(mine, notices=(*mine.notices, *suffered))
    return Sheet(mine, chained(rows, edges)[sha256], _rejected(row, mine), row.text, row.pages, row.text_from,
                 row.source_name)


def text(sha256: str) -> str | None:
    """The text of the directive that stands with that content; None when there is none in the lists."""
    rows = models.Directive.objects.filter(sha256=sha256, twin_of=None, removed__isnull=True)
    found: str | None = rows.values_list("text", flat=True).first()
    return found


def _subjects(above: Collection[int], directives: dict[int, DirectiveRow],
              tasks: dict[int, list[TaskRow]]) -> set[str]:
    """Whatever may have been corrected: the directives, their tasks, and those that people added to them."""
    contents = {one.sha256 for one in directives.values()}
    listed = set(models.TrackedDirective.objects.values_list("key", flat=True))
    added = models.AddedTask.objects.filter(sha256__in=contents | listed).values_list("key", flat=True)
    return {*contents, *listed, *added, *(task.id for pk in above for task in tasks[pk])}


def _rejected(row: models.Directive, directive: DirectiveRow) -> tuple[RejectedRow, ...]:
    return tuple(RejectedRow(directive, one.clause, one.page, one.text, one.reason, one.code, one.start, one.end)
                 for one in row.rejected.order_by("position"))
