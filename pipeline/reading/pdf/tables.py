"""Ruled tables of a page: pdfplumber finds the cells in the rules, the words of the page fill them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ..breaks import Region, cell_blocks
from ..draft import Box, DraftCell, DraftTable, Line, PrintedWord, make_line
from .rows import rows, without_note_marks
from .rules import Edge

_SNAP = 3.0
_PADDING = 3.0


def find(edges: Sequence[Edge]) -> list[list[Box]]:
    """The tables that ``edges`` rule, as lists of cells (x0, top, x1, bottom).

    Underlines make no cell; a table must have at least two columns.
    """
    if sum(e["orientation"] == "v" for e in edges) < 2 or sum(e["orientation"] == "h" for e in edges) < 2:
        return []
    from pdfplumber.table import (  # noqa: PLC0415  most directives have no table
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    merged = merge_edges(list(edges), _SNAP, _SNAP, _SNAP, _SNAP)
    merged = [e for e in merged if e["x1"] - e["x0"] >= _SNAP or e["bottom"] - e["top"] >= _SNAP]
    cells = intersections_to_cells(edges_to_intersections(merged, _SNAP, _SNAP))
    tables = [[tuple(float(v) for v in cell) for cell in table] for table in cells_to_tables(cells)]
    return [t for t in tables if len(_borders([(c[0], c[2]) for c in t])) > 2]  # type: ignore[misc]


def outline(cells: list[Box]) -> Box:
    """The rectangle around a table."""
    return (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))


def inside(word: PrintedWord, box: Box) -> bool:
    """True where the middle of ``word`` lies within ``box``."""
    return box[0] <= word.middle <= box[2] and box[1] <= (word.top + word.bottom) / 2 <= box[3]


def fill(cells: list[Box], words: Sequence[PrintedWord], page: int, notes: frozenset[str]) -> DraftTable:
    """The table of ``cells`` with its ``words``; every word goes to the nearest cell, none is lost.

    ``notes`` are the marks of the footnotes of the page.
    """
    xs, ys = _borders([(c[0], c[2]) for c in cells]), _borders([(c[1], c[3]) for c in cells])
    held: list[list[PrintedWord]] = [[] for _ in cells]
    for word in words:
        held[_nearest(word, cells)].append(word)
    drafts = [_cell(cell, _lines(in_it, page, notes), xs, ys) for cell, in_it in zip(cells, held, strict=True)]
    drafts.sort(key=lambda c: (c.row, c.col))
    return DraftTable(len(ys) - 1, len(xs) - 1, drafts, page, ys[0], ys[-1], tuple(xs))


def _lines(words: list[PrintedWord], page: int, notes: frozenset[str]) -> list[Line]:
    return [make_line(kept, page) for row in rows(words) if (kept := without_note_marks(row, notes))]


def _cell(box: Box, lines: list[Line], xs: list[float], ys: list[float]) -> DraftCell:
    row, col = _index(ys, box[1]), _index(xs, box[0])
    return DraftCell(row, col, max(_index(ys, box[3]) - row, 1), max(_index(xs, box[2]) - col, 1),
                     cell_blocks(lines, Region(box[0] + _PADDING, box[2] - _PADDING)))


def _nearest(word: PrintedWord, cells: list[Box]) -> int:
    for i, cell in enumerate(cells):
        if inside(word, cell):
            return i
    x, y = word.middle, (word.top + word.bottom) / 2

    def distance(cell: Box) -> float:
        across = max(cell[0] - x, 0, x - cell[2])
        down = max(cell[1] - y, 0, y - cell[3])
        return across + down

    return min(range(len(cells)), key=lambda i: distance(cells[i]))


def _borders(pairs: list[tuple[float, float]]) -> list[float]:
    """Sorted border positions; those closer than the snap are one."""
    borders: list[float] = []
    for value in sorted(v for pair in pairs for v in pair):
        if not borders or value - borders[-1] > _SNAP:
            borders.append(value)
    return borders


def _index(borders: list[float], value: float) -> int:
    return max(bisect_right(borders, value + 0.5) - 1, 0)
