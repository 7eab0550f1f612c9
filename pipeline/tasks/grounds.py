"""Grounds to leave a segment out that lie in its place and in the kind of directive, not in its grammar."""

from __future__ import annotations

import re

from pipeline.knowledge.tables import pattern
from pipeline.model import Clause, Document, Mentions, Party, Segment, Structure

from .inherit import Inheritance

DECISIONS = ("quyết định", "nghị quyết")
_LETTERS = ("công văn", "giấy mời", "tờ trình", "báo cáo")
_CATALOGUE = pattern("grounds.catalogue")
_ENACTS = pattern("grounds.enacts")
_MEETING = pattern("grounds.meeting")
_CAPTION = 30  # characters
_PLACE = re.compile(r"\b(?:tỉnh|thành phố)\s+", re.IGNORECASE)


class Grounds:
    """Answers for one directive with a code of ``decide.REASONS``, None when there is no such ground."""

    def __init__(self, document: Document, structure: Structure, mentions: Mentions, inheritance: Inheritance) -> None:
        self._text, self._structure, self._clauses = document.text, structure, mentions.clauses
        self._inheritance = inheritance
        self._children: dict[int | None, list[Clause]] = {}
        for clause in structure.clauses:
            self._children.setdefault(clause.parent, []).append(clause)

    def by_place(self, clause: Clause, things: set[int]) -> str | None:
        """Law cited under a lead-in, articles in a letter, things listed under one of the tasks ``things``."""
        above = self._structure.ancestors(clause)
        if any(self._clauses[c.index].cites for c in above):
            return "trich-dan"
        letter = (self._structure.head.type or "") in (*_LETTERS, "công điện", "thông báo")
        if letter and clause.zone == "body" and any(c.kind == "article" for c in (clause, *above)):
            return "trich-dan"
        if clause.zone == "annex" and self._in_catalogue(clause) and not self.row_says(clause):
            return "danh-muc"
        if clause.zone == "annex" and clause.kind == "paragraph" and self._is_caption(clause):
            return "tieu-de"
        return "chi-tiet" if any(c.index in things for c in above) else None

    def _is_caption(self, clause: Clause) -> bool:
        """A few words in an annex without a mark at their end: the head of a column, not a sentence."""
        words = self._text[clause.start:clause.end].rstrip()
        return len(words) < _CAPTION and words[-1:].isalnum() and self._inheritance.row(clause) is None

    def _meets(self, clause: Clause) -> bool:
        """Whether the clause stands beside a place or the people who come: its contents are those of a meeting."""
        beside = self._children.get(clause.parent, [])
        return any(s.qualifier == "detail" and _MEETING.match(self._text, s.start)
                   for c in beside for s in self._clauses[c.index].segments)

    def _in_catalogue(self, clause: Clause) -> bool:
        """Whether the annex is a list of things by its title (*DANH MỤC …*, *MẪU …*), not of tasks."""
        for start, end in self._structure.annexes:
            if start <= clause.start < end:
                title = self._text[start:min(end, start + 300)]
                return _CATALOGUE.match(title) is not None
        return False

    def own_words(self, clause: Clause, segment: Segment) -> str | None:
        """A law cited at length, what a decision or the issuer does itself, what a meeting is about."""
        if any(start <= segment.start < end for start, end in self._structure.quotations):
            return "trich-dan"
        if self._enacts(clause, segment):
            return "approval"
        if segment.qualifier == "content" and segment.kind == "act" and self._meets(clause):
            return "explanation"
        if segment.command != "subject" or len(segment.subject) != 1 or not self._is_issuer(segment.subject[0]):
            return None
        words = self._text[segment.start:(segment.act_start or segment.start) + 5].lower()
        return "viec-cua-minh" if " sẽ" in words or (self._structure.head.type or "") in _LETTERS else None

    def _enacts(self, clause: Clause, segment: Segment) -> bool:
        """Whether a decision itself does it (*Phê chuẩn …*, *Ban hành …*) and no body is named above."""
        decision = (self._structure.head.type or "") in DECISIONS and clause.zone == "body"
        if not decision or segment.command != "imperative" or not _ENACTS.match(self._text, segment.start):
            return False
        return not any(self._clauses[c.index].heads for c in self._structure.ancestors(clause))

    def _is_issuer(self, party: Party) -> bool:
        issuer, name = (self._structure.head.issuer or "").lower(), party.agency.lower()
        placeless = _PLACE.sub("", issuer).startswith(_PLACE.sub("", name))
        return bool(name) and (placeless or issuer.startswith(name)) and not issuer.startswith("văn phòng")

    def row_says(self, clause: Clause) -> bool:
        """In a table the column, not the wording, makes the work a task."""
        row = self._inheritance.row(clause)
        return row is not None and row.is_work and (row.has_lead_column or row.has_deadline_column)
