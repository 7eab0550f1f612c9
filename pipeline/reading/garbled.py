"""Whether text can be read: a font without a proper character map gives letters nobody wrote, and so do
the fonts used before Unicode (TCVN3 ``.VnTime``, VNI)."""

from __future__ import annotations

import re

# Letters of Vietnamese and of foreign names in Latin script; everything else alphabetic is suspect.
_KNOWN = re.compile(r"[A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưƢƣẠ-ỹÄÖÜäöüßÇçñÑåÅøØ]")
_LETTER = re.compile(r"[^\W\d_]")
_VIETNAMESE = re.compile(r"[ĂăĐđƠơƯưƢƣẠ-ỹ]")
_LEGACY = re.compile(r"[¸µ¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîøñõóòðôïúùûüþ§¡]")
_MIN_LETTERS = 120


def is_readable(text: str) -> bool:
    """False where most of ``text`` cannot be Vietnamese as written; short texts count as readable."""
    letters = _LETTER.findall(text)
    if len(letters) < _MIN_LETTERS:
        return True
    known = len(_KNOWN.findall("".join(letters)))
    if known < 0.93 * len(letters):
        return False
    marked = len(_VIETNAMESE.findall(text))
    return marked > 0.03 * len(letters) or len(_LEGACY.findall(text)) < 0.08 * len(letters)
