"""Names and titles of those who sign."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.knowledge.tables import read_table

from ..letters import regex
from ..printed import fold, is_upper, squeeze
from .cues import cue, name_part, surnames

_SYLLABLE = r"[:U:][:L:]*(?:['’-][:U::L:]+)?"
_NAME = regex(rf"^{_SYLLABLE}(?:\s{_SYLLABLE}){{1,5}}$")


def bare_name(text: str) -> str:
    """The name without degrees and ranks before it."""
    text = squeeze(text).strip(" .;,:*|-")
    degree = name_part("degree", text)
    return text[degree.end():].strip() if degree else text


@lru_cache(maxsize=4096)
def looks_like_name(text: str) -> bool:
    """Whether a line holds a person's name and nothing else: two to six words with capitals.

    A known family name settles it; with another first word it takes three, none of a name of a body.
    """
    text = squeeze(fold(text)).strip(" *|.")
    if text.endswith((";", ":", ",")) or cue("noise", text):
        return False
    name = bare_name(text)
    if not _NAME.match(name):
        return _upper_name(name)
    words = name.split()
    return words[0] in surnames() or (len(words) > 2 and not name_part("body", name))


def _upper_name(name: str) -> bool:
    words = name.split()
    return is_upper(name) and 2 <= len(words) <= 5 and words[0].capitalize() in surnames() and not titles_in(name)


def spelled(name: str) -> str:
    """A name in capitals set in ordinary spelling; others as printed."""
    return " ".join(w.capitalize() for w in name.split()) if is_upper(name) else name


@lru_cache(maxsize=1)
def _titles() -> tuple[tuple[str, str, bool], ...]:
    rows = [(fold(r["title"]).upper(), r["title"], r["deputy"] == "yes") for r in read_table("positions")]
    return tuple(sorted(rows, key=lambda r: -len(r[0])))


@lru_cache(maxsize=1)
def _title_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(upper).replace(r"\ ", r"\s+") for upper, _, _ in _titles())
    return regex(rf"(?<!\w)(?P<deputy>PHÓ\s+)?(?P<title>{names})(?P<standing>\s+THƯỜNG\s+TRỰC)?(?!\w)")


def titles_in(upper: str) -> list[re.Match[str]]:
    """The titles in a run of capitals, in order."""
    return list(_title_pattern().finditer(upper))


def title_name(m: re.Match[str]) -> str:
    """A matched title in ordinary spelling: ``Phó Trưởng ban Thường trực``."""
    name = next(title for upper, title, _ in _titles() if upper == squeeze(m["title"]))
    return f"{'Phó ' if m['deputy'] else ''}{name}{' Thường trực' if m['standing'] else ''}"


def is_deputy(m: re.Match[str]) -> bool:
    """Whether a matched title is a deputy's."""
    return bool(m["deputy"]) or next(deputy for upper, _, deputy in _titles() if upper == squeeze(m["title"]))


@lru_cache(maxsize=4096)
def is_position(line: str) -> bool:
    """Whether a line in capitals opens with a title."""
    line = squeeze(fold(line)).strip(" *|")
    m = _title_pattern().match(line)
    return bool(m) and is_upper(line.split("|")[0])
