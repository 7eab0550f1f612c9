"""The time limits of a text: read, weigh, value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from pipeline.model.task import Limit

from . import workdays
from .atoms import lower
from .expressions import parse
from .rules import NOT_ENOUGH
from .times import CHECK
from .values import READ, Reading
from .weigh import Weighed, anchored, weighed
from .words import any_of

_SENTENCE = re.compile(r"[;\n]|\.\s")
_YEARS = re.compile(r"(?:19|20)\d\d\s{0,3}(?:-|–|đến|và)\s{0,3}(?:năm\s)?(?:19|20)\d\d")
_FOOTNOTE = re.compile(r"(?<!\d)(?:19|20)\d{3}(?!\d)")
_TIME = re.compile(r"\d|(?<!\w)(?:tháng|quý|tuần|ngày|năm|tết|mùa|kỳ)(?!\w)")
_FIXED: Final = frozenset({"BYMONTHDAY", "BYMONTH", "BYDAY"})
_LONGEST = 90
_CALENDAR = range(1900, 2200)  # years in which a directive may be issued


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression as it stands in the text; ``refused`` says why it is no limit (None when it is)."""

    text: str
    start: int
    end: int
    refused: str | None
    limits: tuple[Limit, ...] = ()


def _quoted(text: str) -> str:
    """The words as the rule quotes them, shortened."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= _LONGEST else words[:_LONGEST - 3] + '…'}”"


def _shifted(due: date | None) -> tuple[date | None, str]:
    if due is None or workdays.is_working(due):
        return due, ""
    moved = workdays.next_working(due)
    return moved, (f"; {due:%d/%m/%Y} là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo {moved:%d/%m/%Y}"
                   " (Bộ luật Dân sự 2015, Điều 148)")


def _limit(text: str, item: Weighed, reading: Reading, shift: bool) -> Limit:
    start = item.start if reading.start is None else reading.start
    end = item.end if reading.end is None else reading.end
    words = text[start:end]
    due, moved = _shifted(reading.limit.due) if shift else (reading.limit.due, "")
    footnote = f"; bỏ chữ số chú thích sau năm, {CHECK}" if _FOOTNOTE.search(words) else ""
    rule = f"{_quoted(words)}: {reading.how}{footnote}{moved}"
    return replace(reading.limit, text=words, due=due, rule=rule, start=start, end=end)


def _mentions(text: str, issued_on: date | None, shift: bool = False, *, cell: bool = False,
              short: bool = False) -> Iterator[Mention]:
    """The times of a text; in a ``cell`` they are limits by themselves, and may be written ``short`` (*T6*, *Q2*)."""
    low = lower(text)
    issued_on = issued_on if issued_on and issued_on.year in _CALENDAR else None
    chunks = parse(low, issued_on, short)
    for item in anchored(low, chunks, weighed(low, chunks, issued_on, cell)):
        read, tail = READ[item.expression.kind], low[item.expression.end:item.end]
        readings = () if item.refused else read(item, issued_on, tail)
        limits = tuple(_limit(text, item, reading, shift) for reading in readings)
        yield Mention(text[item.start:item.end], item.start, item.end, item.refused, limits)


def _same_sentence(text: str, start: int, end: int) -> bool:
    return _SENTENCE.search(text, start, end) is None


def _value(limit: Limit) -> tuple[object, ...]:
    return (limit.type, limit.due, limit.time, limit.value, limit.working, limit.rrule)


def _refines(text: str, bare: Limit, other: Limit) -> bool:
    """Whether ``other`` names the day of the repetition that ``bare`` only names (*định kỳ hằng quý … trước ngày 20
    của tháng cuối quý*) in the same sentence."""
    parts, more = set((bare.rrule or "").split(";")), set((other.rrule or "").split(";"))
    days = {part.split("=")[0] for part in more - parts}
    near = _same_sentence(text, min(bare.end or 0, other.end or 0), max(bare.start or 0, other.start or 0))
    return bool(bare.rrule) and parts < more and days <= _FIXED and near


def _each_once(text: str, mentions: Iterator[Mention]) -> tuple[Limit, ...]:
    """The limits, each once in a sentence. Where the work repeats, the years it runs for are no limit of their own."""
    limits = [limit for mention in mentions for limit in mention.limits]
    repeats = any(limit.type == "SET" for limit in limits)
    kept: list[Limit] = []
    last: dict[tuple[object, ...], int] = {}
    for limit in limits:
        value, running = _value(limit), repeats and limit.type == "DATE" and _YEARS.search(limit.text)
        known = value in last and _same_sentence(text, last[value], limit.start or 0)
        if not (running or known):
            kept.append(limit)
        last[value] = limit.end or 0
    return tuple(x for x in kept if not any(_refines(text, x, other) for other in kept))


def find_limits(text: str, issued_on: date | None, *, shift: bool = False) -> tuple[Limit, ...]:
    """The limits on doing the task that a clause or segment sets, in order, as GUIDELINE *Time limits* says.

    Offsets count from the start of ``text`` and ``text[start:end] == limit.text``. ``issued_on`` gives
    a year that is left out and the start of *kể từ ngày ký*; a day that cannot be told has ``due``
    None and says so in its rule (*đề nghị kiểm tra*). ``shift`` moves a last day on a weekend or public holiday to
    the next working day (BLDS 2015, Điều 148). Never raises.
    """
    return _each_once(text, _mentions(text, issued_on, shift))


def cell_limits(text: str, issued_on: date | None, *, shift: bool = False) -> tuple[Limit, ...]:
    """The limits of a cell of a time column or of a *Thời gian thực hiện: …* line, where a bare day,
    period or repetition is the limit, also in the short forms of tables and of Excel (*T6/2025*, *30-Jun-25*).

    A cell that speaks of time and is not understood is one limit without a day, whose rule asks for a check.
    As ``find_limits`` otherwise.
    """
    mentions = list(_mentions(text, issued_on, shift, cell=True, short=True))
    limits = _each_once(text, iter(mentions))
    low = lower(text)
    understood = any(mention.refused != NOT_ENOUGH for mention in mentions)
    if understood or not _TIME.search(low) or _untimed().match(low):
        return limits
    start, words = len(text) - len(text.lstrip()), text.strip()
    rule = f"{_quoted(words)}: chưa hiểu thời hạn này, {CHECK}"
    return (Limit(words, "DATE", rule=rule, start=start, end=start + len(words)),)


def time_mentions(text: str, issued_on: date | None = None) -> tuple[Mention, ...]:
    """All time expressions of a text, those that are no limit with the reason."""
    return tuple(_mentions(text, issued_on))


@lru_cache(maxsize=1)
def _untimed() -> re.Pattern[str]:
    """A label or nothing, and a time that is no limit: *Thời gian thực hiện: theo tiến độ …*."""
    label = rf"(?:(?:{any_of('label')}|{any_of('weak_label')})(?:\s{{1,3}}\w{{1,10}}){{0,4}}?\s{{0,3}}:?\s{{0,3}})"
    return re.compile(rf"\W{{0,5}}(?P<label>{label})?(?:{any_of('no_limit_time')})(?!\w)")


@lru_cache(maxsize=1)
def _bare_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of('bare')})(?!\w)")


def is_bare_limit(text: str, issued_on: date | None) -> bool:
    """Whether a segment says nothing but when: it qualifies the task before it and is none itself."""
    low = lower(text)
    spans = [(m.start, m.end) for m in _mentions(text, issued_on, cell=True) if m.limits]
    if not spans:
        untimed = _untimed().match(low)
        return bool(untimed and untimed["label"])
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    rest = " ".join(low[end:start] for end, start in zip([0, *ends], [*starts, len(low)], strict=True))
    return not re.search(r"[^\W\d]", _bare_words().sub(" ", rest))
