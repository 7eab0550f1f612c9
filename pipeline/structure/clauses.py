"""The clause tree: markers, plain paragraphs and table rows put under one another.

People mix levels freely, so a level is not a fixed depth: a marker of a style that is open is a
sibling of the last one of that style; a new style goes under the nearest open clause of a higher
rank. Bullets nest in the order in which they first come. A paragraph that ends in a colon opens a
level of its own, which lasts until the list under it is over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.knowledge.tables import pattern
from pipeline.model import Clause, ClauseKind, Document, Paragraph, Table, TableRow

from .markers import Marker, read_marker
from .rows import table_rows

Zone = Literal["body", "annex"]
# Words after which no sentence and no heading ends.
_HANGING = pattern("clauses.hanging")
# Straight quotation marks do not nest: one opens at the start of a paragraph, one closes at the end of a paragraph.
_STRAIGHT = re.compile(r'^"[^"]{0,6000}"[.;]?$', re.MULTILINE)
_TRIM = " \t\n\u00a0"


@dataclass(slots=True)
class _Open:
    """A clause that may still get children."""

    index: int
    style: str
    rank: float
    label: str | None
    listed: bool = False  # has had numbered or bulleted children
    ordinal: int | None = None


@dataclass(slots=True)
class _Builder:
    text: str
    zone: Zone
    clauses: list[Clause]
    closing: re.Pattern[str]
    stack: list[_Open] = field(default_factory=list)

    def add(self, kind: ClauseKind, label: str | None, start: int, end: int, row: TableRow | None = None) -> int:
        """Append a clause under the top of the stack; returns its index."""
        start, end = _trim(self.text, start, end)
        index = len(self.clauses)
        parent = self.stack[-1].index if self.stack else None
        path = _path([o.label for o in self.stack] + [label])
        depth = len(self.stack)
        self.clauses.append(Clause(index, parent, kind, label, path, start, end, depth, self.zone, False, row))
        if parent is not None and not self.clauses[parent].has_children:
            self.clauses[parent] = replace(self.clauses[parent], has_children=True)
        return index

    def make_room(self, marker: Marker) -> None:
        """Close the clauses that the marker cannot stand under."""
        styles = [o.style for o in self.stack]
        if marker.style in styles:
            del self.stack[styles.index(marker.style):]
        elif marker.kind != "bullet":
            while self.stack and self.stack[-1].rank >= marker.rank:
                self.stack.pop()
        if self.stack:
            self.stack[-1].listed = True

    def marked(self, marker: Marker, start: int, end: int, row: TableRow | None = None) -> None:
        """Add a clause that opens with a marker of its own."""
        marker = self._ninth_or_roman(marker)
        self.make_room(marker)
        index = self.add("row" if row else marker.kind, marker.label, start, end, row)
        rank = max(marker.rank, self.stack[-1].rank + 0.01) if self.stack and marker.kind == "bullet" else marker.rank
        self.stack.append(_Open(index, marker.style, rank, marker.label, ordinal=marker.ordinal))

    def _ninth_or_roman(self, marker: Marker) -> Marker:
        """``i)`` is the ninth letter after ``h)``, else the first small Roman number."""
        if marker.style != "letter" or marker.label != "i":
            return marker
        last = next((o for o in reversed(self.stack) if o.style == "letter"), None)
        if last is not None and last.label in ("h", "g"):
            return marker
        return replace(marker, style="lower roman", rank=6.5, ordinal=1)

    def continues(self, start: int) -> bool:
        """Whether a paragraph goes on with the sentence of the clause before it (a break in mid-sentence)."""
        if not self.clauses or self.clauses[-1].zone != self.zone or self.clauses[-1].row is not None:
            return False
        last = self.clauses[-1]
        before = self.text[last.start:last.end]
        if len(before) < 40 or before[-1:] in ".;:!?…”)/" or self.text[last.end:start].strip():
            return False
        return self.text[start].islower() or _HANGING.search(before) is not None

    def extend(self, end: int) -> None:
        """Give the last clause the words up to ``end``."""
        last = self.clauses[-1]
        self.clauses[-1] = replace(last, end=_trim(self.text, last.start, end)[1])

    def plain(self, start: int, end: int, tail: bool) -> None:
        """Add a paragraph without a marker."""
        while self.stack and (self.stack[-1].style.startswith("bullet") or
                              (self.stack[-1].style == "plain" and self.stack[-1].listed)):
            self.stack.pop()
        if tail and self.closing.match(self.text[start:end]):
            self.stack.clear()
        index = self.add("paragraph", None, start, end)
        if self.text[start:end].rstrip(_TRIM).endswith(":"):
            rank = (self.stack[-1].rank if self.stack else -1.0) + 0.05
            self.stack.append(_Open(index, "plain", rank, None))


def build_clauses(document: Document, body: tuple[int, int], annexes: tuple[tuple[int, int], ...],
                  closing: re.Pattern[str]) -> tuple[Clause, ...]:
    """The clauses of the body and of each annex, in document order; numbers restart in an annex.

    ``closing`` matches the start of a paragraph that ends the directive (*Trên đây là …*): such a
    paragraph after the last number belongs to no clause.
    """
    clauses: list[Clause] = []
    zones: list[tuple[Zone, tuple[int, int]]] = [("body", body), *(("annex", span) for span in annexes)]
    for zone, span in zones:
        _build_zone(document, _Builder(document.text, zone, clauses, closing), span)
    return tuple(clauses)


def _build_zone(document: Document, builder: _Builder, span: tuple[int, int]) -> None:
    items = list(_items(document, span))
    last_marked = max((i for i, (item, marker) in enumerate(items) if marker or isinstance(item, Table)), default=-1)
    pending: Marker | None = None  # a number that stands alone on its line
    for i, (item, marker) in enumerate(items):
        if isinstance(item, Table):
            _add_table(document, builder, item)
            continue
        if pending is not None and marker is None:
            builder.marked(pending, item.start, item.end)
            pending = None
            continue
        if pending is not None:
            builder.marked(pending, item.start, item.start)
            pending = None
        if marker is None and builder.continues(item.start):
            builder.extend(item.end)
        elif marker is None:
            builder.plain(item.start, item.end, tail=i > last_marked)
        elif item.start + marker.length >= item.end:
            pending = marker
        else:
            builder.marked(marker, item.start + marker.length, item.end)


def quotations(text: str, span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Quotations of “…” that run over several paragraphs: law cited at length, whose numbers are its own."""
    found: list[tuple[int, int]] = [m.span() for m in _STRAIGHT.finditer(text, *span) if "\n" in m.group()]
    for m in re.finditer("“", text[span[0]:span[1]]):
        start = span[0] + m.start()
        if any(a <= start < b for a, b in found):
            continue
        end = _closing_mark(text, start, span[1])
        if end is not None and "\n" in text[start:end]:
            found.append((start, end))
    return tuple(found)


def _closing_mark(text: str, start: int, limit: int) -> int | None:
    depth = 0
    for i in range(start, limit):
        if text[i] == "“":
            depth += 1
        elif text[i] == "”":
            depth -= 1
            if depth == 0:
                return i
    return None


def _items(document: Document, span: tuple[int, int]) -> Iterator[tuple[Paragraph | Table, Marker | None]]:
    """Paragraphs with their markers, and tables in place of the paragraphs of their cells."""
    quoted = quotations(document.text, span)
    tables = [t for t in document.tables if t.start >= span[0] and t.end <= span[1]]
    starts = [t.start for t in tables]
    given: set[int] = set()
    for p in document.paragraphs:
        if p.end <= span[0] or p.start >= span[1] or p.start == p.end:
            continue
        i = bisect_left(starts, p.start + 1) - 1
        if i >= 0 and p.end <= tables[i].end and p.start < tables[i].end:
            if i not in given:
                given.add(i)
                yield tables[i], None
            continue
        cut = Paragraph(max(p.start, span[0]), min(p.end, span[1]), p.page, p.column, p.style)
        within = any(start <= cut.start < end for start, end in quoted)
        yield cut, None if within else read_marker(document.text[cut.start:cut.end])


def _add_table(document: Document, builder: _Builder, table: Table) -> None:
    floor = len(builder.stack)
    for row in table_rows(document, table):
        marker = row.marker
        if marker is None:
            del builder.stack[floor:]
            index = builder.add("row", None, row.start, row.end, row.cells)
            builder.stack.append(_Open(index, "row", 7.9, None))
        else:
            while len(builder.stack) > floor and builder.stack[-1].rank >= marker.rank:
                builder.stack.pop()
            index = builder.add("row", marker.label, row.start, row.end, row.cells)
            builder.stack.append(_Open(index, "row " + marker.style, marker.rank, marker.label))
        _add_items(builder, row.items)
    del builder.stack[floor:]


def _add_items(builder: _Builder, items: tuple[tuple[int, int], ...]) -> None:
    """The list inside a work cell: each item is a leaf block under the row."""
    depth = len(builder.stack)
    for start, end in items:
        marker = read_marker(builder.text[start:end])
        if marker is None:
            del builder.stack[depth:]
            builder.add("paragraph", None, start, end)
        else:
            marker = replace(marker, rank=marker.rank + 10)
            builder.make_room(marker) if len(builder.stack) > depth else None
            del builder.stack[max(depth, len(builder.stack)):]
            index = builder.add(marker.kind, marker.label, start + marker.length, end)
            builder.stack.append(_Open(index, marker.style, marker.rank, marker.label))
    del builder.stack[depth:]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def _path(labels: list[str | None]) -> str | None:
    """Labels joined by dots; ``2.1`` under ``2`` is not ``2.2.1``."""
    parts: list[str] = []
    for label in labels:
        if label is None:
            continue
        if parts and label.startswith(parts[-1] + "."):
            parts[-1] = label
        else:
            parts.append(label)
    return ".".join(parts) or None
