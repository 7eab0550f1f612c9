"""The time limits of a text: read, weigh, value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pipeline.model.task import Limit

from . import workdays
from .atoms import Atom, atoms, lower
from .cues import Verdict, cues_before
from .groups import Expression, expressions
from .judge import judge_dated, refuse_in_cell
from .judge_repeats import judge_length, judge_set
from .values import Reading, clock, quoted, read_day, read_length, read_period, read_set, weekday_value
from .words import any_of, anywhere

_SENTENCE = re.compile(r"[;\n]|\.\s")
_REGULAR = re.compile(r"định\s{1,3}k\w")
_PERIODIC = re.compile(
    r"(?<!\w)(?:0?[69]\s{1,3}tháng|(?:báo\s{1,3}cáo|tổng\s{1,3}kết|cả|một|0?1)\s{1,3}năm)\s{0,3}[,(:]?\s{0,3}$")
"""*6 tháng (*, *tổng kết năm (*: what comes in the bracket comes every year."""
_STRETCH = 400
_LISTED = re.compile(r"\s{0,3}(?:,|và|hoặc|/)\s{0,3}(?:và\s)?\s{0,3}")
_NOT_ENOUGH = "không đủ để thành hạn"


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression as it stands in the text; ``refused`` says why it is no limit (None when it is)."""

    text: str
    start: int
    end: int
    refused: str | None
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Weighed:
    expression: Expression
    verdict: Verdict


def _weigh(low: str, expression: Expression, issued_on: date | None) -> Verdict:
    if expression.kind == "set":
        return judge_set(low, expression)
    if expression.kind == "length":
        return judge_length(low, expression)
    if expression.kind in ("day", "period"):
        return judge_dated(low, expression, issued_on)
    if expression.kind == "weekday":
        due, end = weekday_value(expression, low, issued_on)
        cues = cues_before(low, expression.start)
        if due and cues.roles & {"before", "by", "in", "at"}:
            return Verdict(cues.start, end, cues.roles)
    return Verdict(expression.start, expression.end, frozenset(), _NOT_ENOUGH)


def _weigh_cell(low: str, expression: Expression) -> Verdict:
    if expression.kind == "length":
        verdict = judge_length(low, expression)
        working = expression.length is not None and expression.length.working
        return replace(verdict, refused=None) if working else verdict
    cues = cues_before(low, expression.start)
    told = expression.kind in ("day", "period", "set")
    refused = refuse_in_cell(low, expression, cues) if told else _NOT_ENOUGH
    return Verdict(cues.start, expression.end, cues.roles, refused)


def _closed(low: str, verdict: Verdict) -> Verdict:
    """With the bracket that closes one opened inside: *định kỳ hằng năm (trước ngày 30/11)*."""
    words = low[verdict.start:verdict.end]
    close = re.match(r"\s{0,3}\)", low[verdict.end:verdict.end + 4])
    return replace(verdict, end=verdict.end + close.end()) if words.count("(") > words.count(")") and close else verdict


def _listed(low: str, last: _Weighed | None, expression: Expression) -> bool:
    """Whether a repetition goes on a list of repetitions: *hằng tháng, quý, năm*."""
    if last is None or last.expression.kind != "set" or expression.kind != "set":
        return False
    if expression.days or expression.weekday:
        return False
    return _LISTED.fullmatch(low, last.expression.end, expression.start) is not None


@lru_cache(maxsize=64)
def _expressions(low: str) -> tuple[Expression, ...]:
    """What is written of time in ``low``; a segment is asked for its limits and then whether it is nothing but one."""
    return tuple(expressions(low, atoms(low)))


def _weighed(low: str, issued_on: date | None, cell: bool) -> list[_Weighed]:
    """Every expression with its verdict, in order; listed repetitions share one, lengths take in their start."""
    result: list[_Weighed] = []
    taken = 0
    for expression in _expressions(low):
        if expression.start < taken:
            continue
        verdict = _closed(low, _weigh_cell(low, expression) if cell else _weigh(low, expression, issued_on))
        last = result[-1] if result else None
        if last and _listed(low, last, expression):
            verdict = replace(verdict, refused=last.verdict.refused)
        verdict = replace(verdict, start=min(max(verdict.start, taken), expression.start))
        result.append(_Weighed(expression, verdict))
        taken = taken if verdict.refused else verdict.end
    return result


def _anchor(low: str, items: list[_Weighed]) -> list[_Weighed]:
    """Join *hằng năm … trước ngày 15 tháng 12*: the day without a year repeats as its sentence says."""
    joined: list[_Weighed] = []
    for item in items:
        expression = item.expression
        day = expression.days[-1] if expression.kind == "day" and item.verdict.refused is None else None
        loose = day is not None and not day.relative and day.year is None
        first = _sentence_begin(low, joined, expression.start) if loose else len(joined)
        repeat = _repeats(low, joined[first:], expression, item.verdict.start) if loose else None
        if repeat is None:
            joined.append(item)
            continue
        joined[first:] = [j for j in joined[first:] if not _plain(j)]
        joined.append(replace(item, expression=replace(expression, kind="set", repeat=repeat)))
    return joined


def _sentence_begin(low: str, items: list[_Weighed], at: int) -> int:
    """Where in ``items`` the sentence that holds ``at`` begins; sentences are looked back at for a bounded stretch."""
    first = len(items)
    while first and at - items[first - 1].expression.end < _STRETCH and _same_sentence(
            low, items[first - 1].expression.end, at):
        first -= 1
    return first


def _plain(item: _Weighed) -> bool:
    e = item.expression
    return e.kind == "set" and item.verdict.refused is None and not (e.days or e.weekday or e.periods)


def _same_sentence(low: str, start: int, end: int) -> bool:
    return _SENTENCE.search(low, start, end) is None


def _repeats(low: str, before: list[_Weighed], expression: Expression, at: int) -> Atom | None:
    """The repetition that a day without a year belongs to, None when nothing in its sentence repeats."""
    for item in reversed(before):
        if item.expression.kind == "set" and item.verdict.refused is None:
            return item.expression.repeat
    if expression.days[-1].month and _PERIODIC.search(low[max(0, at - 40):at]):
        return Atom("set", expression.start, expression.end, unit="năm")
    regular = list(_REGULAR.finditer(low, max(0, expression.start - 200), expression.start))
    if regular and _same_sentence(low, regular[-1].end(), expression.start):
        unit = "năm" if expression.days[-1].month else "tháng"
        return Atom("set", expression.start, expression.end, unit=unit)
    return None


def _readings(low: str, item: _Weighed, issued_on: date | None) -> Iterator[Reading]:
    expression, verdict = item.expression, item.verdict
    if expression.kind == "day":
        yield from read_day(expression, issued_on, bool(verdict.roles & {"before", "by"}))
    elif expression.kind == "period":
        yield from read_period(expression, issued_on, "before" in verdict.roles)
    elif expression.kind == "set":
        yield from read_set(expression)
    elif expression.kind == "length":
        yield from read_length(expression, low[expression.end:verdict.end], issued_on)
    elif expression.kind == "weekday":
        due, _ = weekday_value(expression, low, issued_on)
        limit = Limit("", "DATE", due=due, time=clock(expression.time))
        yield Reading(limit, "ngày trong tuần, tính theo tuần ban hành")


def _shifted(due: date | None, shift: bool) -> tuple[date | None, str]:
    if due is None or not shift or workdays.is_working(due):
        return due, ""
    moved = workdays.next_working(due)
    return moved, (f"; {due:%d/%m/%Y} là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo {moved:%d/%m/%Y}"
                   " (Bộ luật Dân sự 2015, Điều 148)")


def _limits(text: str, low: str, item: _Weighed, issued_on: date | None, shift: bool) -> Iterator[Limit]:
    for reading in _readings(low, item, issued_on):
        start = item.verdict.start if reading.start is None else reading.start
        end = item.verdict.end if reading.end is None else reading.end
        words = text[start:end]
        due, moved = _shifted(reading.limit.due, shift)
        rule = f"{quoted(words)}: {reading.how}{moved}"
        yield replace(reading.limit, text=words, due=due, rule=rule, start=start, end=end)


def _mentions(text: str, issued_on: date | None, cell: bool, shift: bool) -> Iterator[Mention]:
    low = lower(text)
    for item in _anchor(low, _weighed(low, issued_on, cell)):
        verdict = item.verdict
        limits = () if verdict.refused else tuple(_limits(text, low, item, issued_on, shift))
        yield Mention(text[verdict.start:verdict.end], verdict.start, verdict.end, verdict.refused, limits)


_YEARS = re.compile(r"(?:19|20)\d\d\s{0,3}(?:-|–|đến|và)\s{0,3}(?:năm\s)?(?:19|20)\d\d")


def _settled(text: str, mentions: Iterator[Mention]) -> tuple[Limit, ...]:
    """The limits, each once in a sentence. Where the work repeats, the years it runs for are no limit of their own."""
    limits = [limit for mention in mentions for limit in mention.limits]
    repeats = any(limit.type == "SET" for limit in limits)
    kept: list[Limit] = []
    last: dict[tuple[object, ...], int] = {}
    for limit in limits:
        if repeats and limit.type == "DATE" and _YEARS.search(limit.text):
            continue
        value, start = _value(limit), limit.start or 0
        if value not in last or not _same_sentence(text, last[value], start):
            kept.append(limit)
        last[value] = limit.end or 0
    return tuple(x for x in kept if not any(_refines(text, x, other) for other in kept))


def _refines(text: str, bare: Limit, other: Limit) -> bool:
    """Whether ``other`` names the day of the repetition that ``bare`` only names (*định kỳ hằng quý … trước ngày 20
    của tháng cuối quý*) in the same sentence."""
    if not bare.rrule or not other.rrule or bare.rrule == other.rrule:
        return False
    parts, more = set(bare.rrule.split(";")), set(other.rrule.split(";"))
    days = {part.split("=")[0] for part in more - parts}
    return parts < more and days <= {"BYMONTHDAY", "BYMONTH", "BYDAY"} and _same_sentence(
        text, min(bare.end or 0, other.end or 0), max(bare.start or 0, other.start or 0))


def _value(limit: Limit) -> tuple[object, ...]:
    return (limit.type, limit.due, limit.time, limit.value, limit.working, limit.rrule)


def find_limits(text: str, issued_on: date | None, *, shift: bool = False) -> tuple[Limit, ...]:
    """The limits on doing the task that a clause or segment sets, in order, as GUIDELINE *Time limits* says.

    Offsets count from the start of ``text`` and ``text[start:end] == limit.text``. ``issued_on`` gives
    a year that is left out and the start of *kể từ ngày ký*; a day that cannot be settled has ``due``
    None and says so in its rule. ``shift`` moves a last day on a weekend or public holiday to the next
    working day (BLDS 2015, Điều 148). Never raises.
    """
    return _settled(text, _mentions(text, issued_on, False, shift))


def cell_limits(text: str, issued_on: date | None, *, shift: bool = False) -> tuple[Limit, ...]:
    """The limits of a cell of a time column or of a *Thời gian thực hiện: …* line, where a bare day,
    period or repetition is the limit. As ``find_limits`` otherwise."""
    return _settled(text, _mentions(text, issued_on, True, shift))


def time_mentions(text: str, issued_on: date | None = None) -> tuple[Mention, ...]:
    """All time expressions of a text, those that are no limit with the reason."""
    return tuple(_mentions(text, issued_on, False, False))


def _says_when(low: str) -> bool:
    """Whether a label is followed by a time that is no limit: *Thời gian thực hiện: theo tiến độ …*."""
    return _no_time_label().match(low) is not None


@lru_cache(maxsize=1)
def _no_time_label() -> re.Pattern[str]:
    label = rf"\W{{0,5}}(?:{any_of('label')})(?:\s{{1,3}}\w{{1,10}}){{0,4}}?\s{{0,3}}:?\s{{0,3}}"
    return re.compile(rf"{label}(?:{any_of('no_limit_time')})(?!\w)")


def is_bare_limit(text: str, issued_on: date | None) -> bool:
    """Whether a segment says nothing but when: it qualifies the task before it and is none itself."""
    low = lower(text)
    spans = [(m.start, m.end) for m in _mentions(text, issued_on, True, False) if m.limits]
    if not spans:
        return _says_when(low)
    rest, at = [], 0
    for start, end in spans:
        rest.append(low[at:start])
        at = max(at, end)
    left = anywhere("bare").sub(" ", " ".join([*rest, low[at:]]))
    return not re.search(r"[^\W\d]", left)
