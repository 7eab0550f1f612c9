"""Upright pages whose text is printed sideways, as landscape annexes are that were pasted onto portrait paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..draft import PrintedWord

WHOLE = 360
_QUARTER = 90
_LEAST = 40  # letters: a word or two tell nothing of the page
_MOST = 0.6  # share of the letters of a page by which it is read sideways


def turned(words: Iterable[PrintedWord]) -> int:
    """By how many degrees, clockwise, a page is to be turned to read most of its ``words``; 0 for an upright one."""
    letters: Counter[int] = Counter()
    for word in words:
        angle = word.tint.angle if word.tint else 0.0
        letters[round(angle / _QUARTER) * _QUARTER % WHOLE] += len(word.text)
    angle, count = max(letters.items(), key=lambda item: item[1], default=(0, 0))
    return angle if count >= max(_MOST * letters.total(), _LEAST) else 0


def without_page_number(words: Iterable[PrintedWord]) -> list[PrintedWord]:
    """The ``words`` of a page that was turned, but for figures that still lie on their side: its number."""
    return [w for w in words if not (w.tint and round(w.tint.angle) % WHOLE and w.text.strip("-–. ").isdecimal())]
