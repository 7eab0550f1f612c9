"""What is looked for: words through the index of the store, narrowed by what the lists say; nothing is found or counted
that may not be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Self

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from pipeline.store import searching
from pipeline.store.folding import folded, line
from pipeline.store.models import SearchEntry
from pipeline.workbooks.brief import NEW_DAYS
from pipeline.workbooks.review_values import typed
from pipeline.workbooks.standing import NEAR_DAYS, State

from ..access import Scope
from ..listing import PAGE
from ..models import Body, Duty, Paper, Row

KINDS: Final = {"nhiem-vu": "Nhiệm vụ", "van-ban": "Văn bản"}
STATUSES: Final = {"chua-xong": "Chưa hoàn thành", "qua-han": "Chưa hoàn thành, quá hạn",
                   "sap-den-han": f"Đến hạn trong {NEAR_DAYS} ngày", "moi": "Mới trong tuần, chưa hoàn thành",
                   "khong-han": "Chưa hoàn thành, không có ngày hạn", "dung-han": "Hoàn thành đúng hạn",
                   "tre-han": "Hoàn thành quá hạn", "bi-huy": "Bị hủy"}
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for: ``words`` (all must occur), the ``number`` of the directive, a ``body`` by its name, the
    ``status`` and the ``kind`` by their codes, limits from one day to another; "" and None for no matter. ``wrong``
    tells what was typed and is no day."""

    words: str = ""
    number: str = ""
    body: str = ""
    status: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    wrong: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """From the address of a page."""
        def text(name: str) -> str:
            return given.get(name, "").replace("\x00", "").strip()[:_LONGEST]

        def one(name: str, known: Mapping[str, str]) -> str:
            return value if (value := given.get(name, "")) in known else ""

        days, wrong = {}, ""
        for name in ("tu", "den"):
            try:
                days[name] = date.fromisoformat(told) if (told := typed("due", text(name))) else None
            except ValueError:
                days[name], wrong = None, text(name)
        return cls(text("q"), text("so"), text("co-quan"), one("tinh-trang", STATUSES), one("loai", KINDS), days["tu"],
                   days["den"], wrong)

    @property
    def given(self) -> bool:
        """Whether anything is looked for."""
        return self != replace(Query(), wrong=self.wrong)

    @property
    def of_tasks(self) -> bool:
        """Whether only tasks can answer."""
        return self.kind == "nhiem-vu" or bool(self.body or self.status or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: a directive, or a task with its directive (``duty`` is None for the former)."""

    paper: Paper
    duty: Duty | None = None


def find(scope: Scope, query: Query, today: date, page: str | None) -> Page:
    """One page of what is found, as ``Found``, the best first."""
    found = _by_words(scope, query, today) if searching.runs_of(query.words) else _by_lists(scope, query, today)
    shown = Paginator(found, PAGE).get_page(page)
    shown.object_list = _shown(scope, list(shown.object_list))
    return shown


def _by_words(scope: Scope, query: Query, today: date) -> QuerySet[SearchEntry]:
    """Entries of the index."""
    duties = Duty.objects.filter(_conditions(query, today), task=OuterRef("subject"))
    papers = Paper.objects.filter(sha256=OuterRef("subject"))
    if not scope.everything:
        duties = duties.filter(Exists(_rows(scope).filter(duty=OuterRef("pk"))))
        papers = papers.filter(Exists(_rows(scope).filter(paper=OuterRef("pk"))))
    if query.number:
        papers = papers.filter(_number(query.number))
    rows = searching.matching(query.words)
    is_head = Q(task=None, position=0)
    if query.of_tasks:
        rows = rows.exclude(is_head).filter(Exists(duties))
    elif query.kind == "van-ban":
        rows = rows.filter(is_head).filter(Exists(papers))
    else:
        rows = rows.filter((is_head & Exists(papers)) | (~is_head & Exists(duties)))
    return searching.ranked(rows, query.words)


def _by_lists(scope: Scope, query: Query, today: date) -> QuerySet[Any]:
    """Without words: tasks by their limit, or directives, the newest first."""
    if not query.given or query.words:  # nothing asked, or marks alone
        return Duty.objects.none()
    if query.of_tasks:
        return _duties(scope).filter(_conditions(query, today)).order_by("-open", F("due").asc(nulls_last=True), "pk")
    papers = scope.papers()
    return papers.filter(_number(query.number)) if query.number else papers


def _duties(scope: Scope) -> QuerySet[Duty]:
    return Duty.objects.all() if scope.everything else Duty.objects.filter(pk__in=_rows(scope).values("duty"))


def _rows(scope: Scope) -> QuerySet[Row]:
    """The rows that may be seen, by the ids of their lists: no database has to look up the lists row by row."""
    bodies = list(scope.bodies().values_list("pk", flat=True))
    return Row.objects.order_by().filter(body__in=bodies)


def _conditions(query: Query, today: date) -> Q:
    """What narrows tasks."""
    found = Q(**{name: day for name, day in (("due__gte", query.since), ("due__lte", query.until)) if day})
    if query.status:
        found &= _status(query.status, today)
    if query.number:
        found &= Q(paper__in=Paper.objects.order_by().filter(_number(query.number)).values("pk"))
    if query.body:
        bodies = Body.objects.order_by()
        for word in query.body.split():
            if run := folded(word):
                bodies = bodies.filter(folded__contains=line(run).rstrip())
        of = Row.objects.order_by().filter(body__in=list(bodies.values_list("pk", flat=True)))
        found &= Q(pk__in=of.values("duty"))
    return found


def _status(code: str, today: date) -> Q:
    week = today + timedelta(NEAR_DAYS)
    new = Paper.objects.order_by().filter(received_at__date__gt=today - timedelta(NEW_DAYS)).values("pk")
    return {"chua-xong": Q(open=True), "qua-han": Q(open=True, due__lt=today),
            "sap-den-han": Q(open=True, due__gte=today, due__lte=week), "moi": Q(open=True, paper__in=new),
            "khong-han": Q(open=True, due=None),
            "dung-han": Q(open=False, state__in=(State.DONE_IN_TIME.value, State.DONE_UNDATED.value)),
            "tre-han": Q(open=False, state=State.DONE_LATE.value),
            "bi-huy": Q(open=False, state=State.CANCELLED.value)}[code]


def _number(typed_number: str) -> Q:
    """A số, ký hiệu, or the beginning or a part of it; a zero in front is no matter."""
    bare = "".join(typed_number.split())
    return Q(number__icontains=bare) | Q(number__istartswith=bare.lstrip("0") or bare)


def _shown(scope: Scope, rows: Sequence[Any]) -> list[Found]:
    """What is shown of the rows of a page, in their order."""
    if not rows:
        return []
    if isinstance(rows[0], Paper):
        return [Found(paper) for paper in rows]
    if isinstance(rows[0], Duty):
        papers = Paper.objects.in_bulk({duty.paper_id for duty in rows})
        return [Found(papers[duty.paper_id], duty) for duty in rows if duty.paper_id in papers]
    subjects = [row.subject for row in rows]
    papers = {paper.sha256: paper for paper in scope.papers().filter(sha256__in=subjects)}
    duties = {duty.task: duty for duty in _duties(scope).filter(task__in=subjects).select_related("paper")}
    return [Found(papers[one]) if one in papers else Found(duties[one].paper, duties[one]) for one in subjects
            if one in papers or one in duties]
