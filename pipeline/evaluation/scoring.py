"""Counts what is right: tasks paired one to one, then their parties and limits, then the head fields.

Every figure is micro-averaged: entries are counted over all directives, then divided once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from . import folding
from .sheets import HEAD_FIELDS, Row, Sheet

SAME_TASK = 0.6  # token F1 from which two texts are the same task
SAME_TEXT = 0.8  # token F1 from which a clerk would not touch the text
SAME_SUBJECT = 0.9
Part = Literal["lead", "support", "deadlines"]
Fault = Literal["missed", "spurious", "lead", "support", "deadlines", "text"]
PARTS: tuple[Part, ...] = ("lead", "support", "deadlines")


@dataclass(frozen=True, slots=True)
class Counts:
    """Entries that are right, found and annotated. Nothing to find and nothing found counts as 1."""

    right: int = 0
    found: int = 0
    annotated: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.found + other.found, self.annotated + other.annotated)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else float(not self.annotated)

    @property
    def recall(self) -> float:
        """Share of what is annotated that was found."""
        return self.right / self.annotated if self.annotated else float(not self.found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def perfect(self) -> bool:
        """Nothing missing and nothing too many."""
        return self.right == self.found == self.annotated


@dataclass(frozen=True, slots=True)
class RowScore:
    """One annotated task with what was found for it; ``faults`` is empty when no cell needs a touch."""

    directive: str
    gold: Row | None
    found: Row | None
    similarity: float
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class DirectiveScore:
    """One directive. ``counts`` has tasks, lead, support, deadlines, references; ``fields`` the head."""

    name: str
    issuer: str
    counts: Mapping[str, Counts]
    fields: Mapping[str, bool]
    rows: tuple[RowScore, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a set of directives, shares from 0 to 1."""

    directives: int
    row_exact: float
    spurious: float
    modality: float
    counts: Mapping[str, Counts] = field(default_factory=dict)
    fields: Mapping[str, float] = field(default_factory=dict)


def score(name: str, gold: Sheet, found: Sheet) -> DirectiveScore:
    """Compare one annotated directive with what was extracted from it."""
    pairs = align(gold.rows, found.rows)
    counts = dict.fromkeys(PARTS, Counts()) | {
        "tasks": Counts(len(pairs), len(found.rows), len(gold.rows)),
        "references": count([folding.solid(n) for n in found.references], [folding.solid(n) for n in gold.references]),
    }
    rows: list[RowScore] = []
    for i, wanted in enumerate(gold.rows):
        j, likeness = pairs.get(i, (None, 0.0))
        mine = None if j is None else found.rows[j]
        of_row = compare(mine, wanted)
        counts |= {part: counts[part] + of_row[part] for part in PARTS}
        rows.append(RowScore(name, wanted, mine, likeness, _faults(mine, likeness, of_row)))
    taken = {j for j, _ in pairs.values()}
    for extra in (row for j, row in enumerate(found.rows) if j not in taken):
        counts |= {part: counts[part] + Counts(found=len(getattr(extra, part))) for part in PARTS}
        rows.append(RowScore(name, None, extra, 0.0, ("spurious",)))
    return DirectiveScore(name, gold.head["issuer"], counts, compare_heads(gold, found), tuple(rows))


def _faults(mine: Row | None, likeness: float, counts: Mapping[str, Counts]) -> tuple[Fault, ...]:
    if mine is None:
        return ("missed",)
    wrong: list[Fault] = [part for part in PARTS if not counts[part].perfect]
    return (*wrong, "text") if likeness < SAME_TEXT else tuple(wrong)


def align(gold: Sequence[Row], found: Sequence[Row]) -> dict[int, tuple[int, float]]:
    """Pairs gold index → (found index, token F1): most alike first, then nearest in document order."""
    gold_bags, found_bags = [folding.bag(r.text) for r in gold], [folding.bag(r.text) for r in found]
    candidates = []
    for i, one in enumerate(gold_bags):
        for j, other in enumerate(found_bags):
            likeness = folding.similarity(one, other)
            if likeness >= SAME_TASK:
                candidates.append((likeness, -abs(i / len(gold) - j / len(found)), i, j))
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for likeness, _, i, j in sorted(candidates, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = (j, likeness)
            taken.add(j)
    return pairs


def count(found: Iterable[Any], gold: Iterable[Any], same: Callable[[Any, Any], bool] = lambda a, b: a == b) -> Counts:
    """Entries of two lists, each annotated one used up by the first found one that equals it."""
    found, left = list(found), list(gold)
    annotated = len(left)
    for entry in found:
        hit = next((k for k, other in enumerate(left) if same(entry, other)), None)
        if hit is not None:
            del left[hit]
    return Counts(annotated - len(left), len(found), annotated)


def compare(mine: Row | None, wanted: Row) -> dict[str, Counts]:
    """Counts of the single parties and limits of one task; ``mine`` None counts all as missed."""
    mine = mine or Row("")
    return {
        "lead": count(folding.parties(mine.lead), folding.parties(wanted.lead), folding.same_party),
        "support": count(folding.parties(mine.support), folding.parties(wanted.support), folding.same_party),
        "deadlines": count(map(folding.limit, mine.deadlines), map(folding.limit, wanted.deadlines)),
    }


def compare_heads(gold: Sheet, found: Sheet) -> dict[str, bool]:
    """Which head fields are right; a field absent on both sides is right."""
    one, other = gold.head, found.head
    right = {name: folding.plain(one[name]) == folding.plain(other[name]) for name in HEAD_FIELDS}
    right["number"] = folding.solid(one["number"]) == folding.solid(other["number"])
    right["issuer"] = folding.same_party(folding.party(one["issuer"]), folding.party(other["issuer"]))
    subjects = folding.subject(one["subject"]), folding.subject(other["subject"])
    alike = folding.similarity(folding.bag(subjects[0]), folding.bag(subjects[1]))
    right["subject"] = subjects[0] == subjects[1] or alike >= SAME_SUBJECT
    return right


def summarise(scores: Iterable[DirectiveScore]) -> Figures:
    """Add up directives into figures."""
    scores = list(scores)
    totals: dict[str, Counts] = {}
    for name in ("tasks", *PARTS, "references"):
        totals[name] = sum((s.counts[name] for s in scores), Counts())
    rows = [row for s in scores for row in s.rows]
    paired = [(row.gold, row.found) for row in rows if row.gold and row.found]
    return Figures(
        directives=len(scores),
        row_exact=_share(sum(not row.faults for row in rows), totals["tasks"].annotated),
        spurious=_share(sum("spurious" in row.faults for row in rows), totals["tasks"].found),
        modality=_share(sum(gold.modality == found.modality for gold, found in paired), len(paired)),
        counts=totals,
        fields={name: _share(sum(s.fields[name] for s in scores), len(scores)) for name in HEAD_FIELDS},
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
