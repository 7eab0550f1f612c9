"""The words of time limits, read once from ``time_words.csv`` and ``limit_cues.csv``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.knowledge.tables import read_table
from pipeline.language.lexicon import longest_match

ROLES: Final = ("before", "by", "until", "from", "in", "at", "done", "label")
"""The roles of a cue that stands before a day or a period, strongest first."""


@lru_cache(maxsize=2)
def _rows(table: str) -> list[dict[str, str]]:
    return read_table(table)


@lru_cache(maxsize=16)
def values(kind: str) -> dict[str, str]:
    """The words of a kind of ``time_words.csv`` with their values."""
    return {row["word"]: row["value"] for row in _rows("time_words") if row["kind"] == kind}


@lru_cache(maxsize=32)
def phrases(role: str) -> frozenset[str]:
    """The phrases of a role of ``limit_cues.csv``, with single spaces."""
    return frozenset(row["phrase"] for row in _rows("limit_cues") if row["role"] == role)


def alternation(items: object) -> str:
    """A pattern for one of the words, the longest first; a space in a word matches any white space."""
    ordered = sorted(map(str, items), key=lambda w: (-len(w), w))  # type: ignore[call-overload]
    return "|".join(r"\s{1,3}".join(map(re.escape, word.split())) for word in ordered)


@lru_cache(maxsize=32)
def any_of(role: str) -> str:
    """A pattern for any phrase of a role."""
    return alternation(phrases(role))


@lru_cache(maxsize=32)
def near_end(role: str, reach: int = 0) -> re.Pattern[str]:
    """A phrase of the role as the last words of a text, with at most ``reach`` characters after it."""
    tail = rf"(?!\w)[^,;.:()]{{0,{reach}}}$" if reach else r"\s{0,3}$"
    return re.compile(rf"(?<!\w)(?:{any_of(role)}){tail}")


@lru_cache(maxsize=32)
def anywhere(role: str) -> re.Pattern[str]:
    """A phrase of the role as whole words."""
    return re.compile(rf"(?<!\w)(?:{any_of(role)})(?!\w)")


@lru_cache(maxsize=1)
def cue_run() -> re.Pattern[str]:
    """All cue words that stand together at the end of a text: *hoàn thành xong trước*, *thời hạn: *."""
    cues = alternation({p for role in (*ROLES, "filler") for p in phrases(role)})
    return re.compile(rf"(?<!\w)(?:(?:{cues})(?!\w)\s{{0,3}}[:(]?\s{{0,3}}){{1,6}}$")


@lru_cache(maxsize=1)
def one_cue() -> re.Pattern[str]:
    """The next cue phrase of a run, in a group named by its role."""
    groups = (f"(?P<{role}>{any_of(role)})" for role in ROLES)
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)}|(?P<filler>{any_of('filler')}))(?!\w)")


@lru_cache(maxsize=1)
def span_cue() -> re.Pattern[str]:
    """A cue before a number of days, hours or months, at the end of a text."""
    groups = (f"(?P<{role}>{any_of(role)})" for role in ("within", "ahead", "after"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})\s{{0,3}}[:(]?\s{{0,3}}$")


_BEFORE_ACT = re.compile(r"\s{0,3}[,:]?\s{0,3}(?:phải\s|cơ\sbản\s)?")


def act_ahead(low: str, at: int) -> bool:
    """Whether a verb that begins an act is the next word of the lower-case text, after a comma at most."""
    before = _BEFORE_ACT.match(low, at)
    return before is not None and longest_match("verb").match(low, before.end()) is not None
