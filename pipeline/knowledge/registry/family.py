"""Who stands around a body, as the tables tell: above it, in its seat, under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .bodies import Agency
from .registry import Registry

_DIRECTED = frozenset({"sở", "ban", "thanh tra", "đơn vị", "chi cục"})
"""The kinds of bodies that a UBND directs."""
_SEAT = "văn phòng"
_TOP = "chinh-phu"


@dataclass(frozen=True, slots=True)
class Family:
    """Who stands around a body: its superiors from the nearest up, its units, the bodies under it."""

    superiors: tuple[Agency, ...] = ()
    units: tuple[Agency, ...] = ()
    under: tuple[Agency, ...] = ()

    @property
    def every(self) -> tuple[Agency, ...]:
        """All of them."""
        return (*self.superiors, *self.units, *self.under)


def family(registry: Registry, body: Agency, on: date) -> Family:
    """Who stands around a body on that day."""
    place = registry.provinces.get(body.place)
    if place and body.kind == "UBND":
        whole = body.id == f"{place.id}.ubnd"
        every = of_province(registry, place, on) if whole else _of_commune(registry, body, on)
        own = tuple(one for one in every if one.id != body.id)
        under = tuple(one for one in own if one.kind in _DIRECTED)
        return Family(tuple(_above(registry, body)), tuple(one for one in own if one.kind == _SEAT),
                      (*under, *(communes_of(registry, place, on) if whole else ())))
    central = () if place else (*registry.agencies.values(), *registry.further.values())
    return Family(tuple(_above(registry, body)), (),
                  tuple(one for one in central if one.parent == body.id and one.valid(on)))


def _above(registry: Registry, body: Agency) -> Iterator[Agency]:
    """The superiors from the nearest up."""
    above = superior(registry, body)
    if above:
        yield above
        yield from _above(registry, above)


def superior(registry: Registry, body: Agency) -> Agency | None:
    """The body above, as the tables tell: what a UBND directs stands under it, a UBND of a province under the
    Government."""
    whole, _, unit = body.id.partition("/")
    seat = f"{body.place}.ubnd" if body.place else ""
    directed = body.kind in _DIRECTED or body.kind in (_SEAT, "UBND")
    parent = whole if unit else body.parent if not seat else "" if not directed else _TOP if body.id == seat else seat
    return registry.by_id(parent) if parent and parent not in registry.provinces else None


def of_province(registry: Registry, place: Agency, on: date) -> Iterator[Agency]:
    """The bodies of a province that exist on that day."""
    if place.valid(on):
        bodies = (registry.by_id(f"{place.id}.{template}") for template in registry.templates)
        yield from (body for body in bodies if body and body.valid(on))


def _of_commune(registry: Registry, body: Agency, on: date) -> Iterator[Agency]:
    unit = body.id.partition(".ubnd-")[2]
    bodies = (registry.by_id(f"{body.place}.{template}-{unit}")
              for level, template in registry.local if level == body.level)
    yield from (one for one in bodies if one and one.valid(on))


def communes_of(registry: Registry, place: Agency, on: date) -> Iterator[Agency]:
    """UBND of the districts and communes that exist on that day."""
    bodies = (registry.by_id(f"{place.id}.ubnd-{unit.slug}") for unit in registry.units if unit.place == place.id)
    yield from (body for body in bodies if body and body.valid(on))
