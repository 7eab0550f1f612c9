"""Which work a label speaks of (*Đơn vị chủ trì: …*, *Thời gian: …*): the items it closes, not their neighbours.

A run of labels belongs to the items before it, back to the run before; labels that come first belong to the items
behind them; labels alone under a clause belong to that clause (gold guideline, Labels).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain, groupby

from pipeline.model import Annotation, Clause, Segment

from .tree import Tree, cues_of

_FIELDS = ("lead", "support", "product", "deadline")
_LEAVES = ("bullet", "paragraph", "letter", "arabic")


def runs_of(labels: list[bool]) -> list[list[int]]:
    """The places of labels and items, run by run: of labels (none when an item comes first), of items, of labels …"""
    runs = [[at for at, _ in run] for _, run in groupby(enumerate(labels), key=lambda place: place[1])]
    return [[], *runs] if labels[:1] == [False] else runs


def bind(labels: list[bool]) -> dict[int, list[int]]:
    """Item → its labels, for a row of items and labels in order."""
    runs = [*runs_of(labels), [], []]
    leading = runs[0]
    bound: dict[int, list[int]] = {}
    for items, closing in zip(runs[1::2], runs[2::2], strict=False):
        bound |= dict.fromkeys(items, closing or leading)
    return bound


class Labels:
    """The labels of one directive by the segments and clauses that they speak of."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._of_clause: dict[int, list[tuple[Annotation, Clause]]] = defaultdict(list)
        siblings: dict[tuple[int | None, str], list[Clause]] = defaultdict(list)
        for clause in tree.clauses:
            siblings[clause.parent, clause.zone].append(clause)
        for (parent, _), children in siblings.items():
            self._bind_children(parent, children)

    def _bind_children(self, parent: int | None, children: list[Clause]) -> None:
        """Hand what clauses of nothing but labels say to the clauses beside or above them."""
        marks = list(map(self._is_label, children))
        bound = {children[item].index: labels for item, labels in bind(marks).items()}
        runs = list(filter(None, runs_of(marks)[::2]))
        if parent is not None and len(runs) == 1:
            bound = {parent: runs[0]}
        for index, labels in bound.items():
            self._of_clause[index] += [(a, children[at]) for at in labels for a in self._said(children[at])]

    def _is_label(self, clause: Clause) -> bool:
        """A clause of nothing but labels, or a head (*b) Cơ quan thực hiện:*) over such clauses."""
        children, opening = self._tree.children[clause.index], self._tree.block(clause).opening
        if children and opening is not None and opening.command == "none":
            return all(map(self._is_label, children))
        return clause.kind in _LEAVES and self._opens_with_label(self._tree.block(clause).segments)

    def _opens_with_label(self, segments: tuple[Segment, ...]) -> bool:
        """Whether a label comes first, with a colon over all that follows or with nothing but qualifiers behind it."""
        labels = cues_of(segments[:1], "label")
        if not labels:
            return False
        named = labels[0].rule in _FIELDS and ":" in self._tree.text[segments[0].start:segments[0].end]
        return named or {s.kind for s in segments} == {"qualifier"}

    def _said(self, clause: Clause) -> list[Annotation]:
        """The labels of a clause; who acts behind *Cơ quan thực hiện: A làm …* also leads the tasks beside it."""
        segments = self._tree.block(clause).segments
        if not segments:
            return list(chain.from_iterable(map(self._said, self._tree.children[clause.index])))
        agents = [a for a in cues_of(segments, "agent") if a.lead]
        if agents and segments[0].kind != "qualifier":  # a label that is a command as well, with all who act in it
            return [replace(agents[0], lead=tuple(chain.from_iterable(a.lead for a in agents)))]
        return [a for a in cues_of(segments, "label") if a.rule in _FIELDS]

    def of(self, clause: Clause, segment: Segment) -> tuple[tuple[Annotation, Clause], ...]:
        """The labels that speak of a segment, nearest first, each with the clause that hands it down."""
        found = [(a, clause) for a in self._beside(clause, segment)]
        for c in self._tree.at(clause).reach:
            found += [(a, c) for a, source in self._of_clause[c.index] if source not in self._tree.at(clause).line]
        return tuple(found)

    def _beside(self, clause: Clause, segment: Segment) -> list[Annotation]:
        """The labels in the segment itself and those of its block that are bound to it."""
        segments = self._tree.block(clause).segments
        if segment not in segments:
            return []
        bound = bind([s.kind == "qualifier" and s.cue("label") is not None for s in segments])
        closing = [segments[at] for at in bound.get(segments.index(segment), ())]
        return cues_of([segment, *closing], "label")
