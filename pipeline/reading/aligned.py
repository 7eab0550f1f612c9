"""Tables that no line draws: cells parted by tabs, or by spaces that keep the columns under the words of a heading.

Only a heading tells such a table from prose: a line whose cells name columns of tasks (``table_columns.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.knowledge.columns import column_roles

from . import normal
from .draft import Block, DraftCell, DraftTable
from .tablework import mark_header

_LONGEST = 45  # characters of a heading of a column
_ASKED = frozenset(("lead", "support", "deadline", "party"))  # a table of tasks has one of these at least
_GAP = re.compile(r"[ \u00a0]{2,}")
_RULE = re.compile(r"[-–—_=|+.\s]+")
_SLACK = 2  # characters by which a cell may begin before its heading
_TABS, _SPACES = 2, 3  # columns that a table parted by tabs, by spaces has at least


@dataclass(slots=True)
class Aligned:
    """A table in the lines ``start`` to ``end`` (not included): its rows of cells, the heading first."""

    start: int
    end: int
    rows: list[list[str]] = field(default_factory=list)

    def draft(self) -> DraftTable:
        """The table for the builder."""
        cells = [DraftCell(r, c, 1, 1, [Block(text=text)] if text else [])
                 for r, row in enumerate(self.rows) for c, text in enumerate(map(normal.line, row))]
        made = DraftTable(len(self.rows), len(self.rows[0]), cells, header_rows=1)
        mark_header(made)
        return made


def names_columns(cells: Sequence[str]) -> bool:
    """True for the heading of a table of tasks: short cells, all but one of which name a kind of column."""
    words = [" ".join(cell.split()) for cell in cells]
    roles = [column_roles(word) for word in words if word]
    named = [role for role in roles if role != "other"]
    return (len(set(named)) >= 2 and len(named) >= len(roles) - 1 and not _ASKED.isdisjoint(named)
            and all(len(word) <= _LONGEST and not word.endswith((".", ";", ":")) for word in words if len(word) > 3))


def found(lines: Sequence[str]) -> Iterator[Aligned]:
    """The tables among ``lines``, which have their tabs and spaces as they were typed."""
    at = 0
    while at < len(lines):
        columns = _columns(lines[at])
        table = columns.rows(lines, at) if columns else None
        if table is not None and len(table.rows) > 1:
            yield table
        at = table.end if table is not None else at + 1


def _columns(line: str) -> _Tabbed | _Spaced | None:
    if "\t" in line.strip():
        cells = _tabbed(line)
        return _Tabbed(cells) if len(cells) >= _TABS and names_columns(cells) else None
    starts = [start for start, _ in _cut(line)]
    cells = [cell for _, cell in _cut(line)]
    return _Spaced(cells, starts) if len(cells) >= _SPACES and names_columns(cells) else None


def _tabbed(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"\t+", line.strip())]


def _cut(line: str) -> list[tuple[int, str]]:
    """The cells of a line parted by two spaces or more, with the columns at which they begin."""
    found, at = [], 0
    for piece in _GAP.split(line):
        start = line.index(piece, at) if piece else at
        at = start + len(piece)
        if piece.strip():
            found.append((start, piece.strip()))
    return found


class _Columns:
    """What both kinds of tables have in common: how lines become rows."""

    def __init__(self, cells: list[str]) -> None:
        self.heading = cells

    def placed(self, line: str) -> list[str] | None:
        """The cells of a line, one for each column; None for a line that is none of the table."""
        raise NotImplementedError

    def rows(self, lines: Sequence[str], at: int) -> Aligned:
        """The table whose heading is line ``at``."""
        table = Aligned(at, at + 1, [list(self.heading)])
        numbered = column_roles(self.heading[0]) == "ordinal"
        for n in range(at + 1, len(lines)):
            line = lines[n]
            if not line.strip() or _RULE.fullmatch(line):
                continue
            cells = self.placed(line)
            if cells is None or (n > table.end and len(list(filter(None, cells))) < 2):
                break
            if not cells[0] and (numbered or sum(map(bool, cells)) == 1):
                table.rows[-1] = [f"{a} {b}".strip() for a, b in zip(table.rows[-1], cells, strict=True)]
            else:
                table.rows.append(cells)
            table.end = n + 1
        return table


class _Tabbed(_Columns):
    def placed(self, line: str) -> list[str] | None:
        width = len(self.heading)
        exact = [cell.strip() for cell in line.rstrip().split("\t")]
        if len(exact) == 1 or "\t" not in line:
            return None
        if len(exact) == width:
            return exact
        cells = [cell.strip() for cell in re.split(r"\t+", line.rstrip())]
        return cells + [""] * (width - len(cells)) if len(cells) <= width else None


class _Spaced(_Columns):
    def __init__(self, cells: list[str], starts: list[int]) -> None:
        super().__init__(cells)
        self._starts = starts

    def placed(self, line: str) -> list[str] | None:
        parts = _cut(line)
        if len(parts) == 1 and (parts[0][0] < self._starts[1] - _SLACK or "\t" in line):
            return None
        cells = ["" for _ in self.heading]
        for start, text in parts:
            at = max((k for k, left in enumerate(self._starts) if left <= start + _SLACK), default=0)
            cells[at] = f"{cells[at]} {text}".strip()
        return cells
