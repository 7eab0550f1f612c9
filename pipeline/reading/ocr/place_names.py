"""The line of a letterhead that names a district or commune: *HUYỆN KRÔNG NÔ*, misread as *IiUYỆN KRÔNG NÔ*.

Names of places are no words of a language, so recognition has nothing to hold to. A name is put right where within one
letter a word only one place of that kind has it (``knowledge/districts.csv``, ``communes.csv``); what could be several
is left, and the head tells the doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.folding import fold
from pipeline.knowledge.registry.units import COMMUNES, DISTRICTS, Units
from pipeline.knowledge.tables import read_table

_BODY = re.compile(r"^(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|UBND|HĐND)\s+")
_CAPITALS = 0.7  # share of capitals of a line of a letterhead; *H* is read as *Ii*, *L* as *l*
_LETTERS = 5  # of a name: one of a shorter name is too much
_LIKE_H = re.compile("(?<![a-z])[iltf1|]{1,2}(?=[uo])|(?<![a-z])11(?=[uo])")


def put_right(text: str) -> str | None:
    """The line in capitals as it was printed, ``UBND`` before the name included; None where it is no place that is
    known, where it could be several, or where it was read right."""
    body = _BODY.match(text)
    rest = text[body.end():] if body else text
    letters = [c for c in rest if c.isalpha()]
    if not letters or sum(map(str.isupper, letters)) < _CAPITALS * len(letters):
        return None
    kind, name = _kind(rest)
    found = _place(kind, name) if kind else None
    if found is None or fold(found) == fold(rest):
        return None
    return (body.group() if body else "") + found


def _kind(text: str) -> tuple[str, str]:
    """The kind of place that a line opens with, and the words behind it; empty for another line."""
    words = text.split()
    for kind in (*DISTRICTS, *COMMUNES):
        n = len(kind.split())
        opening = _LIKE_H.sub("h", bare(" ".join(words[:n]), " "))
        if len(words) > n and (opening == bare(kind, " ") or _nearly(opening, bare(kind, " "))):
            return kind, " ".join(words[n:])
    return "", ""


def _nearly(opening: str, kind: str) -> bool:
    return len(kind) >= _LETTERS and Levenshtein.distance(opening, kind, score_cutoff=1) <= 1


def _place(kind: str, name: str) -> str | None:
    """The one place of a kind whose name was read; as it was read where its marks are right."""
    known = _names(kind)
    asked = bare(name)
    if asked not in known:
        near = _near(asked, len(name.split()), known)
        if len(near) != 1:
            return None
        asked = near[0]
    names = known[asked]
    printed = [found for found in names if fold(found.upper()) == fold(name.upper())]
    if not printed and len(names) > 1:
        return None
    return f"{kind} {(printed or names)[0]}".upper()


def _near(asked: str, words: int, known: Iterable[str]) -> list[str]:
    """The names nearest to what was read, as far as one letter a word; none where it is too short to tell."""
    if len(asked) < _LETTERS:
        return []
    found = process.extract(asked, list(known), scorer=Levenshtein.distance, score_cutoff=min(words, 2), limit=5)
    least = min((distance for _, distance, _ in found), default=0)
    return [name for name, distance, _ in found if distance == least]


@lru_cache(maxsize=8)
def _names(kind: str) -> dict[str, list[str]]:
    """The names of the places of a kind, today's and before, by their bare letters."""
    names = {unit.name for unit in Units() if unit.kind == kind}
    if kind in COMMUNES:
        before = (part.strip() for row in read_table("communes_before") for part in row["before"].split(";"))
        names |= {part.removeprefix(kind + " ") for part in before if part.startswith(kind + " ")}
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        found.setdefault(bare(name), []).append(name)
    return found


def bare(text: str, kept: str = "") -> str:
    """The letters and figures of ``text``, small and without marks, and the signs that are ``kept``."""
    letters = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(c for c in letters if (c.isascii() and c.isalnum()) or c in kept)
