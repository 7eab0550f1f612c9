"""What a column of a table of tasks holds, by the words of its heading (``table_columns.csv``).

Recognition misreads a letter of a heading (*Chủ trỉ*, *Phối hơp*), and the whole column goes astray with it. On scans
words within one letter of a heading of the table are taken for it: those of one heading alone, and where more than a
mark is another none that stand as a word in the dictionary (*công viên* is no *công việc*).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from .compounds import is_compound
from .folding import slug
from .tables import read_table

_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _columns() -> list[tuple[str, re.Pattern[str]]]:
    return [(row["role"], re.compile(row["pattern"], re.IGNORECASE)) for row in read_table("table_columns")]


@lru_cache(maxsize=256)
def column_roles(header: str, recognised: bool = False) -> str:
    """The role of a table column from the words of its header; ``other`` when they say nothing. ``recognised`` tells
    that they were read from a picture: a letter of them may be wrong."""
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFC", header)).strip()
    words = mended_heading(words) if recognised else words
    return next((role for role, pattern in _columns() if pattern.search(words)), "other")


def mended_heading(words: str) -> str:
    """``words`` (NFC) with the heading of a column for each run of words that is one letter away from it."""
    found = list(_WORD.finditer(words))
    for count in (4, 3, 2, 1):
        for run in zip(*(found[i:] for i in range(count)), strict=False):
            start, end = run[0].start(), run[-1].end()
            meant = _meant(" ".join(m.group().lower() for m in run))
            if meant:
                return mended_heading(f"{words[:start]}{meant}{words[end:]}")
    return words


def _meant(read: str) -> str | None:
    """The only heading one letter away from ``read``; None for words that are a heading or can be meant as they are."""
    near = [heading for heading in _headings() if Levenshtein.distance(read, heading, score_cutoff=1) < 2]
    if len(near) != 1 or read in near:
        return None
    other = set(pairwise(read.split())).difference(pairwise(near[0].split()))
    return near[0] if slug(read) == slug(near[0]) or not any(is_compound(a, b) for a, b in other) else None


@lru_cache(maxsize=1)
def _headings() -> tuple[str, ...]:
    """The headings in full, of two words or more: a single short word is too near to others."""
    told = [row["headings"] for row in read_table("table_columns") if row["headings"]]
    return tuple(heading for row in told for heading in row.split("; "))
