"""Times that belong together: lists and ranges of days, an hour with its day, a repetition with its day.

Each shape of expression is a rule over the classes of single times and the words between them; the groups of its
pattern are the parts of the expression.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from pipeline.language.tagged import Chunk, Found, Rule, Tagged

from .atoms import atoms
from .classes import alphabet, chunk, chunks, classes
from .times import Clock, Day, Length, Period, Repeat, Weekday


@dataclass(frozen=True, slots=True)
class Expression:
    """One or several times that say one thing; ``kind`` is that of the value to be made of it (``classes.FLAGS``).

    ``days`` are completed with the month and year of the last one, ``spans`` are their places. ``weekday`` is the one
    written beside a day or a repetition, ``week`` the one it lies in. ``joined`` tells how several hang together.
    Offsets point into the text.
    """

    kind: str
    start: int
    end: int
    days: tuple[Day, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    periods: tuple[Period, ...] = ()
    repeat: Repeat | None = None
    length: Length | None = None
    clock: Clock | None = None
    weekday: Weekday | None = None
    week: Period | None = None
    joined: Literal["", "list", "range"] = ""
    school: bool = False

    def classes(self, issued_on: date | None) -> frozenset[str]:
        """The classes of the grammar it belongs to, seen from the day of issue."""
        period, repeat, length = (Period(""), *self.periods)[-1], self.repeat, self.length
        year = period.year or next((day.year for day in self.days[-1:]), None)
        gone = issued_on is not None and self.kind == "years" and (year or 0) <= issued_on.year
        coming = any(day.offset is not None for day in self.days) or (period.ahead is not None and not period.month)
        flags = {
            "coming": coming and (period.ahead != 0 or bool(period.edge)), "school": self.school,
            "range": self.joined == "range", "list": bool(self.joined), "days": bool(self.days), "rest": period.rest,
            "bare": not any(day.word for day in self.days) and all(p.bare for p in self.periods),
            "vague": year is None or period.name == "giai đoạn" or gone,  # Năm 2025, … in 2025 tells what was done
            "lasting": period.months > 12 or period.follows,
            "told": self.week is not None, "weekly": self.weekday is not None,
            "fixed": bool(self.days or self.weekday or self.clock or self.periods or (repeat and repeat.last)),
        }
        if repeat:
            flags |= {"regular": repeat.word == "định", "each": repeat.word == "mỗi", "once": repeat.once,
                      "often": repeat.cycles[0][1] in ("ngày", "tuần"),
                      "leads": repeat.word in ("định", "hằng", "hàng", "mỗi")}
        if length:
            flags |= {"working": length.working, "short": length.unit in ("D", "H"), "long": length.unit in ("W", "M"),
                      "hours": length.unit == "H"}
        return classes(self.kind, flags)


RULES: Final = (
    Rule("date", "one or several days, with the hour before and the day of the week beside them; behind them *hằng "
         "năm*, *của tháng cuối quý* makes them come again, *tháng sau* moves them",
         "(?:(?P<clock>{clocks}){near})?(?:(?P<weekday><weekday>){near})?(?:(?P<from>(?=<undated>)<period>)"
         "<between>)?(?P<days>{days})(?:(?<=<no_month>)(?:<near>?(?P<next><next_month>)|(?P<set><month_tail>))"
         "|(?<=<undated>)(?:<near>?(?P<next2><next_year>)|(?P<set2><year_tail>)|{near}"
         "(?P<set3><set>)))?(?P<clock2><clock>)?(?:(?:<comma>|<open>){1,2}(?P<weekday2><weekday>))?",
         yes=("17h00 thứ Ba, ngày 25/11/2025", "ngày 26, 27/12/2011", "ngày 20 của tháng cuối quý", "ngày 15 tháng sau",
              "từ tháng 11 đến ngày 15 tháng 12", "15/6/2025 (thứ Hai)", "ngày 15/12 hằng năm", "mùng 5/9"),
         no=("tháng 9/2026", "thứ Sáu hằng tuần")),
    Rule("cycle", "a day of the week that comes again",
         "(?:(?P<clock>{clocks}){near})?(?P<weekday><weekday>){near}(?P<set><set>)",
         yes=("15 giờ 00 thứ Năm hằng tuần", "thứ Sáu hàng tuần"), no=("thứ Sáu tuần sau",)),
    Rule("named", "a day of this or the next week",
         "(?:(?P<clock>{clocks}){near})?(?P<weekday><weekday>)(?:<near>?(?P<week><week>))?",
         yes=("17h00 thứ Sáu tuần này", "thứ Hai của tuần sau"), no=("thứ Sáu hằng tuần",)),
    Rule("cycle", "a repetition; behind it the hour, the day of the week or the days on which it falls",
         "(?:(?P<clock>{clocks}){near})?(?P<set><set>)(?:{to_anchor}(?P<clock2><clock>)|{to_anchor}(?<=<before>)"
         "(?P<hours><hours>))?(?:{to_anchor}(?P<weekday><weekday>)|{to_anchor}(?P<days>{open_days})(?:<month_tail>"
         "|<year_tail>|<next_month>|<next_year>)?)?",
         yes=("hằng năm (trước ngày 30 tháng 11)", "hằng ngày trước 16 giờ", "hằng tuần, trước 15 giờ 00 ngày thứ Năm"),
         no=("hôm nay",)),
    Rule("span", "months, quarters, years in a list or range, which *hằng năm* makes come again",
         "(?P<periods><period>(?:(?:<between>|{listed})<period>){0,9})(?:(?<=<undated>){near}(?P<set><set>))?",
         yes=("Quý IV/2025 - Quý II/2026", "tháng 6 và tháng 12 hằng năm", "tháng 9/2026"), no=("ngày 5/6",)),
    Rule("amount", "a number of days, hours, months", "(?P<length><length>)", yes=("05 ngày làm việc",),
         no=("ngày 05",)),
    Rule("holiday", "the day of a feast", "(?P<days><feast>)", yes=("Tết Nguyên đán Ất Tỵ",), no=("tháng Chạp",)),
    Rule("hour", "an hour alone", "(?P<clock>{clocks})", yes=("17h00",), no=("17h00 ngày mai",)),
    Rule("unknown", "other words of time", "(?P<other><time>)", yes=("năm học 2025-2026",), no=("năm 2025 - 2026",)),
)
"""The shapes of expressions, by the kind of their value; the first one that fits is taken."""


_FIELDS: Final = {"weekday": "weekday", "week": "week", "set": "repeat", "length": "length"}
"""Groups of the rules, without the figure behind a second one, and the parts of the expression."""


def _completed(days: tuple[Chunk, ...]) -> Iterator[tuple[Day, tuple[int, int]]]:
    """The days from the last to the first; month and year of one hold for those before that leave them out."""
    after = Day()
    for item in reversed(days):
        day: Day = item.value
        month = day.month or after.month
        year = day.year or (after.year and after.year - ((month or 0) > (after.month or 0)))
        after = replace(day, month=month, year=year)
        for number in (day.day, *reversed(day.earlier)):
            yield replace(after, day=number, earlier=()), (item.start, item.end)


def _joined(parts: tuple[Chunk, ...]) -> Literal["", "list", "range"]:
    """How the times of an expression hang together."""
    words = {name for part in parts if isinstance(part.value, frozenset) for name in part.value}
    ranged = words & {"dash", "range"} or any(getattr(part.value, "ranged", False) for part in parts)
    several = words or any(getattr(part.value, "earlier", ()) for part in parts)
    return "range" if ranged else "list" if several else ""


def _expression(kind: str, found: Found, groups: frozenset[str]) -> Expression:
    """The expression of a match, of whose pattern ``groups`` took part."""
    said = {_FIELDS[name]: found.chunks(group)[-1].value for group in groups if (name := group.rstrip("23")) in _FIELDS}
    days, periods = (found.chunks(group) if group in groups else () for group in ("days", "periods"))
    completed = tuple(_completed(tuple(d for d in days if isinstance(d.value, Day))))[::-1]
    told = tuple(p.value for p in periods if isinstance(p.value, Period))
    hours = found.chunks("clock") if "clock" in groups else ()
    joined = "range" if "from" in groups else _joined((*days, *periods, *hours))
    clocks = [part.value for part in found.chunks() if isinstance(part.value, Clock)]
    if "other" in groups:
        said["school"] = getattr(found.chunks("other")[0].value, "told", False)
    if "hours" in groups:
        clocks = [Clock(int(found.chunks("hours")[0].value.count))]
    if "repeat" in said:
        kind, first = "cycle", found.chunks()[0].value
        said["repeat"] = replace(said["repeat"], word=getattr(first, "word", ""))
    elif told and told[-1].months >= 12:
        kind = "years"
    return Expression(kind, found.start(), found.end(), tuple(day for day, _ in completed),
                      tuple(place for _, place in completed), told, joined=joined,
                      clock=next(reversed(clocks), None), **said)


def _moved(expression: Expression, found: Found, groups: frozenset[str]) -> Expression:
    """The expression with its last day moved: *ngày 15 tháng sau*, *ngày 01/01 năm sau*."""
    for group in groups & {"next", "next2"}:
        period: Period = found.chunks(group)[0].value
        moved = replace(expression.days[-1], shift=period.months * (period.ahead or 0))
        return replace(expression, days=(*expression.days[:-1], moved))
    return expression


def match(tagged: Tagged, at: int) -> tuple[Rule, Expression]:
    """The first rule that fits the times from chunk ``at`` on, and the expression it makes."""
    for rule in RULES:
        pattern = alphabet().compile(rule.pattern)
        found = tagged.match(pattern, at)
        if found:
            groups = frozenset(group for group in pattern.groupindex if found.has(group))
            return rule, _moved(_expression(rule.name, found, groups), found, groups)
    raise ValueError("no time begins here")


@lru_cache(maxsize=64)
def parse(low: str, issued_on: date | None, cell: bool = False) -> tuple[Chunk, ...]:
    """The lower-case text as chunks, its expressions of time put together; empty when it has none.

    A segment is asked for its limits and then whether it is nothing but one.
    """
    times = atoms(low, cell)
    if not times:
        return ()
    tagged, result, at = alphabet().tag(low, chunks(low, times)), list[Chunk](), 0
    while at < len(tagged.chunks):
        part = tagged.chunks[at]
        if part.value is not None and not isinstance(part.value, frozenset):
            _, expression = match(tagged, at)
            part = chunk(expression.classes(issued_on), expression.start, expression.end, expression)
            at = tagged.index(expression.end) - 1
        result.append(part)
        at += 1
    return tuple(result)
