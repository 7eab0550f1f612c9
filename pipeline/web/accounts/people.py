"""Accounts and what they may do: made, changed and closed, each act entered in the audit with who did it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.store.guard import writing

from ..models import Membership, Profile
from ..roles import ADMIN, LEADER, ROLES
from . import bodies as known_bodies
from . import noting

_NAME: Final = re.compile(r"[\w.@+-]{1,150}")
EVERYWHERE: Final = "*"
"""Given in place of a body: the lists of all bodies."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account as it is shown."""

    name: str
    full_name: str
    role: str
    bodies: tuple[str, ...]
    active: bool
    last_login: datetime | None


def add(settings: Settings, name: str, role: str, bodies: Sequence[str], password: str | None, *,  # noqa: PLR0913
        full_name: str = "", by: str = "") -> None:
    """Make an account; None as password for one whose password a directory (LDAP) knows. Raises InputError for a name,
    role, body or password that will not do."""
    users = get_user_model().objects
    if not _NAME.fullmatch(name):
        raise InputError(f"Tên đăng nhập “{name}” không dùng được.",
                         "Dùng chữ, số và các dấu . @ + - _ (không có dấu cách).")
    if users.filter(username__iexact=name).exists():
        raise InputError(f"Đã có tài khoản “{name}”.", "Chọn tên khác, hoặc đổi vai trò bằng lệnh chidao user change.")
    places = _placed(settings, role, bodies)
    user = get_user_model()(username=name, first_name=full_name[:150], **_rights(role))
    if password is None:
        user.set_unusable_password()
    else:
        _check(password, user)
        user.set_password(password)
    with writing():
        user.save()
        _belong(Profile.objects.create(user=user), role, places)
        noting.note("user.add", by, {"account": name, "role": role, "bodies": [one for _, one in places]})


def change(settings: Settings, name: str, role: str, bodies: Sequence[str], by: str = "") -> None:
    """Give an account another role and other bodies. Raises InputError."""
    user, places = find(name), _placed(settings, role, bodies)
    if role != ADMIN:
        _keep_an_administrator(user)
    with writing():
        profile, _ = Profile.objects.get_or_create(user=user)
        before = {"role": profile.role, "bodies": _names(profile)}
        for right, value in _rights(role).items():
            setattr(user, right, value)
        user.save()
        _belong(profile, role, places)
        noting.note("user.change", by, {"account": name, "before": before,
                                        "after": {"role": role, "bodies": [one for _, one in places]}})


def set_password(name: str, password: str, by: str = "") -> None:
    """Give an account another password, which ends its sessions. Raises InputError for one that will not do."""
    user = find(name)
    _check(password, user)
    user.set_password(password)
    with writing():
        user.save()
        noting.note("user.password", by, {"account": name})


def set_active(name: str, active: bool, by: str = "") -> None:
    """Close an account, which ends its sessions, or open it again. Raises InputError for the last administrator."""
    user = find(name)
    if not active:
        _keep_an_administrator(user)
    user.is_active = active
    with writing():
        user.save()
        noting.note("user.on" if active else "user.off", by, {"account": name})


def everybody() -> list[Person]:
    """All accounts, by name."""
    users = get_user_model().objects.select_related("profile").prefetch_related("profile__memberships")
    return [_person(user) for user in users.order_by("username")]


def find(name: str) -> Any:
    """The account of that name; raises InputError where there is none."""
    user = get_user_model().objects.filter(username__iexact=name).first()
    if user is None:
        raise InputError(f"Không có tài khoản “{name}”.", "Xem các tài khoản: chidao user list.")
    return user


def administrators() -> int:
    """How many accounts can administer."""
    return int(Profile.objects.filter(role=ADMIN, user__is_active=True).count())


def _person(user: Any) -> Person:
    profile = Profile.objects.filter(user=user).first() if not hasattr(user, "profile") else user.profile
    return Person(user.get_username(), user.first_name, profile.role if profile else "",
                  _names(profile) if profile else (), user.is_active, user.last_login)


def _names(profile: Profile) -> tuple[str, ...]:
    return ("mọi cơ quan",) if profile.everywhere else tuple(one.name for one in profile.memberships.all())


def _rights(role: str) -> dict[str, bool]:
    """What Django's administration pages want to know."""
    return {"is_staff": role == ADMIN, "is_superuser": role == ADMIN}


def _placed(settings: Settings, role: str, bodies: Sequence[str]) -> list[tuple[str, str]]:
    """The bodies by key and name; raises InputError."""
    if role not in ROLES:
        raise InputError(f"Không có vai trò “{role}”.",
                         f"Các vai trò: {', '.join(f'{code} ({words.lower()})' for code, words in ROLES.items())}.")
    if role == LEADER and not bodies:
        raise InputError("Tài khoản lãnh đạo phải gắn với ít nhất một cơ quan.",
                         f"Thêm --body “TÊN CƠ QUAN”, hoặc --body “{EVERYWHERE}” để xem danh mục của mọi cơ quan.")
    return [(EVERYWHERE, "mọi cơ quan") if one == EVERYWHERE else known_bodies.find(settings, one)
            for one in dict.fromkeys(bodies)]


def _belong(profile: Profile, role: str, places: Sequence[tuple[str, str]]) -> None:
    profile.role = role
    profile.everywhere = any(key == EVERYWHERE for key, _ in places)
    profile.save()
    profile.memberships.all().delete()
    Membership.objects.bulk_create([Membership(profile=profile, key=key, name=name)
                                    for key, name in dict(places).items() if key != EVERYWHERE])


def _check(password: str, user: Any) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InputError(f"Mật khẩu không dùng được: {' '.join(error.messages)}", "Chọn mật khẩu khác.") from error


def _keep_an_administrator(user: Any) -> None:
    others = Profile.objects.filter(role=ADMIN, user__is_active=True).exclude(user=user)
    mine = Profile.objects.filter(role=ADMIN, user=user).exists()
    if mine and not others.exists():
        raise InputError(f"“{user.get_username()}” là tài khoản quản trị duy nhất.",
                         "Tạo một tài khoản quản trị khác trước: chidao user add TÊN --role quan-tri.")
