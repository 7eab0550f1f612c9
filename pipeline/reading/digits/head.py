"""Number, day and month of a letterhead, read from the ink between the printed words beside them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from PIL import Image

from . import strings
from .places import Kind, Place, Printed, Rect, date_places, number_place

_MONTH = re.compile(r"tháng\s*(0?[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"((?:19|20)\d\d)\W*$")
# A document that is cited with its number was issued before; dates without a number may lie ahead.
_CITED = re.compile(r"/[A-ZĐƯ][\w&/-]*,?\s*ngày\s*(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*"
                    r"((?:19|20)\d\d)")


# The notice of a digital signature that was printed and scanned with its page: ``Thời gian ký: 25.12.2017 14:03``.
_SIGNED = re.compile(r"(?:[Tt]hời(?:\s+gian)?|[Nn]gày)\s+ký\s*:?\s*(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)")
_LIKELY = 4.0  # how much likelier a directive is issued on the day of a signature than on another day


@dataclass(frozen=True, slots=True)
class Written:
    """Digits in the place of a value: ``chance`` from 0 to 1 among the values that can be, ``seen`` among all that the
    ink may show; ``area`` on the page in points."""

    value: str
    area: Rect
    chance: float
    seen: float


@dataclass(frozen=True, slots=True)
class Known:
    """What bounds the day of issue: not before the youngest directive that is cited (``cited``), not after the file was
    ``made``, nor after the last day on which it was ``signed`` digitally; one of those days is likely."""

    cited: date | None = None
    made: date | None = None
    signed: frozenset[date] = frozenset()

    def days(self, month: int | None, year: int | None) -> dict[str, float]:
        """The days on which a directive of that month can be issued as they are written (those below 10 with a zero,
        NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4), with how likely each is against another."""
        first, last = 1, 31
        if month and year:
            last = monthrange(year, month)[1]
            first = self.cited.day if self.cited and (self.cited.year, self.cited.month) == (year, month) else 1
            last = min([last, *(day.day for day in self._after() if (day.year, day.month) == (year, month))])
        likely = {day.day for day in self.signed if month in (None, day.month) and year in (None, day.year)}
        days = range(first, last + 1) if first <= last else range(1, 32)
        return {f"{day:02}": _LIKELY if day in likely else 1.0 for day in days}

    def months(self, year: int | None) -> dict[str, float]:
        """The months of that year in which a directive can be issued; those from 3 on with or without a zero."""
        first = self.cited.month if self.cited and self.cited.year == year else 1
        last = min([12, *(day.month for day in self._after() if day.year == year)])
        months = range(first, last + 1) if first <= last else range(1, 13)
        forms = (form for month in months for form in dict.fromkeys((f"{month:02}", str(month))))
        return {form: 1.0 for form in forms if form not in ("1", "2")}

    def _after(self) -> list[date]:
        return [day for day in (self.made, max(self.signed, default=None)) if day]


def known_of(lines: Sequence[str], made: date | None = None, signed: Iterable[date] = ()) -> Known:
    """What the ``lines`` of a page tell of its day of issue, beside what is known of the file."""
    shown = (day for line in lines for m in _SIGNED.finditer(line) if (day := _day(*m.groups())))
    return Known(youngest_cited(lines), made, frozenset(signed) | frozenset(shown))


def youngest_cited(lines: Iterable[str]) -> date | None:
    """The last date of issue among the directives that are cited with number and date; each line by itself."""
    found = []
    for line in lines:
        for m in _CITED.finditer(line):
            found.append(_day(*m.groups()))
    return max((day for day in found if day), default=None)


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_written(number: tuple[Sequence[Printed], float] | None, dated: tuple[Sequence[Printed], float] | None,
                 picture: Image.Image, scale: float, known: Known) -> dict[Kind, Written]:
    """What stands in the places of number, day and month; each line is its words and its type size, in points.

    ``picture`` is the page with ``scale`` dots a point. A kind whose place is not found or empty is missing.
    """
    found: dict[Kind, Written] = {}
    places = {place.kind: place for place in date_places(*dated)} if dated else {}
    size = places["month"].em if places else number[1] if number else 0.0
    place = number_place(number[0], size) if number else None
    if place and (written := _read(place, picture, scale)):
        found["number"] = written
    if dated is None:
        return found
    text = " ".join(word.text for word in dated[0])
    year = int(m[1]) if (m := _YEAR.search(text)) else None
    if "month" in places and (written := _read(places["month"], picture, scale, known.months(year))):
        found["month"] = written
    month = int(m[1]) if (m := _MONTH.search(text)) else int(found["month"].value) if "month" in found else None
    if "day" in places and (written := _read(places["day"], picture, scale, known.days(month, year))):
        found["day"] = written
    return found


def _read(place: Place, picture: Image.Image, scale: float, among: Mapping[str, float] | None = None) -> Written | None:
    x0, top, x1, bottom = (round(value * scale) for value in place.area)
    cut = np.asarray(picture.crop((x0, max(top, 0), x1, bottom)).convert("L"))
    if cut.shape[0] < 2 or cut.shape[1] < 2:
        return None
    found = strings.readings(cut, place.em * scale, among, place.stroke)
    return Written(found[0].value, place.area, found[0].chance, found[0].seen) if found else None
