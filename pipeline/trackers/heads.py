"""The head of a sheet: which rows it takes, and the heading of each column.

A head may have several rows: groups of columns (*Cơ quan thực hiện* over *Chủ trì*, *Phối hợp*), merged or not, and
below them the numbers of the columns, ``(1) (2) (3)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.knowledge.folding import fold
from pipeline.knowledge.tables import read_table

from .cells import Cells

WITHIN: Final = 40
"""The head stands within so many rows."""

LONG: Final = 160
"""No heading has as many characters."""

_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zđ])\)?(?:\s*=.*)?", re.IGNORECASE)
_ORDER = re.compile(r"\d{1,4}\.?")
ENOUGH: Final = 3
"""So many columns that are understood make a row the head, two where one of them is the work or the number."""


@dataclass(frozen=True, slots=True)
class Head:
    """Rows ``top`` to ``bottom`` of a grid (from 0), and the heading of each column."""

    top: int
    bottom: int
    headings: tuple[str, ...]


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(row["field"], re.compile(fold(row["pattern"]))) for row in read_table("tracker_columns")]


@lru_cache(maxsize=4096)
def meaning(heading: str) -> tuple[str, int]:
    """The field that a heading names, with a second one behind a bar, and how special the words are (0 the most);
    ``other`` when they say nothing."""
    plain = re.sub(r"\s*/\s*", "/", " ".join(fold(heading).split())).strip(" .:")
    if len(plain) <= LONG:
        for rank, (field, pattern) in enumerate(_patterns()):
            if pattern.search(plain):
                return field, rank
    return "other", len(_patterns())


def find_head(cells: Cells) -> Head | None:
    """The head of a sheet, None where no row names columns of a list of tasks."""
    top = next((row for row in range(min(cells.height, WITHIN)) if _score(cells.row(row)) >= ENOUGH), None)
    if top is None:
        return None
    bottom = _bottom(cells, top)
    return Head(top, bottom, tuple(_heading(cells, top, bottom, column) for column in range(cells.width)))


def _score(texts: Sequence[str]) -> int:
    filled = [text for text in texts if text]
    if len(filled) < 2 or any(len(text) > LONG for text in filled):
        return 0
    known = [field for field, rank in map(meaning, filled) if rank < len(_patterns())]
    fields = {field.split("|")[0] for field in known} - {"other"}
    return 0 if 2 * len(known) < len(filled) else len(fields) + bool(fields & {"text", "number"} and len(fields) > 1)


def _bottom(cells: Cells, top: int) -> int:
    bottom = max([top, *(area.bottom for area in cells.areas if area.top == top and area.bottom - top < 4)])
    while bottom + 1 < cells.height and (_goes_on(cells, top, bottom) or is_numbers(cells.row(bottom + 1))):
        bottom += 1
    return bottom


def _goes_on(cells: Cells, top: int, bottom: int) -> bool:
    """Whether the next row is of the head too: short words, only under groups of columns and under empty headings."""
    filled = {column: text for column, text in enumerate(cells.row(bottom + 1)) if text}
    if len(filled) < 2 or any(len(text) > LONG or _ORDER.fullmatch(text) for text in filled.values()):
        return False
    empty = {column for column in filled if not any(cells.at(row, column) for row in range(top, bottom + 1))}
    spread = {column for column in filled if (area := cells.area(bottom, column)) and area.right > area.left}
    opening = {column - 1 for column in empty}  # a group that is not merged stands over its first column
    return bool(empty | spread) and filled.keys() <= empty | spread | opening


def is_numbers(texts: Sequence[str]) -> bool:
    """``(1) (2) (3)``: a row that numbers the columns."""
    filled = [text.strip() for text in texts if text.strip()]
    numbers = [int(found[0]) for text in filled if (found := re.search(r"\d+", text))]
    return (len(filled) > 2 and all(map(_NUMBER.fullmatch, filled)) and len(numbers) >= len(filled) - 1
            and numbers == list(range(numbers[0], numbers[0] + len(numbers))))


def _heading(cells: Cells, top: int, bottom: int, column: int) -> str:
    parts: list[str] = []
    for row in range(top, bottom + 1):
        text = "" if is_numbers(cells.row(row)) else " ".join(cells.at(row, column).split())
        text = text or (_group(cells, row, column) if row < bottom else "")
        if text and text not in parts:
            parts.append(text)
    return " › ".join(parts)


def _group(cells: Cells, row: int, column: int) -> str:
    """The group that stands over a heading, where it is not merged over all of its columns."""
    while column > 0 and not cells.at(row, column) and cells.own(row + 1, column):
        column -= 1
    return " ".join(cells.at(row, column).split()) if cells.own(row + 1, column) else ""
