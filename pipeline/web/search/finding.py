"""What is looked for: words through the index of the store, narrowed by what the lists say; nothing is found or counted
that may not be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Self

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from pipeline.store import searching
from pipeline.store.folding import folded, line
from pipeline.store.models import SearchEntry
from pipeline.workbooks.review_values import typed
from pipeline.workbooks.standing import NEAR_DAYS, State

from ..access import Scope
from ..bodies.overview import first_moment
from ..listing import PAGE
from ..models import Body, Duty, Paper, Row

KINDS: Final = {"nhiem-vu": "Nhiệm vụ", "van-ban": "Văn bản"}
STATUSES: Final = {"chua-xong": "Chưa hoàn thành", "qua-han": "Chưa hoàn thành, quá hạn",
                   "sap-den-han": f"Đến hạn trong {NEAR_DAYS} ngày", "moi": "Mới trong tuần, chưa hoàn thành",
                   "khong-han": "Chưa hoàn thành, không có ngày hạn", "dung-han": "Hoàn thành đúng hạn",
                   "tre-han": "Hoàn thành quá hạn", "bi-huy": "Bị hủy"}
_LONGEST: Final = 200
MANY: Final = 2_000
"""More matches than these are ordered roughly."""


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


class Ids(Sequence[int]):
    """The ids of entries that match, as a paginator asks for them. Only ids are sorted, for rows are long; of very many
    the order says less, and costs less. What is ``narrowed`` is few enough to be taken along: matching words is what
    takes its time, and is done once."""

    def __init__(self, rows: QuerySet[SearchEntry], words: str, *, narrowed: bool) -> None:
        self._rows, self._words, self._ids = rows, words, list[int]()
        if narrowed:
            self._ids = self._roughly(rows.values_list("pk", "head"))
            self._rows = SearchEntry.objects.filter(pk__in=self._ids[:MANY])
        self._total = len(self._ids) if narrowed else int(rows.count())

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, part: Any) -> Any:
        if self._total > MANY and self._ids:
            return self._ids[part]
        rows = searching.ranked(self._rows, self._words, roughly=self._total > MANY)
        return list(rows.values_list("pk", flat=True)[part])

    def _roughly(self, heads: Iterable[tuple[int, str]]) -> list[int]:
        """As ``searching.ranked`` does it roughly."""
        every = line([word for run in searching.runs_of(self._words) for word in run])
        return [pk for _, pk in sorted(((every in head, pk) for pk, head in heads), reverse=True)]


def find(scope: Scope, query: Query, today: date, page: str | None) -> Page:
    """One page of what is found, as ``Found``, the best first."""
    by_words = bool(searching.runs_of(query.words))
    found = _by_words(scope, query, today) if by_words else _by_lists(scope, query, today)
    shown = Paginator(found, PAGE).get_page(page)
    shown.object_list = (_of_entries(scope, list(shown.object_list)) if by_words else
                         _shown(list(shown.object_list)))
    return shown


def _by_words(scope: Scope, query: Query, today: date) -> Ids:
    """Entries of the index. What narrows them is put beside them as a whole: to start from it would cost a database a
    look into the index for each of its rows, so that no index on the subject may be used (``of``)."""
    standing = Q(directive=None) | Q(within__in=Paper.objects.order_by().values("directive"))
    rows = searching.matching(query.words, Q()).annotate(
        of=Coalesce("subject", Value("")), within=Coalesce("directive", Value(0))).filter(standing)
    if scope.everything and not (query.number or query.of_tasks or query.kind):
        return Ids(rows, query.words, narrowed=False)
    papers = _papers(scope).order_by().filter(_number(query.number) if query.number else Q())
    duties = Q(of__in=_duties(scope).order_by().filter(_conditions(query, today)).values("task"))
    heads = Q(of__in=papers.values("sha256"))
    return Ids(rows.filter(duties if query.of_tasks else heads if query.kind else duties | heads), query.words,
               narrowed=True)


def _by_lists(scope: Scope, query: Query, today: date) -> QuerySet[Any]:
    """Without words: tasks by their limit, or directives, the newest first."""
    if not query.given or query.words:  # nothing asked, or marks alone
        return Duty.objects.none()
    if query.of_tasks:
        return _duties(scope).filter(_conditions(query, today)).order_by(F("due").asc(nulls_last=True), "pk")
    return _papers(scope).filter(_number(query.number)) if query.number else _papers(scope)


def _duties(scope: Scope) -> QuerySet[Duty]:
    return Duty.objects.all() if scope.everything else Duty.objects.filter(pk__in=_rows(scope).values("duty"))


def _papers(scope: Scope) -> QuerySet[Paper]:
    return Paper.objects.all() if scope.everything else Paper.objects.filter(pk__in=_rows(scope).values("paper"))


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
    new = Paper.objects.order_by().filter(received_at__gte=first_moment(today)).values("pk")
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


def _shown(rows: Sequence[Duty] | Sequence[Paper]) -> list[Found]:
    """What is shown of the rows of a page, in their order."""
    papers = Paper.objects.in_bulk({row.paper_id for row in rows if isinstance(row, Duty)})
    return [Found(papers[row.paper_id], row) if isinstance(row, Duty) else Found(row) for row in rows]


def _of_entries(scope: Scope, ids: Sequence[int]) -> list[Found]:
    """The same of entries of the index; what is not in the lists yet is left out."""
    subjects = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "subject"))
    papers = {paper.sha256: paper for paper in _papers(scope).filter(sha256__in=subjects.values())}
    duties = {duty.task: duty for duty in _duties(scope).filter(task__in=subjects.values()).select_related("paper")}
    return [Found(papers[one]) if one in papers else Found(duties[one].paper, duties[one])
            for one in map(subjects.get, ids) if one in papers or one in duties]
