"""Whether the confidence printed beside a task can be believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from .scoring import RowScore

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
WANTED_PRECISION = 0.97


@dataclass(frozen=True, slots=True)
class Judged:
    """A found task: its confidence, whether it is a task at all, and whether its whole row is right."""

    confidence: float
    is_task: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Found tasks with a confidence from ``low`` up to ``high`` (the last band includes its end)."""

    low: float
    high: float
    tasks: int
    confidence: float
    is_task: float
    exact: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """``share`` of the found tasks has at least ``threshold``, and together they keep the precision."""

    share: float
    threshold: float | None


def judged(rows: Iterable[RowScore]) -> list[Judged]:
    """The found tasks that carry a confidence."""
    return [
        Judged(row.found.confidence, row.gold is not None, not row.faults)
        for row in rows
        if row.found is not None and row.found.confidence is not None
    ]


def bands(tasks: list[Judged]) -> list[Band]:
    """Mean confidence beside the share that was right, band by band; empty bands are left out."""
    table: list[Band] = []
    for low, high in pairwise(EDGES):
        inside = [t for t in tasks if low <= t.confidence < high or t.confidence == high == EDGES[-1]]
        if inside:
            n = len(inside)
            mean = sum(t.confidence for t in inside) / n
            table.append(Band(low, high, n, mean, sum(t.is_task for t in inside) / n, sum(t.exact for t in inside) / n))
    return table


def coverage(judgements: Iterable[tuple[float, bool]], precision: float = WANTED_PRECISION) -> Coverage:
    """The largest share that can be taken unread, by confidence, while ``precision`` of it is right.

    Tasks of equal confidence are taken together, since nothing tells them apart.
    """
    ordered = sorted(judgements, key=lambda j: j[0], reverse=True)
    taken = right = best = 0
    threshold: float | None = None
    for confidence, group in groupby(ordered, key=lambda j: j[0]):
        verdicts = [ok for _, ok in group]
        taken, right = taken + len(verdicts), right + sum(verdicts)
        if right >= precision * taken:
            best, threshold = taken, confidence
    return Coverage(best / len(ordered) if ordered else 0.0, threshold)
