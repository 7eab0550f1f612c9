"""The tables of bodies and places, by id, by name and by code; what every province, district or commune has stands in
them as templates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from ..folding import key
from .bodies import Agency, read_bodies, read_rows
from .misspelt import Misspelt
from .units import KINDS, Units
from .writing import Writing, comparable

FURTHER = ("agencies_before", "regions", "enterprises", "universities")
"""Tables of bodies of the whole country that are read when a name or id is none of ``agencies.csv``."""

OWN = re.compile(rf" (?:tỉnh|{KINDS})$")
"""What stands for the place of the body that issues: *Công an tỉnh, UBND huyện*."""

_KIND = re.compile(r"^(?:tỉnh|thành phố|tp\.?|thủ đô) ")

Named = dict[str, list[Agency]]
"""Bodies by their names, comparable, and by what is short for them."""


class Catalogue:
    """The tables."""

    def __init__(self) -> None:
        self.agencies = read_bodies("agencies")
        self.departments = read_bodies("departments")
        self.provinces = read_bodies("provinces")
        self.units = Units()
        self.writing = Writing()
        self.expand, self.shortened = self.writing.expand, self.writing.shortened

    @cached_property
    def further(self) -> dict[str, Agency]:
        """The bodies of the whole country that ``agencies.csv`` does not hold."""
        return {i: agency for table in FURTHER for i, agency in read_bodies(table).items()}

    @cached_property
    def templates(self) -> dict[str, Agency]:
        """All bodies that a province has, as templates."""
        return self.departments | read_bodies("departments_more")

    @cached_property
    def local(self) -> dict[tuple[str, str], Agency]:
        """The bodies of districts and communes as templates, by level and id."""
        return {(row.level, row.id): row for row in read_rows("local_bodies")}

    def province(self, name: str, on: date | None = None) -> Agency | None:
        """A province by its name, with or without tỉnh, thành phố (``TP. Huế``, ``tỉnh Lào Cai``); the city of a
        province that bears its name (thành phố Hải Dương) is none."""
        said = key(self.expand(name))
        found = self._provinces_named.get(_KIND.sub("", said), ())
        city = said.startswith(("thành phố ", "tp"))
        return None if city and not any(p.kind == "thành phố" for p in found) else current(found, on)

    def today(self, province: str) -> str:
        """The province of today that this one went into."""
        while self.provinces[province].successors:
            province = self.provinces[province].successors[0].id
        return province

    def in_every_province(self, name: str) -> bool:
        """Whether every province, district or commune has a body of that name (*Sở Y tế, Công an huyện*): alone it
        says nothing of which."""
        wanted = self._key(name)
        own = OWN.search(wanted)
        return wanted in self._templates_named or name in self._coded or (own is not None and (
            wanted[:own.start()] in self._templates_named or wanted[:own.start()] in self._locals_named))

    def templates_called(self, name: str, level: str) -> list[Agency]:
        """The templates of that name: what every province (``level`` tỉnh), district (huyện) or commune (xã) has."""
        found = (self._templates_named if level == "tỉnh" else self._locals_named).get(self._key(name), [])
        return [template for template in found if template.level == level]

    def home_of(self, body: Agency) -> str | None:
        """The id of the province that a body stands in, None for one of the whole country."""
        place = body.place or re.split("[./]", body.id, maxsplit=1)[0]
        return place if place in self.provinces else None

    @cached_property
    def _named(self) -> Named:
        named = self._by_name(self.agencies.values())
        for alias, full, kind in self.writing.aliases:
            if kind != "code" and self._key(full) in named and self._key(alias) not in named:
                named[self._key(alias)] = named[self._key(full)]
        return named

    @cached_property
    def _further_named(self) -> Named:
        return self._by_name(self.further.values())

    @cached_property
    def _provinces_named(self) -> Named:
        return self._by_name(self.provinces.values())

    @cached_property
    def _templates_named(self) -> Named:
        return self._by_name(self.templates.values())

    @cached_property
    def _locals_named(self) -> Named:
        return self._by_name(self.local.values())

    @cached_property
    def _misspelt(self) -> Misspelt:
        return Misspelt({*self._named, *self._templates_named})

    @cached_property
    def _coded(self) -> Named:
        coded: Named = {}
        for body in (*self.agencies.values(), *self.templates.values()):
            if body.code:
                coded.setdefault(body.code, []).append(body)
        return coded

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """Provinces of one ground under two ids, both ways (Thừa Thiên Huế and Huế)."""
        heirs = [(p.id, p.successors[0].id) for p in self.provinces.values() if p.successors]
        old_new = [(old, new) for old, new in heirs
                   if self.provinces[new].valid_from and sum(heir == new for _, heir in heirs) == 1]
        return dict(old_new) | {new: old for old, new in old_new}

    def _grounds(self, province: str) -> tuple[str, ...]:
        return (province, self._renamed[province]) if province in self._renamed else (province,)

    def _key(self, name: str) -> str:
        return self.writing.key(name)

    def _by_name(self, bodies: Iterable[Agency]) -> Named:
        named: Named = {}
        for body in bodies:
            for name in (comparable(body.name), *map(self._key, body.short)):
                same = named.setdefault(name, [])
                same += [body] * (body not in same)
        return named


def current(found: Iterable[Agency], on: date | None) -> Agency | None:
    """The body that exists on that day; without a day, or when none does, the latest one."""
    ranked = sorted(found, key=lambda a: (a.valid(on), a.valid_to or date.max), reverse=True)
    return ranked[0] if ranked else None
