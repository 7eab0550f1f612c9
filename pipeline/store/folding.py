"""Words as they are looked for: without diacritics, capitals and marks, the same on every database.

*Đ* is a letter of its own in Unicode and is folded here (no rule of a database does). Letters and digits are words
apart, so that no parser of a database has anything left to cut.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORDS: Final = re.compile(r"[^\W\d_]+|\d+")
_FOLDED: Final = re.compile(r"[a-z]+|[0-9]+")
_MOST, _LONGEST = 4000, 64
"""So many words of a text, of so many letters each, are looked for; a tsvector has room for them."""


def folded(text: str) -> list[str]:
    """``1612/UBND-VXNV về đô thị`` → ``1612 ubnd vxnv ve do thi``."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word[:_LONGEST] for word in _FOLDED.findall(bare)[:_MOST]]


def spelled(text: str) -> list[str]:
    """The same words with their diacritics."""
    return [word[:_LONGEST] for word in _WORDS.findall(unicodedata.normalize("NFC", text.casefold()))[:_MOST]]


def line(words: list[str]) -> str:
    """Words with a space on either side of each, so that a run of them can be found in a text."""
    return f" {' '.join(words)} "
