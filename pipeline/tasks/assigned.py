"""Sections that another clause puts under one body: *Sở Y tế chủ trì các mục 1–6 Phần III* (guideline, Parties)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.knowledge.tables import pattern
from pipeline.model import Clause, Mentions, Party, Structure

_LEADS = pattern("assigned.leads")
_PLACE = pattern("assigned.place")
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|đến)\s*(?:mục |khoản |điểm )?(\d+)")
_LABEL = re.compile(r"\W+")


def assigned(structure: Structure, mentions: Mentions, text: str) -> dict[int, tuple[Party, ...]]:
    """Who leads by another clause, by the index of the clause that is led; the first such clause counts."""
    found: dict[int, tuple[Party, ...]] = {}
    for clause in structure.clauses:
        heads = _heads(structure, mentions, clause)
        for segment in mentions.clauses[clause.index].segments:
            parties = segment.subject or heads
            if not parties or segment.command not in ("directed", "subject", "imperative"):
                continue
            for section, numbers in _sections(text[segment.start:segment.end]):
                for led in _clauses(structure, section, numbers):
                    if not _under(structure, clause, led):
                        found.setdefault(led.index, parties)
    return found


def _heads(structure: Structure, mentions: Mentions, clause: Clause) -> tuple[Party, ...]:
    return next((mentions.clauses[c.index].heads for c in structure.ancestors(clause)
                 if mentions.clauses[c.index].heads), ())


def _sections(words: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The sections that the words put under a body, each with the numbers in it (none: all of it)."""
    for m in _PLACE.finditer(words):
        if _LEADS.search(words[:m.start()]):
            yield m["section"], _numbers(m["numbers"] or "")


def _numbers(words: str) -> frozenset[str]:
    found = set(_NUMBER.findall(words))
    for m in _RANGE.finditer(words):
        found.update(str(n) for n in range(int(m[1]), int(m[2]) + 1))
    return frozenset(found)


def _clauses(structure: Structure, section: str, numbers: frozenset[str]) -> Iterator[Clause]:
    for clause in structure.clauses:
        labels = [_LABEL.sub("", label) for label in (clause.path or "").split(".")]
        inside = labels[0].removeprefix("Phần") == section or labels[0].removeprefix("Mục") == section
        if inside and (not numbers or (len(labels) > 1 and labels[1] in numbers)):
            yield clause


def _under(structure: Structure, clause: Clause, led: Clause) -> bool:
    """Whether the clause that assigns stands in the section itself: then it speaks of a document it cites."""
    tops = [next((c for c in reversed(structure.ancestors(x))), x).index for x in (clause, led)]
    return tops[0] == tops[1]
