"""Tasks out of mentions: every segment is weighed once and goes to the tasks or to the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

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

from .confidence import confidence
from .decide import REASONS, why_not
from .evidence import evidence
from .identity import task_id
from .inherit import Inheritance
from .regions import find_regions

_ANNEXED = pattern("assemble.annexed")

_ROLE = pattern("assemble.role")
_UNTIMED = pattern("assemble.untimed")


@dataclass(frozen=True, slots=True)
class _Qualified:
    """What the qualifiers of a clause say of the tasks around them."""

    lead: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    limits: tuple[Limit, ...] = ()
    product: str | None = None


@dataclass(slots=True)
class _Carry:
    """What a block hands on from one segment to the next."""

    subject: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()


@dataclass
class Assembly:
    """Builds the tasks and the ledger of one directive."""

    document: Document
    structure: Structure
    mentions: Mentions
    tasks: list[Task] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.regions = find_regions(self.structure, self.mentions)
        self.inheritance = Inheritance(self.structure, self.mentions, self.regions)
        self.qualified = self._qualifiers()
        self.annex_limits = self._annex_limits()
        self.children: dict[int | None, list[Clause]] = {}
        for clause in self.structure.clauses:
            self.children.setdefault(clause.parent, []).append(clause)
        self.decision = (self.structure.head.type or "") in ("quyết định", "nghị quyết")

    def run(self) -> tuple[tuple[Task, ...], tuple[Rejected, ...]]:
        """All tasks and all rejected segments, in document order."""
        for clause in self.structure.clauses:
            self._clause(clause, self.mentions.clauses[clause.index])
        return tuple(self.tasks), tuple(self.rejected)

    # -- one clause ---------------------------------------------------------------------------------

    def _clause(self, clause: Clause, mentions: ClauseMentions) -> None:
        if self._is_heading_task(clause, mentions):
            self._heading_task(clause)
            return
        row = self.inheritance.row(clause)
        if row is not None and not row.is_work and clause.kind == "row" and not clause.has_children:
            if not row.lead:
                self._reject(clause, clause.start, clause.end, "bang-so-lieu")
                return
        if mentions.lead_in or mentions.heading or (mentions.heads and clause.has_children):
            end = mentions.segments[0].start if mentions.segments else clause.end
            if not mentions.segments or mentions.heading:
                self._reject(clause, clause.start, clause.end, "tieu-de")
            if mentions.heading or not mentions.segments:
                return
            del end
        carry = _Carry()
        bound = self._block_limits(mentions.segments)
        for i, segment in enumerate(mentions.segments):
            if not segment.limits and i in bound:
                segment = replace(segment, limits=bound[i])
            self._segment(clause, segment, carry)

    def _segment(self, clause: Clause, segment: Segment, carry: _Carry) -> None:
        code = self._own_words(segment) or why_not(
            segment, clause, self.regions.sections[clause.index],
            background=self._background(clause), weak=self.regions.start is None and not carry.subject,
            decision=self.decision)
        if code == "khong-hanh-vi" and (self._row_says(clause) or self._forbidden(clause)):
            code = None
        if code is None and self._forbidden(clause):
            segment = replace(segment, modality="prohibition")
        if code is not None:
            self._reject(clause, segment.start, segment.end, code)
            if segment.command in ("subject", "directed") and segment.subject and code != "bo-nghia":
                carry.subject = segment.subject
            return
        if segment.subject:
            carry.subject, carry.support = segment.subject, ()
        elif segment.restarts:
            carry.support = ()
        lead, origin = self._lead(clause, segment, carry)
        support = self._support(clause, segment, carry, lead)
        if segment.support:
            carry.support = segment.support if segment.support_holds else ()
        self.inheritance.name(clause, carry.subject)
        limits = self._limits(clause, segment)
        self._add(clause, segment.start, segment.end, segment, lead, support, limits, origin)

    def _own_words(self, segment: Segment) -> str | None:
        """A law cited at length, or what the issuer says it will do itself."""
        if any(start <= segment.start < end for start, end in self.structure.quotations):
            return "trich-dan"
        if segment.command != "subject" or len(segment.subject) != 1 or not self._is_issuer(segment.subject[0]):
            return None
        words = self.document.text[segment.start:(segment.act_start or segment.start) + 5].lower()
        letter = (self.structure.head.type or "") in ("công văn", "giấy mời", "tờ trình", "báo cáo")
        return "viec-cua-minh" if " sẽ" in words or letter else None

    def _is_issuer(self, party: Party) -> bool:
        plain = re.compile(r"\b(?:tỉnh|thành phố)\s+", re.IGNORECASE)
        issuer = plain.sub("", self.structure.head.issuer or "").lower()
        return bool(issuer) and issuer.startswith(plain.sub("", party.agency).lower()) and not issuer.startswith("văn phòng")

    def _background(self, clause: Clause) -> bool:
        start = self.regions.start
        return clause.zone == "body" and start is not None and clause.index < start

    def _forbidden(self, clause: Clause) -> bool:
        """Whether the clause is an item of a list of forbidden acts."""
        return any(self.mentions.clauses[c.index].forbids for c in self.structure.ancestors(clause))

    def _row_says(self, clause: Clause) -> bool:
        """In a table the column, not the wording, makes the work a task."""
        row = self.inheritance.row(clause)
        return row is not None and row.is_work and (row.has_lead_column or row.has_deadline_column)

    def _lead(self, clause: Clause, segment: Segment, carry: _Carry) -> tuple[tuple[Party, ...], str]:
        row = self.inheritance.row(clause)
        if row is not None and row.has_lead_column:
            inherited, origin = self.inheritance.lead(clause)
            if origin == "cell":
                return inherited, origin
        own = self._around(clause).lead
        labelled = any(s.qualifier == "lead" for s in self.mentions.clauses[clause.index].segments)
        if own and not labelled and not any(p.agency_id for p in segment.subject):
            return own, "label"  # a label beside a group in the sentence says who it is
        if segment.subject and not (len(segment.subject) == 1 and _ROLE.fullmatch(segment.subject[0].agency)):
            return segment.subject, segment.command
        if segment.subject:  # a role or place that the clauses above name in full
            above, origin = self.inheritance.lead(clause)
            return (above, origin) if above and origin in ("lead-in", "directing") else (segment.subject, segment.command)
        return (carry.subject, "block") if carry.subject else self.inheritance.lead(clause)

    def _support(self, clause: Clause, segment: Segment, carry: _Carry, lead: tuple[Party, ...]) -> tuple[Party, ...]:
        names = {p.agency for p in lead}
        found: list[Party] = []
        inherited = self.inheritance.support(clause) if not segment.subject or self.inheritance.row(clause) else ()
        for party in (*(segment.support or carry.support), *self._around(clause).support, *inherited):
            if party.agency not in names and party.agency not in {p.agency for p in found}:
                found.append(party)
        return tuple(found)

    def _limits(self, clause: Clause, segment: Segment) -> tuple[Limit, ...]:
        found = segment.limits or self._around(clause).limits or self.inheritance.limits(clause, {})
        row = self.inheritance.row(clause)
        if not found and row is not None and clause.zone == "annex" and not row.says_when:
            found = self.annex_limits
        return found

    def _annex_limits(self) -> tuple[Limit, ...]:
        """The limit that the body sets for everything in an annex (*… (Phụ lục kèm theo), hoàn thành trước ngày …*)."""
        for clause in self.structure.clauses:
            if clause.zone != "body":
                continue
            for segment in self.mentions.clauses[clause.index].segments:
                words = self.document.text[segment.start:segment.end]
                if segment.limits and (_ANNEXED.search(words) or _UNTIMED.match(words)):
                    return tuple(replace(x, inherited_from=clause.path) for x in segment.limits)
        return ()

    # -- qualifiers ---------------------------------------------------------------------------------

    def _qualifiers(self) -> dict[int, _Qualified]:
        """Clause → what the labels in it say; a bullet of nothing but labels speaks for its siblings."""
        found: dict[int, _Qualified] = {}
        for clause in self.structure.clauses:
            segments = self.mentions.clauses[clause.index].segments
            marks = [s for s in segments if s.qualifier is not None]
            if not marks:
                continue
            target = clause.index
            labelled = marks[0] is segments[0] and marks[0].qualifier in ("lead", "support", "product", "deadline")
            labelled = labelled and ":" in self.document.text[marks[0].start:marks[0].end]
            if (labelled or len(marks) == len(segments)) and clause.parent is not None and clause.kind in ("bullet", "paragraph", "letter"):
                target = clause.parent
                marks = [*marks, *self._named_by_label(segments)]
            elif any(s.kind == "act" for s in segments):
                marks = [s for s in marks if s.qualifier != "deadline"]  # bound to the segments before them
            found[target] = _merge(found.get(target, _Qualified()), marks)
        return found

    @staticmethod
    def _named_by_label(segments: tuple[Segment, ...]) -> list[Segment]:
        """*Cơ quan thực hiện: A làm …; B làm …*: A and B also lead the tasks beside the label."""
        if segments[0].qualifier != "lead":
            return []
        return [replace(s, qualifier="lead", parties=s.subject) for s in segments[1:] if s.subject]

    def _around(self, clause: Clause) -> _Qualified:
        """What labels say of a clause: its own, then those beside it, then those of the blocks above."""
        said = _Qualified()
        for c in (clause, *self.structure.ancestors(clause)):
            more = self.qualified.get(c.index)
            if more is not None:
                said = _Qualified(said.lead or more.lead, said.support or more.support, said.limits or more.limits,
                                  said.product or more.product)
            if self.mentions.clauses[c.index].heads:
                break
        return said

    def _block_limits(self, segments: tuple[Segment, ...]) -> dict[int, tuple[Limit, ...]]:
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

    def _is_heading_task(self, clause: Clause, mentions: ClauseMentions) -> bool:
        """A heading whose block holds only who and when is itself the task (guideline, rule 5)."""
        children = self.children.get(clause.index, [])
        if not children or mentions.lead_in or mentions.heads or clause.start == clause.end:
            return False
        said = self.qualified.get(clause.index, _Qualified())
        if not (said.lead or said.limits):
            return False
        return all(s.kind == "qualifier" or (s.command == "none" and self._is_label(s))
                   for c in children for s in self.mentions.clauses[c.index].segments) and not any(
            self.children.get(c.index) for c in children)

    def _is_label(self, segment: Segment) -> bool:
        return ":" in self.document.text[segment.start:segment.end][:40]

    def _heading_task(self, clause: Clause) -> None:
        said = self.qualified[clause.index]
        end = clause.end
        while end > clause.start and self.document.text[end - 1] in " .;:":
            end -= 1
        lead, origin = (said.lead, "label") if said.lead else self.inheritance.lead(clause)
        segment = Segment(clause.start, end, "act", "imperative", "obligation")
        self._add(clause, clause.start, end, replace(segment, product=said.product), lead, said.support, said.limits, origin)

    # -- results ------------------------------------------------------------------------------------

    def _add(self, clause: Clause, start: int, end: int, segment: Segment, lead: tuple[Party, ...],
             support: tuple[Party, ...], limits: tuple[Limit, ...], origin: str) -> None:
        row = self.inheritance.row(clause)
        text = self.document.text[start:end]
        words = evidence(self.document, start, end)
        product = segment.product or self._around(clause).product or (row.product if row else None)
        task = Task("", clause.path, re.sub(r"\s+", " ", text) if "\n" in text else text, segment.modality, lead,
                    support, limits, product, words, confidence(segment, origin, lead, limits, clause))
        self.tasks.append(replace(task, id=task_id(self.structure.head, self.document.source, task, self.tasks)))

    def _reject(self, clause: Clause, start: int, end: int, code: str) -> None:
        if start >= end:
            return
        text = self.document.text[start:end]
        self.rejected.append(Rejected(text, REASONS[code], code, clause.path, self.document.page_of(start), start, end))


def _merge(said: _Qualified, marks: list[Segment]) -> _Qualified:
    """Add what labels say to what is known already."""
    for mark in marks:
        said = _Qualified(
            _union(said.lead, mark.parties if mark.qualifier == "lead" else ()),
            _union(said.support, mark.parties if mark.qualifier == "support" else ()),
            said.limits + (mark.limits if mark.qualifier == "deadline" else ()),
            said.product or mark.product)
    return said


def _union(parties: tuple[Party, ...], more: tuple[Party, ...]) -> tuple[Party, ...]:
    names = {p.agency for p in parties}
    return parties + tuple(p for p in more if p.agency not in names)


def assemble(document: Document, structure: Structure, mentions: Mentions) -> tuple[tuple[Task, ...], tuple[Rejected, ...]]:
    """The tasks of a directive and every segment that was weighed and not taken."""
    return Assembly(document, structure, mentions).run()


def segments_of(mentions: Mentions) -> Iterator[Segment]:
    """All segments in document order."""
    return (s for c in mentions.clauses for s in c.segments)
