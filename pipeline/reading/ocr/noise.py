"""What recognition reads where nothing is written: specks, stamp rings, signatures."""

from __future__ import annotations

import re
import statistics
from itertools import groupby

from .tesseract import Seen

_NOISE = 0.3  # words surer than this are kept, marks must be surer still
_MARKS = 0.6
_SHORT = 0.5  # a word of one or two letters that is no item mark
_LINE, _TEXT = 4, 0.75  # words and their median confidence that make a line of text
_TALL = 2.2  # a word this many times taller than the lines of the page is a scribble
_MARK = re.compile(r"^\S\)$")  # of an item, whose letter was read as a sign
_ENDS = frozenset({".", ";", ":", "/.", "./."})  # of a line: recognition doubts what is small
_ITEM = re.compile(r"^(?:[-–+•*]|\d{1,3}[.)]?|[a-zđ][.)]|[IVX]+[.)]?)$")


def sift(seen: list[Seen]) -> tuple[list[Seen], list[Seen]]:
    """The words that were written, and what is no word. A doubtful word within a line of sure ones is written."""
    height = statistics.median(s.bottom - s.top for s in seen) if seen else 0.0
    kept: list[Seen] = []
    dropped: list[Seen] = []
    for _, group in groupby(seen, key=lambda s: s.line):
        line = list(group)
        is_text = len(line) >= _LINE and statistics.median(s.confidence for s in line) >= _TEXT
        for s in line:
            written = any(map(str.isalnum, s.text)) or (s is line[-1] and s.text in _ENDS) or (
                s is line[0] and _MARK.match(s.text) is not None)
            noisy = _is_noise(s, height) and not (is_text and written and _among(s, line))
            (dropped if noisy else kept).append(s)
    return kept, dropped


def _among(seen: Seen, line: list[Seen]) -> bool:
    """Whether a word stands in the row of a line's other words, no taller and no further off than they."""
    near = min((max(other.x0 - seen.x1, seen.x0 - other.x1) for other in line if other is not seen), default=0.0)
    return near < seen.size and seen.bottom - seen.top < 1.5 * seen.size


def _is_noise(seen: Seen, height: float) -> bool:
    letters = sum(map(str.isalnum, seen.text))
    if seen.bottom - seen.top > _TALL * height or (not letters and seen.confidence < _MARKS):
        return True
    if _ITEM.match(seen.text):
        return seen.confidence < _NOISE
    if letters * 2 < len(seen.text) and seen.confidence < _MARKS and "." not in seen.text:
        return True
    return seen.confidence < (_SHORT if len(seen.text) <= 2 else _NOISE)
