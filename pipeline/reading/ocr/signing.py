"""The signature block of a scan, looked at once more where stamp and signature lie over title and name.

The block stands at the right of the list of recipients (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7 to II.9).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from . import again, red_names
from .picture import Ready
from .tesseract import Seen

_AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q)[.,]?$")
_RECIPIENTS = re.compile(r"^[Nn][ơo][iíị]$")
_POINTS = 72
_ABOVE, _BELOW = 8, 250  # points around the line that opens the block; the name stands within
_BESIDE_STAMP = 60  # points above and below a stamp whose block began on the page before
_STAMP_LEAST = 40  # points: a smaller coloured spot is no stamp
_FOOT = 0.4  # share of the height of a first page above which a stamp is one of receipt
_MIDDLE = (0.36, 0.66)  # shares of the width between which the two columns part
_LEFT, _DOUBTED = 0.3, 0.7  # share of the width, and confidence, of a misread label of the recipients
_MIXED, _CLEARLY = 0.1, 1.05  # share of doubtful letters of recipients read anew; how many times better it must be
_INK = 0.002  # share of coloured pixels in a row that belongs to a stamp

Rows = tuple[float, float]


def second_look(ready: Ready, seen: Sequence[Seen], dpi: int, first: bool) -> list[Seen]:
    """``seen`` with the words of the signature block, and of the recipients beside it, as they are read better; pages
    without one as they are.

    ``first`` tells the first page, on whose upper part stamps say that a paper was received.
    """
    point = dpi / _POINTS
    seen = _labelled(seen, ready.picture.width)
    rows = _block(ready, seen, point) or _stamp(ready, point, _FOOT if first else 0.0)
    if rows is None:
        return list(seen)
    width, height = ready.picture.size
    left, top, bottom = again.gap(seen, width, rows, _MIDDLE), max(int(rows[0]), 0), min(int(rows[1]), height)
    block, beside = (left, top, width, bottom), (0, top, left, bottom)
    if again.doubtful(seen, beside) > _MIXED and any(_is_recipients(s, seen) for s in seen if again.inside(s, beside)):
        seen = again.better(ready, seen, [beside], dpi, _CLEARLY)
    return red_names.added(ready, again.better(ready, seen, [block], dpi), block, dpi)


def _labelled(seen: Sequence[Seen], width: int) -> list[Seen]:
    """*Nơi nhận:* as it is fixed, where its first word was read as another."""
    found = list(seen)
    for i, (label, word) in enumerate(pairwise(seen)):
        if (word.text == "nhận:" and word.x0 < _LEFT * width and label.line == word.line and label.confidence < _DOUBTED
                and len(label.text) <= 4):
            found[i] = replace(label, text="Nơi", confidence=_DOUBTED)
    return found


def _block(ready: Ready, seen: Sequence[Seen], point: float) -> Rows | None:
    """The rows from the line with the authority or *Nơi nhận* down."""
    middle = ready.picture.width * _MIDDLE[0]
    tops = [s.top for s in seen
            if (s.x0 > middle and _AUTHORITY.match(s.text)) or (s.x0 < middle and _is_recipients(s, seen))]
    if not tops:
        return None
    top = min(t for t in tops if t > max(tops) - _BELOW * point)
    return top - _ABOVE * point, top + _BELOW * point


def _is_recipients(seen: Seen, all_seen: Sequence[Seen]) -> bool:
    beside = (s for s in all_seen if s.line == seen.line and 0 < s.x0 - seen.x1 < seen.size)
    return bool(_RECIPIENTS.match(seen.text)) and any(s.text.startswith("nh") for s in beside)


def _stamp(ready: Ready, point: float, least: float) -> Rows | None:
    """The rows around a red stamp in the right half."""
    if ready.red is None:
        return None
    ink = np.asarray(ready.red)[:, int(ready.red.width * _MIDDLE[0]):] == 0
    ink[:int(least * ink.shape[0])] = False
    rows = np.flatnonzero(ink.mean(axis=1) > _INK)
    if not rows.size or rows[-1] - rows[0] < _STAMP_LEAST * point:
        return None
    return float(rows[0] - _BESIDE_STAMP * point), float(rows[-1] + _BESIDE_STAMP * point)
