"""Districts (until 30/6/2025) and communes (since 01/7/2025): read only when one is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from ..folding import key, slug
from ..tables import read_table
from .bodies import day, split

LAST_DAY = date(2025, 6, 30)
"""The last day of the districts and of the communes before their merger (Nghị quyết 202/2025/QH15)."""

DISTRICTS = ("huyện", "quận", "thị xã", "thành phố")
COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
KINDS = "|".join((*DISTRICTS, *COMMUNES))
_DISTRICT_SLUGS = tuple(slug(kind) + "-" for kind in DISTRICTS)


@dataclass(frozen=True, slots=True)
class Unit:
    """A district or commune: ``id`` is its province's id, a dot, and its slug (``tinh-lao-cai.xa-bac-ha``).

    ``heirs`` are ids of the communes that a district's ground belongs to today, of one that ended before 30/6/2025
    (``ended``: its last day) those of the districts that took over; ``valid_from`` is None for a commune that bears the
    name of one that went into it; ``code`` is the statistics office's.
    """

    id: str
    name: str
    kind: str
    place: str
    code: str
    valid_from: date | None = None
    heirs: tuple[str, ...] = ()
    ended: date | None = None

    @property
    def level(self) -> str:
        """huyện or xã."""
        return "huyện" if self.kind in DISTRICTS else "xã"

    @property
    def called(self) -> str:
        """Kind and name: *xã Bắc Hà*."""
        return f"{self.kind} {self.name}"

    @property
    def slug(self) -> str:
        """The part of the id behind the province."""
        return self.id.partition(".")[2]

    @property
    def valid_to(self) -> date | None:
        """Its last day."""
        return self.ended or (LAST_DAY if self.level == "huyện" else None)


class Units:
    """Both tables, looked up by id and by kind and name; of ``folder``, and of the program where it has none."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._named: dict[tuple[str, bool], dict[str, list[Unit]]] = {}
        self._ids: dict[tuple[str, bool], dict[str, Unit]] = {}
        self._old_named: dict[str, tuple[dict[str, list[str]], dict[str, list[str]]]] = {}

    def districts(self, province: str, on: date = LAST_DAY) -> list[Unit]:
        """The districts of a province on a day until 30/6/2025."""
        units = (*self._districts.get(province, ()), *self._ended.get(province, ()))
        return [u for u in units if (u.valid_from or date.min) <= on <= (u.ended or date.max)]

    def communes(self, province: str) -> list[Unit]:
        """The communes of a province of today."""
        return [unit for same in self._of(province, districts=False).values() for unit in same]

    @cached_property
    def _districts(self) -> dict[str, list[Unit]]:
        """The districts by province."""
        found: dict[str, list[Unit]] = {}
        for r in read_table("districts", self._folder):
            unit = Unit(r["id"], r["name"], r["kind"], r["place"], r["code"], self._began.get(r["id"]),
                        split(r["successors"]))
            found.setdefault(unit.place, []).append(unit)
        return found

    @cached_property
    def _before(self) -> list[dict[str, str]]:
        return read_table("districts_before", self._folder)

    @cached_property
    def _began(self) -> dict[str, date]:
        """The first day of the districts that took the place of others, by id."""
        return {heir: date.fromisoformat(row["valid_to"]) + timedelta(days=1) for row in self._before if row["new"]
                for heir in split(row["successors"])}

    @cached_property
    def _ended(self) -> dict[str, list[Unit]]:
        """The districts that ended earlier, by province."""
        found: dict[str, list[Unit]] = {}
        for r in self._before:
            unit = Unit(r["id"], r["name"], r["kind"], r["place"], "", None, split(r["successors"]), day(r["valid_to"]))
            found.setdefault(unit.place, []).append(unit)
        return found

    @cached_property
    def _rows(self) -> dict[str, list[dict[str, str]]]:
        """The rows of ``communes.csv`` by province; a row is taken apart when its province is asked for."""
        rows: dict[str, list[dict[str, str]]] = {}
        for row in read_table("communes", self._folder):
            rows.setdefault(row["place"], []).append(row)
        return rows

    def __iter__(self) -> Iterator[Unit]:
        """All districts of the last day, then all communes."""
        for units in self._districts.values():
            yield from units
        for province in self._rows:
            yield from _communes(self._rows[province])

    def _of(self, province: str, districts: bool) -> dict[str, list[Unit]]:
        """The units of a province by the key of kind and name."""
        asked = (province, districts)
        if asked not in self._named:
            units = [*self._districts.get(province, ()), *self._ended.get(province, ())] if districts else _communes(
                self._rows.get(province, []))
            self._named[asked] = _by_name(units)
        return self._named[asked]

    def named(self, called: str, provinces: Iterable[str] = ()) -> list[Unit]:
        """The units of that kind and name (``huyện Krông Nô``) in these provinces, in all when none are given."""
        wanted = _key(called)
        districts = wanted.startswith(DISTRICTS)
        places = tuple(provinces) or tuple(self._districts if districts else self._rows)
        return [unit for place in places for unit in self._of(place, districts).get(wanted, ())]

    def by_id(self, unit_id: str) -> Unit | None:
        """The unit with that id; each of the tables is only read for its own kinds."""
        place, _, rest = unit_id.partition(".")
        asked = (place, rest.startswith(_DISTRICT_SLUGS))
        if asked not in self._ids:
            self._ids[asked] = {unit.id: unit for same in self._of(*asked).values() for unit in same}
        return self._ids[asked].get(unit_id)

    @cached_property
    def _merged(self) -> dict[str, dict[str, list[Unit]]]:
        """The communes of today by province of today and name of an old one."""
        found: dict[str, dict[str, list[Unit]]] = {}
        units = {unit.id: unit for unit in self}
        for row in read_table("communes_before", self._folder):
            here = found.setdefault(row["id"].partition(".")[0], {})
            for name in split(row["before"]):
                here.setdefault(name, []).append(units[row["id"]])
        return found

    def merged(self, province: str) -> dict[str, list[Unit]]:
        """The communes of that (today's) province by the names of the old communes that went into them."""
        return self._merged.get(province, {})

    def merged_into(self, called: str, province: str) -> list[Unit]:
        """The communes of today that an old commune of that (today's) province went into."""
        return [u for name in self._old(province)[0].get(_key(called), ()) for u in self._merged[province][name]]

    def before(self, unit_slug: str, province: str) -> str | None:
        """The old commune of that (today's) province with that slug, None when there is none or several."""
        names = {_key(name): name for name in self._old(province)[1].get(unit_slug, ())}
        return names.popitem()[1] if len(names) == 1 else None

    def _old(self, province: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """The names of the old communes of that (today's) province, by key and by slug."""
        if province not in self._old_named:
            by_key, by_slug = self._old_named[province] = {}, {}
            for name in self._merged.get(province, {}):
                by_key.setdefault(_key(name), []).append(name)
                by_slug.setdefault(slug(name), []).append(name)
        return self._old_named[province]


def _communes(rows: list[dict[str, str]]) -> list[Unit]:
    """The communes of a province; the code tells those apart whose slugs are the same."""
    named = [(row, *entry.rpartition("=")[::2]) for row in rows for entry in split(row["communes"])]
    slugs = [slug(f"{row['kind']} {name}") for row, name, _ in named]
    often = Counter(slugs)
    ids = [f"{row['place']}.{s}" + (f"-{code}" if often[s] > 1 else "")
           for s, (row, _, code) in zip(slugs, named, strict=True)]
    return [Unit(i, name, row["kind"], row["place"], code, day(row["valid_from"]))
            for i, (row, name, code) in zip(ids, named, strict=True)]


def _by_name(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    named: dict[str, list[Unit]] = {}
    for unit in units:
        named.setdefault(_key(unit.called), []).append(unit)
    return named


def _key(called: str) -> str:
    """Kind and name for comparing; the apostrophe is written in two ways (Đắk R'Lấp)."""
    return key(called.replace("’", "'"))
