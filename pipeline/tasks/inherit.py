"""What a segment takes over: who leads, who helps, until when (gold guideline, Parties and Time limits)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import CellMentions, Clause, Limit, Mentions, Party, Structure

from .assigned import assigned
from .regions import Regions


class Inheritance:
    """Answers for one directive; holds who was named last in each clause as the reader goes on."""

    def __init__(self, structure: Structure, mentions: Mentions, regions: Regions, text: str) -> None:
        self._structure, self._clauses, self._regions = structure, mentions.clauses, regions
        self._addressees = mentions.addressees
        self._assigned = assigned(structure, mentions, text)
        self._rows = {row.clause: row for row in mentions.rows}
        self._named: dict[int, tuple[Party, ...]] = {}  # clause → the last subject in its own words

    def name(self, clause: Clause, subject: tuple[Party, ...]) -> None:
        """Remember the subject last named in a clause."""
        self._named[clause.index] = subject

    def row(self, clause: Clause) -> CellMentions | None:
        """The cells of the table row that the clause is or stands in."""
        for c in (clause, *self._structure.ancestors(clause)):
            if c.index in self._rows:
                return self._rows[c.index]
        return None

    def lead(self, clause: Clause) -> tuple[tuple[Party, ...], str]:
        """Who leads when the segment itself names nobody, and where that was read: ``cell``, ``block``,
        ``lead-in``, ``directing``, ``assigned``, ``addressee`` or ``nobody``."""
        row = self._row_lead(clause)
        if row is not None:
            return row, "cell"
        if self._named.get(clause.index):
            return self._named[clause.index], "block"
        for above in (clause, *self._structure.ancestors(clause)):
            heads = self._heads(above, clause)
            if heads:
                return heads, "lead-in"
        return self._from_document(clause)

    def _heads(self, above: Clause, clause: Clause) -> tuple[Party, ...]:
        mentions = self._clauses[above.index]
        if above.index != clause.index and mentions.heads:
            return mentions.heads
        if above.index != clause.index and above.kind != "row":
            return self._named.get(above.index, ())
        return ()

    def _from_document(self, clause: Clause) -> tuple[tuple[Party, ...], str]:
        directing = self._regions.directing
        if clause.zone == "body" and directing is not None and clause.index > directing:
            heads = self._clauses[directing].heads
            if heads:
                return heads, "directing"
        if clause.index in self._assigned:
            return self._assigned[clause.index], "assigned"
        if len(self._addressees) == 1:
            return self._addressees, "addressee"
        return (), "nobody"

    def _row_lead(self, clause: Clause) -> tuple[Party, ...] | None:
        for c in (clause, *self._structure.ancestors(clause)):
            row = self._rows.get(c.index)
            if row is not None and row.lead:
                return row.lead
        return None

    def support(self, clause: Clause) -> tuple[Party, ...]:
        """Who helps by a lead-in or by the support column."""
        found: list[Party] = []
        for c in (clause, *self._structure.ancestors(clause)):
            row = self._rows.get(c.index)
            parts = row.support if row is not None else ()
            if c.index != clause.index:
                parts += self._clauses[c.index].heads_support
            found.extend(p for p in parts if p.agency not in {q.agency for q in found})
            if c.index != clause.index and self._clauses[c.index].heads:
                break  # the nearest lead-in with a party of its own ends the search
        return tuple(found)

    def limits(self, clause: Clause) -> tuple[Limit, ...]:
        """Limits of the block, of the row, or of a lead-in, nearest first; marked as taken over."""
        for c in (clause, *self._structure.ancestors(clause)):
            row = self._rows.get(c.index)
            found = row.limits if row is not None else ()
            if not found and c.index != clause.index:
                found = self._clauses[c.index].heads_limits
            if found:
                return tuple(self._taken(limit, c, clause) for limit in found)
        return ()

    @staticmethod
    def _taken(limit: Limit, source: Clause, clause: Clause) -> Limit:
        return limit if source.index == clause.index else replace(limit, inherited_from=source.path)
