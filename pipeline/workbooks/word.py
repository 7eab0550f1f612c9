"""Word documents in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I: A4 upright with its margins, Times New Roman, Quốc hiệu
and tiêu ngữ at the right above, page numbers in the middle above from the second page on.

The page and its styles are made once by python-docx; a document adds paragraphs and tables that name them, as text:
there may be a thousand documents in one run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .cells import clean
from .looks import FONT
from .stamped import CREATOR, StampedZip

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PAGE = (210, 297)
MARGINS = (20, 15, 20, 30)
"""Above, right, below, left, in mm: the least that the decree allows, so that more stands on one page."""

TEXT_WIDTH = PAGE[0] - MARGINS[1] - MARGINS[3]
TEXT_HEIGHT = (PAGE[1] - MARGINS[0] - MARGINS[2]) / 25.4 * 72
"""Points from the first line to the last."""

_LEFT, _CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
OWNER_WIDTH = 66
"""Of the left half of the head of the page, in mm: what Quốc hiệu leaves on one line."""

_TWIPS = 1440 / 25.4
_RED, _BLACK = RGBColor(0x9C, 0, 0x06), RGBColor(0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Style:
    """Size in points, and the room before and behind the paragraph."""

    size: float = 12
    align: Any = _LEFT
    bold: bool = False
    italic: bool = False
    around: tuple[float, float] = (0, 0)
    colour: RGBColor = _BLACK


_STYLES = {
    "owner": _Style(12, _CENTER, bold=True), "motto": _Style(13, _CENTER, bold=True),
    "rule": _Style(2, _CENTER, around=(3, 2)), "title": _Style(14, _CENTER, bold=True, around=(8, 0)),
    "as of": _Style(13, _CENTER, italic=True, around=(0, 6)), "number": _Style(14, _CENTER, bold=True),
    "number late": _Style(14, _CENTER, bold=True, colour=_RED), "gap": _Style(6),
    "head": _Style(12, _CENTER, bold=True), "cell": _Style(), "center": _Style(align=_CENTER),
    "late": _Style(align=_CENTER, bold=True, colour=_RED), "section": _Style(bold=True, around=(1, 1)),
    "more": _Style(italic=True), "remark": _Style(italic=True, around=(3, 0)), "page": _Style(13, _CENTER),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a cell, in which look, over how many columns; a line feed begins another paragraph."""

    text: str
    look: str = "cell"
    over: int = 1


class Letter:
    """A document under construction, from the head of its first page down."""

    def __init__(self, title: str, owner: str, as_of: date) -> None:
        self._core = _CORE.format(title=escape(clean(title)), day=as_of.isoformat(), creator=CREATOR)
        columns = [[_paragraph(owner, "owner"), _rule(OWNER_WIDTH, 0.36)],
                   [*(_paragraph(text, look) for text, look in zip(MOTTO, ("owner", "motto"), strict=True)),
                    _rule(TEXT_WIDTH - OWNER_WIDTH, 0.55)]]
        cells = [_cell("".join(one), 0, 1) for one in columns]
        self._body = [_table((OWNER_WIDTH, TEXT_WIDTH - OWNER_WIDTH), [_row(cells)], "")]

    def line(self, text: str, look: str) -> None:
        """Add a paragraph."""
        self._body.append(_paragraph(text, look))

    def table(self, widths: Sequence[float], header: Sequence[Words], rows: Sequence[Sequence[Words]]) -> None:
        """Add a table with rules, its columns so many mm wide; the header comes again on every page."""
        lines = [_cells(header, widths, header=True), *(_cells(row, widths) for row in rows)]
        self._body.append(_table(widths, lines, _BORDERS))

    def write(self, target: Path) -> None:
        """Write the file."""
        parts = _page()
        before, section, after = parts[_DOCUMENT].partition(_SECTION)
        own = {_DOCUMENT: before + "".join(self._body).encode() + section + after, "docProps/core.xml": self._core}
        with StampedZip(target, "w", ZIP_DEFLATED) as archive:
            for name, data in (parts | own).items():
                archive.writestr(name, data)


_DOCUMENT, _SECTION = "word/document.xml", b"<w:sectPr"
_CORE = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
         'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
         'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
         'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
         '<dc:creator>{creator}</dc:creator><dc:language>vi-VN</dc:language>'
         '<cp:lastModifiedBy>{creator}</cp:lastModifiedBy>'
         '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
         '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>')
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="404040"/>'
                   for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


_PADDING = {"top": 20, "left": 57, "bottom": 20, "right": 57}
"""In twips, twentieths of a point, around what stands in a cell."""


def _paragraph(text: str, look: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{_id(look)}"/></w:pPr>{run}</w:p>'


def _rule(width: float, share: float) -> str:
    """A thin line in the middle of a column, so long as that share of it."""
    side = round(width * (1 - share) / 2 * _TWIPS)
    return (f'<w:p><w:pPr><w:pStyle w:val="{_id("rule")}"/><w:pBdr><w:top w:val="single" w:sz="6" '
            f'w:space="1" w:color="000000"/></w:pBdr><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>')


def _cells(row: Sequence[Words], widths: Sequence[float], *, header: bool = False) -> str:
    made, at = [], 0
    for words in row:
        paragraphs = "".join(_paragraph(line, words.look) for line in words.text.split("\n"))
        made.append(_cell(paragraphs, sum(widths[at:at + words.over]), words.over))
        at += words.over
    return _row(made, header=header)


def _cell(paragraphs: str, width: float, over: int) -> str:
    sized = f'<w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>' if width else ""
    return f'<w:tc><w:tcPr>{sized}<w:gridSpan w:val="{over}"/></w:tcPr>{paragraphs}</w:tc>'


def _row(cells: Sequence[str], *, header: bool = False) -> str:
    return f'<w:tr><w:trPr><w:cantSplit/>{"<w:tblHeader/>" if header else ""}</w:trPr>{"".join(cells)}</w:tr>'


def _table(widths: Sequence[float], rows: Sequence[str], borders: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in widths)
    margin = "".join(f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side, twips in _PADDING.items())
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{round(sum(widths) * _TWIPS)}" w:type="dxa"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margin}</w:tblCellMar>'
            f'</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>')


def _id(look: str) -> str:
    return f"Chidao{look.title().replace(' ', '')}"


_USED = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.HEADER)


@lru_cache(maxsize=1)
def _page() -> dict[str, bytes]:
    """The parts of a document without words: an empty page with all styles, and nothing of the sample that python-docx
    begins with."""
    document = Document()
    for key, relation in list(document.part.rels.items()):
        if relation.reltype not in _USED:
            del document.part.rels[key]
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[key]
    for style in list(document.styles):
        if style.name != "Normal":
            style.delete()
    (language,), (fonts,) = (document.styles.element.xpath(f"w:docDefaults//w:{name}") for name in ("lang", "rFonts"))
    language.set(qn("w:val"), "vi-VN")
    fonts.attrib.clear()  # they name those of a theme
    for look, style in _STYLES.items():
        _add_style(document, look, style)
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, PAGE)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, MARGINS)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.style = document.styles["Chidao page"]
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    made = BytesIO()
    document.save(made)
    with ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _add_style(document: Any, look: str, wanted: _Style) -> None:
    style = document.styles.add_style(f"Chidao {look}", WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), _id(look))
    font, form = style.font, style.paragraph_format
    font.name, font.size, font.color.rgb = FONT, Pt(wanted.size), wanted.colour
    font.bold, font.italic = wanted.bold, wanted.italic
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        style.element.rPr.rFonts.set(qn(script), FONT)
    form.alignment, form.line_spacing_rule = wanted.align, WD_LINE_SPACING.SINGLE
    form.space_before, form.space_after = map(Pt, wanted.around)
    form.widow_control = True
    form.keep_with_next = look == "section"
