"""What became of a task, and what has changed since a day: out of the audit and the lists."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline.audit import WHAT, Entry
from pipeline.store.clock import today
from pipeline.store.models import AuditEntry
from pipeline.workbooks.review_values import typed

from ..access import Scope
from ..bodies import room
from ..bodies.values import CELLS, told
from ..listing import PAGE
from ..models import Duty, Paper

ENTERED: Final = ("correct", "progress", "conflict", "undo", "add")
"""What people do to a task or a head, as the audit has it."""
READ: Final = ("import.updated", "remove", "restore", "choose")
"""What else changes a directive that is in the lists."""
_BACK: Final = 31
"""So many days back it is told what has changed."""
_MOST: Final = 5000
"""So many entries of the audit are looked at for somebody who sees some lists only."""
_NEW: Final = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One value that somebody changed, or one thing that was done: all in words; ``duty`` and ``paper`` are what it is
    about."""

    at: datetime
    who: str
    what: str
    cell: str = ""
    before: str = ""
    after: str = ""
    duty: Duty | None = None
    paper: Paper | None = None


@require_safe
def history(request: HttpRequest, sha256: str, task: str) -> HttpResponse:
    """What became of one task, the last first."""
    duty = room.open_duty(request, sha256, task)
    every = [_change(one.at, one.who, one.what, _words(one)) for one in room.store().told_of(sha256, task)]
    return render(request, "search/history.html", {"duty": duty, "paper": duty.paper, "changes": every[::-1]})


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What has changed since a day, yesterday where none is given."""
    scope, day = request.scope, today()
    since = _since(request.GET.get("tu", ""), day)
    papers = scope.papers().filter(received_at__gte=datetime.combine(since, time.min))
    late = scope.duties().filter(open=True, due__gte=since, due__lt=day)
    page = Paginator(_entries(scope, since), PAGE).get_page(request.GET.get("trang"))
    page.object_list = list(_changes(scope, page.object_list))
    return render(request, "search/changes.html", {
        "since": since, "today": day, "page": page,
        "papers": papers[:_NEW], "paper_count": papers.count(),
        "late": late.order_by("due", "pk").select_related("paper")[:_NEW], "late_count": late.count()})


def _since(given: str, day: date) -> date:
    try:
        asked = date.fromisoformat(typed("due", given)) if given else day - timedelta(1)
    except ValueError:
        asked = day - timedelta(1)
    return min(max(asked, day - timedelta(_BACK)), day)


def _entries(scope: Scope, since: date) -> Any:
    """The entries of the audit that may be told, the last first."""
    rows = AuditEntry.objects.filter(at__gte=datetime.combine(since, time.min), what__in=(*ENTERED, *READ),
                                     words__isnull=False).order_by("-number")
    rows = rows.filter(Exists(scope.papers().filter(sha256=OuterRef("content"))))
    if scope.everything:
        return rows
    found = [(row, _words(row).get("subject", "")) for row in rows[:_MOST]]
    own = set(scope.duties().filter(task__in={subject for _, subject in found}).values_list("task", flat=True))
    return [row for row, subject in found if subject in own or (row.what in READ or subject == row.content)]


def _changes(scope: Scope, rows: Iterable[AuditEntry]) -> Iterator[Change]:
    found = [(row, _words(row)) for row in rows]
    papers = {paper.sha256: paper for paper in scope.papers().filter(sha256__in={row.content for row, _ in found})}
    subjects = {words.get("subject", "") for _, words in found}
    duties = {duty.task: duty for duty in scope.duties().filter(task__in=subjects)}
    for row, words in found:
        yield _change(row.at, row.who, row.what, words, duties.get(words.get("subject", "")), papers.get(row.content))


def _words(one: Entry | AuditEntry) -> dict[str, Any]:
    """What an entry tells; nothing where its words were wiped."""
    return dict(json.loads(one.words)) if one.words else {}


def _change(at: datetime, who: str, what: str, words: dict[str, Any], duty: Duty | None = None,  # noqa: PLR0913, PLR0917
            paper: Paper | None = None) -> Change:
    cell = str(words.get("cell", ""))
    before, after = (told(cell, str(words.get(name) or "")) if cell else "" for name in ("before", "after"))
    return Change(at, who, WHAT.get(what, what), CELLS.get(cell, cell), before, after, duty, paper)
