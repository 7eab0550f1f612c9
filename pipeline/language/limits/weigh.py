"""The scales: which times of a text limit the doing of the task, and why the others do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from pipeline.language.tagged import Chunk

from .classes import HERE, alphabet
from .expressions import Expression
from .rules import AMOUNTS, CELL, CYCLES, DATED, LOOSE, PAST, Weighing
from .times import Repeat, Unclear

GRACE: Final = timedelta(days=60)
"""A directive may be signed after the day it sets; a day that is longer past is background."""
_LEFT, _RIGHT, _SENTENCE = 30, 32, 90
_STRONG: Final = frozenset({"before", "by"})
_RULES: Final[Mapping[str, tuple[Weighing, ...]]] = {
    "date": DATED, "span": DATED, "years": DATED, "cycle": CYCLES, "amount": AMOUNTS, "cell": CELL}
_FRAME: Final = ("(?:<told_cue>{mark}(?:<cue>{mark}){0,5}<here>(?!<amount>)"
                 "|(?:<within>|<ahead>|<after>){mark}<here><amount>)")
_PERIODIC: Final = "(?:<periodic>|(?=<long>)<amount>){to_anchor}<here>"
_REGULAR: Final = "<regular>{sentence}*<here>"


@dataclass(frozen=True, slots=True)
class Weighed:
    """An expression with the verdict on it.

    ``start``–``end`` are the words of the limit with its cue, ``roles`` the roles of the cue; ``refused`` says in
    Vietnamese why it is no limit, None when it is one; ``tail`` are the chunks that say from when it counts.
    """

    expression: Expression
    at: int
    start: int
    end: int
    rule: str
    roles: frozenset[str] = frozenset()
    refused: str | None = None
    tail: tuple[Chunk, ...] = ()

    @property
    def strong(self) -> bool:
        """Whether *trước*, *chậm nhất* stand before it."""
        return bool(self.roles & _STRONG)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return alphabet().compile(pattern)


def load() -> None:
    """Compile the rules, each of which is compiled where it is tried first otherwise."""
    rules = (rule for table in (*_RULES.values(), LOOSE) for rule in table)
    for pattern in (*(rule.pattern for rule in rules), _FRAME, _PERIODIC, _REGULAR):
        _pattern(pattern)


def _window(chunks: tuple[Chunk, ...], at: int, left: int = _LEFT) -> tuple[Chunk, ...]:
    return (*chunks[max(0, at - left):at], HERE, *chunks[at:at + _RIGHT])


def _weigh(text: str, chunks: tuple[Chunk, ...], at: int, rules: tuple[Weighing, ...]) -> Weighed:
    """The verdict of the first rule that fits the window around chunk ``at``."""
    expression: Expression = chunks[at].value
    tagged = alphabet().tag(text, _window(chunks, at))
    rule, found = next((rule, found) for rule in rules if (found := tagged.search(_pattern(rule.pattern))))
    tails = [found.chunks(name) for name in _pattern(rule.pattern).groupindex if found.has(name)]
    tail = tails[0] if tails else ()
    frame = tagged.search(_pattern(_FRAME))
    cue = tuple(part for part in frame.chunks() if isinstance(part.value, frozenset)) if frame else ()
    roles = frozenset(role for part in cue for role in part.value)
    ends = (expression.end, *(part.end for part in tail))
    return Weighed(expression, at, cue[0].start if cue else expression.start, max(ends),
                   rule.name, roles, rule.refused, tail)


def _closed(text: str, item: Weighed) -> Weighed:
    """With the bracket that closes one opened inside: *định kỳ hằng năm (trước ngày 30/11)*."""
    words = text[item.start:item.end]
    close = re.compile(r"\s{0,3}\)").match(text, item.end)
    return replace(item, end=close.end()) if close and words.count("(") > words.count(")") else item


def _long_past(item: Weighed, issued_on: date) -> bool:
    times = item.expression.days[-1:] or item.expression.periods[-1:]
    try:
        gone = issued_on - times[0].span(issued_on)[1]
    except (Unclear, IndexError, OverflowError):
        return False
    return gone > (GRACE if item.strong else timedelta(0))


def weighed(low: str, chunks: tuple[Chunk, ...], issued_on: date | None, cell: bool) -> Iterator[Weighed]:
    """Every expression of a text with its verdict, in order; lengths take in the words from when they count."""
    taken = 0
    for at, part in enumerate(chunks):
        if not isinstance(part.value, Expression) or part.start < taken:
            continue
        item = _closed(low, _weigh(low, chunks, at, _RULES.get("cell" if cell else part.value.kind, LOOSE)))
        item = replace(item, start=min(max(item.start, taken), part.start))
        if not item.refused and not cell and issued_on and _long_past(item, issued_on):
            item = replace(item, refused=PAST)
        taken = taken if item.refused else item.end
        yield item


def anchored(low: str, chunks: tuple[Chunk, ...], items: Iterator[Weighed]) -> list[Weighed]:
    """Join *hằng năm … trước ngày 15 tháng 12*: a day without a year repeats as its sentence says."""
    joined: list[Weighed] = []
    for item in items:
        first = _sentence(chunks, item.at) if _loose(item) else item.at
        repeat = _repeated(low, chunks[first:item.at], item.expression, joined)
        if repeat is None:
            joined.append(item)
            continue
        joined = [j for j in joined if j.at < first or not _plain(j)]
        joined.append(replace(item, expression=replace(item.expression, kind="cycle", repeat=repeat)))
    return joined


def _sentence(chunks: tuple[Chunk, ...], at: int) -> int:
    """The first chunk of the sentence that holds chunk ``at``; it is looked back at for a bounded stretch."""
    floor = max(0, at - _SENTENCE)
    return next((i + 1 for i in range(at - 1, floor, -1) if chunks[i].value == frozenset({"stop"})), floor)


def _plain(item: Weighed) -> bool:
    e = item.expression
    return e.kind == "cycle" and item.refused is None and not (e.days or e.weekday or e.periods)


def _loose(item: Weighed) -> bool:
    """Whether it is a limit on a day without a year."""
    days = item.expression.days[-1:]
    return item.expression.kind == "date" and not item.refused and all((d.year, d.offset) == (None, None) for d in days)


def _repeated(low: str, before: tuple[Chunk, ...], expression: Expression, items: list[Weighed]) -> Repeat | None:
    """The repetition that a loose day belongs to by the words before it in its sentence, None when nothing repeats."""
    if not before:
        return None
    first = before[0].start
    known = (i.expression.repeat for i in reversed(items) if i.start >= first and not i.refused and i.expression.repeat)
    window = alphabet().tag(low, (*before, HERE))
    yearly = Repeat(((1, "năm"),)) if expression.days[-1].month else None
    told = yearly if window.search(_pattern(_PERIODIC)) else None
    regular = (yearly or Repeat(((1, "tháng"),))) if window.search(_pattern(_REGULAR)) else None
    return next(known, told or regular)
