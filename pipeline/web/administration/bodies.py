"""The registry of bodies, asked, and the list in which the office corrects it, taken away and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from pipeline import private
from pipeline.errors import ChidaoError, InputError
from pipeline.knowledge.registry import Agency, Registry, meant
from pipeline.office import own
from pipeline.store import open_store
from pipeline.store.clock import today

from ..config import office
from .frame import page, told

LARGEST: Final = 5 * 1024 * 1024
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def registry(request: HttpRequest) -> HttpResponse:
    """Who a name means on a day; the list of the office, which a workbook that is handed in replaces."""
    if request.method == "POST":
        _take(request)
        return redirect("manage-bodies")
    words, day = request.GET.get("q", "").strip()[:200], _day(request.GET.get("ngay", ""))
    loaded = own.load_own(office())
    return page(request, "bodies", "manage-bodies", {
        "words": words, "day": day, "facts": _facts(words, day, loaded.office.place) if words else None,
        "office": office().office, "listed": len(loaded.office.own), "wrong": loaded.wrong,
        "there": office().agencies.exists(), "name": office().agencies.name})


def _take(request: HttpRequest) -> None:
    given = request.FILES.get("list")
    wrong: tuple[str, ...] = ()
    with told(request, "Đã thay danh sách cơ quan; danh sách cũ được giữ bên cạnh. Các danh mục được dựng lại theo "
                       "danh sách mới."):
        if given is None or given.size > LARGEST:
            raise InputError("Chưa chọn tệp, hoặc tệp lớn hơn 5 MB.", "Chọn tệp co-quan.xlsx đã sửa.")
        count, wrong = own.take_list(office(), given.read())
        with open_store(office()) as store:
            store.enter("agencies", {"lines": count, "wrong": len(wrong)}, {"name": given.name})
    for one in wrong:
        messages.error(request, one)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The list that is in use; without one what the registry knows around the office."""
    settings = office()
    try:
        data = settings.agencies.read_bytes()
    except FileNotFoundError:
        with private.held() as folder:
            data = Path(own.export(replace(settings, agencies=folder / settings.agencies.name))).read_bytes()
    response = HttpResponse(data, content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="co-quan.xlsx"'
    return response


def _day(told_: str) -> date:
    try:
        return date.fromisoformat(told_)
    except ValueError:
        return today()


def _facts(words: str, day: date, place: str | None) -> list[tuple[str, str]]:
    """What is known of the body that a name means, empty for none."""
    known = Registry.load()
    try:
        body = next(filter(None, (meant(known, words, on, place, None) for on in (day, None))), None)
    except ChidaoError:
        body = None
    return list(_told(known, body, day)) if body else []


def _told(known: Registry, body: Agency, day: date) -> Iterator[tuple[str, str]]:
    above = known.by_id(body.parent) if body.parent else None
    yield "Tên", body.name
    yield "Mã", body.id
    yield "Loại", ", ".join(filter(None, (body.kind, f"cấp {body.level}" if body.level else "")))
    if body.short:
        yield "Tên khác", "; ".join(body.short)
    if above and body.parent in known.provinces:
        yield "Thuộc địa bàn", f"{above.kind} {above.name}"
    elif above:
        yield "Cấp trên", above.name
    since = f"từ {body.valid_from:%d/%m/%Y} " if body.valid_from else ""
    yield "Hoạt động", f"{since}{f'đến {body.valid_to:%d/%m/%Y}' if body.valid_to else 'đến nay'}"
    if not body.valid(day):
        yield "Lưu ý", f"ngày {day:%d/%m/%Y} không có cơ quan này"
    if body.why:
        yield "Lý do", body.why
    heirs = [f"{heir.name}{f' ({share})' if share else ''}" for heir, share in known.heirs(body.id, today())]
    if body.valid_to and heirs:
        yield "Nay là", "; ".join(heirs)
