"""The rows of two readings of one document set side by side, and how each of them changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz, process

Kind = Literal["gained", "lost", "text", "lead", "support", "deadlines"]
Row = dict[str, Any]
ALIKE = 75  # of 100: two texts below it are two rows
_VALUES = ("due", "rrule", "value", "time", "inherited")


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not what it was: its ``clause``, the ``kind`` of the change and the words ``before`` and
    ``after`` (None when there is no such row)."""

    clause: str
    kind: Kind
    before: str | None
    after: str | None


def changes(before: list[Row], after: list[Row]) -> Iterator[Change]:
    """How the rows of a document changed; a row with several changed cells gives a change for each."""
    pairs, lost, gained = _paired(before, after)
    for old, new in pairs:
        yield from _cells(old, new)
    yield from (Change(_clause(row), "lost", row["text"], None) for row in lost)
    yield from (Change(_clause(row), "gained", None, row["text"]) for row in gained)


def _paired(before: list[Row], after: list[Row]) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Rows of one clause and the same words, then of the most alike words; what is left over of both."""
    left, pairs, lost = list(after), [], []
    same = Counter(map(_key, before)) & Counter(map(_key, after))
    for exact in (True, False):
        for old in [row for row in before if (same[_key(row)] > 0) == exact]:
            found = next((r for r in left if _key(r) == _key(old)), None) if exact else _nearest(old, left)
            if found is None:
                lost.append(old)
            else:
                left.remove(found)
                pairs.append((old, found))
    return pairs, lost, left


def _key(row: Row) -> tuple[str, str]:
    return _clause(row), row["text"]


def _clause(row: Row) -> str:
    return row.get("clause") or ""


def _nearest(row: Row, others: list[Row]) -> Row | None:
    """The row of the most alike words in the same clause, None without one."""
    beside = [other for other in others if _clause(other) == _clause(row)]
    found = process.extractOne(row["text"], [other["text"] for other in beside], scorer=fuzz.ratio, score_cutoff=ALIKE)
    return beside[found[2]] if found else None


def _cells(old: Row, new: Row) -> Iterator[Change]:
    if old["text"] != new["text"]:
        yield Change(_clause(new), "text", old["text"], new["text"])
    told = {"lead": _names, "support": _names, "deadlines": _limits}
    for kind, tell in told.items():
        before, after = tell(old.get(kind, ())), tell(new.get(kind, ()))
        if before != after:
            yield Change(_clause(new), kind, before, after)  # type: ignore[arg-type]


def _names(parties: list[dict[str, Any]]) -> str:
    return "; ".join(party["agency"] for party in parties)


def _limits(limits: list[dict[str, Any]]) -> str:
    return "; ".join(" ".join(str(limit[name]) for name in _VALUES if limit.get(name)) for limit in limits)
