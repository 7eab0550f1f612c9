"""The pages for handing in."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from pipeline.account import acting
from pipeline.errors import InputError
from pipeline.model.review import HEAD_WORDS
from pipeline.store import heads
from pipeline.store.clock import today
from pipeline.workbooks.review_values import typed

from ..config import office
from . import following, handing, showing
from .held import may_drop
from .models import HELD, REFUSED, SECRET, WAITING, Outcome, Upload
from .receiving import Receiver, has_room

PAGE: Final = 50
_FULL: Final = InputError("Đĩa của máy chủ không còn đủ chỗ cho các tệp này.",
                          "Báo người quản trị dọn đĩa, rồi gửi lại.")
_CUT: Final = InputError("Việc gửi bị đứt giữa chừng nên chưa nhận tệp nào.", "Gửi lại.")
WHOLE: Final = "whole"
"""The last field of the form: where it has come all files have."""
_LONGEST: Final = 200  # letters of a number or a day


@require_safe
def intake(request: HttpRequest) -> HttpResponse:
    """Where files are handed in, and what became of those of today."""
    settings, who = office(), request.user.get_username()
    return render(request, "intake/intake.html", {
        "listed": showing.of_today(settings, who), "most": settings.max_bytes >> 20, "wanting": _wanting(request),
    })


@csrf_exempt  # the token is looked at below: before the files must be told where to go
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Files come in. A script gets what became of each as JSON, a form is sent back to the page."""
    receiver = Receiver(office())
    request.upload_handlers = [receiver]
    try:
        length = str(request.META.get("CONTENT_LENGTH", ""))
        if not has_room(office(), int(length) if length.isdecimal() else 0):
            return _told(request, [], _FULL)
        response: HttpResponse = _upload(request, receiver)
        return response
    except TooManyFilesSent:
        return _told(request, [], InputError("Quá nhiều tệp trong một lần gửi.", "Chia ra gửi nhiều lần."))
    except UnreadablePostError:
        return _told(request, [], _CUT)
    finally:
        receiver.drop()


@csrf_protect
def _upload(request: HttpRequest, receiver: Receiver) -> HttpResponse:
    whole = WHOLE in request.POST  # now they come
    if receiver.failure or not whole:
        return _told(request, [], receiver.failure or _CUT)
    made = [handing.hand_in(one, office(), request.user.get_username()) for one in receiver.received]
    return _told(request, made, None if made else InputError("Chưa chọn tệp nào.", "Chọn tệp rồi bấm Gửi."))


def _told(request: HttpRequest, made: list[Upload], failure: InputError | None) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        told = {"files": [{"id": one.pk, "state": one.state, "words": one.words} for one in made],
                "error": str(failure) if failure else ""}
        return JsonResponse(told, status=400 if failure and not made else 200)
    if failure:
        messages.error(request, str(failure))
    taken = sum(one.state == WAITING for one in made)
    if taken:
        messages.success(request, f"Đã nhận {taken} tệp; kết quả đọc hiện ở danh sách dưới đây.")
    for one in made:
        if one.state in (REFUSED, SECRET):
            messages.error(request, f"“{one.name}”: {one.words}.")
    return redirect("intake")


@require_safe
def uploads(request: HttpRequest) -> HttpResponse:
    """The list alone, 204 while it is as ``v`` tells."""
    settings = office()
    listed = showing.of_today(settings, request.user.get_username())
    if request.GET.get("v") == listed.mark:
        return HttpResponse(status=204)
    return render(request, "intake/list.html", {"listed": listed})


@require_safe
def older(request: HttpRequest) -> HttpResponse:
    """What was handed in before today, by page."""
    before = Upload.objects.filter(at__lt=datetime.combine(today(), time.min))
    page = Paginator(before, PAGE).get_page(request.GET.get("trang"))
    lines = showing.lines(page.object_list, office(), request.user.get_username())
    return render(request, "intake/older.html", {"page": page, "lines": lines})


@require_safe
def missing(request: HttpRequest) -> HttpResponse:
    """The fields that were not read, each beside the head of its page."""
    return render(request, "intake/missing.html", {"wanting": _wanting(request)})


def _wanting(request: HttpRequest) -> list[showing.Line]:
    listed = showing.of_today(office(), request.user.get_username())
    return [line for line in listed.lines if line.missing]


@require_safe
def top(request: HttpRequest, pk: int) -> HttpResponse:
    """The head of the first page of a file, as a picture."""
    found = Outcome.objects.filter(upload=pk, top__isnull=False).first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.top), content_type="image/png")


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody typed a number or a day; the next field comes."""
    one, who = get_object_or_404(Upload, pk=pk), request.user.get_username()
    cell, given = request.POST.get("cell", ""), request.POST.get("value", "").strip()[:_LONGEST]
    error = ""
    try:
        value = _typed(cell, given)
        with acting(who):
            found = heads.correct(one.sha256, cell, value, request.POST.get("seen", ""))
        if isinstance(found, heads.Clash):
            error = f"{found.who or 'Lần đọc sau'} vừa ghi “{found.now}”; chưa ghi gì thêm. Sửa tiếp ở bảng rà soát."
        handing.retitle(one)
    except InputError as refused:
        error = str(refused)
    if not request.htmx:
        if error:
            messages.error(request, error)
        return redirect("intake")
    told = {"wanting": _wanting(request), "error": error, "wrong": cell if error else "", "given": given}
    return render(request, "intake/missing.html", told)


def _typed(cell: str, given: str) -> str:
    if cell not in heads.CELLS:
        raise InputError("Không sửa được ô này ở đây.", "Sửa ở bảng rà soát của văn bản.")
    words = HEAD_WORDS[cell]
    try:
        value: str = typed(cell, given)
    except ValueError as error:
        raise InputError(f"{words}: “{given}” {error}.", "Ghi lại, ví dụ 05/03/2026.") from error
    if not value:
        raise InputError(f"Chưa ghi {words[:1].lower()}{words[1:]}.", "Ghi như trên văn bản.")
    if cell == "number" and not any(letter.isdigit() for letter in value):
        raise InputError(f"{words}: “{given}” không có chữ số.", "Ghi như trên văn bản, ví dụ 15/KH-UBND.")
    return value


@require_POST
def secret(request: Any, pk: int) -> HttpResponse:
    """Somebody has looked at a file that is held back and says that it is secret."""
    one, who = get_object_or_404(Upload, pk=pk, state=HELD), request.user.get_username()
    if not may_drop(one, request):
        raise Http404
    following.confirm_secret(one, office(), who)
    messages.success(request, f"Đã xóa “{one.name}” khỏi máy chủ. {following.SECRET_ADVICE}")
    return redirect("intake")
