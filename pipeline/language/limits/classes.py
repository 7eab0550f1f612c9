"""A text as chunks of classes: times, cue words with their roles, marks.

A word may have several roles (*trước* stands before a day and before a number of days), so every set of roles is one
letter of the alphabet, and a role in a pattern (``tagged.py``) stands for all letters that have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, combinations
from typing import Final

from pipeline.language.tagged import Alphabet, Chunk

from .atoms import Atom
from .words import Phrase, cues, roles, verbs

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
_MARKS: Final = {",": "comma", ";": "stop", ".": "stop", ":": "colon", "(": "open", ")": "close", "-": "dash",
                 "–": "dash", "—": "dash", "~": "dash", "/": "slash", "&": "and", "+": "and", "“": "bullet",
                 '"': "bullet", "*": "bullet", "•": "bullet", "%": "goal"}

FLAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("undated", "no_month"), "feast": (), "period": ("undated", "lasting", "next_month", "next_year", "week"),
    "set": (), "month_tail": (), "year_tail": (), "length": ("hours",), "clock": (), "weekday": (), "other": (),
    "date": ("range", "bare", "vague"), "span": ("range", "bare", "vague", "list", "rest"),
    "years": ("range", "bare", "vague", "lasting"),
    "cycle": ("fixed", "days", "weekly", "regular", "leads", "each", "once", "often"),
    "amount": ("working", "short", "long"), "hour": (), "named": ("told",), "holiday": (), "unknown": (),
}
"""The kinds of time, first as they are read, then as they are put together, and what may be said of each."""

PARTS: Final = {
    "w": "(?:(?!<comma>|<stop>|<colon>|<open>|<close>|<end>).)",  # a word or a time
    "clause": "(?:(?!<comma>|<stop>).)",
    "sentence": "(?:(?!<stop>).)",
    "mark": "(?:<colon>|<open>)?",
    "to": "{mark}{run}<here>",  # from a cue to the time that is weighed
    "told_cue": "(?:<before>|<by>|<until>|<from>|<in>|<at>)",
    "cue": "(?:{told_cue}|<done>|<label>|<weak_label>|<filler>)",
    "run": "(?:{cue}{mark}){0,5}",
    "dated": "(?:<date>|<span>|<years>)",
    "told": "(?:<date>|<span>|<years>|<cycle>)",
    "in": "(?:<in>|<at>)",
    "label": "(?:<label>|(?:<label>|<weak_label>){w}{1,8}<colon>|<weak_label><colon>)",
    "opens": "<start>(?:<bullet>|<number>|<stop>|<dash>|<and>|<open>|<close>)*(?:<opener><comma>?)?",
    "leads": "(?:{opens}|<comma>|<open>)",
    "act": "(?:<comma>|<colon>)?(?:<must>|<goal>)?<verb>",
    "between": "(?:<dash>|<range>)",
    "listed": "(?:(?:<comma>|<and>)(?:<and>|<also>){0,2})",
    "near": "(?:<comma>|<open>)?<near>?",
    "days": "<day>(?:(?:{between}|{listed})<day>){0,9}",
    "open_days": "(?=<undated>)<day>(?:(?:{between}|{listed})(?=<undated>)<day>){0,9}",
    "clocks": "(?:<clock>{between}){0,2}<clock>",
    "moment": "(?:<moment>|(?=<date>))(?:(?!<tail_stop>|<comma>|<stop>|<open>|<close>|<end>).){0,20}",
    "told_since": "(?:<open>{w}{1,6}<close>)?<comma>?<told>{moment}",
    "since": "(?:<open>{w}{1,6}<close>)?<comma>?(?:<told>|<from>|<after>){moment}",
    "ahead_of": "(?:<open>{w}{1,6}<close>)?<comma>?<before>{moment}",
    "to_anchor": "(?:<comma>|<open>|<colon>)?(?:{cue}|<anchor>|<send>){0,5}",
}
"""Parts of patterns that the rules share."""


def _name(names: Iterable[str]) -> str:
    return "+".join(sorted(names)) + "+"


class _Roles(Alphabet):
    """An alphabet of sets of roles."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        known = {_name(s): s for s in sets}
        super().__init__(known, PARTS)
        holders: dict[str, str] = {}
        for name, letter in list(self.letters.items()):
            for role in known[name]:
                holders[role] = holders.get(role, "") + letter
        self.letters |= {role: f"[{letters}]" for role, letters in holders.items()}


def classes(kind: str, flags: Mapping[str, bool]) -> frozenset[str]:
    """The classes of an expression: its kind and what is said of it."""
    return frozenset({"time", kind, *(flag for flag in FLAGS[kind] if flags.get(flag))})


def _times() -> Iterator[frozenset[str]]:
    for kind, flags in FLAGS.items():
        subsets = chain.from_iterable(combinations(flags, n) for n in range(len(flags) + 1))
        yield from (frozenset({"time", kind, *subset}) for subset in subsets)


@lru_cache(maxsize=1)
def alphabet() -> Alphabet:
    """The alphabet of all classes."""
    said = {*roles().values(), frozenset[str]()}
    marks = {frozenset({mark}) for mark in (*_MARKS.values(), "number", "start", "end", "here")}
    words = (names | kind for names in said for kind in ({"word"}, {"word", "verb"}))
    return _Roles([*_times(), *marks, *words])


def chunk(names: Iterable[str], start: int, end: int, value: object = None) -> Chunk:
    """A chunk with several roles; its ``value`` is a time, or the roles of a word."""
    return Chunk(_name(names), start, end, value)


HERE: Final = chunk({"here"}, 0, 0)


def _longest(table: Mapping[str, tuple[Phrase, ...]], tokens: list[re.Match[str]], at: int) -> Phrase | None:
    for words, names in table.get(tokens[at][0], ()):
        if all(token[0] == word for token, word in zip(tokens[at:at + len(words)], words, strict=False)) \
                and at + len(words) <= len(tokens):
            return words, names
    return None


_PLAIN: Final[Phrase] = (("",), frozenset())


def _words(low: str, start: int, end: int) -> Iterator[Chunk]:
    """The words and marks between two times."""
    tokens = list(_TOKEN.finditer(low, start, end))
    at = 0
    while at < len(tokens):
        token, first = tokens[at], tokens[at][0]
        if first in _MARKS or first[0].isdigit():
            mark = frozenset({_MARKS.get(first, "number")})
            yield chunk(mark, token.start(), token.end(), mark)
            at += 1
            continue
        words, names = _longest(cues(), tokens, at) or _PLAIN
        verb = {"verb"} if _longest(verbs(), tokens, at) else set()
        names = names | verb | {"word"}
        yield chunk(names, token.start(), tokens[at + len(words) - 1].end(), names)
        at += len(words)


def chunks(low: str, times: Iterable[Atom]) -> Iterator[Chunk]:
    """The whole text as chunks."""
    at = 0
    yield chunk({"start"}, 0, 0)
    for atom in times:
        yield from _words(low, at, atom.start)
        yield chunk(atom.value.classes | {"time"}, atom.start, atom.end, atom.value)
        at = atom.end
    yield from _words(low, at, len(low))
    yield chunk({"end"}, len(low), len(low))
