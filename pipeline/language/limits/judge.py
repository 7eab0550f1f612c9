"""Whether a day or a period limits the doing of a task, and if not, why not.

The words on its left decide (*trước*, *chậm nhất*, *hoàn thành trong* …, ``limit_cues.csv``). Without such
words a date is that of a document, an event or the content; a period is what the content is about.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from .cues import (
    Cues,
    Verdict,
    after_mark,
    clause_left,
    clause_right,
    cues_before,
    is_goal,
    left_of,
    opens,
    then_act,
    then_words,
)
from .groups import Expression
from .values import last_day
from .words import any_of, anywhere, near_end

GRACE = timedelta(days=60)
"""A directive may be signed after the day it sets; a day that is longer past is background."""

NO_CUE = "không có từ chỉ hạn đứng trước"
CONTENT = "mốc hoặc kỳ của nội dung, không phải hạn thực hiện"
DATA = "mốc của số liệu, hiệu lực hoặc định hướng"
TARGET = "mục tiêu hoặc chỉ tiêu"
EVENT = "thời gian của sự kiện hoặc kỳ số liệu"
START = "mốc bắt đầu, không phải hạn"
PAST = "việc đã làm hoặc ngày đã qua"
_STRONG = frozenset({"before", "by"})
_FIGURE = re.compile(r"\d\s?%|(?<![\d/])(?!(?:19|20)\d\d)\d[\d.,]*\s[^\d,;]{0,60}$")
_CONCERNING = re.compile(r"\s{0,3}(?:riêng\s)?đối\s{1,3}với\s")
_GONE_BY = re.compile(r"\s{1,3}(?:vừa\s)?qua(?!\w)")


def judge_dated(low: str, expression: Expression, issued_on: date | None) -> Verdict:
    """Weigh a day or a period."""
    cues = cues_before(low, expression.start)
    refused = _refusal(low, expression, cues, issued_on)
    if refused is None and _long_past(expression, issued_on, cues.roles):
        refused = PAST
    return Verdict(cues.start, expression.end, cues.roles, refused)


def _refusal(low: str, expression: Expression, cues: Cues, issued_on: date | None) -> str | None:
    roles = cues.roles
    if roles & _STRONG:
        return None
    if "from" in roles and "until" not in roles:
        return _range(low, expression, cues)
    if roles & {"until", "in", "at"}:
        weigh = until if "until" in roles else _within
        return weigh(low, expression, cues)
    if expression.bare and roles == {"done"} and then_words(low, expression.end):
        return NO_CUE  # xong 1/2 khối lượng
    if roles & {"done", "label"} or _heads_clause(low, expression, issued_on) or _fills_bracket(low, expression):
        return None
    return NO_CUE


def _long_past(expression: Expression, issued_on: date | None, roles: frozenset[str]) -> bool:
    day = last_day(expression, issued_on) if issued_on else None
    if day is None or issued_on is None:
        return False
    return day < issued_on and issued_on - day > (GRACE if roles & _STRONG else timedelta(0))


def _yearly(expression: Expression) -> bool:
    return expression.kind == "period" and expression.periods[-1].months >= 12


def until(low: str, expression: Expression, cues: Cues) -> str | None:
    """Why *đến …*, *hết …* is no limit; None when it is one."""
    left = left_of(low, cues.begin)
    if near_end("no_until").search(left) or near_end("no_until_wide", 25).search(left):
        return DATA
    if anywhere("past").search(clause_right(low, expression.end, 60)):
        return PAST
    if _yearly(expression) and is_goal(low, expression.end):
        return TARGET
    return None if _ends_work(low, expression, cues) else CONTENT


def _ends_work(low: str, expression: Expression, cues: Cues) -> bool:
    """Whether *đến …* ends the work: after *hoàn thành*, *bảo đảm*, or at the head of a command."""
    if "done" in cues.roles or near_end("start_ok").search(left_of(low, cues.begin)):
        return True
    if opens(low, cues.begin) or after_mark(low, cues.begin):
        return not _yearly(expression) or then_act(low, expression.end)
    return re.search(r"(?<!\w)hết", cues.text) is not None and not is_goal(low, expression.end)


def _range(low: str, expression: Expression, cues: Cues) -> str | None:
    """Why *từ ngày … đến ngày …* is not the time of doing; None when it is."""
    if expression.joined != "range":
        return START
    if "label" in cues.roles:
        return None
    left = clause_left(low, cues.begin)
    around = f"{left} | {clause_right(low, expression.end, 80)}"
    return EVENT if anywhere("event").search(around) or left.rstrip().endswith("(") else None


def _within(low: str, expression: Expression, cues: Cues) -> str | None:
    """Why *trong quý …*, *vào năm …* is no limit; None when it is one."""
    clause = clause_left(low, cues.begin)
    if _GONE_BY.match(low, expression.end) or (
            opens(low, cues.begin) and anywhere("past").search(low[expression.end:expression.end + 60])):
        return PAST
    if "at" in cues.roles and anywhere("event").search(clause):
        return EVENT
    if _yearly(expression) and "done" not in cues.roles and _is_target(low, expression, cues):
        return TARGET
    left = left_of(low, cues.begin)
    content = near_end("period_of").search(left) or near_end("period_of_wide", 30).search(left) or (
        _CONCERNING.match(clause) and low[expression.end:expression.end + 3].lstrip().startswith(","))
    content = content and "done" not in cues.roles and not anywhere("finish").search(clause)
    rest = expression.periods and expression.periods[-1].rest and "done" not in cues.roles
    return CONTENT if content or rest else None


def _is_target(low: str, expression: Expression, cues: Cues) -> bool:
    """Whether a figure is to be reached: *đạt 40% vào năm 2026*; *phải* makes it a command."""
    at = "at" in cues.roles
    if at and is_goal(low, expression.end):
        return True
    clause = re.split(r"[;:]", left_of(low, cues.begin))[-1]
    reached = list(anywhere("reach").finditer(clause))
    since = reached[-1].end() if reached else 0
    if anywhere("command").search(clause, since) or re.search(r"(?<!\w)phải\s", clause):
        return False
    return bool(reached) or (at and _FIGURE.search(clause) is not None)


def _heads_clause(low: str, expression: Expression, issued_on: date | None) -> bool:
    """Whether the words stand at the beginning and a comma, a colon or a verb follows: *Quý I/2026: …*."""
    stop = re.match(r"\s{0,3}([,:])", low[expression.end:expression.end + 5])
    follows = stop is not None or then_act(low, expression.end)
    if not follows or expression.bare or not opens(low, expression.start) or is_goal(low, expression.end):
        return False
    last = expression.periods[-1] if expression.periods else expression.days[-1]
    told = last.months >= 12 and issued_on is not None and (last.year or 0) <= issued_on.year
    vague = last.year is None or last.name == "giai đoạn" or told  # Năm 2025, … in 2025 tells what was done
    return not vague or (stop is not None and stop[1] == ":")


def _fills_bracket(low: str, expression: Expression) -> bool:
    """Whether a single month or quarter fills a bracket that ends a clause: *… (quý I/2026);*."""
    short = expression.kind == "period" and not _yearly(expression) and expression.periods[-1].year is not None
    if not short or expression.joined or not low[:expression.start].rstrip().endswith("("):
        return False
    ends = re.match(r"\s{0,3}\)\s{0,3}(?:[,;.]|$)", low[expression.end:expression.end + 9])
    return ends is not None and not anywhere("event").search(left_of(low, expression.start)[-40:])


def refuse_in_cell(low: str, expression: Expression, cues: Cues) -> str | None:
    """In a time column the words themselves are the limit, save a start and the date of a document."""
    goes_on = expression.repeat is not None or any(p.months > 12 or p.follows for p in expression.periods[-1:])
    if cues.nearest in ("từ", "sau") and expression.joined != "range" and not goes_on:
        return START
    if re.search(rf"(?<!\w)(?:{any_of('numbered')})\s{{0,3}}:?\s{{0,3}}[\w./-]{{1,40}}\s{{0,3}},?\s{{0,3}}$",
                 low[max(0, expression.start - 50):expression.start]):
        return "ngày của văn bản được dẫn"
    return None
