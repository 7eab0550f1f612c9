"""Ids of bodies that a store of an earlier version holds and the registry has no more: two rows of a table became one,
or a unit that was named by where it is (``tinh-lao-cai/…``) has a row of its own now.

The name that was read is looked up again when rows are made, as a reading of today would; nothing in the store changes,
so that it does not matter which version wrote it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pipeline.knowledge.registry import Agency, Registry, Signed, by_pattern, issuing, meaning
from pipeline.model import Head, Party, TaskRow


def renumbered(row: TaskRow) -> TaskRow:
    """The task with the ids that its bodies have today."""
    by = row.directive.head
    lead, support = (tuple(with_id(party, by) for party in parties) for parties in (row.lead, row.support))
    return row if (lead, support) == (row.lead, row.support) else replace(row, lead=lead, support=support)


def with_id(party: Party, by: Head | None = None) -> Party:
    """The party with its id of today, in a directive with that head; as it is where its name means no body."""
    if party.agency_id is None or _stays(party.agency_id):
        return party
    signed = Signed(by.issuer, by.issued_on, by.place) if by else Signed()
    agency_id = _today(party.agency_id, party.agency, signed)
    return party if agency_id == party.agency_id else replace(party, agency_id=agency_id)


@lru_cache(maxsize=8192)
def _stays(agency_id: str) -> bool:
    """Whether the registry has that id today."""
    return Registry.load().by_id(agency_id.partition("/")[0]) is not None and not by_pattern(agency_id)


@lru_cache(maxsize=8192)
def _today(agency_id: str, name: str, by: Signed) -> str:
    registry = Registry.load()
    there = registry.by_id(agency_id.partition("/")[0])
    found = meaning(registry, name, by.on, issuing(registry, by.issuer, by.on, by.place))
    if isinstance(found, str):  # the place stands in the id where the issuer tells none
        place = agency_id.partition("/")[0].partition(".")[0]
        found = registry.resolve(name, by.on, place if place in registry.provinces else None) or found
    if isinstance(found, str):
        return agency_id
    moved = there is None or (not by_pattern(found.id) and _inside(found, there, registry))
    return found.id if moved else agency_id


def _inside(body: Agency, whole: Agency, registry: Registry) -> bool:
    """Whether a body of the tables stands where the unit was named to be."""
    return body.parent == whole.id or (registry.home_of(whole) is not None
                                       and registry.home_of(body) == registry.home_of(whole))
