"""The clauses with what was found in them, seen as a tree: who stands above, beside and under a clause, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.model import (
    Annotation,
    AnnotationKind,
    Block,
    Clause,
    Discourse,
    Document,
    SectionKind,
    Segment,
    Structure,
    TableRow,
)

from .pick import first

_NUMBERED = frozenset({"article", "roman", "arabic", "letter", "row"})
_TOP = ("roman", "arabic", "article")
_BEFORE_TASKS = ("none", "assessment", "task", "organisation")  # sections that a directing phrase ends
NOBODY = Annotation("agent", "", "itself", 0, 0)  # stands where no agent is named


def agent_of(segment: Segment) -> Annotation:
    """Who acts in a segment, ``NOBODY`` when it does not say."""
    return segment.cue("agent") or NOBODY


def cues_of(found: Iterable[Segment | Block], kind: AnnotationKind) -> list[Annotation]:
    """The annotations of a kind in several segments or blocks."""
    return [a for one in found for a in one.annotations if a.kind == kind]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands: ``line`` are the clause and those above it, nearest first, ``helpers`` those above up to
    the nearest that names who leads; ``heading`` is what it says over others, ``header`` the nearest heading above that
    names who leads; ``row`` is the table row that it is or stands in, ``section`` the kind of its section."""

    line: tuple[Clause, ...] = ()
    helpers: tuple[Clause, ...] = ()
    heading: Annotation = NOBODY
    header: Annotation = NOBODY
    row: TableRow | None = None
    section: SectionKind = "none"

    @property
    def above(self) -> tuple[Clause, ...]:
        """The clauses above, nearest first."""
        return self.line[1:]

    @property
    def kinds(self) -> set[str]:
        """The kinds of the clause and of those above it."""
        return {clause.kind for clause in self.line}

    @property
    def heads(self) -> bool:
        """Whether the clause, as a heading or lead-in, names who leads what is under it."""
        return bool(self.heading.lead)

    @property
    def reach(self) -> tuple[Clause, ...]:
        """The clause and those above it up to the nearest of them that names who leads."""
        return self.line[:1] if self.heads else self.line[:1] + self.helpers


class Tree:
    """One directive: its document, structure and discourse, with the ways from a clause to others."""

    def __init__(self, document: Document, structure: Structure, discourse: Discourse) -> None:
        self.document, self.structure, self.discourse = document, structure, discourse
        self.text, self.clauses, self.head = document.text, structure.clauses, structure.head

    @cached_property
    def children(self) -> dict[int | None, list[Clause]]:
        """The clauses directly under each clause, in order; under None those at the top."""
        found: dict[int | None, list[Clause]] = defaultdict(list)
        for clause in self.clauses:
            found[clause.parent].append(clause)
        return found

    @cached_property
    def _places(self) -> list[Place]:
        places: list[Place] = []
        for clause in self.clauses:
            above = Place() if clause.parent is None else places[clause.parent]
            places.append(self._place(clause, above))
        return places

    def _place(self, clause: Clause, above: Place) -> Place:
        return Place((clause, *above.line), above.reach, self.block(clause).cue("heading") or NOBODY,
                     above.heading if above.heads else above.header,
                     clause.row or above.row, self._section(clause, above.section))

    def at(self, clause: Clause) -> Place:
        """Where a clause stands."""
        return self._places[clause.index]

    def block(self, clause: Clause) -> Block:
        """What was found in a clause."""
        return self.discourse.blocks[clause.index]

    def holding(self, annotation: Annotation) -> Clause | None:
        """The innermost clause in which the words of an annotation stand."""
        return first(c for c in reversed(self.clauses) if c.start <= annotation.start < c.end)

    def before(self, clause: Clause, segment: Segment) -> tuple[Segment, ...]:
        """The segments of the clause before ``segment``."""
        return tuple(s for s in self.block(clause).segments if s.start < segment.start)

    @cached_property
    def directing(self) -> Clause | None:
        """The first clause outside any number that ends in a directing phrase."""
        phrases = (c for c in self.clauses if c.zone == "body" and self.block(c).cue("directive phrase"))
        return first(c for c in phrases if self.at(c).kinds == {"paragraph"})

    @cached_property
    def start(self) -> int | None:
        """The first clause of the directive part: behind the directing phrase, or the first number that opens it."""
        numbers = [c for c in self.clauses if c.kind in _NUMBERED][:1]
        if self.directing is None:
            return first(c.index for c in numbers)
        opening = [c.index for c in numbers if c.kind in _TOP]
        return min([*opening, self.directing.index + 1])

    @cached_property
    def first_number(self) -> int | None:
        """The first number behind the directing phrase, None without such a phrase."""
        at = len(self.clauses) if self.directing is None else self.directing.index
        return first(c.index for c in self.clauses[at + 1:] if c.kind in _TOP)

    def _section(self, clause: Clause, outer: SectionKind) -> SectionKind:
        if self.block(clause).cue("directive phrase") and outer in _BEFORE_TASKS:
            return "task"
        block = self.block(clause)
        section, heading = block.cue("section"), block.cue("heading")
        if outer in ("goal", "purpose") and block.lead_in and heading is not None and heading.lead:
            return "task"  # among goals a lead-in tells bodies what to do
        if section is None or (outer, section.value) == ("criteria", "task"):
            return outer  # *Tiến độ thực hiện nhiệm vụ (tối đa 30 điểm)*: what is judged there is no task
        return section.value  # type: ignore[return-value]
