"""The marks of parts, clauses and items, put right by their order: III. read as IH., c) read as e) after b).

A mark of one or two strokes gives recognition nothing to go by, and a wrong one breaks the tree of clauses. Marks are
fixed in kind and order (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6: parts in Roman figures, items in letters of the
alphabet), so a mark that looks like the one that is due is taken for it; any other stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .tesseract import Seen

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X",
           "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")
_STROKES = {"H": "II", "L": "I", "l": "I", "1": "I", "|": "I", "Ị": "I", "Ï": "I", "Í": "I"}
_PART = re.compile(r"^([IHVXLl1|ỊÏÍ]{1,6})(\.)(.*)$", re.DOTALL)
_ITEM = re.compile(r"^(\S)(\))(.*)$", re.DOTALL)
_INLINE = re.compile(r"^(\W?\()([iIlïíìĩ1|!]{0,5})(\).*)$", re.DOTALL)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_NEVER = {"©": "c", "¢": "c", "€": "c", "ø": "g", "Ø": "g"}  # signs that are no letters of the alphabet
_LIKE = {"b": "h6", "c": "eoé", "d": "đ", "đ": "d", "e": "céè", "g": "89q", "h": "b", "i": "ïíìl1j!",
         "k": "h", "l": "i1I|", "m": "n", "n": "m", "o": "0cö", "q": "g", "u": "ú", "y": "ÿ"}
_CHANGED = 0.7  # confidence of a mark that was put right
_MOST = 5  # strokes of a figure in brackets: (viii) has more and is left as it was read


def in_order(lines: Iterable[list[Seen]]) -> Iterator[list[Seen]]:
    """The lines of a page with their marks put right."""
    order = _Order()
    for line in lines:
        yield [_with(s, order.inline(s.text)) for s in _opened(line, order)]


def _opened(line: list[Seen], order: _Order) -> list[Seen]:
    if not line:
        return line
    first = line[0]
    text = order.part(first.text, line[1].text if len(line) > 1 else "") or order.item(first.text) or first.text
    return [_with(first, text), *line[1:]]


def _with(seen: Seen, text: str) -> Seen:
    return seen if text == seen.text else replace(seen, text=text, confidence=min(seen.confidence, _CHANGED))


class _Order:
    """Where the marks of a page have come to."""

    def __init__(self) -> None:
        self.letter = ""
        self.figure = 0

    def part(self, text: str, following: str) -> str | None:
        """A Roman figure before a heading in capitals; None for another word."""
        found = _PART.match(text)
        if not found or not (found[3] or following).isupper():
            return None
        figure = "".join(_STROKES.get(c, c) for c in found[1])
        if found[1].isdigit() or figure not in _ROMANS or (found[1] == "H" and self.letter == "g"):
            return None  # 1. MỤC TIÊU has its own figure, and H. may follow G.
        return figure + found[2] + found[3]

    def item(self, text: str) -> str | None:
        """A letter with its bracket; None for another word."""
        found = _ITEM.match(text)
        if not found:
            return None
        letter = _NEVER.get(found[1], found[1])
        due = _after(self.letter)
        if due and letter != due and letter in _LIKE.get(due, ""):
            letter = due
        if letter in _ALPHABET:
            self.letter = letter
        return letter + found[2] + found[3]

    def inline(self, text: str) -> str:
        """Small Roman figures in brackets within a sentence: (i), (ii), (iii); other words as they are."""
        found = _INLINE.match(text)
        if not found or (self.figure == 0 and found[2].isdigit()):
            return text
        strokes = found[2]
        if strokes == "i":  # a list begins, unless its second mark has lost a stroke
            self.figure = 1
            return text
        due = self.figure + 1
        if due > _MOST or abs(len(strokes) - due) > 1:
            return text
        self.figure = due
        return found[1] + _ROMANS[due - 1].lower() + found[3]


def _after(letter: str) -> str:
    at = _ALPHABET.find(letter) if letter else -1
    return _ALPHABET[at + 1:at + 2] if at >= 0 else ""
