"""One way to write Vietnamese for comparing: lower case, old tone placement, plain marks.

``fold`` keeps the length, so an offset into the folded text is an offset into the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Both placements are official: hoả/hỏa, uỷ/ủy. The open syllables oa, oe, uy take the old one here.
_NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_TONES = dict(zip(_NEW, _OLD, strict=True))
_TONE = re.compile("[òóỏõọùúủũụ][aey]")  # a few pairs too many, left as they are
_MARKS = {"–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "\u00a0": " ", "\t": " ", "“": '"', "”": '"'}
_MARK = re.compile("[" + "".join(_MARKS) + "]")


_BLANKS, _AROUND = re.compile(r"\s+"), re.compile(r"\s*([-,&])\s*")


def fold(text: str) -> str:
    """``text`` (NFC) for comparing; the result has the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters outside Vietnamese grow in lower case
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    plain = _MARK.sub(lambda m: _MARKS[m.group()], lowered)
    return _TONE.sub(lambda m: _TONES.get(m.group(), m.group()), plain)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """``text`` as a key of a dictionary: folded, one space between words, none around a hyphen."""
    folded = _BLANKS.sub(" ", fold(unicodedata.normalize("NFC", text))).strip(" .;:,-")
    return _AROUND.sub(r"\1", folded)


def slug(text: str) -> str:
    """``text`` as a part of an id: unaccented words joined by hyphens (``Lào Cai`` gives ``lao-cai``)."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
