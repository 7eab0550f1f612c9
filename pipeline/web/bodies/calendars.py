"""Private addresses by which the calendar of a phone or of Outlook follows the list of a body without signing in.

The address holds 256 random bits, of which only the sha256 is kept; it is shown once. It counts while its person may
see the list, and until it is taken back or made anew. Who asks too often, or guesses, waits.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from threading import Lock
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from pipeline.store.clock import now
from pipeline.store.guard import writing

from ..access import Scope
from ..accounts.noting import note
from ..models import Body, CalendarLink
from .downloads import place_of

_MINUTE: Final = 60.0
OFTEN: Final = 30
"""So many times a minute an address of the net may ask."""
_KNOWN: Final = 10_000
"""So many addresses of the net are remembered."""


class Throttle:
    """Counts who asked within the last minute; in memory, for the one process that serves."""

    def __init__(self, often: int) -> None:
        self._often, self._lock = often, Lock()
        self._asked: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def lets(self, who: str, moment: float | None = None) -> bool:
        """Whether ``who`` may ask once more now."""
        moment = time.monotonic() if moment is None else moment
        with self._lock:
            since, count = self._asked.get(who, (moment, 0))
            since, count = (moment, 0) if moment - since >= _MINUTE else (since, count)
            self._asked[who] = since, count + 1
            self._asked.move_to_end(who)
            while len(self._asked) > _KNOWN:
                self._asked.popitem(last=False)
            return count < self._often


throttle = Throttle(OFTEN)


def link_of(user: Any, body: Body) -> CalendarLink | None:
    """The address that a person has for a list."""
    found: CalendarLink | None = CalendarLink.objects.filter(user=user, key=body.key).first()
    return found


@require_POST
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an address, in place of the one before; it is shown this once."""
    body: Body = get_object_or_404(request.scope.bodies(), slug=slug)
    token = secrets.token_urlsafe(32)
    with writing():
        CalendarLink.objects.update_or_create(user=request.user, key=body.key,
                                              defaults={"digest": _digest(token), "made_at": now()})
        _note(request, "calendar.on", body)
    address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    return render(request, "bodies/calendar.html", {"body": body, "address": address})


@require_POST
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the address back: from now on it gives nothing."""
    body: Body = get_object_or_404(request.scope.bodies(), slug=slug)
    with writing():
        gone, _ = CalendarLink.objects.filter(user=request.user, key=body.key).delete()
        if gone:
            _note(request, "calendar.off", body)
    if gone:
        messages.success(request, "Đã bỏ đường dẫn lịch; lịch đã đăng ký bằng đường dẫn ấy không cập nhật nữa.")
    return redirect("body", slug=slug)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for whoever has the address; the same answer for an address that never was and one that counts no
    more."""
    if not throttle.lets(str(request.META.get("REMOTE_ADDR", ""))):
        response = HttpResponse("Hỏi quá nhiều lần; thử lại sau một phút.\n", status=429,
                                content_type="text/plain; charset=utf-8")
        response["Retry-After"] = str(int(_MINUTE))
        return response
    link = CalendarLink.objects.filter(digest=_digest(token)).select_related("user").first()
    body = Scope.of(link.user).bodies().filter(key=link.key).first() if link else None
    path = place_of(body, "lich") if body else None
    if path is None:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="lich.ics"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _note(request: HttpRequest, what: str, body: Body) -> None:
    note(what, request.user.get_username(), {"body": body.name})
