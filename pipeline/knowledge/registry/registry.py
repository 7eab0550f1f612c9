"""Names, ids, places and days: which body is meant."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from .bodies import Agency, Successor
from .catalogue import OWN, Catalogue, current
from .heirs import heirs
from .placed import at_province, at_unit, cuts, past, unit_called
from .sorts import Sort, sort_of
from .units import KINDS, LAST_DAY, Unit

_KEPT = 20_000
"""Answers that are kept."""

_NOT_FURTHER = ("ubnd ", "hđnd ", "công an ", "phòng ", "văn phòng ", "thanh tra ", "vụ ", "khoa ", "trung tâm ")
"""How no name of the further tables begins: they are not read for these."""

_UNIT = re.compile(rf" ?\b(?=(?:{KINDS}) (?!phố\b)\S)")
_WHERE = re.compile(r"[, (]+(?:thuộc )?(?=(?:tỉnh|thành phố|tp)\b)")
_CODE = re.compile(r"[A-ZĐƯ][A-ZĐƯa-z&]{1,11}")


class Registry(Catalogue):
    """The tables, looked up by name, id and date. Build it with ``Registry.load()``."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[tuple[str, date | None, str | None], Agency | None] = {}

    @classmethod
    def load(cls) -> Registry:
        """The registry, read once in a process."""
        return _load()

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

    def of_own_unit(self, name: str, on: date | None, office: Agency) -> Agency | None:
        """The body of the district or commune of ``office`` that ``name`` leaves out: *Công an huyện, UBND xã*."""
        if office.level not in ("huyện", "xã"):
            return None
        whole = self.by_id(office.id.partition("/")[0]) or office
        wanted, (_, called) = self._key(name), self._parted(self._key(whole.name))
        own = OWN.search(wanted)
        body = wanted[:own.start()] if called and own and called.startswith(own.group()[1:]) else wanted
        return self.resolve(f"{body} {called}", on, office.place) if called and body in self._locals_named else None

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
        for base, place in cuts(wanted):
            meant = self._misspelt.meant(base) if not place or self._where(place, on, home) else None
            if meant:
                return self._of_tables(name, f"{meant} {place}".rstrip(), on, home)
        return None

    def _provincial(self, wanted: str, on: date | None, home: Agency | None) -> Agency | None:
        named = wanted in self._provinces_named or wanted.startswith(("tỉnh ", "thành phố "))
        whole = self.province(wanted, on) if named else None
        if whole:
            return whole
        for base, place in cuts(wanted):
            templates = self._templates_named.get(base)
            where = self._where(place, on, home) if templates else None
            if templates and where:
                return current([at_province(where, t) for t in templates if t.stands_in(where.id)], on)
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
        return past(self.expand(name).strip(), called, home, LAST_DAY if on and on <= LAST_DAY else None)

    def _parted(self, wanted: str) -> tuple[str, str]:
        """The name of a body that every district or commune has, and the unit behind it; empty when there are none."""
        for match in _UNIT.finditer(wanted):
            body = wanted[:match.start()].rstrip(" ,")
            if body in self._locals_named:
                return body, wanted[match.end():]
        return "", ""

    def _by_code(self, name: str, on: date | None, home: Agency | None) -> Agency | None:
        """The holder of a code of số, ký hiệu (``STTTT``), when it is one on that day."""
        holders = self._coded.get(name, []) if _CODE.fullmatch(name) else []
        bodies = [b for b in holders if not b.place]
        bodies += [at_province(home, b) for b in holders if b.place and b.stands_in(home.id)] if home else []
        alive = [b for b in bodies if b.valid(on)] or bodies
        return alive[0] if len(alive) == 1 else None

    def _local(self, unit: Unit, template: Agency, home: Agency | None = None) -> Agency:
        """A body of that unit; its id follows the province's name of the day."""
        return at_unit(unit, template, home.id if home else unit.place, stays=("xã", template.id) in self.local)

    def by_id(self, agency_id: str) -> Agency | None:
        """The body with that id, None when there is none."""
        place, _, rest = agency_id.partition(".")
        province = self.provinces.get(place)
        if province and rest:
            template = self.departments.get(rest) or self.templates.get(rest)
            if template:
                return at_province(province, template) if template.stands_in(place) else None
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
        return unit_called(name, body, full) if unit else full

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
        return replace(past(f"UBND {called}", called, province, LAST_DAY),
                       successors=tuple(Successor(f"{u.place}.ubnd-{u.slug}") for u in merged))

    def successors(self, agency_id: str, on: date) -> tuple[Agency, ...]:
        """Who answers for that body's work on ``on``: the main successor first, the body itself while it exists."""
        return tuple(body for body, _ in self.heirs(agency_id, on))

    def heirs(self, agency_id: str, on: date) -> tuple[tuple[Agency, str], ...]:
        """``successors``, each with what of the work came to it, in Vietnamese (empty: all)."""
        bodies = ((self.by_id(heir.id), heir.share) for heir in heirs(self, agency_id, on))
        return tuple((body, share) for body, share in bodies if body)


@lru_cache(maxsize=1)
def _load() -> Registry:
    return Registry()
