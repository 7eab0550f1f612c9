"""The type size of recognised words, from their height and the shape of their letters.

Recognition gives one height for a line, even where two columns with different type share it, and that height
varies with the letters of the line. The letters of a word tell how high it stands: shares of the em by the design
of Times New Roman, the face of official documents (NĐ 30/2020, Phụ lục I, mục I).
"""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from .tesseract import Seen

_CAPITAL, _SMALL, _T, _HANGING, _COMMA, _BRACKET = 0.676, 0.46, 0.58, 0.217, 0.14, 0.177
_MARKED_CAPITAL, _MARKED_SMALL, _TWICE_MARKED = 0.88, 0.68, 0.83
_DOT_BELOW, _HORN = "\u0323", "\u031b"
_GAP = 1.2  # type sizes between two words that may be set differently
_NEAR = 0.1  # sizes this close to the usual one of the page are that size
_FEW = 3  # words; fewer measure badly and take the nearest size that a longer piece of the page has
_REACH = 0.25


def sizes(seen: Sequence[Seen]) -> list[float]:
    """The type size of each word in pixels, alike for words of one piece of print."""
    pieces = list(_pieces(seen))
    measured = [_size(piece) for piece in pieces]
    weighed = [size for piece, size in zip(pieces, measured, strict=True) for _ in piece]
    usual = statistics.median(weighed) if weighed else 0.0
    measured = [usual if abs(size / usual - 1) <= _NEAR else size for size in measured]
    known = {size for piece, size in zip(pieces, measured, strict=True) if len(piece) > _FEW}
    return [_rounded(size, piece, known) for piece, size in zip(pieces, measured, strict=True) for _ in piece]


def _rounded(size: float, piece: list[Seen], known: set[float]) -> float:
    near = min(known, key=lambda other: abs(other - size), default=size)
    return near if len(piece) <= _FEW and abs(near / size - 1) <= _REACH else size


def _pieces(seen: Sequence[Seen]) -> Iterator[list[Seen]]:
    """Words that follow one another on a line without a wide gap."""
    for _, line in groupby(seen, key=lambda s: s.line):
        piece: list[Seen] = []
        for s in line:
            if piece and s.x0 - piece[-1].x1 > _GAP * s.size:
                yield piece
                piece = []
            piece.append(s)
        yield piece


def _size(piece: list[Seen]) -> float:
    found = []
    for s in piece:
        above, below = reach(s.text)
        if above:
            found.append((s.bottom - s.top) / (above + below))
    return max(statistics.median(found) if found else 0.9 * piece[0].size, 1.0)


def reach(text: str) -> tuple[float, float]:
    """How far the letters of a word reach above and below the baseline, in ems; 0, 0 where they tell nothing."""
    return max((_letter(c)[0] for c in text), default=0.0), max((_letter(c)[1] for c in text), default=0.0)


@lru_cache(maxsize=512)
def _letter(char: str) -> tuple[float, float]:
    """How far a letter reaches above and below the baseline, in ems; 0, 0 for a sign that tells nothing."""
    if char in ",;":
        return 0.0, _COMMA
    if char in "()/":
        return _CAPITAL, 0.0 if char == "/" else _BRACKET
    if not char.isalnum():
        return 0.0, 0.0
    base, *marks = list(unicodedata.normalize("NFD", char))
    below = 0.2 if _DOT_BELOW in marks else _HANGING if base in "gpqyj" else 0.0
    over = [m for m in marks if m not in (_DOT_BELOW, _HORN)]
    if base.isupper() or base.isdigit():
        return (_MARKED_CAPITAL if over else _CAPITAL), below
    if over:
        return (_TWICE_MARKED if len(over) > 1 else _MARKED_SMALL), below
    return (_CAPITAL if base in "bdđfhklij" else _T if base == "t" else _SMALL), below
