"""Head, body, annexes, clauses and references of a document."""

from __future__ import annotations

from pipeline.knowledge.tables import pattern
from pipeline.model import Document, Structure

from .clauses import build_clauses, quotations
from .doubtful import doubtful_digits, doubtful_issuer
from .head import parse_head
from .references import in_clauses

_CLOSING = pattern("parse.closing")


def parse(document: Document) -> Structure:
    """Take a document apart. What is not found stays empty and is said in ``warnings``."""
    result = parse_head(document)
    clauses = build_clauses(document, result.body, result.annexes, _CLOSING)
    quoted = quotations(document.text, (result.body[0], len(document.text)))
    doubts = (*result.doubts, *doubtful_digits(document, result.spans),
              *doubtful_issuer(document, result.head, result.spans.get("issuer")))
    references = in_clauses(result.references, clauses)
    return Structure(result.head, clauses, references, result.body, result.annexes, doubts, quoted)
