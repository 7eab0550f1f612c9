"""A web page as the body of a Word file: paragraphs, tables and runs, so that one reader reads both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as parser

from pipeline.errors import BrokenFile

from ..markers import starts_low
from ..word.numbering import written
from ..word.xml import W
from .styles import Declared, Look, Sheet, changed

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SILENT = frozenset(("script", "style", "head", "title", "noscript", "template", "object", "iframe", "svg", "xml"))
_BLOCKS = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre",
                     "center", "section", "article", "header", "footer", "main", "form", "fieldset", "address", "hr",
                     "li", "body", "tr", "table", "td", "th", "caption", "legend", "figure", "nav", "aside"))
_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_JUSTIFIED = {"justify": "both", "center": "center", "right": "right", "end": "right", "left": "left"}
_BOXES = {True: "☒", False: "☐"}
_LEAST = 2.5  # points; what is smaller is not seen
_MOST_SPAN = 60
_MOST_DEPTH = 200


def body(text: str) -> Any:
    """The ``w:body`` of the page ``text``; raises BrokenFile where there is no page."""
    try:
        page = parser.document_fromstring(_DECLARATION.sub("", text.replace("\x00", "")), parser=parser.HTMLParser(
            huge_tree=True, remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile("trang web không có nội dung.", "Xin lại văn bản gốc (PDF hoặc DOCX).") from error
    sheet = Sheet(one.text or "" for one in page.iter("style"))
    made = etree.Element(W + "body", nsmap={"w": W[1:-1]})
    _Writer(sheet).fill(page.find("body") if page.find("body") is not None else page, made, Look())
    return made


def lines(text: str) -> Any:
    """The ``w:body`` of a plain text: a paragraph for each line."""
    made = etree.Element(W + "body", nsmap={"w": W[1:-1]})
    for line in text.splitlines():
        run = etree.SubElement(etree.SubElement(made, W + "p"), W + "r")
        etree.SubElement(run, W + "t").text = _clean(line)
    return made


class _Writer:
    """Writes one page; ``holder`` takes paragraphs and tables, ``paragraph`` is the open one."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._holder: Any = None
        self._paragraph: Any = None
        self._broken = False
        self._label = ""
        self._depth = 0

    def fill(self, element: Any, holder: Any, look: Look) -> None:
        """Write what is in ``element`` into ``holder``."""
        before = self._holder, self._paragraph, self._broken, self._label
        self._holder, self._paragraph, self._broken, self._label = holder, None, False, ""
        self._inside(element, changed(look, self._sheet.of(element)))
        self._holder, self._paragraph, self._broken, self._label = before

    def _inside(self, element: Any, look: Look) -> None:
        kept = element.tag in {"pre", "textarea"}
        self._write(element.text, look, kept)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, look)
            self._write(child.tail, look, kept)

    def _element(self, element: Any, look: Look) -> None:
        tag = element.tag.lower()
        if tag in _SILENT or self._depth >= _MOST_DEPTH:
            return
        self._depth += 1
        declared = self._sheet.of(element)
        own = changed(look, declared)
        if tag == "br":
            self._broken = self._paragraph is not None
        elif tag in {"input", "select"}:
            self._write(_value(element), own, False)
        elif tag == "table":
            self._table(element, own)
        elif tag in {"ul", "ol"}:
            self._list(element, own)
        elif tag in _BLOCKS:
            self._close()
            self._inside(element, own)
            self._close()
        else:
            self._inside(element, own)
        self._depth -= 1

    def _close(self) -> None:
        self._paragraph, self._broken = None, False

    def _write(self, text: str | None, look: Look, kept: bool) -> None:
        if not text:
            return
        if kept:
            for n, line in enumerate(text.split("\n")):
                self._broken = self._broken or (n > 0 and self._paragraph is not None)
                self._run(line, look)
            return
        self._run(_SPACES.sub(" ", text), look)

    def _run(self, text: str, look: Look) -> None:
        if not text or (self._paragraph is None and not text.strip()):
            return
        if self._broken and text.strip():
            soft = starts_low(text.strip())  # the line was wrapped, its sentence goes on
            self._broken = False
            if soft:
                text = " " + text
            else:
                self._paragraph = None
        if self._paragraph is None:
            self._paragraph = etree.SubElement(self._holder, W + "p")
            if look.align in _JUSTIFIED:
                _sub(etree.SubElement(self._paragraph, W + "pPr"), "jc", val=_JUSTIFIED[look.align])
        if self._label and text.strip():
            text, self._label = f"{self._label} {text.lstrip()}", ""
        run = etree.SubElement(self._paragraph, W + "r")
        _set(etree.SubElement(run, W + "rPr"), look)
        for n, part in enumerate(text.split("\t")):
            if n:
                etree.SubElement(run, W + "tab")
            etree.SubElement(run, W + "t").text = _clean(part)

    def _list(self, element: Any, look: Look) -> None:
        self._close()
        ordered, count = element.tag.lower() == "ol", _number(element.get("start"), 1)
        for item in element:
            if not isinstance(item.tag, str):
                continue
            if item.tag.lower() == "li":
                count = _number(item.get("value"), count)
                sign = "." if element.get("type") not in {"a", "A"} else ")"
                number = written(count, _KINDS.get(element.get("type") or "", "decimal"))
                self._label = number + sign if ordered else "-"
                count += 1
            self._element(item, look)
            self._label = ""

    def _table(self, element: Any, look: Look) -> None:
        self._close()
        rows = list(_rows(element))
        holder = etree.SubElement(self._holder, W + "tbl")
        if self._is_ruled(element, rows):
            borders = _sub(etree.SubElement(holder, W + "tblPr"), "tblBorders")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
                _sub(borders, side, val="single")
        below: dict[int, tuple[int, int]] = {}  # column: rows that a cell above still takes, its width
        for row in rows:
            line, at = etree.SubElement(holder, W + "tr"), 0
            for cell in (one for one in row if isinstance(one.tag, str) and one.tag.lower() in {"td", "th"}):
                at = _continued(line, at, below)
                width = min(_number(cell.get("colspan"), 1), _MOST_SPAN)
                height = min(_number(cell.get("rowspan"), 1), 10 * _MOST_SPAN)
                made = _cell(line, width, "restart" if height > 1 else "")
                declared = changed(look, self._sheet.of(row))
                self.fill(cell, made, declared)
                if next(made.iterchildren(W + "p", W + "tbl"), None) is None:
                    etree.SubElement(made, W + "p")
                if height > 1:
                    below[at] = height - 1, width
                at += width
            _continued(line, at, below)

    def _is_ruled(self, table: Any, rows: list[Any]) -> bool:
        """Borders by attribute, or by the style of the table's grid or of most cells."""
        if _number(table.get("border"), 0) > 0 or "MsoTableGrid" in (table.get("class") or ""):
            return True
        cells = [cell for row in rows for cell in row if isinstance(cell.tag, str)]
        return 2 * sum(_bordered(self._sheet.of(cell)) for cell in cells) >= len(cells) > 0


def _rows(table: Any) -> Iterator[Any]:
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield row


def _continued(line: Any, at: int, below: dict[int, tuple[int, int]]) -> int:
    """Write the cells that go on from the row above at column ``at``; gives the column after them."""
    while at in below:
        left, width = below.pop(at)
        etree.SubElement(_cell(line, width, "continue"), W + "p")
        if left > 1:
            below[at] = left - 1, width
        at += width
    return at


def _cell(line: Any, width: int, merge: str) -> Any:
    cell = etree.SubElement(line, W + "tc")
    properties = etree.SubElement(cell, W + "tcPr")
    if width > 1:
        _sub(properties, "gridSpan", val=str(width))
    if merge:
        _sub(properties, "vMerge", val=merge)
    return cell


def _bordered(declared: Declared) -> bool:
    lines = [value for key, value in declared.items() if key.startswith("border") and "spacing" not in key
             and "collapse" not in key and "color" not in key]
    return any("solid" in value or "double" in value or "inset" in value for value in lines)


def _value(element: Any) -> str:
    """What a field of a form shows: what was typed, the chosen entry, the sign of a box."""
    if element.tag.lower() == "select":
        entries = list(element.iter("option"))
        chosen = next((one for one in entries if one.get("selected") is not None), entries[0] if entries else None)
        return "" if chosen is None else str(chosen.text_content())
    kind = (element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return _BOXES[element.get("checked") is not None]
    return element.get("value") or "" if kind in {"text", "date", "number", "search", "email"} else ""


def _set(properties: Any, look: Look) -> None:
    marks = {"b": look.bold, "i": look.italic, "strike": look.struck,
             "vanish": look.hidden or 0 < look.size < _LEAST}
    for name, on in marks.items():
        if on:
            _sub(properties, name)
    if look.raised:
        _sub(properties, "vertAlign", val="superscript")
    if look.size:
        _sub(properties, "sz", val=str(max(round(look.size * 2), 1)))
    _sub(properties, "color", val=look.colour)
    _sub(properties, "shd", val="clear", fill=look.ground)


def _sub(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, W + name, {W + key: value for key, value in attributes.items()})


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 6 else otherwise


def _clean(text: str) -> str:
    """Without characters that XML does not take."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
