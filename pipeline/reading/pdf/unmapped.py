"""Letters that a PDF's font draws but does not name: it lacks them in its table of Unicode values.

The page looks right and its text is not. Such pages are recognised as pictures; the words that the text layer knows
whole are taken from it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from ..draft import PrintedWord
from ..legacy_fonts.speech import is_syllable

_STEP = 7  # every so many characters one is asked for: a font that lacks letters lacks them all over the page
_UNUSUAL = re.compile(r"[^\s\x02 -~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ“”‘’–—…°²³•·]")
_PARTS = re.compile(r"[^\W\d_]+(?:[^\w\s./:-]+[^\W\d_]+)*")  # a sign between letters is one that was told wrong
_HALF = 0.5  # of the width of a word: what shares more stands at the same place


def unmapped(textpage: Any, text: str) -> frozenset[int]:
    """The characters of words of a page whose letters the font does not tell; ``text`` is the page's."""

    def lacks(i: int) -> bool:
        return pdfium.FPDFText_HasUnicodeMapError(textpage, i) == 1 and _in_word(text, i)

    unusual = (match.start() for match in _UNUSUAL.finditer(text))
    if not any(map(lacks, range(0, len(text), _STEP))) and not any(map(lacks, unusual)):
        return frozenset()
    return frozenset(filter(lacks, range(len(text))))


def _in_word(text: str, i: int) -> bool:
    return text[i - 1 : i].isalnum() or text[i + 1 : i + 2].isalnum()


def is_believed(text: str) -> bool:
    """Whether a word of such a page is one that the font tells whole: letters that it tells wrong (*ng‡y*, *cÙng*)
    make no Vietnamese."""
    return _UNUSUAL.search(text) is None and all(map(_is_word, _PARTS.findall(text)))


def _is_word(part: str) -> bool:
    cased = part.islower() or part.istitle()
    return part.isascii() or (part.isalpha() and (part.isupper() or (cased and is_syllable(part))))


def with_known(recognised: Sequence[PrintedWord], known: Sequence[PrintedWord]) -> list[PrintedWord]:
    """The words of a page: those that the text layer knows, and what was ``recognised`` where it knows none."""
    kept = [word for word in recognised if sum(_shared(word, one) for one in known) < _HALF * _width(word)]
    return [one for one in known if all(_shared(word, one) < _HALF * _width(one) for word in kept)] + kept


def _width(word: PrintedWord) -> float:
    return max(word.x1 - word.x0, 1.0)


def _shared(one: PrintedWord, other: PrintedWord) -> float:
    """How much of their width two words share, points; 0 for words of different lines."""
    if abs(one.top + one.bottom - other.top - other.bottom) > other.size:
        return 0.0
    return max(min(one.x1, other.x1) - max(one.x0, other.x0), 0.0)
