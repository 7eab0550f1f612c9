"""Is this segment a task? The questions in the order of the gold guideline, rules 3 to 5; the first that holds answers.

Each question is a small function of a segment in its place; none asks another, and none changes who leads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.knowledge.tables import pattern
from pipeline.model import Clause, Party, SectionKind, Segment

from .tree import Tree

REASONS = {
    "bo-nghia": "Chỉ bổ nghĩa cho nhiệm vụ bên cạnh (thời hạn, đơn vị, sản phẩm), đã ghép vào nhiệm vụ đó.",
    "tieu-de": "Tiêu đề hoặc câu dẫn, không phải nhiệm vụ riêng.",
    "boi-canh": "Phần bối cảnh, căn cứ trước khi giao nhiệm vụ.",
    "muc-dich": "Thuộc phần mục đích, yêu cầu hoặc mục tiêu, không nêu đơn vị phải làm.",
    "danh-gia": "Thuộc phần đánh giá tình hình, không giao việc.",
    "kinh-phi": "Quy định về kinh phí, không nêu đơn vị phải làm.",
    "pham-vi": "Quy định phạm vi, đối tượng, không giao việc.",
    "khong-hanh-vi": "Không có hành động được giao.",
    "approval": "Ý kiến đồng ý, phê duyệt, không giao việc.",
    "praise": "Lời ghi nhận, biểu dương.",
    "encouragement": "Lời khuyến khích, không bắt buộc.",
    "effect": "Điều khoản hiệu lực.",
    "enforcement": "Câu yêu cầu thi hành chung, không thêm việc cụ thể.",
    "information": "Câu thông báo để biết.",
    "explanation": "Chỉ giải thích cách làm, nội dung.",
    "legal": "Dẫn quy định của pháp luật, không giao việc.",
    "chi-tiet": "Liệt kê nội dung của nhiệm vụ ở câu dẫn, đã tính vào nhiệm vụ đó.",
    "danh-muc": "Mục của danh mục, quy trình, biểu mẫu kèm theo, không giao việc.",
    "reason": "Nêu tình hình, nguyên nhân.",
    "trich-dan": "Đoạn trích nguyên văn của văn bản khác.",
    "viec-cua-minh": "Việc cơ quan ban hành tự làm.",
    "quy-dinh-chung": "Quy định chung, không buộc đơn vị nào làm một việc cụ thể.",
    "tieu-chi": "Thuộc phần tiêu chí, cách thức, trình tự, không giao việc.",
    "bang-so-lieu": "Dòng của bảng không có cột nhiệm vụ.",
}
_SECTIONS: dict[SectionKind, str] = {
    "purpose": "muc-dich", "goal": "muc-dich", "assessment": "danh-gia", "funding": "kinh-phi", "scope": "pham-vi",
    "criteria": "tieu-chi", "method": "tieu-chi"}
DECISIONS = ("quyết định", "nghị quyết")
_LETTERS = ("công văn", "giấy mời", "tờ trình", "báo cáo")
_NOT_IN_ARTICLES = (*_LETTERS, "công điện", "thông báo")
_REPORTS = ("tờ trình", "báo cáo")  # they tell; who is above may only be asked
_NAMED = ("directed", "subject")
_CATALOGUE = pattern("grounds.catalogue")
_ENACTS = pattern("grounds.enacts")
_MEETING = pattern("grounds.meeting")
_STANDING = ("quy chế", "quy định", "nghị định", "thông tư", "luật", "điều lệ", "nội quy", "thông tư liên tịch")
_YEAR_IN_NUMBER = re.compile(r"\d+/\d{4}/")  # of a legal document (NĐ 30/2020 speaks of the others)
_REGULATION = re.compile(r"^(?:QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY)\b", re.MULTILINE)
_OBLIGES = re.compile(r"(?i)\b(?:phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|không được|nghiêm cấm|bắt buộc|được giao|vướng mắc)\b")
_DUTIES = re.compile(r"(?i)[^.;\n]{0,40}\b(?:trách nhiệm|nhiệm vụ|tổ chức thực hiện|phân công)\b|[^.;\n]*\b(?:có trách nhiệm|có nhiệm vụ|phải)[^.;\n]*:\s*$")
_HOURS = re.compile(r"(?i)\s*(?:từ )?\d{1,2}\s?(?:h|g|giờ|:)\s?\d{0,2}\D{0,12}(?:\d{1,2}\s?(?:h|g|giờ|:)\s?\d{0,2}\D{0,8})?")
_PLACE = re.compile(r"\b(?:tỉnh|thành phố)\s+", re.IGNORECASE)
_SYLLABLE, _ADDRESS = re.compile(r"[^\W\d_]{2,}"), re.compile(r"\S+@\S+")
_FEW = 2  # syllables of a task at least
_CAPTION, _TITLE = 30, 300  # characters


@dataclass(frozen=True, slots=True)
class Place:
    """A segment where it stands: ``named`` when somebody was named before it in its block; ``things`` are the lead-ins
    that are tasks themselves."""

    tree: Tree
    clause: Clause
    segment: Segment
    named: bool
    things: frozenset[int]

    @property
    def section(self) -> SectionKind:
        """The kind of the section."""
        return self.tree.sections[self.clause.index]

    @property
    def kind(self) -> str:
        """The type of the directive."""
        return self.tree.head.type or ""


def why_not(place: Place) -> str | None:
    """The code of the reason why the segment is no task, None when it is one."""
    return next((code for question in QUESTIONS if (code := question(place)) is not None), None)


def _by_place(p: Place) -> str | None:
    """Law cited under a lead-in, articles in a letter, things listed under one of the tasks."""
    above = p.tree.above(p.clause)
    articles = p.kind in _NOT_IN_ARTICLES and p.clause.zone == "body"
    if any(p.tree.block(c).governs("cites") for c in above) or (articles and any(c.kind == "article" for c in p.tree.line(p.clause))):
        return "trich-dan"
    return "chi-tiet" if any(c.index in p.things for c in above) else None


def _in_annex(p: Place) -> str | None:
    """Items of a catalogue or a form, and the words over a column."""
    if p.clause.zone != "annex" or row_says(p.tree, p.clause):
        return None
    if any(start <= p.clause.start < end and _CATALOGUE.match(p.tree.text[start:min(end, start + _TITLE)])
           for start, end in p.tree.structure.annexes):
        return "danh-muc"
    words = p.tree.text[p.clause.start:p.clause.end].rstrip()
    caption = p.clause.kind == "paragraph" and len(words) < _CAPTION and words[-1:].isalnum()
    return "tieu-de" if caption and p.tree.row(p.clause) is None else None


def _without_words(p: Place) -> str | None:
    """A cell of figures or of an address: a table of amounts or of people."""
    row = p.tree.row(p.clause)
    words = _SYLLABLE.findall(_ADDRESS.sub("", p.tree.text[p.segment.start:p.segment.end]))
    return "bang-so-lieu" if row is not None and len(words) < _FEW else None


def _in_a_timetable(p: Place) -> str | None:
    """A row whose time is an hour of the day is an item of a programme."""
    row = p.tree.row(p.clause)
    times = [p.tree.text[s:e] for s, e in row.row.spans("deadline")] if row is not None and row.row is not None else []
    return "danh-muc" if times and all(_HOURS.fullmatch(time) for time in times) else None


def _quoted(p: Place) -> str | None:
    quoted = any(start <= p.segment.start < end for start, end in p.tree.structure.quotations)
    return "trich-dan" if quoted else None


def _enacted(p: Place) -> str | None:
    """What a decision itself does (*Phê chuẩn …*, *Ban hành …*) with no body named above."""
    enacts = (p.kind in DECISIONS and p.clause.zone == "body" and p.segment.command == "imperative"
              and _ENACTS.match(p.tree.text, p.segment.start) is not None)
    return "approval" if enacts and not any(p.tree.heads(c) for c in p.tree.above(p.clause)) else None


def _met(p: Place) -> str | None:
    """The contents of a meeting: a label of contents beside a place or the people who come."""
    label = p.segment.cue("label")
    if label is None or label.rule != "content" or p.segment.kind != "act":
        return None
    beside = (s for c in p.tree.children.get(p.clause.parent, []) for s in p.tree.block(c).segments)
    return "explanation" if any(s.cue("label") and _MEETING.match(p.tree.text, s.start) for s in beside) else None


def _of_the_issuer(p: Place) -> str | None:
    """What the issuer says that it will do itself."""
    agent = p.segment.cue("agent")
    if p.segment.command != "subject" or agent is None or len(agent.lead) != 1 or not _is_issuer(p, agent.lead[0]):
        return None
    words = p.tree.text[p.segment.start:(p.segment.act or p.segment.start) + 5].lower()
    return "viec-cua-minh" if " sẽ" in words or p.kind in _LETTERS else None


def _is_issuer(p: Place, party: Party) -> bool:
    issuer, name = (p.tree.head.issuer or "").lower(), party.agency.lower()
    placeless = _PLACE.sub("", issuer).startswith(_PLACE.sub("", name))
    return bool(name) and (placeless or issuer.startswith(name)) and not issuer.startswith("văn phòng")


def _qualifies(p: Place) -> str | None:
    return {"qualifier": "bo-nghia", "lead-in": "tieu-de"}.get(p.segment.kind)


def _in_brackets(p: Place) -> str | None:
    """A clause that stands in brackets only adds to what is told; in quotation marks another document speaks."""
    words = p.tree.text[p.clause.start:p.clause.end].strip(" .;")
    if words[:1] in "“\"" and words[-1:] in "”\"" and words[1:]:
        return "trich-dan"
    return "explanation" if words.startswith("(") and words.endswith(")") else None


def _excluded(p: Place) -> str | None:
    """What its own words exclude; an enforcement clause or a notice that also sets a limit is a task."""
    code = p.segment.excluded
    more = code in ("enforcement", "information") and p.segment.command == "directed" and p.segment.cue("limit") is not None
    return None if more else code


def _without_act(p: Place) -> str | None:
    """No act, where neither a column, nor a prohibition above, nor a list of works makes it one."""
    if p.segment.command != "none":
        return None
    return None if forbidden(p.tree, p.clause) or row_says(p.tree, p.clause) or _listed(p) else "khong-hanh-vi"


def _reported(p: Place) -> str | None:
    under = any(p.tree.heads(c) for c in p.tree.above(p.clause))
    return "boi-canh" if p.kind in _REPORTS and p.segment.command != "directed" and not under else None


def _background(p: Place) -> str | None:
    """Before the directing phrase or the first number; without either only a request with a limit is believed."""
    start, command = p.tree.start, p.segment.command
    if p.clause.zone == "body" and start is not None and p.clause.index < start and command != "directed":
        return "boi-canh"
    headed = p.named or any(p.tree.heads(c) for c in p.tree.above(p.clause))
    weak = not headed and (start is None or _leads_up(p))
    asked = command in _NAMED or (command == "modal" and p.segment.cue("limit") is not None)
    return "boi-canh" if weak and not asked else None


def _leads_up(p: Place) -> bool:
    """Plain words between the directing phrase and the first number only lead up to it."""
    first = p.tree.first_number
    return p.clause.zone == "body" and p.clause.kind == "paragraph" and first is not None and p.clause.index < first


def _issuing(p: Place) -> str | None:
    """A bare act in an article of a decision is an act of the issuer."""
    issues = p.kind in DECISIONS and p.clause.kind == "article" and p.segment.command == "imperative"
    return "approval" if issues else None


def _regulated(p: Place) -> str | None:
    """A standing regulation gives tasks only where somebody must do a definite thing, by a modal verb, by a limit or under
    a heading of duties (gold guideline, Rulings)."""
    if not _is_regulation(p) or p.segment.command == "directed" or p.segment.cue("limit") is not None:
        return None
    obliges = _OBLIGES.search(p.tree.text, p.segment.start, p.segment.end) is not None
    duties = any(_DUTIES.match(p.tree.text, c.start, c.end) for c in p.tree.above(p.clause))
    return None if obliges or duties else "quy-dinh-chung"


def _is_regulation(p: Place) -> bool:
    numbered = p.kind in DECISIONS and _YEAR_IN_NUMBER.match(p.tree.head.number or "") is not None
    titled = any(start <= p.clause.start < end and _REGULATION.search(p.tree.text[start:min(end, start + _TITLE)])
                 for start, end in p.tree.structure.annexes)
    return numbered or titled or p.kind in _STANDING


def _misplaced(p: Place) -> str | None:
    """A section that holds tasks only where it names who does them."""
    believed = ("directed",) if p.section in ("assessment", "criteria") else _NAMED
    follows = p.named and not p.segment.restarts and believed is _NAMED  # *Sở A lập biểu; báo cáo …*
    return None if follows or p.segment.command in believed else _SECTIONS.get(p.section)


QUESTIONS: tuple[Callable[[Place], str | None], ...] = (
    _by_place, _in_annex, _without_words, _in_a_timetable, _quoted, _enacted, _met, _of_the_issuer, _qualifies, _in_brackets, _excluded, _without_act, _reported, _background,
    _issuing, _regulated, _misplaced)


def forbidden(tree: Tree, clause: Clause) -> bool:
    """Whether a lead-in above forbids what is listed under it."""
    return any(tree.block(c).governs("forbids") for c in tree.above(clause))


def row_says(tree: Tree, clause: Clause) -> bool:
    """In a table the column, not the wording, makes the work a task."""
    row = tree.row(clause)
    if row is None or row.row is None:
        return False
    roles = {role for role, _, _ in row.row.cells}
    return has_work(tree, row) and bool(roles & {"lead", "party", "deadline"})


def has_work(tree: Tree, row: Clause) -> bool:
    """Whether the work column of a row is filled."""
    return row.row is not None and any(tree.text[s:e].strip() for s, e in row.row.spans("work"))


def _listed(p: Place) -> bool:
    """An item of what a body is given to do (*Sở A* and bullets under it), or of things that the verb of a lead-in makes."""
    if p.clause.parent is None or p.clause.kind not in ("bullet", "letter", "arabic") or p.clause.has_children:
        return False
    above = p.tree.clauses[p.clause.parent]
    named = p.tree.block(above).titles and p.tree.heads(above)
    return p.section not in _SECTIONS and (named or p.tree.block(above).governs("makes"))
