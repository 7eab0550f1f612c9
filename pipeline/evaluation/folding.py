"""Comparable forms: two spellings of the same words, body or time limit become equal here.

The tables lie in ``folding.toml``; the code only applies them. It shares nothing with the folding of the
program itself: a judge that normalised with the code it judges would not see that code's mistakes.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

Bag = Counter[str]
NAME_SIMILARITY = 0.8
_SOFT_HYPHEN = "\u00ad"
_TONE_ON_SECOND_VOWEL = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")
_WORD = re.compile(r"\w+")


def _move_tone(match: re.Match[str]) -> str:
    vowels = unicodedata.normalize("NFD", match[0])  # first vowel, second vowel, tone
    return unicodedata.normalize("NFC", vowels[0] + vowels[2]) + vowels[1]


def plain(text: str) -> str:
    """NFC, lower case, tone on the first vowel (*hòa, ủy*), single spaces, no marks at the edges."""
    lower = unicodedata.normalize("NFC", text).lower().replace(_SOFT_HYPHEN, "")
    return " ".join(_TONE_ON_SECOND_VOWEL.sub(_move_tone, lower).split()).strip(" .;:,-–")


def solid(text: str) -> str:
    """A số, ký hiệu without any spaces."""
    return "".join(plain(text).split())


def bag(text: str) -> Bag:
    """The words of a text with their counts, order forgotten."""
    return Counter(_WORD.findall(plain(text)))


def similarity(one: Bag, other: Bag) -> float:
    """Token F1 of two bags, 0 (nothing shared, or empty) to 1."""
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def subject(text: str) -> str:
    """A trích yếu without its opening *V/v*, *Về việc*."""
    return re.sub(r"^(?:v/v|về việc|về)\s*:?\s*", "", plain(text))


class _Tables:
    """``folding.toml`` compiled to patterns."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        def any_of(words: Iterable[str]) -> str:
            return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))

        titles = "|".join(f"{re.escape(t)} (?={any_of(after)})" for t, after in raw["titles"].items())
        self.head = re.compile(f"(?:(?:{any_of(raw['courtesy'])}) )*(?:{titles})?")
        self.general = re.compile(rf"(?:(?:{any_of(raw['general'])})\s*)+")
        self.tail = re.compile(rf"(?: có)? (?:{any_of(raw['tails'])})\b")
        self.abbreviations: list[tuple[str, str]] = [(short, full) for short, full in raw["abbreviations"]]
        self.groups: list[tuple[str, re.Pattern[str]]] = [
            ("#" + group["name"], re.compile("|".join(group["patterns"]))) for group in raw["groups"]
        ]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    return _Tables(tomllib.loads(files(__package__).joinpath("folding.toml").read_text("utf-8")))


# A deputy prime minister is a person: his name counts, the title in front of it does not.
_DEPUTY_PM = re.compile(r"^(?:đồng chí |ông |bà )?phó thủ tướng(?: thường trực)?(?: chính phủ)? (?=\w+ \w+)")


@lru_cache(maxsize=8192)
def party(name: str) -> str:
    """The comparable name of a body; groups and general nouns become a name that begins with ``#``."""
    tables = _tables()
    folded = _DEPUTY_PM.sub("", tables.tail.sub("", plain(name)))
    if tables.general.fullmatch(folded):
        return "#cơ quan"
    for short, full in tables.abbreviations:
        folded = folded.replace(short, full)
    folded = plain(tables.head.sub("", folded, count=1)) if tables.head.match(folded) else folded
    for group, pattern in tables.groups:
        if pattern.match(folded):
            return group
    return re.sub(r"^(?:các|những|toàn bộ) ", "", folded)


def parties(names: Iterable[str]) -> list[str]:
    """Comparable names in order, each once."""
    return list(dict.fromkeys(party(name) for name in names))


def same_party(one: str, other: str) -> bool:
    """Equal comparable names; single bodies (not groups) may differ in a word or so."""
    if one == other:
        return True
    return "#" not in (one[:1], other[:1]) and similarity(bag(one), bag(other)) >= NAME_SIMILARITY


def limit(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    """The comparable value of a time limit; the words it was read from do not count."""
    kind, rrule = str(entry.get("type") or "").upper(), str(entry.get("rrule") or "").upper()
    if kind == "SET" or rrule:
        return ("SET", *_recurrence(rrule))
    if kind == "DURATION":
        return ("DURATION", entry.get("value"), bool(entry.get("working")))
    return ("DATE", entry.get("due"), entry.get("time"))


def _recurrence(rrule: str) -> list[tuple[str, str]]:
    """RFC 5545 parts in one order: every twelve months is every year, an interval of one says nothing."""
    parts = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    if parts.get("FREQ") == "MONTHLY" and parts.get("INTERVAL") == "12":
        parts = {"FREQ": "YEARLY"}
    return sorted(parts.items())
