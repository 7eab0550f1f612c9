"""Text as words and marks with offsets, and a trie to find known phrases."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from pipeline.knowledge.folding import fold

# a tab or an empty line parts what stands around it; a single line break may only be a wrapped line
_RUNNING = re.compile(r"[^\W_]+|[ ]*(?:\t|\n[ ]*\n)\s*|[^\s]")
_CELL = re.compile(r"[^\W_]+|[ ]*(?:\t|\n[ ]*\n)\s*|\n|[^\s]")
BREAK, END = "\n", "\0"
Span = tuple[int, int]


def word_spans(text: str, cell: bool) -> list[Span]:
    """Where the words, marks and gaps of ``text`` stand. Single line breaks are left out, save those of a cell before a
    capital or a bullet: they may part two parties."""
    if not cell or BREAK not in text:
        return [match.span() for match in _RUNNING.finditer(text)]
    spans = [match.span() for match in _CELL.finditer(text)]
    return [span for span, (after, _) in pairwise([*spans, (len(text), 0)])
            if text[slice(*span)] != BREAK or _opens(text[after:after + 1])]


def _opens(letter: str) -> bool:
    return letter.isupper() or not letter.isalnum()


def phrase_words(phrase: str) -> list[str]:
    """The folded words and marks of a phrase of a table."""
    folded = fold(phrase)
    return [folded[start:end] for start, end in word_spans(phrase, cell=False)]


class Trie:
    """Phrases with a value each; all that stand at a place are found in one walk."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, words: list[str], value: object) -> None:
        """Add a phrase; a later one with the same words wins."""
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node[""] = value

    def phrases(self, words: list[str], i: int) -> list[tuple[int, Any]]:
        """(index after the phrase, its value) of the phrases at ``i``, the shortest first. A ``BREAK`` between words
        of a phrase is passed over. ``words`` closes with ``END``."""
        node, found = self._root, []
        while words[i] in node:
            node, i = node[words[i]], i + 1
            if "" in node:
                found.append((i, node[""]))
            while words[i] == BREAK:
                i += 1
        return found
