"""Whether a repetition or a length of time limits the doing of a task, and if not, why not."""

from __future__ import annotations

import re

from .cues import Cues, Verdict, after_mark, cues_before, is_goal, left_of, opens
from .groups import Expression
from .judge import CONTENT, NO_CUE, TARGET, until
from .words import anywhere, near_end, span_cue

KIND = "kỳ của kế hoạch, ngân sách hoặc loại báo cáo"
SEASON = "mùa hoặc kỳ trong năm"
EFFECT = "điều khoản hiệu lực"
AMOUNT = "số lượng, không phải hạn"

_BEGINS = re.compile(
    r"\s{0,3}(?:\([^()]{1,40}\)\s{0,3})?,?\s{0,3}(?:(?P<told>kể\s{1,3}từ|tính\s{1,3}từ)|từ|sau|(?P<ahead>trước))\s{1,3}"
    r"(?:ngày|khi|lúc|thời\s{1,3}điểm|đó)(?:(?!\s(?:theo|để|phải|các)\s)[^,;.()\n]){0,90}")
"""The words that say from when a length of time counts: *kể từ ngày nhận được văn bản này*."""
_REGULARLY = re.compile(r"định\s{1,3}k\w\s{0,3}$")
_OVER = re.compile(r"(?<!\w)(?:quá|đủ|trên|hơn|dưới|từ)\s{1,3}$")
_WITHIN = ("trong vòng", "trong thời hạn", "chậm nhất", "muộn nhất")
_SHORTENED = re.compile(r"(?<!\w)(?:còn|xuống)\s{0,3}$")
_GONE = re.compile(r"\s{1,3}(?:qua|gần|nghỉ|liền|liên tục)(?!\w)")
_STOPS = re.compile(r"\s{0,3}(?:$|[,;.)])")
_FOLLOWED_BY_OWNER = re.compile(r"\s{1,3}của(?!\w)")
_BEFORE_EVENT = re.compile(r"\s{1,3}(?:so\s{1,3}với|trước)")


def judge_set(low: str, expression: Expression) -> Verdict:
    """Weigh a repetition. *hằng năm* behind a budget, plan or report names its kind, not when to act."""
    cues = cues_before(low, expression.start)
    last_day = expression.repeat is not None and expression.repeat.edge == "last"
    fixed = expression.days or expression.weekday or expression.time or expression.periods or last_day
    refused = _fixed(low, expression, cues) if fixed else _plain(low, expression, cues)
    return Verdict(cues.start, expression.end, cues.roles, refused)


def _plain(low: str, expression: Expression, cues: Cues) -> str | None:
    left, words = left_of(low, cues.begin), low[expression.start:expression.end]
    if words.startswith("định") or cues.roles & {"label", "done"} or _REGULARLY.search(left):
        return None
    leads = opens(low, expression.start) or after_mark(low, expression.start) or words.endswith("lần")
    if words.startswith("mỗi") and not leads:
        return TARGET
    if near_end("yearly_noun").search(left) or near_end("yearly_wide", 40).search(left):
        return KIND
    if _FOLLOWED_BY_OWNER.match(low, expression.end):
        return CONTENT
    return TARGET if is_goal(low, expression.end) else None


def _fixed(low: str, expression: Expression, cues: Cues) -> str | None:
    """A repetition with its day: *trước ngày 25 hằng tháng*, *thứ Sáu hằng tuần*."""
    if "from" in cues.roles and "label" not in cues.roles:
        return SEASON
    if cues.roles & {"before", "by", "at", "in", "label", "done"} or expression.weekday:
        return None
    if "until" in cues.roles:
        return until(low, expression, cues)
    words, start = low[expression.start:expression.end], expression.start
    leads = words.startswith(("định", "hằng", "hàng", "mỗi")) or opens(low, start) or after_mark(low, start)
    left = left_of(low, start)
    sent = expression.days and anywhere("send").search(left[-40:]) and not anywhere("event").search(left[-40:])
    return None if leads or sent or _REGULARLY.search(left) else NO_CUE


def judge_length(low: str, expression: Expression) -> Verdict:
    """Weigh a number of days, hours or months; the words from when it counts belong to it."""
    begins = _BEGINS.match(low, expression.end)
    end = begins.start() + len(begins[0].rstrip()) if begins else expression.end
    left = left_of(low, expression.start)
    cue = span_cue().search(left)
    start = expression.start - len(left) + cue.start() if cue else expression.start
    role = cue.lastgroup if cue else None
    roles = frozenset({role} if role else ())
    if anywhere("effect").search(left):
        return Verdict(start, end, roles, EFFECT)
    if cue is not None and _SHORTENED.search(left[:cue.start()]):
        return Verdict(start, end, roles, AMOUNT)  # *rút ngắn thời gian … còn tối đa 15 ngày*: what it becomes
    words = cue[0].strip(" :(") if cue else ""
    return Verdict(start, end, roles, _length(low, expression, words, role, begins))


def _length(low: str, expression: Expression, cue: str, role: str | None, begins: re.Match[str] | None) -> str | None:
    since = begins is not None and not begins["ahead"]
    if role == "ahead":
        return None if _ahead(low, expression, cue, begins) else AMOUNT
    if role == "within":
        firm = since or _firm(low, expression, cue)
        return None if firm and not _GONE.match(low, expression.end) else CONTENT
    if role == "after":
        return None if since else CONTENT
    told = begins is not None and begins["told"]
    return None if told and not _OVER.search(low[max(0, expression.start - 12):expression.start]) else AMOUNT


def _firm(low: str, expression: Expression, cue: str) -> bool:
    """Whether *trong 05 ngày làm việc*, *trong vòng 24 giờ* stands without a start."""
    atom = expression.length
    assert atom is not None  # an expression of the kind length has one
    if atom.working or (atom.unit in "WM" and cue.startswith(_WITHIN)):
        return True
    return atom.unit in "DH" and (len(cue.split()) > 1 or _STOPS.match(low, expression.end) is not None)


def _ahead(low: str, expression: Expression, cue: str, begins: re.Match[str] | None) -> bool:
    """Whether it is a time before an event: *ít nhất 10 ngày trước khi …*, *trước 24h so với …*."""
    if re.search(r"(?<!\w)trước\s{1,3}khi(?!\w)", low[max(0, expression.start - 60):expression.start]):
        return True
    before = "trước" in cue.split() or re.search(r"(?<!\w)trước(?!\w)", low[expression.end:expression.end + 150])
    of_event = begins is not None or _BEFORE_EVENT.match(low, expression.end) or "ít nhất" in cue
    return bool(before and of_event)
