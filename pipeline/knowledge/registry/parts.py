"""Groups of the units inside a body: *các đơn vị thuộc Sở, phòng, ban thuộc Sở Y tế*."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from .bodies import Agency

if TYPE_CHECKING:
    from .registry import Registry

_UNITS = re.compile(
    r"(?:các )?(?P<units>(?:cơ quan|đơn vị|phòng|ban|khoa|cục|vụ|trung tâm|bệnh viện|trường)\b[^.;:]*?),? "
    r"(?:trực thuộc|thuộc) (?P<whole>(?:Sở|Bộ|Cục|Tổng cục|Tổng công ty|Tập đoàn|Liên đoàn|Trường|Viện|Học viện"
    r"|Đại học)\b.*)", re.IGNORECASE)


def is_of_parts(name: str) -> bool:
    """Whether a name is that of the units inside a body; *thuộc tỉnh* and *thuộc địa bàn* speak of places."""
    found = _UNITS.fullmatch(name)
    return found is not None and found["whole"][:1].isupper()


def whole_of(registry: Registry, name: str, on: date, home: str | None,
             office: str | None) -> tuple[str, Agency] | None:
    """The units as they are called, and the body that they are in: the one that is named, or for its kind alone (*thuộc
    Sở*) the ``office`` that issues when it is one; None when nothing tells."""
    found = _UNITS.fullmatch(name) if is_of_parts(name) else None
    if found is None:
        return None
    own = registry.by_id(office.partition("/")[0]) if office else None
    if " " in found["whole"]:
        body = registry.resolve(found["whole"], on, home)
    else:
        body = own if own and own.name.startswith(f"{found['whole']} ") else None
    return (found["units"], body) if body else None


def tabled_parts(registry: Registry, whole: Agency, on: date) -> frozenset[str]:
    """The ids of the bodies of the tables that stand under ``whole`` on that day."""
    bodies = (*registry.agencies.values(), *registry.further.values())
    return frozenset(body.id for body in bodies if body.parent == whole.id and body.valid(on))
