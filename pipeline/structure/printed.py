"""How names, numbers and dates are printed, and how two spellings of one word are made equal.

Everything here keeps the length of the text, so an offset found in the folded text is an offset of
the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_VOWELS = {"oa": "òóỏõọ", "oe": "òóỏõọ", "uy": "ùúủũụ"}
_TONED = {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}
# Ư and ư of some converted fonts arrive as the look-alikes Ƣ and ƣ; Ð as an Icelandic letter.
_SINGLE = {"Ƣ": "Ư", "ƣ": "ư", "Ð": "Đ", "\u00a0": " ", "\t": " ", "\n": " ", "–": "-", "—": "-", "‑": "-", "−": "-",
           "‐": "-", "…": ".", "“": '"', "”": '"', "’": "'", "‘": "'", "∕": "/", "⁄": "/"}


def _tone_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for pair, new in _VOWELS.items():
        first, second = pair[0], pair[1]
        for toned_first, toned_second in zip(new, _TONED[second], strict=True):
            pairs[first + toned_second] = toned_first + second
            pairs[first.upper() + toned_second] = toned_first.upper() + second
            pairs[(first + toned_second).upper()] = (toned_first + second).upper()
    return pairs


_PAIRS = _tone_pairs()
_FIRSTS, _SECONDS = ("".join(sorted({pair[i] for pair in _PAIRS})) for i in (0, 1))
_OLD_TONES = re.compile(rf"(?<![qQ])[{_FIRSTS}][{_SECONDS}](?!\w)")  # a few pairs too many, left as they are
_UNLIKE = re.compile("[" + re.escape("".join(_SINGLE)) + "]")


def fold(text: str) -> str:
    """The text with tones in the new place, plain spaces and plain hyphens, in the same length.

    Official texts use both *hoả* and *hỏa*, *uỷ* and *ủy*; line ends inside a phrase become spaces.
    """
    text = _UNLIKE.sub(lambda m: _SINGLE[m.group()], text)
    return _OLD_TONES.sub(lambda m: _PAIRS.get(m.group(), m.group()), text)


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """The text for comparison: folded, lower case, single spaces, no punctuation at the ends."""
    return squeeze(fold(text)).strip(" .;:,-_*|").lower()


def squeeze(text: str) -> str:
    """The text on one line with single spaces."""
    return " ".join(text.split())


def is_upper(text: str) -> bool:
    """Whether nearly all letters are capitals; a text without letters is not."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: its value (None when a part is blank or impossible) and its span."""

    value: date | None
    start: int
    end: int


_BLANK = r"[\s.…_]*"
_LONG = re.compile(
    r"(?i:ngày)" + _BLANK + r"(?P<day>\d{1,2})?" + _BLANK + r"(?i:tháng)" + _BLANK + r"(?P<month>\d{1,2})?" + _BLANK
    + r"(?i:năm)" + _BLANK + r"(?P<year>(?:19|20)\d{2})?"
)
_SHORT = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d{2})(?![\d/]|\.\d|-\d)"
)


def make_date(day: str | None, month: str | None, year: str | None) -> date | None:
    """A date of its printed parts, None when one is missing or there is no such day."""
    if not (day and month and year):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def long_date(text: str, start: int = 0) -> PrintedDate | None:
    """The first ``ngày … tháng … năm …`` from ``start``, blanks included."""
    m = _LONG.search(text, start)
    return PrintedDate(make_date(m["day"], m["month"], m["year"]), m.start(), m.end()) if m else None


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[PrintedDate]:
    """All full dates of the span, in order; both ``ngày 5 tháng 1 năm 2024`` and ``05/01/2024``."""
    end = len(text) if end is None else end
    found = [m for pattern in (_LONG, _SHORT) for m in pattern.finditer(text, start, end)]
    for m in sorted(found, key=lambda m: m.start()):
        value = make_date(m["day"], m["month"], m["year"])
        if value:
            yield PrintedDate(value, m.start(), m.end())
