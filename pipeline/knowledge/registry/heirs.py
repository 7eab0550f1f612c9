"""Who took over: from body to body, day by day, and from a province to the one it went into."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .bodies import Agency

if TYPE_CHECKING:
    from .registry import Registry

_TWINS = (("tinh-uy", "thanh-uy"), ("tinh-doan", "thanh-doan"))
"""The same body in a province and in a city."""


def heirs(registry: Registry, agency_id: str, on: date) -> tuple[str, ...]:
    """The ids of those who answer for that body's work on ``on``, the main one first; its own while it exists."""
    return tuple(dict.fromkeys(_follow(registry, agency_id, on, frozenset())))


def _follow(registry: Registry, agency_id: str, on: date, seen: frozenset[str]) -> Iterator[str]:
    following = [] if agency_id in seen else steps(registry, agency_id, on)
    if not following:
        yield agency_id
    for heir in following:
        yield from _follow(registry, heir, on, seen | {agency_id})


def steps(registry: Registry, agency_id: str, on: date) -> list[str]:
    """The ids that took over from that body by ``on``, one step on; a body of a merged province goes to its heir."""
    place, _, rest = agency_id.partition(".")
    home = registry.provinces.get(place)
    moved = _taken(home, on) if rest in registry.templates else []
    return [f"{new}.{_twin(registry, rest, new)}" for new in moved] or _taken(registry.by_id(agency_id), on)


def _taken(body: Agency | None, on: date) -> list[str]:
    return [s.id for s in body.successors] if body and body.valid_to and body.valid_to < on else []


def _twin(registry: Registry, template_id: str, province: str) -> str:
    """Tỉnh ủy of a province that went into a city is Thành ủy there."""
    swapped = (template_id.replace(*pair) for a, b in _TWINS for pair in ((a, b), (b, a)))
    known = (registry.templates.get(one) for one in (template_id, *swapped))
    return next((t.id for t in known if t and t.stands_in(province)), template_id)
