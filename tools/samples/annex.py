"""Annexes: a section of their own with its own page numbers, a heading and a ruled table that repeats its head."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from tools.samples.dispatch import Annex, Row
from tools.samples.oxml import edges, element, keep_row_whole, repeat_header, run_lines

SIDES = ("top", "left", "bottom", "right")
CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
SMALL = 12


def cell_margins(sides: float) -> Any:
    """A ``tblCellMar`` with the given left and right margin in millimetres."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=round(sides * 56.7), type="dxa"))
    return margins


def _section(document: Any, landscape: bool) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = Mm(25)
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(element("pgNumType").tag):
        section._sectPr.remove(old)
    section._sectPr.insert_element_before(element("pgNumType", start=1), "w:cols", "w:titlePg", "w:docGrid")


def _line(parent: Any, text: str, size: float, align: Any = CENTRE, **look: bool) -> None:
    paragraph = parent.add_paragraph()
    paragraph.alignment = align
    run_lines(paragraph, text, size, **look)


def _cell(cell: Any, text: str, align: Any, *, bold: bool = False) -> None:
    first = cell.paragraphs[0]._p
    for part in text.split("\n"):
        _line(cell, part, SMALL, align, bold=bold)
    cell._tc.remove(first)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    edges(cell._tc, "tcBorders", SIDES, size=4)


def _fill(row: Any, content: Row, annex: Annex) -> None:
    keep_row_whole(row)
    if content.section:
        number, title = content.cells
        _cell(row.cells[0], number, CENTRE, bold=True)
        merged = row.cells[1].merge(row.cells[-1])
        _cell(merged, title, LEFT, bold=True)
        return
    for index, (cell, text) in enumerate(zip(row.cells, content.cells, strict=True)):
        narrow = annex.widths[index] <= 26
        _cell(cell, text, CENTRE if narrow else LEFT)


def add(document: Any, annex: Annex) -> None:
    """Append an annex to the document."""
    _section(document, annex.landscape)
    _line(document, annex.heading, 14, bold=True)
    _line(document, annex.title, 14, bold=True)
    _line(document, annex.note, 13, italic=True)
    _line(document, "", 6)
    table = document.add_table(rows=1 + len(annex.rows), cols=len(annex.columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    table._tbl.tblPr.append(cell_margins(1.2))
    for column, width in zip(table.columns, annex.widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, annex.widths, strict=True):
            cell.width = Mm(width)
    repeat_header(table.rows[0])
    for cell, name in zip(table.rows[0].cells, annex.columns, strict=True):
        _cell(cell, name, CENTRE, bold=True)
    for row, content in zip(list(table.rows)[1:], annex.rows, strict=True):
        _fill(row, content, annex)
