"""Names, ids, places and days: which body is meant.

Ids are slugs; a body of a province is ``<province>.<template>`` (``tinh-lao-cai.so-cong-thuong``), one of a district or
commune ``<province>.<template>-<unit>`` (``tinh-lao-cai.ubnd-xa-bac-ha``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from ..folding import key, slug
from ..tables import read_table
from .bodies import Agency, Successor, read_bodies, read_rows
from .heirs import heirs
from .misspelt import Misspelt
from .sorts import Sort, sort_of
from .units import KINDS, LAST_DAY, Unit, Units

FURTHER = ("agencies_before", "regions", "enterprises", "universities")
"""Tables of bodies of the whole country that are read when a name or id is none of ``agencies.csv``."""

_KEPT = 20_000
"""Answers that are kept."""

_NOT_FURTHER = ("ubnd ", "hđnd ", "công an ", "phòng ", "văn phòng ", "thanh tra ", "vụ ", "khoa ", "trung tâm ")
"""How no name of the further tables begins: they are not read for these."""

_SHORT = (("uỷ ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"), ("mặt trận tổ quốc", "mttq"))
_PLACE = re.compile(r" (?=(?:tỉnh|thành phố|tp)\b)")
_OWN = re.compile(rf" (?:tỉnh|{KINDS})$")
"""What stands for the place of the body that issues: *Công an tỉnh, UBND huyện*."""
_UNIT = re.compile(rf" ?\b(?=(?:{KINDS}) (?!phố\b)\S)")
_KIND = re.compile(r"^(?:tỉnh|thành phố|tp\.?|thủ đô) ")
_WHERE = re.compile(r"[, (]+(?:thuộc )?(?=(?:tỉnh|thành phố|tp)\b)")
_BRACKETS = re.compile(r" ?\(([^()]+)\)$")
_AND = re.compile(r" ?& ?")
_CODE = re.compile(r"[A-ZĐƯ][A-ZĐƯa-z&]{1,11}")
_SAYS_KIND = re.compile(r"\b(?:tỉnh|thành) (?:uỷ|đoàn)$")
_UBND = re.compile(r"^(?:uỷ ban nhân dân|ủy ban nhân dân|ubnd)\b", re.IGNORECASE)


def current(found: Iterable[Agency], on: date | None) -> Agency | None:
    """The body that exists on that day; without a day, or when none does, the latest one."""
    ranked = sorted(found, key=lambda a: (a.valid(on), a.valid_to or date.max), reverse=True)
    return ranked[0] if ranked else None


class Registry:
    """The tables, looked up by name, id and date. Build it with ``Registry.load()``."""

    def __init__(self) -> None:
        self.agencies = read_bodies("agencies")
        self.departments = read_bodies("departments")
        self.provinces = read_bodies("provinces")
        self.aliases = tuple((r["alias"], r["full"], r["kind"]) for r in read_table("aliases"))
        self.units = Units()
        self._found: dict[tuple[str, date | None, str | None], Agency | None] = {}

    @classmethod
    def load(cls) -> Registry:
        """The registry, read once in a process."""
        return _load()

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

    @cached_property
    def _named(self) -> dict[str, list[Agency]]:
        named = self._by_name(self.agencies.values())
        for alias, full, kind in self.aliases:
            if kind != "code" and self._key(full) in named and self._key(alias) not in named:
                named[self._key(alias)] = named[self._key(full)]
        return named

    @cached_property
    def _further_named(self) -> dict[str, list[Agency]]:
        return self._by_name(self.further.values())

    @cached_property
    def _provinces_named(self) -> dict[str, list[Agency]]:
        return self._by_name(self.provinces.values())

    @cached_property
    def _templates_named(self) -> dict[str, list[Agency]]:
        return self._by_name(self.templates.values())

    @cached_property
    def _locals_named(self) -> dict[str, list[Agency]]:
        return self._by_name(self.local.values())

    @cached_property
    def _misspelt(self) -> Misspelt:
        return Misspelt({*self._named, *self._templates_named})

    @cached_property
    def _coded(self) -> dict[str, list[Agency]]:
        coded: dict[str, list[Agency]] = {}
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

    def _by_name(self, bodies: Iterable[Agency]) -> dict[str, list[Agency]]:
        """Bodies by their names and by what is short for them."""
        named: dict[str, list[Agency]] = {}
        for body in bodies:
            for name in (comparable(body.name), *map(self._key, body.short)):
                same = named.setdefault(name, [])
                same += [body] * (body not in same)
        return named

    def _key(self, name: str) -> str:
        return comparable(self._write(name, self._compared))

    @cached_property
    def _written(self) -> dict[str, str]:
        return {alias: full for alias, full, kind in self.aliases if kind == "abbreviation"}

    @cached_property
    def _compared(self) -> dict[str, str]:
        return self._written | {alias: full for alias, full, kind in self.aliases if kind == "compare"}

    @cached_property
    def _kept_short(self) -> tuple[tuple[str, str], ...]:
        return tuple((key(alias), key(full)) for alias, full, kind in self.aliases if kind == "stays")

    @cached_property
    def _abbreviations(self) -> re.Pattern[str]:
        words = sorted(self._compared, key=len, reverse=True)
        pattern = "|".join(re.escape(w).replace(r"\&", " ?& ?") + (r"(?![\w&])" if w[-1].isalnum() else "")
                           for w in words)
        return re.compile(rf"(?<![\w&])(?:{pattern})")

    def expand(self, abbreviated: str) -> str:
        """Abbreviations written out (``Sở TT&TT`` → ``Sở Thông tin và Truyền thông``); UBND, HĐND, MTTQ stay."""
        return self._write(abbreviated, self._written)

    def shortened(self, said: str) -> str:
        """A key with what offices always write short (``công ty trách nhiệm hữu hạn a`` → ``công ty tnhh a``)."""
        for short, full in self._kept_short:
            said = said.replace(full, short)
        return said

    def _write(self, text: str, full: dict[str, str]) -> str:
        def write(match: re.Match[str]) -> str:
            found = match.group()
            glued = found.endswith(".") and text[match.end():match.end() + 1].isalpha()
            return (full.get(found) or full.get(_AND.sub("&", found), found)) + " " * glued  # TP.Huế

        return self._abbreviations.sub(write, text)

    def province(self, name: str, on: date | None = None) -> Agency | None:
        """A province by its name, with or without tỉnh, thành phố (``TP. Huế``, ``tỉnh Lào Cai``); the city of a
        province that bears its name (thành phố Hải Dương) is none."""
        said = key(self.expand(name))
        found = self._provinces_named.get(_KIND.sub("", said), ())
        city = said.startswith(("thành phố ", "tp"))
        return None if city and not any(p.kind == "thành phố" for p in found) else current(found, on)

    def resolve(self, name: str, on: date | None = None, province: str | None = None) -> Agency | None:
        """The body called ``name`` on that day, None when the tables do not know it.

        ``province`` (a name or an id) is where a body without a place in its name belongs. When the
        name exists but not on that day, the body is returned all the same: ``Agency.valid`` tells.
        """
        asked = (name, on, province)
        if asked not in self._found:
            if len(self._found) >= _KEPT:
                self._found.clear()
            home = self.provinces.get(province) or self.province(province, on) if province else None
            self._found[asked] = self._resolve(name, on, home)
        return self._found[asked]

    def sort(self, name: str, on: date | None = None, province: str | None = None) -> Sort:
        """Whether ``name`` is a body, many (also a body that every province has, where none is told), a role or a
        person."""
        if self.resolve(name, on, province):
            return "body"
        return "group" if self.in_every_province(name) else sort_of(name)

    def in_every_province(self, name: str) -> bool:
        """Whether every province, district or commune has a body of that name (*Sở Y tế, Công an huyện*): alone it
        says nothing of which."""
        wanted = self._key(name)
        own = _OWN.search(wanted)
        return wanted in self._templates_named or name in self._coded or (own is not None and (
            wanted[:own.start()] in self._templates_named or wanted[:own.start()] in self._locals_named))

    def home_of(self, body: Agency) -> str | None:
        """The id of the province that a body stands in, None for one of the whole country."""
        place = body.place or re.split("[./]", body.id, maxsplit=1)[0]
        return place if place in self.provinces else None

    def of_own_unit(self, name: str, on: date | None, office: Agency) -> Agency | None:
        """The body of the district or commune of ``office`` that ``name`` leaves out: *Công an huyện, UBND xã*."""
        if office.level not in ("huyện", "xã"):
            return None
        whole = self.by_id(office.id.partition("/")[0]) or office
        wanted, (_, called) = self._key(name), self._parted(self._key(whole.name))
        own = _OWN.search(wanted)
        body = wanted[:own.start()] if called and own and called.startswith(own.group()[1:]) else wanted
        return self.resolve(f"{body} {called}", on, office.place) if called and body in self._locals_named else None

    def templates_called(self, name: str, level: str) -> list[Agency]:
        """The templates of that name: what every province (``level`` tỉnh), district (huyện) or commune (xã) has."""
        found = (self._templates_named if level == "tỉnh" else self._locals_named).get(self._key(name), [])
        return [template for template in found if template.level == level]

    def _resolve(self, name: str, on: date | None, home: Agency | None) -> Agency | None:
        wanted = self._key(name)
        found = self._of_tables(name, wanted, on, home)
        if found or not name[:1].isupper():
            return found or self._by_code(name, on, home)
        if wanted not in self._templates_named and not wanted.startswith(_NOT_FURTHER):
            found = current(self._further_named.get(wanted, ()), on)
        return found or self._by_code(name, on, home) or self._as_meant(name, wanted, on, home)

    def _of_tables(self, name: str, wanted: str, on: date | None, home: Agency | None) -> Agency | None:
        central = current(self._named.get(wanted, ()), on)
        if central is None or wanted not in self._templates_named:
            return central or self._provincial(wanted, on, home) or self._of_unit(name, wanted, on, home)
        local = self._provincial(wanted, on, home)
        if local and local.valid(on) and local.kind != "doanh nghiệp" and (on or local.valid_to is None):
            return local
        return central if central.valid(on) else None

    def _as_meant(self, name: str, wanted: str, on: date | None, home: Agency | None) -> Agency | None:
        """The body whose name is misspelt."""
        for base, place in _cuts(wanted):
            meant = self._misspelt.meant(base) if not place or self._where(place, on, home) else None
            if meant:
                return self._of_tables(name, f"{meant} {place}".rstrip(), on, home)
        return None

    def _provincial(self, wanted: str, on: date | None, home: Agency | None) -> Agency | None:
        named = wanted in self._provinces_named or wanted.startswith(("tỉnh ", "thành phố "))
        whole = self.province(wanted, on) if named else None
        if whole:
            return whole
        for base, place in _cuts(wanted):
            templates = self._templates_named.get(base)
            where = self._where(place, on, home) if templates else None
            if templates and where:
                bodies = [self._at(where, t) for t in templates if t.stands_in(where.id)]
                return current(bodies, on)
        return None

    def _where(self, place: str, on: date | None, home: Agency | None) -> Agency | None:
        """The province that is named; ``home`` where none is, or only its kind."""
        if place in ("", "tỉnh", "thành phố"):
            return home if home and place in ("", home.kind) else None
        return self.province(place, on)

    def _of_unit(self, name: str, wanted: str, on: date | None, home: Agency | None) -> Agency | None:
        """A body of a district or commune: of the province named behind it, else of ``home``, else of the only unit
        of that name. UBND of a unit that the tables do not know is named by pattern in a known province."""
        body, unit = self._parted(wanted)
        if not unit:
            return None
        templates = self._locals_named[body]
        called, *rest = _WHERE.split(unit, maxsplit=1)
        home = (self.province(rest[0].rstrip(" )"), on) if rest else None) or home
        units = self.units.named(called, self._grounds(home.id) if home else ())
        bodies = [self._local(u, t, home) for u in units for t in templates if t.level == u.level]
        bodies = [b for b in bodies if home or b.valid(on)]
        if len({body.id for body in bodies}) == 1:
            return bodies[0]
        unknown = body == "ubnd" and not bodies and not called.startswith("thành phố")
        if home is None or not unknown or re.search(r"[,;:]", called):
            return None
        ended = LAST_DAY if on and on <= LAST_DAY else None
        return _past(_UBND.sub("UBND", self.expand(name).strip()), called, home, ended)

    def _parted(self, wanted: str) -> tuple[str, str]:
        """The name of a body that every district or commune has, and the unit behind it; empty when there are none."""
        for match in _UNIT.finditer(wanted):
            body = wanted[:match.start()].rstrip(" ,")
            if body in self._locals_named:
                return body, wanted[match.end():]
        return "", ""

    def today(self, province: str) -> str:
        """The province of today that this one went into."""
        while self.provinces[province].successors:
            province = self.provinces[province].successors[0].id
        return province

    def _grounds(self, province: str) -> tuple[str, ...]:
        return (province, self._renamed[province]) if province in self._renamed else (province,)

    def _by_code(self, name: str, on: date | None, home: Agency | None) -> Agency | None:
        """The holder of a code of số, ký hiệu (``STTTT``), when it is one on that day."""
        holders = self._coded.get(name, []) if _CODE.fullmatch(name) else []
        bodies = [b for b in holders if not b.place]
        bodies += [self._at(home, b) for b in holders if b.place and b.stands_in(home.id)] if home else []
        alive = [b for b in bodies if b.valid(on)] or bodies
        return alive[0] if len(alive) == 1 else None

    def _at(self, province: Agency, department: Agency) -> Agency:
        """A department of that province, alive only as long as both are."""
        return _during(province, replace(
            department, id=f"{province.id}.{department.id}", name=_named_at(department.name, province),
            parent=province.id, place=province.id,
            successors=tuple(replace(s, id=f"{province.id}.{s.id}") for s in department.successors)))

    def _local(self, unit: Unit, template: Agency, home: Agency | None = None) -> Agency:
        """A body of that unit; its id follows the province's name of the day."""
        place = home.id if home else unit.place
        taken = tuple(Successor(heir.replace(".", f".{template.id}-", 1)) for heir in unit.heirs
                      if ("xã", template.id) in self.local)
        return _during(unit, replace(
            template, id=f"{place}.{template.id}-{unit.slug}", name=f"{template.name} {unit.called}", parent=place,
            place=place, successors=taken))

    def by_id(self, agency_id: str) -> Agency | None:
        """The body with that id, None when there is none."""
        place, _, rest = agency_id.partition(".")
        province = self.provinces.get(place)
        if province and rest:
            template = self.departments.get(rest) or self.templates.get(rest)
            if template:
                return self._at(province, template) if template.stands_in(place) else None
            return self._local_by_id(province, rest)
        return self.agencies.get(agency_id) or province or self.further.get(agency_id)

    def called(self, agency_id: str, name: str) -> str | None:
        """The full name of the body with that id, of one of a district or commune with its province; of a unit ``name``
        with the body it is in, unless it says so; None for an unknown id."""
        whole, _, unit = agency_id.partition("/")
        body = self.by_id(whole)
        if body is None:
            return None
        place = self.provinces.get(body.place) if body.level in ("huyện", "xã") else None
        full = f"{body.name}, {place.kind} {place.name}" if place else body.name
        return _unit_called(name, body, full) if unit else full

    def _local_by_id(self, province: Agency, rest: str) -> Agency | None:
        for (level, template_id), template in self.local.items():
            if rest.startswith(f"{template_id}-"):
                units = (self.units.by_id(f"{p}.{rest[len(template_id) + 1:]}") for p in self._grounds(province.id))
                unit = next((u for u in units if u and u.level == level), None)
                if unit:
                    return self._local(unit, template, province)
        called = self.units.before(rest.removeprefix("ubnd-"), self.today(province.id)) if "ubnd-" in rest else None
        if called is None:
            return None
        merged = self.units.merged_into(called, self.today(province.id))
        return replace(_past(f"UBND {called}", called, province, LAST_DAY),
                       successors=tuple(Successor(f"{u.place}.ubnd-{u.slug}") for u in merged))

    def successors(self, agency_id: str, on: date) -> tuple[Agency, ...]:
        """Who answers for that body's work on ``on``: the main successor first, the body itself while it exists."""
        return tuple(body for body, _ in self.heirs(agency_id, on))

    def heirs(self, agency_id: str, on: date) -> tuple[tuple[Agency, str], ...]:
        """``successors``, each with what of the work came to it, in Vietnamese (empty: all)."""
        bodies = ((self.by_id(heir.id), heir.share) for heir in heirs(self, agency_id, on))
        return tuple((body, share) for body, share in bodies if body)


def _unit_called(name: str, whole: Agency, full: str) -> str:
    name, said = name[:1].upper() + name[1:], key(name)
    of_place = whole.kind in ("tỉnh", "thành phố")
    if of_place and said.endswith((f" {whole.kind}", f" {whole.kind} {key(whole.name)}")):
        return f"{name.removesuffix(f' {whole.name}')} {whole.name}"
    return name if key(whole.name) in said else f"{name} ({full})"


def comparable(name: str) -> str:
    """A name for comparing: UBND, HĐND, MTTQ in one way; what stands in brackets at the end as behind a comma; without
    *của*, and *và* for its sign."""
    folded = _BRACKETS.sub(r",\1", key(name)).replace(" của ", " ").replace("&", " và ")
    for full, short in _SHORT:
        folded = folded.replace(full, short)
    return folded


def _named_at(name: str, province: Agency) -> str:
    """*Sở Y tế tỉnh Lào Cai*; *Tỉnh ủy Lào Cai* says itself what kind of place it is."""
    itself = _SAYS_KIND.search(key(name)) and (province.kind == "tỉnh" or province.name != "Hồ Chí Minh")
    return f"{name} {province.name}" if itself else f"{name} {province.kind} {province.name}"


def _past(name: str, called: str, home: Agency, ended: date | None) -> Agency:
    """UBND of a district or commune that the tables of units do not hold, by pattern."""
    return Agency(f"{home.id}.{slug(f'ubnd {called}')}", name, "UBND", None, ended, home.id, level="xã", place=home.id)


def _during(whole: Agency | Unit, body: Agency) -> Agency:
    """The body, alive only as long as the province or unit is."""
    starts = [d for d in (body.valid_from, whole.valid_from) if d]
    ends = [d for d in (body.valid_to, whole.valid_to) if d]
    return replace(body, valid_from=max(starts, default=None), valid_to=min(ends, default=None))


def _cuts(wanted: str) -> Iterable[tuple[str, str]]:
    """Ways to read a key as body and place: ``sở y tế tỉnh lào cai``, ``sở y tế lào cai``, ``công an tỉnh``."""
    yield wanted, ""
    for match in _PLACE.finditer(wanted):
        yield wanted[:match.start()], wanted[match.end():]
    words = wanted.split(" ")
    for n in range(len(words) - 1, 0, -1):
        yield " ".join(words[:n]), " ".join(words[n:])


@lru_cache(maxsize=1)
def _load() -> Registry:
    return Registry()
