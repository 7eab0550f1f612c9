"""Tasks out of mentions: every segment is weighed once and goes to the tasks or to the ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from pipeline.knowledge.tables import pattern
from pipeline.model import (
    Clause,
    ClauseMentions,
    Document,
    Limit,
    Mentions,
    Party,
    Rejected,
    Segment,
    Structure,
    Task,
)

from .confidence import Row, confidence
from .decide import REASONS, Setting, why_not
from .evidence import evidence
from .grounds import DECISIONS, Grounds
from .identity import task_id, words_of
from .inherit import Inheritance
from .labels import Labels, Said, bound_limits
from .ledger import left_over, spans
from .recognition import recognised
from .regions import find_regions

_ROLE = pattern("assemble.role")
_REPORTS = ("tờ trình", "báo cáo")  # they tell; who is above may only be asked


@dataclass(slots=True)
class _Carry:
    """What a block hands on from one segment to the next."""

    subject: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """Who, with whom, until when; ``origin`` tells where the lead was read."""

    lead: tuple[Party, ...]
    support: tuple[Party, ...]
    limits: tuple[Limit, ...]
    origin: str


class Assembly:
    """Builds the tasks and the ledger of one directive."""

    def __init__(self, document: Document, structure: Structure, mentions: Mentions) -> None:
        self.document, self.structure, self.mentions = document, structure, mentions
        self.tasks: list[Task] = []
        self._said: Counter[tuple[str, str]] = Counter()
        self.rejected: list[Rejected] = []
        self.regions = find_regions(structure, mentions)
        self.inheritance = Inheritance(structure, mentions, self.regions, document.text)
        self.labels = Labels(structure, mentions, document.text)
        self.grounds = Grounds(document, structure, mentions, self.inheritance)
        self.things: set[int] = set()  # lead-ins that are tasks, with the things they are about under them
        self.children: dict[int | None, list[Clause]] = {}
        for clause in structure.clauses:
            self.children.setdefault(clause.parent, []).append(clause)

    def run(self) -> tuple[tuple[Task, ...], tuple[Rejected, ...]]:
        """All tasks and all rejected segments, in document order."""
        for clause in self.structure.clauses:
            tasks, rejected = len(self.tasks), len(self.rejected)
            self._clause(clause, self.mentions.clauses[clause.index])
            taken = spans(self.tasks[tasks:], self.rejected[rejected:])
            for start, end in left_over(self.document.text, (clause.start, clause.end), taken):
                self._reject(clause, start, end, "tieu-de")
        self.rejected.sort(key=lambda r: r.start or 0)
        return tuple(self.tasks), tuple(self.rejected)

    # -- one clause ---------------------------------------------------------------------------------

    def _clause(self, clause: Clause, mentions: ClauseMentions) -> None:
        if self._is_heading_task(clause, mentions):
            if any(s.subject for s in mentions.segments) and not self.labels.of[clause.index].lead:
                self._segments(clause, mentions)  # a sentence with a subject of its own, as short as a heading
            else:
                self._heading_task(clause)
            return
        row = self.inheritance.row(clause)
        idle = row is not None and not row.is_work and not row.lead
        if idle and clause.kind == "row" and not clause.has_children:
            self._reject(clause, clause.start, clause.end, "bang-so-lieu")
            return
        if mentions.leading is not None and self._lists_things(clause, mentions):
            carry = _Carry()
            for segment in mentions.segments:
                self._segment(clause, segment, carry)
            self._task(clause, mentions.leading, carry)
            self.things.add(clause.index)
            return
        opens = mentions.lead_in or (bool(mentions.heads) and clause.has_children)
        if mentions.heading or (opens and not mentions.segments):
            self._reject(clause, clause.start, clause.end, "tieu-de")
            return
        self._segments(clause, mentions)

    def _segments(self, clause: Clause, mentions: ClauseMentions) -> None:
        carry = _Carry()
        bound = bound_limits(mentions.segments)
        for i, segment in enumerate(mentions.segments):
            self._segment(clause, replace(segment, limits=segment.limits or bound.get(i, ())), carry)

    def _segment(self, clause: Clause, segment: Segment, carry: _Carry) -> None:
        code = (self.grounds.by_place(clause, self.things) or self.grounds.own_words(clause, segment)
                or why_not(segment, self._setting(clause, carry)))
        forbidden = any(self.mentions.clauses[c.index].forbids for c in self.structure.ancestors(clause))
        if code == "khong-hanh-vi" and (forbidden or self.grounds.row_says(clause) or self._listed(clause)):
            code = None
        if code is not None:
            self._reject(clause, segment.start, segment.end, code)
            if segment.command in ("subject", "directed") and segment.subject and code != "bo-nghia":
                carry.subject = segment.subject
            return
        if forbidden:
            segment = replace(segment, modality="prohibition")
        self._task(clause, segment, carry)

    def _task(self, clause: Clause, segment: Segment, carry: _Carry) -> None:
        if segment.subject:
            carry.subject, carry.support = segment.subject, ()
        elif segment.restarts:
            carry.support = ()
        lead, origin = self._lead(clause, segment, carry)
        support = self._support(clause, segment, carry, lead)
        if segment.support:
            carry.support = segment.support if segment.support_holds else ()
        self.inheritance.name(clause, carry.subject)
        self._add(clause, segment, _Found(lead, support, self._limits(clause, segment), origin))

    def _setting(self, clause: Clause, carry: _Carry) -> Setting:
        start = self.regions.start
        decision = (self.structure.head.type or "") in DECISIONS
        return Setting(
            self.regions.sections[clause.index],
            background=clause.zone == "body" and start is not None and clause.index < start,
            weak=not carry.subject and (start is None or self._between(clause)),
            issuing=decision and clause.kind == "article",
            reporting=(self.structure.head.type or "") in _REPORTS and not any(
                self.mentions.clauses[c.index].heads for c in self.structure.ancestors(clause)))

    def _between(self, clause: Clause) -> bool:
        """Plain words between the directing phrase and the first number only lead up to it."""
        first = self.regions.first_number
        return clause.zone == "body" and clause.kind == "paragraph" and first is not None and clause.index < first

    def _lists_things(self, clause: Clause, mentions: ClauseMentions) -> bool:
        """Whether a lead-in is itself the task: its verb governs what is listed under it, and no act is there."""
        leading = mentions.leading
        if leading is None or leading.kind != "act" or leading.act_start is None or (
                mentions.makes or mentions.forbids or mentions.cites):
            return False
        if why_not(leading, self._setting(clause, _Carry())) is not None:
            return False
        below = [s for c in self.children.get(clause.index, []) for s in self.mentions.clauses[c.index].segments]
        return bool(below) and all(s.command in ("none", "modal") and not s.subject for s in below) and not any(
            self.children.get(c.index) for c in self.children.get(clause.index, []))

    def _listed(self, clause: Clause) -> bool:
        """Whether the clause is an item of what a body is given to do (*Sở A* and bullets under it), or of things
        that the verb of a lead-in makes (*xây dựng các hệ thống như:*)."""
        if clause.parent is None or clause.kind not in ("bullet", "letter", "arabic") or clause.has_children:
            return False
        above = self.mentions.clauses[clause.parent]
        if self.regions.sections[clause.index] in ("assessment", "goal", "purpose", "scope", "funding"):
            return False
        return (above.heading and bool(above.heads)) or above.makes

    # -- who, with whom, until when -----------------------------------------------------------------

    def _lead(self, clause: Clause, segment: Segment, carry: _Carry) -> tuple[tuple[Party, ...], str]:
        row = self.inheritance.row(clause)
        inherited, origin = self.inheritance.lead(clause)
        if row is not None and row.has_lead_column and origin == "cell":
            return inherited, origin
        own = self.labels.around(clause).lead
        labelled = any(s.qualifier == "lead" and s.kind == "act" for s in self.mentions.clauses[clause.index].segments)
        if own and not labelled and not any(p.agency_id for p in segment.subject):
            return own, "label"  # a label beside a group in the sentence says who it is
        role = len(segment.subject) == 1 and _ROLE.fullmatch(segment.subject[0].agency) is not None
        if role and inherited and origin in ("lead-in", "directing"):
            return inherited, origin  # a role or place that the clauses above name in full
        if segment.subject:
            return segment.subject, segment.command
        return (carry.subject, "block") if carry.subject else (inherited, origin)

    def _support(self, clause: Clause, segment: Segment, carry: _Carry, lead: tuple[Party, ...]) -> tuple[Party, ...]:
        names = {p.agency for p in lead}
        found: list[Party] = []
        inherited = self.inheritance.support(clause) if not segment.subject or self.inheritance.row(clause) else ()
        own = segment.support or carry.support
        for party in (*own, *self.labels.around(clause).support, *inherited):
            if party.agency not in names:
                names.add(party.agency)
                found.append(party)
        return tuple(found)

    def _limits(self, clause: Clause, segment: Segment) -> tuple[Limit, ...]:
        found = segment.limits or self.labels.around(clause).limits or self.inheritance.limits(clause)
        row = self.inheritance.row(clause)
        if not found and row is not None and clause.zone == "annex" and not row.says_when:
            return self.labels.annex_limits
        return found

    # -- headings that are tasks --------------------------------------------------------------------

    def _is_heading_task(self, clause: Clause, mentions: ClauseMentions) -> bool:
        """A heading whose block holds only who and when is itself the task (guideline, rule 5)."""
        children = self.children.get(clause.index, [])
        if not children or mentions.lead_in or mentions.heads or clause.start == clause.end:
            return False
        said = self.labels.of.get(clause.index, Said())
        if not (said.lead or said.limits) or any(self.children.get(c.index) for c in children):
            return False
        return all(s.kind == "qualifier" or (s.command == "none" and self._is_label(s))
                   for c in children for s in self.mentions.clauses[c.index].segments)

    def _is_label(self, segment: Segment) -> bool:
        return ":" in self.document.text[segment.start:segment.end][:40]

    def _heading_task(self, clause: Clause) -> None:
        said = self.labels.of[clause.index]
        end = clause.end
        while end > clause.start and self.document.text[end - 1] in " .;:":
            end -= 1
        lead, origin = (said.lead, "label") if said.lead else self.inheritance.lead(clause)
        segment = Segment(clause.start, end, "act", "imperative", "obligation", product=said.product)
        self._add(clause, segment, _Found(lead, said.support, said.limits, origin))

    # -- results ------------------------------------------------------------------------------------

    def _add(self, clause: Clause, segment: Segment, found: _Found) -> None:
        row = self.inheritance.row(clause)
        text = self.document.text[segment.start:segment.end]
        product = segment.product or self.labels.around(clause).product or (row.product if row else None)
        sure = confidence(self._row(clause, segment, found)) * recognised(self.document, segment, found.limits)
        task = Task("", clause.path, text, segment.modality, found.lead, found.support, found.limits, product,
                    evidence(self.document, segment.start, segment.end), round(sure, 2))
        words = words_of(task)
        self.tasks.append(replace(task, id=task_id(self.structure.head, self.document.source, task, self._said[words])))
        self._said[words] += 1

    def _row(self, clause: Clause, segment: Segment, found: _Found) -> Row:
        row = self.inheritance.row(clause)
        return Row(segment, self.document.text[segment.start:segment.end], found.lead, found.support, found.limits,
                   found.origin, clause, self.regions.sections[clause.index], self.structure.head.type,
                   row is not None and row.has_lead_column, self.regions.directing is not None)

    def _reject(self, clause: Clause, start: int, end: int, code: str) -> None:
        text = self.document.text[start:end]
        if not any(c.isalpha() for c in text):
            return  # a number or a mark alone says nothing
        self.rejected.append(Rejected(text, REASONS[code], code, clause.path, self.document.page_of(start), start, end))


def assemble(document: Document, structure: Structure,
             mentions: Mentions) -> tuple[tuple[Task, ...], tuple[Rejected, ...]]:
    """The tasks of a directive and every segment that was weighed and not taken."""
    return Assembly(document, structure, mentions).run()
