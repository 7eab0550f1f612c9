"""WordprocessingML that python-docx has no words for: borders, page fields, automatic numbering, sections."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

TEXT_FONT = "Times New Roman"
# Numbering levels as Word writes them: format and the text around the number.
NUMBER_FORMATS = {
    "phan": ("upperRoman", "%1."),
    "dieu": ("decimal", "Điều %1."),
    "khoan": ("decimal", "%1."),
    "diem": ("lowerLetter", "%1)"),
    "muc": ("lowerRoman", "(%1)"),
    "gach": ("bullet", "-"),
    "cong": ("bullet", "+"),
}


def element(tag: str, **attributes: str | int) -> Any:
    """A ``w:`` element with ``w:`` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def edges(parent: Any, tag: str, sides: tuple[str, ...], colour: str = "000000", size: int = 6) -> None:
    """Rule the given sides of a paragraph (``pBdr``) or table cell (``tcBorders``); size in eighths of a point."""
    box = element(tag)
    for side in sides:
        box.append(element(side, val="single", sz=size, space=1, color=colour))
    if tag == "pBdr":
        parent.get_or_add_pPr().insert_element_before(
            box, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    else:
        parent.get_or_add_tcPr().append(box)


def page_field(run: Any) -> None:
    """Make a run print the number of its page."""
    code = element("instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = " PAGE "
    for part in (element("fldChar", fldCharType="begin"), code, element("fldChar", fldCharType="end")):
        run._r.append(part)


def run_lines(paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> list[Any]:
    """Add the lines of a text as runs with breaks between them, size in points; the runs are returned."""
    runs = []
    for index, line in enumerate(text.split("\n")):
        run = paragraph.add_run()
        if index:
            run.add_break()
        run.add_text(line)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        runs.append(run)
    return runs


def repeat_header(row: Any) -> None:
    """Let the row come again at the top of every page, and keep it whole."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    properties.append(element("tblHeader"))


def keep_row_whole(row: Any) -> None:
    """Never break the row across pages."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


class Numbering:
    """Automatic numbers of one document: a definition for each kind of block, a new list whenever it starts again."""

    def __init__(self, document: Any) -> None:
        self._root = document.part.numbering_part.element
        for child in list(self._root):
            self._root.remove(child)
        self._abstract: dict[str, int] = {}
        self._lists: dict[str, int] = {}
        self._count = 0

    def apply(self, paragraph: Any, kind: str, restart: bool, bold: bool) -> None:
        """Number a paragraph as the next of its kind, or as the first of a new list."""
        if kind not in self._abstract:
            self._define(kind, bold)
        if restart or kind not in self._lists:
            self._lists[kind] = self._list(kind)
        numbering = element("numPr")
        numbering.append(element("ilvl", val=0))
        numbering.append(element("numId", val=self._lists[kind]))
        paragraph._p.get_or_add_pPr().insert_element_before(
            numbering, "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )

    def _define(self, kind: str, bold: bool) -> None:
        form, text = NUMBER_FORMATS[kind]
        number = len(self._abstract)
        self._abstract[kind] = number
        abstract = element("abstractNum", abstractNumId=number)
        abstract.append(element("multiLevelType", val="singleLevel"))
        level = element("lvl", ilvl=0)
        for tag, value in (("start", 1), ("numFmt", form), ("suff", "space"), ("lvlText", text), ("lvlJc", "left")):
            level.append(element(tag, val=value))
        look = element("rPr")
        look.append(element("rFonts", ascii=TEXT_FONT, hAnsi=TEXT_FONT, cs=TEXT_FONT))
        if bold:
            look.append(element("b"))
        level.append(look)
        abstract.append(level)
        # The schema wants every definition before the first list.
        self._root.insert(number, abstract)

    def _list(self, kind: str) -> int:
        self._count += 1
        entry = element("num", numId=self._count)
        entry.append(element("abstractNumId", val=self._abstract[kind]))
        override = element("lvlOverride", ilvl=0)
        override.append(element("startOverride", val=1))
        entry.append(override)
        self._root.append(entry)
        return self._count
