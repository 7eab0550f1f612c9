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
from .units import KINDS

if TYPE_CHECKING:
    from .registry import Registry

_JOINT = re.compile(r"(?:\s*[,(]\s*|\s+)(?:(?:trực )?thuộc |của )?")
_PLACE = re.compile(r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|đặc khu) \S")
_BODY = re.compile(r"(?:Sở|Bộ|Ban|Cục|Tổng|Chi|Thành|Tỉnh|Đảng|Trường|Viện|Tập|Ngân|Thanh tra|Tòa|Toà) |"
                   r"(?:UBND|Ủy ban|Uỷ ban|HĐND|Công an|Chính phủ|Quốc hội|Văn phòng|ĐH|Đại học|Học viện)\b")
_OF_PROVINCE = ("Sở", "UBND", "Ban", "Công an")
_OWN_PLACE = re.compile(r" (?:tỉnh|thành phố)$")
_CALLED = re.compile(rf"\b(?P<kind>{KINDS}) (?!phố\b)\S.*$")
_COMRADES = re.compile(r"^(?:các )?(?:đồng chí |ông |bà )?(?:các )?")
_SCHOOLS = ("trường", "đại học", "học viện")
_WHOLE_NOUNS = {"bộ": ("bộ",), "sở": ("sở",), "trường": _SCHOOLS, "hiệu": _SCHOOLS}
"""How the name of a body begins whose units are called by that word."""
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
    found = (registry.resolve(name, on, home) or _of_unit(registry, name, on, office)
             or inside(registry, name, on, home, office) or _by_title(name, office))
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
    alone = own is not None and own.end() == len(said)
    if not (own or _nouns("named").match(said)) or _MANY.search(said) or (sort_of(name) != "body" and not alone):
        return None
    for unit, where in _cuts(registry.expand(name)):
        whole = _whole(registry, where, on, home)
        if whole:
            return _own(registry, unit, on, whole) or _unit(unit, name, whole)
    if home and _OWN_PLACE.search(said):
        return _unit(_OWN_PLACE.sub("", said), name, registry.provinces[home])
    return _unit(said, name, office) if own and office and _fits(said, office) else None


def _fits(said: str, office: Agency) -> bool:
    """*Văn phòng Bộ* is a unit of a ministry only, *Văn phòng Sở* one of a department."""
    wanted = _WHOLE_NOUNS.get(said.rpartition(" ")[2])
    return wanted is None or key(office.name).startswith(wanted)


def _of_unit(registry: Registry, name: str, on: date | None, office: Agency | None) -> Agency | None:
    """*UBND xã*, *Công an xã*, *Văn phòng HĐND và UBND* in a directive of a district or commune: its own."""
    unit = _CALLED.search(office.name) if office and office.level in ("huyện", "xã") else None
    if unit is None or office is None:
        return None
    bare = re.sub(rf" {unit['kind']}$", "", name, flags=re.IGNORECASE)
    found = registry.resolve(f"{bare} {unit[0]}", on, office.place)
    return found if found and found.level == office.level else None


def _by_title(name: str, office: Agency | None) -> Agency | None:
    """*các đồng chí Phó Chủ tịch* in a directive of a UBND: a head without a body behind it is of the body that
    issues, when such a body has one."""
    said = _COMRADES.sub("", key(name))
    title = next((title for title in _titles() if said == title or said.startswith(f"{title} ")), None)
    if title is None or office is None:
        return None
    behind = said.removeprefix(title).strip()
    heads = [noun for noun in _titles()[title] if key(office.name).startswith(noun)]
    return office if heads and behind in ("", *heads) else None


@lru_cache(maxsize=1)
def _titles() -> dict[str, tuple[str, ...]]:
    """The titles that stand alone, each with how the names of the bodies begin that have such a head; the longest
    first."""
    rows = [(key(row["title"]), tuple(key(noun) for noun in row["heads"].split("; ")))
            for row in read_table("party_titles") if row["heads"]]
    return dict(sorted(rows, key=lambda row: -len(row[0])))


def place_of(registry: Registry, issuer: str | None, on: date | None) -> str | None:
    """The id of the province an issuer belongs to: the one its name ends with, else the one of the body that it is;
    None for central bodies and for an issuer whose place is not told."""
    words = (issuer or "").split(" ")
    named = (registry.province(" ".join(words[n:]), on) for n in range(len(words)))
    province = next(filter(None, named), None)
    body = registry.resolve(issuer, on) if issuer and province is None else None
    return province.id if province else body.place or None if body else None


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
        if (where[:1].isupper() or _PLACE.match(where)) and not name[:match.start()].endswith(" và"):
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
