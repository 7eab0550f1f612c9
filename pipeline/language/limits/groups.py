"""Time expressions that belong together: lists and ranges of days, an hour with its day, a repetition with its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .atoms import Atom

Join = Literal["", "list", "range"]

_LIST = re.compile(
    r"\s{0,3}(?:[,&+]\s{0,3}(?:và|hoặc)?|và|hoặc)\s{0,3}(?:(?:trước|cả|vào|các|đến|chậm\snhất)\s)?\s{0,3}")
_RANGE = re.compile(r"\s{0,3}(?:-|–|—|~|(?:cho\s{1,3})?(?:đến|tới)(?:\s{1,3}(?:hết|trước))?)\s{0,3}")
_NEAR = re.compile(r"\s{0,3}[,(]?\s{0,3}(?:của|các|vào|ngày|trong|chiều|sáng)?\s{0,3}")
_TO_ANCHOR = re.compile(
    r"\s{0,3}(?:một\slần\s)?\s{0,3}[,(:]?\s{0,3}(?:(?:vào|là|trước|xong|chậm\snhất|muộn\snhất|đến|hết|ngày|gửi"
    r"|báo\scáo|các|chiều|sáng|hạn|thời\sgian)\s{0,3}){0,5}")
_NEXT = r"(?:sau|tiếp\s{1,3}theo|kế\s{1,3}tiếp|liền\s{1,3}kề)"
_QUARTER_TAIL = re.compile(
    r"\s{1,3}(?:của\s{1,3})?tháng\s{1,3}(?:cuối|đầu)(?:\s{1,3}(?:cùng|tiên))?\s{1,3}(?:của\s{1,3})?"
    rf"(?:(?:mỗi|h[àằ]ng)\s{{1,3}})?quý(?:\s{{1,3}}{_NEXT})?")
_MONTH_TAIL = re.compile(
    rf"\s{{1,3}}(?:của\s{{1,3}})?(?:các\s{{1,3}})?tháng(?:\s{{1,3}}(?:{_NEXT}|báo\s{{1,3}}cáo)(?:\s{{1,3}}liền\s{{1,3}}kề)?(?!\w)"
    r"|(?=\s{0,3}(?:[,;.)(]|$)))")
_YEAR_TAIL = re.compile(
    rf"\s{{1,3}}(?:của\s{{1,3}})?năm\s{{1,3}}(?:{_NEXT}|(?:kế\s{{1,3}}hoạch|báo\s{{1,3}}cáo))(?:\s{{1,3}}liền\s{{1,3}}kề)?(?!\w)")
_TAILS = ((_QUARTER_TAIL, "quý"), (_MONTH_TAIL, "tháng"), (_YEAR_TAIL, "năm"))
"""*ngày 20 của tháng cuối quý*, *ngày 05 tháng sau*, *ngày 31/01 năm sau*: days that come again."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One or several atoms that say one thing. ``kind`` is that of the value to be made of it.

    ``days`` are completed with the month and year of the last one; ``joined`` tells how they hang together.
    ``head_end`` is where the first atom ends.
    """

    kind: Literal["day", "period", "set", "length", "weekday", "time", "other"]
    start: int
    end: int
    days: tuple[Atom, ...] = ()
    periods: tuple[Atom, ...] = ()
    repeat: Atom | None = None
    length: Atom | None = None
    time: Atom | None = None
    weekday: str = ""
    joined: Join = ""

    @property
    def bare(self) -> bool:
        """Whether no word of time introduces it."""
        return all(a.bare for a in (*self.days, *self.periods)) and not (self.repeat or self.length)


class _Cursor:
    """The atoms of a text, read from left to right."""

    def __init__(self, low: str, atoms: list[Atom]) -> None:
        self.low, self.atoms, self.at = low, atoms, 0

    def peek(self, after: int, gap: re.Pattern[str], *kinds: str) -> Atom | None:
        """The next atom when it is of one of the kinds and the words up to it match ``gap``."""
        if self.at < len(self.atoms):
            atom = self.atoms[self.at]
            if atom.kind in kinds and after <= atom.start <= after + 60 and gap.fullmatch(self.low, after, atom.start):
                return atom
        return None

    def take(self) -> Atom:
        """The next atom, which is thereby read."""
        self.at += 1
        return self.atoms[self.at - 1]

    def skip(self, to: int) -> None:
        """Leave out the atoms that begin before ``to``."""
        while self.at < len(self.atoms) and self.atoms[self.at].start < to:
            self.at += 1


def _joined(cursor: _Cursor, first: Atom, kind: str) -> tuple[list[Atom], Join]:
    """Atoms of one kind in a list or range: *ngày 26, 27/12/2011*, *Quý IV/2025 - Quý II/2026*."""
    run, joined = [first], "range" if first.name == "range" else ""
    while atom := (cursor.peek(run[-1].end, _RANGE, kind) or cursor.peek(run[-1].end, _LIST, kind)):
        if atom.start == run[-1].end or (kind == "period" and run[-1].follows):
            break
        gap = cursor.low[run[-1].end:atom.start]
        joined = "range" if _RANGE.fullmatch(gap) else joined or "list"
        run.append(cursor.take())
    return _completed(run), joined  # type: ignore[return-value]


def _completed(run: list[Atom]) -> list[Atom]:
    """What the last one says of month and year holds for those before that leave it out."""
    done = [run[-1]]
    for atom in reversed(run[:-1]):
        after = done[0]
        month = after.month if atom.kind == "day" and atom.month is None else atom.month
        year = atom.year
        if year is None and after.year is not None:
            year = after.year - (atom.kind == "day" and (month or 0) > (after.month or 0))
        done.insert(0, replace(atom, month=month, year=year))
    return done


def _day(cursor: _Cursor, first: Atom, start: int, time: Atom | None = None) -> Expression:
    days, joined = _joined(cursor, first, "day")
    end = days[-1].end
    made = Expression("day", start, end, days=tuple(days), time=time, joined=joined)
    if days[-1].year is not None or days[-1].relative:
        return made
    for pattern, unit in _TAILS:
        tail = pattern.match(cursor.low, end)
        if tail and (days[-1].month is None) == (unit != "năm"):
            cursor.skip(tail.end())
            return replace(made, kind="set", end=tail.end(), repeat=Atom("set", end, tail.end(), unit=unit))
    if repeat := cursor.peek(end, _NEAR, "set"):
        cursor.take()
        return replace(made, kind="set", end=repeat.end, repeat=repeat)
    return made


def _bare_hour(cursor: _Cursor, after: int) -> Atom | None:
    """*hằng ngày trước 16 giờ*: an hour without minutes, which alone reads as a length of time."""
    hours = cursor.peek(after, _TO_ANCHOR, "length")
    if hours and hours.unit == "H" and hours.count.isdigit() and "trước" in cursor.low[after:hours.start]:
        return replace(hours, kind="time", hour=int(hours.count)) if int(hours.count) <= 24 else None
    return None


def _set(cursor: _Cursor, repeat: Atom, start: int) -> Expression:
    """A repetition and what fixes its day: *hằng năm (trước ngày 30 tháng 11)*."""
    made = Expression("set", start, repeat.end, repeat=repeat)
    mark = cursor.at
    time = cursor.peek(made.end, _TO_ANCHOR, "time") or _bare_hour(cursor, made.end)
    if time:
        cursor.take()
        made = replace(made, time=time, end=time.end)
    if repeat.unit in ("tuần", "ngày") and (week := cursor.peek(made.end, _TO_ANCHOR, "weekday")):
        cursor.take()
        return replace(made, weekday=week.weekday, end=week.end)
    if first := cursor.peek(made.end, _TO_ANCHOR, "day"):
        if first.year is None and not first.relative:
            days = _day(cursor, cursor.take(), first.start)
            return replace(made, days=days.days, end=days.end, time=made.time)
        cursor.at = mark
        return replace(made, time=None, end=repeat.end)
    return made


def _weekday(cursor: _Cursor, atom: Atom, start: int, time: Atom | None = None) -> Expression:
    if day := cursor.peek(atom.end, _NEAR, "day"):
        cursor.take()
        return _day(cursor, day, start, time)
    if repeat := cursor.peek(atom.end, _NEAR, "set"):
        cursor.take()
        return Expression("set", start, repeat.end, repeat=repeat, weekday=atom.weekday, time=time)
    return Expression("weekday", start, atom.end, weekday=atom.weekday, time=time)


def _time(cursor: _Cursor, atom: Atom) -> Expression:
    """An hour and the day it stands for; of *8h00-10h00 ngày …* the later hour counts."""
    start, joined = atom.start, ""
    while later := cursor.peek(atom.end, _RANGE, "time"):
        cursor.take()
        atom, joined = later, "range"
    if nxt := cursor.peek(atom.end, _NEAR, "day", "weekday", "set"):
        cursor.take()
        if nxt.kind == "day":
            made = _day(cursor, nxt, start, atom)
            return replace(made, joined="range") if joined else made
        if nxt.kind == "weekday":
            return _weekday(cursor, nxt, start, atom)
        return replace(_set(cursor, nxt, start), time=atom)
    return Expression("time", start, atom.end, time=atom)


def _period(cursor: _Cursor, first: Atom) -> Expression:
    if first.year is None and (day := cursor.peek(first.end, _RANGE, "day")):
        cursor.take()
        return replace(_day(cursor, day, first.start), joined="range")  # từ tháng 11 đến ngày 15 tháng 12
    periods, joined = _joined(cursor, first, "period")
    made = Expression("period", first.start, periods[-1].end, periods=tuple(periods), joined=joined)
    if periods[-1].year is None and (repeat := cursor.peek(made.end, _NEAR, "set")) and repeat.unit == "năm":
        cursor.take()
        return replace(made, kind="set", end=repeat.end, repeat=repeat)
    return made


def expressions(low: str, atoms: list[Atom]) -> Iterator[Expression]:
    """The expressions of a lower-case text in order, without overlaps."""
    cursor = _Cursor(low, atoms)
    while cursor.at < len(atoms):
        atom = cursor.take()
        if atom.kind == "day":
            yield _day(cursor, atom, atom.start)
        elif atom.kind == "period":
            yield _period(cursor, atom)
        elif atom.kind == "set":
            yield _set(cursor, atom, atom.start)
        elif atom.kind == "time":
            yield _time(cursor, atom)
        elif atom.kind == "weekday":
            yield _weekday(cursor, atom, atom.start)
        else:
            yield Expression("length" if atom.kind == "length" else "other", atom.start, atom.end,
                             length=atom if atom.kind == "length" else None)
