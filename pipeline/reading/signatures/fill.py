"""Puts the number and date that were stamped as a picture into the blanks of the letterhead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..draft import DraftTable, Line, PageDraft
from ..ocr import tesseract
from .blanks import WHOLE_DATE, Blank, Kind, Places, Rect, fits, places, put, wipe, words
from .evidence import Evidence
from .look import Figures, Sheet, figures, has_ink, printed_figures

_FIGURE = 3.0  # points: less than the width of a figure


Picture = Callable[[Sequence[Rect]], Sheet | None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the head: ``taken`` are values read from the picture, ``unsure`` what recognition saw without
    being sure of it (empty: strokes that are no figures), ``reread`` what a first reading
    gave where looking again settled on other figures; ``date`` is the whole date as it is now; ``stamped`` are
    kinds whose figures stand in a stamp of the file."""

    taken: dict[Kind, Figures]
    unsure: dict[Kind, str]
    date: date | None = None
    stamped: frozenset[Kind] = frozenset()
    reread: dict[Kind, str] = field(default_factory=dict)


def fill(draft: PageDraft, evidence: Evidence, picture: Picture) -> Filled:
    """Fill the blanks of ``draft``, the first page; ``picture`` draws it and is asked only when something is blank:
    it gives None where nothing is drawn in the areas that are looked at."""
    found = places(draft)
    if found.recognised:
        return settle(found, evidence, picture)
    taken = _look(draft, found, evidence, picture) if found.blanks and tesseract.available() else {}
    unsure: dict[Kind, str] = {b.kind: b.printed for b in found.blanks if b.printed and b.kind not in taken}
    return Filled(taken, unsure, _date(found.date), _stamped(found, taken, evidence))


def settle(found: Places, evidence: Evidence, picture: Picture) -> Filled:
    """Look again at figures of a scan that were read with doubt.

    A day of signing bears figures out; others are kept where several looks agree as on print. A number that stays in
    doubt (written by hand, mostly) is taken out: a wrong one links the directive to another.
    """
    doubted = [b for b in found.blanks if not _borne_out(b, evidence)]
    on = picture([blank.area for blank in doubted]) if doubted and tesseract.available() else None
    taken: dict[Kind, Figures] = {}
    reread: dict[Kind, str] = {}
    unsure: dict[Kind, str] = {}
    for blank in doubted:
        expected = _expected(blank, evidence)
        seen = _settled(on, blank, expected) if on else None
        if seen is None:
            if blank.printed or (on and has_ink(on, blank)):
                unsure[blank.kind] = blank.printed
            if not _stands(blank):
                wipe(blank)
            continue
        put(blank, seen.value, seen.area, seen.confidence)
        if int(seen.value) in expected:
            taken[blank.kind] = seen
        elif blank.printed and seen.value != blank.printed:
            reread[blank.kind] = f"{blank.printed} → {seen.value}"
        else:
            reread[blank.kind] = seen.value
    return Filled(taken, unsure, _date(found.date), _stamped(found, taken, evidence), reread)


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


def _borne_out(blank: Blank, evidence: Evidence) -> bool:
    return blank.printed.isdecimal() and int(blank.printed) in _expected(blank, evidence)


def _expected(blank: Blank, evidence: Evidence) -> frozenset[int]:
    """The figures that the days of signing would give; a number has no such witness."""
    if blank.kind == "number":
        return frozenset()
    return frozenset(int(getattr(day, blank.kind)) for day in evidence.days)


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

