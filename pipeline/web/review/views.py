"""What the review page shows. What whoever asks may see comes through ``request.scope`` alone."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pipeline.errors import InputError
from pipeline.knowledge.folding import slug
from pipeline.knowledge.registry import Signed, names_around
from pipeline.model.review import CELLS
from pipeline.office.facsimiles import WIDTHS
from pipeline.office.page_review import ReviewDesk
from pipeline.store.results import Doubtful, Sheet

from . import room
from .presenting import counts_of, rows_of

_PAGE: Final = 50
_OFFERED: Final = 12
_WORD = re.compile(r"\S+")
_KEPT_NAME = re.compile(r"[0-9a-f]{64}\.\w+")
"""The name under which an original is kept: people know the file by another."""


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """All fields that wait, the least sure first."""
    found = _waiting(request)
    page = Paginator(found, _PAGE).get_page(request.GET.get("trang"))
    duties = {one.task: one for one in request.scope.duties().filter(task__in=[one.task for one in page])}
    shown = [{"field": one, "cell": CELLS[one.field], "duty": duties.get(one.task)} for one in page]
    return render(request, "review/queue.html", {
        "page": page, "shown": shown, "papers": len({one.sha256 for one in found})})


@require_safe
def next_in_queue(request: HttpRequest) -> HttpResponse:
    """To the least sure field of another directive than the one that somebody comes from; to the queue without any."""
    found = next((one for one in _waiting(request) if one.sha256 != request.GET.get("sau")), None)
    if found is None:
        return redirect("queue")
    return redirect(f"{reverse('sheet', args=[found.sha256])}#{found.task}|{CELLS[found.field]}")


def _waiting(request: Any) -> list[Doubtful]:
    found = room.doubtful()
    if request.scope.everything:
        return list(found)
    seen = set(request.scope.papers().values_list("sha256", flat=True))
    return [one for one in found if one.sha256 in seen]


@require_safe
def sheet(request: HttpRequest, sha256: str) -> HttpResponse:
    """A directive: its pages beside its rows."""
    found = _sheet(request, sha256)
    shown = rows_of(found)
    return render(request, "review/sheet.html", {
        "sheet": found, "head": found.directive.head, "sha256": sha256, "rows": shown, "counts": counts_of(shown),
        "widths": WIDTHS,
    })


@require_safe
def rows(request: HttpRequest, sha256: str) -> HttpResponse:
    """The rows alone, as they stand now."""
    found = _sheet(request, sha256)
    return render(request, "review/rows.html", {"rows": rows_of(found), "sheet": found})


@require_safe
def pages(request: HttpRequest, sha256: str) -> JsonResponse:
    """The sizes of the pages and which part of the text is on each; why there are none where there are none."""
    desk = room.desk(request, sha256)
    try:
        paper = room.facsimiles().paper(room.store(), sha256, _text(desk))
    except InputError as error:
        told = _KEPT_NAME.sub(lambda _: desk.sheet().name, f"{error.message} {error.advice}")
        return JsonResponse({"sizes": [], "why": told})
    return JsonResponse({"sizes": paper.sizes, "spans": paper.spans})


@require_safe
def words(request: HttpRequest, sha256: str, number: int) -> JsonResponse:
    """The words of a page: ``[start, end, x0, top, x1, bottom, word]``."""
    text = _text(room.desk(request, sha256))
    try:
        told = json.loads(room.facsimiles().words(room.store(), sha256, text, number))
    except InputError as error:
        raise Http404 from error
    return JsonResponse({"words": [[*one, text[one[0]:one[1]]] for one in told]})


@require_safe
def picture(request: HttpRequest, sha256: str, number: int, width: int) -> HttpResponse:
    """A page as picture; whoever has seen it may keep it for a while."""
    room.desk(request, sha256)
    try:
        content = room.facsimiles().picture(room.store(), sha256, number, width)
    except InputError as error:
        raise Http404 from error
    return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})


@require_safe
def text(request: HttpRequest, sha256: str) -> JsonResponse:
    """The text of a directive that has no pages: for each line its words, ``[start, end, word]``."""
    lines, at = [], 0
    for line in _text(room.desk(request, sha256)).split("\n"):
        lines.append([[at + m.start(), at + m.end(), m.group()] for m in _WORD.finditer(line)])
        at += len(line) + 1
    return JsonResponse({"lines": lines})


@require_safe
def names(request: HttpRequest, sha256: str) -> JsonResponse:
    """Bodies whose names hold what was typed, with or without diacritics: first those that begin so."""
    found, typed = _sheet(request, sha256), slug(request.GET.get("q", "")[:200])
    head = found.directive.head
    named = (party.agency for row in found.tasks for party in (*row.lead, *row.support))
    every = dict.fromkeys((*named, *names_around(Signed(head.issuer, head.issued_on, head.place), room.known_office())))
    wanted = [(name, slug(name)) for name in every]
    first = [name for name, folded in wanted if folded.startswith(typed)]
    rest = (name for name, folded in wanted if typed and typed in folded and not folded.startswith(typed))
    return JsonResponse({"names": list(islice((*first, *rest), _OFFERED))})


def _text(desk: ReviewDesk) -> str:
    try:
        return desk.text()
    except InputError as error:
        raise Http404 from error


def _sheet(request: HttpRequest, sha256: str) -> Sheet:
    try:
        return room.desk(request, sha256).sheet()
    except InputError as error:
        raise Http404 from error
