"""Puts paragraphs and tables into one text, and counts the offsets."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.text import Cell, Document, Doubt, Furniture, Paragraph, Source, Style, Table, WordMap

from .draft import Block, DraftTable, plain
from .markers import glue, is_rule

_ENDLESS = 200_000  # characters: a text saved without line ends; the language tools take no million
_LONGEST = 5_000  # characters of its pieces: reading takes longer the longer a piece is


def _pieces(text: str) -> Iterator[str]:
    """A paragraph; one that never ends in pieces, cut behind sentences where it can be, else between words."""
    endless = len(text) > _ENDLESS
    while endless and len(text) > _LONGEST:
        at = max(text.rfind(mark, _LONGEST // 2, _LONGEST) + 1 for mark in (". ", "; "))
        at = at or text.rfind(" ", 1, _LONGEST) + 1 or _LONGEST
        yield text[:at].strip()
        text = text[at:].strip()
    if text:
        yield text


class Builder:
    """Collects a document in reading order. Paragraphs are separated by one newline."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._offset = 0
        self._paragraphs: list[Paragraph] = []
        self._tables: list[Table] = []
        self._words = WordMap()

    def add(self, block: Block) -> None:
        """Append a paragraph; one without text, or with nothing but a ruled line, is left out."""
        if is_rule(plain(block)):
            return
        if block.lines:
            self._add_lines(block)
        else:
            for piece in _pieces(block.text):
                start = self._begin()
                self._append(piece)
                self._end(start, block.page, block)

    def add_table(self, table: DraftTable) -> None:
        """Append the cells of a table in row order; a table without any text is left out."""
        cells: list[Cell] = []
        first: int | None = None
        for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
            count = len(self._paragraphs)
            for block in cell.blocks:
                self.add(block)
            added = self._paragraphs[count:]
            start = added[0].start if added else self._offset
            first = start if first is None and added else first
            cells.append(Cell(start, self._offset, cell.row, cell.col, cell.row_span, cell.col_span))
        if first is not None:
            self._tables.append(Table(first, self._offset, table.page, table.rows, table.cols, tuple(cells),
                                      table.header_rows))

    def document(self, source: Source, furniture: tuple[Furniture, ...] = (),
                 warnings: tuple[Doubt, ...] = ()) -> Document:
        """The finished document."""
        return Document(source, "".join(self._parts), tuple(self._paragraphs), tuple(self._tables), self._words,
                        furniture, warnings)

    def _begin(self) -> int:
        if self._paragraphs:
            self._append("\n")
        return self._offset

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._offset += len(text)

    def _end(self, start: int, page: int | None, block: Block) -> None:
        self._paragraphs.append(Paragraph(start, self._offset, page, block.column, block.style or Style()))

    def _add_lines(self, block: Block) -> None:
        start = at = self._begin()
        last = ""
        for line in block.lines:
            between = glue(last, line.text) if last else ""
            at += len(between)
            starts, ends = [], []
            for word in line.text.split(" "):
                starts.append(at)
                at += len(word)
                ends.append(at)
                at += 1
            self._words.extend(line.page, starts, ends, line.boxes)
            at -= 1
            self._append(between + line.text)
            last = line.text
        self._end(start, block.lines[0].page, block)
