"""Grammar over classes of words.

A text is read once into chunks, each of a class (*party*, *verb*, *comma* …). A rule is a regular expression over the
classes, written with their names in angle brackets:

    <connector>* <adverb>* <direct> (?P<who> <party> ( <comma> <party> )* )

Each class is one private letter to the regular expression, so that a rule costs one match on a short string. Cascades
of this kind carry FASTUS (Hobbs et al., 1997).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

_NAME = re.compile(r"(?<!\?P)(?<!\(\?)<(\w+)>")
_SET = re.compile(r"\[[^\]]*\]")
_PART = re.compile(r"\{(\w+)\}")
_FIRST_LETTER = 0xE000  # of the private use area


class Chunk(NamedTuple):
    """Words of one class; ``start``–``end`` are offsets into the text, ``value`` is what they mean."""

    name: str
    start: int
    end: int
    value: Any = None


class Alphabet:
    """The classes of a grammar, the parts that its rules share, and kinds: names that stand for any of some classes."""

    def __init__(self, names: Iterable[str], parts: Mapping[str, str] | None = None,
                 kinds: Mapping[str, Iterable[str]] | None = None) -> None:
        self.letters = {name: chr(_FIRST_LETTER + i) for i, name in enumerate(names)}
        sets = {kind: _ranges(self.letters[name] for name in members) for kind, members in (kinds or {}).items()}
        self._kinds = sets
        self._parts = dict(parts or {})
        self._compiled: dict[str, re.Pattern[str]] = {}

    def share(self, name: str, pattern: str) -> None:
        """Name a part for the rules that are compiled after."""
        self._parts[name] = pattern

    def compile(self, pattern: str) -> re.Pattern[str]:
        """A pattern over classes; ``{part}`` stands for a shared part; kept. KeyError for a class that is none."""
        if pattern not in self._compiled:
            self._compiled[pattern] = self._written_out(pattern)
        return self._compiled[pattern]

    def _written_out(self, pattern: str) -> re.Pattern[str]:
        while _PART.search(pattern):
            pattern = _PART.sub(lambda m: f"(?:{self._parts[m[1]]})", pattern)
        def classes(m: re.Match[str]) -> str:
            return self._kinds.get(m[1]) or self.letters[m[1]]

        inside = _SET.sub(lambda s: _NAME.sub(lambda m: classes(m).strip("[]"), s[0]), pattern)
        return re.compile(_NAME.sub(classes, inside), re.VERBOSE)

    def tag(self, text: str, chunks: Iterable[Chunk]) -> Tagged:
        """The text as a string of classes."""
        return Tagged(text, tuple(chunks), self.letters)


def _ranges(letters: Iterable[str]) -> str:
    """A set of letters as a regular expression, short by ranges; an empty set fits nothing."""
    runs: list[list[str]] = []
    for letter in sorted(letters):
        if runs and ord(letter) == ord(runs[-1][1]) + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return "[" + "".join(f"{first}-{last}" for first, last in runs) + "]" if runs else "(?!)"


class Found:
    """A match of a rule, seen as chunks and as places in the text."""

    def __init__(self, tagged: Tagged, match: re.Match[str]) -> None:
        self._tagged, self._match = tagged, match

    @property
    def groups(self) -> Mapping[str, int]:
        """The named groups of the rule."""
        return self._match.re.groupindex

    def chunks(self, group: str | int = 0, name: str | None = None) -> tuple[Chunk, ...]:
        """The chunks of a group, only those of class ``name`` when given; none when the group took no part."""
        first, last = self.span(group)
        chunks = self._tagged.chunks[max(first, 0):max(last, 0)]
        return chunks if name is None else tuple(c for c in chunks if c.name == name)

    def text(self, chunk: Chunk) -> str:
        """The words of a chunk."""
        return self._tagged.text[chunk.start:chunk.end]

    def span(self, group: str | int = 0) -> tuple[int, int]:
        """The first chunk of the group and the one behind its last; (-1, -1) when it took no part or there is none."""
        return self._match.span(group) if group == 0 or group in self._match.re.groupindex else (-1, -1)

    def said(self, group: str | int = 0) -> str:
        """The words of the group as written, empty when it took no part."""
        first, last = self.span(group)
        return self._tagged.text[self.start(group):self.end(group)] if last > first else ""

    def rest(self, group: str | int = 0) -> str:
        """The text from where the group begins."""
        return self._tagged.text[self.start(group):]

    def each(self, pattern: re.Pattern[str], group: str | int = 0) -> tuple[Found, ...]:
        """All matches of a smaller pattern inside the group."""
        first, last = self.span(group)
        return self._tagged.find(pattern, first, last) if last > first else ()

    def has(self, group: str) -> bool:
        """Whether the group took part."""
        return self.span(group)[0] >= 0

    def start(self, group: str | int = 0) -> int:
        """Where the group begins in the text."""
        return self._tagged.offset(self.span(group)[0])

    def end(self, group: str | int = 0) -> int:
        """Where the group ends in the text: the end of its last chunk."""
        first, last = self.span(group)
        return self._tagged.chunks[last - 1].end if last > first else self._tagged.offset(first)


class Tagged:
    """A text as chunks and as the string of their classes."""

    def __init__(self, text: str, chunks: tuple[Chunk, ...], letters: Mapping[str, str]) -> None:
        self.text, self.chunks = text, chunks
        self.tags = "".join([letters[name] for name, _, _, _ in chunks])

    @cached_property
    def _starts(self) -> list[int]:
        return [c.start for c in self.chunks]

    def index(self, offset: int) -> int:
        """The first chunk that begins at or after ``offset``."""
        return bisect_left(self._starts, offset)

    def offset(self, index: int) -> int:
        """Where a chunk begins in the text; the end of the text behind the last one."""
        return self.chunks[index].start if index < len(self.chunks) else len(self.text)

    def said(self, start: int, end: int) -> str:
        """The text of the chunks ``start``–``end``."""
        return self.text[self.chunks[start].start:self.chunks[end - 1].end] if end > start else ""

    def match(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> Found | None:
        """A match that begins at chunk ``start`` and ends before chunk ``end``."""
        m = pattern.match(self.tags, start, len(self.tags) if end is None else end)
        return Found(self, m) if m else None

    def search(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> Found | None:
        """The first match between the chunks ``start`` and ``end``."""
        m = pattern.search(self.tags, start, len(self.tags) if end is None else end)
        return Found(self, m) if m else None

    def find(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> tuple[Found, ...]:
        """All matches between the chunks ``start`` and ``end``, none overlapping."""
        return tuple(Found(self, m) for m in pattern.finditer(self.tags, start, len(self.tags) if end is None else end))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the grammar: ``says`` states it in words; ``yes`` are texts on which it fires, ``no`` texts that look
    like it and on which it does not. The examples are tests."""

    name: str
    says: str
    pattern: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
