"""Who took over: from body to body, day by day, and from a province to the one it went into."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .bodies import Agency, Successor

if TYPE_CHECKING:
    from .registry import Registry

_TWINS = (("tinh-uy", "thanh-uy"), ("tinh-doan", "thanh-doan"))
"""The same body in a province and in a city."""


def heirs(registry: Registry, agency_id: str, on: date) -> tuple[Successor, ...]:
    """Those who answer for that body's work on ``on``, the main one first, with what came to them; the body itself
    while it exists."""
    found: dict[str, Successor] = {}
    for heir in _follow(registry, Successor(agency_id), on, frozenset()):
        found.setdefault(heir.id, heir)
    return tuple(found.values())


def _follow(registry: Registry, body: Successor, on: date, seen: frozenset[str]) -> Iterator[Successor]:
    following = [] if body.id in seen else steps(registry, body.id, on)
    if not following:
        yield body
    for heir in following:
        yield from _follow(registry, Successor(heir.id, heir.share or body.share), on, seen | {body.id})


def steps(registry: Registry, agency_id: str, on: date) -> list[Successor]:
    """Who took over from that body by ``on``, one step on; a body of a merged province goes to its heir."""
    place, _, rest = agency_id.partition(".")
    home = registry.provinces.get(place)
    moved = _taken(home, on) if rest in registry.templates else []
    return ([Successor(f"{new.id}.{_twin(registry, rest, new.id)}") for new in moved]
            or _taken(registry.by_id(agency_id), on))


def _taken(body: Agency | None, on: date) -> list[Successor]:
    return list(body.successors) if body and body.valid_to and body.valid_to < on else []


def _twin(registry: Registry, template_id: str, province: str) -> str:
    """Tỉnh ủy of a province that went into a city is Thành ủy there."""
    swapped = (template_id.replace(*pair) for a, b in _TWINS for pair in ((a, b), (b, a)))
    known = (registry.templates.get(one) for one in (template_id, *swapped))
    return next((t.id for t in known if t and t.stands_in(province)), template_id)
