"""The office that works with the program: which body it is, who stands above and under it, and what it says itself.

An office corrects the registry in a list of its own; a row of it (an ``Agency``) wins in the office's own place: its
names mean its body, and its name is the one that is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache

from ..folding import key, slug
from .bodies import Agency
from .family import Family, family, of_province
from .inside import by_pattern, meant
from .issuing import issuer as issuer_of
from .issuing import issuing
from .registry import Registry
from .writing import comparable

_LIKE = 5
_CUTOFF = 0.75


@dataclass(frozen=True, slots=True)
class Signed:
    """Who issues a directive, on which day, and where it is signed, as far as it tells."""

    issuer: str | None = None
    on: date | None = None
    place: str | None = None


class Office:
    """An office on the day it is asked about, with an empty name for none: then a directive alone tells what its names
    mean. ``body`` is None when the registry and its own list do not know it; ``place`` is the id of its province, None
    for a central body."""

    def __init__(self, name: str, on: date, own: Sequence[Agency] = (), registry: Registry | None = None) -> None:
        self.name, self.own = name, tuple(own)
        self._registry = registry or Registry.load()
        said = [body for body in self.own if comparable(name) in map(comparable, (body.name, *body.short))]
        found = next(iter(said), None) or self._registry.resolve(name, on)
        self.body = (self._registry.by_id(found.id) or found) if found else issuer_of(self._registry, name, on)
        self.place = _place(self._registry, self.body)
        self._ids = lru_cache(maxsize=8192)(self._id)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names that the office gives to bodies, by id; of several the one that holds today."""
        return {body.id: body.name for body in sorted(self.own, key=lambda body: body.valid_to or date.max)}

    @cached_property
    def _called(self) -> Mapping[str, list[Agency]]:
        called: dict[str, list[Agency]] = {}
        for body in self.own:
            for name in {comparable(name) for name in (body.name, *body.short)}:
                called.setdefault(name, []).append(body)
        return called

    def agency_id(self, name: str, known: str | None, by: Signed) -> str | None:
        """The id of the body that ``name`` means in a directive signed so; ``known`` is the one that the directive
        alone tells. The office's own list wins where the directive is of its place or gives none; the office's place
        is taken where the directive gives none."""
        return self._ids(name, known, by)

    def _id(self, name: str, known: str | None, by: Signed) -> str | None:
        signed = issuing(self._registry, by.issuer, by.on, by.place)
        here = signed.home in (None, self.place)
        listed = self._called.get(comparable(name), ()) if here else ()
        own = next((body for body in listed if body.valid(by.on)), None)
        if own or known:
            return own.id if own else known
        told = meant(self._registry, name, by.on, signed.home, signed.office)
        return told.id if told else self._placed(name, by) if signed.home is None else None

    def _placed(self, name: str, by: Signed) -> str | None:
        """The body in the place of the office; of what no table holds only where the issuer may be of that place."""
        issuer = self._registry.resolve(by.issuer, by.on, self.place) if by.issuer else self.body
        found = meant(self._registry, name, by.on, self.place, issuer)
        near = issuer is not None and _place(self._registry, issuer) == self.place
        return found.id if found and (near or not by_pattern(found.id)) else None

    def family(self, on: date) -> Family:
        """Superiors, units and bodies under the office on that day, as the registry knows them."""
        return family(self._registry, self.body, on) if self.body else Family()


def alike(name: str, registry: Registry | None = None) -> list[str]:
    """Names of offices that look like this one, the most alike first: *did you mean …?*"""
    registry = registry or Registry.load()
    first = key(name).split(" ")[0]
    names = {key(one): one for one in _names(registry) if key(one).startswith(first)}
    return [names[found] for found in get_close_matches(key(name), names, _LIKE, _CUTOFF)]


def _names(registry: Registry) -> Iterable[str]:
    """Offices of today by their full names, communes left out."""
    yield from (body.name for body in (*registry.agencies.values(), *registry.further.values()) if not body.valid_to)
    for province in registry.provinces.values():
        yield from (body.name for body in of_province(registry, province, date.today()))


def own_body(row: Agency, on: date, office: Office) -> Agency:
    """A row of the office's list with the id of the body it speaks of: the one it gives, the one of its name, else one
    made of its superior (or the office) and the name."""
    known = Registry.load().resolve(row.name, row.valid_to or on, office.place)
    above = row.parent or (office.body.id if office.body else "")
    made = f"{above}/{slug(row.name)}" if above else slug(row.name)
    return replace(row, id=row.id or (known.id if known else made))


def _place(registry: Registry, body: Agency | None) -> str | None:
    if body is None:
        return None
    return body.id if body.id in registry.provinces else body.place or None
