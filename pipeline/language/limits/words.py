"""The words of time limits, read once from ``time_words.csv`` and ``limit_cues.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.knowledge.tables import read_table
from pipeline.language.lexicon import words as acts

_LINES = frozenset({"bare", "no_limit_time", "from_issue"})  # roles of words in lines that say only when
Phrase = tuple[tuple[str, ...], frozenset[str]]
"""A phrase as words, and its roles."""


@lru_cache(maxsize=2)
def _rows(table: str) -> list[dict[str, str]]:
    return read_table(table)


@lru_cache(maxsize=32)
def values(kind: str) -> dict[str, str]:
    """The words of a kind of ``time_words.csv`` with their values."""
    return {row["word"]: row["value"] for row in _rows("time_words") if row["kind"] == kind}


def single(text: str) -> str:
    """The words with single spaces."""
    return " ".join(text.split())


def alternation(items: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first; a space in a word matches any white space."""
    ordered = sorted(items, key=lambda w: (-len(w), w))
    return "|".join(r"\s{1,3}".join(map(re.escape, word.split())) for word in ordered)


@lru_cache(maxsize=8)
def any_of(role: str) -> str:
    """A pattern for any phrase of a role of ``limit_cues.csv``."""
    return alternation(row["phrase"] for row in _rows("limit_cues") if row["role"] == role)


@lru_cache(maxsize=1)
def roles() -> dict[str, frozenset[str]]:
    """The phrases of ``limit_cues.csv`` with their roles around a time."""
    found: dict[str, set[str]] = {}
    for row in (row for row in _rows("limit_cues") if row["role"] not in _LINES):
        found.setdefault(row["phrase"], set()).add(row["role"])
    return {phrase: frozenset(names) for phrase, names in found.items()}


def _by_first_word(phrases: dict[str, frozenset[str]]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase.split()[0], []).append((tuple(phrase.split()), phrases[phrase]))
    return {first: tuple(group) for first, group in found.items()}


@lru_cache(maxsize=1)
def cues() -> dict[str, tuple[Phrase, ...]]:
    """The cue phrases by their first word, the longest first."""
    return _by_first_word(roles())


@lru_cache(maxsize=1)
def verbs() -> dict[str, tuple[Phrase, ...]]:
    """The verbs of ``acts.csv`` by their first word, the longest first."""
    return _by_first_word(dict.fromkeys(acts("verb"), frozenset({"verb"})))
