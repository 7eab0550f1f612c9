"""The phrases the party finder knows, each with the classes that the tables of ``pipeline/knowledge`` give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from pipeline.knowledge.folding import fold
from pipeline.knowledge.registry import Agency, Registry
from pipeline.knowledge.tables import read_table

from .words import Trie, phrase_words

# table, column of the phrase, classes of a row, column of the value
_TABLES = (
    ("verbs", "phrase", "verb_{ends}", "phrase"),
    ("party_words", "word", "{class}", "word"),
    ("party_titles", "title", "{class}", "body"),
    ("body_nouns", "noun", "noun alone_{alone}", "noun"),
    ("party_nouns", "noun", "{kind}", "noun"),
    ("party_modifiers", "phrase", "{kind}", "phrase"),
    ("name_phrases", "phrase", "phrase", "phrase"),
    ("not_parties", "phrase", "stray", "phrase"),
)
_ENDINGS = (("địa bàn", "area"), ("tỉnh", "owner_word"), ("thành phố", "owner_word"))
_WHOLE = 4
"""Another name of a body with so many spaces is a whole name (*Hội Nông dân Việt Nam*), not what is short for one."""
_HEADS = {"ministry": "Bộ", "department": "Sở"}
_VERBS = {"verb_main", "verb_always", "verb_weak"}
_UBND = r"(?:uỷ ban nhân dân|ubnd)"


class Entry(NamedTuple):
    """What the tables say of a phrase: its classes, and for a class the name or word it stands for."""

    classes: frozenset[str]
    values: dict[str, str]


class Vocabulary:
    """All phrases in one trie, and the patterns of the fixed groups."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.trie = Trie()
        self._values: dict[tuple[str, ...], dict[str, str]] = {}
        self._classes: dict[frozenset[str], frozenset[str]] = {}  # each set once: equal ones are told by identity
        for phrase, classes, value in (*_rows(), *_bodies(registry)):
            self._add(phrase, classes.split(), value)
        for alias, full, kind in registry.writing.aliases:
            self._alias(alias, full, kind)
        self.entries = [self._entry(words, values) for words, values in self._values.items()]
        self._groups = [(_group_pattern(row["pattern"]), row["group"]) for row in read_table("groups")]
        self._any_group = re.compile("|".join(pattern.pattern for pattern, _ in self._groups))

    @property
    def group_names(self) -> set[str]:
        """The names of the fixed groups."""
        return {name for _, name in self._groups}

    def _add(self, phrase: str, classes: Iterable[str], value: str) -> None:
        values = self._values.setdefault(tuple(phrase_words(phrase)), {})
        values.update(dict.fromkeys(classes, value))

    def _alias(self, alias: str, full: str, kind: str) -> None:
        """Another way to write a phrase is of its classes; a code only behind the head of a body."""
        values = self._values.get(tuple(phrase_words(full)), {})
        known = {name: value for name, value in values.items() if kind not in ("code", "compare") and name != "stray"}
        if known:
            self._values.setdefault(tuple(phrase_words(alias)), {}).update(known)
        for name, head in _HEADS.items():
            if f"sector_{name}" in values:
                sector = values[f"sector_{name}"]
                self._add(f"{head} {alias}", ("body", name), f"{head} {sector}")

    def _entry(self, words: tuple[str, ...], values: dict[str, str]) -> Entry:
        """The entry of a phrase, put into the trie."""
        values |= self._first_verb(words, values)
        classes = frozenset({*values, *_shape(words), *self._inside(words, values)})
        entry = Entry(self._classes.setdefault(classes, classes), values)
        self.trie.add(list(words), entry)
        return entry

    def _first_verb(self, words: tuple[str, ...], values: dict[str, str]) -> dict[str, str]:
        """A longer verb ends names as the verb that it begins with: *lập sổ* as *lập*."""
        before = (self._values.get(words[:n], {}) for n in range(len(words) - 1, 0, -1)) if "verb_" in values else ()
        first = next(filter(None, (known.keys() & _VERBS for known in before)), ())
        return dict.fromkeys(first, values.get("verb_", ""))

    def _inside(self, words: tuple[str, ...], values: dict[str, str]) -> Iterator[str]:
        """Whether a longer phrase begins with a verb or the noun of a body, or ends with a verb."""
        inside = {name for n in range(1, len(words)) for name in self._values.get(words[:n], ())}
        verbs = inside & _VERBS if not any(name.startswith("verb_") for name in values) else set()
        yield from verbs if "stray" in values else {f"begins_{name}" for name in verbs}
        yield from {f"begins_{name}" for name in inside & {"noun"}}
        yield from ("ends_weak" for n in (1, 2) if "verb_weak" in self._values.get(words[-n:], ()))

    def group(self, folded: str, offset: int) -> tuple[int, str]:
        """(end, name) of the longest wording of a fixed group at ``offset``; (0, "") when there is none."""
        if not self._any_group.match(folded, offset):
            return 0, ""
        found = ((match.end(), group) for pattern, group in self._groups if (match := pattern.match(folded, offset)))
        return max(found, key=itemgetter(0), default=(0, ""))


def _shape(words: tuple[str, ...]) -> Iterator[str]:
    said = " ".join(words)
    yield from ("short" for _ in (1,) if len(words) == 1)
    yield from (name for ending, name in _ENDINGS if said.endswith(ending))


def _rows() -> Iterator[tuple[str, str, str]]:
    for table, column, classes, value in _TABLES:
        yield from ((row[column], classes.format_map(row), row[value]) for row in read_table(table))


def _bodies(registry: Registry) -> Iterator[tuple[str, str, str]]:
    """Provinces and bodies; the sector of a ministry may stand behind Sở and the other way round."""
    agencies: list[Agency] = [*registry.agencies.values(), *registry.departments.values()]
    yield from ((p.name, "province", p.name) for p in registry.provinces.values())
    names = [a.name for a in agencies]
    names += [also for a in registry.agencies.values() for also in a.short if also.count(" ") >= _WHOLE]
    yield from ((name, "body", name) for name in names)
    yield from ((name.split(" ", 1)[1], "listed", name.split(" ", 1)[1]) for name in names if " " in name)
    sectors = {a.name[3:] for a in agencies if a.kind in ("bộ", "sở") and a.name.startswith(("Bộ ", "Sở "))}
    for sector in sorted(sectors):
        yield from ((f"{head} {sector}", f"body {name}", f"{head} {sector}") for name, head in _HEADS.items())
        yield sector, "sector_ministry sector_department", sector
    yield from ((head, f"head head_{name}", head) for name, head in _HEADS.items())


def _group_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of groups.csv: folded, a space for any white space, a comma with spaces before it."""
    pattern = fold(pattern).replace("{ubnd}", _UBND)
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+").replace(",", r"\s*,") + r"(?!\w)")


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary over the loaded registry, built once in a process."""
    return Vocabulary(Registry.load())
