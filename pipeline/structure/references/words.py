"""The words of ``pipeline/knowledge/reference_cues.csv`` as alternatives of a pattern."""

from __future__ import annotations

from functools import lru_cache

from pipeline.knowledge.tables import read_table

from ..printed import fold


@lru_cache(maxsize=8)
def alternatives(kind: str) -> str:
    """The words of a kind, longest first, joined by ``|``."""
    words = {fold(r["word"]) for r in read_table("reference_cues") if r["kind"] == kind}
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))
