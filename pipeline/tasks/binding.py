"""Which work a label speaks of (*Đơn vị chủ trì: …*, *Thời gian: …*): the items it closes, not their neighbours.

A run of labels belongs to the items before it, back to the run before; labels that come first belong to the items behind
them; labels alone under a clause belong to that clause (gold guideline, Labels).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Annotation, Clause, Segment

from .tree import Tree

_FIELDS = ("lead", "support", "product", "deadline")
_LEAVES = ("bullet", "paragraph", "letter")


def bind(labels: Sequence[bool]) -> dict[int, list[int]]:
    """Item → its labels, for a row of items and labels in order."""
    bound: dict[int, list[int]] = {}
    items: list[int] = []
    closed: list[int] = []
    for at, is_label in enumerate(labels):
        if not is_label:
            items, closed = ([at], []) if closed and items else ([*items, at], closed)
            continue
        closed.append(at)
        for item in items:
            bound.setdefault(item, []).append(at)
    first = next((at for at, is_label in enumerate(labels) if not is_label), None)
    if first:  # the labels that come first speak of all that has none of its own
        for at, is_label in enumerate(labels):
            if not is_label and at not in bound:
                bound[at] = list(range(first))
    return bound


class Labels:
    """The labels of one directive by the segments and clauses that they speak of."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._of_clause: dict[int, list[tuple[Annotation, Clause]]] = {}
        for parent, children in tree.children.items():
            for zone in ("body", "annex"):
                self._bind_children(parent, [c for c in children if c.zone == zone])

    def _bind_children(self, parent: int | None, children: list[Clause]) -> None:
        """Hand what clauses of nothing but labels say to the clauses beside or above them."""
        marks = [self._is_label(c) for c in children]
        if not any(marks):
            return
        runs = sum(mark and not before for before, mark in zip([False, *marks], marks, strict=False))
        if runs == 1 and parent is not None:
            said = [(a, c) for c, mark in zip(children, marks, strict=True) if mark for a in self._said(c)]
            self._of_clause.setdefault(parent, []).extend(said)
            return
        for item, labels in bind(marks).items():
            said = [(a, children[at]) for at in labels for a in self._said(children[at])]
            self._of_clause.setdefault(children[item].index, []).extend(said)

    def _is_label(self, clause: Clause) -> bool:
        """A clause of nothing but labels, or a head (*b) Cơ quan thực hiện:*) over such clauses."""
        children = self._tree.children.get(clause.index, [])
        block = self._tree.block(clause)
        if children and block.lead_in and block.opening is not None and block.opening.command == "none":
            return all(self._is_label(c) for c in children)
        segments = block.segments
        first = segments[0].cue("label") if segments else None
        if first is None or clause.kind not in _LEAVES:
            return False
        opens = first.rule in _FIELDS and ":" in self._tree.text[segments[0].start:segments[0].end]
        return opens or all(s.kind == "qualifier" for s in segments)

    def _said(self, clause: Clause) -> list[Annotation]:
        """The labels of a clause; who acts behind *Cơ quan thực hiện: A làm …* also leads the tasks beside it."""
        segments = self._tree.block(clause).segments
        if not segments:
            return [a for c in self._tree.children.get(clause.index, []) for a in self._said(c)]
        agents = [a for s in segments for a in s.annotations if a.kind == "agent" and a.lead]
        if segments[0].kind != "qualifier" and agents:  # a label that is a command as well, with all who act in it
            return [replace(agents[0], lead=tuple(p for a in agents for p in a.lead))]
        return [a for s in segments for a in s.annotations if a.kind == "label" and a.rule in _FIELDS]

    def of(self, clause: Clause, segment: Segment | None) -> tuple[tuple[Annotation, Clause], ...]:
        """The labels that speak of a segment, nearest first, each with the clause that hands it down."""
        found = [(a, clause) for a in self._beside(clause, segment)]
        for c in self._tree.line(clause):
            found += [(a, c) for a, source in self._of_clause.get(c.index, ()) if source not in self._tree.line(clause)]
            if self._tree.heads(c):
                break
        return tuple(found)

    def _beside(self, clause: Clause, segment: Segment | None) -> list[Annotation]:
        """The labels in the segment itself and those of its block that are bound to it."""
        segments = self._tree.block(clause).segments
        at = None if segment is None else next((n for n, s in enumerate(segments) if s.start == segment.start), None)
        if segment is None or at is None:
            return []
        own = [a for a in segment.annotations if a.kind == "label"]
        bound = bind([s.kind == "qualifier" and s.cue("label") is not None for s in segments])
        return own + [a for n in bound.get(at, ()) for a in segments[n].annotations if a.kind == "label"]
