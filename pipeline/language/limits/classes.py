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
                 '"': "bullet", "*": "bullet", "•": "bullet", "%": "goal", **dict.fromkeys("0123456789", "number")}

FLAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("undated", "no_month"), "feast": (), "period": ("undated", "lasting", "next_month", "next_year", "week"),
    "set": (), "month_tail": (), "year_tail": (), "length": ("hours",), "clock": (), "weekday": (),
    "other": ("school",),
    "date": ("range", "bare", "vague", "coming"),
    "span": ("range", "bare", "vague", "list", "rest", "coming"),
    "years": ("range", "bare", "vague", "lasting"),
    "cycle": ("fixed", "days", "weekly", "regular", "leads", "each", "once", "often", "range"),
    "amount": ("working", "short", "long", "hours"), "hour": (), "named": ("told",), "holiday": (),
    "unknown": ("school",),
}
"""The kinds of time, first as they are read, then as they are put together, and what may be said of each."""

_IMPLIED: Final = {"days": "fixed", "weekly": "fixed", "regular": "leads", "each": "leads"}

UNIONS: Final = {
    "told_cue": ("before", "by", "until", "from", "in", "at"),
    "cue": ("before", "by", "until", "from", "in", "at", "done", "label", "weak_label", "filler"),
    "dated": ("date", "span", "years"), "said": ("date", "span", "years", "cycle"), "inside": ("in", "at"),
    "between": ("dash", "range"), "opening": ("colon", "open"), "pause": ("comma", "stop"),
    "edge": ("comma", "stop", "colon", "open", "close", "end"),
}
"""Classes that stand for any of several."""

PARTS: Final = {
    "w": "(?:(?!<edge>).)",  # a word or a time
    "clause": "(?:(?!<pause>).)",
    "sentence": "(?:(?!<stop>).)",
    "mark": "<opening>?",
    "to": "{mark}{run}<here>",  # from a cue to the time that is weighed
    "run": "(?:<cue>{mark}){0,5}",
    "label": "(?:<label>|(?:<label>|<weak_label>){w}{1,8}<colon>|<weak_label><colon>)",
    "opens": "<start>(?:<bullet>|<number>|<stop>|<dash>|<and>|<open>|<close>)*(?:<opener><comma>?)?",
    "leads": "(?:{opens}|<comma>|<open>)",
    "act": "(?:<comma>|<colon>)?(?:<must>|<goal>)?<verb>",
    "listed": "(?:(?:<comma>|<and>)(?:<and>|<also>){0,2})",
    "near": "(?:<comma>|<open>)?<near>?",
    "days": "<day>(?:(?:<between>|{listed})(?:<clock>{near})?(?:<weekday>{near})?<day>){0,9}",
    "open_days": "(?=<undated>)<day>(?:(?:<between>|{listed})(?=<undated>)<day>){0,9}",
    "clocks": "(?:<clock><between>){0,2}<clock>",
    "moment": "(?:<moment>|(?=<date>|<holiday>))(?:(?!<tail_stop>|<comma>|<stop>|<open>|<close>|<end>).){0,20}",
    "told_since": "(?:<open>{w}{1,6}<close>)?<comma>?<told>{moment}",
    "since": "(?:<open>{w}{1,6}<close>)?<comma>?(?:<told>|<from>|<after>){moment}",
    "ahead_of": "(?:<open>{w}{1,6}<close>)?<comma>?<before>{moment}",
    "to_anchor": "(?:<comma>|<open>|<colon>)?(?:<cue>|<anchor>|<send>){0,5}",
}
"""Parts of patterns that the rules share."""


@lru_cache(maxsize=4096)
def _name(names: frozenset[str]) -> str:
    return "+".join(sorted(names)) + "+"


def classes(kind: str, flags: Mapping[str, bool]) -> frozenset[str]:
    """The classes of an expression: its kind and what is said of it."""
    return frozenset({"time", kind, *(flag for flag in FLAGS[kind] if flags.get(flag))})


def _times() -> Iterator[frozenset[str]]:
    for kind, flags in FLAGS.items():
        subsets = chain.from_iterable(combinations(flags, n) for n in range(len(flags) + 1))
        likely = (subset for subset in subsets if {_IMPLIED.get(flag, flag) for flag in subset} <= {*subset})
        yield from (frozenset({"time", kind, *subset}) for subset in likely)


@lru_cache(maxsize=1)
def alphabet() -> Alphabet:
    """The alphabet of all classes."""
    said = {*roles().values(), frozenset[str]()}
    marks = {frozenset({mark}) for mark in (*_MARKS.values(), "start", "end", "here")}
    words = (names | kind for names in said for kind in ({"word"}, {"word", "verb"}))
    known = {_name(names): names for names in (*_times(), *marks, *words)}
    kinds: dict[str, list[str]] = {}
    for name, names in known.items():
        for role in names:
            kinds.setdefault(role, []).append(name)
    unions = {union: [name for part in parts for name in kinds[part]] for union, parts in UNIONS.items()}
    return Alphabet(known, PARTS, kinds | unions)


def chunk(names: frozenset[str], start: int, end: int, value: object = None) -> Chunk:
    """A chunk with several roles; its ``value`` is a time, or the roles of a word."""
    return Chunk(_name(names), start, end, value)


HERE: Final = chunk(frozenset({"here"}), 0, 0)


def _longest(phrases: Iterable[Phrase], said: list[str], at: int) -> Phrase:
    """The longest phrase that begins with word ``at``; one word without a role when there is none."""
    for words, names in phrases:
        if said[at] == words[0] and said[at:at + len(words)] == list(words):
            return words, names
    return _PLAIN


_ONE: Final[tuple[str, ...]] = ("",)
_PLAIN: Final[Phrase] = (_ONE, frozenset())
_WORD: Final = frozenset({"word"})
_VERB: Final = frozenset({"verb"})
_ACT_REACH = 4


def _words(low: str, start: int, end: int) -> Iterator[Chunk]:
    """The words and marks between two times; verbs are looked for behind a time only."""
    tokens, at = list(_TOKEN.finditer(low, start, end)), 0
    said, known = [token[0] for token in tokens], cues()
    while at < len(tokens):
        first, names = said[at], _WORD
        words = _ONE
        if first[0] in _MARKS:
            names = frozenset({_MARKS[first[0]]})
        elif first in known:
            words, roles_said = _longest(known[first], said, at)
            names = roles_said | _WORD
        if at < _ACT_REACH and first in verbs() and _longest(verbs()[first], said, at) is not _PLAIN:
            names = names | _VERB
        yield Chunk(_name(names), tokens[at].start(), tokens[at + len(words) - 1].end(), names)
        at += len(words)


def chunks(low: str, times: Iterable[Atom]) -> Iterator[Chunk]:
    """The whole text as chunks."""
    at = 0
    yield chunk(frozenset({"start"}), 0, 0)
    for atom in times:
        yield from _words(low, at, atom.start)
        yield chunk(atom.value.classes | {"time"}, atom.start, atom.end, atom.value)
        at = atom.end
    yield from _words(low, at, len(low))
    yield chunk(frozenset({"end"}), len(low), len(low))
