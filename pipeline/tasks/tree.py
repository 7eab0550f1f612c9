"""The clauses with what was found in them, seen as a tree: who stands above, beside and under a clause, and where."""

from __future__ import annotations

from functools import cached_property

from pipeline.model import Annotation, Block, Clause, Discourse, Document, SectionKind, Segment, Structure

NUMBERED = frozenset({"article", "roman", "arabic", "letter", "row"})
_TOP = ("roman", "arabic", "article")


class Tree:
    """One directive: its document, structure and discourse, with the ways from a clause to others."""

    def __init__(self, document: Document, structure: Structure, discourse: Discourse) -> None:
        self.document, self.structure, self.discourse = document, structure, discourse
        self.text, self.clauses, self.head = document.text, structure.clauses, structure.head

    @cached_property
    def children(self) -> dict[int | None, list[Clause]]:
        """The clauses directly under each clause, in order; under None those at the top."""
        found: dict[int | None, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.parent, []).append(clause)
        return found

    @cached_property
    def _lines(self) -> tuple[tuple[Clause, ...], ...]:
        lines: list[tuple[Clause, ...]] = []
        for clause in self.clauses:
            lines.append((clause,) if clause.parent is None else (clause, *lines[clause.parent]))
        return tuple(lines)

    def line(self, clause: Clause) -> tuple[Clause, ...]:
        """The clause and the clauses above it, nearest first."""
        return self._lines[clause.index]

    def above(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses above, nearest first."""
        return self._lines[clause.index][1:]

    def block(self, clause: Clause) -> Block:
        """What was found in a clause."""
        return self.discourse.blocks[clause.index]

    def before(self, clause: Clause, segment: Segment | None) -> tuple[Segment, ...]:
        """The segments of the clause before ``segment``; all of them when it is None or none of them."""
        segments = self.block(clause).segments
        return segments if segment is None else tuple(s for s in segments if s.start < segment.start)

    def heads(self, clause: Clause) -> bool:
        """Whether the clause, as a heading or lead-in, names who leads what is under it."""
        heading = self.block(clause).cue("heading")
        return heading is not None and bool(heading.lead)

    def row(self, clause: Clause) -> Clause | None:
        """The table row that the clause is or stands in."""
        return next((c for c in self.line(clause) if c.row is not None), None)

    @cached_property
    def directing(self) -> Clause | None:
        """The first clause outside any number that ends in a directing phrase."""
        return next((c for c in self.clauses if c.zone == "body" and self.block(c).cue("directive phrase")
                     and all(x.kind == "paragraph" for x in self.line(c))), None)

    @cached_property
    def start(self) -> int | None:
        """The first clause of the directive part: behind the directing phrase, or the first number when that opens it."""
        numbered = next((c for c in self.clauses if c.kind in NUMBERED), None)
        if self.directing is None:
            return None if numbered is None else numbered.index
        opens = numbered is not None and numbered.index < self.directing.index and numbered.kind in _TOP
        return numbered.index if opens and numbered is not None else self.directing.index + 1

    @cached_property
    def first_number(self) -> int | None:
        """The first number behind the directing phrase, None without such a phrase."""
        at = None if self.directing is None else self.directing.index
        return None if at is None else next((c.index for c in self.clauses if c.index > at and c.kind in _TOP), None)

    @cached_property
    def sections(self) -> tuple[SectionKind, ...]:
        """The kind of section that each clause stands in."""
        kinds: list[SectionKind] = []
        for clause in self.clauses:
            outer: SectionKind = "none" if clause.parent is None else kinds[clause.parent]
            kinds.append(self._opens(clause, outer) or outer)
        return tuple(kinds)

    def _opens(self, clause: Clause, outer: SectionKind) -> SectionKind | None:
        if self.block(clause).cue("directive phrase") and outer in ("none", "assessment", "task", "organisation"):
            return "task"  # a directing phrase ends an assessment
        section = self.block(clause).cue("section")
        return None if section is None else section.value  # type: ignore[return-value]


