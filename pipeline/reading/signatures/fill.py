"""Puts the number and date that were stamped as a picture into the blanks of the letterhead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from ..digits.head import Known, Written, known_of, read_written
from ..digits.places import Printed
from ..draft import DraftTable, Line, PageDraft
from ..ocr import tesseract
from .blanks import WHOLE_DATE, Blank, Kind, Place, Places, Rect, figures_of, fits, mend, places, put, wipe, words
from .crops import crop
from .drawn import add_drawn, head
from .evidence import Evidence
from .look import Figures, Sheet, figures, has_ink, printed_figures

_FIGURE = 3.0  # points: less than the width of a figure
_GIVEN = 0.6, 0.05  # chance of digits written by hand among the values that can be, and among all that the ink may
# show, from which they are given
_AGREED = 0.6  # confidence of recognition from which the network may bear it out
_BY_HAND = 0.85  # what a value written by hand is worth at most, as confidence
_CLEAR = 0.8, 0.05  # the same where they speak against recognition
_SURER, _PRINT = (0.8, 0.4), 0.95  # the same where they are taken against a recognition less sure than this


class Picture(Protocol):
    """Draws the page."""

    def __call__(self, areas: Sequence[Rect], *, bare: bool = True) -> Sheet | None:
        """The page, ``bare`` of its text; None where nothing but text and rules is drawn in ``areas``."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the head: ``taken`` are values read from the picture, ``unsure`` what recognition saw without
    being sure of it (empty: strokes that are no figures), ``reread`` what a first reading
    gave where looking again settled on other figures; ``date`` is the whole date as it is now; ``stamped`` are
    kinds whose figures stand in a stamp of the file; ``written`` are values read from a clerk's hand, ``apart`` those
    that recognition and the network of digits read differently, the one that was taken first; ``left`` is what is
    printed around a place that stayed empty; ``pictures`` show the lines on which a person has to look (PNG in
    base64)."""

    taken: dict[Kind, Figures]
    unsure: dict[Kind, str]
    date: date | None = None
    stamped: frozenset[Kind] = frozenset()
    reread: dict[Kind, str] = field(default_factory=dict)
    written: dict[Kind, Written] = field(default_factory=dict)
    apart: dict[Kind, tuple[str, str]] = field(default_factory=dict)
    left: dict[Kind, str] = field(default_factory=dict)
    pictures: dict[Place, str] = field(default_factory=dict)


def fill(draft: PageDraft, evidence: Evidence, picture: Picture) -> Filled:
    """Fill the blanks of ``draft``, the first page; ``picture`` draws it and is asked only when something is blank:
    it gives None where nothing is drawn in the areas that are looked at."""
    found = places(draft)
    if found.recognised:
        return settle(found, evidence, picture, _texts(draft))
    taken: dict[Kind, Figures] = {}
    if tesseract.available():
        taken = _drawn(draft, found, picture)
        found = places(draft) if taken else found
        taken |= _look(draft, found, evidence, picture) if found.blanks else {}
    unsure: dict[Kind, str] = {b.kind: b.printed for b in found.blanks if b.printed and b.kind not in taken}
    return Filled(taken, unsure, _date(found.date), _stamped(found, taken, evidence))


def settle(found: Places, evidence: Evidence, picture: Picture, page: Sequence[str] = ()) -> Filled:
    """Look again at figures of a scan that were read with doubt, and a second time at all of number and day.

    A day of signing bears figures out; others are kept where several looks agree as on print, or where the network of
    digits reads them surely from a clerk's hand. A number that stays in doubt is taken out: a wrong one links the
    directive to another. ``page`` are the lines of the page, whose citations bound the day.
    """
    on = picture([blank.area for blank in found.blanks]) if tesseract.available() else None
    hands = _hands(found, on, known_of(page, evidence.made, evidence.days)) if on else {}
    filled = Filled({}, {}, left=_left(found))
    doubted = [b for b in found.blanks if not _borne_out(b, evidence)]
    for blank in sorted([*doubted, *found.sure], key=lambda b: b.start, reverse=True):
        hand = hands.get(blank.kind)
        if blank in doubted:
            _settle(filled, blank, on, hand, _expected(blank, evidence))
        elif hand and not _borne_out(blank, evidence):
            _compare(filled, blank, hand)
    for line in filter(None, (found.number, found.date)):
        mend(line)
    pictures = _pictures(found, on, filled) if on else {}
    return replace(filled, date=_date(found.date), stamped=_stamped(found, filled.taken, evidence), pictures=pictures)


def _pictures(found: Places, on: Sheet, filled: Filled) -> dict[Place, str]:
    doubtful = {"number" if kind == "number" else "date"
                for told in (filled.written, filled.unsure, filled.apart, filled.reread) for kind in told}
    lines: dict[Place, Line | None] = {"number": found.number, "date": found.date}
    return {place: crop(on, line) for place, line in lines.items() if line and place in doubtful}


def _settle(filled: Filled, blank: Blank, on: Sheet | None, hand: Written | None, expected: frozenset[int]) -> None:
    """What becomes of one doubted place; ``hand`` is what the network of digits reads there."""
    kind = blank.kind
    if hand and blank.printed.isdecimal() and hand.value == blank.printed and _speaks(hand, _CLEAR) and (
            blank.sure >= _AGREED):
        put(blank, hand.value, hand.area, blank.sure)  # two unlike readings agree; specks beside the figures go
        return
    seen = _settled(on, blank, expected) if on else None
    other = seen is None or (int(seen.value) not in expected and seen.value != hand.value if hand else False)
    settled = seen is not None and seen.value == blank.printed  # else recognition disagrees with itself
    bound = _CLEAR if settled or _stands(blank) else _GIVEN
    if hand and other and fits(kind, hand.value) and _speaks(hand, bound):
        put(blank, hand.value, hand.area, round(hand.chance * _BY_HAND, 3))
        filled.written[kind] = hand
        return
    if seen is None:
        if blank.printed or (on and has_ink(on, blank)):
            filled.unsure[kind] = blank.printed
        if not _stands(blank):
            wipe(blank)
        return
    put(blank, seen.value, seen.area, seen.confidence)
    if int(seen.value) in expected:
        filled.taken[kind] = seen
    elif blank.printed and seen.value != blank.printed:
        filled.reread[kind] = f"{blank.printed} → {seen.value}"
    else:
        filled.reread[kind] = seen.value


def _speaks(hand: Written, bound: tuple[float, float]) -> bool:
    return hand.chance >= bound[0] and hand.seen >= bound[1]


def _hands(found: Places, on: Sheet, known: Known) -> dict[Kind, Written]:
    """What the network of digits reads in the places of number, day and month."""
    number, dated = (([Printed(text, *box) for text, box in words(line)], line.size) if line else None
                     for line in (found.number, found.date))
    return read_written(number, dated, on.picture, on.scale, known)


def _compare(filled: Filled, blank: Blank, hand: Written) -> None:
    """A second, unlike reading of figures that recognition was sure of: told where it clearly says something else, and
    taken where it is the surer of both."""
    if not blank.printed.isdecimal() or int(blank.printed) == int(hand.value) or not _speaks(hand, _CLEAR):
        return
    if _speaks(hand, _SURER) and blank.sure < _PRINT and fits(blank.kind, hand.value):
        put(blank, hand.value, hand.area, round(hand.chance * _BY_HAND, 3))
        filled.written[blank.kind] = hand
    else:
        filled.apart[blank.kind] = blank.printed, hand.value


def _left(found: Places) -> dict[Kind, str]:
    """What is printed around each place: the code behind a number, month and year behind a day."""
    return {b.kind: b.line.text[b.end:].strip() for b in found.blanks if b.kind in ("number", "day")}


def _stands(blank: Blank) -> bool:
    """Whether a doubted reading is left in its place: a day, month or year that can be one.

    A number has no such bounds, and a wrong one makes another directive of it.
    """
    return blank.kind != "number" and fits(blank.kind, blank.printed)


def _settled(on: Sheet, blank: Blank, expected: frozenset[int]) -> Figures | None:
    seen = figures(on, blank, (), expected) if expected else None
    if seen and int(seen.value) in expected:
        return seen
    return None if _stands(blank) else printed_figures(on, blank)


def _look(draft: PageDraft, found: Places, evidence: Evidence, picture: Picture) -> dict[Kind, Figures]:
    """The figures that are stamped as a picture into the blanks of a text layer."""
    on = picture([blank.area for blank in found.blanks])
    if on is None:
        return {}
    printed = [box for line in _lines(draft) for _, box in words(line)]
    taken: dict[Kind, Figures] = {}
    for blank in found.blanks:
        seen = figures(on, blank, printed, _expected(blank, evidence))
        if seen is not None:
            put(blank, seen.value, seen.area, seen.confidence)
            taken[blank.kind] = seen
    return taken


def _drawn(draft: PageDraft, found: Places, picture: Picture) -> dict[Kind, Figures]:
    """The figures of number and date in lines that are drawn whole; the lines are then among those of ``draft``."""
    lines: dict[Place, Line | None] = {"number": found.number, "date": found.date}
    missing = {place for place, line in lines.items() if line is None}
    on = picture([head(draft)], bare=False) if missing else None
    added = add_drawn(draft, on, missing) if on else {}
    return {b.kind: Figures(b.printed, b.area, b.sure) for line in added.values() for b in figures_of(line)}


def _borne_out(blank: Blank, evidence: Evidence) -> bool:
    return blank.printed.isdecimal() and int(blank.printed) in _expected(blank, evidence)


def _expected(blank: Blank, evidence: Evidence) -> frozenset[int]:
    """The figures that the days of signing would give; a number has no such witness."""
    if blank.kind == "number":
        return frozenset()
    return frozenset(int(getattr(day, blank.kind)) for day in evidence.days)


def _texts(draft: PageDraft) -> list[str]:
    """All lines of the page, also those that were set aside: the notice of a signature tells its day."""
    return [*(line.text for line in _lines(draft)), *(one.text for one in draft.furniture)]


def _lines(draft: PageDraft) -> Iterable[Line]:
    for item in draft.items:
        if isinstance(item, DraftTable):
            yield from (line for cell in item.cells for block in cell.blocks for line in block.lines)
        else:
            yield item


def _date(line: Line | None) -> date | None:
    match = WHOLE_DATE.search(line.text) if line else None
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _stamped(found: Places, taken: dict[Kind, Figures], evidence: Evidence) -> frozenset[Kind]:
    """Whether number and date, as far as they are text, stand in a stamp."""
    kinds: dict[Kind, Line | None] = {"number": found.number, "day": found.date}
    return frozenset(kind for kind, line in kinds.items() if line and kind not in taken and any(
        _within(box, stamp) for text, box in words(line) if text[:1].isdigit() for stamp in evidence.stamps))


def _within(box: Rect, stamp: Rect) -> bool:
    """Whether the first figure of the word lies in the stamp; the code after a number does not."""
    x, y = min(box[0] + _FIGURE, box[2]), (box[1] + box[3]) / 2
    return stamp[0] <= x <= stamp[2] and stamp[1] <= y <= stamp[3]

