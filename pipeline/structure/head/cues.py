"""The cue phrases of ``pipeline/knowledge/head_cues.csv`` and the names of types, compiled once."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.knowledge.tables import read_table

from ..letters import regex
from ..printed import fold


def name_part(value: str, folded: str) -> re.Match[str] | None:
    """The match of a cue of kind ``name`` at the start of the folded text."""
    return next((p.match(folded) for k, v, p in _cues() if k == "name" and v == value), None)


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = [r for r in read_table("head_cues") if r["kind"] != "relation"]
    return tuple((r["kind"], r["value"], regex(fold(r["pattern"]))) for r in rows)


def cue(kind: str, folded: str) -> str | None:
    """The value of the first cue of that kind that the folded text shows, None when it shows none."""
    return next((value for k, value, pattern in _cues() if k == kind and pattern.search(folded)), None)


def inline_body(folded: str, start: int) -> int | None:
    """Where a body begins inside the line of an addressee, from ``start`` on; None when it does not."""
    found = [m.end() for k, _, pattern in _cues() if k == "inline" and (m := pattern.search(folded, start))]
    return min(found, default=None)


def enacting_at_end(upper: str) -> int | None:
    """Where the enacting line begins that a run of capitals ends with; None when it ends with none."""
    starts = [m.start() for m in regex(r"(?<=\s)\S").finditer(upper)]
    found = [start for start in starts if len(upper) - start < 70 and cue("enacting", upper[start:])]
    if not found:
        return None
    office = regex(r"(?:CHỦ TỊCH|THỦ TƯỚNG|(?:PHÓ )?\w+ TRƯỞNG|GIÁM ĐỐC|CHỦ NHIỆM)\s+$").search(upper, 0, found[-1])
    return office.start() if office else found[-1]


@lru_cache(maxsize=1)
def title_pattern() -> re.Pattern[str]:
    """A tên loại in capitals at the start of a line, spaced-out capitals included."""
    names = sorted({r["name"] for r in read_table("doc_types") if r["titled"] == "yes"}, key=len, reverse=True)
    return regex(r"\*{0,2}(" + "|".join(fold(n).upper().replace(" ", r"\s+") for n in names) + r")(?!\w)")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Family names, folded."""
    return frozenset(fold(r["surname"]) for r in read_table("surnames"))
