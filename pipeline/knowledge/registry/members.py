"""The bodies of a level in a place on a day, by kind or template."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..folding import slug
from .units import LAST_DAY

if TYPE_CHECKING:
    from .groups import Setting
    from .registry import Registry


def bodies_of(registry: Registry, level: str, wanted: Collection[str], where: Iterable[str], on: date) -> set[str]:
    """The ids of the central bodies, or of those of the provinces ``where``, whose kind or id is wanted."""
    if level == "trung ương":
        return {a.id for a in registry.agencies.values() if (a.kind in wanted or a.id in wanted) and a.valid(on)}
    templates = [t for t in registry.templates.values() if (t.kind in wanted or t.id in wanted) and t.valid(on)]
    places = [place for place in where if registry.provinces[place].valid(on)]
    return {f"{place}.{t.id}" for place in places for t in templates if t.stands_in(place)}


def units_of(registry: Registry, place: str, level: str, setting: Setting) -> tuple[str, ...]:
    """The slugs of the districts or communes of a province on the day; for the office of a district the communes on its
    ground."""
    if level == "huyện":
        there = registry.units.districts(place, setting.on) if setting.on <= LAST_DAY else ()
        return tuple(unit.slug for unit in there)
    own = (d.slug for d in registry.units.districts(place) if setting.office == f"{place}.ubnd-{d.slug}")
    return _communes(registry, place, setting.on > LAST_DAY, next(own, None))


@lru_cache(maxsize=512)
def _communes(registry: Registry, place: str, today: bool, district: str | None) -> tuple[str, ...]:
    """The slugs of the communes, of today or before the merger of 2025."""
    if today:
        return tuple(unit.slug for unit in registry.units.communes(place))
    return tuple(_before(registry, place, district))


def _before(registry: Registry, place: str, district: str | None) -> Iterator[str]:
    """The communes before the merger: the names that went into those of today on that ground, and those that stayed.

    Where several provinces became one, or for one district, the ground is that of the districts.
    """
    heir, units = registry.today(place), registry.units
    whole = district is None and all(p.id == place or registry.today(p.id) != heir for p in registry.provinces.values())
    ground = {i for d in units.districts(place) if district in (None, d.slug) for i in d.heirs}
    yield from (slug(name) for name, into in units.merged(heir).items() if whole or ground & {u.id for u in into})
    yield from (u.slug for u in units.communes(heir) if u.valid_from is None and (whole or u.id in ground))
