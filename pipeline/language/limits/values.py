"""The value of a time expression: last day, duration or repetition, and the sentence that says how it was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from dateutil.relativedelta import relativedelta

from pipeline.model.task import Limit

from . import workdays
from .atoms import Atom, atoms
from .groups import Expression
from .words import any_of, values

UNITS: Final = {"ngày": ("DAILY", 1), "tuần": ("WEEKLY", 1), "tháng": ("MONTHLY", 1), "quý": ("MONTHLY", 3),
                "năm": ("YEARLY", 1)}
_ISO: Final = {"D": "P{}D", "W": "P{}W", "M": "P{}M", "Y": "P{}Y", "H": "PT{}H", "MIN": "PT{}M"}
_SINCE = re.compile(r"(?:kể|tính)?\s{0,3}(?:từ|sau)\s{1,3}(?:ngày|khi|lúc|thời\s{1,3}điểm)?\s{0,3}(.*)", re.DOTALL)
YEAR_FROM_ISSUE = "năm suy từ ngày ban hành"


@dataclass(frozen=True, slots=True)
class Reading:
    """A limit before it gets its place in the text; ``how`` goes into the rule.

    ``start``, ``end`` are its own words where an expression holds several limits.
    """

    limit: Limit
    how: str
    start: int | None = None
    end: int | None = None


def quoted(text: str) -> str:
    """The words as the rule quotes them, shortened."""
    words = re.sub(r"\s+", " ", text).strip()
    return f"“{words if len(words) <= 90 else words[:87] + '…'}”"


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_value(atom: Atom, issued_on: date | None) -> tuple[date | None, str]:
    """The day and how its year was found; None when it is not in the calendar or its year is unknown."""
    if atom.relative:
        return issued_on, "ngày ban hành"
    if atom.year is not None and atom.month is not None:
        day = _calendar(atom.year, atom.month, atom.day or 0)
        return day, "lấy ngày được nêu" if day else "ngày không có trong lịch, đề nghị kiểm tra"
    if issued_on is None:
        return None, "thiếu năm và không rõ ngày ban hành, đề nghị kiểm tra"
    if atom.month is None:
        return _next_day_of_month(atom.day or 0, issued_on), "lấy ngày được nêu; tháng suy từ ngày ban hành"
    for year in (issued_on.year, issued_on.year + 1):
        day = _calendar(year, atom.month, atom.day or 0)
        if day and day >= issued_on:
            return day, f"lấy ngày được nêu; {YEAR_FROM_ISSUE}"
    return None, "ngày không có trong lịch, đề nghị kiểm tra"


def _next_day_of_month(number: int, issued_on: date) -> date | None:
    for step in range(3):
        first = issued_on.replace(day=1) + relativedelta(months=step)
        day = _calendar(first.year, first.month, number)
        if day and day >= issued_on:
            return day
    return None


def _dated_period(atom: Atom, issued_on: date | None) -> Atom | None:
    """The period with month and year filled in from the day of issue."""
    if not atom.relative and atom.year is not None:
        return atom
    if issued_on is None:
        return None
    if not atom.relative:
        done = atom.month is not None and workdays.month_end(issued_on.year, atom.month) < issued_on
        return replace(atom, year=issued_on.year + done)
    ends = -(-issued_on.month // atom.months) * atom.months
    last = date(issued_on.year, ends, 1) + relativedelta(months=atom.months if atom.relative == "next" else 0)
    return replace(atom, year=last.year, month=last.month)


def period_value(atom: Atom, issued_on: date | None, before: bool = False) -> tuple[date | None, str]:
    """The last day of a period, its part (BLDS 2015, Điều 146), or with ``before`` the day before it begins."""
    full = _dated_period(atom, issued_on)
    if full is None:
        return None, "thiếu năm và không rõ ngày ban hành, đề nghị kiểm tra"
    year, month = full.year or 0, full.month or 12
    end = workdays.month_end(year, month)
    begin = date(year, month, 1) - relativedelta(months=full.months - 1)
    guess = "" if atom.year is not None else f"; {YEAR_FROM_ISSUE}"
    if full.edge == "first":
        return begin, f"ngày đầu của {full.name} (Bộ luật Dân sự 2015, Điều 146){guess}"
    if full.edge == "middle":
        middle = date(year, 6, 30) if full.months == 12 else begin + relativedelta(months=full.months // 2, day=15)
        return middle, f"ngày giữa {full.name} (Bộ luật Dân sự 2015, Điều 146){guess}"
    if before and full.edge is None:
        return begin - workdays.ONE_DAY, f"ngày cuối cùng trước {full.name}{guess}"
    return end, f"ngày cuối cùng của {full.name}{guess}"


def last_day(expression: Expression, issued_on: date | None) -> date | None:
    """The last day that the words name, for comparison with the day of issue."""
    if expression.days:
        return day_value(expression.days[-1], issued_on)[0]
    return period_value(expression.periods[-1], issued_on)[0] if expression.periods else None


def clock(time: Atom | None) -> str | None:
    """HH:MM, None without a time of day."""
    return f"{time.hour:02d}:{time.minute:02d}" if time else None


def read_day(expression: Expression, issued_on: date | None, several: bool) -> Iterator[Reading]:
    """The day; of a range or list the last one, unless each is a limit (``several``)."""
    days = expression.days if several and expression.joined != "range" else expression.days[-1:]
    for atom in days:
        due, how = day_value(atom, issued_on)
        if len(expression.days) > len(days) and due:
            how = how.replace("lấy ngày được nêu", "lấy ngày sau cùng")
        yield Reading(Limit("", "DATE", due=due, time=clock(expression.time)), how,
                      None if atom is days[0] else atom.start, None if atom is days[-1] else atom.end)


def read_period(expression: Expression, issued_on: date | None, before: bool) -> Iterator[Reading]:
    """The last day of the period; a repetition when it goes on in the years after."""
    atom = expression.periods[-1]
    if atom.follows:
        yield Reading(Limit("", "SET", rrule="FREQ=YEARLY"), "việc lặp lại hằng năm từ năm được nêu")
        return
    due, how = period_value(atom, issued_on, before)
    yield Reading(Limit("", "DATE", due=due), how)


def _frequency(repeat: Atom) -> str:
    freq, factor = UNITS[repeat.unit]
    interval = factor * repeat.interval
    if freq == "MONTHLY" and interval % 12 == 0:
        freq, interval = "YEARLY", interval // 12
    return f"FREQ={freq}" + (f";INTERVAL={interval}" if interval > 1 else "")


def read_set(expression: Expression) -> Iterator[Reading]:
    """The repetition as an RFC 5545 rule, one for each day of the month it names."""
    repeat, days = expression.repeat, expression.days
    assert repeat is not None
    time = clock(expression.time)
    if expression.joined == "range":
        days = days[-1:]
    if days and all(d.month for d in days):
        yield from _yearly(days, time)
        return
    rule = _frequency(repeat)
    if repeat.edge == "last" and repeat.unit != "năm":
        rule += ";BYMONTHDAY=-1"
    if days:
        rule += ";BYMONTHDAY=" + _listed(d.day for d in days)
    if expression.periods and expression.joined != "range" and not any(p.ranged for p in expression.periods):
        rule += ";BYMONTH=" + _listed(n for p in expression.periods for n in (p.listed or (p.month,)))
    if expression.weekday:
        rule += f";BYDAY={expression.weekday}"
    yield Reading(Limit("", "SET", rrule=rule, time=time), "việc lặp lại theo kỳ được nêu")


def _listed(numbers: object) -> str:
    return ",".join(str(n) for n in dict.fromkeys(numbers))  # type: ignore[call-overload]


def _yearly(days: tuple[Atom, ...], time: str | None) -> Iterator[Reading]:
    by_day = sorted(days, key=lambda d: d.day or 0) if len({d.day for d in days}) > 1 else list(days)
    for number, same in groupby(by_day, key=lambda d: d.day):
        rule = f"FREQ=YEARLY;BYMONTH={_listed(d.month for d in same)};BYMONTHDAY={number}"
        yield Reading(Limit("", "SET", rrule=rule, time=time), "ngày được nêu, lặp lại hằng năm")


def read_length(expression: Expression, tail: str, issued_on: date | None) -> Iterator[Reading]:
    """The duration; its last day too when it counts from the signing or from a day that is named."""
    atom = expression.length
    assert atom is not None
    start, since = _start(tail, issued_on)
    value = _ISO[atom.unit].format(atom.count)
    how = f"{atom.count} {atom.name}{' làm việc' if atom.working else ''}"
    due = None
    if start and atom.count.isdigit():
        try:
            due = workdays.after(start, int(atom.count), atom.unit, atom.working)
        except OverflowError:
            due = None
    if due:
        how += f" tính từ {since}, không tính ngày đầu (Bộ luật Dân sự 2015, Điều 147)"
        how += ", bỏ ngày nghỉ và ngày lễ" if atom.working else ""
    else:
        how += "; chưa tính được ngày cuối vì không rõ mốc bắt đầu"
    yield Reading(Limit("", "DURATION", due=due, value=value, working=atom.working), how)


def _start(tail: str, issued_on: date | None) -> tuple[date | None, str]:
    """The day a duration counts from, by the words behind it."""
    m = _SINCE.search(tail)
    if not m:
        return None, ""
    words = re.sub(r"\s+", " ", m[1]).strip()
    if re.fullmatch(rf"(?:{any_of('from_issue')})(?:\s[\w\s]{{0,30}}\snày)?", words):
        return issued_on, "ngày ban hành"
    named = [a for a in atoms(tail) if a.kind == "day" and a.year is not None]
    if named and re.match(r"(?:ngày\s)?\d", words):
        return day_value(named[0], issued_on)[0], "ngày được nêu"
    return None, ""


_WEEK = re.compile(r"\s{0,3}(?:của\s)?tuần\s{1,3}(này|tới|sau)(?!\w)")


def weekday_value(expression: Expression, low: str, issued_on: date | None) -> tuple[date | None, int]:
    """The day of *thứ Sáu tuần này*, *tuần tới* by the week of issue, and where these words end."""
    week = _WEEK.match(low, expression.end)
    if not week or issued_on is None:
        return None, expression.end
    number = list(dict.fromkeys([*values("weekday").values(), "SU"])).index(expression.weekday)
    monday = issued_on - workdays.ONE_DAY * issued_on.weekday()
    return monday + workdays.ONE_DAY * (number + (0 if week[1] == "này" else 7)), week.end()
