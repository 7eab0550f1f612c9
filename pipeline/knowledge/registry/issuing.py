"""Who issues a directive: the body that its letterhead names, and the province that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..folding import key
from ..tables import read_table
from .bodies import Agency
from .inside import inside, meant, of_many
from .sorts import Sort

if TYPE_CHECKING:
    from .registry import Registry

_APART = re.compile(r"\s*/\s*")
"""What stands between the lines of a letterhead in some texts."""
_CAPITAL = "Hà Nội"
_SCHOOL = "trường đại học"
"""The kind of bodies of the whole country whose names tell their city."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """``office`` is the body that issues, None when nothing tells it; ``home`` the id of its province, None for a body
    of the whole country."""

    office: Agency | None = None
    home: str | None = None


def issuing(registry: Registry, name: str | None, on: date | None, place: str | None = None) -> Issuer:
    """The issuer that ``name`` means on that day; a head (*Chủ tịch UBND tỉnh A*) issues for the body.

    A body that no table knows stands in the province that its name ends with, else in that of ``place``, where it
    signs; not in Hà Nội, where bodies of the whole country sign.
    """
    name = _APART.sub(" ", name or "").strip()
    if not name:
        return Issuer()
    office = issuer(registry, name, on) or issuer(registry, _title().sub("", name, count=1), on)
    if office is None:
        home = _told(registry, name, on) or _signed(registry, place, on)
        return Issuer(inside(registry, name, on, home, None), home)
    home = registry.home_of(office)
    return Issuer(office, home or (_city(registry, name, on) if office.kind == _SCHOOL else None))


def place_of(registry: Registry, name: str | None, on: date | None) -> str | None:
    """The id of the province that an issuer belongs to; None for a body of the whole country and for an issuer whose
    place is not told."""
    return issuing(registry, name, on).home


def meaning(registry: Registry, name: str, on: date | None, by: Issuer) -> Agency | Sort:
    """The body that a canonical name means in a directive of ``by`` on that day; else the sort of what it stands for
    (*body*: one that no table knows)."""
    found = meant(registry, name, on, by.home, by.office)
    return found or ("group" if of_many(name, by.office) else registry.sort(name, on, by.home))


def issuer(registry: Registry, name: str, on: date | None) -> Agency | None:
    """The body that a letterhead names: the last of the bodies that stand in it (*BỘ TÀI CHÍNH CỤC THUẾ*), or a unit
    of a body that it names; None when none is known."""
    words = name.split() if name.isupper() else []
    found = registry.resolve(name, on)
    for n in range(len(words) - 1, 0, -1):
        above = None if found else registry.resolve(" ".join(words[:n]), on)
        found = registry.resolve(" ".join(words[n:]), on, above.place or None) if above else found
    return found or inside(registry, name, on, None, None)


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    """The title of a head in front of a body."""
    titles = sorted((row["title"] for row in read_table("positions")), key=len, reverse=True)
    return re.compile(rf"^(?:Phó )?(?:{'|'.join(map(re.escape, titles))}) (?=\w)", re.IGNORECASE)


def _told(registry: Registry, name: str, on: date | None) -> str | None:
    """The province at the end of the name of a body that no table knows."""
    words = name.split()
    found = (registry.province(" ".join(words[n:]), on) for n in range(len(words)))
    return next((province.id for province in found if province), None)


def _signed(registry: Registry, place: str | None, on: date | None) -> str | None:
    """The province where a body signs, unless it is the capital."""
    found = registry.province(place, on) if place else None
    return found.id if found and found.name != _CAPITAL else None


def _city(registry: Registry, name: str, on: date | None) -> str | None:
    """The city of a university. *Hòa Bình, Hồ Chí Minh* alone may be no place."""
    told = registry.provinces.get(_told(registry, name, on) or "")
    certain = told and told.kind == "thành phố" and ("phố" in key(name).split() or told.name != "Hồ Chí Minh")
    return told.id if told and certain else None
