"""The letterhead of a scan, looked at once more column by column.

Issuer and number stand at the left, motto and date at the right, close to each other and on different lines
(NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.1 to II.4; Party papers: Hướng dẫn 36-HD/VPTW), and number and day are often
written in by hand in blue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from . import again
from .picture import Ready
from .tesseract import Seen

_MOTTO = re.compile(r"^(?:NGHĨA|NGHIA|NGHÍA|VIỆT|NAM|CỘNG|SẢN)$")
_POINTS = 72
_UPPER = 0.4  # share of the height within which a letterhead stands
_ABOVE, _BELOW = 14, 125  # points around the first line of the motto
_DATE = 55  # points below the motto within which the date stands
_PARTS = (0.28, 0.62)  # shares of the width between which the two columns part


def second_look(ready: Ready, seen: Sequence[Seen], dpi: int) -> list[Seen]:
    """``seen`` with the words of the letterhead as they are read better; pages without one as they are."""
    point = dpi / _POINTS
    width, height = ready.picture.size
    tops = [s.top for s in seen if _MOTTO.match(s.text) and s.top < _UPPER * height and s.x0 > _PARTS[0] * width]
    if len(tops) < 2:
        return list(seen)
    motto = sorted(tops)[len(tops) // 2]
    top = max(motto - _ABOVE * point, 0.0)
    parts = again.gap(seen, width, (top, motto + _DATE * point), _PARTS)
    bottom = min(motto + _BELOW * point, _across(seen, parts, motto + _DATE * point), height)
    found = again.better(ready, seen, (0, int(top), parts, int(bottom)), dpi)
    return again.better(ready, found, (parts, int(top), width, int(bottom)), dpi)


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
