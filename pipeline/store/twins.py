"""Twins: the same directive arriving as different files (a scan and the Word file, say).

A directive is the same when số, ký hiệu, day and issuer are all known and equal. The tasks of the file
that came first stand, unless people already worked on the tasks of another; differences are told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from pipeline.model import DirectiveRow, TaskRow
from pipeline.model.register import OTHER_COPY

from . import models

Identity = tuple[str, date, str]


def identity(row: models.Directive) -> Identity | None:
    """What makes two files one directive, None when a part of it is not known."""
    if not (row.number and row.issued_on and row.issuer):
        return None
    return row.number, row.issued_on, row.issuer


def relink(*identities: Identity | None) -> None:
    """Settle which file stands for each of these directives."""
    for wanted in {one for one in identities if one}:
        number, issued_on, issuer = wanted
        same = models.Directive.objects.filter(number=number, issued_on=issued_on, issuer=issuer, past=False,
                                                removed__isnull=True)
        rows = list(same.order_by("id"))
        rows.sort(key=lambda row: not any(task.touched for task in row.tasks.all()))
        _stand(rows)


def unlink(row: models.Directive) -> None:
    """Make a directive stand for itself, and let go of those it stood for; what is past stays past."""
    if row.past:
        return
    row.twins.filter(past=False).update(twin_of=None)
    row.twin_of = None
    row.save(update_fields=["twin_of"])


def _stand(rows: list[models.Directive]) -> None:
    for row in rows:
        first = None if row is rows[0] else rows[0]
        if row.twin_of_id != (first.pk if first else None):
            row.twin_of = first
            row.save(update_fields=["twin_of"])


def difference(
    first: DirectiveRow, tasks: list[TaskRow], twin: DirectiveRow, twin_tasks: list[TaskRow]
) -> str | None:
    """A doubt for the analyst when the two files give different tasks, None when they agree."""
    here, there = _texts(tasks), _texts(twin_tasks)
    only_here, only_there = (here - there).total(), (there - here).total()
    details = (Counter(_details(tasks)) - Counter(_details(twin_tasks))).total()
    differing = max(details - only_here, 0)
    if not (only_here or only_there or differing):
        return None
    names = f"“{twin.files[0]}”", f"“{first.files[0]}”"
    found = [
        f"{only_here} nhiệm vụ chỉ có ở {names[1]}" if only_here else "",
        f"{only_there} nhiệm vụ chỉ có ở {names[0]}" if only_there else "",
        f"{differing} nhiệm vụ khác về chủ trì, phối hợp hoặc thời hạn" if differing else "",
    ]
    return (f"Tệp {names[0]} {OTHER_COPY} (trùng số, ký hiệu, ngày và cơ quan ban hành) nhưng đọc ra "
            f"khác: {'; '.join(part for part in found if part)}. Đang lấy theo tệp {names[1]}; "
            "đề nghị đối chiếu hai tệp.")


def _texts(tasks: Iterable[TaskRow]) -> Counter[str]:
    return Counter(_folded(task.text) for task in tasks)


def _details(tasks: Iterable[TaskRow]) -> list[tuple[object, ...]]:
    return [
        (_folded(task.text), *(frozenset(p.agency for p in side) for side in (task.lead, task.support)),
         frozenset((limit.type, limit.due, limit.time, limit.value, limit.rrule) for limit in task.deadlines))
        for task in tasks
    ]


def _folded(text: str) -> str:
    """Only the words: line breaks, spaces, capitals and marks differ between a scan and its source."""
    return " ".join(re.findall(r"\w+", text.casefold()))
