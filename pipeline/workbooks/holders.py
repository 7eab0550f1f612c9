"""Whose list a task of a party goes into, and the folder of that list.

Both follow from the party alone, never from what else is in the store: a folder keeps its name whatever files arrive
later. A body of the registry is told by its id. A name without an id keeps its diacritics in the key (Tân An and Tân Ân
are two communes), so its folder has a tail made from the key, which no table changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.folding import key
from pipeline.knowledge.registry import Group, Registry, comparable, sort_of
from pipeline.knowledge.tables import read_table
from pipeline.model import Party

from .heirs import own_id
from .slugs import WAITING_SLUG, reserved, slug, tailed

_NO_PLACE = "chưa rõ địa phương"
_ID = "mã "


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a list: a body (with its id when one is known), a ``group`` of bodies, or nobody yet (``WAITING``)."""

    key: str
    name: str
    folder: str
    group: bool = False
    agency_id: str | None = None


WAITING = Holder("chưa rõ cơ quan", "Chưa rõ cơ quan", WAITING_SLUG)
"""For roles, general nouns and persons: a person has to say whose task it is."""


def holder_of(party: Party) -> Holder:
    """The holder of a party's tasks."""
    return _holder(" ".join(party.agency.split()), party.agency_id, party.group)


@lru_cache(maxsize=8192)
def _holder(name: str, agency_id: str | None, group: bool) -> Holder:
    if agency_id and not group:
        return _known(name, agency_id)
    if group and comparable(name) in _fixed():
        return Holder(f"nhóm {comparable(name)}", name, slug(name), group=True)
    sort = sort_of(name)
    if sort in ("role", "person"):
        return WAITING
    if not group and Registry.load().in_every_province(name):
        named = f"{name} ({_NO_PLACE})"
        return Holder(f"tên {key(name)}", named, slug(named))
    if group and name[:1].islower() and not name.startswith("các "):  # cấp ủy các cấp
        return WAITING
    whole = f"nhóm {key(name)}" if group or sort == "group" else f"tên {key(name)}"
    return Holder(whole, name, tailed(slug(name), whole), whole.startswith("nhóm"))


def key_of(agency_id: str) -> str:
    """The key of the list of the body with that id."""
    return f"{_ID}{agency_id}"


def id_of(key: str) -> str:
    """The id of the body whose list has that key; empty for what has none."""
    return key.removeprefix(_ID) if key.startswith(_ID) else ""


@lru_cache(maxsize=16384)
def ground(key: str) -> str:
    """Where the body of a list is: the province of today, and whether it is of a place inside; empty for what has no
    province."""
    place, _, rest = id_of(key).partition(".")
    provinces = Registry.load().provinces
    inside = " trong" if rest.startswith("ubnd-") else ""
    return Registry.load().today(place) + inside if place in provinces else ""


def holder_of_group(group: Group) -> Holder:
    """The holder of the tasks of a group whose members are known."""
    folder = slug(group.name)
    return Holder(f"nhóm {group.id}", group.name, tailed(folder, group.id) if reserved(folder) else folder, group=True)


@lru_cache(maxsize=1)
def _fixed() -> frozenset[str]:
    """The groups with a name of their own: their folders need no tail."""
    return frozenset(comparable(row["group"]) for row in read_table("group_members"))


def _known(name: str, agency_id: str) -> Holder:
    """A province that is told to act acts by its UBND."""
    own = own_id(agency_id)
    return Holder(key_of(own), Registry.load().called(own, name) or name, folder_of(own), agency_id=own)


def folder_of(agency_id: str) -> str:
    """``tinh-lao-cai.so-y-te`` → ``so-y-te-tinh-lao-cai``; a unit stands before its body behind two hyphens, also a unit
    of a unit."""
    whole, *units = agency_id.split("/")
    place, _, body = whole.partition(".")
    named = "-".join(filter(None, (body, place)))
    folder = "--".join((*reversed(units), named))
    return tailed(folder, agency_id) if reserved(folder) else folder
