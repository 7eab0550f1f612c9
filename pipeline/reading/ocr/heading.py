"""The letterhead of a scan, looked at once more column by column.

Issuer and number stand at the left, motto and date at the right, close to each other and on different lines
(NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.1 to II.4), and number and day are often written in by hand in blue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from . import again, fixed_words
from .again import Box
from .fixed_words import Mended
from .picture import Ready
from .tesseract import Seen

_MOTTO = re.compile(r"^(?:NGHĨA|NGHIA|NGHÍA|VIỆT|NAM|CỘNG|SẢN)$")
_LABEL = re.compile(r"^S[ốóòôỗõộọ]\s?[:.]?$")
_POINTS = 72
_UPPER = 0.4  # share of the height within which a letterhead stands
_ABOVE, _BELOW = 24, 125  # points around the first line of the motto
_DATE = 55  # points below the motto within which the date stands
_OUT = 4  # points above the motto over which nothing of a letterhead is printed
_WRITTEN = 0.7  # confidence of words up there below which they are a clerk's hand
_SEEN = 0.3  # confidence of words that stand for print of any kind
_PARTS = (0.28, 0.62)  # shares of the width between which the two columns part


def second_look(ready: Ready, seen: Sequence[Seen], dpi: int) -> tuple[list[Seen], list[Mended]]:
    """``seen`` with the words of the letterhead as they are read better, and the names that were put right; of pages
    without a letterhead only the name of the type."""
    point = dpi / _POINTS
    width, height = ready.picture.size
    tops = [s.top for s in seen if _MOTTO.match(s.text) and s.top < _UPPER * height and s.x0 > _PARTS[0] * width]
    if len(tops) < 2:
        return _titled(seen, _UPPER * height), []
    motto = sorted(tops)[len(tops) // 2]
    top = max(motto - _ABOVE * point, 0.0)
    parts = again.gap(seen, width, (top, motto + _DATE * point), _PARTS, _SEEN)
    bottom = int(min(motto + _BELOW * point, _across(seen, parts, motto + _DATE * point), height))
    left, right = (0, int(top), parts, bottom), (parts, int(top), width, bottom)
    found = again.better(ready, seen, (left, right), dpi)
    found = _with_label([s for s in found if s.bottom > motto - _OUT * point or s.confidence >= _WRITTEN], seen, left)
    return _mended(found, left, right)


def _across(seen: Sequence[Seen], parts: int, below: float) -> float:
    """The top of the first line under the date that goes over both columns."""
    tops = []
    for _, group in groupby(seen, key=lambda s: s.line):
        line = [s for s in group if s.confidence >= again.SURE]
        left, right = [s for s in line if s.x0 < parts], [s for s in line if s.x0 >= parts]
        if not left or left[-1].top < below:
            continue
        if left[-1].x1 > parts or (right and right[0].x0 - left[-1].x1 < left[-1].size):
            tops.append(min(s.top for s in line))
    return min(tops, default=float("inf")) - 1


def _with_label(found: list[Seen], before: Sequence[Seen], left: Box) -> list[Seen]:
    """The label of the number, where only the first look saw it: beside handwriting it may go with the ink."""
    if any(_LABEL.match(s.text) for s in found if again.inside(s, left)):
        return found
    label = next((s for s in before if _LABEL.match(s.text) and again.inside(s, left)), None)
    if label is None:
        return found
    row = [i for i, s in enumerate(found) if again.inside(s, left) and s.x0 > label.x0
           and label.top < (s.top + s.bottom) / 2 < label.bottom]
    if not row:
        return found
    at = row[0]
    return [*found[:at], replace(label, line=found[at].line), *found[at:]]


def _mended(seen: list[Seen], left: Box, right: Box) -> tuple[list[Seen], list[Mended]]:
    """The lines of both columns with their fixed words put right."""
    rest = [s for s in seen if not again.inside(s, left) and not again.inside(s, right)]
    lines, told = fixed_words.left_column(_lines(seen, left))
    lines += [fixed_words.right_column(line) for line in _lines(seen, right)]
    return _titled(rest, float("inf")) + [s for line in lines for s in line], told


def _titled(seen: Sequence[Seen], height: float) -> list[Seen]:
    """The lines with the name of a type as it is fixed, down to ``height``."""
    lines = [list(line) for _, line in groupby(seen, key=lambda s: s.line)]
    return [s for line in lines for s in (fixed_words.title(line) if line[0].top < height else line)]


def _lines(seen: list[Seen], box: Box) -> list[list[Seen]]:
    held = [s for s in seen if again.inside(s, box)]
    lines = [list(line) for _, line in groupby(held, key=lambda s: s.line)]
    return sorted(lines, key=lambda line: line[0].top)
