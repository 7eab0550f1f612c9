"""Values that people enter, as they are read on the pages."""

from __future__ import annotations

from datetime import date
from typing import Final

from pipeline.model.review import CELL_WORDS, DAYS, HEAD_WORDS, SPAN, SPAN_WORDS
from pipeline.workbooks.review_values import STATUSES

CELLS: Final = {**HEAD_WORDS, **CELL_WORDS, SPAN: SPAN_WORDS}
"""The names of all cells that people change."""
EMPTY: Final = "(để trống)"
_STATUSES: Final = {str(status): words for status, words in STATUSES.items()}


def told(cell: str, value: str) -> str:
    """A kept value in words: ``2025-04-30`` of a day as *30/04/2025*; what is no such value stands as it is."""
    if not value:
        return EMPTY
    if cell in DAYS:
        try:
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        except ValueError:
            return value
    return f"{value}%" if cell == "percent" else _STATUSES.get(value, value) if cell == "status" else value
