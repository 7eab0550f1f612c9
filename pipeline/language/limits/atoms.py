"""The time expressions of a text, one by one: days, periods, repetitions, lengths of time, times of day.

``atoms`` only reads what is written. Whether it limits a task is decided in ``judge``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from .patterns import time_expression, time_start
from .words import values

Kind = Literal["day", "period", "set", "length", "weekday", "time", "other"]
Edge = Literal["first", "middle", "last"]


@dataclass(frozen=True, slots=True)
class Atom:
    """One time expression. Offsets point into the text.

    day: ``day``, ``month``, ``year`` (None when left out). period: ``months`` months that end with
    ``month`` of ``year``; ``edge`` picks a part; ``follows`` when *và các năm tiếp theo* stands behind;
    ``name`` is tháng, quý, năm, giai đoạn; ``listed`` are all months of *tháng 6, 12*, ``ranged`` tells
    *tháng 6 - 12*, ``rest`` *những tháng cuối năm*. set: ``unit`` and ``interval``. length: ``count`` of
    ``unit``. ``relative`` is this or next, seen from the day of issue. ``bare`` tells that no word of time
    stands before the figures (*30/6*, *12/2025*, *2026 - 2030*).
    """

    kind: Kind
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    months: int = 1
    edge: Edge | None = None
    name: str = ""
    unit: str = ""
    interval: int = 1
    count: str = ""
    working: bool = False
    hour: int = 0
    minute: int = 0
    weekday: str = ""
    follows: bool = False
    relative: str = ""
    rest: bool = False
    listed: tuple[int, ...] = ()
    ranged: bool = False
    bare: bool = False


def lower(text: str) -> str:
    """Lower case with every character at its place (``İ`` would grow)."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _int(text: str | None) -> int | None:
    if text is None:
        return None
    word = re.sub(r"\s+", " ", text)
    for kind in ("month", "number"):
        if word in values(kind):
            return int(values(kind)[word])
    return int(word) if word.isdigit() else None


def _single(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _edge(text: str | None) -> Edge | None:
    return values("edge").get(_single(text)) if text else None  # type: ignore[return-value]


def _day(m: re.Match[str], day: str, month: str | None, year: str | None = None, name: str = "") -> Iterator[Atom]:
    y = _int(m[year]) if year else None
    yield Atom("day", m.start(), m.end(), day=_int(m[day]), month=_int(m[month]) if month else None,
               year=y + 2000 if y is not None and y < 100 else y, name=name,
               bare=not m[0].startswith(("ngày", "mùng", "mồng")))


def _day_list(m: re.Match[str]) -> Iterator[Atom]:
    numbers = list(re.finditer(r"\d{1,2}", m["listed"]))
    at = m.start("listed")
    for n in numbers:
        yield Atom("day", m.start() if n is numbers[0] else at + n.start(),
                   m.end() if n is numbers[-1] else at + n.end(),
                   day=int(n[0]), month=_int(m["lm"]), year=_int(m["ly"]))


def _years(m: re.Match[str], first: str, last: str) -> Iterator[Atom]:
    y1, y2 = int(m[first]), int(m[last])
    name = _single(m["span"])
    yield Atom("period", m.start(), m.end(), month=12, year=y2, months=12 * max(1, y2 - y1 + 1),
               name=name or "năm", follows=bool(m["years_on"]), bare=not name)


def _half(m: re.Match[str]) -> Iterator[Atom]:
    months = int(m["half_n"] or {"sáu": 6, "ba": 3, "chín": 9}[m["half_w"]])
    yield Atom("period", m.start(), m.end(), month=months if m["half_part"] == "đầu" else 12, months=months,
               year=_int(m["half_year"]), name="tháng")


def _rest(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("period", m.start(), m.end(), month=6 if m["rest_part"] == "đầu" else 12, months=6,
               year=_int(m["rest_year"]), name="tháng", rest=not m["half_half"])


def _quarter(m: re.Match[str]) -> Iterator[Atom]:
    number = int(values("quarter")[m["q2"] or m["q1"]])
    yield Atom("period", m.start(), m.end(), month=3 * number, year=_int(m["qy"]), months=3,
               edge=_edge(m["quarter_edge"]), name="quý", follows=bool(m["quarter_on"]))


def _month(m: re.Match[str]) -> Iterator[Atom]:
    first = _int(m["m1"])
    others = m.string[m.end("m1"):m.end("m2")] if m["m2"] else ""
    more = [int(n) for n in re.findall(r"(?<!\d)\d{1,2}(?!\d)", others)]
    yield Atom("period", m.start(), m.end(), month=_int(m["m2"]) or first, year=_int(m["my"]),
               listed=tuple(n for n in (first, *more) if n and n <= 12),
               ranged=re.search(r"[-–—]|đến", others) is not None,
               edge=_edge(m["month_edge"]), name="tháng", follows=bool(m["month_on"]))


def _bare_month(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("period", m.start(), m.end(), month=_int(m["bm1"]), year=_int(m["by1"]), name="tháng", bare=True)


def _year(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("period", m.start(), m.end(), month=12, year=_int(m["y"]), months=12, edge=_edge(m["year_edge"]),
               name="năm", follows=bool(m["year_on"]))


def _bare_year(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("period", m.start(), m.end(), month=12, year=_int(m["by2"]), months=12, name="năm",
               follows=bool(m["bare_on"]), bare=True)


_MONTHS = {"tháng": 1, "quý": 3, "năm": 12}


def _relative(m: re.Match[str]) -> Iterator[Atom]:
    which = "next" if m["rel_which"] in ("tới", "sau") else "this"
    yield Atom("period", m.start(), m.end(), months=_MONTHS[m["rel"]], name=m["rel"], edge=_edge(m["rel_edge"]),
               relative=which)


def _only_edge(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("period", m.start(), m.end(), months=_MONTHS[m["edge_of"]], name=m["edge_of"], edge=_edge(m["edge"]),
               relative="this")


def _today(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("day", m.start(), m.end(), relative="this")


_EXTRA = re.compile(r"(?<!\w)(?:h[ằà]ng\s{1,3})?(?:(\d{1,2})\s{1,3})?(tuần|tháng|quý|năm)(?!\w)")


def _listed(m: re.Match[str], group: str, interval: int) -> Iterator[Atom]:
    """The repetition in ``group`` and those listed after it, each with its own words."""
    yield Atom("set", m.start(), m.end(group), unit=m[group], interval=interval)
    for extra in _EXTRA.finditer(m.string, m.end(group), m.end()):
        yield Atom("set", extra.start(), extra.end(), unit=extra[2], interval=_int(extra[1]) or 1)


def _times(m: re.Match[str], unit: str, times: str) -> Atom:
    """``times`` in each ``unit``: *năm 2 lần* is every six months."""
    count, months = _int(m[times]) or 1, {"năm": 12, "quý": 3, "tháng": 1}.get(m[unit], 0)
    if count > 1 and months and months % count == 0:
        return Atom("set", m.start(), m.end(), unit="tháng", interval=months // count)
    return Atom("set", m.start(), m.end(), unit=m[unit])


def _last_day(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("set", m.start(), m.end(), unit=m["last_day"], edge="last")


def _every(m: re.Match[str]) -> Iterator[Atom]:
    if m["every_n"]:
        yield _times(m, "every", "every_n")
    else:
        yield from _listed(m, "every", 1)


def _often(m: re.Match[str]) -> Iterator[Atom]:
    yield _times(m, "often", "often_n")


def _once_in(m: re.Match[str]) -> Iterator[Atom]:
    if m["once_times"] and (_int(m["once_n"]) or 1) == 1:
        yield _times(m, "once", "once_times")
    else:
        yield Atom("set", m.start(), m.end(), unit=m["once"], interval=_int(m["once_n"]) or 1)


def _regular(m: re.Match[str]) -> Iterator[Atom]:
    first, *others = _listed(m, "regular", _int(m["regular_n"]) or 1)
    if others:
        yield from (first, *others)
    else:
        yield Atom("set", m.start(), m.end(), unit=first.unit, interval=first.interval)


def _length(m: re.Match[str]) -> Iterator[Atom]:
    number = m["length"].replace(",", ".")
    count = "5" if number == "năm" else number if number[0].isdigit() else str(_int(number))
    yield Atom("length", m.start(), m.end(), count=count.lstrip("0") or "0", unit=values("unit")[_single(m["unit"])],
               working=bool(m["working"]), name=_single(m["unit"]))


def _weekday(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("weekday", m.start(), m.end(), weekday="SU" if m["sunday"] else values("weekday")[m["weekday"]])


def _time(m: re.Match[str]) -> Iterator[Atom]:
    hour = int(m["hour"]) + (12 if m["noon"] in ("chiều", "tối") and int(m["hour"]) < 12 else 0)
    minute = int(m["minute"] or m["minute2"] or 0)
    yield Atom("time", m.start(), m.end(), hour=hour, minute=minute)


def _other(m: re.Match[str]) -> Iterator[Atom]:
    yield Atom("other", m.start(), m.end())


_BUILD: dict[str, Callable[[re.Match[str]], Iterator[Atom]]] = {
    "tet_": _other, "school_": _other, "half_": _half, "rest_": _rest, "quarter_": _quarter, "month_": _month,
    "bare_month_": _bare_month, "year_": _year, "bare_year_": _bare_year, "relative_": _relative,
    "last_day_": _last_day, "edge_": _only_edge, "today_": _today, "every_": _every, "often_": _often,
    "once_in_": _once_in,
    "regular_": _regular, "length_": _length, "weekday_": _weekday, "time_": _time,
    "years_": lambda m: _years(m, "y1", "y2"), "bare_years_": lambda m: _years(m, "z1", "z2"),
    "full_day_": lambda m: _day(m, "fd", "fm", "fy"), "day_range_": lambda m: _day(m, "rd", "rm", "ry", "range"),
    "short_year_": lambda m: _day(m, "sd", "sm", "sy"), "word_day_": lambda m: _day(m, "wd", "wm", "wy"),
    "plain_day_": lambda m: _day(m, "pd", "pm", "py"), "day_month_": lambda m: _day(m, "md", "mm"),
    "day_list_": _day_list,
    "bare_day_": lambda m: _day(m, "bd", "bm"), "day_": lambda m: _day(m, "od", None),
}


def _sound(atom: Atom) -> bool:
    """Whether the figures can be what their form says: *24/24*, *1/500* and *45 giờ 00* are not."""
    if atom.kind == "length":
        return atom.count != "0"
    if atom.kind == "time":
        return atom.hour <= 24
    if atom.kind == "day" and not atom.relative:
        return 1 <= (atom.day or 0) <= 31 and (atom.month is None or 1 <= atom.month <= 12)
    if atom.kind == "period" and not atom.relative:
        return 1 <= (atom.month or 0) <= 12
    return True


def atoms(low: str) -> list[Atom]:
    """The time expressions of a lower-case text in order, without overlaps."""
    found: list[Atom] = []
    expression, end = time_expression(), 0
    for start in time_start().finditer(low):
        m = expression.match(low, start.start()) if start.start() >= end else None
        sound = [a for a in _BUILD[m.lastgroup or ""](m) if _sound(a)] if m else []
        if m and sound:
            found.extend(sound)
            end = m.end()
    return found
