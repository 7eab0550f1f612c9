"""Values of cells as people write them: numbers and days in one cell, several bodies, limits, statuses in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from pipeline.knowledge.folding import fold
from pipeline.knowledge.tables import read_table
from pipeline.language.defined import DocumentFinder
from pipeline.language.labels import parts_of
from pipeline.language.limits.find import cell_limits
from pipeline.language.parties.finder import PartyFinder
from pipeline.model import Party
from pipeline.model.tracker import Named
from pipeline.structure.numbers import PARTY, STATE, from_match

_FIGURES = r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d|\d\d)(?!\d)"
_WORDS = r"(?P<wd>\d{1,2})\s+tháng\s+(?P<wm>\d{1,2})[\s,]+năm\s+(?P<wy>(?:19|20)\d\d)"
_DAY = re.compile(rf"(?<![\d/])(?:(?:ngày\s*)?{_FIGURES}|ngày\s+{_WORDS})", re.IGNORECASE)
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ].*)?")
_SERIAL = re.compile(r"[2-6]\d{4}")
_BARE = re.compile(r"(?<!\w)số\s*:?\s*(?P<serial>\d{1,5})(?![\d/.-])", re.IGNORECASE)
_TORN = re.compile(r"(?<=-[A-ZĐ]{3}) (?=[A-ZĐ]{2}(?:[;,]|$))|(?<=-[A-ZĐ]{2}) (?=[A-ZĐ]{2}(?:[;,]|$))")
_BULLETS = re.compile(r"^\s*(?:[•·▪●*+–-]|\d{1,2}[.)])\s*")
_PARTS = re.compile(r"[;\n]")
_MARKS: Final = frozenset(("x", "✓", "✔", "v", "1", "có", "√"))
_OLDEST: Final = 1975
_ZERO: Final = date(1899, 12, 30)
"""The day 0 of Excel's serial numbers."""

CANCELLED: Final = "hủy"


def day_of(text: str) -> date | None:
    """The day that is all of a cell: *05/4/2024*, *ngày 5 tháng 4 năm 2024*, *2024-04-05*, a serial number of Excel;
    None for other words and for a day that no calendar has."""
    plain = text.strip(" .;,")
    try:
        if _SERIAL.fullmatch(plain):
            return _ZERO + timedelta(int(plain))
        if found := _ISO.fullmatch(plain):
            return date(*map(int, found.groups()))
        found = _DAY.fullmatch(plain)
        return _day(found) if found else None
    except ValueError:
        return None


def _day(found: re.Match[str]) -> date:
    year = int(found["y"] or found["wy"])
    year += 2000 if year < 100 else 0
    if not _OLDEST <= year < 2100:
        raise ValueError(year)
    return date(year, int(found["m"] or found["wm"]), int(found["d"] or found["wd"]))


def days_in(text: str) -> list[tuple[int, date]]:
    """The days of a text with their places."""
    found = []
    for match in _DAY.finditer(text):
        try:
            found.append((match.start(), _day(match)))
        except ValueError:
            continue
    return found


def directives_of(text: str, day: str = "") -> tuple[Named, ...]:
    """The directives that a cell names, each with the day behind it or else that of the cell ``day``:
    *123/QĐ-TTg ngày 01/02/2024*, *Số 92 ngày 18/6/2014*, *Nghị quyết số 33/2016/QH14; 260/QĐ-BGDĐT*. Words without a
    number are one that bears none."""
    if not text.strip():
        return ()
    flat = _TORN.sub("", " ".join(text.split()))
    numbers = sorted(_numbers(flat))
    days, other = days_in(flat), day_of(day)
    if not numbers:
        return (Named(None, other or next((one for _, one in days), None), flat),)
    ends = [start for start, _ in numbers[1:]] + [len(flat)]
    return tuple(Named(number, next((one for at, one in days if start < at < end), other), flat)
                 for (start, number), end in zip(numbers, ends, strict=True))


def _numbers(text: str) -> Iterator[tuple[int, str]]:
    spans: list[tuple[int, int]] = []
    for pattern in (STATE, PARTY):
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in spans):
                spans.append(match.span())
                yield match.start(), from_match(match).text
    for match in _BARE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in spans):
            yield match.start(), match["serial"]


@lru_cache(maxsize=1)
def _finder() -> DocumentFinder:
    return DocumentFinder(PartyFinder(), "")


@lru_cache(maxsize=4096)
def bodies(text: str) -> tuple[str, str]:
    """Who leads and who helps by a cell, names as printed and joined by ``; ``: *Sở A (chủ trì), Sở B phối hợp*. What
    stands behind a bullet is one name, and so are words that are not all understood as names."""
    whole = parts_of(" ".join(text.split()), _finder())
    if whole[1]:
        return _names(whole[0]), _names(whole[1])
    lead: list[str] = []
    support: list[str] = []
    for one in _PARTS.split(text):
        part = _BULLETS.sub("", one).strip(" .,")
        leads, helps = parts_of(part, _finder()) if part == one.strip(" .,") else ((), ())
        names = [party.mention for party in (*leads, *helps)]
        covered = sum(len(name) for name in dict.fromkeys(names))
        if names and covered >= 0.7 * len(part):
            lead += [party.mention for party in leads]
            support += [party.mention for party in helps]
        elif part:
            lead.append(part)
    return "; ".join(dict.fromkeys(lead)), "; ".join(dict.fromkeys(support))


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(dict.fromkeys(party.mention for party in parties))


def is_body(text: str) -> bool:
    """Whether words are the names of bodies and nothing else."""
    flat = " ".join(text.split())
    found = PartyFinder().at(flat)
    return found is not None and found.end == len(flat)


@lru_cache(maxsize=4096)
def due_of(text: str, issued_on: date | None) -> date | None:
    """The nearest last day that a cell of limits sets, or the only day in it where it speaks of no directive; None
    where it sets none."""
    days = [day for _, day in days_in(text)]
    return (min((limit.due for limit in cell_limits(text, issued_on) if limit.due), default=None)
            or (days[0] if len(days) == 1 and not any(_numbers(text)) else None))


@lru_cache(maxsize=1)
def _statuses() -> list[tuple[str, str, re.Pattern[str]]]:
    return [(row["status"], row["late"], re.compile(fold(row["pattern"]))) for row in read_table("tracker_statuses")]


@lru_cache(maxsize=4096)
def status_of(text: str) -> tuple[str, str] | None:
    """The status that words say (*hoàn thành*, *chưa hoàn thành*, *hủy*), and *yes* or *no* where they say whether it
    is late; None for words that are no status."""
    plain = re.sub(r"\s*[()\[\]]\s*", " ", " ".join(fold(text).split())).strip(" .;:,-–")
    found = next((row for row in _statuses() if row[2].fullmatch(plain)), None)
    return found[:2] if found else None


def is_mark(text: str) -> bool:
    """Whether a cell only ticks its column."""
    return text.strip().lower() in _MARKS
