"""Words that were looked for, marked where they stand; everything is escaped."""

from __future__ import annotations

import re
from typing import Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from pipeline.store.folding import folded

_WORDS: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 320
"""So many characters of a text are shown, from shortly before the first that was looked for."""
_BEFORE: Final = 60


def marked(text: str, words: str) -> SafeString:
    """The text as HTML: what matches a word of ``words``, with or without diacritics, stands in ``<mark>``."""
    wanted = {one for word in words.split() for one in folded(word)}
    places = [found.span() for found in _WORDS.finditer(text) if wanted & set(folded(found.group()))] if wanted else []
    start, end = _part(text, places[0][0] if places else 0)
    made, at = ["… " if start else ""], start
    for first, last in places:
        if first >= start and last <= end:
            made += [conditional_escape(text[at:first]), format_html("<mark>{}</mark>", text[first:last])]
            at = last
    made += [conditional_escape(text[at:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(made))  # every piece is escaped above


def _part(text: str, first: int) -> tuple[int, int]:
    """What is shown of a long text."""
    if len(text) <= _LONGEST:
        return 0, len(text)
    start = 0 if first < _LONGEST - _BEFORE else text.rfind(" ", 0, first - _BEFORE) + 1
    end = start + _LONGEST
    return start, len(text) if end >= len(text) else max(text.rfind(" ", start, end), start + _BEFORE * 2)
