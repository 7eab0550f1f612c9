"""Finds where annotated tasks stand in a text and cuts paragraphs into marked pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from .folding import plain

_WORD = re.compile(r"\w+")
_ENOUGH_WORDS = 4


class Token(NamedTuple):
    """A word in comparable form and where it stands."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text with their offsets."""
    return [Token(plain(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be shown, with the number of its row and the verdict on it."""

    start: int
    end: int
    row: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; ``opens`` is true where its mark begins."""

    text: str
    mark: Mark | None = None
    opens: bool = False


class Locator:
    """Finds texts in one document; asked in document order, repeated wording is told apart."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._words = [t.word for t in self._tokens]
        self._next = 0

    def find(self, wanted: str) -> tuple[int, int] | None:
        """The span of the same words, at or after the last hit if it can be; None when not there."""
        words = [t.word for t in tokens(wanted)]
        at = self._exact(words) if words else None
        if at is None:
            at = self._close(words)
        if at is None:
            return None
        self._next = at
        last = min(at + len(words), len(self._tokens)) - 1
        return self._tokens[at].start, self._tokens[last].end

    def _exact(self, words: Sequence[str]) -> int | None:
        first = words[0]
        hits = [i for i, w in enumerate(self._words) if w == first and self._words[i : i + len(words)] == words]
        return next((i for i in hits if i >= self._next), hits[0] if hits else None)

    def _close(self, words: Sequence[str]) -> int | None:
        """Where the longest run of the words stands, when that run says enough."""
        match = SequenceMatcher(None, self._words, words, autojunk=False).find_longest_match()
        if match.size < max(_ENOUGH_WORDS, 0.3 * len(words)):
            return None
        return max(match.a - match.b, 0)


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """The stretch ``start``–``end`` in pieces; where marks overlap, the one that begins first wins."""
    pieces: list[Piece] = []
    at = start
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], mark, opens=mark.start >= start))
        at = last
    return [*pieces, Piece(text[at:end])] if at < end else pieces
