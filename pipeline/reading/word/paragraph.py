"""One Word paragraph to text: visible runs only, tracked deletions dropped, breaks and tabs kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.knowledge.tables import read_table
from pipeline.model.text import Align, Style

from .. import normal
from ..draft import Block
from ..markers import ends_item, starts_formula, starts_item, starts_low
from .notes import Notes
from .numbering import Numbering
from .raised import raised
from .styles import Styles
from .xml import MC, Element, M, W, child

_SKIPPED = frozenset(W + name for name in (
    "pPr", "rPr", "del", "moveFrom", "delText", "instrText", "commentReference",
    "annotationRef", "footnoteRef", "endnoteRef", "sectPr", "object"))
_SIGNS = {W + "noBreakHyphen": "-", W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t", W + "softHyphen": ""}
TAB = "\t"
# Spaces typed until the words fall to the next line, in signature blocks.
_SPACED_OUT = re.compile(r" {8,}(?=(?:TM|KT|TL|TUQ|Q)\.)")


@dataclass(slots=True)
class Runs:
    """Text of a paragraph with how much of it is bold and italic."""

    text: str = ""
    bold: int = 0
    italic: int = 0
    sizes: dict[float, int] = field(default_factory=dict)

    @property
    def size(self) -> float | None:
        """The size of most characters."""
        return max(self.sizes, key=lambda s: self.sizes[s], default=None)


class ParagraphReader:
    """Reads paragraphs of one document; counts its automatic numbers as it goes."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes

    def runs(self, paragraph: Element) -> Runs:
        """The visible text of ``paragraph``; breaks are newlines, tabs stay."""
        found = Runs()
        for item in paragraph:
            self._walk(item, paragraph, found)
        found.text = self._notes.placed(found.text, paragraph)
        return found

    def blocks(self, paragraph: Element, in_cell: bool = False) -> list[Block]:
        """The paragraphs that ``paragraph`` makes: breaks may cut it; text boxes on it are none of it.

        In a cell a number without text counts too: that is how ordinal columns are numbered.
        """
        found = self.runs(paragraph)
        align = self._styles.align(paragraph)
        label = self._label(paragraph)
        pieces = split_breaks(found.text, align)
        if label and pieces:
            pieces[0] = f"{label} {pieces[0]}"
        elif label and in_cell and label != "-":
            pieces = [label]
        style = self.style(found, align)
        return [Block(text=piece, style=style) for piece in pieces]

    def style(self, found: Runs, align: Align | None) -> Style:
        """The style of a paragraph from its runs."""
        letters = sum(not c.isspace() for c in found.text)
        return Style(found.bold * 2 > letters, found.italic * 2 > letters, found.size, align)

    def _label(self, paragraph: Element) -> str:
        """The number Word prints; a paragraph deleted under tracking does not count."""
        if child(paragraph, "pPr/rPr/del") is not None:
            return ""
        told = self._styles.numbering(paragraph)
        return self._numbering.label(*told) if told else ""

    def _walk(self, item: Element, paragraph: Element, found: Runs) -> None:
        tag = item.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        if tag == W + "r":
            self._run(item, paragraph, found)
        elif tag == W + "txbxContent":
            return
        elif tag == MC + "AlternateContent":
            for inner in _alternative(item):
                self._walk(inner, paragraph, found)
        elif tag == M + "t":
            found.text += item.text or ""
        else:
            for inner in item:
                self._walk(inner, paragraph, found)

    def _run(self, run: Element, paragraph: Element, found: Runs) -> None:
        look = self._styles.run(run, paragraph)
        for item in run:
            text = self._piece(item, paragraph, found)
            if look.raised and item.tag == W + "t":
                text = raised(text, found.text)
            found.text += text
            letters = sum(not c.isspace() for c in text)
            found.bold += letters if look.bold else 0
            found.italic += letters if look.italic else 0
            if look.size and letters:
                found.sizes[look.size] = found.sizes.get(look.size, 0) + letters

    def _piece(self, item: Element, paragraph: Element, found: Runs) -> str:
        tag = item.tag
        if tag == W + "t":
            return item.text or ""
        if tag == W + "br":
            return "\n" if item.get(W + "type") in {None, "textWrapping"} else ""
        if tag == W + "sym":
            return _symbol(item.get(W + "font"), item.get(W + "char"))
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag in {W + "footnoteReference", W + "endnoteReference"}:
            return self._notes.mark(item)
        self._walk(item, paragraph, found)
        return ""


def boxes(item: Element) -> Iterator[Element]:
    """The contents of text boxes anchored in a paragraph; a box in a box takes its turn there."""
    for inner in _alternative(item) if item.tag == MC + "AlternateContent" else item:
        if inner.tag == W + "txbxContent":
            yield inner
        elif isinstance(inner.tag, str) and inner.tag not in {W + "del", W + "moveFrom"}:
            yield from boxes(inner)


def _alternative(item: Element) -> Element:
    """One of the ways in which a thing is told; the old one only where the new one has no words."""
    ways = [*item.findall(MC + "Choice"), *item.findall(MC + "Fallback")]
    return next((way for way in ways if next(way.iter(W + "t", M + "t", W + "sym"), None) is not None), ())


def _symbol(font: str | None, code: str | None) -> str:
    """A sign put in by its code in a symbol font; one that no table knows stays in the private use area."""
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    if not 0 < point < 0x110000:
        return ""
    known = _symbols().get((font or "").strip().lower(), {}).get(point & 0xFF if point >= 0xF000 else point)
    return known or chr(point if point >= 0xF000 else 0xF000 + point)


@lru_cache(maxsize=1)
def _symbols() -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for row in read_table("symbols"):
        found.setdefault(row["font"], {})[int(row["code"], 16)] = row["character"]
    return found


def split_breaks(text: str, align: Align | None) -> list[str]:
    """Cut a paragraph at soft line breaks where they part items or title lines; else they are spaces."""
    pieces: list[str] = []
    for part in _SPACED_OUT.sub("\n", normal.characters(text.replace(TAB, " "))).split("\n"):
        line = normal.line(part)
        if not line:
            continue
        if pieces and not _break_parts(pieces[-1], line, align):
            pieces[-1] += " " + line
        else:
            pieces.append(line)
    return pieces


def _break_parts(before: str, after: str, align: Align | None) -> bool:
    if starts_formula(after) or after.lower().startswith("v/v"):
        return True
    if starts_item(after):
        return ends_item(before) or align != "justify" or not starts_low(after.lstrip("-–+ "))
    if starts_low(after):
        return False
    return align in {"center", "right"} or ends_item(before)
