"""Cue words and patterns of the language room, read once from the knowledge tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from pipeline.knowledge.folding import fold
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


class Phrases:
    """Phrases with their meanings, by their first word: as quick as a long alternation and nothing to compile."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for phrase, meaning in sorted(meanings.items(), key=lambda item: (-len(item[0]), item[0])):
            first = _FIRST.match(fold(phrase))
            if first is not None:
                self._by_first.setdefault(first.group(), []).append((fold(phrase), meaning))

    def at(self, folded: str, pos: int = 0) -> list[tuple[int, str]]:
        """Where each phrase that begins exactly at ``pos`` of a folded text ends, with its meaning, the longest first;
        a phrase ends with a word."""
        first = _FIRST.match(folded, pos)
        known = self._by_first.get(first.group(), ()) if first is not None else ()
        fits = ((pos + len(phrase), meaning) for phrase, meaning in known if folded.startswith(phrase, pos))
        return [(end, meaning) for end, meaning in fits if not folded[end:end + 1].isalnum()] if known else []


@lru_cache(maxsize=8)
def phrases(word_class: str) -> Phrases:
    """The phrases of a class of ``words``, to be found at a place."""
    return Phrases(dict.fromkeys(words(word_class), word_class))


def opens_with(text: str, *word_classes: str) -> bool:
    """Whether a text begins with a phrase of one of the classes."""
    return any(phrases(name).at(fold(text)) for name in word_classes)


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
