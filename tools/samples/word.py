"""A dispatch as a Word document in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from tools.samples import annex
from tools.samples.dispatch import Block, Dispatch, Letter
from tools.samples.oxml import TEXT_FONT, Numbering, edges, keep_row_whole, page_field, run_lines

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RED = RGBColor(0xC0, 0x00, 0x00)
LEFT, RIGHT, CENTRE, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
FIRST = re.compile(r"^(I\.|1\.|\d+\.1\.|a\)|\(1\)|\(i\)|Điều 1\.)$")
SIGNING_ROOM = 4  # empty lines between the position and the name


def write(cell: Any, text: str, size: float, align: Any = CENTRE, **look: Any) -> Any:
    """Add a paragraph to a cell or document; look: bold, italic, colour, before, after (points)."""
    paragraph = cell.add_paragraph()
    _fill(paragraph, text, size, align, **look)
    return paragraph


def _fill(paragraph: Any, text: str, size: float, align: Any, **look: Any) -> None:
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(look.get("before", 0))
    paragraph.paragraph_format.space_after = Pt(look.get("after", 0))
    for run in run_lines(paragraph, text, size, bold=look.get("bold", False), italic=look.get("italic", False)):
        if look.get("colour"):
            run.font.color.rgb = look["colour"]


def rule(cell: Any, width: float, line: float) -> None:
    """Draw a line of ``line`` cm in the middle of a space of ``width`` cm, as a bordered paragraph of no height."""
    paragraph = write(cell, "", 2, before=3)
    indent = Cm((width - line) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    paragraph.paragraph_format.line_spacing = Pt(4)
    edges(paragraph._p, "pBdr", ("top",))


def frame(document: Any, rows: int, widths: tuple[float, float]) -> Any:
    """A table of two columns without borders, widths in cm; its cells start without a paragraph."""
    table = document.add_table(rows=rows, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    table._tbl.tblPr.append(annex.cell_margins(0))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        keep_row_whole(row)
        for cell in row.cells:
            cell._tc.remove(cell.paragraphs[0]._p)
    return table


def _head(document: Any, letter: Letter) -> None:
    widths = (6.6, 9.9)
    table = frame(document, 2, widths)
    left, right = table.rows[0].cells
    if letter.parent:
        write(left, letter.parent, 12)
    write(left, letter.issuer, 12, bold=True)
    rule(left, widths[0], 2.2)
    write(right, NATION, 12, bold=True)
    write(right, MOTTO, 13, bold=True)
    rule(right, widths[1], 5.6)
    left, right = table.rows[1].cells
    write(left, letter.number, 13, before=2)
    if letter.summary:
        write(left, letter.summary, 12, before=2)
    for stamp in (letter.secrecy, letter.urgency):
        if stamp:
            _stamp(left, stamp, widths[0])
    write(right, letter.place_date, 13, italic=True, before=2)


def _stamp(cell: Any, words: str, width: float) -> None:
    paragraph = write(cell, words, 13, bold=True, colour=RED, before=8, after=4)
    indent = Cm((width - 2.9) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    edges(paragraph._p, "pBdr", ("top", "left", "bottom", "right"), colour="C00000", size=8)


def _titles(document: Any, letter: Letter) -> None:
    if letter.title:
        write(document, letter.title, 14, bold=True, before=14)
        write(document, letter.heading, 14, bold=True)
        rule(document, 16.5, 4.5)
        write(document, "", 6)
    _address(document, letter)


def _address(document: Any, letter: Letter) -> None:
    if not letter.address:
        return
    if len(letter.addressees) == 1:
        write(document, f"{letter.address} {letter.addressees[0]}", 14, before=12, after=8)
        return
    names = [f"- {name}" for name in letter.addressees]
    if letter.address_table:
        write(document, "", 6)
        left, right = frame(document, 1, (5.0, 11.5)).rows[0].cells
        write(left, letter.address, 14, RIGHT)
        for name in names:
            write(right, name, 14, LEFT).paragraph_format.left_indent = Cm(0.4)
        write(document, "", 6)
        return
    write(document, letter.address, 14, LEFT, before=12).paragraph_format.left_indent = Cm(3.2)
    for name in names:
        write(document, name, 14, LEFT).paragraph_format.left_indent = Cm(4.9)
    write(document, "", 6)


def _body(document: Any, dispatch: Dispatch) -> None:
    numbering = Numbering(document)
    earlier = ""
    for block in dispatch.body:
        automatic = block.kind in dispatch.letter.automatic
        paragraph = document.add_paragraph()
        _set_block(paragraph, block, automatic)
        if automatic:
            bullet = block.kind in {"gach", "cong"}
            restart = bool(FIRST.match(block.number)) or (bullet and earlier != block.kind)
            numbering.apply(paragraph, block.kind, restart, block.kind in {"phan", "dieu"})
        earlier = block.kind
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # no page that holds the signature alone


def _set_block(paragraph: Any, block: Block, automatic: bool) -> None:
    centred = "centre" in block.style
    bold = "bold" in block.style or block.kind == "phan"
    look = paragraph.paragraph_format
    paragraph.alignment = CENTRE if centred else JUSTIFY
    look.first_line_indent = None if centred else Cm(1.27)
    look.space_before, look.space_after = Pt(6 if centred else 0), Pt(6)
    look.keep_with_next = block.kind == "phan"
    if block.number and not automatic:
        _run(paragraph, f"{block.number} ", bold or block.kind == "dieu", False)
    _run(paragraph, block.text, bold, "italic" in block.style)


def _run(paragraph: Any, text: str, bold: bool, italic: bool) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(14)
    run.bold, run.italic = bold, italic


def _tail(document: Any, letter: Letter) -> None:
    write(document, "", 6).paragraph_format.keep_with_next = True
    left, right = frame(document, 1, (7.7, 8.8)).rows[0].cells
    write(left, "Nơi nhận:", 12, LEFT, bold=True, italic=True)
    for line in letter.recipients:
        write(left, f"- {line}", 11, LEFT)
    for line in letter.sign:
        write(right, line, 14, bold=True)
    for _ in range(SIGNING_ROOM):
        write(right, "", 14)
    write(right, letter.signer, 14, bold=True)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    run.font.size = Pt(14)
    page_field(run)


def _defaults(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = TEXT_FONT, Pt(14)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), TEXT_FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.05


def _properties(document: Any, dispatch: Dispatch) -> None:
    day = datetime.fromisoformat(dispatch.directive.get("issued_on") or "2026-01-01").replace(tzinfo=UTC)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = dispatch.id, "Chidao", "Chidao"
    core.comments, core.revision = "Sample written for Chidao", 1
    core.created = core.modified = day.replace(tzinfo=None)


def _fixed(raw: bytes) -> bytes:
    """The same package with every date in the archive fixed, so that the same text gives the same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda item: (item != "[Content_Types].xml", item)):
            if name == "docProps/thumbnail.jpeg":  # the picture of python-docx's own template
                continue
            data = source.read(name)
            if name == "_rels/.rels":
                data = re.sub(rb'<Relationship [^>]*thumbnail\.jpeg"[^>]*/>', b"", data)
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def render(dispatch: Dispatch) -> bytes:
    """The bytes of the DOCX file of a dispatch; the same dispatch gives the same bytes."""
    document = docx.Document()
    _defaults(document)
    _page(document)
    _properties(document, dispatch)
    _head(document, dispatch.letter)
    _titles(document, dispatch.letter)
    _body(document, dispatch)
    _tail(document, dispatch.letter)
    for part in dispatch.annexes:
        annex.add(document, part)
    raw = io.BytesIO()
    document.save(raw)
    return _fixed(raw.getvalue())
