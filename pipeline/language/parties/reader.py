"""A text read with the rules: the party at a place, lists of parties, and all of a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from pipeline.language.tagged import Alphabet, Found, Tagged

from .classes import lexicon
from .names import MAKERS, Piece, as_printed
from .rules import CELL_NAME, CELL_REST, CELL_SKIP, PREFIX, RULES, RUN_ON, SEPARATOR, START

_FIRST = re.compile(r"(?:\(\?P<\w+> (?P<named><\w+>) \)|(?P<bare><\w+>))\s")
_BRACKETS = re.compile(r"\([^()]*\)")
_GROUP = len(RULES) - 1  # the last rule: a group by its noun
_BY_WORDS = itemgetter(0, 1)


class Item(NamedTuple):
    """One item of a list between two chunks, and the parties it stands for."""

    first: int
    after: int
    pieces: list[Piece]


class Fit(NamedTuple):
    """How well a rule fits at a chunk: a name before a group, then by its end; ``end`` is -1 where none fits."""

    named: bool
    end: int
    rule: int = -1
    found: Found | None = None


_NO_FIT = Fit(named=False, end=-1)


class Grammar:
    """The rules compiled for running text or for cells."""

    def __init__(self, alphabet: Alphabet) -> None:
        self._openings = [alphabet.compile(opening(rule.pattern)) for rule in RULES]
        self._rule = cache(lambda n: alphabet.compile(RULES[n].pattern))
        self._beginning = cache(self._beginning_with)
        self.opening, self.prefix, self.start = map(alphabet.compile, ("<opener>", PREFIX, START))
        self.separator, self.run_on, self.dropped = map(alphabet.compile, (SEPARATOR, RUN_ON, "{dropped}"))
        self.skip, self.name, self.rest = map(alphabet.compile, (CELL_SKIP, CELL_NAME, CELL_REST))

    def load(self) -> None:
        """Compile all rules."""
        for n in range(len(RULES)):
            self._rule(n)

    def best(self, tagged: Tagged, start: int) -> Fit:
        """The rule that reads most words at a chunk, of equals the first. A group by its noun, the last rule, counts
        only where no name is."""
        best = _NO_FIT
        for n in self._beginning(tagged.tags[start:start + 1]):
            found = tagged.match(self._rule(n), start)
            if found is not None:
                fit = Fit(n < _GROUP, found.span()[1], n, found)
                best = max(best, fit, key=_BY_WORDS)
        return best

    def _beginning_with(self, letter: str) -> list[int]:
        """The places in ``RULES`` of those that may begin with a chunk of this letter."""
        return [n for n, first in enumerate(self._openings) if first.match(letter)]


def opening(pattern: str) -> str:
    """The kind of chunk that each match of a rule begins with, empty where it may begin with several."""
    outside = pattern
    while (shorter := _BRACKETS.sub("", outside)) != outside:
        outside = shorter
    first = _FIRST.match(pattern) if "|" not in outside else None
    return (first["named"] or first["bare"]) if first else ""


@lru_cache(maxsize=2)
def _grammar(cell: bool) -> Grammar:
    return Grammar(lexicon().cell if cell else lexicon().running)


def load() -> None:
    """Compile the rules, each of which is compiled where it is tried first otherwise."""
    for cell in (False, True):
        _grammar(cell).load()


class Reader:
    """A text and the items read from it; each place is read once."""

    def __init__(self, text: str, cell: bool) -> None:
        self.tagged = lexicon().read(text, cell)
        self._grammar = _grammar(cell)
        self._size = len(self.tagged.chunks)
        self._seen: dict[int, Item | None] = {}

    def index(self, pos: int) -> int:
        """The chunk that begins exactly at ``pos``, the one behind the last when none does."""
        i = self.tagged.index(pos)
        return i if self.tagged.offset(i) == pos else self._size

    def lists(self) -> Iterator[list[Item]]:
        """All lists of items from left to right, none overlapping."""
        at = 0
        while (start := self.tagged.search(self._grammar.start, at)) is not None:
            found = self.items_at(start.span()[0])
            if found:
                yield found
            at = max([start.span()[0] + 1, *(item.after for item in found)])

    def items_at(self, i: int) -> list[Item]:
        """The items of the list that begins at chunk ``i``, none when none does."""
        found: list[Item] = []
        after: int | None = i
        while after is not None and (item := self.item(after)) is not None:
            found.append(item)
            after = self._next(item)
        return found

    def _next(self, item: Item) -> int | None:
        run_on = self._grammar.run_on if item.pieces[-1].group else self._grammar.separator
        match = self.tagged.match(self._grammar.separator, item.after) or self.tagged.match(run_on, item.after)
        return match.span()[1] if match else None

    def item(self, i: int) -> Item | None:
        """The item that begins at chunk ``i``."""
        if i not in self._seen:
            self._seen[i] = self._read(i) if self.tagged.match(self._grammar.opening, i) else None
        return self._seen[i]

    def _read(self, i: int) -> Item | None:
        prefix = self.tagged.match(self._grammar.prefix, i)
        starts = {prefix.span()[1], prefix.span("titles")[0], prefix.span("who")[1]} if prefix else set()
        fits = [self._grammar.best(self.tagged, start) for start in sorted(starts, reverse=True)]
        fit = max(fits, key=_BY_WORDS)
        found = fit.found if fit.end > i else None
        pieces = MAKERS.get(RULES[fit.rule].name, as_printed)(found, lexicon().registry) if found else []
        return self._item(i, found, self._told(found, pieces)) if found and pieces else None

    def _item(self, i: int, found: Found, pieces: list[Piece]) -> Item:
        """The item with what stands before its first name and with the words behind it that are dropped."""
        after = found.span()[1]
        dropped = self.tagged.match(self._grammar.dropped, after)
        start, first = self.tagged.offset(i), pieces[0]
        if first.start != start:
            pieces = [replace(first, start=start), *pieces[1:]]
        return Item(i, dropped.span()[1] if dropped else after, pieces)

    def _told(self, found: Found, pieces: list[Piece]) -> list[Piece]:
        """các cơ quan thẩm định (Sở A, Sở B): a bracket behind a group that holds only parties says who is meant."""
        start, end = found.span("note") if "note" in found.groups and pieces[0].group else (-1, -1)
        inside = self.items_at(start + 1) if end > start else []
        whole = inside and inside[-1].after == end - 1
        told = [replace(p, start=found.start(), end=found.end()) for item in inside for p in item.pieces]
        return told if whole else pieces

    def everything(self) -> list[Item]:
        """The parties of a cell: what no rule reads is a party by its words, unless it begins with a verb."""
        found, at = [], 0
        while at < self._size:
            skip = self.tagged.match(self._grammar.skip, at)
            item = None if skip else self.item(at) or self._unknown(at)
            rest = skip or self.tagged.match(self._grammar.rest, at)
            found += [item] if item else []
            at = max(item.after if item else rest.span()[1] if rest else 0, at + 1)
        return found

    def _unknown(self, i: int) -> Item | None:
        name = self.tagged.match(self._grammar.name, i)
        return Item(i, name.span()[1], as_printed(name, lexicon().registry)) if name else None
