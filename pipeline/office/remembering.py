"""What a changed row says of a role: an analyst who writes a body in place of *chủ đầu tư* knows who that is.

Such a change is offered as a decision that holds from then on (``chidao assign``), and becomes one in the same step
when the row is marked so (``review.REMEMBERED``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.knowledge.registry import comparable, sort_of
from pipeline.model.review import EDITED, REMEMBERED, Correction, Edit, Returned

if TYPE_CHECKING:
    from pipeline.store.ledger import Store

_CELLS = ("lead", "support")
Cells = Mapping[str, Mapping[str, str]]
"""Task → cell → what stands there before the changes are taken."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The bodies that an analyst wrote in place of the role ``words`` in the row of ``subject``. ``kept``: they are
    meant from now on; else that is offered. ``others`` are what other rows say of the same role: then nobody knows."""

    subject: str
    words: str
    bodies: tuple[str, ...]
    kept: bool = False
    others: tuple[str, ...] = ()


def marked(returned: Returned) -> tuple[Returned, frozenset[str]]:
    """What came back with its marked rows as edited ones, and which rows they are."""
    rows = frozenset(edit.subject for edit, _ in returned.edits if (edit.cell, edit.after) == ("verdict", REMEMBERED))
    edits = tuple((replace(edit, after=EDITED), answer) if edit.after == REMEMBERED else (edit, answer)
                  for edit, answer in returned.edits)
    return replace(returned, edits=edits), rows


def meanings(edits: Iterable[Edit], rows: Collection[str], cells: Cells,
             people: Mapping[tuple[str, str], Correction]) -> tuple[Meaning, ...]:
    """What the changes that are taken say of roles, and what earlier ones say of the marked ``rows``, each role
    once."""
    found = [one for edit in edits if edit.cell in _CELLS
             for one in _told(edit.subject, cells.get(edit.subject, {}).get(edit.cell, edit.before), edit.after, rows)]
    seen = {one.subject for one in found}
    earlier = (people.get((row, cell)) for row in sorted(rows) if row not in seen for cell in _CELLS)
    found += [told for one in earlier if one for told in _told(one.subject, one.before, one.after, rows)]
    return tuple(_agreed(found))


def keep(store: Store, found: Iterable[Meaning], workbook: str) -> None:
    """Let roles mean from now on what was marked so."""
    for one in found:
        if one.kept:
            store.remember(one.subject, one.words, one.bodies, f"ghi ở bảng rà soát {workbook}")


def _told(subject: str, before: str, after: str, rows: Collection[str]) -> Iterator[Meaning]:
    """The only role that went, with the bodies that came."""
    old, new = _names(before), _names(after)
    gone = [name for name in old if name not in new and sort_of(name) == "role"]
    come = tuple(name for name in new if name not in old)
    if len(gone) == 1 and come and not any(sort_of(name) in ("role", "person") for name in come):
        yield Meaning(subject, gone[0], come, subject in rows)


def _names(cell: str) -> list[str]:
    return [name for part in cell.split(";") if (name := part.strip())]


def _agreed(found: Iterable[Meaning]) -> Iterator[Meaning]:
    """Each role once; marked rows before others, and none where they say different things."""
    same: defaultdict[str, list[Meaning]] = defaultdict(list)
    for one in found:
        same[comparable(one.words)].append(one)
    for told in same.values():
        told.sort(key=lambda one: not one.kept)
        first, *more = [one for one in told if one.kept == told[0].kept]
        others = tuple(dict.fromkeys("; ".join(one.bodies) for one in more if set(one.bodies) != set(first.bodies)))
        yield replace(first, kept=first.kept and not others, others=others)
