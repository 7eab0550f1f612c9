"""Text as words and marks with offsets, and a trie to find the longest known phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from pipeline.knowledge.folding import fold

# a tab or an empty line parts what stands around it; a single line break may only be a wrapped line
_TOKEN = re.compile(r"[^\W_]+|[ ]*(?:\t|\n[ ]*\n)\s*|\n|\S")
BREAK, WRAP = "\n", "\r"


class Token(NamedTuple):
    """A word or mark: ``word`` is folded, ``upper`` says that it begins with a capital."""

    word: str
    start: int
    end: int
    upper: bool
    letters: bool


def tokenize(text: str, folded: str | None = None) -> list[Token]:
    """The words and marks of ``text``; breaks are tokens of their own (``BREAK``, ``WRAP``). ``folded`` is
    ``fold(text)`` where it is at hand."""
    folded = fold(text) if folded is None else folded
    tokens = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        first, word = text[start], folded[start:end]
        if first.isspace():
            word = WRAP if word == "\n" else BREAK
        tokens.append(Token(word, start, end, first.isupper(), first.isalnum()))
    return tokens


_FIRST = re.compile(r"[^\W_]+|\S")


def first_word(text: str, pos: int) -> str:
    """The folded word or mark at ``pos``, empty where none stands."""
    match = _FIRST.match(text, pos)
    return fold(match.group()) if match else ""


def words_of(phrase: str) -> list[str]:
    """The folded words and marks of a phrase of a table."""
    return [t.word for t in tokenize(phrase)]


def _over_wrap(tokens: list[Token], i: int) -> int:
    """The index after line breaks at ``i`` that may be wraps inside a name."""
    while i < len(tokens) and tokens[i].word == BREAK and tokens[i].end - tokens[i].start == 1:
        i += 1
    return i


class Trie:
    """Phrases with a value each; the longest one that stands at a place is found in one walk."""

    def __init__(self, entries: Iterable[tuple[str, Any]] = ()) -> None:
        self._root: dict[str, Any] = {}
        for phrase, value in entries:
            self.add(phrase, value)

    def add(self, phrase: str, value: Any) -> None:
        """Add a phrase; a later one with the same words wins."""
        node = self._root
        for word in words_of(phrase):
            node = node.setdefault(word, {})
        node[""] = value

    def firsts(self) -> set[str]:
        """The words that phrases begin with."""
        return set(self._root)

    def longest(self, tokens: list[Token], i: int) -> tuple[int, Any] | None:
        """(index after the phrase, its value) of the longest phrase at ``i``; line breaks between words are skipped."""
        node, best, size = self._root, None, len(tokens)
        while i < size and tokens[i].word in node:
            node = node[tokens[i].word]
            i += 1
            if "" in node:
                best = (i, node[""])
            if i < size and tokens[i].word == BREAK:
                i = _over_wrap(tokens, i)
        return best
