"""Typed times: what an expression of time says, and the days it names seen from the day of issue.

``span`` of a day or period gives its first and last day; it raises ``Unclear`` with the reason in Vietnamese when the
day is in no calendar or a year is left out and the day of issue is unknown. Parts of a period are those of Bộ luật
Dân sự 2015, Điều 146; repetitions and lengths keep the terms of RFC 5545 and TIMEX3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from dateutil.relativedelta import relativedelta

from .lunar import lunar_day, lunar_month_end
from .workdays import ONE_DAY, month_end, solar_day

CHECK: Final = "đề nghị kiểm tra"
GUESSED: Final = "năm suy từ ngày ban hành"
NO_DAY: Final = f"ngày không có trong lịch, {CHECK}"
NO_YEAR: Final = f"thiếu năm và không rõ ngày ban hành, {CHECK}"


class Unclear(ValueError):
    """A time that names no day; the message says why, in Vietnamese."""


def _checked(*conditions: bool) -> None:
    """Raises ValueError: figures that their form cannot mean (*24/24*, *1/500*, *45 giờ 00*)."""
    if not all(conditions):
        raise ValueError("figures out of range")


def _classes(kind: str, **flags: bool) -> frozenset[str]:
    return frozenset({kind, *(name for name, holds in flags.items() if holds)})


def _known(issued_on: date | None) -> date:
    if issued_on is None:
        raise Unclear(NO_YEAR)
    return issued_on


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month, ``month`` and ``year`` None when left out; ``earlier`` are days listed before it.

    ``word`` is the word before the figures (*ngày*); ``shift`` counts months from that of issue (*ngày 15 tháng sau*),
    ``offset`` days from the day of issue (*ngày mai*); ``lunar`` days are of the Vietnamese lunar calendar;
    ``feast`` is the name of a feast; ``note`` a doubt about how it is written.
    """

    day: int = 1
    month: int | None = None
    year: int | None = None
    word: str = ""
    earlier: tuple[int, ...] = ()
    ranged: bool = False
    lunar: bool = False
    offset: int | None = None
    shift: int | None = None
    feast: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _checked(1 <= self.day <= 31, self.month is None or 1 <= self.month <= 12)

    @property
    def full(self) -> bool:
        """Whether the day is told without the day of issue or needs nothing but it."""
        return (self.year, self.offset, self.shift) != (None, None, None)

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the grammar it belongs to."""
        told = _classes("day", undated=not self.full, no_month=self.month is None)
        return frozenset({"feast"}) if self.feast else told

    def span(self, issued_on: date | None) -> tuple[date, date]:
        """The day, twice."""
        if self.offset is not None:
            day = _known(issued_on) + ONE_DAY * self.offset
            return day, day
        find = lunar_day if self.lunar else solar_day
        floor = date.min if self.full else issued_on
        for year, month in self._months(issued_on):
            found = find(year, month, self.day)
            if found and floor and found >= floor:
                return found, found
        raise Unclear(NO_DAY)

    def _months(self, issued_on: date | None) -> Iterator[tuple[int, int]]:
        """The months of the years in which the day may lie, the likeliest first."""
        if self.year is not None and self.month is not None:
            yield self.year, self.month
            return
        first = _known(issued_on).replace(day=1)
        near = (-12, 0, 12) if self.month else (0, 1, 2)
        steps = near if self.shift is None else (self.shift,)
        for step in steps:
            then = first + relativedelta(months=step)
            yield then.year, self.month or then.month

    @property
    def how(self) -> str:
        """How the day was found, in Vietnamese."""
        if self.offset is not None:
            return "ngày ban hành" if not self.offset else f"{self.offset} ngày sau ngày ban hành"
        said = "đổi từ ngày âm lịch" if self.lunar else "lấy ngày được nêu"
        part = "năm" if self.month else "tháng"
        guess = "" if self.year is not None else f"; {part} suy từ ngày ban hành"
        return said + guess + (f"; {self.note}" if self.note else "")


@dataclass(frozen=True, slots=True)
class Period:
    """``months`` months that end with ``month`` of ``year``, or with ``week`` one week of it.

    ``name`` is tuần, tháng, quý, năm, giai đoạn; ``edge`` picks a part: first,
    middle, last. ``ahead`` is 0 for this and 1 for the next one, seen from the day of issue. ``follows``: *và các năm
    tiếp theo*; ``rest``: *những tháng cuối năm*; ``listed`` are all months of *tháng 6, 12*, ``ranged`` tells
    *tháng 6 - 12*. ``bare``: no word of time stands before the figures (*12/2025*).
    """

    name: str
    months: int = 1
    month: int | None = None
    year: int | None = None
    edge: str = ""
    ahead: int | None = None
    week: int | None = None
    follows: bool = False
    rest: bool = False
    listed: tuple[int, ...] = ()
    ranged: bool = False
    lunar: bool = False
    bare: bool = False

    def __post_init__(self) -> None:
        _checked(self.month is None or 1 <= self.month <= 12, self.week is None or 1 <= self.week <= 5)

    @property
    def full(self) -> bool:
        """Whether the year is told."""
        return self.year is not None or self.ahead is not None

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the grammar it belongs to."""
        moves = self.name if self.ahead is not None and not (self.edge or self.month) else ""
        return _classes("period", undated=not self.full, lasting=self.follows, next_month=moves == "tháng",
                        next_year=moves == "năm", week=moves == "tuần")

    def span(self, issued_on: date | None) -> tuple[date, date]:
        """The first and the last day of the whole period; a week ends with Friday."""
        if self.name == "tuần":
            return self._week(issued_on)
        if self.lunar:
            return self._lunar_month(issued_on)
        last = self._last_month(issued_on)
        return last - relativedelta(months=self.months - 1), month_end(last.year, last.month)

    def _week(self, issued_on: date | None) -> tuple[date, date]:
        """The week of issue or the next one; a week is of the month in which its Thursday lies, as in ISO 8601."""
        if self.week is None:
            start, weeks = _known(issued_on), self.ahead or 0
        else:
            start, weeks = self._last_month(issued_on), self.week - 1
            start += ONE_DAY * ((3 - start.weekday()) % 7)
        monday = start - ONE_DAY * start.weekday() + ONE_DAY * 7 * weeks
        return monday, monday + ONE_DAY * 4

    def _lunar_month(self, issued_on: date | None) -> tuple[date, date]:
        years = (self.year,) if self.year else (_known(issued_on).year + step for step in (-1, 0, 1))
        for year in years:
            first, last = lunar_day(year, self.month or 1, 1), lunar_month_end(year, self.month or 1)
            if first and last and (self.year or last >= _known(issued_on)):
                return first, last
        raise Unclear(NO_DAY)

    def _last_month(self, issued_on: date | None) -> date:
        """The first day of the last month."""
        if self.ahead is not None:
            today = _known(issued_on)
            ends = self.month or -(-today.month // self.months) * self.months
            steps = (12 if self.month else self.months) * self.ahead + ends - 1
            return date(today.year + steps // 12, steps % 12 + 1, 1)
        month = self.month or 12
        if self.year is not None:
            return date(self.year, month, 1)
        today = _known(issued_on)
        return date(today.year + (month_end(today.year, month) < today), month, 1)

    def due(self, issued_on: date | None, before: bool = False) -> tuple[date, str]:
        """The last day of the period or of its part, or with ``before`` the day before it begins; and how."""
        first, last = self.span(issued_on)
        guess = "" if self.year is not None else f"; {GUESSED}"
        if self.edge:
            day, part = _PARTS[self.edge](self, first, last)
            return day, f"{part} {self.name} (Bộ luật Dân sự 2015, Điều 146){guess}"
        if before:
            return first - ONE_DAY, f"ngày cuối cùng trước {self.name}{guess}"
        if self.week is not None:
            return last, f"tuần thứ {self.week} của tháng tính từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}, {CHECK}"
        which = " âm lịch" if self.lunar else " làm việc" if self.name == "tuần" else ""
        return last, f"ngày{which} cuối cùng của {self.name}{guess}"


def _middle(period: Period, first: date, last: date) -> tuple[date, str]:
    days = {"tuần": first + ONE_DAY * 2, "tháng": first.replace(day=15), "quý": first + relativedelta(months=1, day=15)}
    return days.get(period.name, date(last.year, 6, 30)), "ngày giữa"


_PARTS: Final[dict[str, Callable[[Period, date, date], tuple[date, str]]]] = {
    "first": lambda period, first, last: (first, "ngày đầu của"),
    "middle": _middle,
    "last": lambda period, first, last: (last, "ngày cuối cùng của"),
}


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition: ``cycles`` are all that are listed, each an interval and a unit (*hằng tháng, 3 tháng, năm*).

    ``last``: on the last day of the unit; ``word`` is the first word of the expression; ``once`` is True for
    *mỗi quý một lần*.
    """

    cycles: tuple[tuple[int, str], ...]
    last: bool = False
    word: str = ""
    once: bool = False

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the grammar it belongs to; *của tháng cuối quý* only follows a day."""
        tail = "year_tail" if self.cycles[0][1] == "năm" else "month_tail"
        return frozenset({tail if self.word == "của" else "set"})


@dataclass(frozen=True, slots=True)
class Length:
    """``count`` of ``unit`` (D, W, M, Y, H, MIN) as written in the words ``name``."""

    count: str
    unit: str
    name: str
    working: bool = False

    def __post_init__(self) -> None:
        _checked(self.count != "0")

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the grammar it belongs to."""
        return _classes("length", hours=self.unit == "H" and self.count.isdigit() and int(self.count) <= 24)


@dataclass(frozen=True)
class Clock:
    """A time of day, 00:00 to 24:59."""

    hour: int
    minute: int = 0

    def __post_init__(self) -> None:
        _checked(self.hour <= 24)

    classes: ClassVar[frozenset[str]] = frozenset({"clock"})

    def __str__(self) -> str:
        return f"{self.hour:02d}:{self.minute:02d}"


@dataclass(frozen=True)
class Weekday:
    """A day of the week by its code in RFC 5545 (MO … SU)."""

    code: str
    classes: ClassVar[frozenset[str]] = frozenset({"weekday"})


@dataclass(frozen=True)
class Other:
    """Words of time that name no day: a school year."""

    classes: ClassVar[frozenset[str]] = frozenset({"other"})


Time = Day | Period | Repeat | Length | Clock | Weekday | Other
