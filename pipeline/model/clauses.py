"""Clauses by name and by path: *điểm b khoản 1* is ``1.b``, *khoản 2 Điều 3* is ``Điều 3.2``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

Level = tuple[str, str]
"""A level of a cited clause: what it is called (*khoản*, *điểm*, *điều* …) and its label, in small letters."""

_NAMED = re.compile(
    r"(?P<kind>điểm|khoản|tiết|ý|điều|mục|chương|phần|phụ lục)\s+(?:số\s+)?"
    r"(?P<labels>[a-zđ\d]{1,5}(?:\.\d+)*(?:(?:,\s*|\s+và\s+)[a-zđ\d]{1,2}(?=[\s,]|$))*)", re.IGNORECASE)
_DEPTH = {"phụ lục": 0, "phần": 0, "chương": 1, "mục": 2, "điều": 3, "khoản": 4, "điểm": 5, "tiết": 6, "ý": 6}
_ROMAN = re.compile(r"[IVX]+")


def called(path: str | None) -> str:
    """A path as it is cited, the inner clause first: ``II.3.b`` → *điểm b khoản 3 mục II*; "" for none."""
    parts = [part for part in (path or "").split(".") if part]
    told = [f"{_kind(same)} {same}".strip() if _kind(same) != "khoản" else same for same in parts]
    numbers = [list(same) for _, same in groupby(told, key=str.isdigit)]
    words = [f"khoản {'.'.join(same)}" if same[0].isdigit() else " ".join(reversed(same)) for same in numbers]
    return " ".join(reversed(words))


def _kind(part: str) -> str:
    if " " in part:
        return ""  # Điều 2, Chương II: the label says what it is
    if _ROMAN.fullmatch(part):
        return "mục"
    return "khoản" if part.isdigit() else "điểm"


def cited_paths(clauses: Sequence[str], paths: Iterable[str]) -> frozenset[str]:
    """Those of the paths of a directive that lie in one of the clauses cited of it.

    A clause may be cited without the section in which it stands; then it must be the only one of its name.
    """
    split = {path: [part.casefold() for part in path.split(".")] for path in paths}
    return frozenset(path for levels in _levels(clauses) for path in _inside(levels, split))


def _inside(levels: Sequence[Level], split: dict[str, list[str]]) -> list[str]:
    found: dict[tuple[str, ...], list[str]] = {}
    for path, parts in split.items():
        for start in range(len(parts) - len(levels) + 1):
            if all(map(_is, levels, parts[start:])):
                found.setdefault(tuple(parts[:start]), []).append(path)
                break
    return found.get((), []) or (next(iter(found.values())) if len(found) == 1 else [])


def _is(level: Level, part: str) -> bool:
    kind, label = level
    word, _, printed = part.rpartition(" ")
    return printed == label and (word == kind if word else kind not in ("điều", "chương", "phụ lục"))


def _levels(clauses: Sequence[str]) -> list[list[Level]]:
    """Every cited clause from the outer level to the inner one; levels that a list prints once are shared."""
    every: list[list[Level]] = []
    above: list[Level] = []
    for clause in reversed(clauses):
        told = [(m["kind"], re.split(r",\s*|\s+và\s+", m["labels"])) for m in _NAMED.finditer(clause.casefold())]
        if not told:
            continue
        told.sort(key=lambda one: _DEPTH[one[0]])
        first = _DEPTH[told[0][0]]
        outer = [level for level in above if _DEPTH[level[0]] < first]
        middle = [(kind, labels[0]) for kind, labels in told[:-1]]
        kind, labels = told[-1]
        above = [*outer, *middle, (kind, labels[0])]
        every += [[*outer, *middle, (kind, label)] for label in labels]
    return [_apart(levels) for levels in every]


def _apart(levels: list[Level]) -> list[Level]:
    """A label of several numbers (*khoản 2.1*) as the levels of a path."""
    return [(kind, part) for kind, label in levels for part in label.split(".")]
