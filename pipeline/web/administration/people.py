"""Accounts and tokens: made, changed, closed and taken back, each act in the audit under who did it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pipeline.errors import ChidaoError, InputError
from pipeline.store.clock import today

from ..accounts import people
from ..api import tokens
from ..config import office
from ..models import Body, Token
from ..roles import LEADER, ROLES
from .frame import page, refuse, told


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def everybody(request: HttpRequest) -> HttpResponse:
    """All accounts, and a form for another."""
    if request.method == "POST":
        name, role = request.POST.get("name", "").strip(), request.POST.get("role", "")
        with told(request, f"Đã tạo tài khoản “{name}”."):
            password = None if request.POST.get("machine") else _password(request)
            people.add(office(), name, role, _bodies(request), password,
                       full_name=request.POST.get("full_name", "").strip(), by=request.user.get_username())
        return redirect("manage-people")
    return page(request, "people", "manage-people", {
        "people": people.everybody(), "roles": ROLES, "leader": LEADER, "bodies": _names()})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, name: str) -> HttpResponse:
    """One account: role and bodies, password, open or closed, its tokens."""
    user = _user(name)
    if request.method == "POST":
        _change(request, user.get_username())
        return redirect("manage-person", user.get_username())
    one = next(each for each in people.everybody() if each.name == user.get_username())
    found = Token.objects.filter(user=user)
    everywhere = hasattr(user, "profile") and user.profile.everywhere
    return page(request, "person", "manage-people", {
        "person": one, "roles": ROLES, "bodies": _names(), "chosen": [people.EVERYWHERE] if everywhere else one.bodies,
        "tokens": _rows(found), "may_write": one.role in tokens.WRITERS, "mine": user == request.user})


def _change(request: HttpRequest, name: str) -> None:
    by, act = request.user.get_username(), request.POST.get("act", "")
    words = {"change": "Đã đổi vai trò, cơ quan.", "password": "Đã đặt lại mật khẩu; các phiên đang mở đã kết thúc.",
             "off": "Đã khóa tài khoản; các phiên đang mở đã kết thúc.", "on": "Đã mở lại tài khoản."}
    if act not in words:
        raise Http404
    with told(request, words[act]):
        if act == "change":
            people.change(office(), name, request.POST.get("role", ""), _bodies(request), by=by)
        elif act == "password":
            people.set_password(name, _password(request), by=by)
        elif act == "off" and name == by:
            raise InputError("Không tự khóa tài khoản đang dùng.", "Đề nghị một người quản trị khác khóa.")
        else:
            people.set_active(name, act == "on", by=by)


@require_safe
def tokens_page(request: HttpRequest) -> HttpResponse:
    """The tokens of everybody."""
    return page(request, "tokens", "manage-tokens", {"tokens": _rows(Token.objects.select_related("user"))})


@require_POST
def make_token(request: HttpRequest, name: str) -> HttpResponse:
    """A new token, which this page shows and no other does."""
    user = _user(name)
    days = request.POST.get("days", "").strip()
    try:
        if days and not (days.isascii() and days.isdigit()):
            raise InputError("Số ngày phải là một số.", "Ghi như 365, hoặc để trống.")
        made = tokens.make(user.get_username(), request.POST.get("for", ""), by=request.user.get_username(),
                           may_write=bool(request.POST.get("write")), days=int(days[:6]) if days else None)
    except ChidaoError as error:
        refuse(request, error)
        return redirect("manage-person", user.get_username())
    response = page(request, "made", "manage-tokens", {"made": made, "account": user.get_username()})
    add_never_cache_headers(response)
    return response


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """A token counts no more."""
    with told(request, "Đã thu hồi mã truy cập."):
        tokens.revoke(pk, by=request.user.get_username())
    return redirect("manage-tokens")


def _user(name: str) -> Any:
    try:
        return people.find(name)
    except InputError as error:
        raise Http404 from error


def _names() -> list[str]:
    """The bodies that have lists, to be offered."""
    return list(Body.objects.filter(unknown=False, group=False).order_by("name").values_list("name", flat=True))


def _bodies(request: HttpRequest) -> list[str]:
    """What was typed, a body a line; all of them where that was ticked."""
    if request.POST.get("everywhere"):
        return [people.EVERYWHERE]
    return [name for line in request.POST.get("bodies", "").splitlines() if (name := " ".join(line.split()))]


def _password(request: HttpRequest) -> str:
    """The password, typed twice; raises InputError."""
    first, second = (str(request.POST.get(name, "")) for name in ("password", "again"))
    if first != second:
        raise InputError("Hai lần ghi mật khẩu không giống nhau.", "Ghi lại.")
    return first


def _rows(found: Any) -> list[dict[str, Any]]:
    day = today()
    return [{"row": row, "state": tokens.state_of(row, day), "counts": not row.revoked_at} for row in
            found.order_by("revoked_at", "-id")]
