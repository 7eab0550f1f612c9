"""Tasks out of what was found: every segment is weighed once and goes to the tasks or to the ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pipeline.model import Clause, Discourse, Document, Rejected, Segment, Structure, Task

from .confidence import Row, confidence
from .evidence import evidence
from .identity import task_id, words_of
from .ledger import left_over, spans
from .recognition import recognised
from .resolve import Resolved, Resolver
from .tree import Tree
from .weigh import REASONS, Place, forbidden, has_work, why_not


class Assembly:
    """Builds the tasks and the ledger of one directive."""

    def __init__(self, document: Document, structure: Structure, discourse: Discourse) -> None:
        self.tree = Tree(document, structure, discourse)
        self.resolver = Resolver(self.tree)
        self.tasks: list[Task] = []
        self.rows: list[Row] = []
        self.rejected: list[Rejected] = []
        self._again: Counter[tuple[str, str]] = Counter()
        self._things: set[int] = set()  # lead-ins that are tasks, with the things they are about under them

    def run(self) -> tuple[tuple[Task, ...], tuple[Rejected, ...]]:
        """All tasks and all rejected segments, in document order."""
        for clause in self.tree.clauses:
            tasks, rejected = len(self.tasks), len(self.rejected)
            self._clause(clause)
            taken = spans(self.tasks[tasks:], self.rejected[rejected:])
            for start, end in left_over(self.tree.text, (clause.start, clause.end), taken):
                self._reject(clause, start, end, "tieu-de")
        self.rejected.sort(key=lambda r: r.start or 0)
        return tuple(self.tasks), tuple(self.rejected)

    def _clause(self, clause: Clause) -> None:
        block = self.tree.block(clause)
        if self._is_heading_task(clause):
            self._heading_task(clause)
        elif self._is_idle_row(clause):
            self._reject(clause, clause.start, clause.end, "bang-so-lieu")
        elif block.titles:
            self._reject(clause, clause.start, clause.end, "tieu-de")
        else:
            for segment in block.segments:
                self._segment(clause, segment)
            if block.opening is not None and self._lists_things(clause, block.opening):
                self._task(clause, block.opening)
                self._things.add(clause.index)

    def _is_idle_row(self, clause: Clause) -> bool:
        """A row of a table that holds neither work nor who does it."""
        cell = self.tree.block(clause).cue("cell")
        return cell is not None and not cell.lead and not has_work(self.tree, clause) and not clause.has_children

    def _segment(self, clause: Clause, segment: Segment) -> None:
        code = why_not(self._place(clause, segment))
        if code is not None:
            self._reject(clause, segment.start, segment.end, code)
            return
        self._task(clause, replace(segment, modality="prohibition") if forbidden(self.tree, clause) else segment)

    def _place(self, clause: Clause, segment: Segment) -> Place:
        named = any(s.cue("agent") is not None and s.command in ("directed", "subject")
                    for s in self.tree.before(clause, segment))
        return Place(self.tree, clause, segment, named, frozenset(self._things))

    def _lists_things(self, clause: Clause, opening: Segment) -> bool:
        """Whether a lead-in is itself the task: its verb governs what is listed under it, and no act is there."""
        block, children = self.tree.block(clause), self.tree.children.get(clause.index, [])
        governs = any(block.governs(value) for value in ("makes", "forbids", "cites"))
        if opening.kind != "act" or opening.act is None or governs or any(c.has_children for c in children):
            return False
        below = [s for c in children for s in self.tree.block(c).segments]
        things = bool(below) and all(s.command in ("none", "modal") and s.cue("agent") is None for s in below)
        return things and why_not(self._place(clause, opening)) is None

    # -- headings that are tasks --------------------------------------------------------------------

    def _is_heading_task(self, clause: Clause) -> bool:
        """A heading whose block holds only who and when is itself the task (guideline, rule 5)."""
        children, block = self.tree.children.get(clause.index, []), self.tree.block(clause)
        acts = any(s.kind == "act" for s in block.segments) and not block.titles
        frames = self.tree.sections[clause.index] in ("scope", "criteria", "funding", "goal", "purpose")
        if not children or block.lead_in or acts or frames or self.tree.heads(clause) or clause.start == clause.end:
            return False
        below = [s for c in children for s in self.tree.block(c).segments]
        closed = all(s.kind == "qualifier" or (s.command == "none" and self._is_label(s)) for s in below)
        if not closed or any(c.has_children for c in children):
            return False
        return any(a.lead or a.limits for s in below for a in s.annotations if a.kind == "label")

    def _is_label(self, segment: Segment) -> bool:
        return ":" in self.tree.text[segment.start:segment.end][:40]

    def _heading_task(self, clause: Clause) -> None:
        end = clause.end
        while end > clause.start and self.tree.text[end - 1] in " .;:":
            end -= 1
        self._add(clause, Segment(clause.start, end, "act", "imperative"), self.resolver.whole(clause))

    # -- results ------------------------------------------------------------------------------------

    def _task(self, clause: Clause, segment: Segment) -> None:
        self._add(clause, segment, self.resolver.resolve(clause, segment))

    def _add(self, clause: Clause, segment: Segment, found: Resolved) -> None:
        document = self.tree.document
        row = self._row(clause, segment, found)
        self.rows.append(row)
        sure = confidence(row) * recognised(document, segment, found.limits.value)
        task = Task("", clause.path, row.words, segment.modality, found.lead.value, found.support.value, found.limits.value,
                    found.product, evidence(document, segment.start, segment.end), round(sure, 2))
        words = words_of(task)
        self.tasks.append(replace(task, id=task_id(self.tree.head, document.source, task, self._again[words])))
        self._again[words] += 1

    def _row(self, clause: Clause, segment: Segment, found: Resolved) -> Row:
        row = self.tree.row(clause)
        tabled = row is not None and row.row is not None and any(role in ("lead", "party") for role, _, _ in row.row.cells)
        return Row(segment, self.tree.text[segment.start:segment.end], found.lead.value, found.support.value,
                   found.limits.value, found.lead.origin, clause, self.tree.sections[clause.index], self.tree.head.type,
                   tabled, self.tree.directing is not None)

    def _reject(self, clause: Clause, start: int, end: int, code: str) -> None:
        text = self.tree.text[start:end]
        if any(c.isalpha() for c in text):  # a number or a mark alone says nothing
            page = self.tree.document.page_of(start)
            self.rejected.append(Rejected(text, REASONS[code], code, clause.path, page, start, end))


def assemble(document: Document, structure: Structure,
             discourse: Discourse) -> tuple[tuple[Task, ...], tuple[Rejected, ...]]:
    """The tasks of a directive and every segment that was weighed and not taken."""
    return Assembly(document, structure, discourse).run()
