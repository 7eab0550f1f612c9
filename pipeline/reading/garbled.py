"""Whether text can be read: a font without a proper character map gives letters nobody wrote, and so do
the fonts used before Unicode (TCVN3 ``.VnTime``, VNI)."""

from __future__ import annotations

import re
from collections import Counter

# Letters of Vietnamese and of foreign names in Latin script; everything else alphabetic is suspect.
_KNOWN = re.compile(r"[A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưƢƣẠ-ỹÄÖÜäöüßÇçñÑåÅøØ]")
_LETTER = re.compile(r"[^\W\d_]")
_VIETNAMESE = re.compile(r"[ĂăĐđƠơƯưƢƣẠ-ỹ]")
_LEGACY = re.compile(r"[¸µ¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîøñõóòðôïúùûüþ§¡]")
_MARKED = re.compile(r"[à-ãè-êìíò-õùúýăđĩũơưạ-ỹ]")
_MIN_LETTERS = 120
_FEW_MARKS = 0.1


def is_readable(text: str) -> bool:
    """False where most of ``text`` cannot be Vietnamese as written; short texts count as readable."""
    counts = Counter(text)  # a page has a hundred different characters: each is looked at once
    letters = _count(_LETTER, counts)
    if letters < _MIN_LETTERS:
        return True
    if _count(_KNOWN, counts) < 0.93 * letters:
        return False
    return _count(_VIETNAMESE, counts) > 0.03 * letters or _count(_LEGACY, counts) < 0.08 * letters


def has_no_marks(text: str) -> bool:
    """True where hardly a letter bears a mark, as in a text layer that a scanner made without Vietnamese: a directive
    has marks on a quarter of its letters. False for short texts."""
    counts = Counter(text.lower())
    letters = _count(_LETTER, counts)
    return letters >= _MIN_LETTERS and _count(_MARKED, counts) < _FEW_MARKS * letters


def _count(kind: re.Pattern[str], counts: Counter[str]) -> int:
    return sum(n for c, n in counts.items() if kind.match(c))
