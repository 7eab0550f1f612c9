"""What can be switched off, rules of the grammar and rows of ``cues.csv``, and how to hear which of them decide.

Rules are found by walking the modules of the language room, so that a new one is measured without being listed. The
rooms ``limits`` and ``parties`` under it are not walked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any
from unittest import mock

import pipeline.language
from pipeline.knowledge.tables import read_table
from pipeline.language import agents, document, headings, labels, lexicon
from pipeline.language.tagged import Rule

NEVER = "(?!)"  # a pattern that fits nothing
_SHOWN = 40  # characters of a pattern that name a row


@dataclass(frozen=True, slots=True)
class RulePart:
    """A rule and where it stands: by itself or in a tuple of the module."""

    name: str
    rule: Rule
    module: ModuleType
    attribute: str

    @contextmanager
    def off(self) -> Iterator[None]:
        """The language room without the rule."""
        held = getattr(self.module, self.attribute)
        without: Any = replace(self.rule, pattern=NEVER)
        if not isinstance(held, Rule):
            without = tuple(rule for rule in held if rule is not self.rule)
        with mock.patch.object(self.module, self.attribute, without), _forgetting(vars(self.module).values()):
            yield


@dataclass(frozen=True, slots=True)
class CuePart:
    """A row of ``cues.csv``: the ``number``-th of its kind."""

    name: str
    kind: str
    number: int
    pattern: str

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


def modules() -> list[ModuleType]:
    """The modules of the language room itself."""
    return [import_module(f"pipeline.language.{info.name}") for info in iter_modules(pipeline.language.__path__)
            if not info.ispkg]


def all_parts() -> list[Part]:
    """Every rule and every row of cues."""
    return [*_rules(), *_cues()]


def _rules() -> Iterator[RulePart]:
    seen: set[int] = set()
    for module in modules():
        for attribute, value in vars(module).items():
            held = value if isinstance(value, tuple | list) else (value,)
            for rule in (r for r in held if isinstance(r, Rule) and id(r) not in seen):
                seen.add(id(rule))
                yield RulePart(f"{module.__name__.rsplit('.', 1)[1]}: {rule.name}", rule, module, attribute)


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
    names = {part.rule.name: part.name for part in _rules()}
    cues = {(part.kind, part.number): part.name for part in _cues()}

    def tell(rules: list[str]) -> None:
        heard.update(names[rule] for rule in rules if rule in names)

    with ExitStack() as stack:
        for function in (agents.read_agent, labels.read_label, labels.read_dash, headings.read_heading,
                         document.document_annotations):
            _replace(stack, function, _telling(function, tell))
        _replace(stack, lexicon.cue, lambda kind: _Watched(_numbered(kind), cues, heard))
        _replace(stack, lexicon.coded_cues, lambda kind: tuple(
            (code, _Watched([one], cues, heard)) for code, one in zip(_codes(kind), _numbered(kind), strict=True)))
        yield heard


def _replace(stack: ExitStack, function: object, other: object) -> None:
    """Another function in its place wherever a module of the room knows it by name."""
    for module in modules():
        for name in [name for name, value in vars(module).items() if value is function]:
            stack.enter_context(mock.patch.object(module, name, other))


def _telling(function: Callable[..., Any], tell: Callable[[list[str]], None]) -> Callable[..., Any]:
    """The function, which tells the rules of what it finds."""
    def wrapped(*given: Any, **named: Any) -> Any:
        found = function(*given, **named)
        tell([one.rule for one in (found if isinstance(found, tuple) else (found,)) if one is not None])
        return found

    return wrapped


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
