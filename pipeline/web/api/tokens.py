"""Tokens: made once and shown once, kept as a hash, taken back at any time. A token acts for an account and may see
what the account may see."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpRequest
from ninja.security import HttpBearer

from pipeline.errors import InputError
from pipeline.store.clock import now, today
from pipeline.store.guard import writing

from ..access import Scope
from ..accounts import noting, people
from ..models import Token, profile_of
from ..roles import ADMIN, ANALYST, LEADER

PREFIX: Final = "chidao_"
"""How tokens begin, so that one that was published by mistake is known for what it is."""
WRITERS: Final = frozenset((ANALYST, LEADER, ADMIN))
"""Whose tokens may enter progress."""
_LENGTH: Final = 32  # bytes: nobody guesses them, so that a plain hash will do
_SHOWN: Final = len(PREFIX) + 4
_LOOKED_AT: Final = timedelta(minutes=5)
"""So often at most it is noted that a token was used."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new token: the only time that its words are known."""

    id: int
    words: str


def make(account: str, name: str, *, may_write: bool = False, days: int | None = None, by: str = "") -> Made:
    """A token for an account, for what is called ``name``, good for so many days. Raises InputError for an account that
    is not there, has no role, or may not enter progress."""
    user, name = people.find(account), " ".join(name.split())
    profile = profile_of(user)
    if profile is None or not profile.role:
        raise InputError(f"Tài khoản “{account}” chưa có vai trò.", "Giao vai trò trước: chidao user change.")
    if not name or len(name) > 100:
        raise InputError("Chưa ghi mã dùng cho việc gì (nhiều nhất 100 ký tự).", "Ví dụ: Phần mềm điều hành.")
    if may_write and profile.role not in WRITERS:
        raise InputError("Văn thư không ghi kết quả thực hiện, nên mã của tài khoản này chỉ được đọc.",
                         "Bỏ quyền ghi, hoặc dùng tài khoản chuyên viên, lãnh đạo.")
    if days is not None and not 0 < days <= 3660:
        raise InputError("Thời hạn của mã phải từ 1 đến 3660 ngày.", "Ghi lại số ngày, hoặc để trống.")
    words = PREFIX + secrets.token_urlsafe(_LENGTH)
    with writing():
        row = Token.objects.create(user=user, name=name, digest=digest_of(words), start=words[:_SHOWN], made_by=by,
                                   may_write=may_write, made_at=now(),
                                   ends_on=today() + timedelta(days=days) if days else None)
        noting.note("token.add", by, {"account": user.get_username(), "token": row.pk, "for": name,
                                      "may_write": may_write})
    return Made(row.pk, words)


def revoke(number: int, by: str = "") -> Token:
    """Take a token back. Raises InputError for one that is not there or was taken back."""
    row = Token.objects.select_related("user").filter(pk=number, revoked_at=None).first()
    if row is None:
        raise InputError(f"Không có mã truy cập số {number} đang dùng.", "Xem các mã: chidao user tokens.")
    row.revoked_at = now()
    with writing():
        row.save(update_fields=["revoked_at"])
        noting.note("token.off", by, {"account": row.user.get_username(), "token": row.pk, "for": row.name})
    return row  # type: ignore[no-any-return]  # Django ships no types


def digest_of(words: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def state_of(row: Token, day: date) -> str:
    """How a token stands, in Vietnamese."""
    if row.revoked_at:
        return f"đã thu hồi {row.revoked_at:%d/%m/%Y}"
    if row.ends_on and row.ends_on < day:
        return f"hết hạn {row.ends_on:%d/%m/%Y}"
    return f"dùng được đến hết {row.ends_on:%d/%m/%Y}" if row.ends_on else "dùng được"


class Bearer(HttpBearer):
    """``Authorization: Bearer chidao_…``. What a request may see is its ``scope``, as with pages."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token, None where it does not count."""
        row = Token.objects.select_related("user__profile").filter(digest=digest_of(token), revoked_at=None).first()
        if row is None or (row.ends_on and row.ends_on < today()) or not row.user.is_active:
            return None
        scope = Scope.of(row.user)
        if not scope.role:
            return None
        request.user, request.scope = row.user, scope
        moment = now()
        if row.used_at is None or moment - row.used_at > _LOOKED_AT:
            with writing():
                Token.objects.filter(pk=row.pk).update(used_at=moment)
        return row
