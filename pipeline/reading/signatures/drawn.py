"""Lines of number and date that are no text at all: a signature or a stamp draws them whole onto the head of page 1.

*Số: 12/CĐ-UBND* drawn by the appearance of a signature is seen by everyone who opens the file and is in no text layer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from PIL import Image

from ..draft import Line, PageDraft, PrintedWord, make_line
from ..ocr import tesseract
from ..ocr.tesseract import Seen
from .blanks import HEAD, UNSURE, Place, Rect, line_of
from .look import Sheet

_LOOKS = (200, 300, 400)  # dots per inch; a page is recognised best at the first
_POINTS = 72
_OPENS = re.compile(r"^\W*S[ốỐôÔóÓ]\s?[:.]|ngày.*tháng")  # what may be one of the lines where it was read badly
_APART = 2.0  # type sizes between the number and a date that stands on its height


def head(draft: PageDraft) -> Rect:
    """The part of a page in which a letterhead stands."""
    return 0.0, 0.0, draft.width, HEAD * draft.height


def add_drawn(draft: PageDraft, on: Sheet, missing: set[Place]) -> dict[Place, Line]:
    """Put the drawn lines of the ``missing`` among the lines of ``draft`` and tell them.

    ``on`` is the page with its text. A line takes the place of print that has no figures (*Số:* alone); one that
    recognition is not sure of, and one over printed figures, is left out.
    """
    added: dict[Place, Line] = {}
    for line in _recognised(draft, on):
        place = line_of(line)
        under = [item for item in draft.items if isinstance(item, Line) and _meet(item, line)]
        if place is None or place not in missing - added.keys() or _weakest(line) < UNSURE or any(
                c.isdigit() for item in under for c in item.text):
            continue
        draft.items[:] = [item for item in draft.items if not any(item is other for other in under)]
        at = next((i for i, item in enumerate(draft.items) if item.top > line.top), len(draft.items))
        draft.items.insert(at, line)
        added[place] = line
    return added


def _recognised(draft: PageDraft, on: Sheet) -> Iterator[Line]:
    """The lines of the head, those of number and date looked at once more by themselves."""
    for line in _lines(on, head(draft), _LOOKS[0], tesseract.WHOLE_PAGE, draft.number):
        if not _OPENS.search(line.text):
            continue
        room = 0.4 * line.size
        area = line.x0 - room, line.top - room, line.x1 + room, line.bottom + room
        looks = [line, *(look for dpi in _LOOKS for look in _lines(on, area, dpi, tesseract.ONE_LINE, draft.number))]
        yield from sorted((look for look in looks if line_of(look)), key=_weakest)[-1:]


def _weakest(line: Line) -> float:
    """The confidence of the word that was recognised worst."""
    return min(line.boxes[4::5])


def _lines(on: Sheet, area: Rect, dpi: int, mode: int, page: int) -> Iterator[Line]:
    """The lines recognised in ``area``; a wide gap parts two that stand on one height."""
    cut = on.picture.crop(tuple(round(v * on.scale) for v in area))  # type: ignore[arg-type]
    size = dpi / (on.scale * _POINTS)
    scale = dpi / _POINTS
    small = cut.resize((round(cut.width * size), round(cut.height * size)), Image.Resampling.LANCZOS)
    for _, words in groupby(tesseract.recognise(small, dpi, mode), key=lambda seen: seen.line):
        line: list[Seen] = []
        for word in words:
            if line and word.x0 - line[-1].x1 > _APART * word.size:
                yield _line(line, area, scale, page)
                line = []
            line.append(word)
        yield _line(line, area, scale, page)


def _line(words: list[Seen], area: Rect, scale: float, page: int) -> Line:
    (x, y), found = area[:2], []
    for w in words:
        found.append(PrintedWord(w.text, x + w.x0 / scale, y + w.top / scale, x + w.x1 / scale, y + w.bottom / scale,
                                 y + w.baseline / scale, w.size / scale, confidence=w.confidence))
    return make_line(found, page)


def _meet(a: Line, b: Line) -> bool:
    """Whether one line lies over the other."""
    across = min(a.x1, b.x1) > max(a.x0, b.x0)
    return across and min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(a.bottom - a.top, b.bottom - b.top)
