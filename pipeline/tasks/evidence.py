"""Where the words of a task stand on the page."""

from __future__ import annotations

from pipeline.model import Document, Evidence


def evidence(document: Document, start: int, end: int) -> Evidence:
    """Page, span and boxes of ``document.text[start:end]``; no boxes where the source has no pages."""
    return Evidence(document.page_of(start), start, end, document.words.boxes(start, end))
