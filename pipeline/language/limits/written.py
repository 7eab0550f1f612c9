"""From the words of a form to its time: one small function for each way of writing, all pure.

They take the groups of a form (``forms.py``) by name; ValueError when the figures cannot be what the form says.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from .times import CHECK, Clock, Day, Length, Period, Repeat
from .words import single, values
from .workdays import ONE_DAY

_UNIT_MONTHS: Final = {"tuần": 0, "tháng": 1, "quý": 3, "năm": 12}
_EXCEL_ZERO: Final = date(1899, 12, 30)
_CYCLE = re.compile(r"(?:(\d{1,2})\s{1,3})?(ngày|tuần|tháng|quý|năm)(?!\w)")
_BETWEEN = re.compile(r"\s*(?:[,+\-–—]|và|đến|hoặc|tháng|quý)\s*")
_RANGE = re.compile(r"[\-–—]|đến")


def number(text: str, which: str = "number") -> int:
    """A number in figures or in words of a kind of ``time_words.csv``."""
    said = single(text)
    return int(values(which).get(said, said))


def month(text: str) -> int:
    """A month in figures or by its name, also *Chạp* and *Jun*."""
    said = single(text)
    names = values("month") | values("lunar_month") | values("english_month")
    return int(names.get(said, said))


def full_year(text: str) -> int:
    """A year of four figures, of two (*26*), or of five where a footnote mark stands behind (*20262*)."""
    year = int(text[:4])
    return year + 2000 if year < 100 else year


def _several(run: str, which: str) -> list[int]:
    """The numbers of a list or range: *6, 7 và 12*, *II - III*."""
    return [number(word, which) for word in _BETWEEN.split(run) if word]


def day_list(days: str, **parts: Any) -> Day:
    """*ngày 5, 10 và 20*"""
    *earlier, last = (int(n) for n in re.findall(r"\d{1,2}", days))
    return Day(last, earlier=tuple(earlier), word="ngày", **parts)


def feast_day(feast: str, year: int | None = None) -> Day:
    """*Tết Nguyên đán*, *Tết Trung thu*"""
    day, month, calendar = values("feast")[single(feast)].split("/")
    return Day(int(day), int(month), year, word="tết", lunar=calendar == "L", feast=single(feast))


def new_year_day(day: int, word: str = "") -> Day:
    """*28 Tết* is a day of the last month of the old year, *mùng 6 Tết* of the first one of the new."""
    return Day(day, 12 if day > 15 else 1, word=word or "tết", lunar=True)


def us_day(**parts: Any) -> Day:
    """*6/30/2025*, the month first."""
    return Day(**parts, note=f"tháng viết trước ngày, {CHECK}")


def excel_day(serial: int) -> Day:
    """*45838*: the days since 30 December 1899, as Excel stores a day."""
    day = _EXCEL_ZERO + ONE_DAY * serial
    return Day(day.day, day.month, day.year, note=f"đọc theo số ngày của Excel, {CHECK}")


def month_run(run: str, **parts: Any) -> Period:
    """*tháng 6, 7 - 12*"""
    listed = tuple(_several(run, "month"))
    return Period("tháng", month=listed[-1], listed=listed, ranged=_RANGE.search(run) is not None, **parts)


def quarter_run(run: str, **parts: Any) -> Period:
    """*quý II, III*"""
    return Period("quý", 3, 3 * _several(run, "quarter")[-1], **parts)


def year_run(since: int, year: int, span: str = "", **parts: Any) -> Period:
    """*giai đoạn 2026 - 2030*"""
    return Period(span or "năm", 12 * max(1, year - since + 1), 12, year, bare=not span, **parts)


def half_year(part: str, size: int = 6, **parts: Any) -> Period:
    """*6 tháng đầu năm*"""
    return Period("tháng", size, {"đầu": size, "cuối": 12}[part], **parts)


def relative(unit: str, ahead: int = 0, **parts: Any) -> Period:
    """*tháng sau*, *cuối quý này*, *cuối năm*"""
    return Period(unit, _UNIT_MONTHS[unit], ahead=ahead, **parts)


def repeat(cycles: str, interval: int = 1, times: int = 1, **parts: Any) -> Repeat:
    """``times`` in each unit, *năm 2 lần* being every six months; *3 tháng một lần* has an ``interval``."""
    (listed, unit), *more = _CYCLE.findall(cycles)
    count = int(listed or interval)
    months, rest = divmod(_UNIT_MONTHS.get(unit, 0), times)
    divided = min(times - 1, months) > 0 and (count, rest) == (1, 0)
    first = (months, "tháng") if divided else (count, unit)
    return Repeat((first, *((int(n or 1), other) for n, other in more)), **parts)


def reckoned(count: str, unit: str, working: bool = False) -> Length:
    """*05 ngày làm việc*, *mười ngày*, *năm (05) ngày*"""
    figures = {**values("number"), "năm": "5"}.get(single(count), count)
    return Length(figures.replace(",", ".").lstrip("0") or "0", values("unit")[single(unit)], single(unit), working)


def time_of_day(hour: int, minute: int = 0, noon: str = "") -> Clock:
    """*17h00*, *5 giờ chiều*"""
    return Clock(hour + 12 if noon in ("chiều", "tối") and hour < 12 else hour, minute)
