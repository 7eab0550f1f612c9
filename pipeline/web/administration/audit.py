"""The audit: who did what, narrowed; and whether it is whole."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from pipeline.audit import WHAT, Head
from pipeline.office.audit_words import told as words_of
from pipeline.store import auditing, open_store

from ..config import office
from .frame import page

PAGE: Final = 50


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The entries, the last first."""
    return page(request, "audit", "manage-audit", _found(request))


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Follow the chain from its first entry."""
    noted, wrong = request.POST.get("head", "").strip(), ""
    known = []
    try:
        known = [Head.typed(noted)] if noted else []
    except ValueError:
        wrong = "Mã của sổ không đúng dạng: ghi như đã chép, gồm số mục, dấu hai chấm, ít nhất 12 ký tự của mã."
    verdict = None
    if not wrong:
        with open_store(office()) as store:
            verdict = store.verify_audit(*known)
    more = {"verdict": verdict, "wrong": wrong, "noted": noted}
    return page(request, "audit", "manage-audit", _found(request) | more)


def _found(request: HttpRequest) -> dict[str, Any]:
    asked = {name: request.GET.get(name, "").strip()[:200] for name in ("ngay", "ai", "viec", "ve")}
    rows = auditing.rows(_day(asked["ngay"]), asked["ai"], asked["viec"] if asked["viec"] in WHAT else "", asked["ve"])
    found = Paginator(rows.order_by("-number"), PAGE).get_page(request.GET.get("trang"))
    shown = [{"entry": one, "what": WHAT.get(one.what, one.what), "words": words_of(auditing.entry(one))}
             for one in found.object_list]
    return {"asked": asked, "page": found, "entries": shown, "acts": sorted(WHAT.items(), key=lambda pair: pair[1])}


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        return None
