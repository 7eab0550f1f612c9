"""Tables after their cells are known: joined over pages, rows mended, header rows counted."""

from __future__ import annotations

import re

from pipeline.knowledge.columns import column_roles

from .draft import Block, DraftCell, DraftTable, plain
from .markers import ends_sentence, starts_item, starts_low

_ORDINAL = re.compile(r"^(?:(?:S?TT|STT)\.?|Số TT|Số thứ tự|TT)$", re.IGNORECASE)
_LONG = 120  # characters: no heading is as long
_COLUMN_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?$")
_ITEM_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]+|[a-zđ])[.)]?$")


def continues(table: DraftTable, following: DraftTable) -> bool:
    """True where ``following`` is the same table on the next page: same columns, nothing between."""
    if table.page is None or following.page is None or not table.edges:
        return False
    pages = following.page - (table.page + _pages_held(table))
    same = len(table.edges) == len(following.edges) and all(
        abs(a - b) < 6 for a, b in zip(table.edges, following.edges, strict=True))
    return same and pages in (0, 1)


def _pages_held(table: DraftTable) -> int:
    last = [line.page for cell in table.cells for block in cell.blocks for line in block.lines]
    return (max(last) - (table.page or 0)) if last else 0


def join(table: DraftTable, following: DraftTable) -> None:
    """Append ``following`` to ``table``: its repeated header is dropped, a row broken by the page mended."""
    skip = _repeated_rows(table, following)
    table.header_rows = max(table.header_rows, skip)
    cells = [c for c in following.cells if c.row >= skip]
    if cells and _is_broken_row(table, following, skip):
        _mend(table, [c for c in cells if c.row == skip])
        cells = [c for c in cells if c.row > skip]
        skip += 1
    for cell in cells:
        cell.row += table.rows - skip
        table.cells.append(cell)
    table.rows += following.rows - skip
    table.bottom = following.bottom


def _repeated_rows(table: DraftTable, following: DraftTable) -> int:
    count = 0
    while count < min(table.rows, following.rows, 4):
        above, below = table.row(count), following.row(count)
        texts = [_flat(c.text) for c in below]
        if not any(texts) or [_flat(c.text) for c in above] != texts:
            break
        count += 1
    return count


def _flat(text: str) -> str:
    return " ".join(text.split())


def _is_broken_row(table: DraftTable, following: DraftTable, row: int) -> bool:
    """The row goes on when its ordinal is empty and a cell goes on in the middle of a sentence, or when
    only cells that were open are filled."""
    below = {c.col: c for c in following.row(row)}
    above = {c.col: c for c in _last_cells(table)}
    first = below.get(0)
    ordinals = sum(bool(_ITEM_NUMBER.match(c.text.strip())) for c in table.cells if c.col == 0)
    if first is None or first.blocks or not ordinals:
        return False
    filled = [c for c in below.values() if c.blocks]
    if not filled or not all(c.col in above and above[c.col].blocks for c in filled):
        return False
    goes_on = any(starts_low(c.text) or not ends_sentence(above[c.col].text) for c in filled)
    return goes_on or len(filled) < len(below) - 1


def _last_cells(table: DraftTable) -> list[DraftCell]:
    return [c for c in table.cells if c.row + c.row_span >= table.rows]


def _mend(table: DraftTable, cells: list[DraftCell]) -> None:
    above = {c.col: c for c in _last_cells(table)}
    for cell in cells:
        target = above.get(cell.col)
        if target is None or not cell.blocks:
            continue
        blocks = list(cell.blocks)
        if target.blocks and _runs_on(target.blocks[-1], blocks[0]):
            last, first = target.blocks[-1], blocks.pop(0)
            target.blocks[-1] = Block([*last.lines, *first.lines], style=last.style, page=last.page)
        target.blocks.extend(blocks)


def _runs_on(last: Block, first: Block) -> bool:
    text, after = plain(last), plain(first)
    if starts_low(after):
        return True
    return not ends_sentence(text) and not starts_item(after)


def mark_header(table: DraftTable) -> None:
    """Count the header rows: repeated ones, else a first row of headings (with what it spans)."""
    rows = table.header_rows or _headings(table)
    while 0 < rows < table.rows and _are_column_numbers(table.row(rows)):
        rows += 1
    table.header_rows = rows


def _headings(table: DraftTable) -> int:
    first = [c for c in table.row(0) if c.blocks]
    if not first or table.rows < 2:
        return 0
    ordinal = any(_ORDINAL.match(_flat(c.text)) for c in first)
    seen = any(sure >= 0 for c in first for block in c.blocks for line in block.lines for sure in line.boxes[4::5])
    named = sum(len(c.text) < _LONG and column_roles(_flat(c.text), seen) != "other" for c in first)
    bold = all(_is_bold(c) for c in first) and len(first) > 1 and all(len(c.text) < _LONG for c in first)
    if not (ordinal or bold or named * 2 >= len(first) > 1):
        return 0
    return min(max(c.row_span for c in first), 3, table.rows - 1)


def _is_bold(cell: DraftCell) -> bool:
    return all(block.style.bold for block in cell.blocks)


def _are_column_numbers(cells: list[DraftCell]) -> bool:
    texts = [_flat(c.text) for c in cells if c.blocks]
    if len(texts) < 2 or not all(_COLUMN_NUMBER.match(t) for t in texts):
        return False
    numbers = [int(n) for t in texts if (n := re.sub(r"\D.*", "", t.strip("()")))]
    return len(numbers) >= len(texts) - 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
