"""The marks of parts, clauses and items, put right by their order: III. read as IH., c) read as e) after b).

A mark of one or two strokes gives recognition nothing to go by, and a wrong one breaks the tree of clauses. Marks are
fixed in kind and order (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6: parts in Roman figures, clauses in Arabic figures, items
in letters of the alphabet), so a mark that looks like the one that is due is taken for it; any other stays as it was
read. A list goes on over the page, so one order is kept for a whole file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ..draft import PrintedWord
from ..legacy_fonts.speech import is_syllable

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X",
           "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX")
_STROKE = frozenset("Ll|")  # no word by themselves: I. without its full stop
_STROKES = {"H": "II", "L": "I", "l": "I", "1": "I", "|": "I", "Ị": "I", "Ï": "I", "Í": "I"}
_PART = re.compile(r"^([IHVXLl1|ỊÏÍ]{1,6})(?:(\.)(.*))?$", re.DOTALL)
_CLAUSE = re.compile(r"^(\d{1,2})([.;:,])$")
_UNDER = re.compile(r"^(\d{1,2})[.:;,-](\d{1,2})[.:;,]?$")
_UNDER_SIGN = re.compile(r"^[%$§&#]\.?(\d{1,2})\.$")  # 5.3. whose first figure was read as a sign: %.3.
_ITEM = re.compile(r"^([^\s(\[{])[^\s\w.,]?[)}](.*)$", re.DOTALL)
_SCRAPED = re.compile(r"^(\w)ø(?=\))")  # g) with its tail read as a letter of its own
_INLINE = re.compile(r"^(\W?\()([iIlïíìĩ1|!¡@]{0,5})(\).*)$", re.DOTALL)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_NEVER = {"©": "c", "¢": "c", "€": "c", "ø": "g", "Ø": "g"}  # signs that are no letters of the alphabet
_LIKE = {"b": "h6", "c": "eoé", "d": "đ", "đ": "d", "e": "céè", "g": "89q", "h": "b", "i": "ïíìl1j!¡", "k": "h",
         "l": "i1I|", "m": "n", "n": "m", "o": "0cö", "q": "g", "u": "ú", "y": "ÿ"}
_CHANGED = 0.7  # confidence of a mark that was put right
_LOST = frozenset({"", "¡", "@"})  # (i) whose one stroke was read as another sign
_MOST = 5  # strokes of a figure in brackets: (viii) has more and is left as it was read


class Order:
    """Where the marks of a file have come to: the last part, clause, subclause, item and figure in brackets."""

    def __init__(self) -> None:
        self._part = self._clause = self._under = self._figure = 0
        self._letter = ""
        self._first: PrintedWord | None = None  # a figure 1 before capitals, which may be the Roman one

    def correct(self, words: Sequence[PrintedWord], lines: Sequence[int]) -> None:
        """Put the marks among the ``words`` of the next page right; ``lines`` tells the line of each word."""
        for _, line in groupby(zip(words, lines, strict=True), key=lambda pair: pair[1]):
            first, *rest = [word for word, _ in line]
            self._begin(first, rest[0].text if rest else "")
            _change(first, self._opening(first.text, rest[0].text if rest else ""))
            for word in (first, *rest):
                _change(word, self._inline(word.text))

    def _begin(self, word: PrintedWord, following: str) -> None:
        """1. before capitals is I. when another 1. comes before any 2."""
        if word.text != "1.":
            return
        if self._first is not None and self._part == 0 and self._clause == 1:
            _change(self._first, "I.")
            self._part = 1
        self._first = word if following.isupper() and self._clause == self._part == 0 else None

    def _opening(self, text: str, following: str) -> str:
        return (self._as_part(text, following) or self._as_clause(text, following) or self._as_item(text) or text)

    def _as_part(self, text: str, following: str) -> str | None:
        """A Roman figure before a heading; None for another word."""
        found = _PART.match(text)
        if found is None or found[1].isdigit() or (found[1] == "H" and self._letter == "g"):
            return None  # 1. MỤC TIÊU has its own figure, and H. may follow G.
        heading = found[3] or following
        figure = "".join(_STROKES.get(c, c) for c in found[1])
        if figure not in _ROMANS:
            return None
        at = _ROMANS.index(figure) + 1
        due = at == self._part + 1 > 1
        if found[2] is None:  # VI PHẠM may be the second line of a heading
            begins = self._part == 0 and found[1] in _STROKE and heading.isupper() and len(heading) > 1
            certain = begins or (due and not is_syllable(figure.lower()) and (heading.isupper() or not heading))
        elif found[1] == figure and heading[:1].isupper():
            certain = True
            if at == self._part > 1 and figure + "I" in _ROMANS:
                at += 1  # II. after II. has lost a stroke
        else:
            certain = heading.isupper() or (due and not heading)
        if not certain:
            return None
        self._part, self._clause, self._under, self._letter = at, 0, 0, ""
        return f"{_ROMANS[at - 1]}.{found[3] or ''}"

    def _as_clause(self, text: str, following: str) -> str | None:
        """An Arabic figure with its full stop, or two of them; None for another word."""
        if following and not following[0].isupper():
            return None  # 2,5 tỷ đồng
        if (found := _CLAUSE.match(text)) is not None:
            number = int(found[1])
            if len(found[1]) > 1 and self._is_under(int(found[1][0]), int(found[1][1])) and number != self._clause + 1:
                return self._to(self._clause, self._under + 1)
            if found[2] == "." or number == self._clause + 1:
                return self._to(number, 0)
        elif (found := _UNDER.match(text)) is not None and self._is_under(int(found[1]), int(found[2])):
            whole = self._to(self._clause, self._under + 1)
            return whole.rstrip(".") if text[-1].isdigit() else whole
        elif (found := _UNDER_SIGN.match(text)) is not None and self._is_under(self._clause, int(found[1])):
            return self._to(self._clause, self._under + 1)
        return None

    def _is_under(self, clause: int, number: int) -> bool:
        return clause == self._clause > 0 and number == self._under + 1

    def _to(self, clause: int, under: int) -> str:
        self._clause, self._under, self._letter = clause, under, ""
        return f"{clause}.{under}." if under else f"{clause}."

    def _as_item(self, text: str) -> str | None:
        """A letter with its bracket; None for another word."""
        due = _after(self._letter)
        found = _ITEM.match(_SCRAPED.sub(r"\1", text) if due and text.startswith(due) else text)
        if not found:
            return None
        letter = _NEVER.get(found[1], found[1])
        if due and letter != due and letter in _LIKE.get(due, ""):
            letter = due
        if letter in _ALPHABET:
            self._letter = letter
        return letter + ")" + found[2]

    def _inline(self, text: str) -> str:
        """Small Roman figures in brackets within a sentence: (i), (ii), (iii); other words as they are."""
        found = _INLINE.match(text)
        if not found or (self._figure == 0 and found[2].isdigit()):
            return text
        strokes = found[2]
        due = self._figure + 1
        if strokes == "i" or (strokes in _LOST and self._figure != 1):  # a list begins, unless its second mark has
            self._figure = 1  # lost a stroke
            return f"{found[1]}i{found[3]}"
        if due > _MOST or abs(len(strokes) - due) > 1:
            return text
        self._figure = due
        return found[1] + _ROMANS[due - 1].lower() + found[3]


def _change(word: PrintedWord, text: str) -> None:
    if text != word.text:
        word.text = text
        word.confidence = min(_CHANGED, word.confidence if word.confidence is not None else 1.0)


def _after(letter: str) -> str:
    at = _ALPHABET.find(letter) if letter else -1
    return _ALPHABET[at + 1:at + 2] if at >= 0 else ""
