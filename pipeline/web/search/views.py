"""The page for looking for directives and tasks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pipeline.store.clock import today

from .finding import KINDS, STATUSES, Query, find
from .marking import marked


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found, 50 on a page."""
    query, day = Query.of(request.GET), today()
    page = find(request.scope, query, day, request.GET.get("trang"))
    hits = [{"paper": one.paper, "duty": one.duty, "title": marked(one.paper.title, f"{query.words} {query.number}"),
             "text": marked(one.duty.text if one.duty else one.paper.subject, query.words),
             "lead": marked(one.duty.lead, f"{query.words} {query.body}") if one.duty else "",
             "support": marked(one.duty.support, f"{query.words} {query.body}") if one.duty else ""} for one in page]
    return render(request, "search/search.html", {
        "query": query, "page": page, "hits": hits, "today": day, "kinds": KINDS, "statuses": STATUSES})
