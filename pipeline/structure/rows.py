"""Table rows as clauses: which column holds the work, who leads it, who helps, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.knowledge.columns import column_roles
from pipeline.model import Cell, Document, Table, TableRow

from .markers import Marker, ordinal_marker, read_marker

_ITEM = re.compile(r"^[-–+•*]\s+[A-ZĐÀ-Ỹ“\"0-9]|^\d{1,2}(?:\.\d{1,2})*[.)]\s|^[a-zđ]\)\s")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the span of the words that name it, its cells by role, and the list inside its work cell."""

    marker: Marker | None
    start: int
    end: int
    cells: TableRow
    items: tuple[tuple[int, int], ...]


def table_rows(document: Document, table: Table) -> Iterator[Row]:
    """The rows below the header. A table without a work column gives rows whose cells are ``other``."""
    grid = _grid(table)
    roles = _roles(document, table, grid)
    for r in range(table.header_rows, table.rows):
        cells = grid.get(r, {})
        if not any(document.text[c.start:c.end].strip() for c in cells.values()):
            continue
        if _repeats_header(document.text, table, grid, r):
            continue
        yield _row(document.text, cells, roles)


def _grid(table: Table) -> dict[int, dict[int, Cell]]:
    """Row → column → cell; a cell that spans rows stands in each of them."""
    grid: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        for r in range(cell.row, cell.row + cell.row_span):
            grid.setdefault(r, {})[cell.col] = cell
    return grid


def _roles(document: Document, table: Table, grid: dict[int, dict[int, Cell]]) -> dict[int, str]:
    """Column → role, from the words of its header; the longest column is the work when none says so."""
    text = document.text
    recognised = any(c is not None for c in document.words.confidences(table.start, table.end))
    heads = {col: " ".join(text[c.start:c.end] for r in range(table.header_rows)
                           for c in [_covering(grid, r, col)] if c) for col in range(table.cols)}
    roles = {col: column_roles(head, recognised) for col, head in heads.items()}
    known = set(roles.values())
    if "work" not in known and known & {"lead", "support", "party", "deadline"}:
        lengths = {col: sum(c.end - c.start for r, cs in grid.items() if r >= table.header_rows
                            for k, c in cs.items() if k == col) for col in roles if roles[col] == "other"}
        if lengths:
            roles[max(lengths, key=lambda col: lengths[col])] = "work"
    return roles


def _covering(grid: dict[int, dict[int, Cell]], row: int, col: int) -> Cell | None:
    for start, cell in grid.get(row, {}).items():
        if start <= col < start + cell.col_span:
            return cell
    return None


def _repeats_header(text: str, table: Table, grid: dict[int, dict[int, Cell]], r: int) -> bool:
    """Column numbers under a header (``(1) (2) (3)``) or the header printed again."""
    cells = [text[c.start:c.end].strip() for c in grid[r].values()]
    filled = [c for c in cells if c]
    if len(filled) > 1 and all(re.fullmatch(r"\(?[\dA-Z]{1,2}\)?", c) for c in filled):
        return True
    head = [text[c.start:c.end].strip() for c in grid.get(0, {}).values()] if table.header_rows else []
    return bool(head) and cells == head


def _row(text: str, cells: dict[int, Cell], roles: dict[int, str]) -> Row:
    spans = tuple((roles.get(col, "other"), c.start, c.end) for col, c in sorted(cells.items()))
    filled = [(role, s, e) for role, s, e in spans if text[s:e].strip()]
    ordinal = next((text[s:e] for role, s, e in filled if role == "ordinal"), "")
    marker = ordinal_marker(ordinal)
    named = next(((s, e) for role, s, e in filled if role == "work"), None)
    if named is None:  # a section row: one merged cell that names what follows
        rest = [(s, e) for role, s, e in filled if role != "ordinal"] or [(s, e) for _, s, e in filled]
        named = rest[0]
        if marker is None and len(filled) == 1:
            own = read_marker(text[named[0]:named[1]])
            if own:
                marker, named = own, (named[0] + own.length, named[1])
    items = _cell_items(text, *named)
    end = items[0][0] if items else named[1]
    return Row(marker, named[0], end, TableRow(spans), items)


def _cell_items(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The paragraphs of a work cell from its first list item on, when it holds a list."""
    lines: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    first = next((i for i, (s, e) in enumerate(lines) if _ITEM.match(text[s:e].lstrip())), None)
    if first is None:
        return ()
    return tuple(lines[first:])
