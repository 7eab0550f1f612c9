"""A directive and its annexes as one document: their texts one after the other, pages counted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.text import Box, Document, Source, TextFrom, Word, WordMap


def joined(documents: Sequence[Document], source: Source) -> Document:
    """One document of ``documents``; offsets and pages of each are moved behind those of the one before.

    ``source`` gives name and sha256; pages and origin of the text are those of all.
    """
    moved, offset, pages = [], 0, 0
    for document in documents:
        moved.append(_moved(document, offset, pages))
        offset += len(document.text) + 1
        pages += document.source.pages
    words = WordMap()
    for document in moved:
        for word in document.words:
            words.append(word)
    return Document(
        replace(source, pages=max(pages, 1), text_from=_origin(documents)),
        "\n".join(document.text for document in documents),
        tuple(p for d in moved for p in d.paragraphs), tuple(t for d in moved for t in d.tables), words,
        tuple(f for d in moved for f in d.furniture), tuple(w for d in documents for w in d.warnings),
        tuple(s for d in moved for s in d.signatures))


def _origin(documents: Sequence[Document]) -> TextFrom:
    """Where the directive's text came from; ``mixed`` when pages of another member were recognised."""
    first = documents[0].source.text_from
    if any(d.source.text_from in {"ocr", "mixed"} for d in documents) and first != "ocr":
        return "mixed"
    return first


def _moved(document: Document, by: int, pages: int) -> Document:
    if not by:
        return document

    def page(number: int | None) -> int | None:
        return None if number is None else number + pages

    def box(old: Box) -> Box:
        return replace(old, page=old.page + pages)

    return replace(
        document,
        paragraphs=tuple(replace(p, start=p.start + by, end=p.end + by, page=page(p.page))
                         for p in document.paragraphs),
        tables=tuple(replace(t, start=t.start + by, end=t.end + by, page=page(t.page),
                             cells=tuple(replace(c, start=c.start + by, end=c.end + by) for c in t.cells))
                     for t in document.tables),
        words=WordMap(Word(w.start + by, w.end + by, box(w.box), w.confidence) for w in document.words),
        furniture=tuple(replace(f, page=f.page + pages) for f in document.furniture),
        signatures=tuple(replace(s, page=page(s.page), box=None if s.box is None else box(s.box))
                         for s in document.signatures))
