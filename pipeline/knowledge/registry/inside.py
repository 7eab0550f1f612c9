"""Units inside a body, and bodies that no table holds but whose name says where they are.

Their ids are made of where they are and of their name, so they are the same in every run and whatever else is read:
``tinh-lao-cai.so-cong-thuong/phong-quan-ly-cong-nghiep``, ``tinh-nghe-an/trung-tam-chuyen-doi-so``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..folding import key, slug
from ..tables import read_table
from .bodies import Agency
from .heirs import heirs
from .sorts import sort_of

if TYPE_CHECKING:
    from .registry import Registry

_JOINT = re.compile(r"(?:\s*[,(]\s*|\s+)(?:(?:trực )?thuộc |của )?")
_PLACE = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|đặc khu) \S")
_BODY = re.compile(r"(?:Sở|Bộ|Ban|Cục|Tổng|Chi|Thành|Tỉnh|Đảng|Trường|Viện|Tập|Ngân|Thanh tra|Tòa|Toà) |"
                   r"(?:UBND|Ủy ban|Uỷ ban|HĐND|Công an|Chính phủ|Quốc hội|Văn phòng|ĐH|Đại học|Học viện)\b")
_OF_PROVINCE = ("Sở", "UBND", "Ban", "Công an")
_OWN_PLACE = re.compile(r" (?:tỉnh|thành phố)$")
_MANY = re.compile(r"\b(?:các|cấp)\b|/")
_LONGEST = 16
"""Words of a name that is looked at."""


@lru_cache(maxsize=2)
def _nouns(where: str) -> re.Pattern[str]:
    rows = [row for row in read_table("office_units") if row["inside"] == where]
    words = [re.escape(key(row["noun"])) + ("" if row["alone"] == "yes" else " (?!học\\b|[(])") for row in rows]
    return re.compile("(?:" + "|".join(words) + r")(?:\b|(?<= ))")


def meant(registry: Registry, name: str, on: date | None, home: str | None, office: Agency | None) -> Agency | None:
    """The body that ``name`` means in a directive of ``office`` in the province ``home``: of the tables, else by
    ``inside``. A body that bears the name of a province which went into ``home`` before that day is one of ``home``
    (Ban Quản lý Khu kinh tế Phú Yên is in Đắk Lắk today)."""
    found = registry.resolve(name, on, home) or inside(registry, name, on, home, office)
    place = registry.provinces.get(found.place or found.id.partition("/")[0]) if found else None
    if home is None or on is None or place is None or place.valid(on) or place.id == home:
        return found
    taken = home in (heir.id for heir in heirs(registry, place.id, on))
    return _unit(name, name, registry.provinces[home]) if taken else found


def inside(registry: Registry, name: str, on: date | None, home: str | None, office: Agency | None) -> Agency | None:
    """The unit called ``name`` of the body or place that it names, else of ``office``, the body that issues.

    None when the name opens with no noun of units, speaks of several, or says not where it is. ``home`` is the id of
    a province.
    """
    said = key(registry.expand(name))
    own = _nouns("office").match(said)
    if not (own or _nouns("named").match(said)) or _MANY.search(said) or sort_of(name) != "body":
        return None
    for unit, where in _cuts(registry.expand(name)):
        whole = _whole(registry, where, on, home)
        if whole:
            return _own(registry, unit, on, whole) or _unit(unit, name, whole)
    if home and _OWN_PLACE.search(said):
        return _unit(_OWN_PLACE.sub("", said), name, registry.provinces[home])
    return _unit(said, name, office) if own and office else None


def issuer(registry: Registry, name: str, on: date | None) -> Agency | None:
    """The body that a letterhead names: the last of the bodies that stand in it (*BỘ TÀI CHÍNH CỤC THUẾ*), or a unit
    of a body that it names; None when none is known."""
    words = name.split() if name.isupper() else []
    found = registry.resolve(name, on)
    for n in range(len(words) - 1, 0, -1):
        above = None if found else registry.resolve(" ".join(words[:n]), on)
        found = registry.resolve(" ".join(words[n:]), on, above.place or None) if above else found
    return found or inside(registry, name, on, None, None)


def by_pattern(agency_id: str) -> bool:
    """Whether the id is one of ``inside``: made of the name, not of a table."""
    return "/" in agency_id


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """Unit and whole, the longest whole first: *Thanh tra | Sở Y tế Kiên Giang*."""
    for match in list(_JOINT.finditer(name))[:_LONGEST]:
        where = name[match.end():].rstrip(" " if "(" in name[match.end():] else " )")
        if where[:1].isupper() or _PLACE.match(where):
            yield name[:match.start()], where


def _whole(registry: Registry, where: str, on: date | None, home: str | None) -> Agency | None:
    """The body or place that is named; a province may stand without its kind."""
    if _PLACE.match(where):
        return registry.resolve(where, on) or registry.resolve(f"UBND {where}", on, home)
    if _BODY.match(where):
        return registry.resolve(where, on, home if where.startswith(_OF_PROVINCE) else None)
    return registry.province(where, on) if " " in where else None


def _own(registry: Registry, unit: str, on: date | None, whole: Agency) -> Agency | None:
    """The body of the tables that is a part of ``whole``: *Cục Hóa chất, Bộ Công Thương*."""
    found = registry.resolve(unit, on)
    return found if found and found.parent == whole.id else None


def _unit(unit: str, name: str, whole: Agency) -> Agency:
    return replace(whole, id=f"{whole.id}/{slug(unit)}", name=name, kind="đơn vị", parent=whole.id, code="", short=(),
                   successors=(), why="")
