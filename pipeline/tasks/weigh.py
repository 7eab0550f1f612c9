"""Is this segment a task? The questions in the order of the gold guideline, rules 3 to 5; the first that holds answers.

A question is a row of a table: it holds where all its facts hold and none of those that would answer it. The facts are
named in ``facts.py``; no question changes who leads.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from .facts import Facts
from .pick import first

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
    "giay-kem": "Thuộc đơn, tờ trình, biên bản kèm theo, không giao việc.",
    "danh-muc": "Mục của danh mục, quy trình, biểu mẫu kèm theo, không giao việc.",
    "reason": "Nêu tình hình, nguyên nhân.",
    "trich-dan": "Đoạn trích nguyên văn của văn bản khác.",
    "viec-cua-minh": "Việc cơ quan ban hành tự làm.",
    "quy-dinh-chung": "Quy định chung, không buộc đơn vị nào làm một việc cụ thể.",
    "tieu-chi": "Thuộc phần tiêu chí, cách thức, trình tự, không giao việc.",
    "bang-so-lieu": "Dòng của bảng không có cột nhiệm vụ.",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One reason why a segment is no task: the ``code`` of the reason, what the rule ``says``, the facts that must
    all hold, and those of which none must."""

    code: str
    says: str
    where: Set[str]
    unless: Set[str] = frozenset()

    def holds(self, facts: Facts) -> bool:
        """Whether the rule speaks of a place with these facts."""
        return self.where <= facts and self.unless.isdisjoint(facts)


A_TASK = "task"
_NAMED = {"command: directed", "command: subject"}
_BELIEVED = _NAMED | {"under who leads", "somebody named before", "modal with a limit"}
_FOLLOWS = _NAMED | {"goes on after who is named"}  # *Sở A lập biểu; báo cáo …*

QUESTIONS = (
    # where it stands
    Question("trich-dan", "Law cited under a lead-in.", {"under a citation"}),
    Question("explanation", "Cases under a lead-in (*vi phạm một trong các lỗi sau*).",
             {"under cases"}, {"under a prohibition"} | _NAMED),
    Question("trich-dan", "An article in a letter or a notice stands there as a quotation.",
             {"type without articles", "zone: body", "in an article"}),
    Question("chi-tiet", "Things listed under a lead-in that is the task.", {"under a task"}),
    Question("danh-muc", "Items of a catalogue or a form.", {"zone: annex", "in a catalogue"}, {"row of work"}),
    Question("giay-kem", "A petition or minutes sent with the directive.", {"zone: annex", "in a petition"}),
    Question("tieu-de", "The words over a column.", {"zone: annex", "clause: paragraph", "caption"}, {"in a table"}),
    Question("bang-so-lieu", "A cell of figures or of an address: a table of amounts or of people.",
             {"in a table", "few words"}),
    Question("danh-muc", "A row whose time is an hour of the day is an item of a programme.", {"timed by hours"}),
    Question("trich-dan", "Words of another document.", {"quoted"}),
    # what kind of sentence it is
    Question("approval", "What a decision itself does (*Phê chuẩn …*, *Ban hành …*) with no body named above.",
             {"decision", "zone: body", "command: imperative", "enacts"}, {"under who leads"}),
    Question("explanation", "The contents of a meeting, beside its place or the people who come.",
             {"piece: act", "contents", "beside a meeting"}),
    Question("viec-cua-minh", "What the issuer says that it will do itself.",
             {"command: subject", "of the issuer", "will"}),
    Question("viec-cua-minh", "What the issuer of a letter does.",
             {"command: subject", "of the issuer", "letter from an office"}),
    Question("viec-cua-minh", "What it says that will be done.", {"excluded: viec-cua-minh"}),
    Question("bo-nghia", "It only says who or when for the work beside it.", {"piece: qualifier"}),
    Question("tieu-de", "It leads in.", {"piece: lead-in"}),
    Question("tieu-de", "It tells that works follow and ends with a full stop (*lưu ý các việc dưới đây.*).",
             {"excluded: announces"}, {"directed with a limit"}),
    # what its own words exclude
    Question("trich-dan", "In quotation marks another document speaks.", {"in quotation marks"}),
    Question("explanation", "A clause that stands in brackets only adds to what is told.", {"in brackets"}),
    Question("approval", "An approval.", {"excluded: approval"}),
    Question("praise", "Praise.", {"excluded: praise"}),
    Question("encouragement", "What is welcome and not asked.", {"excluded: encouragement"}),
    Question("effect", "When and where the directive holds.", {"excluded: effect"}),
    Question("enforcement", "A command to carry out and nothing more, without a limit.",
             {"excluded: enforcement"}, {"directed with a limit"}),
    Question("information", "A notice to know of, without a limit.",
             {"excluded: information"}, {"directed with a limit"}),
    Question("explanation", "It explains.", {"excluded: explanation"}),
    Question("legal", "It tells what the law says.", {"excluded: legal"}),
    Question("reason", "It gives a reason.", {"excluded: reason"}),
    Question("khong-hanh-vi", "No act, and neither a column nor a prohibition above nor a list of works makes it one.",
             {"command: none"}, {"under a prohibition", "row of work", "listed work"}),
    # what its surroundings make of it
    Question("boi-canh", "A report tells; it commands only where a body is named above.",
             {"report"}, {"command: directed", "under who leads"}),
    Question("boi-canh", "Before the directing phrase or the first number only a command to somebody is believed.",
             {"zone: body", "before the directive part"}, {"command: directed"}),
    Question("boi-canh", "Without a directive part only who is named, or a request with a limit, is believed.",
             {"no directive part"}, _BELIEVED),
    Question("boi-canh", "Plain words between the directing phrase and the first number only lead up to it.",
             {"zone: body", "clause: paragraph", "before the first number"}, _BELIEVED),
    Question("approval", "A bare act in an article of a decision is an act of the issuer.",
             {"decision", "clause: article", "command: imperative"}),
    Question("quy-dinh-chung", "A standing regulation gives tasks only where somebody must do a definite thing, by a "
             "modal verb, by a limit or under a heading of duties (gold guideline, Rulings).",
             {"regulation"}, {"command: directed", "limit", "obliges", "under duties"}),
    # sections that hold tasks only where they name who does them
    Question("muc-dich", "Purposes.", {"section: purpose"}, _FOLLOWS),
    Question("muc-dich", "Goals.", {"section: goal"}, _FOLLOWS),
    Question("danh-gia", "An assessment.", {"section: assessment"}, {"command: directed", "asks for a report"}),
    Question("kinh-phi", "Funding.", {"section: funding"}, _FOLLOWS | {"asks for a report"}),
    Question("pham-vi", "Scope.", {"section: scope"}, _FOLLOWS),
    Question("tieu-chi", "Criteria.", {"section: criteria"}, {"command: directed", "subject must"}),
    Question("tieu-chi", "How it is done.", {"section: method"}, _FOLLOWS),
)

CLAUSES = (
    Question(A_TASK, "A heading whose block holds only who and when is itself the task (guideline, rule 5).",
             {"clauses below", "who or when below"},
             {"lead-in", "sentences with acts", "section that frames", "names who leads below", "empty",
              "more than labels below", "clauses further below"}),
    Question("bang-so-lieu", "A row of a table that holds neither work nor who does it.",
             {"cells"}, {"cells name who leads", "work in its row", "parent"}),
    Question("tieu-de", "A title.", {"title"}),
)
"""What a clause is as a whole, before its segments are weighed; ``A_TASK`` when it is a task itself."""

THINGS = Question(A_TASK, "A lead-in is itself the task: its verb is about what is listed under it, where no act is.",
                  {"piece: act", "act told", "segments below"},
                  {"governs", "commands below", "agents below", "clauses further below"})


def why_not(facts: Facts) -> str | None:
    """The code of the reason why the segment is no task, None when it is one."""
    return first(question.code for question in QUESTIONS if question.holds(facts))


def as_a_whole(facts: Facts) -> str | None:
    """What a clause is as a whole: the code of a reason or ``A_TASK``; None when its segments are weighed."""
    return first(question.code for question in CLAUSES if question.holds(facts))
