"""A body of the registry, and the tables that hold bodies (columns: README.md of ``pipeline/knowledge``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from ..tables import read_table

LIST = "; "
"""What joins the values of one cell."""


@dataclass(frozen=True, slots=True)
class Successor:
    """Who took over, and what of it, in Vietnamese (empty: all)."""

    id: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A body. ``valid_from`` and ``valid_to`` are its first and last day, None when open.

    ``kind`` says what body it is, ``level`` where it stands (trung ương, vùng, tỉnh, huyện, xã); ``parent`` is an id;
    ``place`` is its province, or for a template a pattern over the ids of provinces; ``code`` the letters that stand
    for it in số, ký hiệu (empty when unknown); ``short`` its other names; ``why`` the reason of its end, in Vietnamese.
    """

    id: str
    name: str
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None
    parent: str | None = None
    code: str = ""
    level: str = ""
    place: str = ""
    short: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    why: str = ""

    def valid(self, on: date | None) -> bool:
        """Whether the body exists on that day; True when no day is asked for."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    def stands_in(self, province: str) -> bool:
        """Whether a template holds for the province with that id."""
        return self.place == "*" or fnmatchcase(province, self.place)


def day(text: str) -> date | None:
    """A cell as a day, None when it is empty."""
    return date.fromisoformat(text) if text else None


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell."""
    return tuple(part.strip() for part in cell.split(LIST.strip()) if part.strip())


def successor(cell: str) -> Successor:
    """``id: what went there`` as a successor."""
    heir, _, share = cell.partition(":")
    return Successor(heir.strip(), share.strip())


def read_rows(table: str) -> list[Agency]:
    """The bodies of a table, row by row."""
    return [agency(row) for row in read_table(table)]


def read_bodies(table: str) -> dict[str, Agency]:
    """The bodies of a table by id, in its order."""
    return {body.id: body for body in read_rows(table)}


def agency(row: dict[str, str]) -> Agency:
    """A row of a table as a body; raises ValueError for a day that is none."""
    return Agency(
        row["id"], row["name"], row["kind"], day(row["valid_from"]), day(row["valid_to"]), row["parent"] or None,
        row["code"], row["level"], row["place"], split(row["short"]) if row["short"] else (),
        tuple(map(successor, split(row["successors"]))) if row["successors"] else (), row["why"])
