"""How much room text takes in a cell, so that printed rows show all of it.

Neither Excel nor LibreOffice fits row heights reliably for wrapped cells of a file made elsewhere. Widths are
thousandths of the font size as Times New Roman has them, in steps; marks do not widen a letter.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

BASE_SIZE = 11
"""Size of the workbook's Normal font in points: one unit of column width is one of its digits."""

BODY_SIZE = 12
"""Size of text in tables."""

MAX_ROW_HEIGHT = 409.0
"""The tallest row of Excel, in points."""

_STEPS = (
    (280, " .,;:'|/\\ijlt"), (340, "frI!()-[]`s"), (450, "aczeJ?“”\""), (570, "FPS+<=>"), (620, "ELTZ"),
    (680, "BCR"), (730, "wADGHKNOQUVXY"), (800, "m&%"), (900, "M"), (960, "W@"), (1000, "…—"),
)
_WIDTHS = {ch: width for width, letters in _STEPS for ch in letters}
_OTHER = 510
_BOLD = 1.07
_PIXELS_PER_POINT = 96 / 72
_UNIT_PIXELS = 7
_PADDING_PIXELS = 2
_LINE = 1.3  # Excel on Windows gives TNR 12 lines of 15.75 points, LibreOffice less
_SAFETY = 1.02


@lru_cache(maxsize=4096)
def _char(ch: str) -> int:
    base = "D" if ch == "Đ" else unicodedata.normalize("NFD", ch)[0]
    return _WIDTHS.get(base, _OTHER)


@lru_cache(maxsize=65536)
def _word(word: str) -> int:
    return sum(_char(ch) for ch in word)


@lru_cache(maxsize=16384)
def line_count(text: str, width: float, size: float = BODY_SIZE, bold: bool = False) -> int:
    """Lines the text takes in a column ``width`` units wide, set in ``size`` points; at least 1."""
    room = (width * _UNIT_PIXELS - _PADDING_PIXELS) / (size * _PIXELS_PER_POINT) * 1000
    room = max(room / (_SAFETY * (_BOLD if bold else 1)), 1000)
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    widths = list(map(_word, line.split(" ")))
    if min(widths) > 0 and max(widths) <= room:
        return _filled(widths, room)
    lines, used = 1, 0.0
    space = _char(" ")
    for wide in widths:
        if used and used + space + wide > room:
            lines, used = lines + 1, 0.0
        elif used:
            used += space
        extra = max(0, -int(-wide // room) - 1)  # a word longer than the line is broken
        lines, used = lines + extra, used + wide - extra * room
    return lines


def _filled(widths: list[int], room: float) -> int:
    """Lines of words none of which is longer than one: each takes all that fit."""
    space = _char(" ")
    ends = list(accumulate([wide + space for wide in widths], initial=0))
    lines, begun = 0, 0
    while begun < len(widths):
        begun = bisect_right(ends, ends[begun] + space + room) - 1
        lines += 1
    return lines


def height(text: str, width: float, size: float = BODY_SIZE, bold: bool = False) -> float:
    """Points the text is tall in a column ``width`` units wide, not bounded."""
    return line_count(text, width, size, bold) * size * _LINE
