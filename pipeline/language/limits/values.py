"""The value of a limit: last day, duration or repetition, and the sentence that says how it was made.

DATE and DURATION are those of TIMEX3 (a duration in ISO 8601), SET is a rule of RFC 5545.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pipeline.model.task import Limit

from . import workdays
from .expressions import Expression
from .times import CHECK, Day, Period, Repeat, Unclear
from .weigh import Weighed
from .words import any_of, phrases, single, values

_FREQUENCIES: Final = {"ngày": ("DAILY", 1), "tuần": ("WEEKLY", 1), "tháng": ("MONTHLY", 1), "quý": ("MONTHLY", 3),
                       "năm": ("YEARLY", 1)}
_ISO: Final = {"D": "P{}D", "W": "P{}W", "M": "P{}M", "Y": "P{}Y", "H": "PT{}H", "MIN": "PT{}M"}
_SINCE = re.compile(r"\W*(?:kể|tính)?\s{0,3}(?:từ|sau)\s{1,3}(?:ngày|khi|lúc|thời\s{1,3}điểm)?\s{0,3}")
_THIS = r"(?:\s[\w\s]{0,30}\snày)?"
_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Reading:
    """A limit before it gets its place in the text; ``how`` goes into the rule.

    ``start``, ``end`` are its own words where an expression holds several limits.
    """

    limit: Limit
    how: str
    start: int | None = None
    end: int | None = None


def _clock(expression: Expression) -> str | None:
    return str(expression.clock) if expression.clock else None


def _day(day: Day, issued_on: date | None) -> tuple[date | None, str]:
    """The day and how it was found; None with the reason when there is none."""
    try:
        return day.span(issued_on)[0], day.how
    except Unclear as why:
        return None, str(why)


def _weekday_name(code: str) -> str:
    name = next(word for word, value in values("weekday").items() if value == code)
    return "Chủ nhật" if code == "SU" else f"thứ {name.capitalize()}"


def _mismatch(expression: Expression, due: date | None) -> str:
    """A doubt when the day of the week that is written is another one."""
    said = expression.weekday.code if expression.weekday else None
    if due is None or said in (None, _CODES[due.weekday()]):
        return ""
    return f"; {due:%d/%m/%Y} là {_weekday_name(_CODES[due.weekday()])}, không phải {_weekday_name(str(said))}, {CHECK}"


def read_date(item: Weighed, issued_on: date | None, _: str) -> Iterator[Reading]:
    """The day; of a range or list the last one, unless each is a limit (*trước ngày 15/6 và 15/12*)."""
    expression = item.expression
    several = expression.joined != "range" and (item.strong or len({(d.year, d.month) for d in expression.days}) > 1)
    count = len(expression.days) if several else 1
    last = len(expression.days) - 1
    for number in range(last + 1 - count, last + 1):
        due, how = _day(expression.days[number], issued_on)
        how = how.replace("lấy ngày được nêu", "lấy ngày sau cùng") if count <= last else how
        start, end = expression.spans[number]
        yield Reading(Limit("", "DATE", due=due, time=_clock(expression)), how + _mismatch(expression, due),
                      None if number + count == last + 1 else start, None if number == last else end)


def read_holiday(item: Weighed, issued_on: date | None, _: str) -> Iterator[Reading]:
    """The day before a feast."""
    feast = item.expression.days[-1]
    day, how = _day(feast, issued_on)
    yield Reading(Limit("", "DATE", due=day and day - workdays.ONE_DAY), f"ngày trước {feast.feast}; {how}")


def read_period(item: Weighed, issued_on: date | None, _: str) -> Iterator[Reading]:
    """The last day of the period; a repetition when it goes on in the years after."""
    period: Period = item.expression.periods[-1]
    if period.follows:
        yield Reading(Limit("", "SET", rrule="FREQ=YEARLY"), "việc lặp lại hằng năm từ năm được nêu")
        return
    try:
        due, how = period.due(issued_on, "before" in item.roles)
        yield Reading(Limit("", "DATE", due=due), how)
    except Unclear as why:
        yield Reading(Limit("", "DATE"), str(why))


def _frequency(interval: int, unit: str) -> str:
    freq, factor = _FREQUENCIES[unit]
    interval *= factor
    if freq == "MONTHLY" and interval % 12 == 0:
        freq, interval = "YEARLY", interval // 12
    return f"FREQ={freq}" + (f";INTERVAL={interval}" if interval > 1 else "")


def _listed(name: str, numbers: Iterable[object]) -> str:
    known = list(dict.fromkeys(numbers))
    return f";{name}={','.join(map(str, known))}" if known else ""


def read_cycle(item: Weighed, issued_on: date | None, _: str) -> Iterator[Reading]:
    """The repetitions, one for each day of the month when the days have their months."""
    expression, how = item.expression, "việc lặp lại theo kỳ được nêu"
    repeat, days = expression.repeat or Repeat(()), expression.days
    if expression.joined == "range":
        days = days[-1:]
    if days and all(d.month for d in days):
        rules, how = list(dict.fromkeys(_yearly(days))), "ngày được nêu, lặp lại hằng năm"
    else:
        months = () if expression.joined == "range" else expression.periods
        fixed = (";BYMONTHDAY=-1" if repeat.last and repeat.cycles[0][1] != "năm" else "") + _listed(
            "BYMONTHDAY", (d.day for d in days)) + _listed(
            "BYMONTH", (n for p in months if not p.ranged for n in (p.listed or (p.month,)))) + _listed(
            "BYDAY", (expression.weekday.code,) if expression.weekday else ())
        rules = [_frequency(*cycle) + fixed for cycle in repeat.cycles]
    for rule in rules:
        yield Reading(Limit("", "SET", rrule=rule, time=_clock(expression)), how)


def _yearly(days: tuple[Day, ...]) -> Iterator[str]:
    """Each date of the year is a repetition of its own."""
    yield from (f"FREQ=YEARLY;BYMONTH={d.month};BYMONTHDAY={d.day}" for d in days)


def _counted_from(item: Weighed, tail: str, issued_on: date | None) -> tuple[date | None, str, int]:
    """The day a duration counts from, by the words behind it, and whether on (1) or back (-1)."""
    day = next((c.value.days[0] for c in item.tail if isinstance(c.value, Expression) and c.value.days), None)
    if day is not None and (day.year is not None or day.feast):
        said = {role for part in item.tail if isinstance(part.value, frozenset) for role in part.value}
        back = item.tail[0].start < item.expression.start or "before" in said
        return _day(day, issued_on)[0], "ngày được nêu", -1 if back else 1
    if single(tail) in phrases("onward"):
        return issued_on, "ngày ban hành", 1
    since = _SINCE.match(tail)
    if since and re.fullmatch(f"(?:{any_of('from_issue')}){_THIS}", single(tail[since.end():])):
        return issued_on, "ngày ban hành", 1
    return None, "", 1


def read_length(item: Weighed, issued_on: date | None, tail: str) -> Iterator[Reading]:
    """The duration; its last day too when it counts from the signing or from, or back from, a day that is named."""
    length = item.expression.length
    assert length is not None
    start, since, way = _counted_from(item, tail, issued_on)
    how = f"{length.count} {length.name}{' làm việc' if length.working else ''}"
    try:
        due = workdays.after(start, way * int(length.count), length.unit, length.working) if start else None
    except (ValueError, OverflowError):
        due = None
    if due:
        counted = f"tính {'từ' if way > 0 else 'ngược từ'} {since}, không tính ngày đầu (Bộ luật Dân sự 2015, Điều 147)"
        how = f"{how} {counted}{', bỏ ngày nghỉ và ngày lễ' if length.working else ''}"
    else:
        how += "; chưa tính được ngày cuối vì không rõ mốc bắt đầu"
    value = _ISO[length.unit].format(length.count)
    yield Reading(Limit("", "DURATION", due=due, value=value, working=length.working), how)


def read_named(item: Weighed, issued_on: date | None, _: str) -> Iterator[Reading]:
    """The day of a week that is told; of an hour or a day of the week alone nobody can tell the day."""
    expression = item.expression
    limit = Limit("", "DATE", time=_clock(expression))
    if expression.week is None or expression.weekday is None:
        yield Reading(limit, f"không rõ ngày nào, {CHECK}")
        return
    try:
        monday = expression.week.span(issued_on)[0]
    except Unclear as why:
        yield Reading(limit, str(why))
        return
    due = monday + workdays.ONE_DAY * _CODES.index(expression.weekday.code)
    yield Reading(replace(limit, due=due), "ngày trong tuần, tính theo tuần ban hành")


READ: Final[Mapping[str, Callable[[Weighed, date | None, str], Iterator[Reading]]]] = {
    "date": read_date, "holiday": read_holiday, "span": read_period, "years": read_period, "cycle": read_cycle,
    "amount": read_length, "named": read_named, "hour": read_named, "unknown": read_named,
}
"""How the value of each kind of expression is made."""
