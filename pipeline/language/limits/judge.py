"""Whether a time expression limits the doing of a task, and if not, why not.

The words on its left decide (*trước*, *chậm nhất*, *hoàn thành trong* …, ``limit_cues.csv``). Without such
words a date is that of a document, an event or the content; a period is what the content is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .groups import Expression
from .values import last_day
from .words import act_ahead, anywhere, cue_run, near_end, one_cue, span_cue

REACH = 90
"""How many characters on either side are read for cues."""
GRACE = timedelta(days=60)
"""A directive may be signed after the day it sets; a day that is longer past is background."""

_OPENING = re.compile(r"[\s\-–+*•.()\d“\"]*(?:đồng\sthời,?\s|riêng\s|trong\sđó,?\s)?\s*")
_START = re.compile(
    r"\s{0,3}(?:\([^()]{1,40}\)\s{0,3})?,?\s{0,3}(?:kể\s{1,3}từ|tính\s{1,3}từ|từ|sau|trước)\s{1,3}(?:ngày|khi|lúc|thời\s{1,3}điểm|đó)(?:(?!\s(?:theo|để|phải|các)\s)[^,;.()\n]){0,90}")
_STRONG = frozenset({"before", "by"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """``refused`` says in Vietnamese why it is no limit, None when it is one.

    ``start``–``end`` are the words of the limit with its cue; ``roles`` the roles of the cues.
    """

    start: int
    end: int
    roles: frozenset[str] = frozenset()
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Cues:
    """The run of cue words directly before an expression; ``start`` leaves out *hoàn thành* and labels."""

    roles: frozenset[str]
    begin: int
    start: int
    text: str

    @property
    def nearest(self) -> str:
        return self.text.split()[-1] if self.text.split() else ""


def cues_before(low: str, at: int) -> Cues:
    """The cue words that end at ``at``."""
    base = max(0, at - REACH)
    run = cue_run().search(low[base:at])
    if run is None:
        return Cues(frozenset(), at, at, "")
    roles, start = set(), at
    for cue in one_cue().finditer(run[0]):
        role = cue.lastgroup or "filler"
        if role == "label" and cue[0] in ("thời gian", "thời hạn", "thời điểm", "tiến độ") and ":" not in run[0]:
            continue
        roles.add(role)
        if role not in ("done", "label", "filler") and start == at:
            start = base + run.start() + cue.start()
    return Cues(frozenset(roles - {"filler"}), base + run.start(), start, run[0])


def _opens(low: str, at: int) -> bool:
    return _OPENING.fullmatch(low, 0, at) is not None if at < REACH else False


def _left(low: str, at: int) -> str:
    return low[max(0, at - REACH):at]


def _heads_clause(low: str, expression: Expression, issued_on: date | None) -> bool:
    """Whether the words stand at the beginning and a comma, a colon or a verb follows: *Quý I/2026: …*."""
    stop = re.match(r"\s{0,3}([,:]|)", low[expression.end:expression.end + 5])
    if not stop or not (stop[1] or _then_act(low, expression.end)) or not _opens(low, expression.start) or expression.bare:
        return False
    last = expression.periods[-1] if expression.periods else expression.days[-1]
    if stop[1] != ":" and (last.year is None or last.name == "giai đoạn" or (
            last.months >= 12 and issued_on is not None and last.year <= issued_on.year)):
        return False  # Năm 2025, … in 2025 tells what was done
    return not _is_goal(low, expression.end)


def _bracketed(low: str, start: int, end: int) -> bool:
    """Whether the words fill a bracket that ends a clause: *… (quý I/2026);*."""
    return low[:start].rstrip().endswith("(") and re.match(r"\s{0,3}\)\s{0,3}(?:[,;.]|$)", low[end:end + 9]) is not None


def _is_goal(low: str, end: int) -> bool:
    right = re.split(r"[;.]", low[end:end + 70], maxsplit=1)[0]
    return "%" in right or anywhere("goal").search(right) is not None


_REACHED = re.compile(r"(?<!\w)(?:phấn\s{1,3}đấu|đạt|tỷ\s{1,3}lệ|tỉ\s{1,3}lệ|mục\s{1,3}tiêu|phát\s{1,3}thải|bình\s{1,3}quân|giảm\s{1,3}còn)(?!\w)")
_FIGURE = re.compile(r"\d\s?%|(?<![\d/])(?!(?:19|20)\d\d)\d[\d.,]*\s[^\d,;]{0,60}$")
_COMMANDED = re.compile(r"(?<!\w)(?:phải|hoàn\s{1,3}thành|trình|ban\s{1,3}hành|triển\s{1,3}khai)(?!\w)")


def _ends_goal(low: str, start: int, at: bool) -> bool:
    """Whether a figure to be reached stands before: *đạt 40% vào năm 2026*; *phải* makes it a command."""
    clause = re.split(r"[;:]", _left(low, start))[-1]
    reached = list(_REACHED.finditer(clause))
    if reached:
        return not _COMMANDED.search(clause, reached[-1].end()) and not re.search(r"(?<!\w)phải\s", clause)
    return at and _FIGURE.search(clause) is not None and not _COMMANDED.search(clause)


def _yearly(expression: Expression) -> bool:
    return expression.kind == "period" and expression.periods[-1].months >= 12


def _then_act(low: str, end: int) -> bool:
    """Whether a verb follows, after a comma or at once: *Đến năm 2030, hoàn thành …*."""
    return act_ahead().match(low, end) is not None


def _long_past(expression: Expression, issued_on: date | None, roles: frozenset[str]) -> bool:
    if issued_on is None:
        return False
    day = last_day(expression, issued_on)
    return day is not None and day < issued_on - (GRACE if roles & _STRONG else timedelta(0))


def _until(low: str, expression: Expression, cues: Cues) -> str | None:
    """Why *đến …*, *hết …* is no limit; None when it is one."""
    left, right = _left(low, cues.begin), low[expression.end:expression.end + 60]
    if near_end("no_until").search(left) or near_end("no_until_wide", 25).search(left):
        return "mốc của số liệu, hiệu lực hoặc định hướng"
    if anywhere("past").search(re.split(r"[;.]", right, maxsplit=1)[0]):
        return "việc đã làm"
    if _yearly(expression) and _is_goal(low, expression.end):
        return "mục tiêu hoặc chỉ tiêu đến một năm"
    if "done" in cues.roles or near_end("start_ok").search(left):
        return None
    opens = _opens(low, cues.begin) or left.rstrip()[-1:] in (",", "(")
    if opens and (not _yearly(expression) or _then_act(low, expression.end)):
        return None
    if re.search(r"(?<!\w)hết", cues.text) and not opens and not _is_goal(low, expression.end):
        return None
    return "mốc của nội dung, không phải hạn thực hiện"


def _range(low: str, expression: Expression, cues: Cues) -> str | None:
    """Why *từ ngày … đến ngày …* is not the time of doing; None when it is."""
    if expression.joined != "range":
        return "mốc bắt đầu, không phải hạn"
    if "label" in cues.roles:
        return None
    left = re.split(r"[,;.]", _left(low, cues.begin))[-1]
    right = re.split(r"[;.]", low[expression.end:expression.end + 80], maxsplit=1)[0]
    if anywhere("event").search(left) or anywhere("event").search(right) or left.rstrip().endswith("("):
        return "thời gian của sự kiện hoặc kỳ số liệu"
    return None


def _period(low: str, expression: Expression, cues: Cues) -> str | None:
    """Why *trong quý …*, *vào năm …* is no limit; None when it is one."""
    left = _left(low, cues.begin)
    clause = re.split(r"[,;.]", left)[-1]
    if re.match(r"\s{1,3}(?:vừa\s)?qua(?!\w)", low[expression.end:expression.end + 12]):
        return "thời gian đã qua"
    if "at" in cues.roles and anywhere("event").search(clause):
        return "thời gian của sự kiện"
    if near_end("period_of", 30).search(left) and not re.search(r"(?<!\w)hoàn\s{1,3}thành(?!\w)", clause):
        return "kỳ của nội dung, không phải hạn"
    if _yearly(expression) and "done" not in cues.roles and (
            ("at" in cues.roles and _is_goal(low, expression.end)) or _ends_goal(low, cues.begin, "at" in cues.roles)):
        return "mục tiêu hoặc chỉ tiêu của một năm"
    if expression.periods and expression.periods[-1].rest and "done" not in cues.roles:
        return "kỳ của nội dung, không phải hạn"
    if _opens(low, cues.begin) and anywhere("past").search(low[expression.end:expression.end + 60]):
        return "việc đã làm"
    return None


def _without_cue(low: str, expression: Expression, issued_on: date | None) -> str | None:
    if _heads_clause(low, expression, issued_on):
        return None
    short = expression.kind == "period" and not _yearly(expression) and expression.periods[-1].year is not None
    if short and expression.joined == "" and _bracketed(low, expression.start, expression.end) and not (
            anywhere("event").search(_left(low, expression.start)[-40:])):
        return None
    return "không có từ chỉ hạn đứng trước"


def _dated(low: str, expression: Expression, cues: Cues, issued_on: date | None) -> str | None:
    roles = cues.roles
    if "from" in roles and not roles & {"until", "before", "by"}:
        return _range(low, expression, cues)
    if roles & _STRONG:
        return None
    if "until" in roles:
        return _until(low, expression, cues)
    if roles & {"in", "at"}:
        return _period(low, expression, cues)
    if roles & {"done", "label"}:
        return None
    return _without_cue(low, expression, issued_on)


def judge_dated(low: str, expression: Expression, issued_on: date | None) -> Verdict:
    """Weigh a day or a period."""
    cues = cues_before(low, expression.start)
    refused = _dated(low, expression, cues, issued_on)
    if refused is None and _long_past(expression, issued_on, cues.roles):
        refused = "ngày đã qua khi ban hành"
    return Verdict(cues.start, expression.end, cues.roles, refused)


def judge_set(low: str, expression: Expression) -> Verdict:
    """Weigh a repetition. *hằng năm* behind a budget, plan or report names its kind, not when to act."""
    cues = cues_before(low, expression.start)
    left, words = _left(low, cues.begin), low[expression.start:expression.end]
    refused: str | None = None
    if expression.days or expression.weekday or expression.time or expression.periods:
        refused = _anchored_set(low, expression, cues)
    elif words.startswith("mỗi") and not (_opens(low, expression.start) or left.rstrip()[-1:] in (",", "(")):
        refused = "chỉ tiêu theo kỳ"
    elif words.startswith("định") or cues.roles & {"label", "done"}:
        refused = None
    elif near_end("yearly_noun").search(left) or near_end("yearly_wide", 40).search(left):
        refused = "kỳ của kế hoạch, ngân sách hoặc loại báo cáo"
    elif re.match(r"\s{1,3}của(?!\w)", low[expression.end:expression.end + 8]):
        refused = "kỳ của nội dung, không phải hạn"
    elif _is_goal(low, expression.end):
        refused = "chỉ tiêu theo kỳ"
    return Verdict(cues.start, expression.end, cues.roles, refused)


def _anchored_set(low: str, expression: Expression, cues: Cues) -> str | None:
    if "from" in cues.roles and "label" not in cues.roles:
        return "mùa hoặc kỳ trong năm"
    if cues.roles & {"before", "by", "at", "in", "label", "done"} or expression.weekday:
        return None
    if "until" in cues.roles:
        return _until(low, expression, cues)
    words = low[expression.start:expression.end]
    left = _left(low, expression.start)
    if words.startswith(("định", "h", "mỗi")) or _opens(low, expression.start) or re.search(r"(?:[,(]|định\s{1,3}k\w)\s{0,3}$", left):
        return None
    return "không có từ chỉ hạn đứng trước"


def judge_length(low: str, expression: Expression) -> Verdict:
    """Weigh a number of days, hours or months; the words up to its start (*kể từ ngày ký*) belong to it."""
    atom, end = expression.length, expression.end
    assert atom is not None
    begins = _START.match(low, end)
    left = _left(low, expression.start)
    cue = span_cue().search(left)
    start = expression.start - len(left) + cue.start() if cue else expression.start
    role = cue.lastgroup if cue else None
    if begins:
        end = begins.start() + len(begins[0].rstrip())
    verdict = Verdict(start, end, frozenset({role} if role else ()))
    if anywhere("effect").search(left):
        return Verdict(start, end, verdict.roles, "điều khoản hiệu lực")
    return Verdict(start, end, verdict.roles, _length(low, expression, cue[0].strip(" :(") if cue else "", role, begins))


def _length(low: str, expression: Expression, cue: str, role: str | None, begins: re.Match[str] | None) -> str | None:
    atom = expression.length
    assert atom is not None
    right = low[expression.end:expression.end + 150]
    since = begins is not None and not begins[0].lstrip().startswith("trước")
    if role == "ahead":
        told = re.search(r"(?<!\w)trước\s{1,3}khi(?!\w)", _left(low, expression.start)[-60:])
        ahead = told or "trước" in cue.split() or re.search(r"(?<!\w)trước(?!\w)", right)
        from_event = told or begins is not None or re.match(r"\s{1,3}(?:so\s{1,3}với|trước)", right) or "ít nhất" in cue
        return None if ahead and from_event else "số lượng, không phải hạn"
    if role == "within":
        firm = since or atom.working or (atom.unit in "DH" and (len(cue.split()) > 1 or re.match(r"\s{0,3}(?:$|[,;.)])", right)))
        return None if firm and not re.match(r"\s{1,3}(?:qua|gần|nghỉ|liền|liên tục)(?!\w)", right) else "khoảng thời gian của nội dung"
    if role == "after":
        return None if since else "khoảng thời gian của nội dung"
    told = begins is not None and re.match(r"\s{0,3}(?:\([^()]{1,40}\)\s{0,3})?,?\s{0,3}(?:kể|tính)", begins[0])
    over = re.search(r"(?<!\w)(?:quá|đủ|trên|hơn|dưới|từ)\s{1,3}$", low[max(0, expression.start - 12):expression.start])
    return None if told and not over else "số lượng, không phải hạn"

