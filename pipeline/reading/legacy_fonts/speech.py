"""Whether words are Vietnamese by their build: an onset, a rime and a tone (``knowledge/syllables.csv``)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.tables import read_table

_TONES = dict.fromkeys((0x0300, 0x0301, 0x0303, 0x0309, 0x0323))
# What parts words, in ASCII and in general punctuation. Of the signs of Latin-1 only ° ± ² ³ do: 8-bit fonts draw
# letters with the others.
_WORD = re.compile("[^\\s!-@\\[-`{-~\u00b0-\u00b4\u2000-\u206f\u2190-\u22ff\u2500-\u27bf…]+")
_STOPPED = re.compile(r"(?:ch|c|p|t)$")
_RISING, _HEAVY = "\u0301", "\u0323"


_WINDOW, _LEAST = 6, 4  # marked words looked at together; fewer than the least tell nothing


@dataclass(frozen=True, slots=True)
class Share:
    """``syllables`` of the ``words`` of a text are Vietnamese; ``marked`` words have a letter beyond ASCII."""

    words: int
    syllables: int
    marked: int


def words_of(texts: Iterable[str]) -> Counter[str]:
    """The words of ``texts`` and how often they stand; abbreviations in capitals and single letters are left out."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_WORD.findall(unicodedata.normalize("NFC", text)))
    return Counter({word: n for word, n in found.items() if _counts(word)})


def share(words: Counter[str]) -> Share:
    """What part of ``words`` is Vietnamese."""
    return Share(words.total(), sum(n for w, n in words.items() if is_syllable(w)),
                 sum(n for w, n in words.items() if not w.isascii()))


def syllables(text: str) -> int:
    """How many words of ``text`` with a letter beyond ASCII are Vietnamese syllables."""
    return sum(is_syllable(w) for w in _words(text) if not w.isascii())


def is_strange(text: str) -> bool:
    """True where half of some neighbouring words, or more, are no Vietnamese; only words beyond ASCII count."""
    good = [is_syllable(w) for w in _words(text) if not w.isascii()]
    parts = [good[i:i + _WINDOW] for i in range(max(len(good) - _WINDOW, 0) + 1)]
    return any(len(part) >= _LEAST and sum(part) * 2 <= len(part) for part in parts)


def _words(text: str) -> list[str]:
    return [w for w in _WORD.findall(unicodedata.normalize("NFC", text)) if _counts(w)]


def _counts(word: str) -> bool:
    return len(word) > 1 and not (word.isupper() and word.replace("Đ", "D").isascii())


@lru_cache(maxsize=20000)
def is_syllable(word: str) -> bool:
    """True where ``word`` can be a Vietnamese syllable, in any case and with either tone placement."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in apart if ord(c) in _TONES]
    plain = unicodedata.normalize("NFC", apart.translate(_TONES))
    if len(tones) > 1 or not _pattern().fullmatch(plain):
        return False
    # A syllable closed by a stop has only these two tones.
    return not tones or not _STOPPED.search(plain) or tones[0] in {_RISING, _HEAVY}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    parts: dict[str, list[str]] = {"onset": [], "rime": []}
    for row in read_table("syllables"):
        parts[row["part"]].append(row["letters"])
    onsets, rimes = ("|".join(sorted(p, key=len, reverse=True)) for p in parts.values())
    return re.compile(f"(?:{onsets})?(?:{rimes})")
