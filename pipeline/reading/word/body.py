"""Walks the body of a Word file: paragraphs, tables, text boxes and what is put in from other files, in order."""

from __future__ import annotations

from typing import Any

from .. import aligned, decoding
from ..builder import Builder
from ..draft import Block
from . import accepted, choices, chunks, controls, fields, legacy, shown, tables
from .notes import Notes
from .numbering import Numbering
from .paragraph import ParagraphReader, boxes
from .styles import Styles
from .tabs import split_tabs
from .told import Told
from .xml import Element, R, W


class BodyReader:
    """Reads what hangs on one part; holds styles, running numbers, and what is to be told of the file.

    ``part`` leads to parts that are put in by reference; ``depth`` counts the files around this one.
    """

    def __init__(self, styles: Element | None, numbering: Element | None, part: Any = None, told: Told | None = None,
                 depth: int = 0) -> None:
        self.told = told or Told()
        self.notes = Notes(self.told)
        self._part, self._depth = part, depth
        self._styles = Styles(styles)
        self._paragraphs = ParagraphReader(self._styles, Numbering(numbering), self.notes, self.told)

    def prepare(self, root: Element | None) -> None:
        """Leave under ``root`` what its page shows, in Unicode; once for every part."""
        accepted.join(root)
        fields.resolve(root, self.told)
        controls.resolve(root, self._styles, self.told)
        choices.resolve(root)
        shown.resolve(root, self._styles, self.told)
        legacy.convert(root, self._styles)
        _mend(root, self.told)
        self._paragraphs.filled = self._paragraphs.filled or choices.is_filled(root)

    def read_into(self, body: Element, builder: Builder) -> None:
        """Append everything in ``body`` to ``builder``."""
        items = list(tables.children(body, "p", "tbl", "altChunk"))
        typed = {table.start: table for table in aligned.found([self._typed(item) for item in items])}
        end = 0
        for at, item in enumerate(items):
            if at in typed:
                builder.add_table(typed[at].draft())
                end = typed[at].end
            elif at < end:
                continue
            elif item.tag == W + "tbl":
                self._put_table(item, builder)
            elif item.tag == W + "altChunk":
                self._put_chunk(item, builder)
            else:
                for block in split_tabs(item, self._paragraphs):
                    builder.add(block)
                for box in boxes(item):
                    self.read_into(box, builder)
                for embedded in item.iter(W + "object"):
                    self._put_chunk(embedded, builder)

    def _typed(self, item: Element) -> str:
        """A paragraph with tabs or wide gaps as it was typed: it may be a row of a table without lines. Empty for one
        without words; what is no row for sure stands as a full stop."""
        texts = list(item.iter(W + "t"))
        if item.tag == W + "p" and not texts:
            return ""
        gaps = next(item.iter(W + "tab"), None) is not None or any("  " in (t.text or "") for t in texts)
        if item.tag != W + "p" or not gaps or self._styles.numbering(item) is not None:
            return "."
        return self._paragraphs.runs(item).text.strip("\n")

    def blocks(self, holder: Element, apart: list[Element] | None = None) -> list[Block]:
        """All paragraphs of a cell or note; tables nested in it are flattened.

        With ``apart`` nested tables of data are put there instead, for whoever reads them as tables.
        """
        found: list[Block] = []
        for item in tables.children(holder, "p", "tbl", "altChunk"):
            if item.tag == W + "p":
                found.extend(self._paragraphs.blocks(item, in_cell=holder.tag == W + "tc"))
                for box in boxes(item):
                    found.extend(self.blocks(box, apart))
            elif item.tag == W + "altChunk":
                inner = self._chunk(item)
                found.extend(inner[0].blocks(inner[1]) if inner else ())
            elif apart is not None and self._kind(item) == "data":
                apart.append(item)
            else:
                for cell in tables.grid(item)[2]:
                    found.extend(self.blocks(cell.element, apart))
        return found

    def _kind(self, table: Element) -> str:
        rows, cols, cells = tables.grid(table)
        return tables.kind_of(table, cells, rows, cols, self._styles) if cells else ""

    def _put_table(self, table: Element, builder: Builder) -> None:
        rows, cols, cells = tables.grid(table)
        kind = self._kind(table)
        nested: list[Element] = []
        if kind in {"head", "foot"}:
            for block in tables.columns(cells, self.blocks, cols):
                builder.add(block)
        elif kind == "data":
            builder.add_table(tables.data_table(table, rows, cols, cells, lambda cell: self.blocks(cell, nested)))
        else:
            for cell in cells:
                self.read_into(cell.element, builder)
        for inner in nested:  # a table in a cell of a table is a table of its own, behind the one around it
            self._put_table(inner, builder)

    def _put_chunk(self, item: Element, builder: Builder) -> None:
        found = self._chunk(item)
        if found:
            reader, body = found
            reader.read_into(body, builder)

    def _chunk(self, item: Element) -> tuple[BodyReader, Element] | None:
        """The reader and the body of what ``item`` puts in from another file; None where it cannot be read."""
        reference = next((one.get(R + "id") for one in item.iter()
                          if one.get(R + "id") and one.tag not in chunks.PICTURES), None)
        inner = chunks.opened(self._part, reference, self._depth) if reference else None
        if inner is None:
            chunks.tell(item, self._part, reference, self.told)
            return None
        reader = BodyReader(inner.styles, inner.numbering, inner.part, self.told, self._depth + 1)
        reader.prepare(inner.body)
        return reader, inner.body


def _mend(root: Element | None, told: Told) -> None:
    """Put text right that was pasted from a file read in a wrong encoding."""
    texts = list(root.iter(W + "t")) if root is not None else []
    spoilt = "\n".join((text.text or "").replace("\n", " ") for text in texts)
    mended = decoding.mended(spoilt)
    if mended != spoilt:
        for text, line in zip(texts, mended.split("\n"), strict=True):
            text.text = line
        told.add("spoilt", next(line for line in mended.split("\n") if not line.isascii()))
