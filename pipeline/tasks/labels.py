"""Labels of a block (*Cơ quan chủ trì: …*, *Thời gian thực hiện: …*) and the tasks they speak of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.knowledge.tables import pattern
from pipeline.model import Clause, Limit, Mentions, Party, Segment, Structure

_ANNEXED = pattern("assemble.annexed")
_UNTIMED = pattern("assemble.untimed")
_LABELS = ("lead", "support", "product", "deadline")
_LEAVES = ("bullet", "paragraph", "letter")


@dataclass(frozen=True, slots=True)
class Said:
    """What labels say of the tasks around them."""

    lead: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    limits: tuple[Limit, ...] = ()
    product: str | None = None

    def add(self, marks: list[Segment]) -> Said:
        """The same and what more labels say."""
        said = self
        for mark in marks:
            said = Said(
                _union(said.lead, mark.parties if mark.qualifier == "lead" else ()),
                _union(said.support, mark.parties if mark.qualifier == "support" else _helpers(mark)),
                said.limits + (mark.limits if mark.qualifier == "deadline" else ()),
                said.product or mark.product)
        return said

    def or_else(self, other: Said) -> Said:
        """What is said here, and from ``other`` what is not."""
        return Said(self.lead or other.lead, self.support or other.support, self.limits or other.limits,
                    self.product or other.product)


class Labels:
    """The labels of one directive, by the clause whose tasks they speak of."""

    def __init__(self, structure: Structure, mentions: Mentions, text: str) -> None:
        self._structure, self._mentions, self._text = structure, mentions, text
        self.of: dict[int, Said] = {}
        for clause in structure.clauses:
            target, marks = self._marks(clause)
            if marks:
                self.of[target] = self.of.get(target, Said()).add(marks)
        self.annex_limits = self._annex_limits()

    def _marks(self, clause: Clause) -> tuple[int, list[Segment]]:
        """The labels in a clause, and the clause they speak of: a bullet of nothing but labels speaks for its
        siblings; a bare limit behind an act is bound to that act and is left out here."""
        segments = self._mentions.clauses[clause.index].segments
        marks = [s for s in segments if s.qualifier is not None]
        if not marks:
            return clause.index, marks
        first = segments[0]
        opens = first.qualifier in _LABELS and ":" in self._text[first.start:first.end]
        if (opens or len(marks) == len(segments)) and clause.parent is not None and clause.kind in _LEAVES:
            return clause.parent, marks + _named_by_label(segments)
        if any(s.kind == "act" for s in segments):
            marks = [s for s in marks if s.qualifier != "deadline"]
        return clause.index, marks

    def around(self, clause: Clause) -> Said:
        """What labels say of a clause: its own, then those beside it, then those of the blocks above."""
        said = Said()
        for c in (clause, *self._structure.ancestors(clause)):
            said = said.or_else(self.of.get(c.index, Said()))
            if self._mentions.clauses[c.index].heads:
                break
        return said

    def _annex_limits(self) -> tuple[Limit, ...]:
        """The limit that the body sets for an annex (*… (Phụ lục kèm theo), hoàn thành trước ngày …*)."""
        for clause in self._structure.clauses:
            if clause.zone != "body":
                continue
            for segment in self._mentions.clauses[clause.index].segments:
                words = self._text[segment.start:segment.end]
                if segment.limits and (_ANNEXED.search(words) or _UNTIMED.match(words)):
                    return tuple(replace(x, inherited_from=clause.path) for x in segment.limits)
        return ()


def bound_limits(segments: tuple[Segment, ...]) -> dict[int, tuple[Limit, ...]]:
    """A bare time limit holds for the segments before it, back to the last one; at the start, for all."""
    bound: dict[int, tuple[Limit, ...]] = {}
    waiting: list[int] = []
    for i, segment in enumerate(segments):
        if segment.kind != "qualifier":
            waiting.append(i)
        elif segment.qualifier == "deadline" and segment.limits:
            for k in waiting or range(i + 1, len(segments)):
                bound.setdefault(k, segment.limits)
            waiting = []
    return bound


def _named_by_label(segments: tuple[Segment, ...]) -> list[Segment]:
    """*Cơ quan thực hiện: A làm …; B làm …*: A and B also lead the tasks beside the label."""
    if segments[0].qualifier != "lead":
        return []
    return [replace(s, qualifier="lead", parties=s.subject) for s in segments[1:] if s.subject]


def _helpers(mark: Segment) -> tuple[Party, ...]:
    """*Cơ quan thực hiện: A chủ trì, phối hợp với B*: the label of who leads also names who helps."""
    return mark.support if mark.qualifier == "lead" and mark.kind == "qualifier" else ()


def _union(parties: tuple[Party, ...], more: tuple[Party, ...]) -> tuple[Party, ...]:
    names = {p.agency for p in parties}
    return parties + tuple(p for p in more if p.agency not in names)
