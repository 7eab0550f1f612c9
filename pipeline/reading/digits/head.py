"""Number, day and month of a letterhead, read from the ink between the printed words beside them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from PIL import Image

from . import strings
from .places import Kind, Place, Printed, Rect, date_places, number_place

_MOST = {"number": 5, "day": 2, "month": 2}
_FORM = {"number": re.compile(r"\d{2,5}"), "day": re.compile(r"\d\d"), "month": re.compile(r"0[1-9]|[3-9]|1[0-2]")}
_MONTH = re.compile(r"tháng\s*(0?[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"((?:19|20)\d\d)\W*$")
# A document that is cited with its number was issued before; dates without a number may lie ahead.
_CITED = re.compile(r"/[A-ZĐƯ][\w&/-]*,?\s*ngày\s*(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*"
                    r"((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class Written:
    """Digits in the place of a value: ``chance`` from 0 to 1 among all that the ink may be, ``weakest`` that of the
    digit that is seen worst; ``area`` on the page in points."""

    value: str
    area: Rect
    chance: float
    weakest: float


@dataclass(frozen=True, slots=True)
class Known:
    """What bounds the day of signing: not before the youngest directive that is cited, not after the file was made."""

    cited: date | None = None
    made: date | None = None

    def days(self, month: int | None, year: int | None) -> range:
        """The days on which a directive of that month can be signed."""
        if not month or not year:
            return range(1, 32)
        first, last = 1, monthrange(year, month)[1]
        if self.cited and (self.cited.year, self.cited.month) == (year, month):
            first = self.cited.day
        if self.made and (self.made.year, self.made.month) == (year, month):
            last = self.made.day
        return range(first, last + 1) if first <= last else range(1, 32)

    def months(self, year: int | None) -> range:
        """The months of that year in which a directive can be signed."""
        first = self.cited.month if self.cited and self.cited.year == year else 1
        last = self.made.month if self.made and self.made.year == year else 12
        return range(first, last + 1) if first <= last else range(1, 13)


def youngest_cited(lines: Iterable[str]) -> date | None:
    """The last date of issue among the directives that are cited with number and date; each line by itself."""
    found = []
    for line in lines:
        for m in _CITED.finditer(line):
            try:
                found.append(date(int(m[3]), int(m[2]), int(m[1])))
            except ValueError:
                continue
    return max(found, default=None)


def read_written(number: tuple[Sequence[Printed], float] | None, dated: tuple[Sequence[Printed], float] | None,
                 picture: Image.Image, scale: float, known: Known) -> dict[Kind, Written]:
    """What stands in the places of number, day and month; each line is its words and its type size, in points.

    ``picture`` is the page with ``scale`` dots a point. A kind whose place is not found or empty is missing.
    """
    found: dict[Kind, Written] = {}
    places = {place.kind: place for place in date_places(*dated)} if dated else {}
    size = places["month"].em if places else number[1] if number else 0.0
    place = number_place(number[0], size) if number else None
    if place and (written := _read(place, picture, scale, range(10**5))):
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


def _read(place: Place, picture: Image.Image, scale: float, can_be: range) -> Written | None:
    x0, top, x1, bottom = (round(value * scale) for value in place.area)
    cut = np.asarray(picture.crop((x0, max(top, 0), x1, bottom)).convert("L"))
    if cut.shape[0] < 2 or cut.shape[1] < 2:
        return None
    found = strings.readings(cut, place.em * scale, lambda text: _can_be(place.kind, text, can_be),
                             _MOST[place.kind], place.stroke)
    return Written(found[0].value, place.area, found[0].chance, found[0].weakest) if found else None


def _can_be(kind: Kind, text: str, values: range) -> bool:
    """Whether ``text`` is one of ``values`` in the form of NĐ 30/2020: days below 10 have a zero."""
    return bool(_FORM[kind].fullmatch(text)) and int(text) in values
