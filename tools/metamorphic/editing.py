"""A document with some of its words exchanged, every span moved with them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeVar

from pipeline.model import Cell, Document, Paragraph, Table, WordMap

Spanned = TypeVar("Spanned", Paragraph, Table, Cell)


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters ``start``–``end`` of a text become ``new``."""

    start: int
    end: int
    new: str


class Edited:
    """A document after ``edits``, which do not overlap and lie within a paragraph each.

    ``moved`` tells where an offset of the old text stands in the new one; an offset inside of an edit goes to its end.
    """

    def __init__(self, document: Document, edits: list[Edit]) -> None:
        self._edits = sorted(edits, key=lambda edit: edit.start)
        self._ends = [edit.end for edit in self._edits]
        self._grown = [0, *accumulate(len(e.new) - (e.end - e.start) for e in self._edits)]
        self.document = replace(document, text=self._text(document.text), words=WordMap(), **self._parts(document))

    def _text(self, text: str) -> str:
        parts, at = [], 0
        for edit in self._edits:
            parts += [text[at:edit.start], edit.new]
            at = edit.end
        return "".join([*parts, text[at:]])

    def moved(self, offset: int) -> int:
        """Where ``offset`` of the old text stands now."""
        before = bisect_right(self._ends, offset)
        inside = before < len(self._edits) and self._edits[before].start < offset
        return self._ends[before] + self._grown[before + 1] if inside else offset + self._grown[before]

    def start_of(self, offset: int) -> int:
        """Where a span that began at ``offset`` begins now: what was put in at its place belongs to it."""
        before = bisect_right(self._ends, offset - 1)
        return offset + self._grown[before]

    def _parts(self, document: Document) -> dict[str, object]:
        tables = [replace(self._span(table), cells=tuple(map(self._span, table.cells))) for table in document.tables]
        return {"paragraphs": tuple(map(self._span, document.paragraphs)), "tables": tuple(tables)}

    def _span(self, part: Spanned) -> Spanned:
        return replace(part, start=self.start_of(part.start), end=self.moved(part.end))
