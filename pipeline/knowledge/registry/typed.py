"""Names of bodies as people type them while they correct a directive: which body is meant, what may be meant by a name
that no table has, and which names to offer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from ..folding import key, slug
from .bodies import Agency
from .family import communes_of, family, of_province
from .issuing import issuing
from .office import Office, Signed
from .registry import Registry
from .sorts import Sort

NO_BODY: Final[dict[Sort, str]] = {
    "role": "là vai trò hoặc tên gọi chung, không phải tên cơ quan",
    "person": "là tên người, không phải tên cơ quan",
}
"""What is told of a name that is none of a body."""

_LIKE, _CUTOFF = 3, 0.75
_WHERE = re.compile(r" (?:tỉnh|thành phố) (?!uỷ ).+$")  # what people leave out when they speak of their own province


@dataclass(frozen=True, slots=True)
class Typed:
    """What a typed name means: the ``id`` of its body (None for many, and when nobody knows it), whether it stands for
    a ``group``, and what a person has to look at (Vietnamese, "" for nothing)."""

    id: str | None = None
    group: bool = False
    doubt: str = ""


@lru_cache(maxsize=1024)
def typed_body(name: str, by: Signed, office: Office | None = None) -> Typed:
    """The body that somebody means who corrects a directive signed so; the ``office`` and its own list are asked as for
    names that are read."""
    registry = Registry.load()
    place = issuing(registry, by.issuer, by.on, by.place).home
    known = registry.resolve(name, by.on, place)
    found = known.id if known else None
    found = office.agency_id(name, found, by) if office else found
    sort = registry.sort(name, by.on, place)
    if found or sort == "group":
        return Typed(found, sort == "group")
    if sort in NO_BODY:
        return Typed(doubt=f"“{name}” {NO_BODY[sort]}: ghi tên cơ quan")
    close = nearest(name, names_around(by, office))
    asked = f"; có phải: {'; '.join(close)}?" if close else "; nếu tên đã đúng thì khai vào co-quan.xlsx"
    return Typed(doubt=f"Danh mục không có cơ quan “{name}”{asked}")


def nearest(name: str, names: tuple[str, ...]) -> list[str]:
    """Those of ``names`` that look like a name, the most alike first; their place may be left out."""
    called = {_WHERE.sub("", key(one)): one for one in names} | {key(one): one for one in names}
    found = get_close_matches(key(name), called, _LIKE, _CUTOFF)
    return list(dict.fromkeys(called[one] for one in found))


@lru_cache(maxsize=256)
def names_around(by: Signed, office: Office | None = None) -> tuple[str, ...]:
    """The bodies that a directive signed so may charge, as far as the registry and the office's own list know them: of
    its place, around its issuer, and of the centre, on its day; by name."""
    registry, day = Registry.load(), by.on or date.today()
    signed = issuing(registry, by.issuer, by.on, by.place)
    bodies: list[Agency] = [one for one in registry.agencies.values() if one.valid(day)]
    bodies += _of_place(signed.home, day) if signed.home else ()
    if signed.office and signed.office.id != f"{signed.home}.ubnd":  # around that stands its whole place
        bodies += family(registry, signed.office, day).every
    bodies += [one for one in office.own if one.valid(day)] if office else ()
    return tuple(sorted({one.name for one in bodies}, key=lambda name: (slug(name), name)))


@lru_cache(maxsize=64)
def _of_place(province: str, day: date) -> tuple[Agency, ...]:
    registry = Registry.load()
    place = registry.provinces[province]
    return (*of_province(registry, place, day), *communes_of(registry, place, day))
