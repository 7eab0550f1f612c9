"""The clauses with what was found in them, seen as a tree: who stands above, beside and under a clause, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from pipeline.model import Annotation, Block, Clause, Discourse, Document, SectionKind, Segment, Structure

from .pick import first

NUMBERED = frozenset({"article", "roman", "arabic", "letter", "row"})
_TOP = ("roman", "arabic", "article")
_BEFORE_TASKS = ("none", "assessment", "task", "organisation")  # sections that a directing phrase ends
T = TypeVar("T")
NOBODY = Annotation("agent", "", "itself", 0, 0)  # stands where no agent is named


def agent_of(segment: Segment) -> Annotation:
    """Who acts in a segment, ``NOBODY`` when it does not say."""
    return segment.cue("agent") or NOBODY


class Tree:
    """One directive: its document, structure and discourse, with the ways from a clause to others."""

    def __init__(self, document: Document, structure: Structure, discourse: Discourse) -> None:
        self.document, self.structure, self.discourse = document, structure, discourse
        self.text, self.clauses, self.head = document.text, structure.clauses, structure.head

    # -- under and above ------------------------------------------------------------------------------

    @cached_property
    def children(self) -> dict[int | None, list[Clause]]:
        """The clauses directly under each clause, in order; under None those at the top."""
        found: dict[int | None, list[Clause]] = defaultdict(list)
        for clause in self.clauses:
            found[clause.parent].append(clause)
        return dict(found)

    def under(self, clause: Clause) -> list[Clause]:
        """The clauses directly under a clause."""
        return self.children.get(clause.index, [])

    def parent(self, clause: Clause) -> Clause | None:
        """The clause directly above."""
        return first(self.above(clause))

    def _handed_down(self, own: Callable[[Clause, T], T], top: T) -> tuple[T, ...]:
        """For each clause what it makes of what the clause above it has; those at the top have ``top`` above them."""
        found: list[T] = []
        for clause in self.clauses:
            found.append(own(clause, top if clause.parent is None else found[clause.parent]))
        return tuple(found)

    @cached_property
    def _lines(self) -> tuple[tuple[Clause, ...], ...]:
        nobody: tuple[Clause, ...] = ()
        return self._handed_down(lambda clause, above: (clause, *above), nobody)

    def line(self, clause: Clause) -> tuple[Clause, ...]:
        """The clause and the clauses above it, nearest first."""
        return self._lines[clause.index]

    def above(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses above, nearest first."""
        return self._lines[clause.index][1:]

    @cached_property
    def _rows(self) -> tuple[Clause | None, ...]:
        nothing: Clause | None = None
        return self._handed_down(lambda clause, above: clause if clause.row is not None else above, nothing)

    def row(self, clause: Clause) -> Clause | None:
        """The table row that the clause is or stands in."""
        return self._rows[clause.index]

    # -- who is named -----------------------------------------------------------------------------------

    def block(self, clause: Clause) -> Block:
        """What was found in a clause."""
        return self.discourse.blocks[clause.index]

    def segments(self, clauses: list[Clause]) -> list[Segment]:
        """The segments of several clauses."""
        return [segment for clause in clauses for segment in self.block(clause).segments]

    def before(self, clause: Clause, segment: Segment) -> tuple[Segment, ...]:
        """The segments of the clause before ``segment``."""
        return tuple(s for s in self.block(clause).segments if s.start < segment.start)

    @cached_property
    def _headings(self) -> tuple[Annotation, ...]:
        return tuple(self.block(clause).cue("heading") or NOBODY for clause in self.clauses)

    def heads(self, clause: Clause) -> bool:
        """Whether the clause, as a heading or lead-in, names who leads what is under it."""
        return bool(self._headings[clause.index].lead)

    def header(self, clause: Clause) -> Annotation:
        """The nearest heading or lead-in above that names who leads, ``NOBODY`` without one."""
        return first(self._headings[c.index] for c in self.above(clause) if self.heads(c)) or NOBODY

    @cached_property
    def _reaches(self) -> tuple[tuple[Clause, ...], ...]:
        nobody: tuple[Clause, ...] = ()
        return self._handed_down(lambda c, above: (c,) if self.heads(c) else (c, *above), nobody)

    def reach(self, clause: Clause | None) -> tuple[Clause, ...]:
        """The clause and those above it up to the nearest that names who leads."""
        return () if clause is None else self._reaches[clause.index]

    # -- where the directive part begins, and its sections ------------------------------------------------

    @cached_property
    def directing(self) -> Clause | None:
        """The first clause outside any number that ends in a directing phrase."""
        phrases = (c for c in self.clauses if c.zone == "body" and self.block(c).cue("directive phrase"))
        return first(c for c in phrases if {x.kind for x in self.line(c)} == {"paragraph"})

    @cached_property
    def start(self) -> int | None:
        """The first clause of the directive part: behind the directing phrase, or the first number when that opens it."""
        numbered, directing = first(c for c in self.clauses if c.kind in NUMBERED), self.directing
        if directing is None:
            return None if numbered is None else numbered.index
        opens = numbered is not None and numbered.kind in _TOP
        return min(numbered.index, directing.index + 1) if numbered is not None and opens else directing.index + 1

    @cached_property
    def first_number(self) -> int | None:
        """The first number behind the directing phrase, None without such a phrase."""
        at = len(self.clauses) if self.directing is None else self.directing.index
        return first(c.index for c in self.clauses[at + 1:] if c.kind in _TOP)

    @cached_property
    def sections(self) -> tuple[SectionKind, ...]:
        """The kind of section that each clause stands in."""
        outside: SectionKind = "none"
        return self._handed_down(self._section, outside)

    def _section(self, clause: Clause, outer: SectionKind) -> SectionKind:
        if self.block(clause).cue("directive phrase") and outer in _BEFORE_TASKS:
            return "task"
        section = self.block(clause).cue("section")
        return outer if section is None else section.value or outer  # type: ignore[return-value]
