"""The blanks of a letterhead: where a number or a date is still to be stamped, and how it is put in.

``Số: …/UBND-XD`` and ``…, ngày … tháng … năm …`` (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.3 and II.4).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..draft import Line, PageDraft

Kind = Literal["number", "day", "month", "year"]
Place = Literal["number", "date"]
Rect = tuple[float, float, float, float]  # x0, top, x1, bottom in points from the top left

UNSURE = 0.88  # a recognised word below this confidence is looked at again
HEAD = 0.45  # share of the page height in which a letterhead stands
_NUMBER = re.compile(r"^\W*(?:S[ốỐôÔóÓ]\s*[:.]?|s[ốôó]\s*:)(?P<number>[^/]*?|.{0,12}?)"
                     r"(?P<code>(?:/\s*[\d/]{4,5}\s*)?[/-]\s*[A-ZĐƯ]{2}|\s[A-ZĐƯ]{2,}(?:[-/]|$))")
_DATE = re.compile(r"(?:^|\s)(?P<place>[^\s,;:]+(?:\s[^\s,;:]+){0,4})(?:\s?(?P<comma>[,.])\s*|\s)[ni]?gày"
                   r"(?P<day>[\s.…_]*|.{0,12}?)(?:[tTH]|(?<=\W))háng(?P<month>[\s.…_]*|.{0,8}?)"
                   r"năm(?P<year>[\s.…_]*|.{0,8})$")
WHOLE_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})$")
_FIGURES = {"number": re.compile(r"\d{2,5}"), "day": re.compile(r"0[1-9]|[12]\d|3[01]"),
            "month": re.compile(r"0?[1-9]|1[0-2]"), "year": re.compile(r"(?:19|20)\d\d")}
_PRINTED = (("ngày", re.compile(r"[ni]?gày")), ("tháng", re.compile(r"[tTH]?háng")), ("Số:", re.compile(r"s[ốôó]:")))
_PLACE_END = re.compile(r"^(\D*[^\W\d])\.?(?= ngày )")
_BELOW, _ABOVE, _BESIDE = 0.35, 0.75, 0.4  # of the type size: how far a stamp may stand off its line


@dataclass(slots=True)
class _Piece:
    """A word, or a part of one: its first character in the line, its box and confidence (-1: none)."""

    start: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Blank:
    """A place for a value: characters ``start`` to ``end`` of ``line``, ``area`` on the page.

    ``printed`` is what stands there (empty, or what recognition was not sure of), ``sure`` its confidence.
    """

    kind: Kind
    line: Line
    start: int
    end: int
    area: Rect
    printed: str
    sure: float = -1.0


@dataclass(frozen=True, slots=True)
class Places:
    """Where number and date are printed; None for a line that is not there.

    ``blanks`` are empty or were read with doubt, ``sure`` are the places of figures that recognition was sure of; both
    from right to left.
    """

    number: Line | None
    date: Line | None
    blanks: tuple[Blank, ...]
    sure: tuple[Blank, ...] = ()

    @property
    def recognised(self) -> bool:
        """Whether the lines were recognised on a picture; else they are a text layer."""
        return any(_recognised(_pieces(line)) for line in (self.number, self.date) if line)


def fits(kind: Kind, value: str) -> bool:
    """Whether ``value`` can be the number, day, month or year.

    Numbers, and days below 10, are written with a zero (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.3 and II.4): a single
    figure is one of two that was not seen.
    """
    return bool(_FIGURES[kind].fullmatch(value))


def places(draft: PageDraft) -> Places:
    """The lines of number and date at the head of a page, and what is blank or unsure in them."""
    lines = [item for item in draft.items if isinstance(item, Line) and item.top < HEAD * draft.height]
    number = next((line for line in lines if _NUMBER.match(line.text)), None)
    date = next((line for line in lines if _dated(line)), None)
    found = [b for line in (number, date if date is not number else None) if line for b in figures_of(line)]
    found.sort(key=lambda b: b.start, reverse=True)
    blanks = tuple(b for b in found if not b.printed or _doubted(b))
    sure = tuple(b for b in found if b not in blanks and b.kind in ("number", "day") and b.sure >= 0)
    dated = date or next((line for line in lines if WHOLE_DATE.search(line.text)), None)
    return Places(number, dated, blanks, sure)


def line_of(line: Line) -> Place | None:
    """Whether a line is that of number or that of date with nothing left blank."""
    return "number" if _NUMBER.match(line.text) else "date" if WHOLE_DATE.search(line.text) else None


def figures_of(line: Line) -> list[Blank]:
    """The places of the figures in a line of number or date, from right to left; empty for another line."""
    number, dated = _NUMBER.match(line.text), _dated(line)
    found = [*(_blanks(line, number, ("number",)) if number else ()),
             *(_blanks(line, dated, ("day", "month", "year")) if dated else ())]
    return sorted(found, key=lambda b: b.start, reverse=True)


def _dated(line: Line) -> re.Match[str] | None:
    """The parts of a line of place and date. A comma that is not seen is made up for by a place that opens the line,
    all its words with capitals."""
    found = _DATE.search(line.text)
    if found is None or found["comma"]:
        return found
    named = found.start() == 0 and all(word[0].isupper() for word in found["place"].split())
    return found if named else None


def put(blank: Blank, value: str, area: Rect, confidence: float) -> None:
    """Write ``value`` into the line of ``blank``; of one line, the last blank comes first."""
    pieces = _pieces(blank.line)
    before, after = _part(pieces, 0, blank.start), _part(pieces, blank.end, len(blank.line.text))
    torn = blank.kind == "number" and after and after[0].text[:1].isalpha()  # the stroke was taken for ink of the hand
    word = _Piece(blank.start, f"{value}/" if torn else value, *area, confidence)
    if blank.kind == "number" and after:
        after[0] = _joined(word, after[0])
    else:
        after.insert(0, word)
    _write(blank.line, before + after)


def mend(line: Line) -> None:
    """Write the printed words of a line of number or date as they are where recognition saw a letter wrong, and the
    comma behind the place."""
    line.text = " ".join(next((right for right, seen in _PRINTED if seen.fullmatch(word)), word)
                         for word in line.text.split(" "))
    if _dated(line):
        line.text = _PLACE_END.sub(r"\1,", line.text)


def wipe(blank: Blank) -> None:
    """Take what stands in the place out of its line; of one line, the last blank comes first."""
    pieces = _pieces(blank.line)
    before, after = _part(pieces, 0, blank.start), _part(pieces, blank.end, len(blank.line.text))
    _write(blank.line, [p for p in before + after if p.text.strip()])


def words(line: Line) -> Iterator[tuple[str, Rect]]:
    """The words of a line with their boxes."""
    return ((p.text, (p.x0, p.top, p.x1, p.bottom)) for p in _pieces(line))


def _write(line: Line, pieces: Sequence[_Piece]) -> None:
    line.text = " ".join(p.text for p in pieces)
    line.boxes = array("f", [v for p in pieces for v in (p.x0, p.top, p.x1, p.bottom, p.confidence)])


def _blanks(line: Line, match: re.Match[str], kinds: Sequence[Kind]) -> Iterator[Blank]:
    pieces = _pieces(line)
    for kind in kinds:
        start, end = match.span(kind)
        printed = match[kind].strip(" .…_")
        sure = min((p.confidence for p in _part(pieces, start, end)), default=-1.0)
        yield Blank(kind, line, start, end, _area(line, pieces, start, end), printed, sure)


def _doubted(blank: Blank) -> bool:
    """Whether what recognition saw there may be wrong."""
    return 0 <= blank.sure < UNSURE or (_recognised(_pieces(blank.line)) and not fits(blank.kind, blank.printed))


def _recognised(pieces: Sequence[_Piece]) -> bool:
    return any(p.confidence >= 0 for p in pieces)


def _area(line: Line, pieces: list[_Piece], start: int, end: int) -> Rect:
    """Between the words on both sides, and as far beyond as a stamp may slip.

    Words of a text layer can be left out of the picture, so a stamp may reach over them; recognised ones cannot.
    """
    before, after = _part(pieces, 0, start), _part(pieces, end, len(line.text))
    x0 = before[-1].x1 if before else line.x0
    x1 = after[0].x0 if after else max(line.x1, x0 + 3 * line.size)
    slip = 0.0 if _recognised(pieces) else _BESIDE * line.size
    top, bottom = line.baseline - (0.75 + _ABOVE) * line.size, line.baseline + (0.25 + _BELOW) * line.size
    return x0 - slip, top, x1 + slip, bottom


def _pieces(line: Line) -> list[_Piece]:
    found: list[_Piece] = []
    at = 0
    boxes = iter(line.boxes)
    for text, *values in zip(line.text.split(" "), *[boxes] * 5, strict=True):
        found.append(_Piece(at, text, *values))
        at += len(text) + 1
    return found


def _part(pieces: Sequence[_Piece], start: int, end: int) -> list[_Piece]:
    """The words of characters ``start`` to ``end``; a word that a border goes through is cut by its letters."""
    found: list[_Piece] = []
    for p in pieces:
        a, b = max(start - p.start, 0), min(end - p.start, len(p.text))
        if a < b:
            wide = (p.x1 - p.x0) / len(p.text)
            found.append(_Piece(p.start + a, p.text[a:b], p.x0 + a * wide, p.top, p.x0 + b * wide, p.bottom,
                                p.confidence))
    return found


def _joined(left: _Piece, right: _Piece) -> _Piece:
    return _Piece(left.start, left.text + right.text, min(left.x0, right.x0), min(left.top, right.top),
                  max(left.x1, right.x1), max(left.bottom, right.bottom), left.confidence)
