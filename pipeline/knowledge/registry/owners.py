"""Whose a unit is whose name tells no body or place: by the noun that opens it, by who issues, and where.

The column ``inside`` of ``office_units.csv`` says which of the functions here answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..folding import key
from .bodies import Agency

_OF_COUNTRY = re.compile(r"\b(?:việt nam|quốc gia|trung ương)$")
_WIDER = re.compile(r"\b(?:miền|vùng|khu vực|nam bộ|bắc bộ|trung bộ|tây nguyên|(?:tây|đông) (?:bắc|nam)(?: bộ)?)\b")
_GENERAL = ("UBND", "HĐND", "cơ quan trung ương", "văn phòng", "đảng")
"""Kinds of bodies without a field of their own."""
_SCHOOLS = ("trường", "đại học", "học viện")
"""How the names of bodies begin that have a Ban Giám hiệu."""
_COUNTRY = Agency("viet-nam", "Việt Nam", "")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a unit: its key (``said``), whether more than a kind is named (``proper``: *Hội Nghề cá*, not
    *Hội nghề nghiệp*), the body that issues (``office``), the one that this is a unit of (``whole``), and the
    province."""

    said: str
    proper: bool
    office: Agency | None
    whole: Agency | None
    province: Agency | None


def owner(inside: str, told: Told) -> Agency | None:
    """The body or place that the unit belongs to; None when nothing tells it."""
    return _OWNERS[inside](told)


def has_field(office: Agency) -> bool:
    """Whether the body has a field of its own, and so units: a sở, a school; not UBND."""
    return office.kind not in _GENERAL and office.id != "van-phong-chinh-phu"


def has_own_offices(office: Agency | None) -> bool:
    """Whether a Phòng Y tế may be a unit of the body: there is none in a sở, and not in what stands above all sở."""
    return office is not None and (_is_local(office) or (has_field(office) and office.kind != "sở"))


def _of_office(told: Told) -> Agency | None:
    """The body that issues; of *Văn phòng Sở* it has to be a sở, or a unit of one."""
    kind = told.said.removeprefix("văn phòng ").removeprefix("thanh tra ")
    wanted = _SCHOOLS if kind in ("trường", "ban giám hiệu") else () if kind == told.said else (kind,)
    if wanted:
        return next((body for body in (told.office, told.whole) if body and key(body.name).startswith(wanted)), None)
    return told.office if told.office and told.office.kind != "cơ quan trung ương" else None


def _of_district(told: Told) -> Agency | None:
    return told.office if has_own_offices(told.office) else None


def _of_expert(told: Told) -> Agency | None:
    if not told.proper or _OF_COUNTRY.search(told.said):
        return _of_country(told)
    if told.office and has_field(told.office):
        return None if told.province and _WIDER.search(told.said) else told.office
    return None if told.said.startswith("cục ") else _of_home(told)


def _of_department(told: Told) -> Agency | None:
    """A unit that bodies of a province have: a bộ that names one speaks of all of them."""
    return None if told.office and told.office.kind == "bộ" else _of_expert(told)


def _of_home(told: Told) -> Agency | None:
    if not told.proper or _OF_COUNTRY.search(told.said):
        return _of_country(told)
    return told.office if told.office and _is_local(told.office) else told.province


def _of_country(told: Told) -> Agency | None:
    return _COUNTRY if told.proper else None


def _is_local(office: Agency) -> bool:
    return office.level in ("huyện", "xã")


_OWNERS: dict[str, Callable[[Told], Agency | None]] = {
    "office": _of_office, "district": _of_district, "expert": _of_expert, "department": _of_department,
    "home": _of_home, "country": _of_country,
    "named": lambda _: None}
