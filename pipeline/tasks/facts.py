"""What is known of a segment where it stands, as the names of the facts that hold there; ``weigh.py`` asks for them.

A fact is what a reader of the page can see. Facts of the directive and of a clause are found once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import chain

from pipeline.knowledge.tables import pattern
from pipeline.model import Clause, Party, Segment

from .pick import holding
from .tree import Tree, agent_of, cues_of

Facts = frozenset[str]

DECISIONS = ("quyết định", "nghị quyết")
_LETTERS = ("công văn", "giấy mời", "tờ trình", "báo cáo")
_NOT_IN_ARTICLES = (*_LETTERS, "công điện", "thông báo")
_REPORTS = ("tờ trình", "báo cáo")  # they tell; who is above may only be asked
_STANDING = ("quy chế", "quy định", "nghị định", "thông tư", "luật", "điều lệ", "nội quy", "thông tư liên tịch")
_NAMED = ("directed", "subject")
_FRAMES = ("scope", "criteria", "method", "funding", "goal", "purpose")
_ITEMS = ("bullet", "letter", "arabic")
_YEAR_IN_NUMBER = re.compile(r"\d+/\d{4}/")  # of a legal document (NĐ 30/2020 speaks of the others)
_CATALOGUE = pattern("grounds.catalogue")
_ENACTS = pattern("grounds.enacts")
_MEETING, _PETITION = pattern("grounds.meeting"), pattern("grounds.petition")
_RESULT, _ASKED = pattern("grounds.result"), pattern("grounds.asked")
_REGULATION = re.compile(r"^(?:QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY)\b", re.MULTILINE)
_OBLIGES = re.compile(r"(?i)\b(?:phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|không được|nghiêm cấm|bắt buộc|"
                      r"được giao|vướng mắc)\b")
_MUST = re.compile(r"(?i)(?:phải|cần|có trách nhiệm|chịu trách nhiệm)\b")
_DUTIES = re.compile(r"(?i)[^.;\n]{0,40}\b(?:trách nhiệm|nhiệm vụ|tổ chức thực hiện|phân công)\b"
                     r"|[^.;\n]*\b(?:có trách nhiệm|có nhiệm vụ|phải)[^.;\n]*:\s*$")
_HOURS = re.compile(r"(?i)\s*(?:từ )?\d{1,2}\s?(?:h|g|giờ|:)\s?\d{0,2}\D{0,12}"
                    r"(?:\d{1,2}\s?(?:h|g|giờ|:)\s?\d{0,2}\D{0,8})?")
_PLACE = re.compile(r"\b(?:tỉnh|thành phố)\s+", re.IGNORECASE)
_SYLLABLE, _ADDRESS = re.compile(r"[^\W\d_]{2,}"), re.compile(r"\S+@\S+")
_IN_BRACKETS, _IN_QUOTES = re.compile(r"\(.*\)", re.DOTALL), re.compile(r"[“\"].*[”\"]", re.DOTALL)
_FEW = 2  # syllables of a task at least
_CAPTION, _TITLE, _LABEL = 30, 300, 40  # characters


class Surroundings:
    """The facts of one directive, of its clauses and of its segments."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def of_segment(self, clause: Clause, segment: Segment) -> Facts:
        """All that holds for a segment in its place."""
        return self._directive | self.of_clause(clause) | self._by_words(segment) | self._by_command(clause, segment)

    def of_clause(self, clause: Clause) -> Facts:
        """What holds for all of a clause."""
        return self._clauses[clause.index]

    @cached_property
    def _clauses(self) -> tuple[Facts, ...]:
        return tuple(self._kind(c) | self._position(c) | self._table(c) | self._annex(c) | self._below(c)
                     for c in self.tree.clauses)

    @cached_property
    def _directive(self) -> Facts:
        kind = self.tree.head.type
        numbered = kind in DECISIONS and _YEAR_IN_NUMBER.match(self.tree.head.number or "")
        subject = f"{kind} {self.tree.head.subject}"
        return holding(
            ("decision", kind in DECISIONS),
            ("letter from an office", kind in _LETTERS),
            ("report", kind in _REPORTS or _RESULT.match(subject)),
            ("asks for a report", _ASKED.match(subject)),
            ("type without articles", kind in _NOT_IN_ARTICLES),
            ("regulation", kind in _STANDING),
            ("regulation", numbered),
            ("no directive part", self.tree.start is None),
        )

    # -- a clause -------------------------------------------------------------------------------------

    def _kind(self, clause: Clause) -> Facts:
        """What a clause is by itself."""
        block, section = self.tree.block(clause), self.tree.at(clause).section
        return holding(
            (f"zone: {clause.zone}", True),
            (f"clause: {clause.kind}", True),
            (f"section: {section}", True),
            ("section that frames", section in _FRAMES),
            ("empty", clause.start == clause.end),
            ("parent", clause.has_children),
            ("title", block.titles),
            ("lead-in", block.lead_in),
            ("governs", block.cue("governs")),
            ("names who leads below", self.tree.at(clause).heads),
            ("sentences with acts", not block.titles and any(s.kind == "act" for s in block.segments)),
        )

    def _position(self, clause: Clause) -> Facts:
        """What stands above a clause and where in the directive it stands."""
        tree, above = self.tree, self.tree.at(clause).above
        governed = {a.value for a in cues_of(map(tree.block, above), "governs")}
        start, number = tree.start or 0, tree.first_number or 0
        return holding(
            ("under a citation", "cites" in governed),
            ("under cases", "cases" in governed),
            ("under a prohibition", "forbids" in governed),
            ("under who leads", tree.at(clause).header.lead),
            ("under duties", any(_DUTIES.match(tree.text, c.start, c.end) for c in above)),
            ("in an article", "article" in tree.at(clause).kinds),
            ("listed work", self._may_be_listed(clause) and any(map(self._lists, above[:1]))),
            ("before the directive part", clause.index < start),
            ("before the first number", clause.index < number),
        )

    def _may_be_listed(self, clause: Clause) -> bool:
        kinds, section = clause.kind in _ITEMS, self.tree.at(clause).section
        return kinds and not clause.has_children and section not in (*_FRAMES, "assessment")

    def _lists(self, clause: Clause) -> bool:
        """Whether its items are works without a verb: under a body that is a title, or of a verb that makes things."""
        block = self.tree.block(clause)
        return block.governs("makes") or (block.titles and self.tree.at(clause).heads)

    def _table(self, clause: Clause) -> Facts:
        """What the columns of its table say of a clause."""
        row, cell = self.tree.at(clause).row, self.tree.block(clause).cue("cell")
        columns: dict[str, list[str]] = defaultdict(list)
        for role, start, end in () if row is None else row.cells:
            columns[role].append(self.tree.text[start:end])
        roles, times = frozenset(columns), columns["deadline"]
        works = any(map(str.strip, columns["work"]))
        return holding(
            ("in a table", row),
            ("timed by hours", times and all(map(_HOURS.fullmatch, times))),
            ("column of who leads", roles & {"lead", "party"}),
            ("row of work", works and roles & {"lead", "party", "deadline"}),
            ("work in its row", works and clause.row),
            ("cells", cell),
            ("cells name who leads", cell and cell.lead),
        )

    def _annex(self, clause: Clause) -> Facts:
        """What the title of its annex says of a clause, and words like those over a column."""
        titles = [self.tree.text[start:min(end, start + _TITLE)] for start, end in self.tree.structure.annexes
                  if start <= clause.start < end]
        words = self.tree.text[clause.start:clause.end]
        return holding(
            ("in a catalogue", any(map(_CATALOGUE.match, titles))),
            ("in a petition", any(map(_PETITION.match, titles))),
            ("regulation", any(map(_REGULATION.search, titles))),
            ("in brackets", _IN_BRACKETS.fullmatch(words.strip(" .;"))),
            ("in quotation marks", _IN_QUOTES.fullmatch(words.strip(" .;"))),
            ("caption", len(words.rstrip()) < _CAPTION and words.rstrip()[-1:].isalnum()),
        )

    def _below(self, clause: Clause) -> Facts:
        """What the clauses directly under a clause hold."""
        children = self.tree.children[clause.index]
        segments = list(chain.from_iterable(self.tree.block(c).segments for c in children))
        return holding(
            ("clauses below", children),
            ("clauses further below", any(c.has_children for c in children)),
            ("segments below", segments),
            ("more than labels below", not all(map(self._only_label, segments))),
            ("who or when below", any(a.lead + a.limits for a in cues_of(segments, "label"))),
            ("commands below", {s.command for s in segments} - {"none", "modal"}),
            ("agents below", cues_of(segments, "agent")),
        )

    def _only_label(self, segment: Segment) -> bool:
        label = segment.command == "none" and ":" in self.tree.text[segment.start:segment.end][:_LABEL]
        return label or segment.kind == "qualifier"

    # -- a segment ------------------------------------------------------------------------------------

    def _by_words(self, segment: Segment) -> Facts:
        """What the words of a segment say."""
        text, quotations = self.tree.text, self.tree.structure.quotations
        label = segment.cue("label")
        words = text[segment.start:segment.end]
        syllables = _SYLLABLE.findall(_ADDRESS.sub("", words) if "@" in words else words)
        return holding(
            (f"piece: {segment.kind}", True),
            (f"excluded: {segment.excluded}", True),
            ("limit", segment.cue("limit")),
            ("few words", len(syllables) < _FEW),
            ("contents", label is not None and label.rule == "content"),
            ("quoted", any(start <= segment.start < end for start, end in quotations)),
            ("act told", segment.act is not None),
            ("subject must", segment.command == "subject" and _MUST.match(text, segment.act or segment.start)),
            ("enacts", _ENACTS.match(text, segment.start)),
            ("obliges", _OBLIGES.search(text, segment.start, segment.end)),
        )

    def _by_command(self, clause: Clause, segment: Segment) -> Facts:
        """What makes a segment a command, with who is named before and beside it."""
        limit, command, agent = segment.cue("limit"), segment.command, agent_of(segment)
        named = any(s.cue("agent") and s.command in _NAMED for s in self.tree.before(clause, segment))
        return holding(
            (f"command: {command}", True),
            (f"{command} with a limit", limit),
            ("somebody named before", named),
            ("goes on after who is named", named and not segment.restarts),
            ("beside a meeting", clause.parent in self._meetings),
            ("of the issuer", len(agent.lead) == 1 and self._is_issuer(agent.lead[0])),
            ("will", " sẽ" in self.tree.text[segment.start:(segment.act or segment.start) + 5].lower()),
        )

    @cached_property
    def _meetings(self) -> frozenset[int | None]:
        """The clauses under which a label tells the place of a meeting or who comes."""
        return frozenset(clause.parent for clause in self.tree.clauses for s in self.tree.block(clause).segments
                         if s.cue("label") and _MEETING.match(self.tree.text, s.start))

    def _is_issuer(self, party: Party) -> bool:
        issuer, name = (self.tree.head.issuer or "").lower(), party.agency.lower()
        same = issuer.startswith(name) or _PLACE.sub("", issuer).startswith(_PLACE.sub("", name))
        return bool(name) and same and not issuer.startswith("văn phòng")
