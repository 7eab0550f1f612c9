"""Cue words and patterns of the language room, read once from the knowledge tables."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.knowledge.tables import read_table


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in read_table("acts"):
        classes.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in classes.items()}


def words(word_class: str) -> frozenset[str]:
    """The words of a class of ``acts.csv``: verb, adverb, manner, connector."""
    return _words().get(word_class, frozenset())


@lru_cache(maxsize=8)
def longest_match(word_class: str) -> re.Pattern[str]:
    """A pattern that matches the longest word of the class at a position."""
    ordered = sorted(words(word_class), key=lambda w: (-len(w), w))
    return re.compile(r"(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)", re.IGNORECASE)


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
def coded_cues(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of a kind with their codes, first match wins."""
    return tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _cues()[kind])
