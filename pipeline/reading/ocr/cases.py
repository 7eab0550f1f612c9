"""Small and capital letters of one shape: ``Vụ Sau`` for ``vụ sau``, ``BỘ`` for ``Bộ``.

C, O, S, U, V, X, Z and their like differ from the small letter in nothing but height, and a short word or line has
nothing to measure them by. The height of the letters around them tells: shares of the em as in ``sizes``.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from .sizes import reach
from .tesseract import Seen

_ALIKE = frozenset("CKOPSUVWXZ")
_ROUND = re.compile(r"^[BCHKLMNST][ÔỐỒỔỖỘƠỚỜỞỠỢ]\W?$")
_HORN = "\u031b"
_CHANGED = 0.7  # confidence of a changed word
_APART = 0.12  # ems between the heights of both ways to write a word
_NEARER = 0.06  # ems by which the small letter must fit better: a capital that is one loses more than a slip left
_FEW = 2  # words with a plain height that measure a line
_NEAR = 2.2  # ems between two lines of one size


def corrected(lines: Sequence[list[Seen]]) -> list[list[Seen]]:
    """The lines of a page with capitals made small where their height says so."""
    return list(_measured([_titled(line) for line in lines]))


def _titled(line: list[Seen]) -> list[Seen]:
    """``BỘ`` in a line of small letters is ``Bộ``: ô and ơ have one shape in both cases, short words little else."""
    words = [s.text for s in line if any(map(str.isalpha, s.text))]
    if 2 * sum(not word.isupper() for word in words) <= len(words):
        return line
    return [_with(s, s.text[0] + s.text[1:].lower()) if _ROUND.match(s.text) else s for s in line]


def _measured(lines: Sequence[list[Seen]]) -> Iterator[list[Seen]]:
    em, foot = 0.0, 0.0
    for line in lines:
        own = [(s.bottom - s.top) / height for s in line if not _small(s.text) and (height := sum(reach(s.text)))]
        if len(own) >= _FEW:
            em = statistics.median(own)
        elif not line or not 0 < line[0].bottom - foot < _NEAR * em:
            em = 0.0  # nothing near to measure by
        foot = line[0].bottom if line else 0.0
        after = (not before.text.endswith(".") for before in line)  # a sentence begins behind a full stop
        yield [_lowered(s, em) if em and may else s for s, may in zip(line, chain([True], after), strict=False)]


def _small(text: str) -> str:
    """``text`` with a small first letter, where that has the shape of the capital and makes the word lower; else empty.
    Marks over a letter are no measure: they are cut off as often as not."""
    first = unicodedata.normalize("NFD", text[:1])
    small = text[:1].lower() + text[1:]
    if first[:1] not in _ALIKE or first[1:] not in {"", _HORN} or text[1:] != text[1:].lower():
        return ""
    return small if reach(text)[0] - reach(small)[0] >= _APART else ""


def _lowered(seen: Seen, em: float) -> Seen:
    small = _small(seen.text)
    if not small:
        return seen
    height = (seen.bottom - seen.top) / em
    as_small, as_printed = (abs(height - sum(reach(text))) for text in (small, seen.text))
    return _with(seen, small) if as_small + _NEARER < as_printed else seen


def _with(seen: Seen, text: str) -> Seen:
    return replace(seen, text=text, confidence=min(seen.confidence, _CHANGED))
