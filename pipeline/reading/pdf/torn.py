"""Words torn by a change of font.

Where a font lacks a letter, programs print that letter in another font and often later than its
neighbours; pdfium takes the change for a gap (``T`` ``Ỉ`` ``NH``). The pieces touch on paper, and no
space was typed between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..draft import PrintedWord
from .rows import Row, rows

_GAP = 0.15  # of the type size: no space is as narrow
_OVERLAP = 0.4  # letters of a wider font run into their neighbours
_ENOUGH = 3
_OWN_WORDS = frozenset(["ở", "Ở", "ý", "Ý", "à", "À", "ạ", "ừ", "Ừ", "ô", "Ô", "ủ", "o", "O"])


def is_torn(words: Sequence[PrintedWord]) -> bool:
    """True where letters stand alone on a page that are no words of Vietnamese (``ậ``, ``Ố``)."""
    alone = (w for w in words if len(w.text) == 1 and not w.text.isascii() and w.text.isalpha())
    return sum(w.text not in _OWN_WORDS for w in alone) >= _ENOUGH


def whole_words(words: list[PrintedWord], spaces: list[PrintedWord]) -> list[PrintedWord]:
    """The words of a page with their pieces joined, row by row; ``spaces`` are the typed ones."""
    return [word for row in rows([*words, *spaces]) for word in _joined(row)]


def _joined(row: Row) -> Row:
    row = sorted(row, key=lambda w: (w.middle, w.x0))
    whole: Row = []
    spaced = True
    for word in row:
        if word.text == " ":
            spaced = True
            continue
        if whole and not spaced and _touch(whole[-1], word):
            last = whole[-1]
            last.text += word.text
            last.x1 = max(last.x1, word.x1)
            last.top, last.bottom = min(last.top, word.top), max(last.bottom, word.bottom)
        else:
            whole.append(word)
        spaced = False
    return whole


def _touch(left: PrintedWord, right: PrintedWord) -> bool:
    size = right.size
    near = -_OVERLAP * size < right.x0 - left.x1 < _GAP * size and abs(left.baseline - right.baseline) < 1
    joins = left.text[-1].isalpha() and (right.text[0].isalpha() or right.text[0] in ",.;:)”")
    return near and joins and abs(left.size - size) < 0.3
