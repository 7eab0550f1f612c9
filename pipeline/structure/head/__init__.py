"""The head of a directive: letterhead, title, addressees, signature, recipients — and what lies between."""

from .doubts import chronology_doubts
from .parser import parse_head
from .result import HeadResult

__all__ = ["HeadResult", "chronology_doubts", "parse_head"]
