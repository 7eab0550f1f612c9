"""Cue words and patterns of the language room, read once from the knowledge tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.tables import read_table

_FIRST = re.compile(r"\w+")
Search = Callable[[str], re.Match[str] | None]


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in read_table("acts"):
        classes.setdefault(row["class"], set()).add(row["word"])
    classes["verb"] = {row["phrase"] for row in read_table("verbs") if row["act"]}
    return {name: frozenset(words) for name, words in classes.items()}


def words(word_class: str) -> frozenset[str]:
    """The words of a class: ``verb`` (of ``verbs.csv``), or adverb, manner, connector, opener (of ``acts.csv``)."""
    return _words().get(word_class, frozenset())


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase was found: offsets like those of a regular expression's match."""

    begin: int
    stop: int

    def start(self) -> int:
        """The first character."""
        return self.begin

    def end(self) -> int:
        """The character after the last."""
        return self.stop


class Phrases:
    """A set of phrases by their first word: as quick as a long alternation and nothing to compile."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
            first = _FIRST.match(phrase)
            if first is not None:
                self._by_first.setdefault(first.group(), []).append(phrase)

    def match(self, text: str, pos: int = 0) -> Found | None:
        """The longest phrase that begins exactly at ``pos`` and ends with a word."""
        first = _FIRST.match(text, pos)
        if first is None:
            return None
        phrases = self._by_first.get(first.group().lower())
        if phrases is None:
            return None
        said = text[pos:pos + len(phrases[0])].lower()
        for phrase in phrases:
            if said.startswith(phrase) and not text[pos + len(phrase):pos + len(phrase) + 1].isalnum():
                return Found(pos, pos + len(phrase))
        return None


@lru_cache(maxsize=8)
def longest_match(word_class: str) -> Phrases:
    """The phrases of a class of ``words``, to be matched at a position, the longest first."""
    return Phrases(words(word_class))


@lru_cache(maxsize=1)
def _cues() -> dict[str, list[tuple[str, str]]]:
    kinds: dict[str, list[tuple[str, str]]] = {}
    for row in read_table("cues"):
        kinds.setdefault(row["kind"], []).append((row["code"], row["pattern"]))
    return kinds


@lru_cache(maxsize=64)
def cue(kind: str) -> re.Pattern[str]:
    """All patterns of a kind of ``cues.csv`` as one alternation."""
    return re.compile("|".join(f"(?:{pattern})" for _, pattern in _cues()[kind]), re.IGNORECASE)


@lru_cache(maxsize=64)
def coded_cues(kind: str) -> tuple[tuple[str, Search], ...]:
    """The codes of a kind with what finds their pattern in a text in small letters, first match wins."""
    return tuple((code, _search(pattern)) for code, pattern in _cues()[kind])


def _search(pattern: str) -> Search:
    """What opens a text is tried at its beginning only, where a search would try it at every letter."""
    compiled = re.compile(pattern)
    return compiled.match if pattern.startswith("^") else compiled.search
