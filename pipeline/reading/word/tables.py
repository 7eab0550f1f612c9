"""Word tables: which only lay out the page, which are ruled data, and their grid with merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.model.text import Column

from ..aligned import names_columns
from ..draft import Block, DraftCell, DraftTable
from ..tablework import mark_header
from .styles import Styles
from .xml import Element, W, child, is_on, number, value

_HEAD = re.compile(r"Độc lập\s*[-–—]\s*Tự do|CỘNG H[OÒÓÕ][AÀÁÃ] XÃ HỘI|ĐẢNG CỘNG SẢN", re.IGNORECASE)
_NUMBER_AND_DATE = re.compile(r"S[ốỐ]\s*:.*ngày.*tháng.*năm", re.IGNORECASE | re.DOTALL)
_FOOT = re.compile(r"N[ơƠ]i\s+nhận\s*:?", re.IGNORECASE)
_SIGNED = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\.|^(?:T/M|K/T|T/L)|CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|CHÁNH VĂN PHÒNG",
                     re.MULTILINE)
_SIDES = ("top", "bottom", "left", "right", "insideH", "insideV", "start", "end")
_VISIBLE_NOT = {None, "nil", "none"}
_COLUMNS = 63  # Word's limit of columns in a table
Blocks = Callable[[Element], list[Block]]


@dataclass(slots=True)
class GridCell:
    """A cell of a Word table with its place in the grid."""

    element: Element
    row: int
    col: int
    row_span: int
    col_span: int


def children(parent: Element, *names: str) -> Iterator[Element]:
    """Children of those names, also inside content controls and tracked insertions."""
    wanted = {W + n for n in names}
    for item in parent:
        if item.tag in wanted:
            yield item
        elif item.tag in {W + "sdt", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}:
            yield from children(child(item, "sdtContent") if item.tag == W + "sdt" else item, *names) \
                if item.tag != W + "sdt" or child(item, "sdtContent") is not None else ()


def grid(table: Element) -> tuple[int, int, list[GridCell]]:
    """Rows, columns and cells; vertically merged cells are one cell with its span."""
    cells: list[GridCell] = []
    open_above: dict[int, GridCell] = {}
    rows = [row for row in children(table, "tr") if child(row, "trPr/del") is None]
    width = 0
    for r, row in enumerate(rows):
        col = _span(row, "trPr/gridBefore", 0)
        for element in children(row, "tc"):
            span = _span(element, "tcPr/gridSpan", 1)
            merge = child(element, "tcPr/vMerge")
            if merge is not None and merge.get(W + "val") != "restart" and col in open_above:
                open_above[col].row_span = r - open_above[col].row + 1
            else:
                cell = GridCell(element, r, col, 1, span)
                cells.append(cell)
                open_above[col] = cell
            col += span
        width = max(width, col)
    return len(rows), width, cells


def _span(element: Element, path: str, least: int) -> int:
    """A count of columns, never more than Word itself allows in a table."""
    return min(max(number(value(element, path), least), least), _COLUMNS)


def is_ruled(table: Element, styles: Styles) -> bool:
    """True where the table shows inner borders, by itself, by its style or by its cells."""
    own = child(table, "tblPr/tblBorders")
    shown = _shows(own)
    if shown is None:
        shown = next((s for b in styles.table_borders(value(table, "tblPr/tblStyle")) if (s := _shows(b)) is not None),
                     None)
    if shown:
        return True
    cells = [c for row in children(table, "tr") for c in children(row, "tc")]
    bordered = sum(_cell_sides(c) >= 2 for c in cells)
    return bool(cells) and bordered * 2 >= len(cells)


def _shows(borders: Element | None) -> bool | None:
    if borders is None:
        return None
    told = {name: value(borders, name) for name in _SIDES}
    if all(v is None for v in told.values()):
        return None
    return any(told[n] not in _VISIBLE_NOT for n in ("insideH", "insideV"))


def _cell_sides(cell: Element) -> int:
    borders = child(cell, "tcPr/tcBorders")
    return sum(value(borders, n) not in _VISIBLE_NOT for n in _SIDES[:4]) if borders is not None else 0


def kind_of(table: Element, cells: list[GridCell], rows: int, cols: int, styles: Styles) -> str:
    """``head``, ``foot``, ``layout`` (order only) or ``data``: drawn lines, or a heading of columns of tasks."""
    texts = ["".join(t.text or "" for t in c.element.iter(W + "t")) for c in cells]
    whole = "\n".join(texts)
    if rows <= 8 and cols >= 2:
        if _HEAD.search(whole) or (_NUMBER_AND_DATE.search(whole) and not is_ruled(table, styles)):
            return "head"
        if any(_FOOT.match(t.strip()) for t in texts):
            return "foot"
    heading = [text for cell, text in zip(cells, texts, strict=True) if cell.row == 0]
    if cols >= 2 and (is_ruled(table, styles) or (rows > 1 and names_columns(heading))):
        return "data"
    if rows <= 3 and cols >= 2 and not texts[0].strip() and _SIGNED.search(whole):
        return "foot"
    return "layout"


def columns(cells: list[GridCell], blocks: Blocks, cols: int) -> list[Block]:
    """A head or foot as column paragraphs: all of the left side, then all of the right."""
    sides: dict[Column, list[Block]] = {"left": [], "right": []}
    for cell in cells:
        spans_all = cell.col == 0 and cell.col_span >= cols
        side: Column = "left" if (cell.col + cell.col_span / 2) <= cols / 2 or spans_all else "right"
        for block in blocks(cell.element):
            block.column = side
            sides[side].append(block)
    return sides["left"] + sides["right"]


def data_table(table: Element, rows: int, cols: int, cells: list[GridCell], blocks: Blocks) -> DraftTable:
    """A ruled table with its header rows counted."""
    drafts = [DraftCell(c.row, c.col, c.row_span, c.col_span, blocks(c.element)) for c in cells]
    draft = DraftTable(rows, cols, drafts)
    repeated = 0
    for row in children(table, "tr"):
        if not is_on(child(row, "trPr"), "tblHeader"):
            break
        repeated += 1
    draft.header_rows = repeated if repeated < rows else 0
    mark_header(draft)
    return draft
