"""Who answers today for the open work of a body that has ended, and what the lists say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.knowledge.registry import Agency, Registry
from pipeline.model import Party, TaskRow

_LOCAL = ("huyện", "xã")


@dataclass(frozen=True, slots=True)
class Heirs:
    """A body that has ended, and those who took over: ``main`` is whose list its open tasks stand in, None when nobody
    is the main one (a district whose ground is that of several communes); ``all`` are the ids of all of them, ``parts``
    say what went to others than the main one."""

    ended: Agency
    main: Agency | None
    all: tuple[str, ...]
    parts: tuple[str, ...] = ()


@lru_cache(maxsize=16384)
def heirs_of(agency_id: str, as_of: date) -> Heirs | None:
    """Who took over from a body by that day; None while it exists, and when nobody is known."""
    registry = Registry.load()
    body = registry.by_id(agency_id)
    if body is None or body.valid(as_of) or (body.valid_from and as_of < body.valid_from):
        return None
    found = [(heir, share) for heir, share in registry.heirs(agency_id, as_of) if heir.id != agency_id]
    if not found:
        return None
    shared_out = body.level in _LOCAL and len(found) > 1
    parts = () if shared_out else tuple(f"{heir.name}: {share}" if share else heir.name for heir, share in found[1:])
    return Heirs(body, None if shared_out else found[0][0], tuple(heir.id for heir, _ in found), parts)


def took_over(party: Party, task: TaskRow, as_of: date) -> Heirs | None:
    """Who has a task that was given to a body which has ended since; None for what is done: it stays where it was."""
    if party.agency_id is None or not task.open:
        return None
    return heirs_of(own_id(party.agency_id), as_of)


def own_id(agency_id: str) -> str:
    """The id of the body that acts: a province that is told to act acts by its UBND."""
    return f"{agency_id}.ubnd" if agency_id in Registry.load().provinces else agency_id


def name_today(party: Party, task: TaskRow, as_of: date) -> str:
    """The party as a cell of the lists shows it: *Sở Nông nghiệp và Môi trường (trước là Sở Nông nghiệp và Phát triển
    nông thôn)* for a body that has ended and whose task is open."""
    heirs = took_over(party, task, as_of)
    if heirs is None or heirs.main is None:
        return party.agency
    if heirs.main.place != heirs.ended.place:
        return f"{heirs.main.name} (trước là {heirs.ended.name})"
    template = Registry.load().templates.get(heirs.main.id.partition(".")[2])
    return f"{template.name if template else heirs.main.name} (trước là {party.agency})"


def moved_parts(task: TaskRow, as_of: date) -> list[str]:
    """What of the work of a body that has ended went to others than the one in whose list the task stands."""
    heirs = (took_over(party, task, as_of) for party in (*task.lead, *task.support))
    return [f"Việc của {one.ended.name} còn chuyển một phần về {'; '.join(one.parts)}"
            for one in heirs if one and one.parts]
