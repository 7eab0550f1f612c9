"""The lines of a letterhead and a signature block, known by their first words."""

from __future__ import annotations

from functools import lru_cache

from pipeline.knowledge.tables import read_table


@lru_cache(maxsize=8)
def _words(kind: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in read_table("letterhead_words") if row["kind"] == kind)


@lru_cache(maxsize=1)
def _offices() -> tuple[str, ...]:
    titles = tuple(row["title"].upper() for row in read_table("positions"))
    return (*titles, *_words("position"))


def _begins(text: str, words: tuple[str, ...]) -> bool:
    return any(text.startswith(w) and not text[len(w):len(w) + 1].isalpha() for w in words)


def opens_body(text: str) -> bool:
    """True where a line in capitals begins the name of another body (``SỞ Y TẾ`` under its UBND)."""
    return _begins(text.replace("UỶ", "ỦY"), _words("body"))


def is_open(text: str) -> bool:
    """True where the name of a body goes on in the next line (``CHUYỂN ĐỔI XANH VÀ``)."""
    return text.endswith(_words("open"))


def opens_signature(text: str) -> bool:
    """True where a line begins with an authority (``TM.``) or an office (``PHÓ CHỦ TỊCH``)."""
    upper = text.upper().replace("UỶ", "ỦY")
    return upper.startswith(_words("authority")) or _begins(upper, _offices())
