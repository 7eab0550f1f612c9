"""What the API gives: the lists as the pages show them, within the scope of the token."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router

from pipeline.office.notices import EVENTS
from pipeline.office.progressing import progress_of, version_of
from pipeline.store import open_store
from pipeline.store.clock import VIETNAM, today
from pipeline.store.folding import folded, line
from pipeline.store.models import Notice
from pipeline.workbooks.standing import NEAR_DAYS

from ..access import Scope
from ..config import office
from ..models import Body, Duty, Paper, Projection, Row
from . import schemas as out
from .pages import cut

router = Router()

_TROUBLE = {401: out.Error, 404: out.Error, 422: out.Error, 429: out.Error}


@router.get("/me", response={200: out.MeOut, **_TROUBLE}, url_name="me", summary="Mã truy cập này của ai")
def me(request: HttpRequest) -> dict[str, Any]:
    """Whose token it is, and how far the lists are."""
    scope, built = _scope(request), Projection.objects.first()
    return {"account": request.user.get_username(), "role": scope.role, "may_write": request.auth.may_write,
            "everything": scope.everything, "as_of": built.as_of if built else None,
            "built_at": built.at if built else None}


@router.get("/bodies", response={200: out.Bodies, **_TROUBLE}, url_name="bodies", summary="Danh mục của các cơ quan")
def bodies(request: HttpRequest, page: Query[out.Paged]) -> dict[str, Any]:
    """The lists, in the order in which they were made."""
    found, after = cut(_scope(request).bodies(), ("id",), page.cursor, page.limit)
    return {"items": found, "next": after}


@router.get("/directives", response={200: out.Directives, **_TROUBLE}, url_name="directives", summary="Văn bản")
def directives(request: HttpRequest, wanted: Query[out.DirectiveFilter]) -> dict[str, Any]:
    """The directives, in the order in which they came."""
    scope = _scope(request)
    found = scope.papers()
    if wanted.number:
        found = found.filter(number__iexact=wanted.number)
    if wanted.body:
        found = found.filter(pk__in=scope.rows().filter(body=_body(scope, wanted.body)).order_by().values("paper"))
    if wanted.issued_from:
        found = found.filter(issued_on__gte=wanted.issued_from)
    if wanted.issued_to:
        found = found.filter(issued_on__lte=wanted.issued_to)
    if wanted.received_from:
        found = found.filter(received_at__date__gte=wanted.received_from)
    rows, after = cut(found, ("id",), wanted.cursor, wanted.limit)
    return {"items": list(map(_paper, rows)), "next": after}


@router.get("/directives/{sha256}", response={200: out.DirectiveWhole, **_TROUBLE}, url_name="directive",
            summary="Một văn bản")
def directive(request: HttpRequest, sha256: str) -> dict[str, Any]:
    """One directive."""
    one = _scope(request).papers().filter(sha256=sha256).first()
    if one is None:
        raise Http404
    names = ("urgency", "signer", "addressees", "recipients", "doubts", "notices")
    return _paper(one) | {name: one.shown.get(name) or ("" if name in names[:2] else []) for name in names}


@router.get("/tasks", response={200: out.Tasks, **_TROUBLE}, url_name="tasks", summary="Nhiệm vụ")
def tasks(request: HttpRequest, wanted: Query[out.TaskFilter]) -> dict[str, Any]:
    """The tasks, those that changed longest ago first: whoever keeps a copy goes on from the last ``changed_at``."""
    scope = _scope(request)
    found = scope.duties().filter(changed_at__isnull=False)
    rows = Row.objects.filter(duty=OuterRef("pk"))
    if wanted.body:
        found = found.filter(Exists(rows.filter(body=_body(scope, wanted.body))))
    if wanted.directive:
        found = found.filter(paper__sha256=wanted.directive)
    for word in wanted.q.split():
        if run := folded(word):
            found = found.filter(Exists(rows.filter(words__contains=line(run).rstrip())))
    found = _timed(found, wanted).select_related("paper")
    duties, after = cut(found, ("changed_at", "id"), wanted.cursor, wanted.limit)
    return {"items": list(map(_task, duties)), "next": after}


@router.get("/tasks/{sha256}/{task}", response={200: out.TaskOut, **_TROUBLE}, url_name="task", summary="Một nhiệm vụ")
def task(request: HttpRequest, sha256: str, task: str) -> dict[str, Any]:
    """One task, its progress as the store has it at this moment."""
    one = duty_of(_scope(request), sha256, task)
    told = _task(one)
    with open_store(office()) as store:
        sheet = store.sheet(sha256)
    row = next((row for row in sheet.tasks if row.id == task), None) if sheet else None
    if row is not None:
        told["progress"] = progress_of(row)
        told["version"] = version_of(told["progress"])
    return told


@router.get("/notices", response={200: out.Notices, **_TROUBLE}, url_name="notices", summary="Thông báo đã lập")
def notices(request: HttpRequest, wanted: Query[out.NoticeFilter]) -> dict[str, Any]:
    """The notices that were made, oldest first; ``chidao notices --send`` makes them."""
    scope = _scope(request)
    found = Notice.objects.all() if scope.everything else Notice.objects.filter(body_key__in=scope.keys)
    if wanted.body:
        found = found.filter(body_key=_body(scope, wanted.body).key)
    if wanted.event:
        found = found.filter(event__in=[kind for kind, one in EVENTS.items() if one == wanted.event])
    if wanted.since:
        found = found.filter(at__gte=_here(wanted.since))
    rows, after = cut(found, ("id",), wanted.cursor, wanted.limit)
    return {"items": [{"key": one.key, "event": EVENTS[one.event], "kind": one.event, "body": one.body, "due": one.due,
                       "task": one.subject, "directive": one.content, "at": one.at} for one in rows], "next": after}


def duty_of(scope: Scope, sha256: str, task: str) -> Duty:
    """A task within the scope; raises Http404."""
    one: Duty | None = scope.duties().select_related("paper").filter(paper__sha256=sha256, task=task).first()
    if one is None:
        raise Http404
    return one


def _scope(request: Any) -> Scope:
    found: Scope = request.scope
    return found


def _body(scope: Scope, told: str) -> Body:
    """The list that a slug or name means, within the scope; raises Http404."""
    found: Body | None = scope.bodies().filter(Q(slug=told) | Q(name__iexact=told)).order_by("id").first()
    if found is None:
        raise Http404
    return found


def _timed(found: QuerySet[Duty], wanted: out.TaskFilter) -> QuerySet[Duty]:
    day = today()
    conditions = {"open": Q(open=True), "done": Q(open=False), "late": Q(open=True, due__lt=day),
                  "near": Q(open=True, due__gte=day, due__lte=day + timedelta(days=NEAR_DAYS))}
    if wanted.status:
        found = found.filter(conditions[wanted.status])
    if wanted.due_from:
        found = found.filter(due__gte=wanted.due_from)
    if wanted.due_to:
        found = found.filter(due__lte=wanted.due_to)
    return found.filter(changed_at__gte=_here(wanted.changed_since)) if wanted.changed_since else found


def _here(moment: datetime) -> datetime:
    """A moment as the store keeps it: in Viet Nam, without a zone."""
    if moment.tzinfo:
        with suppress(OverflowError):  # at the ends of time a zone is no matter
            moment = moment.astimezone(VIETNAM)
    return moment.replace(tzinfo=None)


def _paper(one: Paper) -> dict[str, Any]:
    return {"sha256": one.sha256, "number": one.number, "title": one.title, "issuer": one.issuer,
            "tasks": one.task_count, "issued_on": one.issued_on, "subject": one.subject, "received_at": one.received_at}


def _task(one: Duty) -> dict[str, Any]:
    progress = one.shown.get("progress") or {}
    cells = {cell: progress.get(cell, "") for cell in out.ProgressOut.model_fields}
    return {
        "id": one.task, "clause": one.clause, "page": one.page, "text": one.text, "lead": _names(one.lead),
        "support": _names(one.support), "limit": one.limit, "due": one.due, "open": one.open, "state": one.state,
        "status": one.status, "doubtful": one.doubtful, "changed_at": one.changed_at, "progress": cells,
        "version": version_of(cells),
        "directive": {"sha256": one.paper.sha256, "number": one.paper.number, "issuer": one.paper.issuer,
                      "issued_on": one.paper.issued_on},
    }


def _names(joined: str) -> list[str]:
    return [name for name in joined.split("; ") if name]
