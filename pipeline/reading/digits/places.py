"""Where number, day and month are written in: between the printed words of their lines.

``Số: …/UBND-XD`` and ``…, ngày … tháng … năm …`` (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.3 and II.4). Recognition joins
what is written to the words beside it (*ngày(Š*, *Z4Z2//QĐ-UBND*), so that the border inside such a word is found by
how wide its printed part is in the type of the decree (Times New Roman).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "day", "month", "year"]
Rect = tuple[float, float, float, float]  # x0, top, x1, bottom

_LABEL = re.compile(r"^\W?(?:S[ốóòôỗõộọồổỐ]\s?[:.;]?|s[ốôó]\s?[:;])")
_CODE = re.compile(r"(?:[/-]\s?(?:(?:19|20)[\d/]{0,3}/\s?)?|(?<=\d))(?=[A-ZĐƯ]{1,4}[A-ZĐƯa-z&]*(?:[-/&]?[A-ZĐƯ]|$))|"
                   r"^(?=[A-ZĐƯ]{2}[A-ZĐƯa-z&]*(?:[-/]|$))")
_SURE_CODE = re.compile(r"[/-]\s?(?:(?:19|20)[\d/]{0,3}/\s?)?[A-ZĐƯ]{2}|[A-ZĐƯ]{2}[A-ZĐƯa-z&]*[-/]")
_DAY = re.compile(r"[nN]?g[àaáâăảãạ]y")
_MONTH = re.compile(r"(?:[tTH]?h|tn)[áaàảâăãạ]ng")
_YEAR = re.compile(r"n[ăaâáàãạä]m")
_DAY_WIDE, _YEAR_WIDE = 0.855, 0.715  # of the width of *tháng*
_MONTH_EM = 2.25  # the width of *tháng* in ems
_LABEL_EM = 1.33  # the width of *Số:* in ems
_SLACK = 1.12  # how much wider than its letters a word's box is, at most
_MARGIN = 0.12  # ems by which a hand reaches over the words on both sides of a day
_SLIP = 0.3  # ems by which a border inside a word may be wrong
_ADVANCES = {"/": .278, "-": .333, ":": .278, ".": .25, "&": .778, "M": .889, "I": .333, "S": .556, "P": .556,
             "T": .611, "L": .611, "B": .667, "C": .667, "R": .667, "m": .778, "i": .278, "l": .278, "t": .278,
             "r": .333}
_CAPITAL, _SMALL, _FIGURE = .722, .47, .5  # other letters and figures, in ems
_ABOVE, _BELOW = 1.45, 0.45  # ems over and under the baseline in which a hand writes


@dataclass(frozen=True, slots=True)
class Printed:
    """A recognised word and its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is written: ``area``, the size ``em`` of the print beside it, and what recognition saw there.

    ``stroke`` tells that recognition joined the border to the code: the area reaches over its stroke.
    """

    kind: Kind
    area: Rect
    em: float
    printed: str
    stroke: bool = False


def number_place(words: Sequence[Printed], size: float) -> Place | None:
    """The place of the number on a line of a letterhead in type of ``size``, None for another line."""
    labels = [i for i, word in enumerate(words) if _LABEL.match(word.text)]
    if not labels or labels[0] > 2:
        return None
    at = labels[1] if len(labels) > 1 and labels[1] <= 2 else labels[0]  # noise before the label may look like one
    word = words[at]
    label = _LABEL.match(word.text)
    behind = word.text[label.end() if label else 0:]
    alone = not behind
    em = size
    x0 = min(word.x1, word.x0 + _LABEL_EM * em) if alone else word.x0 + (_LABEL_EM - _SLIP) * em
    texts = [behind, *(w.text for w in words[at + 1:])]
    codes = [(i, m) for i, text in enumerate(texts) for m in _CODE.finditer(text)]
    if not codes:
        return None
    # what a hand wrote may look like a code too: one of two letters and a sign is taken before it
    i, found = next(((i, m) for i, m in codes if _SURE_CODE.match(texts[i], m.start())), codes[0])
    code, rest = words[at + i], texts[i][found.start():]
    joined, stroke = i == 0 or found.start() > 0 or rest[0].isalpha(), rest.startswith("/")
    x1 = (code.x1 - em * (wide(rest) - _SLIP - _ADVANCES["/"] * stroke) if joined
          else code.x0 + em * (_ADVANCES["/"] + _MARGIN) * stroke)
    seen = " ".join([*texts[:i], texts[i][:found.start()]])
    return _place("number", (x0, x1, word.bottom if alone else code.bottom), em, seen, not rest.startswith("-"))


def date_places(words: Sequence[Printed], size: float) -> list[Place]:
    """The places of day and month on the line of the date; empty for another line."""
    month = next((i for i, w in enumerate(words) if _MONTH.search(w.text)), None)
    if month is None:
        return []
    year = next((i for i, w in enumerate(words) if i >= month and _YEAR.search(w.text)), None)
    if year is None:
        return []
    day = next((i for i in range(month, -1, -1) if _DAY.search(words[i].text)), None)
    unit = _unit(words, day, month, year, size)
    begin, end = _within(words[month], _MONTH, unit)
    base = _baseline(words, (month, year))
    em = unit / _MONTH_EM
    found = [_place("month", (end, _within(words[year], _YEAR, _YEAR_WIDE * unit)[0], base), em,
                    _between(words, month, year, _MONTH, _YEAR))]
    if day is not None:
        start = _within(words[day], _DAY, _DAY_WIDE * unit)[1]
        sides = start - _MARGIN * em, begin + _MARGIN * em, base
        found.insert(0, _place("day", sides, em, _between(words, day, month, _DAY, _MONTH)))
    return found


def wide(text: str) -> float:
    """How wide ``text`` is set in Times New Roman, in ems."""
    return sum(_ADVANCES.get(c, _FIGURE if c.isdigit() else _CAPITAL if c.isupper() else _SMALL) for c in text)


def _place(kind: Kind, sides: tuple[float, float, float], em: float, printed: str,
           stroke: bool = False) -> Place:
    x0, x1, base = sides
    return Place(kind, (x0, base - _ABOVE * em, max(x1, x0), base + _BELOW * em), em, printed.strip(" .…_"), stroke)


def _unit(words: Sequence[Printed], day: int | None, month: int, year: int, size: float) -> float:
    """The width of *tháng*, from those of the three words that stand alone; ink beside makes their boxes wider only."""
    kinds = ((day, _DAY, _DAY_WIDE), (month, _MONTH, 1.0), (year, _YEAR, _YEAR_WIDE))
    alone = [(words[i].x1 - words[i].x0) / share for i, pattern, share in kinds
             if i is not None and pattern.fullmatch(words[i].text)]
    return min(alone, default=_MONTH_EM * size)


def _within(word: Printed, pattern: re.Pattern[str], width: float) -> tuple[float, float]:
    """Where the printed part of ``word`` begins and ends."""
    found = pattern.search(word.text)
    before, after = (found.start(), len(word.text) - found.end()) if found else (0, 0)
    if before and after:
        middle = word.x0 + (word.x1 - word.x0) * (before + (len(word.text) - before - after) / 2) / len(word.text)
        return middle - width / 2, middle + width / 2
    wider = _SLACK * width
    if pattern is _MONTH:  # ink may stand on either side of it
        return (word.x1 - width if before else max(word.x0, word.x1 - wider),
                word.x0 + width if after else min(word.x1, word.x0 + wider))
    return max(word.x0, word.x1 - (width if before else wider)), min(word.x1, word.x0 + (width if after else wider))


def _between(words: Sequence[Printed], a: int, b: int, opens: re.Pattern[str], closes: re.Pattern[str]) -> str:
    text = " ".join(w.text for w in words[a:b + 1])
    first = opens.search(text)
    last = closes.search(text, first.end() if first else 0)
    return text[first.end() if first else 0:last.start() if last else len(text)]


def _baseline(words: Sequence[Printed], at: tuple[int, int]) -> float:
    """The foot of *năm* or *tháng*, the word without a descender first."""
    month, year = (words[i] for i in at)
    if _YEAR.fullmatch(year.text):
        return year.bottom
    return month.bottom - 0.22 * (month.bottom - month.top)
