"""The agency registry: who exists, under which names, since when, and who took over from whom.

Tables: agencies, provinces, departments, mergers, aliases (see README.md in this folder). Ids are
slugs; a body of a province is ``<province>.<department>`` (``tinh-lao-cai.so-cong-thuong``), a
commune's UBND ``<province>.ubnd-xa-…``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from .folding import fold, key, slug
from .tables import read_table


@dataclass(frozen=True, slots=True)
class Agency:
    """A body. ``valid_from`` and ``valid_to`` are its first and last day, None when open.

    ``level`` is the kind of body as the tables say it; ``parent`` an id; ``code`` the letters that
    stand for it in số, ký hiệu (empty when unknown).
    """

    id: str
    name: str
    level: str
    valid_from: date | None = None
    valid_to: date | None = None
    parent: str | None = None
    code: str = ""

    def valid(self, on: date | None) -> bool:
        """Whether the body exists on that day; True when no day is asked for."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Merger:
    """``new`` took over from ``old`` on ``date``; ``share`` says what went there (all, main, part: …)."""

    old: str
    new: str
    date: date
    share: str


_UBND = re.compile(r"^(?:uỷ ban nhân dân|ủy ban nhân dân|ubnd)\b", re.IGNORECASE)
_PLACE_KINDS = r"tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
_COMMUNE = re.compile(rf"^ubnd (?:{_PLACE_KINDS}) (.+)$")
_WRITTEN_OUT = {"abbreviation"}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _current(found: Iterable[Agency], on: date | None) -> Agency | None:
    """The body that exists on that day; without a day, or when none does, the latest one."""
    ranked = sorted(found, key=lambda a: (a.valid(on), a.valid_to or date.max), reverse=True)
    return ranked[0] if ranked else None


class Registry:
    """The tables, looked up by name, id and date. Build it with ``Registry.load()``."""

    def __init__(self) -> None:
        self.agencies: dict[str, Agency] = {}
        self.departments: dict[str, Agency] = {}
        self.provinces: dict[str, Agency] = {}
        for row in read_table("agencies"):
            self.agencies[row["id"]] = _agency(row, row["level"], row["parent"], row["code"])
        for row in read_table("departments"):
            self.departments[row["id"]] = _agency(row, row["kind"], "", row["abbr"])
        for row in read_table("provinces"):
            self.provinces[row["id"]] = _agency(row, row["kind"], "", row["gso"])
        self.mergers = tuple(
            Merger(r["old"], r["new"], date.fromisoformat(r["date"]), r["share"]) for r in read_table("mergers"))
        self.aliases = tuple((r["alias"], r["full"], r["kind"]) for r in read_table("aliases"))

    @classmethod
    def load(cls) -> Registry:
        """The registry, read once in a process."""
        return _load()

    @cached_property
    def _named(self) -> dict[str, list[Agency]]:
        named: dict[str, list[Agency]] = {}
        for agency in self.agencies.values():
            named.setdefault(self._key(agency.name), []).append(agency)
        for alias, full, kind in self.aliases:
            if kind != "code" and self._key(full) in named and self._key(alias) not in named:
                named[self._key(alias)] = named[self._key(full)]
        return named

    @cached_property
    def _provinces_named(self) -> dict[str, list[Agency]]:
        named: dict[str, list[Agency]] = {}
        for province in self.provinces.values():
            named.setdefault(key(province.name), []).append(province)
        return named

    @cached_property
    def _departments_named(self) -> dict[str, Agency]:
        return {self._key(d.name): d for d in self.departments.values()}

    @cached_property
    def _abbreviations(self) -> tuple[re.Pattern[str], dict[str, str]]:
        full = {a: f for a, f, kind in self.aliases if kind in _WRITTEN_OUT}
        words = sorted(full, key=len, reverse=True)
        pattern = "|".join(re.escape(w) + (r"(?![\w&])" if w[-1].isalnum() else "") for w in words)
        return re.compile(rf"(?<![\w&])(?:{pattern})"), full

    def _key(self, name: str) -> str:
        """A name for comparing: abbreviations and UBND, HĐND, MTTQ in one way."""
        folded = key(self.expand(name))
        for full, short in (("uỷ ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"), ("mặt trận tổ quốc", "mttq")):
            folded = folded.replace(full, short)
        return folded

    def expand(self, abbreviated: str) -> str:
        """Abbreviations written out (``Sở TT&TT`` → ``Sở Thông tin và Truyền thông``); UBND, HĐND, MTTQ stay."""
        pattern, full = self._abbreviations

        def write(match: re.Match[str]) -> str:
            words = full[match.group()]
            glued = match.group().endswith(".") and abbreviated[match.end():match.end() + 1].isalpha()
            return words + " " * glued  # TP.Huế

        return pattern.sub(write, abbreviated)

    def province(self, name: str, on: date | None = None) -> Agency | None:
        """A province by its name, with or without tỉnh, thành phố (``TP. Huế``, ``tỉnh Lào Cai``)."""
        bare = re.sub(r"^(?:tỉnh|thành phố|tp\.?|thủ đô) ", "", key(self.expand(name)))
        return _current(self._provinces_named.get(bare, ()), on)

    def resolve(self, name: str, on: date | None = None, province: str | None = None) -> Agency | None:
        """The body called ``name`` on that day, None when the tables do not know it.

        ``province`` (a name or an id) is where a body without a place in its name belongs. When the
        name exists but not on that day, the body is returned all the same: ``Agency.valid`` tells.
        """
        wanted = self._key(name)
        central = _current(self._named.get(wanted, ()), on)
        if central:
            return central
        home = self.provinces.get(province) or self.province(province, on) if province else None
        return self._provincial(wanted, on, home) or self._commune(name, wanted, home)

    def _provincial(self, wanted: str, on: date | None, home: Agency | None) -> Agency | None:
        whole = self.province(wanted, on) if re.match(r"(?:tỉnh|thành phố) ", wanted) else None
        if whole:
            return whole
        for base, place in _cuts(wanted):
            department = self._departments_named.get(base)
            where = (self.province(place, on) if place else home) if department else None
            if department and where:
                return self._at(where, department)
        return None

    def _commune(self, name: str, wanted: str, home: Agency | None) -> Agency | None:
        """``UBND xã …`` of a known province, by pattern; the name stays as written, UBND short."""
        if home is None or not _COMMUNE.match(wanted):
            return None
        short = _UBND.sub("UBND", self.expand(name).strip())
        return Agency(f"{home.id}.{slug(wanted)}", short, "xã", None, None, home.id)

    def _at(self, province: Agency, department: Agency) -> Agency:
        """A department of that province, alive only as long as both are."""
        starts = [d for d in (department.valid_from, province.valid_from) if d]
        ends = [d for d in (department.valid_to, province.valid_to) if d]
        name = f"{department.name} {province.level} {province.name}"
        return replace(department, id=f"{province.id}.{department.id}", name=name, parent=province.id,
                       valid_from=max(starts, default=None), valid_to=min(ends, default=None))

    def by_id(self, agency_id: str) -> Agency | None:
        """The body with that id, None when there is none."""
        place, _, rest = agency_id.partition(".")
        province = self.provinces.get(place)
        if province and rest:
            department = self.departments.get(rest)
            return self._at(province, department) if department else None
        return self.agencies.get(agency_id) or province

    def successors(self, agency_id: str, on: date) -> tuple[Agency, ...]:
        """Who answers for that body's work on ``on``: the main successor first, the body itself while it exists."""
        found: dict[str, None] = {}
        self._follow(agency_id, on, found, frozenset())
        bodies = (self.by_id(i) for i in found)
        return tuple(b for b in bodies if b)

    def _follow(self, agency_id: str, on: date, found: dict[str, None], seen: frozenset[str]) -> None:
        steps = [] if agency_id in seen else self._steps(agency_id, on)
        if not steps:
            found[agency_id] = None
        for new in steps:
            self._follow(new, on, found, seen | {agency_id})

    def _steps(self, agency_id: str, on: date) -> list[str]:
        place, _, rest = agency_id.partition(".")
        if not rest:
            return [m.new for m in self.mergers if m.old == agency_id and m.date <= on]
        moved = [m.new for m in self.mergers if m.old == place and m.date <= on]
        if moved:
            return [f"{new}.{rest}" for new in moved]
        return [f"{place}{m.new[1:]}" for m in self.mergers if m.old == f"*.{rest}" and m.date <= on]


def _agency(row: dict[str, str], level: str, parent: str, code: str) -> Agency:
    return Agency(row["id"], row["name"], level, _day(row["valid_from"]), _day(row["valid_to"]), parent or None, code)


def _cuts(wanted: str) -> Iterable[tuple[str, str]]:
    """Ways to read a key as body and place: ``sở y tế tỉnh lào cai``, ``sở y tế lào cai``, ``công an tỉnh``."""
    yield wanted, ""
    for match in re.finditer(r" (?=(?:của )?(?:tỉnh|thành phố|tp)\b)", wanted):
        place = wanted[match.end():].removeprefix("của ")
        yield wanted[:match.start()], "" if place in ("tỉnh", "thành phố") else place
    words = wanted.split(" ")
    for n in range(len(words) - 1, 0, -1):
        yield " ".join(words[:n]), " ".join(words[n:])


@lru_cache(maxsize=1)
def _load() -> Registry:
    return Registry()


__all__ = ["Agency", "Merger", "Registry", "fold"]
