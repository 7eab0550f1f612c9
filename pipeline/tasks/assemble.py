"""Tasks out of what was found: every segment is weighed once and goes to the tasks or to the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Block, Clause, Discourse, Document, Rejected, Segment, Structure, Task

from .confidence import Row, of_row, sureness, weighed
from .evidence import evidence
from .facts import Facts, Surroundings
from .identity import task_id, words_of
from .ledger import Span, left_over
from .pick import holding
from .recognition import recognised
from .resolve import Resolved, Resolver
from .second_reader import Page, Piece, read
from .tree import Tree
from .weigh import A_TASK, REASONS, THINGS, as_a_whole, why_not


class Assembly:
    """Builds the tasks and the ledger of one directive."""

    def __init__(self, document: Document, structure: Structure, discourse: Discourse) -> None:
        self.tree = Tree(document, structure, discourse)
        self.resolver, self.surroundings = Resolver(self.tree), Surroundings(self.tree)
        self.tasks: list[Task] = []
        self.rows: list[Row] = []
        self.resolved: list[Resolved] = []  # for each row the cues that gave its values
        self.rejected: list[Rejected] = []
        self.pieces: list[Piece] = []  # all that was weighed
        self._taken: list[Span] = []  # what of the clause at hand stands in tasks and in the ledger
        self._again: Counter[tuple[str, str]] = Counter()
        self._things: set[int] = set()  # lead-ins that are tasks, with the things they are about under them

    def run(self) -> tuple[tuple[Task, ...], tuple[Rejected, ...]]:
        """All tasks and all rejected segments, in document order."""
        for clause in self.tree.clauses:
            self._taken.clear()
            self._clause(clause)
            for start, end in left_over(self.tree.text, (clause.start, clause.end), tuple(self._taken)):
                self._reject(clause, start, end, "tieu-de")
        self.rejected.sort(key=lambda r: r.start or 0)
        self.pieces.sort(key=lambda p: p.start)
        self.tasks = list(self._judged())
        return tuple(self.tasks), tuple(self.rejected)

    def page(self) -> Page:
        """What the second reader looks at."""
        directing = self.tree.directing
        return Page(self.tree.text, self.tree.clauses, self.tree.head.type, directing.index if directing else None)

    def _judged(self) -> Iterator[Task]:
        """The tasks with how sure they are, which only the whole directive tells."""
        opinions = read(self.page(), self.pieces)
        for task, row, facts in zip(self.tasks, self.rows, weighed(self.rows, self.pieces, opinions), strict=True):
            share = recognised(self.tree.document, row.segment, row.limits)
            fields = sureness(facts)
            yield replace(task, confidence=round(of_row(fields) * share, 2), sure=fields)

    def _clause(self, clause: Clause) -> None:
        code = as_a_whole(self.surroundings.of_clause(clause))
        if code == A_TASK:
            self._heading_task(clause)
        elif code is not None:
            self._reject(clause, clause.start, clause.end, code)
        else:
            self._segments(clause, self.tree.block(clause))

    def _segments(self, clause: Clause, block: Block) -> None:
        for segment in block.segments:
            self._segment(clause, segment)
        if block.opening is not None and self._lists_things(clause, block.opening):
            self._add(clause, block.opening, self.resolver.resolve(clause, block.opening))
            self._things.add(clause.index)

    def _segment(self, clause: Clause, segment: Segment) -> None:
        facts = self._facts(clause, segment)
        code = why_not(facts)
        if code is not None:
            self._reject(clause, segment.start, segment.end, code)
            return
        forbidden = replace(segment, modality="prohibition") if "under a prohibition" in facts else segment
        self._add(clause, forbidden, self.resolver.resolve(clause, segment))

    def _facts(self, clause: Clause, segment: Segment) -> Facts:
        above = {c.index for c in self.tree.at(clause).above}
        listed = holding(("under a task", not self._things.isdisjoint(above)))
        return self.surroundings.of_segment(clause, segment) | listed

    def _lists_things(self, clause: Clause, opening: Segment) -> bool:
        facts = self._facts(clause, opening)
        return THINGS.holds(facts) and why_not(facts) is None

    def _heading_task(self, clause: Clause) -> None:
        words = self.tree.text[clause.start:clause.end].rstrip(" .;:")
        heading = Segment(clause.start, clause.start + len(words), "act", "imperative")
        self._add(clause, heading, self.resolver.whole(clause))

    # -- results ------------------------------------------------------------------------------------

    def _add(self, clause: Clause, segment: Segment, found: Resolved) -> None:
        document = self.tree.document
        row = self._row(clause, segment, found)
        self.pieces.append(Piece(clause, segment.start, segment.end, len(self.rows)))
        self.rows.append(row)
        self.resolved.append(found)
        lead, support, limits = found.lead.value, found.support.value, found.limits.value
        task = Task("", clause.path, row.words, segment.modality, lead, support, limits, found.product,
                    evidence(document, segment.start, segment.end), 0.0)
        self._taken.append((segment.start, segment.end))
        words = words_of(task)
        self.tasks.append(replace(task, id=task_id(self.tree.head, document.source, words, self._again[words])))
        self._again[words] += 1

    def _row(self, clause: Clause, segment: Segment, found: Resolved) -> Row:
        named = tuple((c.rank, tuple(p.agency for p in c.annotation.lead)) for c in found.cues if c.says("lead"))
        tabled = "column of who leads" in self.surroundings.of_clause(clause)
        return Row(segment, self.tree.text[segment.start:segment.end], found.lead.value, found.support.value,
                   found.limits.value, found.lead.origin, clause, self.tree.at(clause).section, self.tree.head.type,
                   tabled, self.tree.directing is not None, named)

    def _reject(self, clause: Clause, start: int, end: int, code: str) -> None:
        text = self.tree.text[start:end]
        if any(map(str.isalpha, text)):  # a number or a mark alone says nothing
            self._taken.append((start, end))
            self.pieces.append(Piece(clause, start, end))
            page = self.tree.document.page_of(start)
            self.rejected.append(Rejected(text, REASONS[code], code, clause.path, page, start, end))


def assemble(document: Document, structure: Structure,
             discourse: Discourse) -> tuple[tuple[Task, ...], tuple[Rejected, ...]]:
    """The tasks of a directive and every segment that was weighed and not taken."""
    return Assembly(document, structure, discourse).run()
