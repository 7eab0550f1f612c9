"""What can be switched off, rules of the grammar and rows of ``cues.csv``, and how to hear which of them decide.

Rules are found by walking the modules of the language room with the rooms of parties and time limits, so that a new one
is measured without being listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any
from unittest import mock

import pipeline.language
from pipeline.knowledge.tables import read_table
from pipeline.language import agents, document, headings, labels, lexicon
from pipeline.language.limits import expressions, weigh
from pipeline.language.limits.rules import AMOUNTS, CYCLES, DATED, LOOSE
from pipeline.language.parties import finder, reader
from pipeline.language.tagged import Rule

NEVER = "(?!)"  # a pattern that fits nothing
_SHOWN = 40  # characters of a pattern that name a row
_KEPT = {"limits": (expressions.parse,), "parties": (finder._reader, reader._grammar)}  # of texts and rules, by room
_LAST = (*(rules[-1] for rules in (DATED, CYCLES, AMOUNTS, LOOSE, expressions.RULES)),)


@dataclass(frozen=True, slots=True)
class RulePart:
    """A rule of a room: of *parties*, *limits*, or a module of the language room itself. Of some rules one must fit:
    the ``last`` of them cannot be switched off."""

    room: str
    rule: Rule
    last: bool = False

    @property
    def name(self) -> str:
        """The room and the name; with what it says where several rules have one name, the kind of their value."""
        says = f": {self.rule.says[:_SHOWN]}" if self.rule in expressions.RULES else ""
        return f"{self.room}: {self.rule.name}{says}"

    @contextmanager
    def off(self) -> Iterator[None]:
        """The language room while the rule fits nothing."""
        pattern = self.rule.pattern
        with _forgetting(_KEPT.get(self.room, ())):
            object.__setattr__(self.rule, "pattern", NEVER)  # frozen for everybody else
            try:
                yield
            finally:
                object.__setattr__(self.rule, "pattern", pattern)


@dataclass(frozen=True, slots=True)
class CuePart:
    """A row of ``cues.csv``: the ``number``-th of its kind."""

    name: str
    kind: str
    number: int
    pattern: str
    last: bool = False

    @contextmanager
    def off(self) -> Iterator[None]:
        """The language room without the row."""
        rows = {kind: list(found) for kind, found in lexicon._cues().items()}
        rows[self.kind][self.number] = (rows[self.kind][self.number][0], NEVER)
        with mock.patch.object(lexicon, "_cues", return_value=rows), _forgetting((lexicon.cue, lexicon.coded_cues)):
            yield


Part = RulePart | CuePart


@contextmanager
def _forgetting(values: Any) -> Iterator[None]:
    """What functions have kept is forgotten before and after."""
    kept = [value for value in values if hasattr(value, "cache_clear")]
    for function in kept:
        function.cache_clear()
    try:
        yield
    finally:
        for function in kept:
            function.cache_clear()


@lru_cache(maxsize=1)
def modules() -> tuple[ModuleType, ...]:
    """The modules of the language room and of the rooms in it."""
    found = walk_packages(pipeline.language.__path__, f"{pipeline.language.__name__}.")
    return tuple(import_module(info.name) for info in found if not info.ispkg)


def all_parts() -> list[Part]:
    """Every rule and every row of cues."""
    return [*_rules(), *_cues()]


def _rules() -> Iterator[RulePart]:
    seen: set[int] = set()
    for module in modules():
        for value in vars(module).values():
            held = value if isinstance(value, tuple | list) else (value,)
            for rule in (r for r in held if isinstance(r, Rule) and id(r) not in seen):
                seen.add(id(rule))
                yield RulePart(module.__name__.split(".")[2], rule, rule in _LAST)


def _cues() -> Iterator[CuePart]:
    count: dict[str, int] = {}
    for row in read_table("cues"):
        number = count.setdefault(row["kind"], 0)
        count[row["kind"]] += 1
        pattern = " ".join(row["pattern"].split())
        name = f"cues: {row['kind']} {row['code']} {number + 1} {pattern[:_SHOWN]}"
        yield CuePart(name, row["kind"], number, row["pattern"])


# -- hearing which parts decide -----------------------------------------------------------------------------------


@contextmanager
def listening() -> Iterator[set[str]]:
    """The names of the parts that decide on anything while this lasts; empty the set between two directives."""
    heard: set[str] = set()
    parts = list(_rules())
    names = {id(part.rule): part.name for part in parts}
    said = {part.rule.name: part.rule for part in parts if part.room not in ("limits", "parties")}
    scales = {rule.name: rule for rules in (*weigh._RULES.values(), LOOSE) for rule in rules}
    cues = {(part.kind, part.number): part.name for part in _cues()}

    def tell(rule: Rule | None) -> None:
        heard.update({names[id(rule)]} if rule is not None else ())

    with ExitStack() as stack:
        for function in (agents.read_agent, labels.read_label, labels.read_brackets, headings.read_heading,
                         document.document_annotations):
            _replace(stack, function, _telling(function, lambda one: tell(said.get(one.rule))))
        _replace(stack, weigh._weigh, _telling(weigh._weigh, lambda one: tell(scales[one.rule])))
        _replace(stack, expressions.match, _telling(expressions.match, lambda one: isinstance(one, Rule) and tell(one)))
        stack.enter_context(mock.patch.object(reader, "RULES", _WatchedRules(reader.RULES, tell)))
        _replace(stack, lexicon.cue, lambda kind: _Watched(_numbered(kind), cues, heard))
        _replace(stack, lexicon.coded_cues, lambda kind: tuple(
            (code, _Watched([one], cues, heard).search)
            for code, one in zip(_codes(kind), _numbered(kind), strict=True)))
        stack.enter_context(_forgetting((expressions.parse, finder._reader)))
        yield heard


def _replace(stack: ExitStack, function: object, other: object) -> None:
    """Another function in its place wherever a module of the room knows it by name."""
    for module in modules():
        for name in [name for name, value in vars(module).items() if value is function]:
            stack.enter_context(mock.patch.object(module, name, other))


def _telling(function: Callable[..., Any], tell: Callable[[Any], None]) -> Callable[..., Any]:
    """The function, which tells of all that it finds."""
    def wrapped(*given: Any, **named: Any) -> Any:
        found = function(*given, **named)
        for one in found if isinstance(found, tuple) else (found,):
            if one is not None:
                tell(one)
        return found

    return wrapped


class _WatchedRules(tuple[Rule, ...]):
    """The rules of names, which tell when one of them is taken."""

    tell: Callable[[Rule], None]

    def __new__(cls, rules: tuple[Rule, ...], tell: Callable[[Rule], None]) -> _WatchedRules:
        watched = super().__new__(cls, rules)
        watched.tell = tell
        return watched

    def __getitem__(self, place: Any) -> Any:
        rule = super().__getitem__(place)
        self.tell(rule)
        return rule


Numbered = tuple[str, int, re.Pattern[str]]


def _numbered(kind: str) -> list[Numbered]:
    return [(kind, n, re.compile(pattern, re.IGNORECASE)) for n, (_, pattern) in enumerate(lexicon._cues()[kind])]


def _codes(kind: str) -> list[str]:
    return [code for code, _ in lexicon._cues()[kind]]


class _Watched:
    """Rows of a kind that tell when one of them is found; stands in for their pattern."""

    def __init__(self, rows: list[Numbered], names: dict[tuple[str, int], str], heard: set[str]) -> None:
        self._rows, self._names, self._heard = rows, names, heard

    def search(self, text: str, *place: int) -> re.Match[str] | None:
        """The first row that is found."""
        return self._first("search", text, *place)

    def match(self, text: str, *place: int) -> re.Match[str] | None:
        """The first row that the text begins with."""
        return self._first("match", text, *place)

    def _first(self, way: str, text: str, *place: int) -> re.Match[str] | None:
        for kind, number, pattern in self._rows:
            found: re.Match[str] | None = getattr(pattern, way)(text, *place)
            if found is not None:
                self._heard.add(self._names[kind, number])
                return found
        return None
