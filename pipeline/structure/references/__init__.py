"""The documents that a directive cites by số, ký hiệu, each once."""

from .finder import document_references, find_references, in_clauses

__all__ = ["document_references", "find_references", "in_clauses"]
