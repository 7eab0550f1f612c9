"""Units inside a body, and bodies that no table holds but whose name says where they are.

Their ids are made of where they are and of their name, so they are the same in every run and whatever else is read:
``tinh-lao-cai.so-cong-thuong/phong-quan-ly-cong-nghiep``, ``tinh-nghe-an/trung-tam-chuyen-doi-so``; of what has the
only name of its kind in the country ``viet-nam/tap-doan-a``.
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
from .owners import Told, has_field, has_own_offices, owner
from .sorts import sort_of
from .titles import by_title
from .units import KINDS

if TYPE_CHECKING:
    from .registry import Registry

_JOINT = re.compile(r"(?:\s*[,(]\s*|\s+)(?:(?:trực )?thuộc |của )?")
_PLACE = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|đặc khu) (\w)")
_BODY = re.compile(r"(?:Sở|Bộ|Ban|Cục|Tổng|Chi|Thành|Tỉnh|Đảng|Trường|Viện|Tập|Ngân|Thanh tra|Tòa|Toà) |"
                   r"(?:UBND|Ủy ban|Uỷ ban|HĐND|Công an|Chính phủ|Quốc hội|Văn phòng|ĐH|Đại học|Học viện)\b")
_OF_PROVINCE = ("Sở", "UBND", "Ban", "Công an")
_OWN_PLACE = re.compile(r" (?:tỉnh|thành phố)$")
_OWN_KIND = re.compile(rf" (sở|bộ|cục|(?<!môi |thị )trường|{KINDS})$")
_MANY = re.compile(r"\bcác\b(?! (?:dân tộc|khu|tổ chức|hội|chất|vấn đề|chương trình|dự án|công trình|bệnh)\b)|"
                   r"\bcấp (?:tỉnh|huyện|xã|trên|dưới)\b")
_LONGEST = 16
"""Words of a name that is looked at."""


@lru_cache(maxsize=1)
def _nouns() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    """The nouns that open names of units, the longest first; whose such a unit is, and whether the noun is enough."""
    rows = sorted(read_table("office_units"), key=lambda row: len(row["noun"]), reverse=True)
    behind = {"yes": r"\b", "no": r" (?!học\b|[(])", "only": "$"}
    words = [re.escape(key(row["noun"])) + behind[row["alone"]] for row in rows]
    return re.compile("|".join(words)), {key(r["noun"]): (r["inside"], r["alone"] != "no") for r in rows}


def meant(registry: Registry, name: str, on: date | None, home: str | None, office: Agency | None) -> Agency | None:
    """The body that ``name`` means in a directive of ``office`` in the province ``home``: of the tables, else by
    ``inside``. A body that bears the name of a province which went into ``home`` before that day is one of ``home``
    (Ban Quản lý Khu kinh tế Phú Yên is in Đắk Lắk today)."""
    own = office and has_field(office) and _whose_alone(name) == "office"
    first, second = (inside, _of_tables) if own else (_of_tables, inside)
    found = (first(registry, name, on, home, office) or second(registry, name, on, home, office)
             or by_title(name, office))
    place = registry.provinces.get(found.place or found.id.partition("/")[0]) if found else None
    if home is None or on is None or place is None or place.valid(on) or place.id == home:
        return found
    taken = home in (heir.id for heir in heirs(registry, place.id, on))
    return _unit(name, name, registry.provinces[home]) if taken else found


def _of_tables(registry: Registry, name: str, on: date | None, home: str | None,
               office: Agency | None) -> Agency | None:
    return (registry.of_own_unit(name, on, office) if office else None) or registry.resolve(name, on, home)


def inside(registry: Registry, name: str, on: date | None, home: str | None, office: Agency | None) -> Agency | None:
    """The unit called ``name`` of the body or place that it names, else of whom ``office_units.csv`` says: of
    ``office``, the body that issues, of the province with the id ``home``, of the country.

    None when the name opens with no noun of units, speaks of several, or says not where it is.
    """
    full = registry.expand(name)
    said = key(full)
    opening, owners = _nouns()
    noun = opening.match(said)
    own = _whose_alone(name) == "office"
    if noun is None or _MANY.search(said) or not (own or sort_of(name) == "body"):
        return None
    whose, enough = owners[noun.group().strip()]
    if whose != "office" and registry.in_every_province(name):
        return None
    for unit, where in _cuts(full):
        whole = _whole(registry, where, on, home) if enough or len(unit) >= noun.end() else None
        if whole:
            return _own(registry, unit, on, whole) or _unit(_with_kind(unit, whole), name, whole)
    province = registry.provinces[home] if home else None
    if province and _OWN_PLACE.search(said):
        return _unit(_OWN_PLACE.sub("", said), name, province)
    of = registry.by_id(office.id.partition("/")[0]) if office else None
    proper = enough or any(not word[:1].islower() for word in full.split()[len(noun.group().split()):])
    found = owner(whose, Told(said, proper, office, of, province))
    return _unit(_without_kind(registry.shortened(said), noun.end(), found), name, found) if found else None


def of_many(name: str, office: Agency | None) -> bool:
    """Whether ``name`` is a unit that each district or commune has (*Phòng Y tế*), where their superior issues."""
    return _whose_alone(name) == "district" and not has_own_offices(office)


def _whose_alone(name: str) -> str | None:
    """Whose a unit is that is called by its noun alone."""
    whose, _ = _nouns()[1].get(key(name), (None, False))
    return whose


def by_pattern(agency_id: str) -> bool:
    """Whether the id is one of ``inside``: made of the name, not of a table."""
    return "/" in agency_id


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """Unit and whole, the longest whole first: *Thanh tra | Sở Y tế Kiên Giang*."""
    for match in list(_JOINT.finditer(name))[:_LONGEST]:
        where = name[match.end():].rstrip(" " if "(" in name[match.end():] else " )")
        if (where[:1].isupper() or _is_place(where)) and not name[:match.start()].endswith(" và"):
            yield name[:match.start()], where


def _is_place(where: str) -> bool:
    """A kind and a name: *xã Bắc Hà*, not *xã hội*."""
    kind = _PLACE.match(where)
    return kind is not None and not kind[1].islower()


def _whole(registry: Registry, where: str, on: date | None, home: str | None) -> Agency | None:
    """The body or place that is named; a province may stand without its kind."""
    if _is_place(where):
        return registry.resolve(where, on) or registry.resolve(f"UBND {where}", on, home)
    if _BODY.match(where):
        return registry.resolve(where, on, home if where.startswith(_OF_PROVINCE) else None)
    return registry.province(where, on) if " " in where else None


def _own(registry: Registry, unit: str, on: date | None, whole: Agency) -> Agency | None:
    """The body of the tables that is a part of ``whole``: *Cục Hóa chất, Bộ Công Thương*."""
    found = registry.resolve(unit, on)
    return found if found and found.parent == whole.id else None


def _with_kind(unit: str, whole: Agency) -> str:
    """*Thanh tra* of Sở Y tế is called *Thanh tra Sở* there."""
    kind = whole.name.partition(" ")[0]
    said_so = kind in ("Sở", "Bộ", "Cục", "Trường") and key(unit) in ("văn phòng", "thanh tra")
    return f"{unit} {kind}" if said_so else unit


def _without_kind(said: str, noun: int, whole: Agency) -> str:
    """*Phòng Tổ chức Sở* is Phòng Tổ chức of that sở; ``noun``: where its noun ends."""
    kind = _OWN_KIND.search(said, noun)
    return said[:kind.start()] if kind and f" {kind[1]} " in f" {whole.name.lower()} " else said


def _unit(unit: str, name: str, whole: Agency) -> Agency:
    return replace(whole, id=f"{whole.id}/{slug(unit)}", name=name, kind="đơn vị", parent=whole.id, code="", short=(),
                   successors=(), why="")
