"""Parts of the country, and ranges of provinces along the coast, as directives name them (``geography.csv``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..folding import key
from ..tables import read_table
from .bodies import day

if TYPE_CHECKING:
    from .registry import Registry

_COAST = "ven biển"
_KIND = r"(?:tỉnh |thành phố |tp\.? ?)?"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the country: its provinces on the days for which the row holds, of the coast from north to south."""

    name: str
    words: re.Pattern[str]
    places: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None

    def valid(self, on: date) -> bool:
        """Whether the row holds on that day."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """All rows of the table."""
    return tuple(Area(row["area"], re.compile(rf"\b(?:{row['names']})\b"), tuple(row["places"].split()),
                      day(row["valid_from"]), day(row["valid_to"])) for row in read_table("geography"))


@lru_cache(maxsize=4096)
def provinces(registry: Registry, on: date) -> dict[str, str]:
    """The ids of the provinces that exist on that day, by the part of the id behind the kind (``lao-cai``)."""
    return {p.id.removeprefix("thanh-pho-").removeprefix("tinh-"): p.id
            for p in registry.provinces.values() if p.valid(on)}


def named_provinces(registry: Registry, words: str, on: date) -> frozenset[str] | None:
    """The ids of the provinces of the areas and coastal ranges that folded ``words`` name; None when they name none,
    empty when a range has an end that is not on the coast."""
    here = provinces(registry, on)
    found = [place for area in areas() if area.valid(on) and area.words.search(words) for place in area.places]
    ranges = list(_range(registry).finditer(words))
    for match in ranges:
        found += _between(registry, match["first"], match["last"], on)
    if not found and not ranges:
        return None
    return frozenset(here[place] for place in found if place in here)


@lru_cache(maxsize=1)
def anchored(registry: Registry) -> str:
    """A pattern of the words that may name an area or a range behind a group."""
    names = "|".join(dict.fromkeys(area.words.pattern for area in areas()))
    span = re.sub(r"\?P<\w+>", "?:", _range(registry).pattern)
    return rf"(?:(?:thuộc|ở|tại|trong|của) )?(?:các )?(?:(?:khu vực|vùng) )?(?:{names}|{span})"


def _between(registry: Registry, first: str, last: str, on: date) -> Iterable[str]:
    """The coastal provinces from one to the other, in both directions; none when an end is not one of them."""
    coast = next(area.places for area in areas() if area.name == _COAST and area.valid(on))
    ends = [registry.province(name, on) for name in (first, last)]
    places = [end.id.removeprefix("thanh-pho-").removeprefix("tinh-") for end in ends if end]
    if any(place not in coast for place in places) or len(places) < len(ends):
        return ()
    start, end = sorted(map(coast.index, places))
    return coast[start:end + 1]


@lru_cache(maxsize=1)
def _range(registry: Registry) -> re.Pattern[str]:
    names = {key(name) for p in registry.provinces.values() for name in (p.name, *p.short)}
    name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"\btừ {_KIND}(?P<first>{name}) (?:đến|tới|trở vào đến) {_KIND}(?P<last>{name})\b")
