"""The pages of the lists. What whoever asks may see comes through ``request.scope`` alone."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pipeline.model.names import shown
from pipeline.store import failing, originals
from pipeline.store.clock import today
from pipeline.store.models import Failure

from .. import listing, parts
from ..access import Scope
from ..bodies import calendars, downloads
from ..bodies.situation import situation
from ..bodies.values import CELLS, told
from ..config import office
from ..models import Duty, Paper, Projection
from ..roles import OFFICE

_STATES = {"taken": "đang lấy", "conflict": "chờ chọn", "undone": "đã rút lại"}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: how the lists stand, those with most late tasks, what is due next."""
    scope, day = request.scope, today()
    projection = Projection.objects.first()
    bodies = list(listing.worst_first(scope.bodies().filter(unknown=False))[:8])
    counts = _totals(scope, projection)
    told: dict[str, Any] = {
        "today": day, "projection": projection, "bodies": bodies, "office": office().office, "counts": counts,
        "one": bodies[0] if len(bodies) == 1 and not scope.everything else None, **situation(scope, counts, day),
        "papers": scope.papers()[:5],
        "failures": Failure.objects.filter(resolved_at=None).count() if scope.role in OFFICE else 0,
    }
    return render(request, "lists/home.html", told)


def _totals(scope: Scope, projection: Projection | None) -> dict[str, int]:
    """Of the office each task once; of a person the lists of their bodies together."""
    names = ("late", "near", "fresh", "open")
    if scope.everything:
        return {name: projection.totals.get(name, 0) if projection else 0 for name in names}
    found = scope.bodies().aggregate(*(Sum(name) for name in names))
    return {name: found[f"{name}__sum"] or 0 for name in names}


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """The lists, those with most late tasks first."""
    words = request.GET.get("q", "").strip()[:200]
    found = listing.worst_first(request.scope.bodies(), words)
    return render(request, "lists/bodies.html", {"page": _page(request, found), "words": words})


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One list in its sections."""
    one, day = get_object_or_404(request.scope.bodies(), slug=slug), today()
    filters = listing.Filters.of(request.GET)
    rows = listing.narrowed(request.scope.rows().filter(body=one), filters)
    counts = listing.counted(rows, day)
    tabs = [("", "Tất cả", sum(counts.values())), *((code, words, counts[code])
                                                    for code, words in listing.SECTIONS.items())]
    return render(request, "lists/body.html", {
        "body": one, "page": _page(request, listing.ordered(rows, filters, day)), "filters": filters, "tabs": tabs,
        "roles": listing.ROLES, "statuses": listing.STATUSES, "today": day,
        "sections": list(listing.SECTIONS.values()), "files": list(downloads.ready(one)),
        "offers_pdf": downloads.offers_pdf(one), "has_calendar": downloads.place_of(one, "lich") is not None,
        "calendar": calendars.link_of(request.user, one),
    })


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The directives, the newest first."""
    words = request.GET.get("q", "").strip()[:200]
    found = request.scope.papers()
    if words:
        found = found.filter(Q(number__icontains=words) | Q(subject__icontains=words) | Q(issuer__icontains=words))
    return render(request, "lists/papers.html", {"page": _page(request, found), "words": words})


@require_safe
def paper(request: HttpRequest, sha256: str) -> HttpResponse:
    """One directive: its head, and those of its tasks that may be seen."""
    one = _paper(request, sha256)
    duties = request.scope.duties().filter(paper=one)
    return render(request, "lists/paper.html", {
        "paper": one, "page": _page(request, duties), "today": today(), "hidden": one.task_count - duties.count(),
        "changes": _changes(one.shown.get("changes", ())),
    })


@require_safe
def original(request: HttpRequest, sha256: str) -> FileResponse:
    """The file as it came, to be saved and never to be shown by the browser; not what is refused or held back for
    secrecy."""
    one, settings = _paper(request, sha256), office()
    found = None if failing.refusal(sha256) else originals.at(settings.home, settings.originals).kept(sha256)
    if found is None:
        raise Http404
    names = one.shown.get("files") or [found.name]
    response = FileResponse(found.open("rb"), as_attachment=True, filename=shown(names[0]),
                            content_type="application/octet-stream")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
def duty(request: HttpRequest, sha256: str, task: str) -> HttpResponse:
    """One task: its words, where each value was read, what became of it."""
    one: Duty = get_object_or_404(request.scope.duties().select_related("paper"), paper__sha256=sha256, task=task)
    rows = request.scope.rows().filter(duty=one).select_related("body").order_by("supports", "body__name")
    return render(request, "lists/duty.html", {
        "duty": one, "paper": one.paper, "rows": rows, "today": today(), "left": one.days_left(today()),
        "changes": _changes(one.shown.get("changes", ())),
        "may_enter": request.scope.role in parts.allowed("progress") and bool(rows),
    })


def _paper(request: Any, sha256: str) -> Paper:
    found: Paper = get_object_or_404(request.scope.papers(), sha256=sha256)
    return found


def _changes(rows: Any) -> list[dict[str, str]]:
    """What people changed, the last first."""
    return [{"cell": CELLS.get(cell, cell), "before": told(cell, before), "after": told(cell, after),
             "who": who, "at": at,
             "state": _STATES.get(state, state)} for cell, before, after, who, at, state in reversed(list(rows))]


def _page(request: HttpRequest, found: QuerySet[Any]) -> Page:
    """The part that is asked for; a number that is none gives the first or the last."""
    return Paginator(found, listing.PAGE).get_page(request.GET.get("trang"))
