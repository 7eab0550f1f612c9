"""What became of notices: to programs and by mail."""

from __future__ import annotations

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from pipeline import connections
from pipeline.errors import InputError
from pipeline.store import open_store
from pipeline.store.models import Delivery, Notice

from ..config import office
from .frame import page, told

PAGE: Final = 50
STATES: Final = {"waiting": "chờ gửi", "sending": "đang gửi", "sent": "đã gửi", "failed": "đã thôi gửi"}
CHANNELS: Final = {"webhook": "phần mềm", "mail": "thư"}


@require_safe
def sendings(request: HttpRequest) -> HttpResponse:
    """The sendings, the last first, and where notices go to."""
    state = request.GET.get("tinh-trang", "")
    rows = Delivery.objects.order_by("-id")
    if state in STATES:
        rows = rows.filter(state=state)
    found = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    shown = [{"row": row, "state": STATES[row.state], "channel": CHANNELS[row.channel], "count": len(row.notices),
              "again": row.state == "failed" or (row.state == "waiting" and row.attempts)} for row in found.object_list]
    return page(request, "sendings", "manage-sendings", {
        "rows": shown, "page": found, "state": state, "states": STATES, "receivers": connections.told(office()),
        "notices": Notice.objects.count()})


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """A sending that did not go out is tried by the next call."""
    with told(request, "Lần gửi này sẽ được gửi ở lần chạy tới của chidao notices --send."), \
            open_store(office()) as store:
        if not store.send_again(pk):
            raise InputError("Lần gửi này đã xong, không gửi lại được.", "Xem tình trạng ở danh sách.")
    return redirect("manage-sendings")
