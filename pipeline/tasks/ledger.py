"""The ledger is complete: every word of a clause is in a task or among what was weighed and not taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORDS = re.compile(r"[^\W\d_](?:.*\w)?", re.DOTALL)  # from the first letter to the last word
Span = tuple[int, int]


def left_over(text: str, within: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """The spans of words in ``text[within]`` that none of ``taken`` covers, in order.

    Such words entitle or lead in, and were therefore never weighed as a segment."""
    at, end = within
    for start, after in (*sorted(taken), (end, end)):
        words = _WORDS.search(text, at, start)
        if words is not None:
            yield words.span()
        at = max(at, after)
